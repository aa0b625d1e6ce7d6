"""Measures of a printed sheet: how wide text runs, how high its rows must be, and what text a cell may hold."""

from __future__ import annotations

import math
import re
from unicodedata import east_asian_width

SIZE = 10.0
"""The type size of tables in points."""
TALLEST = 400.0
"""The height in points from which one printed row takes several rows of the sheet: programs allow 409."""
_LINE = 1.5
_NARROW = 0.56
_PIXELS = 96 / 72
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_000
_FORMULA = frozenset("=+-@＝＋－＠'")


def clean(text: str) -> str:
    """Text that a cell can hold: no control characters, line ends as one, not longer than programs allow."""
    kept = _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return kept if len(kept) <= _LONGEST else kept[: _LONGEST - 1] + "…"


def is_dangerous(text: str) -> bool:
    """Whether a program might take the text for a formula once it is edited or saved in another format."""
    return text[:1] in _FORMULA and bool(text)


def ems(text: str) -> float:
    """How wide a text runs, in sizes of its type."""
    return sum(1.0 if east_asian_width(character) in "WFA" else _NARROW for character in text)


def height(text: str, width: float, size: float = SIZE, indent: int = 0) -> float:
    """The height in points that a wrapped text needs in a cell of a width in points."""
    room = max(width / size - 0.7 - indent, 1.0)
    # A line that cannot break just at the edge leaves some room unused.
    lines = sum(max(math.ceil(ems(line) / room * (1.05 if ems(line) > room else 1)), 1) for line in text.split("\n"))
    return lines * size * _LINE + 3


def pixels(points: float) -> int:
    """Points as the pixels in which column widths are given."""
    return math.ceil(points * _PIXELS)


def in_rows(needed: float) -> list[float]:
    """The heights of the rows of the sheet that one printed row takes."""
    count = max(math.ceil(needed / TALLEST), 1)
    return [needed / count] * count
