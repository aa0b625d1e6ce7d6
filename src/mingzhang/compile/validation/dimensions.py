"""The dimensions that an entry must carry, by its account."""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.compile.accounts import Account, account_of, is_fiscal
from mingzhang.compile.book import Book, Entry
from mingzhang.compile.problem import Problem
from mingzhang.compile.validation.place import at_entry, at_row

_FISCAL = "要填预算类别：一般公共预算、政府性基金或国有资本经营。"


def check(book: Book) -> Iterator[Problem]:
    """Fund, function, kind of spending and economic code of entries, fund and function of balances."""
    for entry in book.entries:
        account = account_of(entry.account)
        if account is not None:
            yield from _entry(entry, account)
    for sheet in ("balances", "adjustments"):
        for row in book.rows[sheet]:
            account = account_of(row.text("account"))
            if account is None:
                continue
            if not account.stock:
                yield at_row(sheet, row, "account", f"“{account.code}{account.name}”没有余额，不列在这里。")
            elif account.fiscal and not is_fiscal(row.text("fund")):
                yield at_row(
                    sheet, row, "fund", f"“{account.name}”要填预算类别：一般公共预算、政府性基金或国有资本经营。"
                )
            elif account.fiscal and not row.text("function"):
                yield at_row(sheet, row, "function", f"“{account.name}”要填功能科目（项）。")
            elif account.own_funds and is_fiscal(row.text("fund")):
                yield at_row(sheet, row, "fund", f"“{account.name}”不是财政拨款，预算类别应为“非财政”或不填。")


def _entry(entry: Entry, account: Account) -> Iterator[Problem]:
    name = f"“{account.code}{account.name}”"
    if account.fiscal and not is_fiscal(entry.fund):
        yield at_entry(entry, "fund", f"{name}的分录{_FISCAL}")
    if account.own_funds and is_fiscal(entry.fund):
        yield at_entry(entry, "fund", f"{name}不能用财政拨款，预算类别应为“非财政”。")
    if account.measure in ("income", "expenditure") and not entry.function:
        yield at_entry(entry, "function", f"{name}的分录没有填功能科目（项）。")
    if not account.kinds:
        return
    if not entry.fund:
        yield at_entry(entry, "fund", f"{name}的分录没有填预算类别。")
    if entry.kind not in account.kinds:
        yield at_entry(entry, "kind", f"{name}的分录没有填支出性质（基本支出或项目支出）。")
    if not entry.economic:
        yield at_entry(entry, "economic", f"{name}的分录没有填经济科目（款）。")
