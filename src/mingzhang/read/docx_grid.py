"""A Word table as a grid: merged cells in both directions, rows of unequal make."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from mingzhang.model import Place
from mingzhang.read.docx_package import W
from mingzhang.read.layout import Grid, GridCell
from mingzhang.read.repeated_heads import without_repeated_heads

MAX_COLUMNS = 400
MAX_SLOTS = 1_500_000
"""Rows times columns of all tables of a document; more is an attack, no disclosure."""
_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))


class TooLarge(Exception):
    """A table claims more rows and columns than any table has."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """A cell as a row lists it."""

    column: int
    span: int
    text: str
    merge: str
    joins_left: bool


def grid_of(table: Any, text_of: Callable[[Any], str], next_line: Callable[[], int], most: int = MAX_SLOTS) -> Grid:
    """The grid of a table; `text_of` reads a cell, `next_line` counts a row.

    Raises TooLarge beyond `most` positions.
    """
    cells: list[GridCell] = []
    above: dict[int, int] = {}
    rows = columns = 0
    for row in _inside(table, "tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            continue
        place = Place(line=next_line())
        here: dict[int, int] = {}
        for slot in _slots(row, text_of):
            columns = max(columns, slot.column + slot.span)
            at = above.get(slot.column)
            if slot.joins_left and here:
                at = list(here.values())[-1]
                cells[at] = replace(cells[at], column_span=cells[at].column_span + slot.span)
            elif slot.merge == "continue" and at is not None and cells[at].column_span == slot.span:
                cells[at] = replace(cells[at], row_span=rows - cells[at].row + 1)
                here[slot.column] = at
            else:
                here[slot.column] = len(cells)
                cells.append(GridCell(rows, slot.column, slot.text, place, 1, slot.span))
        above = here
        rows += 1
        if columns > MAX_COLUMNS or rows * columns > most:
            raise TooLarge
    return without_repeated_heads(Grid(rows, columns, cells, ruled=True, column_edges=_edges(table, columns)))


def _inside(element: Any, name: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also those inside controls and insertions."""
    for child in element:
        if child.tag == W + name:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, name)


def single_cells(table: Any) -> list[Any]:
    """The cells of a table that has one in each row and is a mere frame; else none."""
    cells = [list(_inside(row, "tc")) for row in _inside(table, "tr")]
    return [row[0] for row in cells] if all(len(row) == 1 for row in cells) else []


def _slots(row: Any, text_of: Callable[[Any], str]) -> Iterator[_Slot]:
    column = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
    for cell in _inside(row, "tc"):
        look = cell.find(f"{W}tcPr")
        span, merge, joins = 1, "", False
        if look is not None:
            span = max(1, _number(look.find(f"{W}gridSpan"), 1))
            merge, joins = _merge(look.find(f"{W}vMerge")), _merge(look.find(f"{W}hMerge")) == "continue"
        yield _Slot(column, span, text_of(cell), merge, joins)
        column += span
        if column > MAX_COLUMNS:
            raise TooLarge


def _merge(mark: Any) -> str:
    """How a cell takes part in a merge: "restart" begins one, "continue" goes on in it."""
    return "" if mark is None else mark.get(f"{W}val") or "continue"


def _edges(table: Any, columns: int) -> tuple[float, ...]:
    """Where the columns begin and end, in points, where the table says it for each."""
    widths = [_number(column, -1, "w") for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    if len(widths) != columns or min(widths, default=-1) < 0:
        return ()
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width / 20)
    return tuple(edges)


def _number(element: Any, otherwise: int, name: str = "val") -> int:
    text = element.get(f"{W}{name}") if element is not None else None
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 9 else otherwise
