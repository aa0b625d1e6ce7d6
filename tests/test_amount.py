from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.amount import Amount, Interval, exact, format_amount, is_blank, parse_amount

printed = st.builds(
    lambda digits, decimals: Decimal(digits).scaleb(-decimals), st.integers(-(10**15), 10**15), st.integers(0, 6)
)


def amount(text: str, unit: str = "") -> Amount:
    found = parse_amount(text, unit)
    assert found is not None, text
    return found


@given(digits=st.integers(-(10**17), 10**17), decimals=st.integers(0, 6), thousands=st.booleans())
def test_what_is_written_is_read_back_exactly(digits: int, decimals: int, thousands: bool):
    value = Decimal(digits).scaleb(-decimals)
    back = amount(format_amount(value, decimals, thousands=thousands))
    assert (back.value, back.decimals) == (value, decimals)


@given(
    value=st.decimals(-(10**12), 10**12, allow_nan=False, places=7),
    decimals=st.integers(0, 4),
    unit=st.sampled_from(["元", "千元", "万元", "亿元"]),
)
def test_the_interval_holds_every_value_that_prints_as_the_amount(value: Decimal, decimals: int, unit: str):
    shown = amount(format_amount(value, decimals), unit)
    assert value * amount("1", unit).base in shown.interval


@given(value=printed, other=st.integers(-3000, 3000))
def test_the_interval_holds_no_value_that_prints_as_another_amount(value: Decimal, other: int):
    shown = amount(format_amount(value, 2))
    true = shown.value + Decimal(other).scaleb(-5)
    same = true.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP) == shown.value
    if shown.value:  # zero prints alike from either side
        assert (true in shown.interval) == same


def test_the_ends_of_an_interval_are_half_open_and_mirrored_for_negatives():
    assert amount("1.25").interval == Interval(Decimal("1.245"), Decimal("1.255"), True, False)
    assert amount("-1.25").interval == Interval(Decimal("-1.255"), Decimal("-1.245"), False, True)
    assert Decimal("1.245") in amount("1.25").interval and Decimal("1.255") not in amount("1.25").interval
    assert Decimal("-1.245") in amount("-1.25").interval and Decimal("-1.255") not in amount("-1.25").interval
    assert amount("-0.00").interval == Interval(Decimal("-0.005"), Decimal("0.005"), False, True)


@given(value=printed)
def test_the_interval_of_a_negative_is_the_mirror_of_the_positive(value: Decimal):
    if value:
        positive, negative = amount(format_amount(abs(value), 2)), amount(f"-{format_amount(abs(value), 2)}")
        assert negative.interval == -positive.interval


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,302.98", "12302.98"),
        ("１２，３０２．９８", "12302.98"),
        (" 1,\n234,567.8 ", "1234567.8"),
        ("-5.10", "-5.10"),
        ("－5.10", "-5.10"),
        ("−5.10", "-5.10"),
        ("(5.10)", "-5.10"),
        ("（5.10）", "-5.10"),
        ("+5.10", "5.10"),
        ("0", "0"),
        ("1,234", "1234"),
        ("9999999999999.99", "9999999999999.99"),
    ],
)
def test_numbers_are_read_however_they_are_printed(text: str, value: str):
    assert amount(text).value == Decimal(value)
    assert amount(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "—",
        "────",
        "-",
        "无",
        "12.",
        ".5",
        "1,23",
        "1,2345",
        "1.2.3",
        "12万",
        "3人",
        "(5",
        "5)",
        "1e5",
        "NaN",
        "∞",
        "--5",
        "12 302.98",
        "1.00 2.00",
        "１ ２",
    ],
)
def test_what_is_no_number_is_none(text: str):
    assert parse_amount(text) is None


@pytest.mark.parametrize("text", ["", " \t\u3000", "─", "────", "—— ——", "-", "－", "–", "―"])
def test_a_rule_or_white_space_is_a_blank(text: str):
    assert is_blank(text)


@pytest.mark.parametrize("text", ["0", "0.00", "-1", "无", "."])
def test_a_zero_or_a_word_is_no_blank(text: str):
    assert not is_blank(text)


@pytest.mark.parametrize("text", ["12.5%", "１２．５％", "12.5 %"])
def test_a_percentage_has_its_own_unit_whatever_the_table_says(text: str):
    assert (amount(text, "万元").unit, amount(text, "万元").base) == ("%", Decimal("12.5"))


@pytest.mark.parametrize(
    ("unit", "base", "step"),
    [
        ("元", "12.30", "0.01"),
        ("千元", "12300", "10"),
        ("万元", "123000", "100"),
        ("百万元", "12300000", "10000"),
        ("亿元", "1230000000", "1000000"),
        ("辆", "12.30", "0.01"),
    ],
)
def test_money_is_measured_in_yuan_and_counts_as_they_are(unit: str, base: str, step: str):
    assert (amount("12.30", unit).base, amount("12.30", unit).step) == (Decimal(base), Decimal(step))


@pytest.mark.parametrize(
    ("value", "text"),
    [("0.005", "0.01"), ("-0.005", "-0.01"), ("2.345", "2.35"), ("1234.5", "1,234.50"), ("0.004", "0.00")],
)
def test_rounding_is_half_away_from_zero(value: str, text: str):
    assert format_amount(Decimal(value)) == text


def test_ranges_meet_where_a_common_value_exists():
    left, right = Interval(Decimal(0), Decimal(2), True, False), Interval(Decimal(1), Decimal(3), False, True)
    assert left.meet(right) == Interval(Decimal(1), Decimal(2), False, False)
    assert left.meet(Interval(Decimal(2), Decimal(3))) is None
    assert left.meet(Interval(Decimal(3), Decimal(4))) is None
    assert left.widened(Decimal(1)).meet(Interval(Decimal("2.5"), Decimal(4))) == Interval(
        Decimal("2.5"), Decimal(3), True, False
    )
    assert exact(Decimal(1)).meet(left) == exact(Decimal(1))


ends = st.integers(-6, 6).map(Decimal)
ranges = st.builds(Interval, ends, ends, st.booleans(), st.booleans())


@given(left=ranges, right=ranges, twice=st.integers(-14, 14))
def test_a_value_lies_in_the_meeting_exactly_where_it_lies_in_both(left: Interval, right: Interval, twice: int):
    value = Decimal(twice) / 2
    met = left.meet(right)
    assert (met is not None and value in met) == (value in left and value in right)


@given(left=ranges, right=ranges, a=st.integers(-14, 14), b=st.integers(-14, 14))
def test_the_sum_of_ranges_holds_the_sums_of_their_values(left: Interval, right: Interval, a: int, b: int):
    x, y = Decimal(a) / 2, Decimal(b) / 2
    if x in left and y in right:
        assert x + y in left + right
        assert -x in -left
