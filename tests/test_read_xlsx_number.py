from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.amount import format_amount
from mingzhang.read.xlsx_number import BUILT_IN, shown

ACCOUNTING = r'_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("raw", "look", "text"),
    [
        ("12302.975", "#,##0.00", "12,302.98"),
        ("1.005", "0.00", "1.01"),  # the binary fraction lies below; Excel rounds the digits it shows
        ("12302.974999999999", "#,##0.00", "12,302.98"),
        ("-0.5", "0", "-1"),
        ("0", "0.00", "0.00"),
        ("0.30000000000000004", "", "0.3"),
        ("1234567.891234", "General", "1234567.891"),
        ("2080505", "", "2080505"),
        ("1e+40", "", "1" + "0" * 40),
        ("8", "00", "08"),
        ("7", "00,000", "00,007"),
        ("5", "0.0#", "5.0"),
        ("0.1234", "0.00%", "12.34%"),
        ("1234.5", ACCOUNTING, "1,234.50"),
        ("-1234.5", ACCOUNTING, "-1,234.50"),
        ("0", ACCOUNTING, "-"),
        ("-1234.5", "#,##0.00_);(#,##0.00)", "(1,234.50)"),
        ("-1234.5", "#,##0.00;[Red]-#,##0.00", "-1,234.50"),
        ("0", "#,##0.00;-#,##0.00;", ""),
        ("12345", ";;;", ""),
        ("12345678", "0!.0,", "1234.6"),  # 万 of a format common in China
        ("1234567", "#,##0.00,", "1,234.57"),
        ("12345", '[>=10000]0.0"万";0', "12345.0万"),
        ("500", '[>=10000]0.0"万";0', "500"),
        ("12345.6", '"￥"#,##0.00', "12,345.60"),
        ("3.5", "[$¥-804]#,##0.00", "3.50"),
        ("12", '0"辆"', "12辆"),
        ("45000", "yyyy\\-mm\\-dd", "2023-03-15"),
        ("45000.5", 'yyyy"年"m"月"d"日" h:mm', "2023年3月15日 12:00"),
        ("99999999999", "yyyy", "99999999999"),
        ("not a number", "0.00", "not a number"),
        ("nan", "0.00", "nan"),
    ],
)
def test_a_number_is_shown_as_excel_shows_it(raw: str, look: str, text: str):
    assert shown(raw, look) == text


def test_days_may_be_counted_from_1904():
    assert shown("0", BUILT_IN[14], since_1904=True) == "1904/1/1"


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6), st.integers(0, 6))
def test_exact_amounts_survive_the_way_through_a_binary_fraction(value: Decimal, decimals: int):
    look = "#,##0" + ("." + "0" * decimals if decimals else "")
    assert Decimal(shown(repr(float(value)), look).replace(",", "")) == value.quantize(
        Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP
    )
    if value >= 0:
        assert shown(repr(float(value)), look) == format_amount(value, decimals)


@given(st.floats(), st.text(alphabet='0#?.,%;"\\!_*[]<>=-Eymdhs@ 万￥', max_size=14))
def test_no_format_whatever_raises(value: float, look: str):
    assert isinstance(shown(repr(value), look), str)


@pytest.mark.parametrize("look", [*BUILT_IN.values(), ACCOUNTING])
@given(st.integers(-(10**12), 10**12))
def test_the_usual_formats_keep_whole_numbers_readable(look: str, value: int):
    assert shown(str(value), look) or look == "@"
