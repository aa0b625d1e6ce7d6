"""The pieces of a form in a text dump: what stands between spaces and line ends, and how pieces make a cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from mingzhang.model import Passage, Place
from mingzhang.read.layout import Line

_CLOSING = "，。；：、！？）】》”’%％,;:!?)"
_OPENING = "（【《“‘("
_PAGE_NUMBER = re.compile(r"[-—–]\s*\d+\s*[-—–]|第\s*\d+\s*页.*")
_UNBREAKABLE = re.compile(r"[0-9A-Za-z.,%/]+")
_ENUMERATOR = re.compile(
    r"(\d{1,2}[.、．]\D|[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+、|[①-⑩]|目标\d)"
)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of text without white space.

    `same_line`: only a space divides it from the piece before; `blank_line`: an empty line does; `gap` counts the
    blank cells (doubled spaces) before it.
    """

    text: str
    place: Place
    same_line: bool = False
    blank_line: bool = False
    gap: int = 0


def fragments(lines: Iterable[Line]) -> list[Fragment]:
    """The pieces of a run of lines, in order; spaces that only kerning made are closed."""
    result: list[Fragment] = []
    blank = False
    last: int | None = None
    for line in lines:
        if not line.text.strip() or _PAGE_NUMBER.fullmatch(line.text.strip()):
            blank = True
            continue
        if last is not None and line.place.line is not None and line.place.line > last + 1:
            blank = True
        last = line.place.line
        first = True
        gap = 0
        for piece in line.text.rstrip().replace("\u3000", " ").replace("\t", " ").split(" "):
            if not piece:
                gap += not first
                continue
            if not first and gap == 0 and _kerned(result[-1].text, piece):
                result[-1] = replace(result[-1], text=result[-1].text + piece)
                continue
            result.append(Fragment(piece, line.place, not first, first and blank, gap))
            first, blank, gap = False, False, 0
    return result


def _kerned(before: str, after: str) -> bool:
    latin = before[-1].isascii() and before[-1].isalpha() and after[0].isascii() and after[0].isalpha()
    return latin or after[0] in _CLOSING or before[-1] in _OPENING


def join(pieces: Iterable[Fragment]) -> str:
    """The text of pieces that belong to one cell."""
    return "".join(piece.text for piece in pieces)


def passage(pieces: Sequence[Fragment]) -> Passage:
    """The text of pieces, and the way back from each character to its line."""
    lines: list[tuple[int, Place]] = []
    offset = 0
    for piece in pieces:
        if not lines or lines[-1][1] != piece.place:
            lines.append((offset, piece.place))
        offset += len(piece.text)
    return Passage(join(pieces), lines[0][1] if lines else Place(), tuple(lines))


@lru_cache(maxsize=4096)
def width(text: str) -> int:
    """How wide a text prints, in half-width characters."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def widest(pieces: Iterable[Fragment]) -> int:
    """The width of the widest piece, 0 for none."""
    return max((width(piece.text) for piece in pieces), default=0)


@lru_cache(maxsize=4096)
def _head(text: str, limit: int) -> int:
    """The width that the next line would have needed on the line before it."""
    match = _UNBREAKABLE.match(text)
    needed = width(match[0]) if match else 2
    return 1 if needed > limit else needed


def cell_cost(pieces: Sequence[Fragment], column: int = 0, *, spaces: float = 4, listed: bool = False) -> float:
    """How unlikely it is that these pieces are the lines of one cell in a column of that width.

    A line ends only where the next character would not have fitted; a space within a cell is rare, an empty line
    within it less so. `listed` allows lines that end early because the next is a new point.
    """
    if len(pieces) < 2:
        return 0
    limit = max(column, widest(pieces))
    cost = 0.0
    for before, after in pairwise(pieces):
        if after.same_line:
            cost += spaces
            continue
        if after.blank_line:
            cost += 0.4
        room = limit - width(before.text) - _head(after.text, limit)
        if room >= 0 and not (listed and _ENUMERATOR.match(after.text)):
            cost += 1.5 if room < 3 else 3
    return cost


def edge_cost(after: Fragment) -> float:
    """How unlikely it is that a new cell begins at this piece."""
    return 0 if after.same_line or after.blank_line else 0.3


def compact(pieces: Sequence[Fragment]) -> tuple[str, list[int]]:
    """The pieces as one string, and for each character the number of its piece."""
    owners = [number for number, piece in enumerate(pieces) for _ in piece.text]
    return join(pieces), owners


def cut(pieces: Sequence[Fragment], start: int, end: int) -> list[Fragment]:
    """The pieces of a range of characters, cut at its ends."""
    result = []
    position = 0
    for piece in pieces:
        low, high = max(start - position, 0), min(end - position, len(piece.text))
        if low < high:
            result.append(piece if (low, high) == (0, len(piece.text)) else _part(piece, low, high))
        position += len(piece.text)
    return result


def _part(piece: Fragment, low: int, high: int) -> Fragment:
    if low == 0:
        return replace(piece, text=piece.text[:high])
    return Fragment(piece.text[low:high], piece.place, same_line=True)
