"""Transfers inside the department: what one unit pays another, the other receives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mingzhang.compile.accounts import account_of, is_fiscal
from mingzhang.compile.book import Book, Entry
from mingzhang.compile.consolidate import movement
from mingzhang.compile.problem import Problem
from mingzhang.compile.validation.place import at_entry, yuan


def check(book: Book) -> Iterator[Problem]:
    """For each pair of units, payments on one side against receipts on the other."""
    paid: defaultdict[tuple[str, str], list[tuple[Entry, int]]] = defaultdict(list)
    received: defaultdict[tuple[str, str], list[tuple[Entry, int]]] = defaultdict(list)
    for entry in book.entries:
        account = account_of(entry.account)
        if account is None or not entry.counterpart:
            continue
        if entry.counterpart == entry.unit:
            yield at_entry(entry, "counterpart", "对方单位就是本单位；请核对。")
        elif account.measure == "expenditure" and is_fiscal(entry.fund):
            yield at_entry(
                entry, "counterpart", "用财政拨款付给部门内其他单位的支出汇总时不抵销，请不要填对方单位；"
                "拨给下属单位的财政拨款应直接记在下属单位账上。"
            )  # fmt: skip
        elif account.measure == "expenditure":
            paid[entry.unit, entry.counterpart].append((entry, movement(entry, account)))
        elif account.measure == "income":
            received[entry.counterpart, entry.unit].append((entry, movement(entry, account)))
    for payer, receiver in sorted(paid.keys() | received.keys()):
        out, back = paid.get((payer, receiver), []), received.get((payer, receiver), [])
        given, taken = sum(amount for _, amount in out), sum(amount for _, amount in back)
        if given != taken:
            yield at_entry(
                (out or back)[0][0],
                "counterpart",
                f"部门内部往来不一致：“{payer}”付给“{receiver}”{yuan(given)}，“{receiver}”记收到“{payer}”{yuan(taken)}，"
                f"相差 {yuan(given - taken)}；两边都要填对方单位，金额应相等。",
            )
