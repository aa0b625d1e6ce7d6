"""Which rows of a sheet are a table and which are text around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from mingzhang.amount import parse_amount
from mingzhang.forms.label import compact
from mingzhang.read.titles import form_of, is_head
from mingzhang.read.xlsx_sheet import SheetCells
from mingzhang.read.xlsx_visible import Visible

_MOST_BLANK = 3
"""Empty ruled rows kept between two rows: an empty table has some, a carelessly ruled sheet has thousands."""
_NOTE = re.compile(r"(?:注|说明|备注)[:：]")
_UNIT = re.compile(r"(?:金额|计量|货币)?单位[:：]?(?:人民币)?(?:百万元|亿元|万元|千元|元)")
_SHORTEST = 3


def runs(cells: SheetCells, seen: Visible) -> Iterator[tuple[list[int], bool]]:
    """The rows to be read in order, in runs that are a table (True) or text (False).

    Ruled rows are a table with what stands between them. A sheet without vertical lines has tables where rows of
    several cells, some of them figures, follow one another. Title, unit and office at the top of such a run are text.
    """
    ruled = cells.ruled - cells.hidden_rows
    rows = _rows(sorted(seen.texts.keys() | ruled), seen)
    hidden = sorted(cells.hidden_rows)
    tables = (
        _ruled(rows, ruled, seen, hidden) if any(row in ruled for row in seen.texts) else _unruled(rows, seen, hidden)
    )
    at = 0
    for first, last in tables:
        top, bottom = _without_head(rows, first, last, seen)
        if at < top:
            yield rows[at:top], False
        if top < bottom:
            yield rows[top:bottom], True
        at = max(bottom, at)
    if at < len(rows):
        yield rows[at:], False


def _rows(rows: Sequence[int], seen: Visible) -> list[int]:
    """The rows with text, and of the empty ruled ones between them only a few."""
    kept: list[int] = []
    blank = 0
    for row in rows:
        blank = 0 if row in seen.texts else blank + 1
        if blank <= _MOST_BLANK:
            kept.append(row)
    return kept


def _ruled(rows: Sequence[int], ruled: set[int], seen: Visible, hidden: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of ruled rows; rows of several cells that lines were forgotten for do not cut them."""
    found: list[tuple[int, int]] = []
    for start, end in _neighbours(rows, hidden):
        at = start
        while at < end:
            if rows[at] not in ruled:
                at += 1
                continue
            stop = last = at + 1
            while stop < end and (rows[stop] in ruled or _several(rows[stop], seen)):
                stop += 1
                last = stop if rows[stop - 1] in ruled else last
            if any(_several(row, seen) for row in rows[at:last]):
                found.append((at, last))
            at = last
    return found


def _unruled(rows: Sequence[int], seen: Visible, hidden: Sequence[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in _neighbours(rows, hidden):
        several = [at for at in range(start, end) if _several(rows[at], seen)]
        if len(several) < _SHORTEST:
            continue
        # A label may stand alone in its row where a figure is blank.
        first, last = several[0], several[-1] + 1
        figures = [_figures(row, seen) for row in rows[first:last]]
        if sum(count > 0 for count in figures) >= _SHORTEST - 1 or max(figures) >= _SHORTEST:
            found.append((first, last))
    return found


def _neighbours(rows: Sequence[int], hidden: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of rows with none between them that is shown."""
    start = 0
    for at in range(1, len(rows) + 1):
        if at < len(rows):
            between = bisect_left(hidden, rows[at]) - bisect_left(hidden, rows[at - 1])
            if rows[at] - rows[at - 1] - 1 <= between:
                continue
        if at > start:
            yield start, at
        start = at


def _without_head(rows: Sequence[int], first: int, last: int, seen: Visible) -> tuple[int, int]:
    """A table without the rows of its head at the top, and without notes and empty rows at the bottom."""
    while first < last and _is_above(_texts(rows[first], seen)):
        first += 1
    while first < last and len(texts := _texts(rows[last - 1], seen)) == 1 and _NOTE.match(texts[0]):
        last -= 1
    return first, last


def _texts(row: int, seen: Visible) -> list[str]:
    return [text for text in map(compact, seen.texts.get(row, {}).values()) if text]


def _several(row: int, seen: Visible) -> bool:
    return len(_texts(row, seen)) > 1


def _figures(row: int, seen: Visible) -> int:
    return sum(parse_amount(text) is not None for text in _texts(row, seen))


def _is_above(texts: Sequence[str]) -> bool:
    """Whether a row belongs above a table: an empty one, title or head, or whatever stands beside the unit."""
    return all(map(_belongs_above, texts)) or any(_UNIT.fullmatch(text) for text in texts)


def _belongs_above(text: str) -> bool:
    return is_head(text) or any(form_of(text, kind) is not None for kind in ("决算", "预算"))
