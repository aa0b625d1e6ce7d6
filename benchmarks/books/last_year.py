"""Last year's figures of a department: every figure its text compares with, and all of them balanced."""

from __future__ import annotations

from collections import defaultdict
from random import Random

from benchmarks.books.figures import ITEMS, Figures
from benchmarks.books.ledger import FISCAL
from benchmarks.books.sheets import Filling

_VEHICLES = ("vehicle_purchase", "vehicle_running")


def last_year(figures: Figures, procured: int, random: Random, book: Filling) -> Figures:
    """Fill in 上年数: some spending was not there, some was the same, the rest differs."""
    last = Figures()
    for at, amount in figures.spent.items():
        before = _before(amount, random)
        if before:
            last.spent[at] += before
    closing = {fund: figures.before[fund] for fund in (*FISCAL, "own_funds")}
    for fund in FISCAL:
        used = last.spending(fund)
        last.opening[fund] = used // 4 if random.random() < 0.3 else 0
        last.income[fund] = used + closing[fund] - last.opening[fund]
    own = last.spending("own_funds") + closing["own_funds"]
    sources = sorted(source for source in figures.income if source not in FISCAL) or ["other"]
    for number, source in enumerate(sources):
        last.income[source] = own // len(sources) if number else own - own // len(sources) * (len(sources) - 1)
    _write(last, closing, procured * random.randint(60, 140) // 100, book)
    return last


def _before(amount: int, random: Random) -> int:
    chance, percent = random.random(), random.randint(60, 150)
    return 0 if chance < 0.08 else amount if chance < 0.25 else amount * percent // 100


def _write(last: Figures, closing: dict[str, int], procured: int, book: Filling) -> None:
    for source, funds in (("", ()), ("fiscal", FISCAL), *((fund, (fund,)) for fund in FISCAL)):
        sources = funds or tuple(last.income)
        opening = sum(last.opening[fund] for fund in funds or closing)
        amounts = {
            "total": last.total(*funds),
            "income": sum(last.income[one] for one in sources),
            "expenditure": last.spending(*funds),
            "opening": opening,
            "closing": sum(closing[fund] for fund in funds or closing),
        }
        for measure, amount in amounts.items():
            book.add("last_year", measure=measure, source=source, amount=amount)
    for source in sorted(set(last.income) - set(FISCAL)):
        book.add("last_year", measure="income", source=source, amount=last.income[source])
    _write_general(last, book)
    three = {item: last.item(item) for item in ("three_public", *ITEMS)}
    three["vehicles"] = sum(three[item] for item in _VEHICLES)
    for item, amount in three.items():
        book.add("last_year", measure="expenditure", source="fiscal", economic=item, amount=amount)
    book.add("last_year", measure="running_costs", amount=last.running)
    book.add("last_year", measure="procurement", amount=procured)


def _write_general(last: Figures, book: Filling) -> None:
    """Spending of the general fund by class, by kind, and basic spending on persons and on everyday needs."""
    classes: defaultdict[str, int] = defaultdict(int)
    kinds: defaultdict[str, int] = defaultdict(int)
    purposes: defaultdict[str, int] = defaultdict(int)
    for at, amount in last.spent.items():
        if at.fund == "general":
            classes[at.function[:3]] += amount
            kinds[at.kind] += amount
            if at.kind == "basic":
                purposes["personnel" if at.economic.startswith(("301", "303")) else "public"] += amount
    general = {"measure": "expenditure", "source": "general"}
    for code in sorted(classes):
        book.add("last_year", **general, function=code, amount=classes[code])
    for kind in ("basic", "project"):
        book.add("last_year", **general, kind=kind, amount=kinds[kind])
    for economic in ("personnel", "public"):
        book.add("last_year", **general, kind="basic", economic=economic, amount=purposes[economic])
