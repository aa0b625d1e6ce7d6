"""The books of the year before: what is compared with, and whose closing balances are this year's opening ones."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from random import Random

from benchmarks.generator.cube import Seeded
from mingzhang.model import FactKey

_CENT = Decimal("0.01")
_LEAST = Decimal(2_000)
_FISCAL = ("general", "government_fund", "state_capital")


def last_year(cube: Seeded) -> Seeded:
    """Books of the year before `cube`: some spending was not there, some was the same, the rest differs."""
    last = Seeded(cube.organisation, cube.year - 1, cube.speaker, cube.names, seed=cube.seed)
    random = Random(f"last year {cube.seed}")
    spent: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for leaf, amount in cube.leaves.items():
        at = dict(leaf.coordinates)
        if leaf.measure == "expenditure" and "stage" not in at:
            before = _before(amount, random)
            if before:
                last.add(before, "expenditure", **at)
                spent[at["fund"], at["function"]] += before
        elif leaf.measure in ("procurement", "vehicles", "equipment"):
            last.add(amount, leaf.measure, **at)
    _balances(cube, last, spent, random)
    for economic in ("30212", "30217", "30231", "31013"):
        known = last.get("expenditure", fund="fiscal", economic=economic)
        if known:
            last.add(known, "expenditure", fund="general", economic=economic, stage="full_year_budget")
    public = last.get("expenditure", fund="general", kind="basic", economic="public")
    parts = Random(f"running costs {cube.seed}").sample((2, 3, 5, 7), 2)
    for kind, part in zip(("administrative", "civil_service"), sorted(parts), strict=True):
        if cube.get("running_costs", unit_type=kind) and public:
            last.add((public / part / 2).quantize(_CENT), "running_costs", unit_type=kind)
    return last


def _before(amount: Decimal, random: Random) -> Decimal:
    chance, factor = random.random(), Decimal(random.uniform(0.6, 1.5))
    if chance < 0.1:
        return Decimal(0)
    if chance < 0.2:
        return amount
    return max((amount * factor).quantize(_CENT), _LEAST)


def _balances(cube: Seeded, last: Seeded, spent: dict[tuple[str, str], Decimal], random: Random) -> None:
    """Opening, income and closing such that every balance holds."""
    closing: dict[tuple[str, str], Decimal] = {}
    for leaf, amount in cube.leaves.items():
        if leaf.measure == "opening":
            at = (leaf.get("fund") or "", leaf.get("function") or "")
            closing[at] = closing.get(at, Decimal(0)) + amount
    for fund, function in sorted({*spent, *closing}):
        if fund not in _FISCAL:
            continue
        left = closing.get((fund, function), Decimal(0))
        used = spent.get((fund, function), Decimal(0))
        opening = (used / 4).quantize(_CENT) if random.random() < 0.2 else Decimal(0)
        for measure, amount in (("opening", opening), ("closing", left), ("income", used + left - opening)):
            if amount:
                last.add(amount, measure, fund=fund, function=function)
    for fund in sorted({at[0] for at in [*spent, *closing]} - set(_FISCAL)):
        functions = sorted(function for own, function in spent if own == fund) or _functions(cube, fund)
        used = sum((amount for (own, _), amount in spent.items() if own == fund), Decimal(0))
        left = closing.get((fund, ""), Decimal(0))
        last.add(used + left, "income", fund=fund, function=functions[0])
        if left:
            last.add(left, "closing", fund=fund)


def _functions(cube: Seeded, fund: str) -> list[str]:
    """The items a fund is spent on this year."""
    return sorted(leaf.get("function") or "" for leaf in cube.leaves if _spends(leaf, fund))


def _spends(leaf: FactKey, fund: str) -> bool:
    return leaf.measure == "expenditure" and leaf.get("fund") == fund and leaf.get("function") is not None
