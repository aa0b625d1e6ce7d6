"""Budgets, last year's figures, counts and contracts: what a book holds beside the ledger."""

from __future__ import annotations

from collections import defaultdict
from random import Random

from benchmarks.books.chance import Purse
from benchmarks.books.figures import ITEMS
from benchmarks.books.ledger import FISCAL, Ledger
from benchmarks.books.sheets import Filling

_YUAN = 100
_LITTLE = 50_000 * _YUAN
_UNSPENT = "2080799"
"""An item for which some units have a budget although they may spend nothing on it."""
_USES = (
    "provincial_leaders", "principal_officers", "confidential", "emergency", "law_enforcement", "technical",
    "retired_officers", "other",
)  # fmt: skip
_BUDGETED = {"overseas": "30212", "reception": "30217", "vehicle_running": "30231", "vehicle_purchase": "31013"}


def budget_items(ledger: Ledger, random: Random, book: Filling) -> dict[str, int]:
    """Initial budgets of a unit by item of the general fund, in 分: as spent, above, below, or none.

    Seldom there is one for an item that nothing was spent on.
    """
    spent: defaultdict[str, int] = defaultdict(int)
    for line in ledger.lines:
        if line.account[0] == "7" and line.fund == "general":
            spent[line.function] += line.net
    if spent and random.random() < 0.1:
        spent[_UNSPENT] += 0
    budgets: dict[str, int] = {}
    for code in sorted(spent):
        chance, percent = random.random(), random.randint(75, 135)
        if chance < 0.12 and spent[code]:
            continue
        around = (spent[code] or _LITTLE) * percent // 100 // (100 * _YUAN) * (100 * _YUAN)
        budgets[code] = spent[code] if spent[code] and (chance < 0.4 or not around) else around
        book.add(
            "budgets", unit=ledger.unit.code, stage="initial_budget", fund="general", function=code,
            amount=budgets[code],
        )  # fmt: skip
    return budgets


def items_spent(ledger: Ledger) -> dict[str, int]:
    """What the unit spent of fiscal money on each 三公 item."""
    return {
        item: sum(
            line.net
            for line in ledger.lines
            if line.account[0] == "7" and line.fund in FISCAL and line.economic in codes
        )
        for item, codes in ITEMS.items()
    }


_PRINTED = 5_000
"""分 from which on an amount does not print as 0.00 万元."""


def budget_three_public(ledger: Ledger, purse: Purse, book: Filling) -> dict[str, int]:
    """Full-year budgets of the 三公 items of a unit, never below what was spent; seldom one that nothing came of."""
    budgets: dict[str, int] = {}
    for item, spent in items_spent(ledger).items():
        spare = purse.amount(4) if purse.happens(0.3 if spent else 0.05) else 0
        budgets[item] = spent + spare
        if budgets[item]:
            book.add(
                "budgets", unit=ledger.unit.code, stage="full_year_budget", fund="general",
                economic=_BUDGETED[item], amount=budgets[item],
            )  # fmt: skip
    return budgets


def count(ledger: Ledger, random: Random, book: Filling) -> None:
    """Counts of a unit: none where nothing that would be printed was spent on it, at least one where something was."""
    spent = {item: amount >= _PRINTED for item, amount in items_spent(ledger).items()}
    groups, batches, foreign = random.randint(1, 6), random.randint(2, 60), random.randint(0, 2)
    counts = dict.fromkeys(_USES, 0)
    if spent["vehicle_running"]:
        counts[random.choice(_USES[1:])] = random.randint(1, 9)
        counts[random.choice(_USES[1:])] += random.randint(0, 30)
    held = sum(counts.values())
    all_counts = {
        "overseas_groups": groups * spent["overseas"],
        "overseas_travellers": groups * random.randint(1, 4) * spent["overseas"],
        "vehicles_bought": random.randint(1, 3) * spent["vehicle_purchase"],
        "vehicles_held": held,
        "reception_batches": batches * spent["reception"],
        "reception_guests": batches * random.randint(3, 15) * spent["reception"],
        "foreign_batches": foreign * spent["reception"],
        "foreign_guests": foreign * random.randint(1, 3) * spent["reception"],
        "abroad_batches": 0,
        "abroad_guests": 0,
        **counts,
        "equipment": random.choice((0, 0, 0, 1, 4)),
    }
    blanks = random.random() < 0.5
    for name, number in all_counts.items():
        if number or not blanks:
            book.add("statistics", unit=ledger.unit.code, item=name, count=number)


def procure(ledger: Ledger, purse: Purse, book: Filling) -> int:
    """Contracts of a unit, well within what it spent; their sum."""
    spent = sum(line.net for line in ledger.lines if line.account[0] == "7")
    total = 0
    for category in ("goods", "works", "services"):
        amount = min(purse.amount(1), spent // 5)
        if amount > 0 and purse.happens(0.5):
            small = amount if purse.happens(0.3) else purse.part(amount)
            micro = purse.part(small) if purse.happens(0.7) else 0
            book.add(
                "procurement", unit=ledger.unit.code, category=category, amount=amount, small=small, micro=micro
            )  # fmt: skip
            total += amount
    return total
