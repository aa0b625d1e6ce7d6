"""In which size of type a table is printed: as large as its width allows, smaller where that saves a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil

from mingzhang.write.printed import Cell, PrintedTable, parts, placed

PORTRAIT = (482.0, 700.0)
"""Width and height in points that an upright page offers a table, inside the margins of disclosure.typ."""
LANDSCAPE = (728.0, 453.0)
_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5)
_LEAST_FOR_FEWER_PAGES = 9.0
_LEAST_FOR_ONE_PAGE = 7.5
_READABLE = 8.5
"""Type smaller than this is better printed on a lying page."""
_WIDEST_STRETCH = 2.0
_INSET = 6.0
_LEADING = 0.4
_ROW = 0.64
"""The space above and below the text of a row, in ems."""
_WIDE, _NARROW = 1.0, 0.6
"""The width of a Chinese character and of any other, in ems."""
UNBROKEN = re.compile(r"[!-~]+")
"""What is not broken at the end of a line: a figure or a word."""
LONGEST = 24
"""A word of more characters is broken all the same."""
_PADDING = 0.9
"""What the insets of a cell take, in ems."""
_HEADING = 4
"""As many characters of a heading should stand on a line."""
_TALL = 0.4
"""A row higher than this share of a page may be split."""
_SPARE = 0.98
"""How much of a page the estimate may fill."""


def is_wide(table: PrintedTable) -> bool:
    """Whether a table would need type too small to read on an upright page."""
    least, _ = _least_and_wanted(table)
    return sum(least) * _READABLE > PORTRAIT[0]


def column_widths(table: PrintedTable, *, lying: bool) -> list[float]:
    """The widths in ems: no word is broken, and headings do not stand a character a line where there is room."""
    widths, wanted = _least_and_wanted(table)
    room = (LANDSCAPE if lying else PORTRAIT)[0] / _SIZES[0]
    missing = sum(wanted) - sum(widths)
    if missing <= 0:
        return widths
    share = min(1.0, max(0.0, room - sum(widths)) / missing)
    return [width + (want - width) * share for width, want in zip(widths, wanted, strict=True)]


def _least_and_wanted(table: PrintedTable) -> tuple[list[float], list[float]]:
    """For each column the least width at which no word is broken, and the width at which headings read well."""
    widths, wanted = list(table.widths), list(table.widths)
    for _, column, cell in placed([*table.heading, *table.body], len(widths)):
        if cell.columns == 1:
            longest = max((len(word) for word in UNBROKEN.findall(cell.text)), default=0)
            widths[column] = max(widths[column], min(longest, LONGEST) * _NARROW + _PADDING)
            wanted[column] = max(wanted[column], widths[column], min(len(cell.text), _HEADING) + _PADDING)
    return widths, wanted


def type_size(table: PrintedTable, widths: list[float], *, lying: bool, above: float = 0.0) -> float:
    """The size of type in points; `widths` are in ems, `above` is what stands above it in points."""
    width, height = LANDSCAPE if lying else PORTRAIT
    widest = width / sum(widths)
    sizes = list(dict.fromkeys(min(size, widest) for size in _SIZES))
    if len(parts(table)) > 1:
        return sizes[0]
    pages = {}
    for size in sizes:
        columns = [em * size * stretch(widths, size, lying=lying) for em in widths]
        pages[size] = _pages(table, columns, size, height, above)
    fewest = min(
        count for size, count in pages.items()
        if size in (sizes[0],) or size >= (_LEAST_FOR_ONE_PAGE if count == 1 else _LEAST_FOR_FEWER_PAGES)
    )  # fmt: skip
    return next(size for size in sizes if pages[size] <= fewest)


def tall_rows(rows: list[list[Cell]], columns: list[float], size: float, *, lying: bool) -> list[bool]:
    """Which rows are so high that they may be split over pages; every other row stays whole."""
    limit = (LANDSCAPE if lying else PORTRAIT)[1] * _TALL
    return [height > limit for height in _heights(rows, columns, size)]


def stretch(widths: list[float], size: float, *, lying: bool) -> float:
    """By how much a table is widened so that it fills its page, within reason."""
    room = (LANDSCAPE if lying else PORTRAIT)[0]
    return min(_WIDEST_STRETCH, room / (size * sum(widths)))


def _pages(table: PrintedTable, columns: list[float], size: float, height: float, above: float) -> int:
    """How many pages the rows take, filled from the top, the heading repeated."""
    heading = sum(_heights(table.heading, columns, size))
    notes = sum(_text_height(note, sum(columns), size) + 5 for note in table.notes)
    left = height * _SPARE - above - _title_height(table) - heading
    pages = 1
    for row in [*_heights(table.body, columns, size), notes]:
        if row > left:
            pages += 1
            left = height * _SPARE - heading
        left -= row
    return pages


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
        wide = sum(_WIDE if character > "\u2000" else _NARROW for character in line)
        yield max(1, ceil(wide * size / room))
