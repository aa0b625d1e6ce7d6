"""The figures of a department that its budgets, reasons and last year's figures are made from, in 分."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from benchmarks.books.ledger import FISCAL, Key, Ledger
from benchmarks.books.units import PUBLIC

_SOURCES = {"6101": "business", "6201": "superior", "6301": "subsidiary", "6401": "operating"}
ITEMS = {
    "overseas": ("30212",),
    "vehicle_purchase": ("31013", "30913"),
    "vehicle_running": ("30231",),
    "reception": ("30217",),
}
"""The 三公 items and their economic codes."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Where spending lies; `public` says whether the unit's public spending is 机关运行经费."""

    fund: str
    function: str
    kind: str
    economic: str
    public: bool

    @property
    def running(self) -> bool:
        """Whether it is 机关运行经费."""
        everyday = not self.economic.startswith(("301", "303"))
        return self.public and self.fund == "general" and self.kind == "basic" and everyday


@dataclass(slots=True)
class Figures:
    """Sums over the units, transfers between them left out; `before` is the opening balance before adjustments."""

    spent: defaultdict[Spent, int] = field(default_factory=lambda: defaultdict(int))
    income: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    opening: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    before: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    drawdown: int = 0

    def spending(self, *funds: str) -> int:
        """All spending of some funds, of all of them where none is named."""
        return sum(amount for at, amount in self.spent.items() if not funds or at.fund in funds)

    def item(self, name: str) -> int:
        """What fiscal money was spent on a 三公 item, on all of them for "three_public"."""
        codes = [code for one, some in ITEMS.items() if name in (one, "three_public") for code in some]
        return sum(amount for at, amount in self.spent.items() if at.fund in FISCAL and at.economic in codes)

    def total(self, *funds: str) -> int:
        """收支总计 of some funds or, with none named, of all money."""
        income = sum(amount for source, amount in self.income.items() if not funds or source in funds)
        opening = sum(amount for fund, amount in self.opening.items() if not funds or fund in funds)
        return income + opening + (0 if funds else self.drawdown)

    @property
    def running(self) -> int:
        """机关运行经费."""
        return sum(amount for at, amount in self.spent.items() if at.running)


def figures_of(ledgers: list[Ledger]) -> Figures:
    """The department's figures."""
    figures = Figures()
    for ledger in ledgers:
        for line in ledger.lines:
            if line.counterpart:
                continue
            if line.account[0] == "6":
                source = line.fund if line.fund in FISCAL else _SOURCES.get(line.account[:4], "other")
                figures.income[source] -= line.net
            elif line.account[0] == "7":
                public = ledger.unit.type in PUBLIC
                figures.spent[Spent(line.fund, line.function, line.kind, line.economic, public)] += line.net
            elif line.account in ("8202", "8301"):
                figures.drawdown += line.debit
        for key, amount in ledger.opening.items():
            if _is_balance(ledger, key):
                figures.opening[key[1]] += amount
                figures.before[key[1]] += amount
        for key, _, amount in ledger.adjusted:
            if _is_balance(ledger, key):
                figures.opening[key[1]] += amount
    return figures


def _is_balance(ledger: Ledger, key: Key) -> bool:
    """Whether an account's balance is disclosed: reserves of 事业单位 and money are not."""
    return key[0] in ("8101", "8102", "8201", "8401") or (key[0] == "8202" and not ledger.unit.institution)
