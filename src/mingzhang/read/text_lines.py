"""Characters to lines of text: cluster by vertical overlap, order by place, keep the spaces that mean something."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from mingzhang.read.layout import Word
from mingzhang.read.ruled_grid import Box

ASCENT = 0.85
"""How much of a character's size stands above its baseline."""
SAME_LINE = 0.5
"""Characters that overlap by this share of the smaller height stand on one line."""
WORD_GAP = 0.18
"""A gap of this many sizes parts two words or numbers."""
WIDE_GAP = 1.5
"""A gap of this many sizes parts two columns."""
COLUMN_GAP = 0.3
"""The least gap, in sizes, that may part two columns: more than even spacing of Chinese opens."""
LEVEL = 0.1


class Character(NamedTuple):
    """One character: `left` and `right` ends, the `baseline` it stands on (from the top), and its `size`."""

    text: str
    left: float
    right: float
    baseline: float
    size: float


_LEFT, _BASELINE, _SIZE = itemgetter(1), itemgetter(3), itemgetter(4)


class TextLine(NamedTuple):
    """Characters on one line, from left to right; `size` is the one of the Chinese among them."""

    characters: tuple[Character, ...]
    baseline: float
    size: float

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.characters[0].left

    @property
    def right(self) -> float:
        """Where the line ends."""
        return max(character.right for character in self.characters[-3:])

    @property
    def box(self) -> Box:
        """The box around the line."""
        top = self.baseline - ASCENT * self.size
        return self.left, top, self.right, top + self.size


def text_lines(characters: Sequence[Character]) -> list[TextLine]:
    """Lines from top to bottom; digits may stand a little off the baseline of the Chinese beside them."""
    if not characters:
        return []
    ordered = sorted(characters, key=_BASELINE)
    lines = [[ordered[0]]]
    _, _, _, baseline, size = ordered[0]
    for character in ordered[1:]:
        offset = character.baseline - baseline
        if offset > LEVEL:
            # Both stand with the same share of their size above the baseline.
            top = max(baseline - ASCENT * size, character.baseline - ASCENT * character.size)
            bottom = min(baseline + (1 - ASCENT) * size, character.baseline + (1 - ASCENT) * character.size)
            if bottom - top < SAME_LINE * min(size, character.size):
                lines.append([character])
                baseline, size = character.baseline, character.size
                continue
        lines[-1].append(character)
    return [_line(line) for line in lines]


def _line(characters: list[Character]) -> TextLine:
    ordered = _ordered(characters)
    sizes = sorted([character.size for character in ordered if character.text >= "⺀"] or map(_SIZE, ordered))
    return TextLine(ordered, ordered[len(ordered) // 2].baseline, sizes[len(sizes) // 2])


def _ordered(line: list[Character]) -> tuple[Character, ...]:
    """From left to right, without the doubles that imitate bold type."""
    line.sort(key=_LEFT)
    kept: list[Character] = []
    for character in line:
        if kept and character.text == kept[-1].text:
            width = character.right - character.left
            if character.left - kept[-1].left < 0.3 * width:
                continue
        kept.append(character)
    return tuple(kept)


def line_text(line: TextLine, *, columns: bool) -> str:
    """The text of a line: spaces between Chinese characters go, two ASCII words keep one.

    With `columns`, a wide gap stays as two spaces.
    """
    characters = line.characters
    if len(characters) == 1:
        return characters[0].text
    size = line.size
    parts = [characters[0].text]
    end = characters[0].right
    before = characters[0]
    for character in characters[1:]:
        gap = character.left - end
        if gap > WORD_GAP * size:
            if columns and gap > WIDE_GAP * size:
                parts.append("  ")
            elif character.text.isascii() and before.text.isascii():
                parts.append(" ")
        parts.append(character.text)
        before = character
        end = character.right
    return "".join(parts)


def line_words(line: TextLine) -> tuple[Word, ...]:
    """The words of a line that has several, parted wherever columns may be."""
    characters, widest = line.characters, COLUMN_GAP * line.size
    cuts = [at for at in range(1, len(characters)) if characters[at].left - characters[at - 1].right > widest]
    if not cuts:
        return ()
    return tuple(
        Word("".join([character.text for character in part]), part[0].left, max(character.right for character in part))
        for part in (characters[start:end] for start, end in pairwise([0, *cuts, len(characters)]))
    )
