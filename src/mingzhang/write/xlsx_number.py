"""A printed figure as a number of a workbook: its exact value and the format that shows it as printed."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from mingzhang.amount import FACTORS, format_amount, parse_amount
from mingzhang.write.printed import Cell
from mingzhang.write.totals import exact_value


class Number(NamedTuple):
    """A value in the printed unit (a percentage as its hundredth part) and its number format."""

    value: Decimal
    look: str


def number_of(cell: Cell, *, thousands: bool) -> Number | None:
    """The number a cell prints; None for a blank, for text, and for digits that a program would show otherwise.

    The exact value counts where it is printed as the cell's text says; otherwise the text does.
    """
    if cell.key is None and not any(cell.name):
        return None
    amount = parse_amount(cell.text, cell.unit)
    if amount is None:
        return None
    percent = cell.text.endswith("%")
    plain, decimals = cell.text.removesuffix("%"), amount.decimals
    grouped = "," in plain
    if format_amount(amount.value, decimals, thousands=grouped) != plain:
        return None
    value = amount.value if percent else exact_value(cell) or amount.value
    money = cell.unit in FACTORS and thousands
    look = ("#,##0" if money or grouped else "0") + ("." + "0" * decimals if decimals else "")
    return Number(value / 100, f"{look}%") if percent else Number(value, look)


def has_thousands(cells: Iterable[Cell]) -> bool:
    """Whether the office separates thousands: no figure of four digits or more goes without."""
    figures = (cell.text for cell in cells if cell.key is not None and cell.unit in FACTORS)
    return not any(len(text.partition(".")[0].lstrip("-")) > 3 and "," not in text for text in figures)
