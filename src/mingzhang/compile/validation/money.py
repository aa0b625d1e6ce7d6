"""Double entry: vouchers balance, and 资金结存 ends where its opening balance and its entries take it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mingzhang.compile.accounts import account_of
from mingzhang.compile.book import Book
from mingzhang.compile.problem import Problem
from mingzhang.compile.rows import Row
from mingzhang.compile.validation.place import ENTRIES, at_line, at_row, yuan


def check(book: Book) -> Iterator[Problem]:
    """Unbalanced vouchers; units whose 资金结存, over all its detail accounts, does not end as it should."""
    for (unit, number), voucher in book.vouchers.items():
        name = f"凭证“{number}”" if number else f"单位“{unit}”没有凭证号的分录"
        message = f"{name}借贷不平：借方比贷方{_more(voucher.difference)}。"
        yield at_line(ENTRIES, voucher.first_row, "voucher", message, voucher.sheet)
    booked: defaultdict[str, int] = defaultdict(int)
    for entry in book.entries:
        account = account_of(entry.account)
        if account is not None and account.money:
            booked[entry.unit] += entry.debit - entry.credit
    adjusted, rows = _of_money(book, "adjustments"), _of_money(book, "balances")
    for unit, own in rows.items():
        if unit not in booked:
            continue
        closing = sum(row.whole("closing") or 0 for row in own)
        changed = booked[unit] + sum(row.whole("amount") or 0 for row in adjusted.get(unit, ()))
        wanted = sum(row.whole("opening") or 0 for row in own) + changed
        if wanted != closing:
            yield at_row(
                "balances", own[0], "closing",
                f"资金结存年末数应为年初数加本年变动，即 {yuan(wanted)}，表中是 {yuan(closing)}，"
                f"相差 {yuan(closing - wanted)}；调整已记入明细账的，“年初调整”表不再列资金结存。",
            )  # fmt: skip


def _of_money(book: Book, sheet: str) -> dict[str, list[Row]]:
    """The rows of a sheet on 资金结存 and its detail accounts, by unit."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in book.rows[sheet]:
        account = account_of(row.text("account"))
        if account is not None and account.money:
            found[row.text("unit")].append(row)
    return dict(found)


def _more(difference: int) -> str:
    return f"多 {yuan(difference)}" if difference > 0 else f"少 {yuan(-difference)}"
