"""Entries on balances: those of the opening are adjustments too, those of the reserves cover a gap of the year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mingzhang.compile.accounts import account_of
from mingzhang.compile.book import Book, Entry
from mingzhang.compile.problem import Problem
from mingzhang.compile.rows import Row
from mingzhang.compile.validation.place import at_entry, at_row, yuan

_INSIDE = "internal"


def check(book: Book) -> Iterator[Problem]:
    """Entries on balances against 年初调整, spent reserves against what they cover, moves in a unit against zero."""
    types = {row.text("code"): row.text("type") for row in book.rows["units"]}
    yield from _adjusted(book, types)
    yield from _drawn(book, types)
    yield from _inside(book)


def _adjusted(book: Book, types: dict[str, str]) -> Iterator[Problem]:
    """What the ledger books on 结转和结余 itself must be listed with its cause; so closing entries are found too."""
    listed: defaultdict[tuple[str, str], int] = defaultdict(int)
    for row in book.rows["adjustments"]:
        account = account_of(row.text("account"))
        if account is not None:
            listed[row.text("unit"), account.code] += row.whole("amount") or 0
    moved: dict[tuple[str, str], tuple[Entry, int]] = {}
    for entry in book.entries:
        account = account_of(entry.account)
        if account is not None and account.is_balance(types.get(entry.unit, "")):
            first, amount = moved.get((entry.unit, account.code), (entry, 0))
            moved[entry.unit, account.code] = (first, amount + entry.credit - entry.debit)
    for (unit, code), (entry, amount) in sorted(moved.items(), key=lambda item: item[0]):
        if amount != listed[unit, code]:
            yield at_entry(
                entry, "account",
                f"单位“{unit}”明细账里“{code}”的分录合计 {yuan(amount)}，“年初调整”表里是 {yuan(listed[unit, code])}；"
                "以前年度收支、归集和调剂要在“年初调整”表按原因列出，年终结转分录不要列入明细账。",
            )  # fmt: skip


def _drawn(book: Book, types: dict[str, str]) -> Iterator[Problem]:
    """A debit of the reserves is 使用非财政拨款结余 only where it covers the gap of the year."""
    spent: dict[str, tuple[Entry, int]] = {}
    covered: defaultdict[str, int] = defaultdict(int)
    for entry in book.entries:
        account = account_of(entry.account)
        if account is None:
            continue
        if account.internal or account.measure == "distribution":
            covered[entry.unit] += entry.credit
        elif account.drawdown and not account.is_balance(types.get(entry.unit, "")) and entry.debit:
            first, amount = spent.get(entry.unit, (entry, 0))
            spent[entry.unit] = (first, amount + entry.debit)
    for unit, (entry, amount) in sorted(spent.items(), key=lambda item: item[0]):
        if amount > covered[unit]:
            yield at_entry(
                entry, "account",
                f"单位“{unit}”非财政拨款结余、专用结余的借方共 {yuan(amount)}，"
                f"8501、8701 的贷方只有 {yuan(covered[unit])}；弥补本年收支差额的，写借 8202（或 8301）、贷 8501；"
                "交纳所得税的，写借 8701、贷 8001，列入结余分配。",
            )  # fmt: skip


def _inside(book: Book) -> Iterator[Problem]:
    """单位内部调剂 takes from one item what it gives another."""
    sums: dict[tuple[str, str], tuple[Row, int]] = {}
    for row in book.rows["adjustments"]:
        if row.text("cause") == _INSIDE:
            first, amount = sums.get((row.text("unit"), row.text("fund")), (row, 0))
            sums[row.text("unit"), row.text("fund")] = (first, amount + (row.whole("amount") or 0))
    for (unit, _), (row, amount) in sorted(sums.items(), key=lambda item: item[0]):
        if amount:
            yield at_row(
                "adjustments", row, "amount",
                f"单位“{unit}”同一预算类别的“单位内部调剂”增减应相抵，合计是 {yuan(amount)}。",
            )  # fmt: skip
