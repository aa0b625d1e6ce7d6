"""The facts of an office's year: what was booked on leaves, and every sum of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from itertools import product

from mingzhang import catalogue
from mingzhang.model import FactKey
from mingzhang.relations.partition import partitions

_NOTHING = Decimal(0)


@dataclass(slots=True)
class Cube:
    """The figures of one office in 元 (counts as they are): leaves are booked, everything else is their sum.

    `names` are the names of codes that the catalogue does not know.
    """

    organisation: str
    year: int
    speaker: str
    names: Mapping[str, str] = field(default_factory=dict)
    leaves: dict[FactKey, Decimal] = field(default_factory=dict)
    known: dict[FactKey, Decimal] = field(default_factory=dict)

    def book(self, leaf: FactKey, amount: Decimal, within: str = "") -> None:
        """Book an amount on a leaf; along the dimension `within` it is part of what other leaves hold already."""
        self.leaves[leaf] = self.leaves.get(leaf, _NOTHING) + amount
        for wider in _keys_above(leaf):
            if not within or wider.get(within) is not None:
                self.known[wider] = self.known.get(wider, _NOTHING) + amount

    def add(self, amount: Decimal, measure: str, **at: str) -> None:
        """Book an amount on a leaf given by its coordinates."""
        self.book(FactKey.of(measure, at), amount)

    def put(self, key: FactKey, amount: Decimal) -> None:
        """Book another amount on a leaf, in place of the one it had."""
        self.book(key, amount - self.leaves.get(key, _NOTHING))
        if not amount:
            del self.leaves[key]

    def value(self, key: FactKey) -> Decimal:
        """The value of any key: the sum of the leaves under it, by the trees of the partitions."""
        sides = partitions().balance.get(key.measure)
        if sides:
            return sum((self.value(key.measured(measure)) for measure in sides[0]), _NOTHING)
        return self.known.get(key, _NOTHING)

    def get(self, measure: str, **at: str) -> Decimal:
        """The value of a key given by its coordinates."""
        return self.value(FactKey.of(measure, at))

    def members(self, dimension: str) -> set[str]:
        """The members of a dimension that leaves carry, with everything they are part of."""
        found: set[str] = set()
        for leaf in self.leaves:
            member = leaf.get(dimension)
            if member is not None:
                found |= above(dimension, member)
        return found

    def name_of(self, dimension: str, code: str) -> str:
        """The name under which a code is printed."""
        return catalogue.name_of(dimension, code) or self.names.get(code, code)


@cache
def above(dimension: str, member: str) -> frozenset[str]:
    """A member of a dimension and everything it is part of, the whole apart."""
    tree = partitions().trees[dimension]
    found: set[str] = set()
    waiting = [member]
    while waiting:
        current = waiting.pop()
        if current != "all" and current not in found:
            found.add(current)
            waiting.extend(tree.parents(current))
    return frozenset(found)


@lru_cache(maxsize=100_000)
def _keys_above(leaf: FactKey) -> tuple[FactKey, ...]:
    return tuple(_find_keys_above(leaf))


def _find_keys_above(leaf: FactKey) -> Iterator[FactKey]:
    """Every key a leaf is part of; outside the trees (a budget stage) a coordinate stays."""
    trees = partitions().trees
    choices = [
        [(name, member) for member in [*above(name, own), None]] if name in trees else [(name, own)]
        for name, own in leaf.coordinates
    ]
    for combination in product(*choices):
        yield FactKey(leaf.measure, tuple((name, member) for name, member in combination if member is not None))
