from decimal import Decimal

import pytest

from mingzhang.evaluation.measured import measured, period, slip


@pytest.mark.parametrize(
    ("text", "sign", "value", "dimension"),
    [
        ("≥95%", "≥", "95", "%"),
        ("≧95％", "≥", "95", "%"),
        ("不少于12次", "≥", "12", "次"),
        ("12次以上", "≥", "12", "次"),
        ("≤0.5万元", "≤", "5000", "元"),
        ("50万元以内", "≤", "500000", "元"),
        ("＝1.2万元/户", "＝", "12000", "元/户"),
        ("1,649.5平方米", "", "1649.5", "平方米"),
        ("正向指标≥3场", "≥", "3", "场"),
    ],
)
def test_a_value_is_sign_number_and_unit(text, sign, value, dimension):
    found = measured(text)
    assert found is not None
    assert (found.sign, found.low.base, found.dimension, found.single) == (sign, Decimal(value), dimension, True)


@pytest.mark.parametrize(
    ("text", "low", "high"), [("5-8人", "5", "8"), ("90%～95%", "90", "95"), ("5人至8人", "5", "8")]
)
def test_a_range_has_two_ends(text, low, high):
    found = measured(text)
    assert found is not None
    assert not found.single
    assert (found.low.value, found.high.value) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize("text", [None, "", "达成预期指标", "及时", "2023年6月", "第1批、第2批", "1比3"])
def test_words_and_dates_are_no_number(text):
    assert measured(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023年", (2023, 1, 1), (2023, 12, 31)),
        ("2023.3.1-2023.11.30", (2023, 3, 1), (2023, 11, 30)),
        ("2023年10月底前", (2023, 10, 1), (2023, 10, 31)),
        ("2022年3月1日至2023年2月28日", (2022, 3, 1), (2023, 2, 28)),
    ],
)
def test_a_period_has_its_first_and_last_day(text, first, last):
    assert period(text) == (first, last)


def test_a_day_without_a_year_is_no_period():
    assert period("12月底前") is None
    assert period("及时") is None


def test_a_slip_is_a_power_of_ten():
    assert slip(Decimal(1500), Decimal(15000)) == -1
    assert slip(Decimal("4.5"), Decimal(45000)) == -4
    assert slip(Decimal(1500), Decimal(1500)) == 0
    assert slip(Decimal(1501), Decimal(15000)) == 0
    assert slip(Decimal(0), Decimal(10)) == 0
