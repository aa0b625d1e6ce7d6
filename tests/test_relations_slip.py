from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mingzhang.relations.slip import digits_of, name_slip


@pytest.mark.parametrize(
    ("printed", "right", "name"),
    [
        ("1234.57", "1234.56", "一位数字录错"),
        ("2234.56", "1234.56", "一位数字录错"),
        ("1243.56", "1234.56", "相邻两位数字颠倒"),
        ("1235.46", "1234.56", "相邻两位数字颠倒"),  # the two digits beside the point
        ("134.56", "1234.56", "漏录一位数字"),
        ("12234.56", "1234.56", "重复录入一位数字"),
        ("12394.56", "1234.56", "多录一位数字"),
        ("-1234.56", "1234.56", "正负号写反"),
        ("1234.56", "-1234.56", "正负号写反"),
        ("12345.60", "1234.56", "放大了十倍"),
        ("123.46", "1234.60", "缩小为十分之一"),
        ("123456.00", "1234.56", "放大了一百倍"),
        ("12345600.00", "1234.56", "放大了一万倍（元与万元混用）"),
        ("1234.56", "12345600.00", "缩小为一万分之一（元与万元混用）"),
        ("1234.56", "1234.56", ""),
        ("1432.56", "1234.56", ""),  # two digits apart changed places
        ("1245.67", "1234.56", ""),
        ("0.00", "1234.56", ""),
        ("1234.56", "0.00", ""),
    ],
)
def test_a_slip_has_the_name_clerks_give_it(printed: str, right: str, name: str):
    assert name_slip(Decimal(printed), Decimal(right), 2) == name


def test_the_digits_are_those_printed():
    assert digits_of(Decimal("-1234.5"), 2) == "123450"
    assert digits_of(Decimal("0.05"), 2) == "005"
    assert digits_of(Decimal("12"), 0) == "12"


rights = st.integers(100_000, 10**13)


@given(right=rights, at=st.integers(0, 12), digit=st.integers(0, 9))
def test_one_wrong_digit_is_named_wherever_it_stands(right: int, at: int, digit: int):
    digits = list(str(right))
    at %= len(digits)
    assume(digits[at] != str(digit) and not (at == 0 and digit == 0))
    digits[at] = str(digit)
    printed = Decimal(int("".join(digits))).scaleb(-2)
    assert name_slip(printed, Decimal(right).scaleb(-2), 2) == "一位数字录错"


@given(right=rights, at=st.integers(0, 11))
def test_two_neighbours_that_changed_places_are_named_wherever_they_stand(right: int, at: int):
    digits = list(str(right))
    at %= len(digits) - 1
    digits[at], digits[at + 1] = digits[at + 1], digits[at]
    assume(digits[0] != "0" and "".join(digits) != str(right))
    printed = Decimal(int("".join(digits))).scaleb(-2)
    assert name_slip(printed, Decimal(right).scaleb(-2), 2) == "相邻两位数字颠倒"


@given(right=rights, at=st.integers(0, 12))
def test_a_doubled_digit_and_a_dropped_one_undo_each_other(right: int, at: int):
    digits = str(right)
    at %= len(digits)
    doubled = Decimal(int(digits[: at + 1] + digits[at:])).scaleb(-2)
    true = Decimal(right).scaleb(-2)
    assume(doubled != true * 10)
    assert name_slip(doubled, true, 2) == "重复录入一位数字"
    assert name_slip(true, doubled, 2) == "漏录一位数字"


@given(printed=st.integers(-(10**9), 10**9), right=st.integers(-(10**9), 10**9), decimals=st.integers(0, 3))
def test_every_pair_of_numbers_has_at_most_a_name_and_never_an_error(printed: int, right: int, decimals: int):
    name = name_slip(Decimal(printed).scaleb(-decimals), Decimal(right).scaleb(-decimals), decimals)
    assert isinstance(name, str)
    if printed == right:
        assert name == ""
