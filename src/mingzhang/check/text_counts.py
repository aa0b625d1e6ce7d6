"""Counts of the text against the money they stand beside and against one another."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from mingzhang.check import describe
from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.finding import Finding, Outcome, Quote, Tally
from mingzhang.model import FactKey

PAIRS, LIMITS = "text.count-and-money", "text.count-limits"


@dataclass(frozen=True, slots=True)
class _Stated:
    """A figure with the words that say it."""

    name: str
    value: Decimal
    quote: Quote
    sure: bool


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("text_counts.toml").read_text(encoding="utf-8"))


def _key(at: Mapping[str, str]) -> FactKey:
    return FactKey.of(at["measure"], {name: member for name, member in at.items() if name != "measure"})


def check(case: Case) -> list[Outcome]:
    """Money without a count and the other way round; parts that outnumber their whole."""
    stated = _stated(case)
    pairs, limits = Tally(), Tally()
    alone: list[Finding] = []
    beyond: list[Finding] = []
    for pair in _data()["pair"]:
        money, count = stated.get(_key(pair["money"])), stated.get(_key(pair["count"]))
        if money is None or count is None:
            pairs.not_applicable += 1
            continue
        wrong = (money.value > 0) != (count.value > 0) and not (pair.get("only") == "money" and money.value <= 0)
        pairs.passed += not wrong
        pairs.failed += wrong
        alone += [_alone(money, count)] if wrong else []
    for limit in _data()["limit"]:
        smaller, larger = stated.get(_key(limit["smaller"])), stated.get(_key(limit["larger"]))
        if smaller is None or larger is None:
            limits.not_applicable += 1
            continue
        wrong = smaller.value > larger.value
        limits.passed += not wrong
        limits.failed += wrong
        beyond += [_beyond(smaller, larger, limit["reason"])] if wrong else []
    reason = ("文字没有同时写出所需的数量和金额",)
    return [
        Outcome(PAIRS, tuple(alone), pairs, reason if pairs.not_applicable else ()),
        Outcome(LIMITS, tuple(beyond), limits, reason if limits.not_applicable else ()),
    ]


def _stated(case: Case) -> dict[FactKey, _Stated]:
    """What text and tables say of each fact; the text first, the last words on it counting."""
    found: dict[FactKey, _Stated] = {}
    wanted = {_key(at) for entry in (*_data()["pair"], *_data()["limit"]) for at in entry.values() if "measure" in at}
    for key in wanted & case.by_key.keys():
        prints = case.by_key[key]
        value = prints[0].amount.base if prints[0].amount else Decimal(0)
        quote = Quote(describe.print_text(case.disclosure, prints[0]), prints[0].place)
        found[key] = _Stated(prints[0].row_name, value, quote, prints[0].sure)
    for item in case.bound:
        if item.key is not None and item.amount is not None and item.statement.measure in ("决算数", "数量"):
            quote = Quote(item.statement.quote, item.statement.place)
            found[item.key] = _Stated(item.statement.subject, item.amount.base, quote, item.sure)
    return found


def _alone(money: _Stated, count: _Stated) -> Finding:
    sure = money.sure and count.sure
    return Finding(
        PAIRS,
        "有金额无数量" if money.value else "有数量无金额",
        "warning",
        f"“{money.quote.text}”，而“{count.quote.text}”，金额与数量应当同时有或同时没有。",
        (count.quote, money.quote),
        "certain" if sure else "to_confirm",
        actual=count.quote.text,
        suggestion="核对金额和数量；若费用属于以前年度，请说明。",
    )


def _beyond(smaller: _Stated, larger: _Stated, reason: str) -> Finding:
    return Finding(
        LIMITS,
        "数量大小矛盾",
        "error",
        f"“{smaller.quote.text}”，而“{larger.quote.text}”；{reason}，前者不应大于后者。",
        (smaller.quote, larger.quote),
        "certain" if smaller.sure and larger.sure else "to_confirm",
        expected=f"不超过 {larger.value.normalize():f}",
        actual=f"{smaller.value.normalize():f}",
        difference=f"{(smaller.value - larger.value).normalize():f}",
        suggestion="核对两处的数量。",
        arithmetic=(f"{smaller.value.normalize():f} > {larger.value.normalize():f}",),
    )


_THREE = "九、财政拨款“三公”经费支出决算情况说明"
_ASSETS = "十、其他重要事项情况说明"

RULES = [
    Rule(
        PAIRS,
        "金额与数量同时有或没有",
        "因公出国（境）、公务用车购置和公务接待的金额与团组、人次、辆数、批次应同时有或同时没有；有运行维护费应有车辆。",
        "warning",
        "金额与数量反映同一事项",
        "没有同时写出金额和数量时不适用。",
        Example(text=f"{_THREE}\n公务用车购置费支出18.00万元，购置公务用车1辆。"),
        Example(text=f"{_THREE}\n公务用车购置费支出0.00万元，购置公务用车1辆。"),
        check,
    ),
    Rule(
        LIMITS,
        "数量的大小相容",
        "财政拨款负担的公务用车保有量不应大于全部车辆，团组数不应大于人次，批次不应大于人次。",
        "error",
        "部分不大于整体",
        "没有同时写出两个数量时不适用。",
        Example(text=f"{_THREE}\n公务用车保有量2辆。\n{_ASSETS}\n共有车辆2辆。"),
        Example(text=f"{_THREE}\n公务用车保有量3辆。\n{_ASSETS}\n共有车辆2辆。"),
    ),
]
