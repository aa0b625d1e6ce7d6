"""Heading rows that clerks repeat inside a table, for each printed page, taken out again."""

from __future__ import annotations

from dataclasses import replace

from mingzhang.amount import parse_amount
from mingzhang.forms.label import compact
from mingzhang.read.layout import Grid

_MOST = 4
"""A heading has so many rows at most."""


def without_repeated_heads(grid: Grid) -> Grid:
    """The grid without rows that say again, word for word, what its first rows say.

    Only rows of headings count as such: several different texts, none of them an amount.
    """
    rows = [[compact(cell.text) if cell else "" for cell in row] for row in grid.matrix()]
    height = next((at for at, row in enumerate(rows[: _MOST + 1]) if not _is_heading(row)), 0)
    if not height:
        return grid
    gone: set[int] = set()
    for at in range(height, grid.rows - height + 1):
        if rows[at : at + height] == rows[:height]:
            gone.update(range(at, at + height))
    if not gone or any(_reaches_across(gone, cell.row, cell.row + cell.row_span) for cell in grid.cells):
        return grid
    shift, removed = [], 0
    for at in range(grid.rows):
        shift.append(removed)
        removed += at in gone
    cells = [replace(cell, row=cell.row - shift[cell.row]) for cell in grid.cells if cell.row not in gone]
    edges = tuple(edge for at, edge in enumerate(grid.row_edges) if at not in gone)
    return replace(grid, rows=grid.rows - removed, cells=cells, row_edges=edges)


def _is_heading(row: list[str]) -> bool:
    return len({text for text in row if text}) > 1 and all(parse_amount(text) is None for text in row if text)


def _reaches_across(gone: set[int], first: int, end: int) -> bool:
    """Whether a cell lies partly in rows that go and partly in rows that stay."""
    return end - first > 1 and len({row in gone for row in range(first, end)}) > 1
