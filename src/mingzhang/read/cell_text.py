"""Characters into the cells of a ruled table: by their centre, a run that overflows back to where it begins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from mingzhang.model import Place
from mingzhang.read.layout import Grid, GridCell
from mingzhang.read.ruled_grid import Box, Frame, FrameCell
from mingzhang.read.text_lines import Character, TextLine, line_text, text_lines

MIDDLE = 0.35
"""How far above its baseline, in sizes, a character has its middle."""
PADDING = 12.0
"""Left and right padding of a cell together, at most, in points."""
ADJOINING = 0.3
"""A run goes on through a wall where the gap there is below this many sizes."""

Cells = dict[FrameCell, list[Character]]


def fill_frame(frame: Frame, characters: Sequence[Character], page: int) -> tuple[Grid, list[Character]]:
    """A frame with its text, and the characters that lie in none of its cells."""
    inside, outside = assign(frame, characters)
    overflowing = _gather_overflow(frame, inside)
    cells = []
    for cell in frame.cells:
        box = frame.cell_box(cell)
        text = cell_text(inside[cell], box) if cell in inside else ""
        place = Place(page=page, box=_rounded(box))
        sure = cell not in overflowing
        cells.append(GridCell(cell.row, cell.column, text, place, cell.row_span, cell.column_span, sure))
    grid = Grid(len(frame.rows) - 1, len(frame.columns) - 1, cells, True, (page,), frame.columns, frame.rows)
    return grid, outside


def assign(frame: Frame, characters: Sequence[Character]) -> tuple[Cells, list[Character]]:
    """Characters by the cell that holds their centre."""
    owner = [[None] * (len(frame.columns) - 1) for _ in range(len(frame.rows) - 1)]  # type: list[list[FrameCell | None]]
    for cell in frame.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            owner[row][cell.column : cell.column + cell.column_span] = [cell] * cell.column_span
    inside: Cells = {}
    outside: list[Character] = []
    rows, columns = frame.rows, frame.columns
    left, top, right, bottom = frame.box
    for character in characters:
        x = (character.left + character.right) / 2
        y = character.baseline - MIDDLE * character.size
        if left <= x < right and top <= y < bottom:
            found = owner[bisect_right(rows, y) - 1][bisect_right(columns, x) - 1]
            if found is not None:
                inside.setdefault(found, []).append(character)
                continue
        outside.append(character)
    return inside, outside


def cell_text(characters: list[Character], box: Box) -> str:
    """The text of a cell, its wrapped lines joined."""
    lines = text_lines(characters)
    text = line_text(lines[0], columns=False)
    for before, line in pairwise(lines):
        separate = _ascii_meet(before, line) and not _wraps(before, line, box)
        text += (" " if separate else "") + line_text(line, columns=False)
    return text


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
