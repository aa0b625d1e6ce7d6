"""Double entry: vouchers balance, and 资金结存 moves by income less expenditure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mingzhang.compile.accounts import account_of
from mingzhang.compile.book import Book
from mingzhang.compile.problem import Problem
from mingzhang.compile.validation.place import ENTRIES, at_line, at_row, of_sheet, yuan


def check(book: Book) -> Iterator[Problem]:
    """Unbalanced vouchers; units whose 资金结存 does not move as their entries say."""
    for (unit, number), voucher in book.vouchers.items():
        name = f"凭证“{number}”" if number else f"单位“{unit}”没有凭证号的分录"
        message = f"{name}借贷不平：借方比贷方{_more(voucher.difference)}。"
        yield at_line(ENTRIES, voucher.first_row, "voucher", message, voucher.sheet)
    flows: defaultdict[str, int] = defaultdict(int)
    booked: defaultdict[str, int] = defaultdict(int)
    for entry in book.entries:
        account = account_of(entry.account)
        if account is None:
            continue
        if account.money:
            booked[entry.unit] += entry.debit - entry.credit
        elif not account.stock and not account.internal and account.measure != "distribution":
            flows[entry.unit] += entry.credit - entry.debit
    unbalanced = {unit for unit, _ in book.vouchers}
    for unit in sorted(flows.keys() - unbalanced):
        if unit in booked and booked[unit] != flows[unit] and not _other_money(book, unit):
            yield of_sheet(
                ENTRIES,
                f"单位“{unit}”资金结存变动 {yuan(booked[unit])}，预算收入减预算支出为 {yuan(flows[unit])}，"
                f"相差 {yuan(booked[unit] - flows[unit])}。",
            )
    adjusted: defaultdict[str, int] = defaultdict(int)
    for row in book.rows["adjustments"]:
        account = account_of(row.text("account"))
        if account is not None and account.money:
            adjusted[row.text("unit")] += row.whole("amount") or 0
    for row in book.rows["balances"]:
        account, unit = account_of(row.text("account")), row.text("unit")
        if account is None or not account.money or unit not in booked:
            continue
        wanted = (row.whole("opening") or 0) + adjusted[unit] + booked[unit]
        if wanted != (row.whole("closing") or 0):
            yield at_row(
                "balances",
                row,
                "closing",
                f"资金结存年末数应为年初数加本年变动，即 {yuan(wanted)}，表中是 {yuan(row.whole('closing') or 0)}，"
                f"相差 {yuan((row.whole('closing') or 0) - wanted)}。",
            )


def _more(difference: int) -> str:
    return f"多 {yuan(difference)}" if difference > 0 else f"少 {yuan(-difference)}"


def _other_money(book: Book, unit: str) -> bool:
    """Whether entries of a unit move money for other reasons than income and expenditure (taxes, earlier years)."""
    accounts = ((entry, account_of(entry.account)) for entry in book.entries if entry.unit == unit)
    return any(account is not None and not account.money and account.stock for _, account in accounts) or any(
        account is not None and account.measure == "distribution" for _, account in accounts
    )
