"""Balances: closing = opening + what came in − what went out, for each fund; none below zero that may not be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from mingzhang.compile.accounts import Account, account_of, is_fiscal
from mingzhang.compile.book import Book
from mingzhang.compile.consolidate import fund_of, movement
from mingzhang.compile.problem import Problem
from mingzhang.compile.rows import Row
from mingzhang.compile.schema import book_format
from mingzhang.compile.validation.place import at_row, of_sheet, yuan

_Key = tuple[str, str, str]
_RESERVE = "reserve"


@dataclass(slots=True)
class _Balance:
    """One balance in 分, and the row that states its closing."""

    opening: int = 0
    adjusted: int = 0
    came: int = 0
    went: int = 0
    closing: int = 0
    rows: list[Row] = field(default_factory=list)

    @property
    def wanted(self) -> int:
        return self.opening + self.adjusted + self.came - self.went


def check(book: Book) -> Iterator[Problem]:
    """Fiscal balances by fund and item, the others by unit; then negative ones, and all balances against 资金结存."""
    found = _gathered(book)
    names = {code: f"“{code}”" for code in {key[0] for key in found}}
    for (unit, fund, function), balance in sorted(found.items()):
        if balance.wanted == balance.closing or not fund:  # a missing fund is said by itself
            continue
        what = f"单位{names[unit]}{_named(fund)}{function}"
        message = (
            f"{what}的年末数应为 年初 {yuan(balance.opening)} + 调整 {yuan(balance.adjusted)} "
            f"+ 增加 {yuan(balance.came)} − 减少 {yuan(balance.went)} = {yuan(balance.wanted)}，"
            f"表中合计是 {yuan(balance.closing)}，相差 {yuan(balance.closing - balance.wanted)}。"
        )
        yield (
            at_row("balances", balance.rows[0], "closing", message)
            if balance.rows
            else of_sheet("balances", message + "表中没有这一行。")
        )
    yield from _negative(book)
    yield from _equation(book)


def _named(fund: str) -> str:
    names = {_RESERVE: "非财政拨款结余和专用结余", "own_funds": "非财政拨款结转结余"}
    labels = {id_: label for label, id_ in book_format().choices["fund"].items()}
    return names.get(fund) or f"{labels[fund]}财政拨款结转结余"


def _gathered(book: Book) -> dict[_Key, _Balance]:
    """Every balance with its movements; savings of 事业单位 apart from what counts as 结转和结余."""
    types = {row.text("code"): row.text("type") for row in book.rows["units"]}
    found: defaultdict[_Key, _Balance] = defaultdict(_Balance)

    def of_account(account: Account, unit: str, fund: str, function: str) -> _Key | None:
        if account.fiscal and account.balance:
            return unit, fund, function
        if account.is_balance(types.get(unit, "")):
            return unit, "own_funds", ""
        return (unit, _RESERVE, "") if account.reserve else None

    for sheet in ("balances", "adjustments"):
        for row in book.rows[sheet]:
            account = account_of(row.text("account"))
            key = of_account(account, row.text("unit"), row.text("fund"), row.text("function")) if account else None
            if key is None:
                continue
            balance = found[key]
            balance.opening += row.whole("opening") or 0 if sheet == "balances" else 0
            balance.closing += row.whole("closing") or 0 if sheet == "balances" else 0
            balance.adjusted += row.whole("amount") or 0 if sheet == "adjustments" else 0
            balance.rows += [row] if sheet == "balances" else []
    for entry in book.entries:
        account, unit = account_of(entry.account), entry.unit
        if account is None:
            continue
        counted = account.is_balance(types.get(unit, ""))
        if account.measure in ("income", "expenditure"):
            fund = fund_of(entry, account)
            key = (unit, fund, entry.function) if is_fiscal(fund) else (unit, "own_funds", "")
            came = account.measure == "income"
            found[key].came += movement(entry, account) if came else 0
            found[key].went += 0 if came else movement(entry, account)
        elif account.measure == "distribution":
            found[unit, "own_funds", ""].went += entry.debit
        elif account.undisclosed:
            moved = movement(entry, account)
            found[unit, _RESERVE, ""].came += moved if account.side == "credit" else 0
            found[unit, _RESERVE, ""].went += moved if account.side == "debit" else 0
        elif account.drawdown and not counted:
            reserve = found[unit, _RESERVE, ""]
            reserve.came += entry.credit
            reserve.went += entry.debit
            if entry.debit:
                found[unit, "own_funds", ""].came += entry.debit
    return dict(found)


def _negative(book: Book) -> Iterator[Problem]:
    for row in book.rows["balances"]:
        account = account_of(row.text("account"))
        for column in ("opening", "closing"):
            amount = row.whole(column) or 0
            if account is not None and amount < 0 and account.never_negative:
                yield at_row("balances", row, column, f"“{account.name}”是负数（{yuan(amount)}）；请核对账目。")


def _equation(book: Book) -> Iterator[Problem]:
    """资金结存 = all other balances, at both ends of the year, for units that state it."""
    sides: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    stated: set[str] = set()
    for row in book.rows["balances"]:
        account, unit = account_of(row.text("account")), row.text("unit")
        if account is None or not account.stock:
            continue
        if account.money:
            stated.add(unit)
        for column in ("opening", "closing"):
            sides[unit, column][account.money] += row.whole(column) or 0
    labels = {"opening": "年初", "closing": "年末"}
    for (unit, column), (others, money) in sorted(sides.items()):
        if unit in stated and others != money:
            yield of_sheet(
                "balances",
                f"单位“{unit}”{labels[column]}资金结存 {yuan(money)}，各项结转结余合计 {yuan(others)}，"
                f"两者应相等，相差 {yuan(money - others)}。",
            )
