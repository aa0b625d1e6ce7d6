from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.amount import parse_amount
from mingzhang.model import FactKey, Place, Print, Table
from mingzhang.relations.figures import make_figures, quantum_of
from mingzhang.relations.system import Figure
from small_disclosure import cell, table

HUNDREDTHS = Decimal(50)
"""Half of 0.01 万元, in 元."""


def figure(sheet: str, row: str, column: str, unit: str = "万元") -> Figure:
    made = table("GK03", sheet, unit)
    return make_figures([made], quantum_of([made]))[cell(made, row, column)]


def test_the_quantum_is_half_a_unit_of_the_finest_digit_anywhere():
    rough = table("GK03", "all basic\n合计 5 5", "万元")
    fine = table("GK05", "all basic\n合计 5.000 5.00", "元")
    assert quantum_of([rough]) == Decimal(5000)
    assert quantum_of([rough, fine]) == Decimal("0.0005")
    assert quantum_of([table("GK03", "all\n合计 .")]) == Decimal("0.5")


def test_a_figure_can_be_half_a_unit_more_or_less():
    found = figure("all\n合计 12.34", "合计", "all")
    assert (found.value, found.low, found.high, found.step) == (2468, 2467, 2469, 2)
    assert (found.low_closed, found.high_closed) == (True, False)


def test_a_negative_is_the_mirror_of_the_positive():
    found = figure("all\n合计 -12.34", "合计", "all")
    assert (found.value, found.low, found.high) == (-2468, -2469, -2467)
    assert (found.low_closed, found.high_closed) == (False, True)


def test_figures_with_fewer_decimals_carry_a_wider_range():
    sheet = "all basic project\n合计 12.3 12 12.300"
    ranges = [figure(sheet, "合计", column) for column in ("all", "basic", "project")]
    assert [(f.high - f.low) for f in ranges] == [200, 2000, 2]
    assert [f.value for f in ranges] == [24600, 24000, 24600]


def test_a_blank_is_an_exact_zero_without_a_digit_of_its_own():
    found = figure("all basic\n合计 1.00 .", "合计", "basic")
    assert (found.value, found.low, found.high, found.step, found.blank) == (0, 0, 0, 0, True)


SHEETS = {
    "zeros beside blanks": ("all basic project\n合计 1.00 0.00 1.00\n208 1.00 . 1.00", False),
    "zeros throughout": ("all basic project\n合计 1.00 0.00 1.00\n208 1.00 0.00 1.00", True),
    "blanks in another column": ("all basic project\n合计 1.00 0.00 .\n208 1.00 0.00 .", True),
}


@pytest.mark.parametrize(("sheet", "exact"), SHEETS.values(), ids=SHEETS.keys())
def test_a_printed_zero_is_small_where_the_column_leaves_cells_blank_else_exact(sheet: str, exact: bool):
    found = figure(sheet, "合计", "basic")
    assert not found.blank
    assert (found.low, found.high) == ((0, 0) if exact else (-1, 1))
    assert found.step == 2  # the digit is printed all the same


def test_each_table_is_judged_by_its_own_columns():
    zeros = table("GK03", "all basic\n合计 0.00 0.00")
    blanks = table("GK03", "all basic\n合计 . .\n208 0.00 0.00")
    figures = make_figures([zeros, blanks], HUNDREDTHS)
    assert [f.high for f in figures if not f.blank] == [0, 0, 1, 1]


def test_counts_are_exact_whatever_stands_beside_them():
    made = table("GK10", "procurement 12.50\nvehicles 7\nconfidential 3\nother_vehicles 4")
    figures = make_figures([made], quantum_of([made]))
    money, *counts = figures
    assert money.high > money.low
    assert all(count.low == count.high == count.value for count in counts)
    assert [count.value * quantum_of([made]) for count in counts] == [7, 3, 4]


@given(yuan=st.integers(-(10**15), 10**15), unit=st.sampled_from(["元", "万元", "亿元"]))
def test_amounts_of_any_size_stay_exact(yuan: int, unit: str):
    made = table("GK03", f"all\n合计 {yuan}.{abs(yuan) % 100:02d}", unit)
    quantum = quantum_of([made])
    (found,) = make_figures([made], quantum)
    item = made.prints[0].amount
    assert item is not None
    assert found.value * quantum == item.base
    if item.value:
        assert (found.high - found.low) * quantum == item.step


def test_yuan_made_from_ten_thousands_are_as_coarse_as_they_were():
    """元 that all end in 00.00 were 万元 with two decimals: a unit of those is what rounding may have moved."""
    prints = [
        Print(
            FactKey("expenditure", (("function", str(n)),)),
            text,
            parse_amount(text, "元"),
            Place(),
            str(n),
            "",
            "决算数",
        )
        for n in range(1, 30)
        for text in [f"{n * 1237}00.00"]
    ]
    made = make_figures([Table("GK03", "支出决算表", prints, [], Place(), "元")], Decimal("0.005"))
    assert {(figure.high - figure.low) * Decimal("0.005") for figure in made} == {Decimal(100)}
