"""The amounts that the explanation states and no table of the edition prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingzhang.amount import FACTORS, format_amount
from mingzhang.compile.cube import Cube
from mingzhang.forms import Form
from mingzhang.model import FactKey
from mingzhang.relations.partition import partitions
from mingzhang.write.explanation.data import data
from mingzhang.write.explanation.figures import UNIT
from mingzhang.write.explanation.general import STAGE
from mingzhang.write.explanation.voice import LEVELS
from mingzhang.write.printed import Cell, PrintedTable

TOLD = "text"
FORM = Form(TOLD, "", frozenset(), TOLD, frozenset({"function", "category"}), (), "", "", "", (), (), (), {})
"""What the table of told amounts lists in full: the items of a budget, the categories of procurement."""


def amounts_told(cube: Cube, tables: Sequence[PrintedTable]) -> PrintedTable:
    """A table, never printed, of the amounts in 万元 that sentences state and none of these tables prints.

    Rounding that lets everything add up must move them with the others.
    """
    printed = {cell.key for table in tables for row in table.body for cell in row}
    body = []
    for key, row, column in _told(cube):
        value = cube.value(key) / FACTORS[UNIT]
        if value and key not in printed:
            text = format_amount(value)
            body.append([Cell(text, figure=True, name=(row, column), row_name=row, unit=UNIT, key=key, value=value)])
    return PrintedTable(TOLD, data()["told"]["title"], [], body, [0.0], unit=UNIT)


def _told(cube: Cube) -> Iterator[tuple[FactKey, str, str]]:
    """Every amount with the names of its row and column: budgets by item, procurement by category, running costs."""
    told = data()["told"]
    budget = FactKey.of("expenditure", {"fund": "general", "stage": STAGE})
    yield budget, data()["subjects"]["general"], data()["stages"][STAGE]
    for code in sorted(code for code in cube.members("function") if len(code) == LEVELS[-1]):
        yield budget.at("function", code), cube.name_of("function", code), data()["stages"][STAGE]
    procured = FactKey.of("procurement", {})
    yield procured, told["procurement"], told["amount"]
    for category in partitions().trees["category"].members["all"]:
        yield procured.at("category", category), told[category], told["amount"]
    yield FactKey.of("running_costs", {}), data()["subjects"]["running"], told["amount"]
