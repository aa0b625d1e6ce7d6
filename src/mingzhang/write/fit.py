"""In which size of type a table is printed: as large as its width allows, smaller where that saves a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from mingzhang.write.printed import Cell, PrintedTable, parts, placed

PORTRAIT = (482.0, 700.0)
"""Width and height in points that an upright page offers a table, inside the margins of disclosure.typ."""
LANDSCAPE = (728.0, 453.0)
_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5)
_LEAST_FOR_FEWER_PAGES = {1: 7.5, 2: 8.0}
_READABLE = 9.0
"""Type smaller than this is better printed on a lying page, unless it brings a table down to one page or two."""
_WIDEST_STRETCH = 2.0
_INSET = 6.0
_LEADING = 0.4
_ROW = 0.64
"""The space above and below the text of a row, in ems."""
_WIDE, _NARROW = 1.0, 0.6
"""The width of a Chinese character and of any other, in ems."""
UNBROKEN = re.compile(r"(?:[!-,.-~]|(?<![0-9A-Za-z])-|-(?![0-9A-Za-z]))+-?")
"""What is not broken at the end of a line: a figure or a word; one with a hyphen inside may be broken behind it."""
LONGEST = 24
"""A word of more characters is broken all the same."""
_PADDING = 0.9
"""What the insets of a cell take, in ems."""
_HEADING = 4
"""As many characters of a heading should stand on a line."""
_LEAST_NAME = 8.0
"""Names may be broken to so many ems where the type would be hard to read otherwise."""
_ONE_LINE = 22
"""Texts of so many ems should stand on one line; longer ones may be broken."""
_NOTE = 9.5
"""The largest type of notes."""
_LEAST_ROWS = 3
"""As many rows should stand on the last page."""
_TALL = 0.4
"""A row higher than this share of a page may be split."""
_SPARE = 0.98
"""How much of a page the estimate may fill."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A table on its page: the size of type and the widths of the columns, in points."""

    size: float
    columns: list[float]


def is_wide(table: PrintedTable) -> bool:
    """Whether a table would need type too small to read on an upright page.

    Self-evaluation forms, which lie side by side in one file, stay upright as long as they are legible at all.
    """
    least, usual, *_ = _levels(table)
    return (sum(usual) * _READABLE if table.form else sum(least) * _SIZES[-1]) > PORTRAIT[0]


def fitted(table: PrintedTable, *, lying: bool, above: float = 0.0) -> Fit:
    """The largest type that needs the fewest pages; `above` is what stands above the table in points.

    Smaller type is taken where it saves a page, or where otherwise a few rows would stand alone on the last one.
    """
    width, height = LANDSCAPE if lying else PORTRAIT
    least, usual, *_ = _levels(table)
    # Names become narrower before the type becomes tiny.
    widest = max(width / sum(usual), min(_READABLE, width / sum(least)))
    tried = {}
    for size in dict.fromkeys(min(size, widest) for size in _SIZES):
        fit = Fit(size, _columns(table, size, lying=lying))
        if len(parts(table)) > 1:
            return fit
        tried[size] = fit, _pages(table, fit, height, above)
    largest = max(tried)
    allowed = [
        size
        for size, (_, (count, _)) in tried.items()
        if size == largest or size >= _LEAST_FOR_FEWER_PAGES.get(count, _READABLE)
    ]
    best = min(_cost(*tried[size][1]) for size in allowed)
    return next(tried[size][0] for size in allowed if _cost(*tried[size][1]) == best)


def _cost(pages: int, last: int) -> tuple[int, bool]:
    return pages, pages > 1 and last < _LEAST_ROWS


def _columns(table: PrintedTable, size: float, *, lying: bool) -> list[float]:
    """The widths in points: each level is reached before the room that is left goes to the next one."""
    room = (LANDSCAPE if lying else PORTRAIT)[0] / size
    widths, *levels = _levels(table)
    for wanted in levels:
        missing = sum(want - width for width, want in zip(widths, wanted, strict=True))
        if missing > 0:
            share = min(1.0, max(0.0, room - sum(widths)) / missing)
            widths = [width + (want - width) * share for width, want in zip(widths, wanted, strict=True)]
    stretch = min(_WIDEST_STRETCH, room / sum(widths))
    return [width * size * stretch for width in widths]


def _levels(table: PrintedTable) -> tuple[list[float], list[float], list[float], list[float]]:
    """For each column, in ems: no word is broken, as wide as usual, headings read well, texts take one line."""
    cells = [
        (column, cell) for _, column, cell in placed([*table.heading, *table.body], len(table.widths))
        if cell.columns == 1
    ]  # fmt: skip
    names = {column for column, cell in cells if not cell.figure and _ems(cell.text) > _LEAST_NAME}
    least = [min(width, _LEAST_NAME) if at in names else width for at, width in enumerate(table.widths)]
    for column, cell in cells:
        longest = max((len(word) for word in UNBROKEN.findall(cell.text)), default=0)
        least[column] = max(least[column], min(longest, LONGEST) * _NARROW + _PADDING)
    usual = [max(pair) for pair in zip(least, table.widths, strict=True)]
    heading, whole = list(usual), list(usual)
    for column, cell in cells:
        heading[column] = max(heading[column], min(len(cell.text), _HEADING) + _PADDING)
        whole[column] = max(whole[column], min(_ems(cell.text) + cell.indent, _ONE_LINE) + _PADDING)
    return least, usual, heading, [max(pair) for pair in zip(heading, whole, strict=True)]


def tall_rows(rows: list[list[Cell]], fit: Fit, *, lying: bool) -> list[bool]:
    """Which rows are so high that they may be split over pages; every other row stays whole."""
    limit = (LANDSCAPE if lying else PORTRAIT)[1] * _TALL
    return [height > limit for height in _heights(rows, fit.columns, fit.size)]


def _pages(table: PrintedTable, fit: Fit, height: float, above: float) -> tuple[int, int]:
    """How many pages the rows take, filled from the top, the heading repeated, and how many rows the last one has."""
    columns, size = fit.columns, fit.size
    heading = sum(_heights(table.heading, columns, size))
    heights = _heights(table.body, columns, size)
    # The notes stay with the last row.
    notes = sum(_text_height(note, sum(columns), min(size, _NOTE)) + 5 for note in table.notes)
    left = height * _SPARE - above - _title_height(table) - heading
    pages, last = 1, 0
    for at, row in enumerate(heights):
        need = row + (notes if at + 1 == len(heights) else 0)
        if need > left and last:
            pages, last = pages + 1, 0
            left = height * _SPARE - heading
        left -= row
        last += 1
    return pages, last


def _title_height(table: PrintedTable) -> float:
    return 34 + (26 if table.above else 0) + (17 if table.number else 0) + (15 if table.organisation else 0)


def _heights(rows: list[list[Cell]], columns: list[float], size: float) -> list[float]:
    """The height of each row; a cell over several rows makes the last of them higher where it needs more."""
    heights = [size * (1 + _ROW)] * len(rows)
    spans: list[tuple[int, int, float]] = []
    for row, column, cell in placed(rows, len(columns)):
        room = sum(columns[column : column + cell.columns]) - _INSET - cell.indent * size
        need = _text_height(cell.text, room, size) + _ROW * size
        if cell.rows == 1:
            heights[row] = max(heights[row], need)
        else:
            spans.append((row, row + cell.rows, need))
    for start, end, need in spans:
        heights[end - 1] += max(0.0, need - sum(heights[start:end]))
    return heights


def _text_height(text: str, room: float, size: float) -> float:
    lines = sum(_lines(text, max(room, size), size))
    return size * (lines + _LEADING * (lines - 1))


def _lines(text: str, room: float, size: float) -> Iterator[int]:
    for line in text.split("\n"):
        yield max(1, ceil(_ems(line) * size / room))


def _ems(text: str) -> float:
    return sum(_WIDE if character > "\u2000" else _NARROW for character in text)
