"""The heading of a table without ruling lines: words stacked to cells, cells put over their columns."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from mingzhang.forms.label import bare

TIGHT = 0.5
"""Lines of one heading stand this near to each other, in sizes."""
LEVEL = 0.4
"""Cells of one row stand this level, in sizes."""
UNDER = 0.3
"""A cell is below another though they overlap by this many sizes."""
NO_COLUMN, NO_HEADING = 6.0, 20.0
"""What it costs to leave a heading without a column, or a column without a heading; else their distance, in sizes."""
RAISED = 0.2
"""What each size costs that a heading stands above the lowest: of two over one column, the lower is the column's."""
MOST_WORDS = 8
"""A heading printed with spaces falls into at most so many words."""


class Span(NamedTuple):
    """A stretch from left to right."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        """Its middle."""
        return (self.left + self.right) / 2


class Piece(NamedTuple):
    """A word and where it stands on which page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    page: int = 1

    @property
    def span(self) -> Span:
        """From its left to its right end."""
        return Span(self.left, self.right)

    @property
    def middle(self) -> float:
        """Half way between top and bottom."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """Its height."""
        return self.bottom - self.top


class Labels(NamedTuple):
    """What is known to be printed, bare: above the columns, and as the name of a row."""

    heading: frozenset[str] = frozenset()
    rows: frozenset[str] = frozenset()


class Cell(NamedTuple):
    """A cell in its place, with its words in reading order."""

    row: int
    column: int
    row_span: int
    column_span: int
    pieces: tuple[Piece, ...]
    sure: bool = True


class Heading(NamedTuple):
    """A heading: its rows and cells, all columns (those too that have no more), and how far each reaches with both."""

    depth: int
    cells: list[Cell]
    columns: list[Span]
    extents: list[Span]


class Stack(NamedTuple):
    """The words of one heading, from top to bottom."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The whole heading."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def span(self) -> Span:
        """From left to right."""
        return Span(min(piece.left for piece in self.pieces), max(piece.right for piece in self.pieces))

    @property
    def top(self) -> float:
        """Where it begins."""
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return max(piece.bottom for piece in self.pieces)

    @property
    def middle(self) -> float:
        """Half way between top and bottom."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """The height of its words."""
        return self.pieces[0].size


def overlap(one: Span, other: Span) -> float:
    """How much of two stretches is common; negative where they are apart."""
    return min(one.right, other.right) - max(one.left, other.left)


def close(one: Span, other: Span) -> float:
    """How far two stretches are apart."""
    return max(0.0, -overlap(one, other))


def read_heading(lines: Sequence[Sequence[Piece]], columns: Sequence[Span], labels: Collection[str]) -> Heading:
    """The heading that some lines are over the columns of a body."""
    stacks = _stacks(lines, labels)
    lowest = [one for one in stacks if not any(_below(one, other) and _touch(one, other) for other in stacks)]
    lowest.sort(key=lambda stack: stack.span.middle)
    own = _assigned(lowest, columns)
    level = [stack for stack, column in zip(lowest, own, strict=True) if column is not None]
    alone = [
        stack
        for stack, column in zip(lowest, own, strict=True)
        if column is None
        and not any(overlap(stack.span, span) > 0 for span in columns)
        and (_reaches_down(stack, stacks, not columns) or any(_level(stack, one) for one in level))
    ]
    spans = sorted([*columns, *(stack.span for stack in alone)])
    leaves: dict[int, Stack] = {spans.index(stack.span): stack for stack in alone}
    leaves |= {
        spans.index(columns[column]): stack for stack, column in zip(lowest, own, strict=True) if column is not None
    }
    groups = [stack for stack in stacks if not any(stack is leaf for leaf in leaves.values())]
    extents = [_extent(column, leaves.get(at)) for at, column in enumerate(spans)]
    placed = _grouped(groups, leaves, extents, stacks)
    above = {column: [at for at, cover in placed if column in cover] for column in range(len(spans))}
    depth = 1 + max((len(found) for found in above.values()), default=0)
    cells = [Cell(row := len(above[column]), column, depth - row, 1, leaf.pieces) for column, leaf in leaves.items()]
    for at, cover in placed:
        row = max(sum(_below(other, at) for other in above[column]) for column in cover)
        cells.append(Cell(row, cover[0], 1, len(cover), at.pieces))
    return Heading(depth, cells, spans, extents)


def _reaches_down(stack: Stack, stacks: Sequence[Stack], nothing_below: bool) -> bool:
    """Whether a heading is one of the lowest; where there is no body, it may also be as high as all of them."""
    top, floor = min(one.top for one in stacks), max(one.bottom for one in stacks)
    half = abs(stack.middle - (top + floor) / 2) < LEVEL * stack.size
    return stack.bottom > floor - TIGHT * stack.size or (nothing_below and half)


def _below(upper: Stack, lower: Stack) -> bool:
    return lower.top >= upper.bottom - UNDER * upper.size and lower is not upper


def _touch(one: Stack, other: Stack) -> bool:
    return overlap(one.span, other.span) > 0


def _level(one: Stack, other: Stack) -> bool:
    return abs(one.middle - other.middle) < LEVEL * one.size


def _stacks(lines: Sequence[Sequence[Piece]], labels: Collection[str]) -> list[Stack]:
    """The headings: words one below another that are one text."""
    stacks: list[Stack] = []
    for line in lines:
        words = _words(line, labels)
        spans = [Stack(word).span for word in words]
        for word, span in zip(words, spans, strict=True):
            over = [stack for stack in stacks if overlap(stack.span, span) > 0 and _below(stack, Stack(word))]
            above = max(over, key=lambda stack: stack.bottom, default=None)
            if (
                above is not None
                and sum(overlap(above.span, other) > 0 for other in spans) == 1
                and sum(_level(above, other) for other in over) == 1
                and _one_text(above, Stack(word), labels)
            ):
                stacks[stacks.index(above)] = Stack((*above.pieces, *word))
            else:
                stacks.append(Stack(word))
    return stacks


def _words(line: Sequence[Piece], labels: Collection[str]) -> list[tuple[Piece, ...]]:
    """The words of a line, those printed with spaces inside (项　目) put together again."""
    words: list[tuple[Piece, ...]] = []
    at = 0
    while at < len(line):
        longest = next(
            (
                end
                for end in range(min(len(line), at + MOST_WORDS), at + 1, -1)
                if all(len(piece.text) == 1 for piece in line[at:end])
                and bare("".join(piece.text for piece in line[at:end])) in labels
            ),
            at + 1,
        )
        words.append(tuple(line[at:longest]))
        at = longest
    return words


def _one_text(above: Stack, below: Stack, labels: Collection[str]) -> bool:
    """Whether two words one below the other are one heading: known labels say so, else how near they stand."""
    joined = bare(above.text + below.text)
    if any(label.startswith(joined) for label in labels):
        return True
    if bare(above.text) in labels or bare(below.text) in labels:
        return False
    return below.top - above.bottom < TIGHT * above.size


def _assigned(stacks: Sequence[Stack], columns: Sequence[Span]) -> list[int | None]:
    """For each of the headings from left to right its column, in order, as near as can be in all."""
    floor = max((stack.bottom for stack in stacks), default=0.0)

    @cache
    def best(stack: int, column: int) -> tuple[float, tuple[int | None, ...]]:
        if stack == len(stacks):
            return NO_HEADING * (len(columns) - column), ()
        cost, rest = best(stack + 1, column)
        found = [(cost + NO_COLUMN, (None, *rest))]
        if column < len(columns):
            cost, rest = best(stack, column + 1)
            found.append((cost + NO_HEADING, rest))
            cost, rest = best(stack + 1, column + 1)
            one = stacks[stack]
            apart = close(one.span, columns[column]) + RAISED * (floor - one.bottom)
            found.append((cost + apart / one.size, (column, *rest)))
        return min(found, key=lambda one: one[0])

    return list(best(0, 0)[1])


def _grouped(
    groups: Sequence[Stack], leaves: dict[int, Stack], extents: Sequence[Span], stacks: Sequence[Stack]
) -> list[tuple[Stack, range]]:
    """Each heading over several columns with the columns it stands over, the lowest first."""
    edges = [extents[0].left, *((a.right + b.left) / 2 for a, b in pairwise(extents)), extents[-1].right]
    floor = max(stack.bottom for stack in stacks)
    tops = dict(leaves)
    placed: list[tuple[Stack, range]] = []
    waiting = sorted(groups, key=lambda stack: -stack.middle)
    while waiting:
        row = sorted((one for one in waiting if _level(waiting[0], one)), key=lambda stack: stack.span.middle)
        waiting = [one for one in waiting if not any(one is other for other in row)]
        # What stands half way down from this row has a cell as high as all rows from here on, and none above it.
        half = (min(one.top for one in row) + floor) / 2
        free = [
            at not in tops
            or (
                all(_below(one, tops[at]) for one in row)
                and (tops[at] is not leaves.get(at) or abs(tops[at].middle - half) >= LEVEL * tops[at].size)
            )
            for at in range(len(extents))
        ]
        for run in _runs(free):
            inside = [one for one in row if edges[run.start] <= one.span.middle <= edges[run.stop]]
            shares = _shared_out(inside, run, edges) if len(inside) <= len(run) else []
            for one, cover in zip(inside, shares, strict=False):
                placed.append((one, cover))
                tops |= dict.fromkeys(cover, one)
    return placed


def _extent(column: Span, heading: Stack | None) -> Span:
    if heading is None:
        return column
    return Span(min(column.left, heading.span.left), max(column.right, heading.span.right))


def _runs(free: Sequence[bool]) -> list[range]:
    runs: list[range] = []
    for at, is_free in enumerate(free):
        if is_free and runs and runs[-1].stop == at:
            runs[-1] = range(runs[-1].start, at + 1)
        elif is_free:
            runs.append(range(at, at + 1))
    return runs


def _shared_out(groups: Sequence[Stack], run: range, edges: Sequence[float]) -> list[range]:
    """The columns of a run shared out so that every heading stands over the middle of its own."""

    @cache
    def best(at: int, start: int) -> tuple[float, tuple[range, ...]]:
        left = len(groups) - at
        if not left:
            return 0.0, ()
        found = []
        for stop in range(start + 1, run.stop - left + 2) if left > 1 else [run.stop]:
            cost, rest = best(at + 1, stop)
            off = abs(groups[at].span.middle - (edges[start] + edges[stop]) / 2)
            found.append((cost + off, (range(start, stop), *rest)))
        return min(found, key=lambda one: one[0])

    return list(best(0, run.start)[1])
