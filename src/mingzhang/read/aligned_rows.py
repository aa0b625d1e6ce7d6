"""Lines of words whose columns are known to the rows of a table: names of several lines are put together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from mingzhang.forms.label import bare
from mingzhang.read.aligned_heading import Piece
from mingzhang.read.headings import numbered_start

BESIDE = 0.9
"""Lines nearer than this many sizes stand beside one another: rows are at least one size apart."""
WRAPPED = 1.6
"""A line of the same name begins within this many sizes of the one before."""


class Placed(NamedTuple):
    """A word, the columns it covers, whether it is a figure in a column of figures, and whether it begins a name."""

    piece: Piece
    columns: tuple[int, ...]
    figure: bool
    begins: bool = False


Band = list[Placed]
"""What stands beside one another: one line, or lines of cells that are centred differently."""


def rows_of_lines(lines: Sequence[Sequence[Placed]], labels: Collection[str] = frozenset()) -> list[Band]:
    """Rows from top to bottom, each with the words of all its lines.

    A row has a figure or begins as rows do (一、, or one of `labels`); the lines between two rows are parted where
    the white is widest.
    """
    bands = _begun_above(_bands(_with_beginnings(lines, labels)))
    anchors = [at for at, band in enumerate(bands) if _is_row(band)]
    if not anchors:
        return bands
    ends = [_cut(bands, above, below) for above, below in pairwise(anchors)] + [len(bands)]
    starts = [0, *ends[:-1]]
    return [[placed for band in bands[start:end] for placed in band] for start, end in zip(starts, ends, strict=True)]


def _with_beginnings(lines: Sequence[Sequence[Placed]], labels: Collection[str]) -> list[Band]:
    """The lines, with the words marked that begin a name: not those that end one though they are one themselves."""
    last: dict[tuple[int, ...], str] = {}
    marked: list[Band] = []
    for line in lines:
        marked.append([])
        for placed in line:
            text = placed.piece.text
            known = bare(text) in labels and bare(last.get(placed.columns, "") + text) not in labels
            begins = not placed.figure and (numbered_start(text) or known)
            last[placed.columns] = text
            marked[-1].append(placed._replace(begins=begins))
    return marked


def _bands(lines: Sequence[Sequence[Placed]]) -> list[Band]:
    bands: list[Band] = []
    for line in lines:
        if bands and _columns(bands[-1]).isdisjoint(_columns(line)) and _distance(bands[-1], line) < BESIDE:
            bands[-1] = [*bands[-1], *line]
        else:
            bands.append(list(line))
    return bands


def _begun_above(bands: Sequence[Band]) -> list[Band]:
    """The bands, with those that have the first lines of names put to the one that has their figures."""
    joined: list[Band] = []
    for band in bands:
        while (start := _name_start(joined, band)) is not None:
            band = [placed for part in joined[start:] for placed in part] + band  # noqa: PLW2901
            del joined[start:]
        joined.append(band)
    return joined


def _name_start(above: Sequence[Band], band: Band) -> int | None:
    """Which of the bands above begins the names whose figures are in this one, if any does."""
    if not any(placed.figure for placed in band):
        return None
    below = band
    for at in range(len(above) - 1, -1, -1):
        begun = above[at]
        if any(placed.figure for placed in begun) or _distance(begun, below) >= WRAPPED:
            return None
        if _is_row(begun):
            beside = _columns(begun)
            return None if any(placed.begins for placed in band if beside & set(placed.columns)) else at
        below = begun
    return None


def _is_row(band: Band) -> bool:
    return any(placed.figure or placed.begins for placed in band)


def _cut(bands: Sequence[Band], above: int, below: int) -> int:
    """Where the row that begins the lower part of the bands between two rows starts."""
    white = [_distance(bands[at], bands[at + 1]) for at in range(above, below)]
    # Of equal whites the last: a name goes on below its figure rather than beginning above it.
    widest = max(range(len(white)), key=lambda at: (round(white[at], 1), at))
    return above + widest + 1


def _columns(band: Sequence[Placed]) -> set[int]:
    return {column for placed in band for column in placed.columns}


def _distance(above: Sequence[Placed], below: Sequence[Placed]) -> float:
    """How far the first line of what is below lies under the last line of what is above, in sizes."""
    upper, lower = above[-1].piece, below[0].piece
    if upper.page != lower.page:
        return float("inf")
    lowest = max(placed.piece.middle for placed in above)
    return (min(placed.piece.middle for placed in below) - lowest) / max(1.0, min(upper.size, lower.size))
