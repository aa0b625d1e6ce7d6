"""Which pieces of a text dump make which cell of the indicator table: the cheapest reading of all.

The dump leaves neither columns nor rows, only pieces in order. Every row ends in its weight (and score), so each
number may be a weight; before it stand the achieved value and the targets, before those the name, after it the reason.
Every way to cut the pieces has a cost from the grammar of the values and from how lines wrap; the cheapest one wins,
and a runner-up that costs almost the same is reported as a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from statistics import median

from mingzhang.evaluation.fragments import Fragment, cell_cost, edge_cost, join, widest, width
from mingzhang.evaluation.labels import ACHIEVED, LEVEL1, LEVEL2
from mingzhang.evaluation.values import NUMBER, STRAY, actual_cost, pair_cost, target_cost, unbalanced

_POINTS = re.compile(r"(.+?)(?:[（(]?\d+分[）)]?)?")
_LONGEST_VALUE = 9
_LONGEST_NAME = 18
_LONGEST_REASON = 80
_KEPT = 3
_TRIPLES = 24
_HOPELESS = 10
_CLOSE = 0.75


@dataclass(frozen=True, slots=True)
class Row:
    """One row as positions in the pieces: labels, name, targets, achieved value, weight, score, reason."""

    start: int
    name: int
    initial: int
    adjusted: int
    actual: int
    weight: int
    score: int | None
    level1: str | None
    level2: str | None
    end: int = 0
    reason_end: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to cut all pieces into rows, with its cost."""

    cost: float
    rows: tuple[Row, ...] = ()


@dataclass(slots=True)
class Table:
    """The pieces of the indicator table and what its header says of its columns."""

    pieces: Sequence[Fragment]
    adjusted: bool = True
    reasons: bool = True
    widths: Mapping[str, int] = field(default_factory=dict)
    outer: list[list[tuple[int, str, float]]] = field(init=False)
    inner: list[list[tuple[int, str, float]]] = field(init=False)
    oddities: list[float] = field(init=False)

    def __post_init__(self) -> None:
        """Note once what the search asks of every piece again and again."""
        positions = range(len(self.pieces))
        self.outer = [_label_ends(self, start, LEVEL1) for start in positions]
        self.inner = [_label_ends(self, start, LEVEL2) for start in positions]
        self.oddities = [
            4.0 * bool(NUMBER.fullmatch(piece.text))
            + 2.5 * bool(STRAY.match(piece.text))
            + 2.5 * (piece.text in ACHIEVED[:9])
            for piece in self.pieces
        ]

    def span(self, start: int, end: int) -> Sequence[Fragment]:
        """The pieces of a range."""
        return self.pieces[start:end]

    def text(self, start: int, end: int) -> str:
        """The text of a range."""
        return join(self.pieces[start:end])


def read_rows(table: Table) -> tuple[Reading | None, list[Reading]]:
    """The cheapest reading (None where there is none) and those that cost almost the same."""
    first = _readings(table)
    if not first:
        return None, []
    table.widths = {**table.widths, **_widths(table, first[0])}
    best = _readings(table)
    return best[0], [other for other in best[1:] if other.cost - best[0].cost < _CLOSE]


def _widths(table: Table, reading: Reading) -> dict[str, int]:
    """How wide each column is at least, from a first reading."""
    spans: dict[str, list[int]] = {"name": [], "initial": [], "adjusted": [], "actual": [], "reason": []}
    for row in reading.rows:
        spans["name"].append(widest(table.span(row.name, row.initial)))
        spans["initial"].append(widest(table.span(row.initial, row.adjusted)))
        spans["adjusted"].append(widest(table.span(row.adjusted, row.actual)))
        spans["actual"].append(widest(table.span(row.actual, row.weight)))
        spans["reason"].append(widest(table.span(row.end, row.reason_end)))
    widths = {name: max([table.widths.get(name, 0), *found]) for name, found in spans.items()}
    # One name read together with a stray reason must not make the whole column look wide.
    usual = int(Decimal(median(spans["name"])) * Decimal("1.3")) + 1
    return {**widths, "name": min(widths["name"], usual)}


def _readings(table: Table) -> list[Reading]:
    count = len(table.pieces)
    weights = [i for i, piece in enumerate(table.pieces) if NUMBER.fullmatch(piece.text) and Decimal(piece.text) <= 100]
    triples = {weight: _triples(table, weight) for weight in weights}
    ended: list[list[Reading]] = [[] for _ in range(count + 1)]
    begun: list[list[Reading]] = [[] for _ in range(count + 1)]
    begun[0] = [Reading(0)]
    names: dict[tuple[int, int], float] = {}
    for position in range(count):
        for start in range(position, min(position + _LONGEST_REASON, count) + 1) if ended[position] else ():
            cost = _reason_cost(table, position, start)
            for reading in ended[position]:
                if _promises(begun[start], reading.cost + cost):
                    _keep(begun[start], _with_reason(reading, start, cost))
        if not begun[position]:
            continue
        for name, level1, level2, cost in _labels(table, position):
            for weight in weights:
                if not name < weight <= name + _LONGEST_NAME + 3 * _LONGEST_VALUE:
                    continue
                for triple_cost, initial, adjusted, actual in triples[weight]:
                    if not name <= initial <= name + _LONGEST_NAME:
                        continue
                    key = (name, initial)
                    if key not in names:
                        names[key] = _name_cost(table, name, initial)
                    row_cost = 2 + cost + names[key] + triple_cost
                    for score, end, score_cost in _scores(table, weight):
                        row = Row(position, name, initial, adjusted, actual, weight, score, level1, level2, end, end)
                        for reading in begun[position]:
                            total = reading.cost + row_cost + score_cost
                            if _promises(ended[end], total):
                                _keep(ended[end], Reading(total, (*reading.rows, row)))
    for reading in ended[count]:
        _keep(begun[count], reading)
    return [reading for reading in begun[count] if reading.rows]


def _promises(readings: Sequence[Reading], cost: float) -> bool:
    return len(readings) < _KEPT or cost < readings[-1].cost


def _keep(readings: list[Reading], reading: Reading) -> None:
    readings.append(reading)
    readings.sort(key=lambda item: item.cost)
    del readings[_KEPT:]


def _with_reason(reading: Reading, end: int, cost: float) -> Reading:
    closed = replace(reading.rows[-1], reason_end=end)
    return Reading(reading.cost + cost, (*reading.rows[:-1], closed))


def _triples(table: Table, weight: int) -> list[tuple[float, int, int, int]]:
    """The likeliest (initial, adjusted, actual) beginnings before a weight."""
    found = []
    pieces = table.pieces
    ending = edge_cost(pieces[weight])
    for actual in range(max(weight - _LONGEST_VALUE, 0), weight):
        achieved = table.text(actual, weight)
        lines = _cell(table, actual, weight, "actual")
        if lines > _HOPELESS:
            continue
        earliest = max(actual - _LONGEST_VALUE, 0) if table.adjusted else actual
        for adjusted in range(earliest, actual + 1):
            blank = adjusted == actual
            if blank and table.adjusted:
                lines_adjusted = 4.0 if pieces[actual].gap == 0 else 0.5
            else:
                lines_adjusted = 0 if blank else _cell(table, adjusted, actual, "adjusted")
            if lines + lines_adjusted > _HOPELESS:
                continue
            revised = table.text(adjusted, actual)
            for initial in range(max(adjusted - _LONGEST_VALUE, 0), adjusted):
                target = table.text(initial, adjusted)
                cost = ending + lines + lines_adjusted + target_cost(target) + actual_cost(revised or target, achieved)
                if revised:
                    cost += pair_cost(target, revised)
                if cost <= 2 * _HOPELESS:
                    found.append((cost + _cell(table, initial, adjusted, "initial"), initial, adjusted, actual))
    return sorted(found)[:_TRIPLES]


def _cell(table: Table, start: int, end: int, column: str) -> float:
    pieces = table.span(start, end)
    gaps = sum(piece.gap > 0 for piece in pieces[1:])
    return cell_cost(pieces, table.widths.get(column, 0)) + edge_cost(pieces[0]) + 2 * gaps


def _scores(table: Table, weight: int) -> list[tuple[int | None, int, float]]:
    """The ways to read the score after a weight: its position or None, the next position, the cost."""
    after = weight + 1
    if after >= len(table.pieces):
        return [(None, after, 2)]
    piece = table.pieces[after]
    if piece.gap:
        return [(None, after, 0)]
    if not NUMBER.fullmatch(piece.text):
        return [(None, after, 2)]
    cost = (0 if piece.same_line else 1) + (3 if Decimal(piece.text) > Decimal(table.pieces[weight].text) else 0)
    return [(after, after + 1, cost), (None, after, 6 if piece.same_line else 3)]


def _label_ends(table: Table, start: int, labels: Sequence[str]) -> list[tuple[int, str, float]]:
    found: list[tuple[int, str, float]] = []
    if not any(label.startswith(table.pieces[start].text[:6]) for label in labels):
        return found
    for end in range(start + 1, min(start + 8, len(table.pieces)) + 1):
        text = table.text(start, end)
        match = _POINTS.fullmatch(text)
        if match and match[1] in labels:
            found.append((end, text, cell_cost(table.span(start, end)) / 3))
    return found


def _labels(table: Table, start: int) -> list[tuple[int, str | None, str | None, float]]:
    """The ways to read level labels at a row's start: where the name begins, both labels, the cost."""
    piece = table.pieces[start]
    begin = 2.0 if piece.same_line and start else edge_cost(piece)
    outer, inner = table.outer[start], table.inner[start]
    labelled = bool(outer or inner)
    found: list[tuple[int, str | None, str | None, float]] = [
        (start, None, None, begin + (4 if labelled or start == 0 else 0.5))
    ]
    for middle, level1, cost in outer:
        seconds = table.inner[middle] if middle < len(table.pieces) else []
        found += [(end, level1, level2, begin + cost + more) for end, level2, more in seconds]
        if level1 not in LEVEL2:
            found.append((middle, level1, None, begin + cost + 1.5 + (4 if seconds else 0)))
    found += [(end, None, level2, begin + cost + (1 if level2 in LEVEL1 else 0)) for end, level2, cost in inner]
    return found


def _name_cost(table: Table, start: int, end: int) -> float:
    if start == end:
        return 8
    pieces = table.span(start, end)
    text = join(pieces)
    cost = _cell(table, start, end, "name") + 1.5 * unbalanced(text) + 2 * ("。" in text) + max(len(text) - 30, 0) * 0.1
    cost += sum(table.oddities[start:end]) + sum(piece.gap for piece in pieces[1:])
    cost += 4 * sum(map(bool, table.inner[start:end]))
    limit = table.widths.get("name", 0)
    cost += 2.5 * sum(width(piece.text) > limit for piece in pieces) if limit else 0
    return cost + (3 if len(text) == 1 else 0)


def _reason_cost(table: Table, start: int, end: int) -> float:
    if start == end:
        return 0
    pieces = table.span(start, end)
    text = join(pieces)
    cost = 1.0 + edge_cost(pieces[0]) + (0 if table.reasons else 6) + 1.5 * unbalanced(text)
    cost += cell_cost(pieces, table.widths.get("reason", 0), spaces=1.5, listed=True)
    cost += sum(table.oddities[start:end]) + 4 * sum(map(bool, table.inner[start + 1 : end]))
    cost += 4 * sum(map(bool, table.outer[start + 1 : end]))
    return cost + (0 if text[-1] in "。；！" else 0.3)
