"""A run of rows of a sheet as a grid of cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from mingzhang.model import Place
from mingzhang.read.layout import Grid, GridCell
from mingzhang.read.repeated_heads import without_repeated_heads
from mingzhang.read.xlsx_sheet import SheetCells
from mingzhang.read.xlsx_visible import Visible

_LARGEST = 200_000
_TOO_LARGE = "工作表里的表格太大，后面的行没有读入；请删去无关的内容后再读。"


def make_grid(number: int, rows: Sequence[int], cells: SheetCells, seen: Visible) -> Grid:
    """The cells of some rows of sheet `number`; columns in which nothing stands are left out."""
    columns = sorted({column for row in rows for column in seen.texts.get(row, ())})
    kept = rows[: max(_LARGEST // max(len(columns), 1), 1)]
    doubts = [] if len(kept) == len(rows) else [_TOO_LARGE]
    made: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    spent = 0
    first, last = bisect_left(seen.merged, (kept[0], 0, 0, 0)), bisect_right(seen.merged, (kept[-1] + 1, 0, 0, 0))
    for area in seen.merged[first:last]:
        top, left = bisect_left(kept, area.top), bisect_left(columns, area.left)
        row_span = bisect_right(kept, area.bottom) - top
        column_span = bisect_right(columns, area.right) - left
        spent += row_span * column_span
        if spent > len(kept) * len(columns):  # areas that overlap: no office program makes them
            break
        covered = {(top + row, left + column) for row in range(row_span) for column in range(column_span)}
        if covered and not covered & taken:
            taken |= covered
            text = seen.texts.get(area.top, {}).get(area.left, "")
            made.append(_cell(number, (top, left), text, (area.top, area.left), cells, (row_span, column_span)))
    for at, row in enumerate(kept):
        texts = seen.texts.get(row, {})
        made.extend(
            _cell(number, (at, place), texts.get(column, ""), (row, column), cells, (1, 1))
            for place, column in enumerate(columns)
            if (at, place) not in taken
        )
    made.sort(key=lambda cell: (cell.row, cell.column))
    return without_repeated_heads(Grid(len(kept), len(columns), made, True, (number,), doubts=doubts))


def _cell(
    number: int, at: tuple[int, int], text: str, spot: tuple[int, int], cells: SheetCells, spans: tuple[int, int]
) -> GridCell:
    place = Place(page=number, line=spot[0])
    sure = spot not in cells.unsaved and spot not in cells.errors
    return GridCell(*at, text.strip(), place, *spans, sure)
