"""Text laid over a page rather than printed in it: watermarks, told by their size, colour and slant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy

from mingzhang.amount import parse_amount
from mingzhang.read import pdfium
from mingzhang.read.page_frame import Numbers
from mingzhang.read.pdf_objects import Colour, Painted
from mingzhang.read.ruled_grid import Frame
from mingzhang.read.text_lines import ASCENT, Character

BIG = 1.6
"""Text this many times as high as most of its page is not of one kind with it."""
PALE = 140
"""A colour whose parts all reach this is faint."""
APART = 2.0
"""Characters of one overlay stand within this many sizes of each other."""
STICKS_OUT = 0.2
"""A character crosses a wall if so much of its size lies beyond."""
LEVEL = 0.05
"""Characters whose baselines are nearer than this many sizes stand on one line."""
SLANT = 0.5
"""Text is slanted if it climbs and runs on by more than this many sizes."""


class Candidate(NamedTuple):
    """Characters printed one after the other, by their places, that are bigger or fainter (or `both`) than the rest."""

    places: list[int]
    both: bool


def candidates(text: pdfium.Handle, printing: Sequence[int], boxes: Numbers, found: Painted) -> list[Candidate]:
    """What may be laid over a page; places are positions in `printing`."""
    extent = abs(boxes[:, 2:] - boxes[:, :2]).max(axis=1)
    limit = BIG * float(numpy.partition(extent, len(extent) // 2)[len(extent) // 2])
    colours = Counter([paint.colour for paint in found.texts.values()])
    odd = {colour for colour, _ in colours.most_common()[1:] if _is_faint(colour)}
    faint = {item for item, paint in found.texts.items() if paint.colour in odd and not paint.white} if odd else set()
    # A slanted text is thick although its characters are not big.
    thick = {
        item
        for item, (_, (left, bottom, right, top), *_) in found.texts.items()
        if top - bottom > limit and right - left > limit
    }
    large = extent > limit
    groups: list[Candidate] = []
    if not thick and not faint and not large.any():
        return groups
    of = pdfium.character_object
    last = 0
    where = large | _within(boxes, [found.texts[item].box for item in faint | thick])
    for position in numpy.flatnonzero(where).tolist():
        item = of(text, printing[position])
        if item not in found.texts:
            continue
        big = item in thick or bool(large[position])
        if not big and item not in faint:
            continue
        both = big and item in faint
        alike = groups and groups[-1].both == both and found.texts[item].colour == found.texts[last].colour
        if alike and groups[-1].places[-1] == position - 1:
            groups[-1].places.append(position)
        else:
            groups.append(Candidate([position], both))
        last = item
    return groups


def _is_faint(colour: Colour) -> bool:
    return colour[3] < 255 or min(colour[:3]) >= PALE


def _within(boxes: Numbers, areas: Iterable[Sequence[float]]) -> Numbers:
    """Which characters have their middle in one of the areas."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    found = numpy.zeros(len(boxes), dtype=bool)
    for x0, y0, x1, y1 in areas:
        found |= (x0 - 1 <= x) & (x <= x1 + 1) & (y0 - 1 <= y) & (y <= y1 + 1)
    return found


def overlaid(characters: Sequence[Character], groups: Iterable[Candidate], frames: Sequence[Frame]) -> set[int]:
    """The places of the characters that are laid over the page: slanted, or where they do not fit a table."""
    found: set[int] = set()
    for group in groups:
        for part in _near(characters, group.places):
            members = [characters[index] for index in part]
            text = "".join(member.text for member in members)
            # An amount wider than its cell is still the table's.
            if _is_figure(text) and not group.both:
                continue
            if _slanted(members) or any(_astray(frame, members, group.both) for frame in frames):
                found.update(part)
    return found


def _near(characters: Sequence[Character], group: Sequence[int]) -> list[list[int]]:
    parts = [[group[0]]]
    for one, other in pairwise(group):
        before, behind = characters[one], characters[other]
        reach = APART * before.size
        if abs(behind.left - before.left) < reach and abs(behind.baseline - before.baseline) < reach:
            parts[-1].append(other)
        else:
            parts.append([other])
    return parts


def _is_figure(text: str) -> bool:
    return not text.isdigit() and parse_amount(text) is not None


def _slanted(members: Sequence[Character]) -> bool:
    first, last = members[0], members[-1]
    reach = SLANT * min(first.size, last.size)
    if not (abs(last.left - first.left) > reach and abs(last.baseline - first.baseline) > reach):
        return False
    # Two level lines, such as a heading and a title below it, climb once; a slanted text climbs all along.
    steps = [abs(other.baseline - one.baseline) > LEVEL * one.size for one, other in pairwise(members)]
    return 2 * sum(steps) > len(steps)


def _astray(frame: Frame, members: Sequence[Character], both: bool) -> bool:
    """Whether text lies in a table but not in one cell of it, or stands out in size and colour."""
    left, top = min(one.left for one in members), min(one.baseline - ASCENT * one.size for one in members)
    right, bottom = max(one.right for one in members), max(one.baseline for one in members)
    box = frame.box
    if not (left < box[2] and right > box[0] and top < box[3] and bottom > box[1]):
        return False
    slack = STICKS_OUT * members[0].size
    return both or not any(
        x0 - slack <= left and right <= x1 + slack and y0 - slack <= top and bottom <= y1 + slack
        for x0, y0, x1, y1 in map(frame.cell_box, frame.cells)
    )
