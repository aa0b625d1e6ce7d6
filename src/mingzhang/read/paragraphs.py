"""Lines of text outside tables to paragraphs, as their places and their beginnings show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mingzhang.model import Place
from mingzhang.read.layout import Line, Paragraph
from mingzhang.read.text_lines import TextLine, line_text, line_words

HEADING = re.compile(
    r"^(?:第[一二三四五六七八九十百]+(?:部分|章|节)|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|"
    r"\d{1,2}[、．.](?!\d)|[（(]\d{1,2}[)）]|[①-⑳])"
)
NOTE = re.compile(r"^\s*(?:注|说明|备注)\s*[:：]")
PAGE_NUMBER = re.compile(
    r"^(?:[-—–－~·\s]*\d{1,4}[-—–－~·\s]*|第\s*\d{1,4}\s*页.{0,12}|\d{1,4}\s*/\s*\d{1,4}|[IVXivx]{1,6})$"
)
CLOSING = "，。；：、！？）》”’】〉」』%％）〕,.;:!?)"
_TOGETHER = re.compile(rf"(?:[!-~]+[{re.escape(CLOSING)}]*(?=\d))*(?:[!-~]+|.)[{re.escape(CLOSING)}]*")
"""What is not parted over two lines: a run of digits and letters (3.20、4.10 too), or a character, with its mark."""
EDGE = 0.12
"""The share of a page's height at its top and bottom where page numbers stand."""
FLUSH = 3.0
"""Lines that begin this near to each other begin at the same place, in points."""
HANGING = 1.3
"""A mark hangs over the margin by at most so many sizes."""
HEADER_BAND = 58.0
"""A line repeated at the same place above this is a running header, in points from the edge."""


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line with what decides where paragraphs begin; sizes in points."""

    line: Line
    left: float
    right: float
    top: float
    bottom: float
    size: float

    @property
    def text(self) -> str:
        """The text of the line."""
        return self.line.text


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the text of a page begins and ends."""

    left: float
    right: float


def rows_of(lines: Iterable[TextLine], page: int) -> list[Row]:
    """Lines with their text and place, from top to bottom."""
    rows = []
    for line in lines:
        left, top, right, bottom = line.box
        place = Place(page=page, box=(round(left, 2), round(top, 2), round(right, 2), round(bottom, 2)))
        rows.append(
            Row(Line(line_text(line, columns=True), place, line_words(line)), left, right, top, bottom, line.size)
        )
    return rows


def without_page_numbers(rows: Sequence[Row], height: float) -> list[Row]:
    """The rows of a page but for a lone number at its top or bottom."""
    kept = list(rows)
    if kept and kept[-1].top > height * (1 - EDGE) and PAGE_NUMBER.match(kept[-1].text):
        kept.pop()
    if kept and kept[0].bottom < height * EDGE and PAGE_NUMBER.match(kept[0].text):
        kept.pop(0)
    return kept


def running_headers(pages: Sequence[tuple[Sequence[Row], float]]) -> set[Line]:
    """Lines that repeat at the same place in the outermost margin of most pages; the first one is not among them."""
    seen: dict[tuple[str, int], list[Line]] = {}
    for rows, height in pages:
        for row in (*rows[:2], *rows[-2:]) if len(rows) > 3 else rows:
            if row.bottom < HEADER_BAND or row.top > height - HEADER_BAND:
                key = re.sub(r"\d+", "0", row.text), round(row.top / 3)
                if row.line not in (known := seen.setdefault(key, [])):
                    known.append(row.line)
    most = max(3, 0.6 * len(pages))
    return {line for lines in seen.values() if len(lines) >= most for line in lines[1:]}


def margins(rows: Sequence[Row], width: float) -> Margins:
    """The margins of a page, from its long lines; from the page's usual ones where it has too few."""
    long = [row for row in rows if row.right - row.left > 0.5 * width and "  " not in row.text]
    if len(long) < 2:
        return Margins(0.13 * width, 0.87 * width)
    # The leftmost place at which two lines begin: one line alone may stick out.
    lefts = sorted(row.left for row in long)
    left = next((one for one, other in pairwise(lefts) if other - one < FLUSH), lefts[0])
    return Margins(left, _right(long))


def _right(rows: Sequence[Row]) -> float:
    """Where long lines end; a mark that hangs over the margin, as programs that set Chinese let it, does not count."""
    right = max(row.right for row in rows)
    plain = max((row.right for row in rows if row.text[-1] not in CLOSING), default=right)
    return plain if right - plain < HANGING * max(row.size for row in rows) else right


def paragraphs(rows: Sequence[tuple[Row, Margins]]) -> list[Paragraph]:
    """Paragraphs of successive lines; a paragraph may go on over a page break."""
    found: list[list[Row]] = []
    for index, (row, margin) in enumerate(rows):
        if index and not begins(rows[index - 1][0], rows[index - 1][1], row, margin):
            found[-1].append(row)
        else:
            found.append([row])
    return [Paragraph(_joined([row.text for row in group]), tuple(row.line for row in group)) for group in found]


def begins(before: Row, before_margin: Margins, row: Row, margin: Margins) -> bool:
    """Whether a line begins a paragraph, seen beside the one before it."""
    if HEADING.match(row.text) or NOTE.match(row.text) or "  " in row.text or "  " in before.text:
        return True
    if not 0.9 < row.size / before.size < 1.1:
        return True
    if row.left > margin.left + 1.2 * row.size or before.left > before_margin.left + 4 * before.size:
        return True
    if before_margin.right - before.right > _first_token(row) + 0.5 * row.size:
        return True
    same_page = row.line.place.page == before.line.place.page
    return same_page and row.top - before.bottom > 2.2 * row.size


def _first_token(row: Row) -> float:
    """The width of what must stay together at the start of a line: had there been room, it would stand above."""
    token = _TOGETHER.match(row.text)
    text = token[0] if token else row.text[:1]
    return sum(0.55 if character.isascii() else 1.0 for character in text) * row.size


def _joined(texts: list[str]) -> str:
    joined = texts[0]
    for text in texts[1:]:
        words = joined[-1:].isalpha() and joined[-1:].isascii() and text[:1].isalpha() and text[:1].isascii()
        joined += (" " if words else "") + text
    return joined
