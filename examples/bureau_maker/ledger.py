"""The vouchers of the bureau's units: every amount of the plan in several payments, paid from what was received.

Money of the treasury comes in two ways. For most spending a quota is received at the beginning of the month (debit
8001, credit 6001) and spent (debit 7101 or 7201, credit 8001); large support to firms and works is paid by the treasury
itself (debit 7101, credit 6001) and never passes through 8001.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from examples.bureau_maker.plan import CENTRE, Line, draw
from examples.bureau_maker.schedule import Payment, payments

CASH = "8001"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a voucher; money in 分."""

    account: str
    debit: int = 0
    credit: int = 0
    fund: str = ""
    function: str = ""
    economic: str = ""
    kind: str = ""
    project: str = ""


@dataclass(frozen=True, slots=True)
class Voucher:
    """Entries whose sides are equal. `order` says what comes first within a month."""

    unit: str
    month: int
    order: int
    summary: str
    entries: tuple[Entry, ...]


def vouchers_of(lines: Sequence[Line]) -> list[Voucher]:
    """Every voucher of the year, by unit, month and order."""
    paid = [payment for line in lines if line.measure == "expenditure" for payment in payments(line)]
    made = [*_spending(paid), *_quotas(lines, paid), *_own_income(lines), *_reserves(lines)]
    return sorted(made, key=lambda voucher: (voucher.unit, voucher.month, voucher.order, voucher.summary))


def _spending(paid: Sequence[Payment]) -> Iterator[Voucher]:
    """One voucher for what is paid together: the same unit, month and summary."""
    together = sorted(paid, key=lambda payment: (payment.line.unit, payment.month, payment.summary))
    for (unit, month, summary), some in groupby(together, key=lambda one: (one.line.unit, one.month, one.summary)):
        found = list(some)
        debits = [_entry("7201" if unit == CENTRE else "7101", one.line, debit=one.amount) for one in found]
        if found[0].direct:
            credits = [replace(_income(one.line), credit=one.amount) for one in found]
        else:
            credits = [Entry(CASH, credit=sum(one.amount for one in found))]
        if found[0].refund:
            # Money that came back: both sides the other way round.
            debits = [replace(entry, debit=0, credit=-entry.debit) for entry in debits]
            credits = [Entry(CASH, debit=-sum(one.amount for one in found))]
            yield Voucher(unit, month, 5, summary, (*credits, *debits))
        else:
            yield Voucher(unit, month, 3, summary, (*debits, *credits))


def _quotas(lines: Sequence[Line], paid: Sequence[Payment]) -> Iterator[Voucher]:
    """What the treasury must have granted by each month: what is spent beyond the opening balance."""
    left = defaultdict[tuple[str, str, str], int](int)
    for line in lines:
        if line.measure == "opening" and line.fiscal:
            left[line.purse] += line.amount
    spent = defaultdict[tuple[str, int], dict[tuple[str, str, str], int]](dict)
    for one in paid:
        if one.line.fiscal and not one.direct:
            purses = spent[one.line.unit, one.month]
            purses[one.line.purse] = purses.get(one.line.purse, 0) + one.amount
    for (unit, month), purses in sorted(spent.items()):
        grants: list[Entry] = []
        for purse, amount in sorted(purses.items()):
            # A refund leaves money over, which the next month's quota is lessened by.
            carried = left[purse]
            grant = max(amount - carried, 0)
            left[purse] = carried + grant - amount
            if grant:
                grants.append(Entry("6001", credit=grant, fund=purse[1], function=purse[2]))
        if grants:
            whole = Entry(CASH, debit=sum(entry.credit for entry in grants))
            yield Voucher(unit, month, 1, f"收到{month}月财政授权支付额度", (whole, *grants))
    if any(left.values()):
        raise ValueError("fiscal money is left over at the end of the year")


def _own_income(lines: Sequence[Line]) -> Iterator[Voucher]:
    """Other income, mostly interest of each quarter and what old equipment brought."""
    for line in lines:
        if line.measure != "income":
            continue
        small = line.amount < 10_000
        rest = line.amount
        for month in (3, 6, 9, 12):
            part = rest if month == 12 else line.amount // 5 + draw(line.unit, month) % (line.amount // 20)
            rest -= part
            interest = f"收到第{'一二三四'[month // 3 - 1]}季度存款利息"
            summary = interest if small or month != 9 else "收到废旧物资处置收入"
            entry = Entry("6609", credit=part, fund=line.fund, function=line.function)
            yield Voucher(line.unit, month, 2, summary, (Entry(CASH, debit=part), entry))


def _reserves(lines: Sequence[Line]) -> Iterator[Voucher]:
    """How the 事业单位 uses its reserves and puts its surplus into them; no money moves."""
    for line in lines:
        if line.measure == "drawdown":
            used = drawn(lines)
            for account, amount in used.items():
                name = "非财政拨款结余" if account == "8202" else "专用结余"
                entries = (
                    Entry(account, debit=amount, fund=line.fund), Entry("8501", credit=amount, fund=line.fund),
                )  # fmt: skip
                yield Voucher(line.unit, 12, 8, f"使用{name}弥补本年支出", entries)
        if line.measure == "distribution":
            entries = (
                Entry("8701", debit=line.amount, fund=line.fund), Entry("8202", credit=line.amount, fund=line.fund),
            )  # fmt: skip
            yield Voucher(line.unit, 12, 9, "本年结余转入非财政拨款结余", entries)


def drawn(lines: Sequence[Line]) -> dict[str, int]:
    """What was used of each reserve: 专用结余 for repairs of its own, 非财政拨款结余 for the rest."""
    own = [line for line in lines if line.measure == "expenditure" and line.own(CENTRE)]
    special = sum(line.amount for line in own if line.economic == "30213")
    return {"8202": sum(line.amount for line in own) - special, "8301": special}


def _entry(account: str, line: Line, *, debit: int) -> Entry:
    return Entry(account, debit, 0, line.fund, line.function, line.economic, line.kind, line.project)


def _income(line: Line) -> Entry:
    return Entry("6001", fund=line.fund, function=line.function)
