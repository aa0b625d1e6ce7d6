"""The pieces of a form as one string, in which labels are sought across line ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mingzhang.evaluation.fragments import Fragment, compact, cut
from mingzhang.model import Place


class Stream:
    """Pieces, their joined text, and where in it each piece begins."""

    def __init__(self, pieces: Sequence[Fragment]) -> None:
        self.pieces = pieces
        self.text, self.owners = compact(pieces)
        self.starts = dict.fromkeys(i for i, owner in enumerate(self.owners) if i == 0 or owner != self.owners[i - 1])

    def label(self, names: Sequence[str], start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first of the labels at the beginning of a piece."""
        pattern = re.compile("|".join(sorted((re.escape(name) for name in names), key=len, reverse=True)))
        stop = len(self.text) if end is None else end
        found = (pattern.match(self.text, at, stop) for at in self.starts if at >= start)
        return next((match for match in found if match), None)

    def part(self, start: int, end: int) -> list[Fragment]:
        """The pieces of a range of characters."""
        return cut(self.pieces, start, end)

    def place(self, position: int) -> Place:
        """Where a character stands."""
        return self.pieces[self.owners[min(position, len(self.owners) - 1)]].place
