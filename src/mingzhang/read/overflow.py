"""Numbers wider than their cell: a whole one belongs to one cell, told by how the table aligns its numbers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from mingzhang.amount import parse_amount
from mingzhang.read.ruled_grid import Box, Frame, FrameCell
from mingzhang.read.text_lines import WORD_GAP, Character

MIDDLE = 0.35
"""How far above its baseline, in sizes, a character has its middle."""
DIGITS = frozenset("0123456789.,-+%()")
OVERLAP = 0.15
"""Characters of one number overlap by no more than this many sizes."""
TOUCHING = 0.05
"""Digits with a gap below this many sizes are printed on end."""
BEYOND = 0.5
"""So far past a wall, in points, a character prints over it."""
ROOM = 6.5
"""An aligned number leaves no more room than this beside it, in points."""
ALIKE = 0.8
"""Rooms that differ by no more than this, in points, are the same."""
MOST = 0.8
"""This share of a table's numbers shows how it aligns them."""

Side = Literal["left", "right", "centre"]
Owners = Sequence[Sequence[FrameCell | None]]
Edge = tuple[int, FrameCell | None, FrameCell | None]
"""A place in the order of printing, the cell of the character before it and that of the one at it."""


class Overflow(NamedTuple):
    """A number that prints over a wall, the cell it belongs to, and whether that is sure."""

    characters: tuple[Character, ...]
    cell: FrameCell
    sure: bool


class _Number(NamedTuple):
    """A number over a wall: the cells its characters lie in, in order and each once."""

    characters: tuple[Character, ...]
    cells: tuple[FrameCell, ...]

    @property
    def left(self) -> float:
        return self.characters[0].left

    @property
    def right(self) -> float:
        return self.characters[-1].right


def home(frame: Frame, owners: Owners, character: Character) -> FrameCell | None:
    """The cell that holds a character's centre."""
    x = (character.left + character.right) / 2
    y = character.baseline - MIDDLE * character.size
    left, top, right, bottom = frame.box
    if not (left <= x < right and top <= y < bottom):
        return None
    return owners[bisect_right(frame.rows, y) - 1][bisect_right(frame.columns, x) - 1]


def overflowing_numbers(
    frame: Frame,
    owners: Owners,
    characters: Sequence[Character],
    edges: Iterable[Edge],
    inside: Mapping[FrameCell, list[Character]],
) -> list[Overflow]:
    """The numbers that print over walls; in the order of printing, the cell changes at the `edges`."""
    numbers = list(_numbers(frame, owners, characters, edges))
    if not numbers:
        return []
    taken = {character for number in numbers for character in number.characters}
    side = _alignment(frame, inside, taken)
    return [_placed(frame, number, side) for number in numbers]


def _numbers(frame: Frame, owners: Owners, characters: Sequence[Character], edges: Iterable[Edge]) -> Iterator[_Number]:
    done = 0
    for edge, cell_before, cell_behind in edges:
        for at in _over(frame, characters, edge, cell_before, cell_behind):
            if at < done:
                continue
            start, end = _run(characters, at, done)
            # A run that goes on from a word is a part of that word.
            if end <= done or (
                start and characters[start - 1].text not in DIGITS and _follow(*characters[start - 1 : start + 1])
            ):
                continue
            for part in _numbers_of(frame, owners, characters[start:end]):
                cells = tuple(dict.fromkeys(cell for one in part if (cell := home(frame, owners, one))))
                if cells and (len(cells) > 1 or _prints_over(frame.cell_box(cells[0]), part)):
                    done = end
                    yield _Number(part, cells)


def _over(
    frame: Frame, characters: Sequence[Character], edge: int, cell: FrameCell | None, other: FrameCell | None
) -> list[int]:
    """The digits at an edge that print over a wall, or touch each other across it."""
    before = characters[edge - 1] if edge and characters[edge - 1].text in DIGITS else None
    behind = characters[edge] if edge < len(characters) and characters[edge].text in DIGITS else None
    if before and behind and _follow(before, behind):
        return [edge]
    over = []
    if before and cell and before.right > frame.columns[cell.column + cell.column_span] + BEYOND:
        over.append(edge - 1)
    if behind and other and behind.left < frame.columns[other.column] - BEYOND:
        over.append(edge)
    return over


def _run(characters: Sequence[Character], at: int, first: int) -> tuple[int, int]:
    """Where the characters around one, printed on end, begin and end."""
    start, end = at, at + 1
    while start > first and characters[start - 1].text in DIGITS and _follow(characters[start - 1], characters[start]):
        start -= 1
    while end < len(characters) and characters[end].text in DIGITS and _follow(characters[end - 1], characters[end]):
        end += 1
    return start, end


def _follow(before: Character, behind: Character) -> bool:
    size = min(before.size, behind.size)
    level = abs(before.baseline - behind.baseline) < OVERLAP * size
    return level and -OVERLAP * size < behind.left - before.right < WORD_GAP * size


def _numbers_of(frame: Frame, owners: Owners, run: Sequence[Character]) -> Iterator[tuple[Character, ...]]:
    """The numbers a run prints: parted at a wall that neither side prints over, unless the digits touch there."""
    cuts = [0]
    for index, (before, behind) in enumerate(pairwise(run), start=1):
        cell, other = home(frame, owners, before), home(frame, owners, behind)
        if cell != other and behind.left - before.right > TOUCHING * before.size:
            over_right = cell is not None and before.right > frame.cell_box(cell)[2] + BEYOND
            over_left = other is not None and behind.left < frame.cell_box(other)[0] - BEYOND
            if not over_right and not over_left:
                cuts.append(index)
    for start, end in pairwise([*cuts, len(run)]):
        yield from _whole(run[start:end])


def _whole(run: Sequence[Character]) -> list[tuple[Character, ...]]:
    """The number a run prints, or the numbers where several with as many decimals touch; none where it is no number."""
    if _is_number(run):
        return [tuple(run)]
    points = [index for index, character in enumerate(run) if character.text == "."]
    if len(points) < 2:
        return []
    decimals = len(run) - points[-1]
    parts = [tuple(run[start:end]) for start, end in pairwise([0, *(point + decimals for point in points)])]
    return parts if all(map(_is_number, parts)) else []


def _is_number(characters: Sequence[Character]) -> bool:
    return parse_amount("".join([character.text for character in characters])) is not None


def _prints_over(box: Box, run: Sequence[Character]) -> bool:
    return run[0].left < box[0] - BEYOND or run[-1].right > box[2] + BEYOND


def _rooms(box: Box, left: float, right: float) -> dict[Side, float]:
    """How far from its place each alignment would have a number in a cell."""
    return {"left": left - box[0], "right": box[2] - right, "centre": (box[0] + box[2] - left - right) / 2}


def _alignment(
    frame: Frame, inside: Mapping[FrameCell, list[Character]], taken: set[Character]
) -> tuple[Side, float] | None:
    """How the amounts that fit their cells are aligned, if all alike, and the room they leave there."""
    rooms: list[dict[Side, float]] = []
    for cell, members in inside.items():
        text = "".join(character.text for character in members)
        if "." in text and parse_amount(text) is not None and taken.isdisjoint(members):
            box = frame.cell_box(cell)
            rooms.append(_rooms(box, members[0].left, members[-1].right))
    found: list[tuple[Side, float]] = []
    sides: tuple[Side, ...] = ("left", "right", "centre")
    for side in sides:
        values = sorted(room[side] for room in rooms)
        usual = values[len(values) // 2] if values else 0.0
        if len(values) > 1 and sum(abs(value - usual) <= ALIKE for value in values) >= MOST * len(values):
            found.append((side, usual))
    return found[0] if len(found) == 1 else None


def _placed(frame: Frame, number: _Number, usual: tuple[Side, float] | None) -> Overflow:
    """The cell a number belongs to: as the table aligns its numbers, or where only one alignment would fit it."""
    rooms = {cell: _rooms(frame.cell_box(cell), number.left, number.right) for cell in number.cells}
    if usual:
        side, room = usual
        fitting = [cell for cell in number.cells if abs(rooms[cell][side] - room) <= ALIKE]
    else:
        fitting = [
            cell
            for cell in number.cells
            if 0 <= rooms[cell]["left"] <= ROOM
            or 0 <= rooms[cell]["right"] <= ROOM
            or abs(rooms[cell]["centre"]) <= ALIKE
        ]
    if len(fitting) == 1:
        return Overflow(number.characters, fitting[0], True)
    return Overflow(
        number.characters,
        max(fitting or number.cells, key=lambda cell: _share(frame, cell, number)),
        len(number.cells) == 1,
    )


def _share(frame: Frame, cell: FrameCell, number: _Number) -> float:
    left, _, right, _ = frame.cell_box(cell)
    return min(right, number.right) - max(left, number.left)
