"""The ledger of one unit while its year passes: balanced vouchers, and what they do to its balances.

How things are booked, every voucher with equal sides:

* income: debit 8001, credit 6xxx;
* spending: debit 7xxx, credit 8001; a refund of this year's spending the other way round;
* distribution (结余分配): debit 8701, credit 8301 or 8202;
* drawdown (使用非财政拨款结余): debit 8202 or 8301, credit 8501 (其他结余). The debit is the amount used. 8501 carries
  no figure of the disclosure and is closed within the year, so it stands in no balance.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from benchmarks.books.chance import Purse
from benchmarks.books.sheets import Filling
from benchmarks.books.units import Unit

Key = tuple[str, str, str]
"""Account, fund and function of a balance; own funds are balanced without a function, money without a fund too."""

CASH: Key = ("8001", "", "")
FISCAL = ("general", "government_fund", "state_capital")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a voucher, money in 分."""

    account: str
    debit: int = 0
    credit: int = 0
    fund: str = ""
    function: str = ""
    economic: str = ""
    kind: str = ""
    project: str = ""
    counterpart: str = ""

    @property
    def net(self) -> int:
        """What it adds on the debit side."""
        return self.debit - self.credit


@dataclass(frozen=True, slots=True)
class Voucher:
    """Lines with equal sides, booked in one month."""

    month: int
    summary: str
    lines: tuple[Line, ...]


@dataclass(slots=True)
class Ledger:
    """Opening balances, their adjustments and the vouchers of one unit, in 分."""

    unit: Unit
    purse: Purse
    opening: defaultdict[Key, int] = field(default_factory=lambda: defaultdict(int))
    adjusted: list[tuple[Key, str, int]] = field(default_factory=list)
    flow: defaultdict[Key, int] = field(default_factory=lambda: defaultdict(int))
    vouchers: list[Voucher] = field(default_factory=list)
    waiting: defaultdict[tuple[int, str, str], list[Line]] = field(default_factory=lambda: defaultdict(list))

    def open(self, key: Key, amount: int) -> None:
        """Bring a balance forward from last year, with the money it stands for."""
        self.opening[key] += amount
        self.opening[CASH] += amount

    def adjust(self, key: Key, cause: str, amount: int) -> None:
        """Adjust an opening balance."""
        self.adjusted.append((key, cause, amount))

    def available(self, key: Key) -> int:
        """The balance as it now stands."""
        return self.opening[key] + sum(amount for own, _, amount in self.adjusted if own == key) + self.flow[key]

    def receive(self, line: Line, amount: int) -> None:
        """Book income in one or more instalments; `line` says which."""
        parts = [amount] if line.counterpart else self.purse.split(amount, 3)
        for part in parts:
            self._book(
                "收到拨款" if line.fund in FISCAL else "收到款项", Line("8001", part), replace(line, credit=part)
            )
        self.flow[_balance(line)] += amount
        self.flow[CASH] += amount

    def spend(self, line: Line, amount: int) -> None:
        """Book spending in one or more payments, some of which go wrong and are put right."""
        paid = self.purse.split(amount, 3) if not line.counterpart else [amount]
        if not line.counterpart and self.purse.happens(0.02):
            extra = self.purse.part(amount)
            paid[0] += extra
            if self.purse.happens(0.5):
                self._last("收回本年支出", Line("8001", extra), replace(line, credit=extra))
            else:  # 红字冲销: the same voucher again, negative
                self._last("红字冲销", replace(line, debit=-extra), Line("8001", credit=-extra))
        for part in paid:
            month = self.purse.random.choice(self.unit.months)
            self.waiting[month, line.fund, line.function].append(replace(line, debit=part))
        self.flow[_balance(line)] -= amount
        self.flow[CASH] -= amount

    def distribute(self, key: Key, reserve: str, amount: int) -> None:
        """Distribute a part of a balance to a reserve (8202 or 8301) at the end of the year."""
        line = Line("8701", amount, fund=key[1])
        self._last("结余分配", line, Line(reserve, credit=amount, fund=key[1]))
        self.flow[key] -= amount
        self.flow[reserve, key[1], ""] += amount

    def draw(self, reserve: str, key: Key, amount: int) -> None:
        """Use a reserve (8202 or 8301) for the spending of a balance."""
        self._last("使用非财政拨款结余", Line(reserve, amount, fund=key[1]), Line("8501", credit=amount, fund=key[1]))
        self.flow[reserve, key[1], ""] -= amount
        self.flow[key] += amount

    def _book(self, summary: str, *lines: Line) -> None:
        self.vouchers.append(Voucher(self.purse.random.choice(self.unit.months), summary, lines))

    def _last(self, summary: str, *lines: Line) -> None:
        self.vouchers.append(Voucher(self.unit.months[-1], summary, lines))

    def settle(self) -> None:
        """Pay what waits in vouchers of several lines, adjust the money as the balances were, put all in order."""
        for (month, _, _), lines in self.waiting.items():
            for start in range(0, len(lines), 6):
                some = lines[start : start + 6]
                total = Line("8001", credit=sum(line.debit for line in some))
                self.vouchers.append(Voucher(month, "支付款项", (*some, total)))
        self.waiting.clear()
        self.vouchers.sort(key=lambda voucher: voucher.month)
        causes: defaultdict[str, int] = defaultdict(int)
        for _, cause, amount in self.adjusted:
            causes[cause] += amount
        self.adjusted.extend((CASH, cause, amount) for cause, amount in causes.items() if amount)

    @property
    def lines(self) -> list[Line]:
        """Every line booked."""
        return [line for voucher in self.vouchers for line in voucher.lines]

    def closing(self) -> dict[Key, int]:
        """Every balance at the end of the year."""
        keys = {*self.opening, *self.flow, *(key for key, _, _ in self.adjusted)}
        return {key: self.available(key) for key in sorted(keys)}

    def write(self, book: Filling) -> None:
        """Fill in 明细账, 结转结余 and 年初调整."""
        numbers: defaultdict[int, int] = defaultdict(int)
        for voucher in self.vouchers:
            numbers[voucher.month] += 1
            number = f"{voucher.month:02d}-{numbers[voucher.month]:04d}"
            for line in voucher.lines:
                book.add(
                    "entries", unit=self.unit.code, voucher=number, summary=voucher.summary, account=line.account,
                    fund=line.fund, function=line.function, economic=line.economic, kind=line.kind,
                    project=line.project, counterpart=line.counterpart,
                    debit=line.debit or None, credit=line.credit or None,
                )  # fmt: skip
        for (account, fund, function), closing in self._split_closing().items():
            opening = self.opening.get((account, fund, function), 0)
            if opening or closing:
                book.add(
                    "balances", unit=self.unit.code, account=account, fund=fund, function=function,
                    opening=opening, closing=closing,
                )  # fmt: skip
        for (account, fund, function), cause, amount in self.adjusted:
            book.add(
                "adjustments", unit=self.unit.code, account=account, fund=fund, function=function, cause=cause,
                amount=amount,
            )  # fmt: skip

    def _split_closing(self) -> dict[Key, int]:
        """A part of some 结转 has become 结余: 8102 of fiscal money, 8202 where nothing is distributed."""
        closing = self.closing()
        for (account, fund, function), amount in list(closing.items()):
            to = {"8101": "8102", "8201": "" if self.unit.institution else "8202"}.get(account, "")
            if to and amount > 1 and self.purse.happens(0.2):
                left = self.purse.part(amount)
                closing[account, fund, function] -= left
                other = (to, fund, function)
                closing[other] = closing.get(other, 0) + left
        return dict(sorted(closing.items()))


def _balance(line: Line) -> Key:
    """The balance that income or spending belongs to."""
    if line.fund in FISCAL:
        return ("8101", line.fund, line.function)
    operating = line.account.startswith(("6401", "7301"))
    return ("8401" if operating else "8201", line.fund, "")
