"""The order in which a text dump's heading prints the columns: layer by layer, groups kept together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from mingzhang.forms import Column
from mingzhang.forms.label import fold

UNUSUAL = "表头各栏的先后与通常的表式不同，已按表头的文字顺序读"
UNCLEAR = "表头各栏的先后不清楚"
_FIRST = re.compile(r"^(?:项目(?!支出|名称)|(?:支出)?功能分类|科目)")


def printed_order(columns: Sequence[Column], heading: Sequence[str]) -> tuple[list[Column], list[str]]:
    """The columns as the lines of the heading order them, and a doubt where that order is not plain.

    The labels inside a group stand on a lower layer than its neighbours, so they are compared only with each other.
    """
    places = _Places(columns, heading)
    if any(len(places.own[column.id]) != 1 for column in columns):
        return list(columns), [] if places.possible(columns) else [UNCLEAR]
    order = sorted(columns, key=places.rank)
    return order, [] if all(places.plain(*pair, columns) for pair in pairwise(order)) else [UNUSUAL]


def block_order(columns: Sequence[Column], heading: Sequence[str]) -> tuple[list[Column], list[str]]:
    """The same where the columns are printed in two blocks, one behind the other or by turns."""
    text = fold("".join(heading))
    half = len(columns) // 2
    blocks = [list(columns[:half]), list(columns[half:])]
    firsts = [
        min((text.find(label) for label in block[0].block_labels if label in text), default=0) for block in blocks
    ]
    if firsts[0] > firsts[1]:
        blocks.reverse()
    places = _Places(blocks[0], heading)
    if text.count(columns[0].block) > 1:
        order, doubts = printed_order(blocks[0], heading)
        numbers = [blocks[0].index(column) for column in order]
        return [block[number] for number in numbers for block in blocks], doubts
    orders = [
        [at for _, at in sorted((places.rank(column, turn), at) for at, column in enumerate(blocks[0]))]
        for turn in (0, 1)
    ]
    if any(len(found) != 2 for found in places.own.values()) or orders[0] != orders[1]:
        return [*blocks[0], *blocks[1]], [] if places.possible(blocks[0]) else [UNCLEAR]
    plain = orders[0] == list(range(half))
    return [block[number] for block in blocks for number in orders[0]], [] if plain else [UNUSUAL]


class _Places:
    """Where the labels of some columns stand in the text of a heading."""

    def __init__(self, columns: Sequence[Column], heading: Sequence[str]) -> None:
        folded = [fold(line) for line in heading]
        start = next((at for at, line in enumerate(folded) if _FIRST.match(line)), 0)
        self._lines = [at for at, line in enumerate(folded[start:]) for _ in line]
        text = "".join(folded[start:])
        words = {label for column in columns for label in column.labels} | {column.group for column in columns}
        found = _occurrences(words - {""}, text)
        self._groups = {column.group: found.get(column.group, []) for column in columns if column.group}
        self.own = {column.id: _own(column, found) for column in columns}

    def rank(self, column: Column, turn: int = 0) -> tuple[int, int]:
        """Where the column stands: its group or itself on the upper layer, itself inside the group."""
        own = _at(self.own[column.id], turn)
        return _at(self._groups.get(column.group) or self.own[column.id], turn), own

    def plain(self, left: Column, right: Column, usual: Sequence[Column]) -> bool:
        """Whether two neighbours stand as usual, or else on one line of the heading."""
        if usual.index(left) < usual.index(right):
            return True
        first, second = self.rank(left), self.rank(right)
        layer = 1 if first[0] == second[0] else 0
        return self._lines[first[layer]] == self._lines[second[layer]]

    def possible(self, columns: Sequence[Column]) -> bool:
        """Whether labels that stand more than once can be read in the usual order."""
        layers: dict[str, list[list[int]]] = {"": []}
        for column in columns:
            places = self.own[column.id]
            group = self._groups.get(column.group)
            if not group:
                layers[""].append(places)
                continue
            if column.group not in layers:
                layers[column.group] = []
                layers[""].append(group)
            layers[column.group].append(places)
        return all(_ascending(layer) for layer in layers.values())


def _ascending(layer: Sequence[Sequence[int]]) -> bool:
    last = -1
    for places in layer:
        following = [place for place in places if place > last]
        if places and not following:
            return False
        last = min(following, default=last)
    return True


def _at(places: Sequence[int], turn: int) -> int:
    return places[min(turn, len(places) - 1)] if places else -1


def _own(column: Column, found: Mapping[str, list[int]]) -> list[int]:
    places = sorted(place for label in column.labels - {column.group} for place in found.get(label, []))
    return places or (found.get(column.group, []) if column.group in column.labels else [])


def _occurrences(words: set[str], text: str) -> dict[str, list[int]]:
    """Where each word stands, longer words first, no character used twice."""
    taken = [False] * len(text)
    found: dict[str, list[int]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        at = text.find(word)
        while at >= 0:
            if not any(taken[at : at + len(word)]):
                taken[at : at + len(word)] = [True] * len(word)
                found.setdefault(word, []).append(at)
            at = text.find(word, at + 1)
    return found
