"""The plan of the book: who spends what on what, roughly, and which facts of the cube each line moves."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from mingzhang.model import FactKey
from mingzhang.relations.partition import partitions

HERE = Path(__file__).resolve().parent
BUREAU, OFFICE, CENTRE, INSTITUTE = "261001", "261002", "261003", "261004"
"""The units: two 行政单位, a 事业单位, and a 事业单位 that reports nothing."""
ADMINISTRATIVE = (BUREAU, OFFICE)


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of one unit; `amount` is in 分. An absent coordinate is empty."""

    measure: str
    unit: str
    fund: str
    function: str
    kind: str
    economic: str
    project: str
    category: str
    amount: int

    @property
    def purse(self) -> tuple[str, str, str]:
        """Whose money for what this is: balances are kept by it."""
        return self.unit, self.fund, self.function

    @property
    def fiscal(self) -> bool:
        """Whether the money came from the treasury."""
        return self.fund not in ("", "own_funds")

    def own(self, unit: str) -> bool:
        """Whether this is money of a unit's own."""
        return self.unit == unit and self.fund == "own_funds"

    def key(self, measure: str = "", **more: str) -> FactKey:
        """The fact this line is booked on, or that of another measure with the same fund and function."""
        at = {"fund": self.fund, "function": self.function} | more
        if not measure:
            at |= {"kind": self.kind, "economic": self.economic, "category": self.category}
        return FactKey.of(measure or self.measure, {name: member for name, member in at.items() if member})

    def facts(self) -> list[tuple[FactKey, int]]:
        """Every fact that grows with this line, and by how much for each 分.

        Fiscal income is what was spent less what was there, since nothing of it is left at the end of the year.
        """
        found = [(self.key(), 1)]
        if self.measure == "procurement":
            return found
        if self.fiscal:
            found.append((self.key("income"), 1 if self.measure == "expenditure" else -1))
        else:
            sign = -1 if self.measure in ("expenditure", "distribution") else 1
            if self.measure == "income":
                found = [(self.key("income", fund="other"), 1)]
            found.append((FactKey.of("closing", {"fund": "own_funds"}), sign))
        if self.measure == "expenditure" and self.running:
            found.append((FactKey.of("running_costs", {"unit_type": "administrative"}), 1))
        return found

    @property
    def running(self) -> bool:
        """Whether this is 机关运行经费: basic spending of the general fund on 公用经费 by a 行政单位."""
        public = self.economic[:3] in partitions().trees["economic"].members["public"]
        return self.unit in ADMINISTRATIVE and self.fund == "general" and self.kind == "basic" and public


def load_plan() -> list[Line]:
    """The plan, before it meets any printed figure: plan.csv in 万元, made uneven so that it looks like a year's money.

    What is paid from an opening balance, what belongs to a project, and what is no spending stays as planned.
    """
    with (HERE / "plan.csv").open(encoding="utf-8", newline="") as file:
        lines = [
            Line(**{name: text for name, text in row.items() if name != "amount"}, amount=_fen(row["amount"]))
            for row in csv.DictReader(file)
        ]
    carried = {line.purse for line in lines if line.measure == "opening"}
    return [
        line if line.measure != "expenditure" or line.project or line.purse in carried else _uneven(line)
        for line in lines
    ]


def _fen(text: str) -> int:
    return int(Decimal(text) * 1_000_000)


def _uneven(line: Line) -> Line:
    """A line moved by up to 400 元, the same at every run."""
    most = min(line.amount // 50, 40_000) // 100
    return replace(line, amount=line.amount + 100 * (draw("uneven", line) % (2 * most + 1) - most))


def draw(*seed: object) -> int:
    """A number that looks random and is always the same for the same seed."""
    return int.from_bytes(sha256("|".join(map(str, seed)).encode()).digest()[:6], "big")
