"""Bad books: each function plants one known fault in a copy of a good book and says where it must be reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from benchmarks.books.sheets import BookFiles, cents, records, sheets, yuan

_FISCAL = ("一般公共预算", "政府性基金", "国有资本经营")


class NoPlaceError(LookupError):
    """The book has nothing that this fault could be planted in."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A book with a fault. It must be reported in `sheet` (a label) at one of `rows`, counted from 1 with the heading.

    No rows: the sheet as a whole. `alone` says that nothing else may be reported, since nothing else is wrong.
    """

    book: BookFiles
    sheet: str
    rows: tuple[int, ...]
    alone: bool = True


Planter = Callable[[BookFiles, Random], Fault]


class _Copy:
    """A copy of a book to change; rows are counted from 1 with the heading."""

    def __init__(self, book: BookFiles, random: Random) -> None:
        self.book = {label: list(rows) for label, rows in book.items()}
        self.random = random

    def find(self, sheet: str, wanted: Callable[[dict[str, str]], bool]) -> tuple[int, dict[str, str]]:
        """A row by chance among those wanted."""
        found = [(number, row) for number, row in enumerate(records(self.book, sheet), 2) if wanted(row)]
        if not found:
            raise NoPlaceError(sheet)
        return self.random.choice(found)

    def change(self, sheet: str, number: int, **values: str) -> None:
        """Write other values, by the ids of the columns."""
        label = sheets()[sheet].label
        row = dict(zip((column.id for column in sheets()[sheet].columns), self.book[label][number - 1], strict=True))
        self.book[label][number - 1] = tuple({**row, **values}.values())

    def insert(self, sheet: str, number: int, **values: str) -> None:
        """Insert a row that will have this number."""
        row = tuple(values.get(column.id, "") for column in sheets()[sheet].columns)
        self.book[sheets()[sheet].label].insert(number - 1, row)

    def fault(self, sheet: str, *rows: int, alone: bool = True) -> Fault:
        """The book as it now is, with the fault's place."""
        return Fault(self.book, sheets()[sheet].label, rows, alone)

    def changed(self, sheet: str, wanted: Callable[[dict[str, str]], bool], alone: bool = True, **values: str) -> Fault:
        """The fault of writing other values in one of the rows wanted."""
        number, _ = self.find(sheet, wanted)
        self.change(sheet, number, **values)
        return self.fault(sheet, number, alone=alone)


def unknown_unit(book: BookFiles, random: Random) -> Fault:
    """A budget of a unit that the book does not list."""
    return _Copy(book, random).changed("budgets", lambda row: True, alone=False, unit="999999")


def unknown_account(book: BookFiles, random: Random) -> Fault:
    """A balanced voucher of which one line is booked on an account there is not."""
    copy = _Copy(book, random)
    _, row = copy.find("entries", lambda row: True)
    end = len(copy.book["明细账"]) + 1
    for at, account in enumerate(("8501", "8599")):
        money = {"debit": "1.00"} if at == 0 else {"credit": "1.00"}
        copy.insert("entries", end + at, unit=row["unit"], voucher="13-0001", account=account, fund="非财政", **money)
    return copy.fault("entries", end + 1)


def unknown_function(book: BookFiles, random: Random) -> Fault:
    """A budget for a code that neither catalogue nor book knows."""
    return _code(book, random, function="2999998")


def unknown_economic(book: BookFiles, random: Random) -> Fault:
    """A budget for an economic code that neither catalogue nor book knows."""
    return _code(book, random, economic="30298")


def _code(book: BookFiles, random: Random, **code: str) -> Fault:
    copy = _Copy(book, random)
    number, row = copy.find("budgets", lambda row: True)
    same = {name: row[name] for name in ("unit", "stage", "fund")}
    copy.insert("budgets", number + 1, **same, amount="0.00", **code)
    return copy.fault("budgets", number + 1)


def unknown_choice(book: BookFiles, random: Random) -> Fault:
    """A fund by another name than the book has for it."""
    return _Copy(book, random).changed("budgets", lambda row: True, alone=False, fund="一般预算")


def unbalanced_voucher(book: BookFiles, random: Random) -> Fault:
    """A voucher with one line too many, on an account that moves no figure."""
    copy = _Copy(book, random)
    number, row = copy.find("entries", lambda row: True)
    while (above := dict(_at(copy, number - 1))).get("voucher") == row["voucher"] and above["unit"] == row["unit"]:
        number -= 1
    same = {name: row[name] for name in ("unit", "voucher", "summary")}
    copy.insert("entries", number, **same, account="8501", fund="非财政", debit="0.01")
    last = number
    while last < len(copy.book["明细账"]) and _at(copy, last + 1)["voucher"] == row["voucher"]:
        last += 1
    return copy.fault("entries", *range(number, last + 1))


def _at(copy: _Copy, number: int) -> dict[str, str]:
    """A row of the ledger; the heading has no voucher."""
    if number == 1:
        return {}
    return dict(
        zip((column.id for column in sheets()["entries"].columns), copy.book["明细账"][number - 1], strict=True)
    )


def missing_economic(book: BookFiles, random: Random) -> Fault:
    """Basic spending without its economic code."""
    return _Copy(book, random).changed("entries", lambda row: row["kind"] == "基本支出", economic="")


def missing_kind(book: BookFiles, random: Random) -> Fault:
    """Spending that is neither basic nor of a project."""
    return _Copy(book, random).changed("entries", lambda row: row["kind"] == "基本支出", kind="")


def missing_fund(book: BookFiles, random: Random) -> Fault:
    """Spending of which nobody knows who paid; accounts that only own funds can pay need not say it."""
    return _Copy(book, random).changed("entries", lambda row: bool(row["kind"]), alone=False, fund="")


def missing_function(book: BookFiles, random: Random) -> Fault:
    """Income without its functional code."""
    return _Copy(book, random).changed("entries", lambda row: row["account"][0] == "6", alone=False, function="")


def missing_project(book: BookFiles, random: Random) -> Fault:
    """Spending of a project without its code: the project's own figure is what gives it away.

    Project spending without any project is right where the project is not evaluated.
    """
    copy = _Copy(book, random)
    stated = {row["code"]: at for at, row in enumerate(records(book, "projects"), 2) if row["spent"]}
    number, row = copy.find("entries", lambda row: row["project"] in stated)
    copy.change("entries", number, project="")
    return copy.fault("projects", stated[row["project"]])


def wrong_unit_type(book: BookFiles, random: Random) -> Fault:
    """行政单位 that book 事业支出."""
    copy = _Copy(book, random)
    units = {row["code"] for row in records(book, "units") if row["type"] == "行政单位"}
    return copy.changed("entries", lambda row: row["account"] == "7101" and row["unit"] in units, account="7201")


def one_sided_transfer(book: BookFiles, random: Random) -> Fault:
    """A unit says it paid another one of the department, which does not say so: either side may be named."""
    copy = _Copy(book, random)
    sides = {"6201": "7501", "6301": "7401"}
    pairs = Counter(
        (row["unit"], row["counterpart"], row["account"]) for row in records(book, "entries") if row["counterpart"]
    )
    number, row = copy.find(
        "entries",
        lambda row: row["account"] in sides and pairs[row["unit"], row["counterpart"], row["account"]] == 1,
    )
    paid, _ = copy.find(
        "entries",
        lambda other: (
            other["account"] == sides[row["account"]]
            and (other["unit"], other["counterpart"]) == (row["counterpart"], row["unit"])
        ),
    )
    copy.change("entries", number, counterpart="")
    return copy.fault("entries", paid, number)


def closing_off(book: BookFiles, random: Random) -> Fault:
    """A closing balance that is not what was there and came in, less what went out."""
    copy = _Copy(book, random)
    number, row = copy.find("balances", lambda row: row["account"] == "8101" and _single(book, row))
    copy.change("balances", number, closing=yuan(cents(row["closing"]) + 100))
    return copy.fault("balances", number, alone=False)


def _single(book: BookFiles, row: dict[str, str]) -> bool:
    """Whether all of an item's balance stands in one row."""
    same = [(one["unit"], one["fund"], one["function"]) for one in records(book, "balances")]
    return same.count((row["unit"], row["fund"], row["function"])) == 1


def negative_fiscal(book: BookFiles, random: Random) -> Fault:
    """More spent of fiscal money than there was, consistently in ledger and balances."""
    copy = _Copy(book, random)
    lines = list(records(book, "entries"))

    def spends(line: dict[str, str], at: dict[str, str]) -> bool:
        same = all(line[name] == at[name] for name in ("unit", "fund", "function"))
        return same and line["account"][0] == "7" and line["kind"] == "基本支出" and cents(line["debit"]) > 0

    def wanted(row: dict[str, str]) -> bool:
        fiscal = row["account"] == "8101" and row["fund"] in _FISCAL
        return fiscal and _single(book, row) and any(spends(line, row) for line in lines)

    number, balance = copy.find("balances", wanted)
    more = cents(balance["closing"]) + 100
    spent, line = copy.find("entries", lambda line: spends(line, balance))
    paid, cash = copy.find(
        "entries",
        lambda other: (
            (other["unit"], other["voucher"], other["account"]) == (line["unit"], line["voucher"], "8001")
            and bool(other["credit"])
        ),
    )
    money, held = copy.find("balances", lambda row: (row["unit"], row["account"]) == (line["unit"], "8001"))
    copy.change("entries", spent, debit=yuan(cents(line["debit"]) + more))
    copy.change("entries", paid, credit=yuan(cents(cash["credit"]) + more))
    copy.change("balances", number, closing=yuan(-100))
    copy.change("balances", money, closing=yuan(cents(held["closing"]) - more))
    return copy.fault("balances", number, alone=False)


def project_over_budget(book: BookFiles, random: Random) -> Fault:
    """A project that spent more than its full-year budget, and does not say why."""
    copy = _Copy(book, random)
    spent: Counter[str] = Counter()
    for row in records(book, "entries"):
        if row["project"]:
            spent[row["project"]] += cents(row["debit"]) - cents(row["credit"])
    number, row = copy.find("projects", lambda row: True)
    copy.change("projects", number, full=yuan(spent[row["code"]] - 100), problems="")
    return copy.fault("projects", number)


def weights_not_ninety(book: BookFiles, random: Random) -> Fault:
    """Indicators of a project that weigh 95."""
    copy = _Copy(book, random)
    number, row = copy.find("indicators", lambda row: not row["score"])
    copy.change("indicators", number, weight=str(int(row["weight"]) + 5))
    same = [at for at, other in enumerate(records(book, "indicators"), 2) if other["project"] == row["project"]]
    return copy.fault("indicators", *same)


def text_in_number(book: BookFiles, random: Random) -> Fault:
    """Words where an amount belongs."""
    return _Copy(book, random).changed("budgets", lambda row: True, alone=False, amount="约12万元")


def third_decimal(book: BookFiles, random: Random) -> Fault:
    """An amount with a fraction of a 分."""
    copy = _Copy(book, random)
    number, row = copy.find("procurement", lambda row: True)
    copy.change("procurement", number, amount=row["amount"] + "5")
    return copy.fault("procurement", number)


def missing_required(book: BookFiles, random: Random) -> Fault:
    """A project without a name."""
    return _Copy(book, random).changed("projects", lambda row: True, name="")


def missing_sheet(book: BookFiles, random: Random) -> Fault:
    """A book without its profile or its units."""
    copy = _Copy(book, random)
    sheet = random.choice(("profile", "units"))
    del copy.book[sheets()[sheet].label]
    return copy.fault(sheet, alone=False)


def unit_twice(book: BookFiles, random: Random) -> Fault:
    """Two units with one code."""
    copy = _Copy(book, random)
    number, row = copy.find("units", lambda row: row["status"] == "正常")
    copy.insert("units", number + 1, **{**row, "name": "重复登记的单位"})
    return copy.fault("units", number + 1)


def zero_unit_with_entries(book: BookFiles, random: Random) -> Fault:
    """A unit that reports nothing although it has entries."""
    copy = _Copy(book, random)
    active = {row["unit"] for row in records(book, "entries")}
    return copy.changed(
        "units", lambda row: row["status"] == "正常" and row["code"] in active, alone=False, status="零申报"
    )


def merged_nowhere(book: BookFiles, random: Random) -> Fault:
    """A unit that was merged, nobody says into which one."""
    return _Copy(book, random).changed("units", lambda row: row["status"] == "并入", alone=False, successor="")


def small_above_all(book: BookFiles, random: Random) -> Fault:
    """More awarded to small firms than was awarded."""
    copy = _Copy(book, random)
    number, row = copy.find("procurement", lambda row: True)
    copy.change("procurement", number, small=yuan(cents(row["amount"]) + 1))
    return copy.fault("procurement", number)


def vehicles_not_their_uses(book: BookFiles, random: Random) -> Fault:
    """More vehicles held than there are by use."""
    copy = _Copy(book, random)
    number, row = copy.find("statistics", lambda row: row["item"] == "公务用车保有量（辆）" and row["count"] != "0")
    copy.change("statistics", number, count=str(int(row["count"]) + 1))
    return copy.fault("statistics", number)


def last_year_off(book: BookFiles, random: Random) -> Fault:
    """Last year's total is not what its parts make."""
    copy = _Copy(book, random)
    number, row = copy.find("last_year", lambda row: row["measure"] == "收支总计" and not row["source"])
    copy.change("last_year", number, amount=yuan(cents(row["amount"]) + 1_000_000))
    return copy.fault("last_year", number)


FAULTS: dict[str, Planter] = {
    planter.__name__: planter
    for planter in (
        unknown_unit, unknown_account, unknown_function, unknown_economic, unknown_choice, unbalanced_voucher,
        missing_economic, missing_kind, missing_fund, missing_function, missing_project, wrong_unit_type,
        one_sided_transfer, closing_off, negative_fiscal, project_over_budget, weights_not_ninety, text_in_number,
        third_decimal, missing_required, missing_sheet, unit_twice, zero_unit_with_entries, merged_nowhere,
        small_above_all, vehicles_not_their_uses, last_year_off,
    )
}  # fmt: skip
"""Every fault by its name."""
