"""Generate every relation of a disclosure from its forms and the partitions; none is written by hand.

Three kinds come out: a whole and its displayed parts (`=` where the form is closed, `<=` where it is open), the balance
of the measures, and prints of one key that agree.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal

from mingzhang.forms import Form, forms
from mingzhang.model import FactKey, Table
from mingzhang.relations.figures import make_figures, quantum_of
from mingzhang.relations.partition import Partitions, Tree, partitions
from mingzhang.relations.system import Figure, Relation, System

_REMEMBERED = 5_000


@dataclass(slots=True)
class _Build:
    tables: Sequence[Table]
    forms: Mapping[str, Form]
    parts: Partitions
    system: System
    numbers: Sequence[int]
    by_key: dict[FactKey, list[int]] = field(default_factory=dict)
    split: set[tuple[FactKey, str]] = field(default_factory=set)
    absent: dict[tuple[int, FactKey], int] = field(default_factory=dict)
    tops: defaultdict[tuple[str, FactKey], list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    own: defaultdict[int, list[Figure]] = field(default_factory=lambda: defaultdict(list))

    def add(
        self,
        rule: str,
        sense: Literal["=", "<="],
        terms: Sequence[tuple[int, int]],
        dimension: str = "",
        node: str = "",
        title: str = "",
    ) -> None:
        tables = tuple(dict.fromkeys(self.system.figures[index].table for _, index in terms))
        number = len(self.system.relations)
        self.system.relations.append(Relation(number, rule, sense, tuple(terms), tables, dimension, node, title))

    def skip(self, rule: str, reason: str) -> None:
        self.system.skipped.append((rule, reason))

    def figure(self, key: FactKey, prefer: int | None = None) -> int | None:
        """The print of a key, in the preferred table if it has one."""
        found = self.by_key.get(key, [])
        own = [index for index in found if self.system.figures[index].table == prefer]
        return next(iter(own or found), None)


def generate(
    tables: Sequence[Table], book: Mapping[str, Form] | None = None, parts: Partitions | None = None
) -> System:
    """All relations that the printed tables must satisfy."""
    quantum = quantum_of(tables)
    system = System(make_figures(tables, quantum), [], quantum)
    for numbers in runs(tables):
        _relate(_Build(tables, book or forms(), parts or partitions(), system, numbers))
    return system


def runs(tables: Sequence[Table]) -> list[list[int]]:
    """Tables that speak of the same money: the first print of each form, then the second prints, and so on.

    A document may hold the tables of several offices or years one after the other; they are never compared.
    """
    seen: Counter[str] = Counter()
    found: defaultdict[int, list[int]] = defaultdict(list)
    for number, table in enumerate(tables):
        found[seen[table.form]].append(number)
        seen[table.form] += 1
    return [found[run] for run in sorted(found)]


def _relate(build: _Build) -> None:
    """Add all relations among the tables of one run."""
    for figure in build.system.figures:
        if figure.table in build.numbers:
            build.own[figure.table].append(figure)
    for number in build.numbers:
        printed = Counter(figure.key for figure in build.own[number])
        listed = not build.forms[build.tables[number].form].repeats
        for figure in build.own[number]:
            if printed[figure.key] == 1 or not listed:  # a code printed twice is no longer one figure
                build.by_key.setdefault(figure.key, []).append(figure.index)
    _top_members(build)
    for number in build.numbers:
        _split_table(build, number)
        _balance_table(build, number)
    _absences(build)
    _agreements(build)
    _bounds(build)
    _ties(build)


def _split_table(build: _Build, number: int) -> None:
    """Wholes and their displayed parts within one table, or against a whole that another table prints."""
    form = build.forms[build.tables[number].form]
    split: defaultdict[str, defaultdict[FactKey, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    repeated: set[tuple[str, FactKey]] = set()
    single = not form.repeats
    for figure in build.own[number]:
        for dimension, member in figure.key.coordinates:
            context = figure.key.at(dimension, None)
            shown = split[dimension][context]
            if single and member in shown:
                repeated.add((dimension, context))
            shown.setdefault(member, figure.index)
    for figure in build.own[number]:
        measured = [dimension for dimension, _ in figure.key.coordinates]
        for dimension, contexts in split.items():
            if dimension not in measured and figure.key in contexts:
                shown = contexts[figure.key]
                if single and "all" in shown:
                    repeated.add((dimension, figure.key))
                shown.setdefault("all", figure.index)
    for dimension, tree in build.parts.trees.items():
        contexts = split[dimension]
        for context, shown in contexts.items():
            if (dimension, context) in repeated:
                build.skip(tree.rule, f"{form.title}中有科目重复列示，无法确定合计关系")
                continue
            for node, frontier, complete in _frontiers(build, tree, shown):
                _split_node(build, number, tree, context, node, shown, frontier=frontier, complete=complete)


def _nodes(tree: Tree, shown: Mapping[str, int]) -> list[str]:
    prefixes = {member[:width] for member in shown if member.isdigit() for width in tree.widths if width < len(member)}
    return list(dict.fromkeys(["all", *tree.members, *sorted(prefixes)]))


def _frontiers(build: _Build, tree: Tree, shown: Mapping[str, int]) -> list[tuple[str, list[str], bool]]:
    """The nodes that the shown members split, each with its frontier.

    Remembered, for the columns of a table show the same members, and so do the tables of other documents.
    """
    members = (tree.name, frozenset(shown))
    known = build.parts.frontiers
    found = known.get(members)
    if found is None:
        if len(known) >= _REMEMBERED:
            known.clear()
        found = []
        for node in _nodes(tree, shown):
            frontier, complete = tree.frontier(node, {member for member in shown if member not in (node, "all")})
            if frontier:
                found.append((node, frontier, complete))
        known[members] = found
    return found


def _split_node(
    build: _Build,
    number: int,
    tree: Tree,
    context: FactKey,
    node: str,
    shown: Mapping[str, int],
    *,
    frontier: Sequence[str],
    complete: bool,
) -> None:
    form = build.forms[build.tables[number].form]
    key = context.at(tree.name, None if node == "all" else node)
    whole = shown.get(node)
    if whole is None:
        whole = build.figure(key)
    if whole is None:
        return
    root = form.closed_from(tree.name)
    closed = root is not None and _under(tree, node, root) and (complete or node == root or bool(tree.widths))
    others = set(shown) - {node, "all"} if closed and form.repeats else set()
    if closed and form.repeats and _listed_elsewhere(build, number, tree, context, node, others):
        build.skip(tree.rule, f"{form.title}没有列示其他表中有金额的科目行，合计关系不能判断")
        return
    if closed:
        build.split.add((key, tree.name))
    elif build.system.figures[whole].table != number or not build.parts.bounded(key):
        return
    terms = [(-1, whole), *((1, shown[member]) for member in frontier)]
    build.add(tree.rule, "=" if closed else "<=", terms, tree.name, node)


def _under(tree: Tree, node: str, root: str) -> bool:
    """Whether a node is the root or lies below it."""
    return root == "all" or root in tree.chain(node)


def _listed_elsewhere(build: _Build, number: int, tree: Tree, context: FactKey, node: str, shown: set[str]) -> bool:
    """Whether another table prints an amount for a top member that a table with fixed rows has no row for."""
    return any(
        table != number and member not in shown and node in ("all", *tree.parents(member))
        for table, member in build.tops.get((tree.name, context), ())
    )


def _top_members(build: _Build) -> None:
    """Note, for each context, the members of the highest level of a code that are printed with an amount."""
    for figure in (figure for number in build.numbers for figure in build.own[number]):
        for dimension, member in figure.key.coordinates:
            tree = build.parts.trees.get(dimension)
            if figure.value and tree is not None and tree.widths and member.isdigit() and len(member) == tree.widths[0]:
                build.tops[(dimension, figure.key.at(dimension, None))].append((figure.table, member))


def _balance_table(build: _Build, number: int) -> None:
    """Total = income + drawdown + opening = expenditure + distribution + closing, where the table shows the sides."""
    form = build.forms[build.tables[number].form]
    if "measure" not in form.closed:
        return
    contexts: defaultdict[FactKey, dict[str, int]] = defaultdict(dict)
    for figure in build.own[number]:
        contexts[figure.key.measured("")].setdefault(figure.key.measure, figure.index)
    for context, shown in contexts.items():
        for whole, sides in build.parts.balance.items():
            displayed = [side for side in sides if _displayed(build, context, side, shown)]
            total = shown.get(whole)
            if total is None and len(displayed) == 1:
                total = build.figure(context.measured(whole))
            if total is not None:
                for side in displayed:
                    parts = [shown[measure] for measure in side if measure in shown]
                    terms = [(-1, _beside(build, total, parts[-1])), *((1, part) for part in parts)]
                    build.add("balance.total", "=", terms, "measure", whole)
            elif len(displayed) == 2:
                left = [(-1, shown[measure]) for measure in displayed[0] if measure in shown]
                right = [(1, shown[measure]) for measure in displayed[1] if measure in shown]
                build.add("balance.total", "=", [*left, *right], "measure", whole)


def _beside(build: _Build, whole: int, part: int) -> int:
    """The print of a whole that stands in the same panel as its part, where the table prints it in both."""
    figures = build.system.figures
    panel = figures[part].row_key.partition(":")[0]
    same = [index for index in build.by_key[figures[whole].key] if figures[index].table == figures[part].table]
    return next((index for index in same if figures[index].row_key.startswith(f"{panel}:")), whole)


def _displayed(build: _Build, context: FactKey, side: Sequence[str], shown: Mapping[str, int]) -> bool:
    needed = [m for m in side if m not in build.parts.optional and not build.parts.is_zero(context.measured(m))]
    return all(measure in shown for measure in needed)


def _absences(build: _Build) -> None:
    """A closed table of codes that does not list a member prints zero for it: one figure for each such key.

    Only members that another table prints with an amount under the same other coordinates, or more narrowly, matter.
    """
    printed = {figure.key: figure for number in build.numbers for figure in build.own[number] if figure.value}
    for number in build.numbers:
        table = build.tables[number]
        form = build.forms[table.form]
        if form.shape != "codes" or form.dimension not in form.closed or table.empty:
            continue
        shown: defaultdict[FactKey, set[str]] = defaultdict(set)
        for figure in build.own[number]:
            shown[figure.key.at(form.dimension, None)].add(figure.key.get(form.dimension) or "")
        columns = {figure.key.at(form.dimension, None): figure.column for figure in build.own[number]}
        for figure in printed.values():
            member = figure.key.get(form.dimension)
            if member is None or figure.table == number:
                continue
            rest = figure.key.at(form.dimension, None)
            for context, members in shown.items():
                if member in members or context.measure != rest.measure or not _within(build, rest, context):
                    continue
                if not _would_list(member, members):
                    continue
                key = context.at(form.dimension, member)
                if (number, key) not in build.absent:
                    build.absent[(number, key)] = _absent(build, number, table.form, key, member, columns[context])


def _would_list(member: str, shown: set[str]) -> bool:
    """Whether a table that lists these members, and not this one, would list it if it were not zero."""
    deep_enough = any(len(other) == len(member) for other in shown)
    return deep_enough and not any(other.startswith(member) for other in shown)


def _absent(build: _Build, number: int, form: str, key: FactKey, member: str, column: str) -> int:
    index = len(build.system.figures)
    build.system.figures.append(Figure(index, key, number, form, 0, 0, 0, True, True, 0, None, member, column))
    build.by_key.setdefault(key, []).append(index)
    return index


def _within(build: _Build, key: FactKey, whole: FactKey) -> bool:
    """Whether a key is the whole or a part of it along any dimensions."""
    return key == whole or build.parts.number(whole) in build.parts.above(key)


def _agreements(build: _Build) -> None:
    for found in build.by_key.values():
        for left, right in combinations(found, 2):
            a, b = build.system.figures[left], build.system.figures[right]
            twice = a.table == b.table and not build.forms[a.form].repeats
            if not twice and not (a.print is None and b.print is None):
                said = build.tables[a.table].narrative or build.tables[b.table].narrative
                build.add("text.figures" if said else "agreement", "=", [(-1, left), (1, right)])


def _bounds(build: _Build) -> None:
    """A part is at most its nearest printed whole; parts along one dimension together are."""
    keys = list(build.by_key)
    # numbers instead of keys: this is the one place that compares all pairs of parts and wholes
    place = {build.parts.number(key): at for at, key in enumerate(keys)}
    printed = place.keys()
    above = {number: build.parts.above(keys[at]) & printed for number, at in place.items()}
    groups: defaultdict[tuple[FactKey, str, FactKey | None], list[FactKey]] = defaultdict(list)
    for key, wholes in zip(keys, above.values(), strict=True):
        nearest = wholes.difference(*(above[near] for near in wholes))
        for whole in (keys[at] for at in sorted(place[number] for number in nearest)):
            if not build.parts.bounded(whole):
                continue
            dimensions = [d for d, m in key.coordinates if whole.get(d) != m]
            alone = key if len(dimensions) > 1 else None
            groups[(whole, dimensions[0], alone)].append(key)
    for (whole, dimension, alone), parts in groups.items():
        if alone is None and (whole, dimension) in build.split:
            continue
        target = build.by_key[whole][0]
        figures = build.system.figures
        terms = [(1, build.by_key[key][0]) for key in parts]
        if figures[target].print is None and all(figures[index].print is None for _, index in terms):
            continue
        if any(figures[index].value < 0 for _, index in terms):
            build.skip("bound.part", "有负数，部分不超过整体的关系不能判断")
            continue
        if len({figures[index].table for _, index in [*terms, (0, target)]}) == 1:
            continue
        build.add("bound.part", "<=", [(-1, target), *terms], dimension)


def _ties(build: _Build) -> None:
    for tie in build.parts.ties:
        whole = build.figure(tie.whole)
        parts = [index for key in tie.parts if (index := build.figure(key)) is not None]
        if whole is None or not parts:
            build.skip(tie.rule, f"“{tie.title}”所需的表没有公开")
            continue
        build.add(tie.rule, "<=", [(-1, whole), *((1, index) for index in parts)], "", "", tie.title)
