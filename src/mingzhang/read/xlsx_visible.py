"""What of a sheet is to be seen: nothing from hidden rows and columns, of merged cells only the first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from mingzhang.read.xlsx_sheet import LAST_COLUMN, Merged, SheetCells

_MOST_STEPS = 2_000_000
"""Merged areas that do not overlap take far fewer steps; where they do, the file is not from an office program."""


@dataclass(slots=True)
class Visible:
    """The texts to be seen by row and column, the merged areas from their first shown cell on, and what is hidden.

    `broken` says that the merged areas overlap so much that some were left out.
    """

    texts: dict[int, dict[int, str]]
    merged: list[Merged] = field(default_factory=list)
    hidden: list[tuple[int, str]] = field(default_factory=list)
    broken: bool = False


def visible(cells: SheetCells) -> Visible:
    """What a person sees who opens the sheet."""
    found = Visible({row: dict(texts) for row, texts in cells.texts.items()})
    rows = sorted(cells.texts)
    hidden_rows = sorted(cells.hidden_rows)
    steps = 0
    for area in cells.merged:
        top = _shown_row(hidden_rows, area)
        left = _shown_column(cells.hidden_columns, area)
        steps += bisect_right(rows, area.bottom) - bisect_left(rows, area.top) + (left or LAST_COLUMN) - area.left + 1
        if steps > _MOST_STEPS:
            found.broken = True
            break
        text = found.texts.get(area.top, {}).pop(area.left, "")
        _take(found, rows, area)
        if top is None or left is None:
            if text:
                found.hidden.append((area.top, text))
            continue
        found.merged.append(Merged(top, left, area.bottom, area.right))
        if text:
            found.texts.setdefault(top, {})[left] = text
    for row, texts in found.texts.items():
        gone = [column for column in texts if row in cells.hidden_rows or column in cells.hidden_columns]
        found.hidden.extend((row, texts.pop(column)) for column in gone)
    found.texts = {row: texts for row, texts in sorted(found.texts.items()) if texts}
    found.merged.sort()
    found.hidden = sorted((row, text) for row, text in found.hidden if text.strip())
    return found


def _take(found: Visible, rows: Sequence[int], area: Merged) -> None:
    """Move what lies under a merged cell to what is hidden."""
    for row in rows[bisect_left(rows, area.top) : bisect_right(rows, area.bottom)]:
        texts = found.texts.get(row, {})
        covered = [column for column in texts if area.left <= column <= area.right]
        found.hidden.extend((row, texts.pop(column)) for column in covered)


def _shown_row(hidden: Sequence[int], area: Merged) -> int | None:
    """The first row of an area that is shown; hidden rows that follow one another are jumped over by halving."""
    at = bisect_left(hidden, area.top)
    low, high = 0, min(len(hidden) - at, area.bottom - area.top + 1)
    while low < high:
        middle = (low + high) // 2
        if hidden[at + middle] == area.top + middle:
            low = middle + 1
        else:
            high = middle
    return area.top + low if area.top + low <= area.bottom else None


def _shown_column(hidden: Container[int], area: Merged) -> int | None:
    return next((column for column in range(area.left, min(area.right, LAST_COLUMN) + 1) if column not in hidden), None)
