"""The trees along which keys split, loaded from partitions.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

from mingzhang.model import FactKey


@dataclass(frozen=True, slots=True)
class Tree:
    """The members of one dimension: named ones split as data says, codes split by prefix.

    `all` names the whole of the dimension; `widths` are the digits of each level of a code. Members that are `seldom`
    printed are not missed where they are not.
    """

    name: str
    rule: str
    label: str
    members: Mapping[str, tuple[str, ...]]
    widths: tuple[int, ...]
    seldom: frozenset[str] = frozenset()

    def parents(self, member: str) -> list[str]:
        """The members that a member is directly part of; "all" where it is at the top."""
        found = [parent for parent, children in self.members.items() if member in children]
        if not found and member.isdigit() and self.widths:
            shorter = [width for width in self.widths if width < len(member)]
            found = [member[: shorter[-1]]] if shorter else ["all"]
        elif member.isdigit() and self.widths and len(member) > self.widths[0]:
            found.append(member[: max(width for width in self.widths if width < len(member))])
        return found

    def chain(self, member: str) -> list[str]:
        """A member and every member above it, the whole of the dimension apart."""
        found: list[str] = []
        waiting = [member]
        while waiting:
            current = waiting.pop(0)
            if current != "all" and current not in found:
                found.append(current)
                waiting.extend(self.parents(current))
        return found

    def frontier(self, node: str, shown: Collection[str]) -> tuple[list[str], bool]:
        """The displayed members under a node, descending through those that are not displayed.

        The second value says whether every branch under the node is displayed (codes: as far as known).
        """
        children = self._children(node, shown)
        found: list[str] = []
        complete = True
        for child in children:
            if child in shown:
                found.append(child)
                continue
            below, whole = self.frontier(child, shown)
            found.extend(below)
            complete = complete and (child in self.seldom or (bool(below) and whole))
        return found, complete

    def _children(self, node: str, shown: Collection[str]) -> list[str]:
        if node in self.members:
            return list(self.members[node])
        if not self.widths:
            return []
        if node == "all":
            tops = {member[: self.widths[0]] for member in shown if member.isdigit()}
            return sorted(tops)
        longer = [width for width in self.widths if width > len(node)]
        if not node.isdigit() or not longer:
            return []
        return sorted({m[: longer[0]] for m in shown if m.isdigit() and m.startswith(node) and len(m) >= longer[0]})


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation that no tree gives: the parts together are at most (or exactly) the whole."""

    rule: str
    title: str
    parts: tuple[FactKey, ...]
    whole: FactKey
    sense: str


@dataclass(frozen=True, slots=True)
class Partitions:
    """Everything the generator of relations knows about arithmetic."""

    trees: Mapping[str, Tree]
    balance: Mapping[str, tuple[tuple[str, ...], ...]]
    optional: frozenset[str]
    zeros: tuple[Mapping[str, Any], ...]
    nonnegative: frozenset[str]
    nonnegative_fiscal: frozenset[str]
    ties: tuple[Tie, ...]
    frontiers: dict[tuple[str, frozenset[str]], list[tuple[str, list[str], bool]]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _above: dict[FactKey, frozenset[int]] = field(default_factory=dict, repr=False, compare=False)
    _numbers: dict[FactKey, int] = field(default_factory=dict, repr=False, compare=False)

    def number(self, key: FactKey) -> int:
        """A number of its own for each key, since numbers are compared far faster than keys."""
        return self._numbers.setdefault(key, len(self._numbers))

    def above(self, key: FactKey) -> frozenset[int]:
        """The numbers of every key of which a key is a part, along one or several dimensions (remembered)."""
        found = self._above.get(key)
        if found is None:
            found = self._above[key] = frozenset(self.number(wider) for wider in self._find_ancestors(key))
        return found

    def _find_ancestors(self, key: FactKey) -> list[FactKey]:
        choices = []
        for dimension, member in key.coordinates:
            tree = self.trees.get(dimension)
            chain: list[str | None] = [member] if tree is None else [*tree.chain(member), None]
            choices.append([(dimension, item) for item in chain])
        found = []
        for combination in product(*choices):
            coordinates = tuple((dimension, member) for dimension, member in combination if member is not None)
            if coordinates != key.coordinates:
                found.append(FactKey(key.measure, coordinates))
        return found

    def is_zero(self, key: FactKey) -> bool:
        """Whether a key is zero by its nature (fiscal money is not paid to superiors, and the like)."""
        fund = key.get("fund")
        for zero in self.zeros:
            inside = fund == zero["fund"] or (fund is not None and zero["fund"] in self.trees["fund"].parents(fund))
            fits = key.measure in zero.get("measures", ()) or key.get("kind") in zero.get("kinds", ())
            if inside and fits:
                return True
        return False

    def bounded(self, key: FactKey) -> bool:
        """Whether the parts of a key cannot be negative, so that each is at most the key."""
        if key.measure in self.nonnegative:
            return True
        fund = key.get("fund")
        fiscal = fund is not None and (fund == "fiscal" or "fiscal" in self.trees["fund"].parents(fund))
        return key.measure in self.nonnegative_fiscal and fiscal


def load_partitions(data: Mapping[str, Any]) -> Partitions:
    """Partitions from the content of partitions.toml."""
    trees = {
        name: Tree(
            name,
            item["rule"],
            item["name"],
            {member: tuple(children) for member, children in item.get("members", {}).items()},
            tuple(item.get("codes", ())),
            frozenset(item.get("seldom", ())),
        )
        for name, item in data["dimensions"].items()
    }
    ties = tuple(
        Tie(
            item["rule"], item["title"], tuple(_key(part) for part in item["parts"]), _key(item["whole"]), item["sense"]
        )
        for item in data.get("tie", [])
    )
    return Partitions(
        trees,
        {
            measure: tuple(tuple(side) for side in sides)
            for measure, sides in data.get("balance", {}).get("sides", {}).items()
        },
        frozenset(data.get("balance", {}).get("optional", ())),
        tuple(data.get("zero", [])),
        frozenset(data["bounds"]["nonnegative"]),
        frozenset(data["bounds"]["nonnegative_fiscal"]),
        ties,
    )


def _key(data: Mapping[str, str]) -> FactKey:
    rest = {name: member for name, member in data.items() if name != "measure"}
    return FactKey.of(data["measure"], rest)


@cache
def partitions() -> Partitions:
    """The partitions of the package."""
    text = files(__package__).joinpath("partitions.toml").read_text(encoding="utf-8")
    return load_partitions(tomllib.loads(text))
