"""A whole book from a seed."""

from __future__ import annotations

from collections import defaultdict
from random import Random

from benchmarks.books.budgets import budget_items, budget_three_public, count, procure
from benchmarks.books.chance import Purse
from benchmarks.books.figures import figures_of
from benchmarks.books.last_year import last_year
from benchmarks.books.ledger import Ledger
from benchmarks.books.projects import write_projects
from benchmarks.books.reasons import write_reasons
from benchmarks.books.sheets import BookFiles, Filling
from benchmarks.books.units import Unit, make_units
from benchmarks.books.year import NAMED, UnitYear, merge, transfer
from mingzhang.forms import Edition


def make_book(seed: int, edition: Edition, units: int | None = None) -> BookFiles:
    """The book of a fictitious department in one of the edition's years, with 3 to 40 units (by the seed if not given).

    The same seed, edition and number of units give the same book. Raises ValueError for another number of units.
    """
    random = Random(f"book {seed} {edition.name} {units}")
    office, code, members = make_units(random, units)
    years = [UnitYear(_ledger(unit, random), random.random() < 0.5) for unit in members]
    if random.random() < 0.6:  # most departments end with nothing below zero
        years = [UnitYear(year.ledger, False) for year in years]
    for year in years:
        year.pass_year()
    _between(years, random)
    book = Filling()
    _profile(book, office, code, edition.years[seed % len(edition.years)], edition.name)
    initial: defaultdict[str, int] = defaultdict(int)
    full: defaultdict[str, int] = defaultdict(int)
    procured = 0
    for ledger in (year.ledger for year in years):
        ledger.settle()
        _unit(book, ledger.unit)
        ledger.write(book)
        for item, amount in budget_items(ledger, random, book).items():
            initial[item] += amount
        for item, amount in budget_three_public(ledger, ledger.purse, book).items():
            full[item] += amount
        if ledger.unit.months:
            count(ledger, random, book)
        procured += procure(ledger, ledger.purse, book)
    figures = figures_of([year.ledger for year in years])
    last = last_year(figures, procured, random, book)
    write_projects([project for year in years for project in year.projects], random, book)
    write_reasons(figures, last, initial, full, random, book)
    _names(book, [year.ledger for year in years])
    return book.rows


def _ledger(unit: Unit, random: Random) -> Ledger:
    """A ledger with its own chance, so that one unit's year does not depend on another's."""
    return Ledger(unit, Purse(Random(random.randrange(2**32)), random.choice((9, 10, 10, 11, 12, 13))))


def _between(years: list[UnitYear], random: Random) -> None:
    """What happens between units: mergers, and own funds handed up and down between 事业单位."""
    by_code = {year.ledger.unit.code: year for year in years}
    for year in years:
        if year.ledger.unit.successor:
            merge(year.ledger, by_code[year.ledger.unit.successor].ledger)
    ordinary = [year for year in years if year.ledger.unit.status == "ordinary" and year.ledger.unit.institution]
    if len(ordinary) > 1:
        for _ in range(random.randint(0, 3)):
            giver, taker = random.sample(ordinary, 2)
            transfer(giver, taker, up=random.random() < 0.4)


def _profile(book: Filling, office: str, code: str, year: int, edition: str) -> None:
    duties = (
        "拟订本领域发展规划和年度计划，并组织实施。",
        "承担本领域公共服务和监督检查。",
        "承办上级交办的其他事项。",
    )
    said = {
        "version": "1", "organisation": office, "code": code, "year": str(year), "speaker": "部门", "edition": edition,
    }  # fmt: skip
    for item, content in said.items():
        book.add("profile", item=item, content=content)
    for duty in duties:
        book.add("profile", item="duty", content=duty)
    rest = {
        "institution": "本部门由部门本级和所属单位组成。", "performance": "对纳入预算的项目开展了绩效自评。",
        "running": "主要用于办公、水电、差旅和日常维修", "vehicles": "主要用于日常公务和现场检查",
    }  # fmt: skip
    for item, content in rest.items():
        book.add("profile", item=item, content=content)


def _unit(book: Filling, unit: Unit) -> None:
    book.add(
        "units", code=unit.code, name=unit.name, type=unit.type, status=unit.status, successor=unit.successor
    )  # fmt: skip


def _names(book: Filling, ledgers: list[Ledger]) -> None:
    """Names of the codes that the catalogue does not know, and of what they are part of."""
    keys = [key for ledger in ledgers for key in ledger.closing()]
    used = {line.function for ledger in ledgers for line in ledger.lines} | {function for _, _, function in keys}
    for code, name in NAMED.items():
        if any(function.startswith(code) for function in used if function):
            book.add("names", dimension="function", code=code, name=name)
