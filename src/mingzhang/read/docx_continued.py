"""Word tables that go on in a second table, with nothing or a repeated head between."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.forms.label import compact
from mingzhang.read.continuation import SAME_COLUMN, join_grids, repeated_header
from mingzhang.read.layout import Block, Grid
from mingzhang.read.titles import form_of

_TITLE_ROWS = 5
_MOST = 1_000_000
"""So many positions are looked over in joining: thousands of tables in a row are an attack."""


def join_adjoining(blocks: Sequence[Block]) -> list[Block]:
    """All blocks in order; a grid right behind one of the same columns goes on from it, unless it begins anew."""
    joined: list[Block] = []
    looked_over = 0
    for block in blocks:
        before = joined[-1] if joined else None
        if isinstance(block, Grid) and isinstance(before, Grid):
            looked_over += before.rows * before.columns + block.rows * block.columns
            if looked_over < _MOST and _goes_on(before, block):
                joined[-1] = join_grids(before, block)
                continue
        joined.append(block)
    return joined


def _goes_on(before: Grid, grid: Grid) -> bool:
    one, two = before.column_edges, grid.column_edges
    same = len(one) == len(two) > 0 and all(abs(a - b) < SAME_COLUMN for a, b in zip(one, two, strict=True))
    if not same or _titled(grid):
        return False
    first = repeated_header(before, grid)
    return first < min(before.rows, grid.rows) and _opening(before, first) != _opening(grid, first)


def _titled(grid: Grid) -> bool:
    """Whether the first rows hold the title of a table."""
    texts = {compact(cell.text) for cell in grid.cells if cell.row < _TITLE_ROWS}
    return any(form_of(text, kind) is not None for text in texts for kind in ("决算", "预算")) or any(
        "自评" in text for text in texts
    )


def _opening(grid: Grid, row: int) -> list[str]:
    """The first two texts of a row: where they are those of the other table's row, a table begins anew."""
    return [compact(cell.text) if cell else "" for cell in grid.matrix()[row][:2]]
