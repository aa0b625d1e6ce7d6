"""The projects of the book with their self-evaluation forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal

from mingzhang.compile.accounts import account_of
from mingzhang.compile.book import Book
from mingzhang.compile.projects import Money, Texts, evaluation, source_of
from mingzhang.compile.rows import Row
from mingzhang.compile.schema import book_format
from mingzhang.compile.year import Project, Unit
from mingzhang.evaluation.model import Indicator

_CENT = Decimal("0.01")
_ANALYSIS = ("outputs", "benefits", "satisfaction", "experience", "problems", "improvements")


def projects_of(book: Book, units: Collection[Unit], grades: str) -> tuple[Project, ...]:
    """The projects of some units in the book's order; what was spent comes from the ledger where it is not given."""
    named = {unit.code: unit.name for unit in units}
    spent = spending(book)
    indicators: defaultdict[str, list[Indicator]] = defaultdict(list)
    for row in book.rows["indicators"]:
        indicators[row.text("project")].append(indicator_of(row))
    found = []
    for row in book.rows["projects"]:
        code, unit = row.text("code"), row.text("unit")
        if unit in named:
            money = money_of(row, spent.get(code, 0))
            form = evaluation(_texts(book, row, named[unit]), money, indicators[code], grades)
            found.append(Project(code, unit, row.text("fund"), money.planned, money.full, money.spent, form))
    return tuple(found)


def spending(book: Book) -> dict[str, int]:
    """What the ledger spends on each project, in 分."""
    found: defaultdict[str, int] = defaultdict(int)
    for entry in book.entries:
        account = account_of(entry.account)
        if entry.project and account is not None and account.measure == "expenditure":
            found[entry.project] += entry.debit - entry.credit
    return dict(found)


def money_of(row: Row, booked: int) -> Money:
    """The money of a project's row; `booked` is what the ledger spends on it in 分."""
    planned = (row.whole("planned") or 0) * _CENT
    declared, spent = row.whole("declared"), row.whole("spent")
    return Money(
        planned if declared is None else declared * _CENT,
        planned,
        (row.whole("full") or 0) * _CENT,
        (booked if spent is None else spent) * _CENT,
    )


def indicator_of(row: Row) -> Indicator:
    """An indicator as its row states it; the score is blank unless given."""
    weight, score = row.number("weight"), row.number("score")
    return Indicator(
        row.text("level1"), row.text("level2"), row.text("level3"), row.text("target"),
        row.text("adjusted") or None, row.text("actual"), None if weight is None else f"{weight:f}",
        None if score is None else f"{score:f}", row.text("cause") or None,
    )  # fmt: skip


def _texts(book: Book, row: Row, unit: str) -> Texts:
    sheet, profile = book_format().sheet("projects"), book.profile.items
    return Texts(
        row.text("name"), book.profile.year, (profile.get("code", ""), profile.get("organisation", "")),
        (row.text("unit"), unit), row.text("source") or source_of(row.text("fund")), row.text("goal"),
        row.text("completion"), {sheet.column(name).label: row.text(name) for name in _ANALYSIS},
    )  # fmt: skip
