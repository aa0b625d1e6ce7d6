"""What the changes against last year imply of last year's figures."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.amount import Amount, Interval
from mingzhang.check.companion import Source, comparable
from mingzhang.check.rule import Case
from mingzhang.model import FactKey
from mingzhang.narrative.bound import Bound

_LAST = r"上年|去年|上一年|上一度|同期"
_REASON = re.compile(r"原因|由于|因为|其中新增")
_PLAN = re.compile(r"(?:较|比|与|超|低于|高于|大于|小于|少于|多于|完成)[^，。；]{0,12}(?:预算数|预算)")


@dataclass(frozen=True, slots=True)
class Implied:
    """One statement about last year: what last year's figure must then be, and how that follows."""

    item: Bound
    key: FactKey
    least: Interval
    middle: Decimal
    like: Amount
    step: Decimal
    sum: str
    table: int | None = None


def stated(case: Case) -> Iterator[Implied]:
    """The amounts that the text states for last year."""
    for item in case.bound:
        if item.statement.measure == "上年数" and item.key is not None and item.amount is not None:
            amount = item.amount
            key = item.key.at("period", None)
            yield Implied(
                item, key, amount.interval, amount.base, amount, amount.step, f"文字写明上年 {amount.text}{amount.unit}"
            )


def implied(case: Case) -> tuple[list[list[Implied]], int]:
    """For each statement of a change, what it implies by each print of this year's figure; and how many imply nothing.

    A rate is used only where the change itself is not stated in the same section.
    """
    figures = _current(case)
    changes = [item for item in case.bound if item.statement.measure == "增减额" and against_last_year(case, item)]
    known = {(item.key, item.statement.section) for item in changes}
    rates = [
        item
        for item in case.bound
        if item.statement.measure == "增减率"
        and against_last_year(case, item)
        and (item.key, item.statement.section) not in known
    ]
    found: list[list[Implied]] = []
    nothing = 0
    for item in [*changes, *rates]:
        assert item.key is not None and item.amount is not None
        ways = [
            way
            for amount, table in figures.get(item.key, [])
            if (way := _by_change(item, amount, table) if item in changes else _by_rate(item, amount, table))
            is not None
        ]
        nothing += not ways
        found += [ways] if ways else []
    return found, nothing


def against_last_year(case: Case, item: Bound) -> bool:
    """Whether a change is one against last year's accounts, of the whole of a fact of this year.

    Not one against the budget, and none that gives a reason: that may be a part of the change only.
    """
    if item.key is None or item.amount is None or item.key.get("stage") or item.key.get("period"):
        return False
    words = item.statement.before + item.statement.quote
    year = f"|{case.disclosure.year - 1}年" if case.disclosure.year else ""
    last = max((match.start() for match in re.finditer(_LAST + year, words)), default=-1)
    planned = max((match.start() for match in _PLAN.finditer(words)), default=-1)
    return last > planned and _REASON.search(words) is None


def _current(case: Case) -> dict[FactKey, list[tuple[Amount, int | None]]]:
    """This year's figures: as the tables print them and as the text states them."""
    found: defaultdict[FactKey, list[tuple[Amount, int | None]]] = defaultdict(list)
    for number, table in enumerate(case.disclosure.tables):
        for item in table.prints:
            if item.amount is not None and (table.unit or item.amount.unit):
                found[item.key].append((item.amount, number))
    for stated in case.bound:
        if stated.key is not None and stated.amount is not None and stated.statement.measure in ("决算数", "数量"):
            found[stated.key].append((stated.amount, None))
    return found


def _by_change(item: Bound, amount: Amount, table: int | None) -> Implied | None:
    change = item.amount
    if item.key is None or change is None or comparable(amount, Source(change, "", "", True)) is False:
        return None
    least = amount.interval + -change.interval
    line = f"{amount.text.strip()}{amount.unit} {'−' if change.value >= 0 else '+'} {abs(change.value)}{change.unit}"
    middle = amount.base - change.base
    return Implied(item, item.key, least, middle, amount, max(amount.step, change.step), line, table)


def _by_rate(item: Bound, amount: Amount, table: int | None) -> Implied | None:
    rate = item.amount
    if item.key is None or rate is None or amount.value < 0:
        return None
    span = Amount(rate.text, rate.value, rate.decimals).interval
    low, high = 1 + span.low / 100, 1 + span.high / 100
    if low <= 0:
        return None
    own = amount.interval
    line = f"{amount.text.strip()}{amount.unit} ÷ (1 {'+' if rate.value >= 0 else '−'} {abs(rate.value)}%)"
    middle = amount.base / (1 + rate.value / 100)
    return Implied(item, item.key, Interval(own.low / high, own.high / low), middle, amount, amount.step, line, table)
