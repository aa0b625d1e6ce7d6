"""Ruled lines to grids: join what is collinear, find what touches, cut into unit cells, merge where a wall is missing.

Coordinates are points from the top left; nothing here knows about PDF.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

SNAP = 2.5
"""Parallel lines closer than this are one line (double rules)."""
JOIN = 3.0
"""Collinear pieces with a gap up to this are one line (dashes)."""
TOUCH = 3.0
"""A line that ends this near another one meets it."""
SHORTEST = 4.0
"""Shorter lines are specks."""
WALL = 0.6
"""A wall stands where lines cover this share of a cell's side."""
MOST_CELLS = 100_000
"""More unit cells than this are a drawing, no table."""

Box = tuple[float, float, float, float]


class Rule(NamedTuple):
    """A straight line: `at` is its y if horizontal, its x if vertical; it runs from `start` to `end`."""

    at: float
    start: float
    end: float


class FrameCell(NamedTuple):
    """One cell of a frame: its first unit row and column, and how many it covers."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A ruled table without its text: `rows` and `columns` are the y and x of its lines."""

    rows: tuple[float, ...]
    columns: tuple[float, ...]
    cells: tuple[FrameCell, ...]

    @property
    def box(self) -> Box:
        """The whole frame."""
        return self.columns[0], self.rows[0], self.columns[-1], self.rows[-1]

    def cell_box(self, cell: FrameCell) -> Box:
        """Where a cell lies on the page."""
        return (
            self.columns[cell.column],
            self.rows[cell.row],
            self.columns[cell.column + cell.column_span],
            self.rows[cell.row + cell.row_span],
        )


def find_frames(horizontal: Iterable[Rule], vertical: Iterable[Rule]) -> list[Frame]:
    """All ruled tables among the lines of one page, from top to bottom."""
    level = _without_specks(join_collinear(horizontal, 0.5))
    upright = _without_specks(join_collinear(vertical, 0.5))
    frames = [_frame(rows, columns) for rows, columns in _components(level, upright)]
    return sorted((frame for frame in frames if frame), key=lambda frame: (frame.rows[0], frame.columns[0]))


def join_collinear(rules: Iterable[Rule], snap: float = SNAP) -> list[Rule]:
    """Lines with the parallel ones within `snap` moved together and the collinear ones joined."""
    joined: list[Rule] = []
    for group in _clusters(sorted(rules), snap):
        at = sum(rule.at for rule in group) / len(group)
        start, end = None, 0.0
        for rule in sorted(group, key=lambda rule: rule.start):
            if start is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + JOIN:
                end = max(end, rule.end)
            else:
                joined.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        if start is not None:
            joined.append(Rule(at, start, end))
    return joined


def _clusters(ordered: Sequence[Rule], snap: float) -> list[list[Rule]]:
    clusters: list[list[Rule]] = []
    first = last = float("-inf")
    for rule in ordered:
        # The second limit keeps a staircase of lines from collapsing into one.
        if rule.at - last <= snap and rule.at - first <= 2 * snap:
            clusters[-1].append(rule)
        else:
            clusters.append([rule])
            first = rule.at
        last = rule.at
    return clusters


def _without_specks(rules: Iterable[Rule]) -> list[Rule]:
    return [rule for rule in rules if rule.end - rule.start >= SHORTEST]


def _components(level: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Sets of lines that touch each other, as (horizontal, vertical); loose lines are left out."""
    upright = sorted(upright)
    places = [rule.at for rule in upright]
    leader = list(range(len(level) + len(upright)))

    def find(item: int) -> int:
        while leader[item] != item:
            leader[item] = leader[leader[item]]
            item = leader[item]
        return item

    for index, line in enumerate(level):
        for other in range(bisect_left(places, line.start - TOUCH), bisect_right(places, line.end + TOUCH)):
            if upright[other].start - TOUCH <= line.at <= upright[other].end + TOUCH:
                leader[find(len(level) + other)] = find(index)
    parts: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, line in enumerate(level):
        parts.setdefault(find(index), ([], []))[0].append(line)
    for index, line in enumerate(upright):
        parts.setdefault(find(len(level) + index), ([], []))[1].append(line)
    return [part for part in parts.values() if part[0] and part[1]]


def _frame(level: list[Rule], upright: list[Rule]) -> Frame | None:
    """The table drawn by touching lines, or None where they draw none."""
    level, upright = join_collinear(level), join_collinear(upright)
    # Sides are closed from the drawn lines on both axes, so that neither closing leans on the other.
    level, upright = level + _missing_ends(upright, level), upright + _missing_ends(level, upright)
    rows, columns = sorted({rule.at for rule in level}), sorted({rule.at for rule in upright})
    if len(rows) < 2 or len(columns) < 3 or len(rows) * len(columns) > MOST_CELLS:
        return None
    above = _walls(level, rows, columns)
    before = _walls(upright, columns, rows)
    frame = _compact(rows, columns, _merged(above, before, len(rows) - 1, len(columns) - 1))
    return frame if frame and len(frame.columns) > 2 else None


def _missing_ends(across: list[Rule], sides: list[Rule]) -> list[Rule]:
    """Sides for an open table: where most lines run on past the outermost crossing line to a common end."""
    closing: list[Rule] = []
    for sign in (-1, 1):
        outermost = max(sign * side.at for side in sides)
        ends = [(sign * (rule.end if sign > 0 else rule.start), rule.at) for rule in across]
        beyond = [(end, at) for end, at in ends if end > outermost + 2 * SHORTEST]
        if len(beyond) < 2 or 2 * len(beyond) < len(across):
            continue
        common = sorted(end for end, _ in beyond)[len(beyond) // 2]
        met = [at for end, at in beyond if abs(end - common) <= TOUCH]
        if len(met) >= 2:
            closing.append(Rule(sign * common, min(met), max(met)))
    return closing


def _walls(rules: list[Rule], lines: list[float], stations: list[float]) -> list[list[bool]]:
    """For each line, and each stretch between two stations on it, whether it is drawn there."""
    drawn: dict[float, list[Rule]] = {at: list(group) for at, group in groupby(sorted(rules), key=lambda rule: rule.at)}
    return [
        [
            sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in drawn[line]) >= WALL * (end - start)
            for start, end in pairwise(stations)
        ]
        for line in lines
    ]


def _merged(above: list[list[bool]], before: list[list[bool]], rows: int, columns: int) -> list[FrameCell]:
    """Unit cells merged where no wall stands between them; what is no rectangle is cut into row strips."""
    seen: set[tuple[int, int]] = set()
    cells: list[FrameCell] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) not in seen:
                members = _flood(row, column, above, before, rows, columns)
                seen |= members
                if not _outside(members, above, before):
                    cells.extend(_rectangles(members))
    return cells


def _flood(
    row: int, column: int, above: list[list[bool]], before: list[list[bool]], rows: int, columns: int
) -> set[tuple[int, int]]:
    members = {(row, column)}
    waiting = [(row, column)]
    while waiting:
        r, c = waiting.pop()
        reachable = []
        if c + 1 < columns and not before[c + 1][r]:
            reachable.append((r, c + 1))
        if c > 0 and not before[c][r]:
            reachable.append((r, c - 1))
        if r + 1 < rows and not above[r + 1][c]:
            reachable.append((r + 1, c))
        if r > 0 and not above[r][c]:
            reachable.append((r - 1, c))
        for unit in reachable:
            if unit not in members:
                members.add(unit)
                waiting.append(unit)
    return members


def _rectangles(members: set[tuple[int, int]]) -> list[FrameCell]:
    top, left = min(r for r, _ in members), min(c for _, c in members)
    height, width = max(r for r, _ in members) - top + 1, max(c for _, c in members) - left + 1
    if height * width == len(members):
        return [FrameCell(top, left, height, width)]
    strips: dict[tuple[int, int], FrameCell] = {}
    done: list[FrameCell] = []
    for row in range(top, top + height):
        taken = sorted(c for r, c in members if r == row)
        runs = [[c for _, c in run] for _, run in groupby(enumerate(taken), key=lambda item: item[1] - item[0])]
        grown: dict[tuple[int, int], FrameCell] = {}
        for run in runs:
            key = (run[0], len(run))
            strip = strips.pop(key, None)
            grown[key] = strip._replace(row_span=strip.row_span + 1) if strip else FrameCell(row, run[0], 1, len(run))
        done.extend(strips.values())
        strips = grown
    return done + list(strips.values())


def _outside(members: set[tuple[int, int]], above: list[list[bool]], before: list[list[bool]]) -> bool:
    """Whether a region lies open at two sides of the outline: the corner that a stepped outline leaves."""
    last_row, last_column = len(above) - 1, len(before) - 1
    sides = (
        [above[0][c] for r, c in members if r == 0],
        [above[last_row][c] for r, c in members if r == last_row - 1],
        [before[0][r] for r, c in members if c == 0],
        [before[last_column][r] for r, c in members if c == last_column - 1],
    )
    return sum(sum(side) < WALL * len(side) for side in sides) >= 2


def _compact(rows: list[float], columns: list[float], cells: list[FrameCell]) -> Frame | None:
    """The frame without lines that bound no cell."""
    if not cells:
        return None
    used_rows = sorted({edge for cell in cells for edge in (cell.row, cell.row + cell.row_span)})
    used_columns = sorted({edge for cell in cells for edge in (cell.column, cell.column + cell.column_span)})
    row_of = {edge: index for index, edge in enumerate(used_rows)}
    column_of = {edge: index for index, edge in enumerate(used_columns)}
    placed = sorted(
        FrameCell(
            row_of[cell.row],
            column_of[cell.column],
            row_of[cell.row + cell.row_span] - row_of[cell.row],
            column_of[cell.column + cell.column_span] - column_of[cell.column],
        )
        for cell in cells
    )
    return Frame(tuple(rows[edge] for edge in used_rows), tuple(columns[edge] for edge in used_columns), tuple(placed))
