"""Locate the wrong figure: the fewest prints whose change lets every relation hold again.

A search over hitting sets in exact integers. Each relation that fails must lose one of its figures; the figures given
up must then have values with which everything holds in the levelled band. All smallest explanations are returned.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mingzhang.relations.partition import partitions
from mingzhang.relations.shift import find_shift
from mingzhang.relations.slip import name_slip
from mingzhang.relations.system import Relation, System, further_unit, total_range

MAX_SIZE = 3
MAX_TRIALS = 20_000
_FAR = 10**30


@dataclass(frozen=True, slots=True)
class Culprit:
    """A figure that may be wrong and what it should be (quanta), or a row that a table may have lost.

    `limit` says that the value is only the nearest one allowed, since nothing names it exactly. For a lost row `figure`
    is None, `table` and `node` say where it is missing.
    """

    figure: int | None
    value: int = 0
    slip: str = ""
    limit: bool = False
    table: int = -1
    node: str = ""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Failed relations that hang together and all smallest explanations, likeliest first.

    `explanations` is empty where more than three figures would have to be wrong; the first `tied` of them are equally
    likely.
    """

    failed: tuple[int, ...]
    explanations: tuple[tuple[Culprit, ...], ...] = ()
    tied: int = 0


@dataclass(slots=True)
class _Search:
    system: System
    touching: list[list[int]]
    failed: tuple[int, ...]
    trials: int = 0
    found: list[tuple[Culprit, ...]] = field(default_factory=list)


def diagnose(system: System) -> list[Diagnosis]:
    """One diagnosis for each group of connected failures.

    Groups that one lost row explains together are one; groups that nothing explains alone are tried together, since
    one mistake carried into another column fails where no figure is shared.
    """
    failed = [index for index, verdict in enumerate(system.verdicts()) if verdict == "fail"]
    touching = system.by_figure()
    groups = _join_lost_rows(system, touching, _groups(system, failed))
    diagnoses = [_diagnose(system, touching, group) for group in groups]
    diagnoses = _with_neighbours(system, touching, diagnoses)
    unexplained = [diagnosis.failed for diagnosis in diagnoses if not diagnosis.explanations]
    if len(unexplained) > 1:
        together = _diagnose(system, touching, tuple(sorted(index for group in unexplained for index in group)))
        if together.explanations:
            diagnoses = [diagnosis for diagnosis in diagnoses if diagnosis.explanations] + [together]
    diagnoses = _with_shifts(system, touching, diagnoses)
    return sorted(diagnoses, key=lambda diagnosis: diagnosis.failed)


def _with_neighbours(system: System, touching: list[list[int]], diagnoses: list[Diagnosis]) -> list[Diagnosis]:
    """Explain a group that nothing explains alone together with those that one relation ties to it.

    A total copied with one of its parts from elsewhere fails in two places, and only both changes mend it.
    """
    remaining = list(diagnoses)
    for diagnosis in diagnoses:
        if diagnosis.explanations or diagnosis not in remaining:
            continue
        figures = _figures_of(system, diagnosis.failed)
        reached = {i for figure in figures for index in touching[figure] for _, i in system.relations[index].terms}
        near = [d for d in remaining if d is not diagnosis and _figures_of(system, d.failed) & reached]
        for others in [*([other] for other in near), near] if near else []:
            failed = sorted(index for d in (diagnosis, *others) for index in d.failed)
            together = _diagnose(system, touching, tuple(failed))
            if together.explanations:
                remaining = [d for d in remaining if d is not diagnosis and d not in others] + [together]
                break
    return remaining


def _figures_of(system: System, relations: Iterable[int]) -> set[int]:
    return {figure for index in relations for _, figure in system.relations[index].terms}


def _with_shifts(system: System, touching: list[list[int]], diagnoses: list[Diagnosis]) -> list[Diagnosis]:
    """Where it takes more than one wrong figure, a run that slipped by one cell may say it at once."""
    hard = [one for one in diagnoses if not one.explanations or len(one.explanations[0]) > 1]
    failed = [index for diagnosis in diagnoses for index in diagnosis.failed]
    shift = find_shift(system, touching, failed) if hard else None
    if shift is None or not any(shift.mended & set(diagnosis.failed) for diagnosis in hard):
        return diagnoses
    culprits = tuple(Culprit(index, value, shift.name) for index, value in shift.values)
    found = [Diagnosis(tuple(sorted(shift.mended)), (culprits,), 1)]
    for diagnosis in diagnoses:
        left = tuple(index for index in diagnosis.failed if index not in shift.mended)
        if left:
            found.append(diagnosis if left == diagnosis.failed else _diagnose(system, touching, left))
    return found


def _groups(system: System, failed: Sequence[int]) -> list[tuple[int, ...]]:
    """Failures that share a figure belong together."""
    groups: list[tuple[set[int], list[int]]] = []
    for index in failed:
        figures = _figures_of(system, [index])
        members = [index]
        apart = []
        for known, relations in groups:
            if known & figures:
                figures |= known
                members = relations + members
            else:
                apart.append((known, relations))
        groups = [*apart, (figures, members)]
    return sorted(tuple(sorted(relations)) for _, relations in groups)


def _join_lost_rows(
    system: System, touching: list[list[int]], groups: Sequence[tuple[int, ...]]
) -> list[tuple[int, ...]]:
    """Put groups together that fail for one row: a row that is not listed, or one lost under one whole."""
    families: dict[Culprit, list[tuple[int, ...]]] = {}
    for group in groups:
        families.setdefault(_family(system, system.relations[group[0]]), []).append(group)
    joined: list[tuple[int, ...]] = []
    for lost, members in families.items():
        union = tuple(sorted(index for group in members for index in group))
        explains = all(_frees(system, system.relations[index], lost) for index in union)
        absent = all(_absent_rows(system, system.relations[group[0]]) for group in members)
        if (
            len(members) > 1
            and explains
            and (absent or _rows_can_be_lost(_Search(system, touching, union), [lost], set()))
        ):
            joined.append(union)
        else:
            joined.extend(members)
    return joined


def _family(system: System, relation: Relation) -> Culprit:
    """The lost row that would be behind a failed relation."""
    absent = _absent_rows(system, relation)
    return absent[0] if absent else Culprit(None, table=relation.tables[0], node=relation.node)


def _absent_rows(system: System, relation: Relation) -> list[Culprit]:
    """The rows that a relation speaks of and that a table does not list."""
    figures = [system.figures[index] for _, index in relation.terms]
    return [_lost(figure.table, figure.row_key) for figure in figures if figure.print is None]


def _diagnose(system: System, touching: list[list[int]], failed: tuple[int, ...]) -> Diagnosis:
    search = _Search(system, touching, failed)
    for size in range(1, MAX_SIZE + 1):
        _extend(search, (), size)
        if search.found:
            break
    unique = {_identity(culprits): culprits for culprits in search.found}
    ranked = sorted(unique.values(), key=lambda culprits: _rank(search, culprits))
    likeliest = [culprits for culprits in ranked if _likelihood(search, culprits) == _likelihood(search, ranked[0])]
    return Diagnosis(failed, tuple(ranked), len(likeliest))


def _identity(culprits: Iterable[Culprit]) -> tuple[tuple[int, int, str], ...]:
    return tuple(sorted((-1 if c.figure is None else c.figure, c.table, c.node) for c in culprits))


def _extend(search: _Search, chosen: tuple[Culprit, ...], size: int) -> None:
    """Try every way to complete a choice to `size` culprits."""
    if search.trials > MAX_TRIALS:
        return
    open_relations = [
        index for index in search.failed if not _hit(search.system, search.system.relations[index], chosen)
    ]
    if not open_relations:
        if len(chosen) == size:
            search.trials += 1
            repaired = _repair(search, chosen)
            if repaired is not None:
                search.found.append(repaired)
        return
    if len(chosen) == size:
        return
    candidates = [set(_candidates(search.system, search.system.relations[index])) for index in open_relations]
    choices = set.intersection(*candidates) if size - len(chosen) == 1 else min(candidates, key=len)
    for choice in sorted(choices, key=_order):
        _extend(search, (*chosen, choice), size)


def _order(culprit: Culprit) -> tuple[int, int, str]:
    return (-1 if culprit.figure is None else culprit.figure, culprit.table, culprit.node)


def _candidates(system: System, relation: Relation) -> list[Culprit]:
    figures = [index for _, index in relation.terms]
    found = [Culprit(index) for index in figures if system.figures[index].print is not None]
    found += _absent_rows(system, relation)
    tree = partitions().trees.get(relation.dimension)
    if (
        relation.inner
        and tree is not None
        and tree.widths
        and relation.sense == "="
        and _listed_by_code(system, relation)
    ):
        found.append(Culprit(None, table=relation.tables[0], node=relation.node))
    return found


def _listed_by_code(system: System, relation: Relation) -> bool:
    """Whether the parts are rows under their codes, so that one can be missing."""
    return all(system.figures[index].row_key.isdigit() for _, index in relation.terms[1:])


def _lost(table: int, code: str) -> Culprit:
    """The absence of a row; a code that is none (cells run together) has nothing above it but the whole."""
    above = partitions().trees["function"].parents(code) if len(code) > 3 else []
    return Culprit(None, table=table, node=above[0] if above else "all")


def _hit(system: System, relation: Relation, chosen: Sequence[Culprit]) -> bool:
    return any(_frees(system, relation, culprit) for culprit in chosen)


def _frees(system: System, relation: Relation, culprit: Culprit) -> bool:
    """Whether a relation no longer binds once a culprit is given up."""
    if culprit.figure is not None:
        return any(index == culprit.figure for _, index in relation.terms)
    if culprit in _absent_rows(system, relation):
        return True
    coded = relation.dimension in ("function", "economic")
    return relation.tables == (culprit.table,) and relation.node == culprit.node and coded


def _repair(search: _Search, chosen: tuple[Culprit, ...]) -> tuple[Culprit, ...] | None:
    """The chosen culprits with the values that repair them, or None where no values make everything hold."""
    lost = [culprit for culprit in chosen if culprit.figure is None]
    free = {culprit.figure: (-_FAR, _FAR) for culprit in chosen if culprit.figure is not None}
    if not _rows_can_be_lost(search, lost, set(free)):
        return None
    relations = sorted({index for figure in free for index in search.touching[figure]})
    for _ in range(len(free) + 1):
        for index in relations:
            relation = search.system.relations[index]
            if any(_frees(search.system, relation, culprit) for culprit in lost):
                continue
            for sign, figure in relation.terms:
                if figure in free:
                    free[figure] = _narrowed(search.system, relation, sign, figure, free)
                    if free[figure][0] > free[figure][1]:
                        return None
    repaired = []
    for culprit in chosen:
        if culprit.figure is None:
            repaired.append(culprit)
            continue
        found = _best_value(search, culprit.figure, free, lost)
        if found is None:
            return None
        value, limit = found
        repaired.append(Culprit(culprit.figure, value, _slip(search.system, culprit.figure, value), limit))
    return tuple(repaired)


def _rows_can_be_lost(search: _Search, lost: Sequence[Culprit], free: set[int]) -> bool:
    """Whether what a lost row would have held is nowhere negative, and agrees with what other tables say of it."""
    system = search.system
    for culprit in lost:
        missing = {}
        for relation in system.relations:
            if _absent_rows(system, relation) or not _frees(system, relation, culprit):
                continue
            if not any(index in free for _, index in relation.terms):
                span = total_range(system.figures, relation.terms)
                slack = further_unit(system.figures, relation.terms)
                if span.low - slack > 0:
                    return False
                missing[system.figures[relation.terms[0][1]].key.at(relation.dimension, None)] = (
                    -span.high - slack,
                    -span.low + slack,
                )
        for index in search.failed:
            for sign, number in system.relations[index].terms:
                figure = system.figures[number]
                if figure.print is None and _lost(figure.table, figure.row_key) == culprit:
                    low, high = missing.get(figure.key.at("function", None), (0, _FAR))
                    rest = total_range(
                        system.figures, [term for term in system.relations[index].terms if term[1] != number]
                    )
                    needed = -sign * rest.printed
                    if needed > high or (system.relations[index].sense == "=" and needed < low):
                        return False
    return True


def _narrowed(
    system: System, relation: Relation, sign: int, figure: int, free: dict[int, tuple[int, int]]
) -> tuple[int, int]:
    """The range of a freed print's value after one relation, the other freed prints taking any value of theirs."""
    fixed = [term for term in relation.terms if term[1] not in free]
    span = total_range(system.figures, fixed)
    low, high = span.low, span.high
    unit = max(further_unit(system.figures, relation.terms), _step(system, figure))
    half = _step(system, figure) // 2
    for other_sign, other in relation.terms:
        if other in free and other != figure:
            ends = sorted((other_sign * free[other][0], other_sign * free[other][1]))
            low, high = low + ends[0] - half, high + ends[1] + half
    old_low, old_high = free[figure]
    most = -low + half + unit
    least = -high - half - unit
    if sign > 0:
        return (old_low if relation.sense == "<=" else max(old_low, least), min(old_high, most))
    return (max(old_low, -most), old_high if relation.sense == "<=" else min(old_high, -least))


def _step(system: System, figure: int) -> int:
    """The last printed digit of a figure; for a blank one that of its table."""
    own = system.figures[figure]
    if own.step:
        return own.step
    if own.print is not None and own.print.amount is not None:
        return int(own.print.amount.step / system.quantum)
    return max((other.step for other in system.figures if other.table == own.table), default=2)


def _best_value(
    search: _Search, figure: int, free: dict[int, tuple[int, int]], lost: Sequence[Culprit]
) -> tuple[int, bool] | None:
    """The value within the range that most relations name exactly; those within one table count more.

    Where no relation names one: the value of which a power of ten was made, else the nearest one allowed (then True).
    """
    system = search.system
    low, high = free[figure]
    if system.figures[figure].key.measure in partitions().nonnegative and system.figures[figure].value >= 0:
        low = max(low, 0)
    if low > high:
        return None
    votes: dict[int, int] = {}
    for index in search.touching[figure]:
        relation = system.relations[index]
        if relation.sense != "=" or any(other in free and other != figure for _, other in relation.terms):
            continue
        if any(_frees(search.system, relation, culprit) for culprit in lost):
            continue
        sign = next(sign for sign, other in relation.terms if other == figure)
        rest = sum(s * system.figures[other].value for s, other in relation.terms if other != figure)
        value = -sign * rest
        if low <= value <= high:
            votes[value] = votes.get(value, 0) + (2 if relation.inner else 1)
    if votes:
        printed = system.figures[figure].value
        likely = max(votes, key=lambda value: (votes[value], bool(_slip(system, figure, value)), -abs(value - printed)))
        # tails: a neighbour that a typing slip explains is likelier than the exact sum of rounded figures
        step = _step(system, figure)
        near = [-printed, *(likely + side * away * step for away in range(4) for side in (1, -1))]
        named = [value for value in near if low <= value <= high and _slip(system, figure, value)]
        return next(iter(named), likely), False
    printed = system.figures[figure].value
    shifted = [printed // 10**power for power in (4, 1, 2) if printed and printed % 10**power == 0]
    fitting = [value for value in shifted if low <= value <= high and _slip(system, figure, value)]
    if fitting:
        return fitting[0], False
    bounded = max(low, min(high, printed))
    return (bounded, True) if abs(bounded) < _FAR else None


def _slip(system: System, figure: int, value: int) -> str:
    printed = system.figures[figure].print
    if printed is None or printed.amount is None:
        return ""
    factor = printed.amount.base / printed.amount.value if printed.amount.value else None
    if factor is None:
        return ""
    return name_slip(printed.amount.value, system.amount(value) / factor, printed.amount.decimals)


def _likelihood(search: _Search, culprits: tuple[Culprit, ...]) -> tuple[int, int, int]:
    """Small where likely: named slips, then printed figures rather than blanks, then what leaves the fewest tails."""
    figures = search.system.figures
    unnamed = sum(2 * (not culprit.slip) - (culprit.figure is None) for culprit in culprits)
    blank = sum(culprit.figure is not None and figures[culprit.figure].blank for culprit in culprits)
    return (unnamed, blank, _tails(search, culprits))


def _rank(search: _Search, culprits: tuple[Culprit, ...]) -> tuple[object, ...]:
    """Likelihood, then sentences before cells (software writes the tables), wholes before parts, print order."""
    wholes = sum(
        search.system.relations[index].terms[0][1] == culprit.figure for index in search.failed for culprit in culprits
    )
    figures = search.system.figures
    cells = sum(c.figure is None or not (p := figures[c.figure].print) or not p.quote for c in culprits)
    return (*_likelihood(search, culprits), cells, -wholes, _identity(culprits))


def _tails(search: _Search, culprits: Sequence[Culprit]) -> int:
    """How many equalities a repair leaves off by a tail."""
    system = search.system
    repaired = {culprit.figure: culprit.value for culprit in culprits if culprit.figure is not None}
    count = 0
    for index in {index for figure in repaired for index in search.touching[figure]}:
        relation = system.relations[index]
        gap = sum(sign * repaired.get(figure, system.figures[figure].value) for sign, figure in relation.terms)
        count += relation.sense == "=" and gap != 0
    return count
