"""The book's entries summed into the year of the whole department, or of some of its units.

Everything is added in 分 over all units and turned into 元 once; amounts that one unit of the sum pays another are left
out on both sides. Counts are added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from mingzhang.compile.accounts import Account, account_of
from mingzhang.compile.book import Book, Entry
from mingzhang.compile.cube import Cube, above
from mingzhang.compile.project_forms import projects_of
from mingzhang.compile.year import OfficeYear, Unit
from mingzhang.model import FactKey
from mingzhang.relations.partition import partitions

_CENT = Decimal("0.01")
_Sums = dict[FactKey, int]
RUNNING_COSTS = ("administrative", "civil_service")
"""The types of unit whose 公用经费 are 机关运行经费."""
_OF_BUDGETS = ("stage", "fund", "function", "economic")


def units_of(book: Book) -> tuple[Unit, ...]:
    """The units of the book in its order."""
    return tuple(
        Unit(row.text("code"), row.text("name"), row.text("type"), row.text("status"), row.text("successor"))
        for row in book.rows["units"]
    )


def department_year(book: Book, grades: str) -> OfficeYear:
    """The year of the whole department, transfers among its units left out."""
    units = units_of(book)
    year = _year(
        book, units, book.profile.items.get("organisation", ""), book.profile.items.get("speaker", "部门"), grades
    )
    year.last = dict(_last(book))
    year.duties = tuple(book.profile.lists.get("duty", ()))
    return year


def unit_year(book: Book, unit: Unit, grades: str) -> OfficeYear:
    """The year of one unit, transfers to and from its sisters among it; nothing is known of its year before.

    What the department says of itself is not said of one of several units; its duties and reasons are its own.
    """
    year = _year(book, (unit,), unit.name, "单位", grades)
    alone = len(book.rows["units"]) == 1
    own = next(row.text("duty") for row in book.rows["units"] if row.text("code") == unit.code)
    year.duties = (own,) if own else tuple(book.profile.lists.get("duty", ())) if alone else ()
    if not alone:
        year.profile = {}
    year.reasons = _reasons(book, unit.code)
    return year


def _year(book: Book, units: tuple[Unit, ...], organisation: str, speaker: str, grades: str) -> OfficeYear:
    types = {unit.code: unit.type for unit in units}
    sums: _Sums = defaultdict(int)
    within: _Sums = defaultdict(int)
    for key, amount in [*_flows(book, types), *_stocks(book, types), *_contracts(book, types)]:
        sums[key] += amount
    for key, amount, part in _budgets(book, types):
        (within if part else sums)[key] += amount
    names = {row.text("code"): row.text("name") for row in book.rows["names"]}
    cube = Cube(organisation, book.profile.year, speaker, names)
    for key in sorted(sums):
        if sums[key]:
            cube.book(key, sums[key] * _CENT)
    for key in sorted(within):
        if within[key]:
            cube.book(key, within[key] * _CENT, within="economic")
    statistics: defaultdict[str, int] = defaultdict(int)
    for row in book.rows["statistics"]:
        if row.text("unit") in types:
            statistics[row.text("item")] += row.whole("count") or 0
    _book_counts(cube, statistics)
    contracts = [row for row in book.rows["procurement"] if row.text("unit") in types]
    return OfficeYear(
        cube,
        statistics=statistics,
        small=sum((row.whole("small") or 0 for row in contracts), 0) * _CENT,
        micro=sum((row.whole("micro") or 0 for row in contracts), 0) * _CENT,
        reasons=_reasons(book, ""),
        projects=projects_of(book, units, grades),
        units=units,
        profile=book.profile.items,
    )


def _reasons(book: Book, unit: str) -> dict[tuple[str, str], str]:
    """The reasons given for a unit, or for the department ("")."""
    rows = (row for row in book.rows["reasons"] if row.text("unit") == unit)
    return {(row.text("subject"), row.text("compared")): row.text("text") for row in rows}


def inside(entry: Entry, units: Collection[str]) -> bool:
    """Whether an entry is one side of a transfer among these units, which their sum does not show."""
    account = account_of(entry.account)
    moves = account is not None and account.measure in ("income", "expenditure")
    return moves and entry.counterpart in units and entry.counterpart != entry.unit


def movement(entry: Entry, account: Account) -> int:
    """What an entry adds to its account, in 分."""
    return entry.credit - entry.debit if account.side == "credit" else entry.debit - entry.credit


def fund_of(entry: Entry, account: Account) -> str:
    """The fund that an entry of income or expenditure moves."""
    own = dict(account.at).get("fund")
    if own:
        return own
    return entry.fund or "own_funds"


def _flows(book: Book, types: Mapping[str, str]) -> Iterator[tuple[FactKey, int]]:
    """Income, expenditure, distribution, spent savings and running costs."""
    for entry in book.entries:
        account = account_of(entry.account)
        if account is None or entry.unit not in types or inside(entry, types):
            continue
        if account.drawdown and not account.is_balance(types[entry.unit]) and entry.debit:
            yield FactKey.of("drawdown", {"fund": "own_funds"}), entry.debit
        if account.measure == "distribution":
            yield FactKey.of("distribution", {"fund": "own_funds"}), entry.debit
        elif account.measure:
            amount = movement(entry, account)
            named = {"function": entry.function, "kind": entry.kind, "economic": entry.economic}
            spending = account.measure == "expenditure"
            at = {name: code for name, code in named.items() if code and (spending or name == "function")}
            at |= dict(account.at) | {"fund": fund_of(entry, account)}
            yield FactKey.of(account.measure, at), amount
            if spending and _is_running(entry, types[entry.unit]):
                yield FactKey.of("running_costs", {"unit_type": types[entry.unit]}), amount


def _is_running(entry: Entry, unit_type: str) -> bool:
    """Whether spending is 机关运行经费: basic, of the general public budget, on 公用 items, of an office."""
    public = bool(entry.economic) and "public" in above("economic", entry.economic)
    return unit_type in RUNNING_COSTS and entry.fund == "general" and entry.kind == "basic" and public


def _stocks(book: Book, types: Mapping[str, str]) -> Iterator[tuple[FactKey, int]]:
    """Opening balances with their adjustments (these also by themselves), and closing balances."""
    columns = {"balances": (("opening", "opening"), ("closing", "closing")), "adjustments": (("opening", "amount"),)}
    for sheet, measures in columns.items():
        for row in book.rows[sheet]:
            account = account_of(row.text("account"))
            if account is None or row.text("unit") not in types or not account.is_balance(types[row.text("unit")]):
                continue
            at = {"fund": row.text("fund") if account.fiscal else "own_funds"}
            if row.text("function"):
                at["function"] = row.text("function")
            for measure, column in measures:
                yield FactKey.of(measure, at), row.whole(column) or 0
            if sheet == "adjustments":
                yield FactKey.of("opening_adjustment", at), row.whole("amount") or 0


def _contracts(book: Book, types: Mapping[str, str]) -> Iterator[tuple[FactKey, int]]:
    for row in book.rows["procurement"]:
        if row.text("unit") in types:
            yield FactKey.of("procurement", {"category": row.text("category")}), row.whole("amount") or 0


def _budgets(book: Book, types: Mapping[str, str]) -> Iterator[tuple[FactKey, int, bool]]:
    """Budgets by item, and those of single economic codes, with whether they are part of the former.

    They are where no item is named, and where the book also gives the whole budget of the item.
    """
    named = [
        (row.text("unit"), {name: row.text(name) for name in _OF_BUDGETS if row.text(name)}, row.whole("amount") or 0)
        for row in book.rows["budgets"]
        if row.text("unit") in types
    ]
    whole = {(unit, FactKey.of("expenditure", at)) for unit, at, _ in named if "economic" not in at}
    for unit, at, amount in named:
        rest = {name: member for name, member in at.items() if name != "economic"}
        part = "economic" in at and ("function" not in at or (unit, FactKey.of("expenditure", rest)) in whole)
        yield FactKey.of("expenditure", at), amount, part


def _book_counts(cube: Cube, statistics: Mapping[str, int]) -> None:
    """Vehicles by use, and equipment, which tables print."""
    uses = partitions().trees["use"].members["all"]
    for item, count in statistics.items():
        if count and item in uses:
            cube.add(Decimal(count), "vehicles", use=item)
        elif count and item == "equipment":
            cube.add(Decimal(count), "equipment")


def _last(book: Book) -> Iterator[tuple[FactKey, Decimal]]:
    """Last year's figures in 元, as the book gives them."""
    for row in book.rows["last_year"]:
        named = {"fund": "source", "function": "function", "kind": "kind", "economic": "economic"}
        at = {name: row.text(column) for name, column in named.items() if row.text(column)}
        yield FactKey.of(row.text("measure"), at), (row.whole("amount") or 0) * _CENT
