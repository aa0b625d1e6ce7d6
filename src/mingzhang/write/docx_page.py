"""The page of an official document (GB/T 9704) and how a table fits on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from unicodedata import east_asian_width

from mingzhang.write.printed import Cell, PrintedTable, placed

_MM = 72 / 25.4
LINE = 28.95
"""The fixed line spacing of the text in points: 22 lines a page."""
TABLE_LINE = 1.2
"""The fixed line spacing in a table, in ems."""
MARGIN = 2.0
"""What a cell keeps free left and right, in points."""

_LARGEST, _COMFORTABLE, _READABLE = 10.5, 9.0, 8.0
_WIDE_NAME, _NARROW_NAME = 12.0, 8.0
_DIGIT, _SPARE = 0.6, 0.9
_LEAST_PADDING, _PADDING, _MOST_PADDING = 0.6, 2.5, 5.0
_CONTENTS_TITLE = 52.0
_CONTENTS_LEAST, _CONTENTS_MOST = 18.0, 26.0
_SLACK = 0.96
"""Programs break lines a little differently: so much of a page is planned with."""


@dataclass(frozen=True, slots=True)
class Page:
    """An A4 page; all measures in points."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float

    @property
    def text_width(self) -> float:
        """Between the margins."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """Between the margins."""
        return self.height - self.top - self.bottom


PORTRAIT = Page(210 * _MM, 297 * _MM, 37 * _MM, 35 * _MM, 28 * _MM, 26 * _MM)
LANDSCAPE = Page(297 * _MM, 210 * _MM, 28 * _MM, 26 * _MM, 35 * _MM, 37 * _MM)
"""The same page turned: what was left is on top."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A table on a page: type size in points, column widths in twips, space above and below a cell's text in points."""

    size: float
    widths: tuple[int, ...]
    padding: float


def contents_line(entries: int) -> float:
    """The line spacing at which so many entries of the contents stand on one page, within reason, in points."""
    room = PORTRAIT.text_height - _CONTENTS_TITLE
    return floor(max(_CONTENTS_LEAST, min(_CONTENTS_MOST, room / max(entries, 1))) * 20) / 20


def em_width(text: str) -> float:
    """The width of a text in ems."""
    return sum(1.0 if east_asian_width(character) in "WFA" else _DIGIT for character in text)


def page_of(table: PrintedTable) -> Page:
    """Upright where the table is comfortable to read so, else turned."""
    return PORTRAIT if _size(table, PORTRAIT) >= _COMFORTABLE else LANDSCAPE


def fit(table: PrintedTable, page: Page, height: float | None = None) -> Fit:
    """The table over the whole width of a page.

    Figures never wrap; names give way before the type gets too small. Where a `height` in points is given and the
    table can fill it, it takes one page, if need be in slightly smaller type.
    """
    size = _size(table, page)
    widths = _widths(table, page, size)
    if height is None:
        return Fit(size, widths, _PADDING)
    smaller = size
    while smaller >= min(size, _READABLE):
        trial = _widths(table, page, smaller)
        heights = row_lines(table, trial, smaller)
        spare = (height * _SLACK - sum(heights) * smaller * TABLE_LINE) / (2 * len(heights)) if heights else 0
        if spare >= _LEAST_PADDING:
            return Fit(smaller, trial, floor(min(spare, _MOST_PADDING) * 20) / 20)
        smaller -= 0.5
    return Fit(size, widths, _PADDING)


def row_lines(table: PrintedTable, widths: Sequence[int], size: float) -> list[int]:
    """How many lines of text each row has, heading and body."""
    lines: list[int] = []
    for rows in (table.heading, table.body):
        counts = [1] * len(rows)
        for at, column, cell in placed(rows, len(widths)):
            if cell.rows == 1:
                room = sum(widths[column : column + cell.columns]) / 20 - 2 * MARGIN
                counts[at] = max(counts[at], cell_lines(cell, room / size))
        lines.extend(counts)
    return lines


def cell_lines(cell: Cell, ems: float) -> int:
    """How many lines the text of a cell takes in so many ems."""
    room = max(ems - cell.indent, 1.0)
    return sum(max(1, ceil(em_width(text) / room)) for text in cell.text.split("\n"))


def _size(table: PrintedTable, page: Page) -> float:
    """The type size: the table's own widths decide, but names become narrower before the type becomes tiny."""
    ems, names = _ems(table)

    def at_most(limit: float) -> float:
        return page.text_width / sum(
            min(width, limit) if name else width for width, name in zip(ems, names, strict=True)
        )

    size = max(page.text_width / sum(ems), min(_COMFORTABLE, at_most(_WIDE_NAME)))
    size = max(size, min(_READABLE, at_most(_NARROW_NAME)))
    return floor(min(size, _LARGEST) * 2) / 2


def _widths(table: PrintedTable, page: Page, size: float) -> tuple[int, ...]:
    """The columns in twips, together as wide as the page."""
    ems, names = _ems(table)
    wanted = [width * size for width in ems]
    fixed = sum(width for width, name in zip(wanted, names, strict=True) if not name)
    free = sum(wanted) - fixed
    if sum(wanted) <= page.text_width or not free or fixed >= page.text_width:
        stretched = [width * page.text_width / sum(wanted) for width in wanted]
    else:
        share = (page.text_width - fixed) / free
        stretched = [width * share if name else width for width, name in zip(wanted, names, strict=True)]
    return tuple(int(width * 20) for width in stretched)


def _ems(table: PrintedTable) -> tuple[list[float], list[bool]]:
    """The least width of each column in ems, and whether its texts may wrap."""
    ems = list(table.widths)
    names = [False] * len(ems)
    for _, column, cell in placed(table.heading, len(ems)):
        if cell.columns == 1:
            ems[column] = max(ems[column], min(em_width(cell.text), 4) + 0.6)
    for _, column, cell in placed(table.body, len(ems)):
        if cell.columns == 1 and cell.text:
            if cell.figure or cell.text.isascii():
                ems[column] = max(ems[column], em_width(cell.text) + _SPARE)
            elif any(east_asian_width(character) in "WF" for character in cell.text):
                names[column] = True
    return ems, names
