"""The public tables in one office's manner, with the page breaks it forces."""

from __future__ import annotations

from random import Random

from benchmarks.generator.cube import Seeded
from benchmarks.generator.style import Style
from mingzhang.compile.cube import Cube
from mingzhang.forms import Edition
from mingzhang.write import tables
from mingzhang.write.printed import Cell, PrintedTable


def print_tables(edition: Edition, cube: Cube, style: Style) -> list[PrintedTable]:
    """Every table of the edition in its order."""
    printed = tables.print_tables(edition, cube, style)
    for table in printed if style.forced_breaks else ():
        _break(table, cube.seed if isinstance(cube, Seeded) else 0, style)
    return printed


def _break(table: PrintedTable, seed: int, style: Style) -> None:
    rows = len(table.body)
    if rows < 8:
        return
    at = Random(f"{seed} {table.form}").randint(3, rows - 3)
    whole = all(cell.rows == 1 for row in table.body for cell in row)
    if not whole:
        return
    if style.blank_at_break:
        table.body.insert(at, [Cell(columns=cell.columns) for cell in table.body[0]])
        if any(cell.columns > 1 for cell in table.body[at]):
            table.body[at] = [Cell() for _ in table.widths]
    table.breaks = (at,)
