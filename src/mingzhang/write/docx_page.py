"""The pages of an official document (GB/T 9704) and how a table fits on one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from unicodedata import east_asian_width

from mingzhang.write.fit import fitted
from mingzhang.write.printed import Cell, PrintedTable, placed
from mingzhang.write.sheets import Sheet

_MM = 72 / 25.4
LINE = 28.95
"""The fixed line spacing of the text in points: 22 lines a page."""
TABLE_LINE = 1.3
"""The fixed line spacing in a table, in ems."""
MARGIN = 2.0
"""What a cell keeps free left and right, in points."""

_PADDING, _BORDER = 0.15, 0.25
_DIGIT = 0.6
_CONTENTS_TITLE = 52.0
_CONTENTS_LEAST, _CONTENTS_MOST = 18.0, 26.0


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
    def lies(self) -> bool:
        """Whether it is wider than high."""
        return self.width > self.height

    @property
    def text_width(self) -> float:
        """Between the margins."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """Between the margins."""
        return self.height - self.top - self.bottom


TEXT = Page(210 * _MM, 297 * _MM, 37 * _MM, 35 * _MM, 28 * _MM, 26 * _MM)
PORTRAIT = Page(210 * _MM, 297 * _MM, 26 * _MM, 24 * _MM, 20 * _MM, 20 * _MM)
LANDSCAPE = Page(297 * _MM, 210 * _MM, 26 * _MM, 24 * _MM, 20 * _MM, 20 * _MM)
"""Tables have more room than text, upright and lying, as in disclosure.typ."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A table on a page: type size in points, column widths in twips, space above and below a cell's text in points."""

    size: float
    widths: tuple[int, ...]
    padding: float


def contents_line(entries: int) -> float:
    """The line spacing at which so many entries of the contents stand on one page, within reason, in points."""
    room = TEXT.text_height - _CONTENTS_TITLE
    return floor(max(_CONTENTS_LEAST, min(_CONTENTS_MOST, room / max(entries, 1))) * 20) / 20


def em_width(text: str) -> float:
    """The width of a text in ems."""
    return sum(1.0 if east_asian_width(character) in "WFA" else _DIGIT for character in text)


def page_of(sheet: Sheet) -> Page:
    """The page of a sheet of a document."""
    return LANDSCAPE if sheet.wide else PORTRAIT if sheet.kind == "tables" else TEXT


def fit(table: PrintedTable, page: Page, above: float = 0.0) -> Fit:
    """The table over the whole width of a page, in the type in which the PDF prints it.

    `above` is what stands above the table and its title, in points.
    """
    found = fitted(table, lying=page.lies, above=above)
    size = floor(found.size * 2) / 2
    share = page.text_width / sum(found.columns)
    widths = tuple(int(width * share * 20) for width in found.columns)
    return Fit(size, widths, floor((_PADDING * size - _BORDER) * 20) / 20)


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
