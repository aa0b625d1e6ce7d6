"""Printed tables as the model's tables of prints, from which relations are generated."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mingzhang.amount import Amount, parse_amount
from mingzhang.model import Place, Print, Table
from mingzhang.write.printed import Cell, PrintedTable


def printed_amount(cell: Cell) -> Amount | None:
    """The amount a cell prints; None for a blank."""
    return parse_amount(cell.text, cell.unit)


def prints_of(tables: Sequence[PrintedTable], amount: Callable[[Cell], Amount | None] = printed_amount) -> list[Table]:
    """The tables as a reader would have them, each figure with its amount, in the order of rows and cells."""
    return [
        Table(
            table.form,
            table.title,
            [_print(table, cell, amount) for row in table.body for cell in row if cell.key is not None],
            [],
            Place(table=table.form),
            table.unit,
        )
        for table in tables
    ]


def _print(table: PrintedTable, cell: Cell, amount: Callable[[Cell], Amount | None]) -> Print:
    assert cell.key is not None
    place = Place(table=table.form, row=cell.name[0], column=cell.name[1])
    return Print(cell.key, cell.text, amount(cell), place, cell.name[0], cell.row_name, cell.name[1])
