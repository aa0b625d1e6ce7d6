"""Characters into the cells of a ruled table: by their centre, a run that overflows back to where it begins."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise

from mingzhang.model import Place
from mingzhang.read.layout import Grid, GridCell
from mingzhang.read.overflow import DIGITS, MIDDLE, Edge, Overflow, overflowing_numbers
from mingzhang.read.ruled_grid import Box, Frame, FrameCell
from mingzhang.read.text_lines import Character, TextLine, line_text, text_lines

PADDING = 12.0
"""Left and right padding of a cell together, at most, in points."""
CLOSING = "，。、；：！？）》」』】〕”’"
"""Full-width marks whose right half is empty."""
ADJOINING = 0.3
"""A run goes on through a wall where the gap there is below this many sizes."""
EVEN = 0.12
"""Gaps that differ by less than this many sizes are the same."""
NUMBER = re.compile(r"[+-]?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.\d+)?%?")
"""A number as it is printed on one line."""
SPREAD = re.compile(r"[\d.,+-](?: [\d.,+-])+")
"""Digits with a gap before each."""

Cells = dict[FrameCell, list[Character]]


def fill_frame(frame: Frame, characters: Sequence[Character], page: int) -> tuple[Grid, list[Character]]:
    """A frame with its text, and the characters that lie in none of its cells."""
    inside, outside, unsure = assign(frame, characters)
    texts = {cell: cell_text(members, frame.cell_box(cell)) for cell, members in inside.items()}
    texts |= _spread_numbers({cell: inside[cell] for cell, text in texts.items() if SPREAD.fullmatch(text)})
    cells = []
    for cell in frame.cells:
        text, box = texts.get(cell, ""), frame.cell_box(cell)
        place = Place(page=page, box=_rounded(box))
        cells.append(GridCell(cell.row, cell.column, text, place, cell.row_span, cell.column_span, cell not in unsure))
    grid = Grid(len(frame.rows) - 1, len(frame.columns) - 1, cells, True, (page,), frame.columns, frame.rows)
    return grid, outside


def assign(frame: Frame, characters: Sequence[Character]) -> tuple[Cells, list[Character], set[FrameCell]]:
    """Characters by the cell that holds their centre, numbers whole; those in none; the cells that are not sure."""
    owner = [[None] * (len(frame.columns) - 1) for _ in range(len(frame.rows) - 1)]  # type: list[list[FrameCell | None]]
    for cell in frame.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            owner[row][cell.column : cell.column + cell.column_span] = [cell] * cell.column_span
    inside: Cells = {}
    outside: list[Character] = []
    edges: list[Edge] = []
    rows, columns = frame.rows, frame.columns
    left, top, right, bottom = frame.box
    before, together = None, outside
    for index, character in enumerate(characters):
        x = (character.left + character.right) / 2
        y = character.baseline - MIDDLE * character.size
        found = None
        if left <= x < right and top <= y < bottom:
            found = owner[bisect_right(rows, y) - 1][bisect_right(columns, x) - 1]
        if found is not before:
            edges.append((index, before, found))
            before = found
            together = outside if found is None else inside.setdefault(found, [])
        together.append(character)
    if before is not None:
        edges.append((len(characters), before, None))
    if numbers := overflowing_numbers(frame, owner, characters, edges, inside):
        outside = _without(outside, numbers)
        inside = {cell: rest for cell, members in inside.items() if (rest := _without(members, numbers))}
    unsure = _gather_overflow(frame, inside)
    for number in numbers:
        members = inside.setdefault(number.cell, [])
        # Two numbers side by side in one cell: one of them is not its own.
        crowded = any(member.text in DIGITS and _level(member, number.characters[0]) for member in members)
        if crowded or not number.sure:
            unsure.add(number.cell)
        members.extend(number.characters)
    return inside, outside, unsure


def _without(characters: list[Character], numbers: Sequence[Overflow]) -> list[Character]:
    gone = {id(character) for number in numbers for character in number.characters}
    return [character for character in characters if id(character) not in gone]


def _level(one: Character, other: Character) -> bool:
    return abs(one.baseline - other.baseline) < 0.5 * other.size


def cell_text(characters: list[Character], box: Box) -> str:
    """The text of a cell, its wrapped lines joined."""
    lines = text_lines(characters)
    if len(lines) == 1:
        return line_text(lines[0], columns=False)
    texts = [line_text(line, columns=False) for line in lines]
    if _broken_number(texts):
        return "".join(texts)
    text = texts[0]
    for (before, line), behind in zip(pairwise(lines), texts[1:], strict=True):
        separate = _ascii_meet(before, line) and not _wraps(before, line, box)
        text += (" " if separate else "") + behind
    return text


def _broken_number(texts: Sequence[str]) -> bool:
    """Whether the lines of a cell are one number, none of whose beginnings could stand alone."""
    beginnings = accumulate(texts[:-1])
    return bool(NUMBER.fullmatch("".join(texts))) and not any(NUMBER.fullmatch(text) for text in beginnings)


def _spread_numbers(cells: Cells) -> dict[FrameCell, str]:
    """Numbers whose digits are set apart evenly: three show the gap, shorter ones must have the same."""
    lines = {cell: found[0] for cell, members in cells.items() if len(found := text_lines(members)) == 1}
    gaps = {cell: [b.left - a.right for a, b in pairwise(line.characters)] for cell, line in lines.items()}
    regular = [sum(gap) / len(gap) for cell, gap in gaps.items() if len(gap) > 1 and _even(gap, lines[cell].size)]
    if not regular:
        return {}
    usual = sorted(regular)[len(regular) // 2]
    texts = {cell: "".join([one.text for one in lines[cell].characters]) for cell in lines}
    return {
        cell: text
        for cell, text in texts.items()
        if NUMBER.fullmatch(text) and _even([usual, *gaps[cell]], lines[cell].size)
    }


def _even(gaps: Sequence[float], size: float) -> bool:
    return max(gaps) - min(gaps) < EVEN * size and max(gaps) < size


def _ascii_meet(before: TextLine, line: TextLine) -> bool:
    return before.characters[-1].text.isascii() and line.characters[0].text.isascii()


def _wraps(before: TextLine, line: TextLine, box: Box) -> bool:
    """Whether a line is so full that the next one must be its continuation, not another number below it."""
    room = (box[2] - box[0]) - (before.right - before.left) - PADDING
    first = line.characters[0]
    return room < first.right - first.left


def _gather_overflow(frame: Frame, inside: Cells) -> set[FrameCell]:
    """Move runs that overflow into an empty neighbour back to where they begin; the cells that are not sure."""
    unsure: set[FrameCell] = set()
    beginnings = {(cell.row + offset, cell.column): cell for cell in frame.cells for offset in range(cell.row_span)}
    for cell in sorted(inside, key=lambda cell: (cell.column, cell.row)):
        last_column = cell.column + cell.column_span
        wall = frame.columns[last_column]
        if cell not in inside or last_column >= len(frame.columns) - 1:
            continue
        for row in range(cell.row, cell.row + cell.row_span):
            neighbour = beginnings.get((row, last_column))
            while neighbour and neighbour in inside:
                run = _run_through(wall, inside[cell], inside[neighbour])
                if run is None:
                    break
                unsure |= {cell, neighbour}
                if not run:
                    break
                giver, taker = (cell, neighbour) if _flush_right(frame, cell, neighbour, run) else (neighbour, cell)
                inside[taker] = inside[taker] + inside.pop(giver)
                if giver == cell:
                    break
                wall = frame.columns[neighbour.column + neighbour.column_span]
                neighbour = beginnings.get((row, neighbour.column + neighbour.column_span))
            if cell not in inside:
                break
    return unsure


def _run_through(wall: float, before: list[Character], behind: list[Character]) -> list[Character] | None:
    """The run that prints across a wall: None where there is none, empty where the cell behind has text of its own."""
    first = min(behind, key=lambda character: character.left)
    near = [c for c in before if abs(c.baseline - first.baseline) < 0.5 * first.size]
    if not near:
        return None
    last = max(near, key=lambda character: character.right)
    size = min(first.size, last.size)
    straddles = last.right > wall + 0.5 or first.left < wall - 0.5
    if not straddles or first.left - last.right > ADJOINING * size:
        return None
    # The empty half of a mark at the end of a full line may cross the wall; what follows it there is another text.
    if last.text in CLOSING and last.right - 0.5 * size <= wall and first.left - last.right > EVEN * size:
        return None
    ordered = sorted(behind, key=lambda character: character.left)
    for one, other in pairwise(ordered):
        if other.left - one.right > ADJOINING * size or abs(other.baseline - first.baseline) > 0.5 * size:
            return []
    return [*near, *behind]


def _flush_right(frame: Frame, cell: FrameCell, neighbour: FrameCell, run: list[Character]) -> bool:
    """Whether a run is a number set flush right in the second cell, grown out of it to the left."""
    room_left = min(character.left for character in run) - frame.columns[cell.column]
    room_right = frame.columns[neighbour.column + neighbour.column_span] - max(character.right for character in run)
    return all(character.text.isascii() for character in run) and room_right < PADDING < room_left


def _rounded(box: Box) -> Box:
    left, top, right, bottom = box
    return round(left, 2), round(top, 2), round(right, 2), round(bottom, 2)
