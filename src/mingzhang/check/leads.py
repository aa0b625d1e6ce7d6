"""Leads for an auditor: ratios of the figures that are unusual; none of them is a mistake."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from mingzhang.amount import Amount
from mingzhang.check import describe
from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.finding import Certainty, Finding, Outcome, Quote, Tally
from mingzhang.model import FactKey

RULE = "lead.ratio"


@cache
def _ratios() -> list[dict[str, Any]]:
    data = tomllib.loads(files(__package__).joinpath("leads.toml").read_text(encoding="utf-8"))
    return list(data["ratio"])


def check(case: Case) -> list[Outcome]:
    """Every ratio whose figures are printed or stated."""
    known = _known(case)
    tally = Tally()
    findings: list[Finding] = []
    for ratio in _ratios():
        parts, wholes = _find(known, ratio["part"]), _find(known, ratio["whole"])
        if not parts or not wholes or len(parts) < len(ratio["part"]):
            tally.not_applicable += 1
            continue
        part = sum((amount.base for amount, _ in parts), Decimal(0))
        whole = sum((amount.base for amount, _ in wholes), Decimal(0))
        if whole <= 0 or whole < ratio.get("least", 0):
            tally.not_applicable += 1
            continue
        value = part / whole
        unusual = value < Decimal(ratio.get("low", "0")) or value > Decimal(ratio.get("high", "1E+30"))
        tally.passed += not unusual
        tally.failed += unusual
        quotes = [quote for _, quote in (*parts, *wholes)]
        findings += [_finding(ratio, value, quotes, _certainty(case, quotes))] if unusual else []
    reason = ("所需的数字没有印出，或金额太小",) if tally.not_applicable else ()
    return [Outcome(RULE, tuple(findings), tally, reason)]


def _known(case: Case) -> dict[FactKey, tuple[Amount, Quote]]:
    """What tables print and the text states of each fact, the tables first."""
    found: dict[FactKey, tuple[Amount, Quote]] = {}
    for key in {_key(at) for ratio in _ratios() for at in (*ratio["part"], *ratio["whole"])} & case.by_key.keys():
        first = case.by_key[key][0]
        if first.amount is not None and first.sure:
            found[key] = (first.amount, Quote(describe.print_text(case.disclosure, first), first.place))
    for item in case.bound:
        stated = item.statement.measure in ("决算数", "数量", "年初预算数", "全年预算数")
        if stated and item.key is not None and item.amount is not None and item.sure:
            found.setdefault(item.key, (item.amount, Quote(item.statement.quote, item.statement.place)))
    return found


def _find(
    known: Mapping[FactKey, tuple[Amount, Quote]], wanted: Sequence[Mapping[str, str]]
) -> list[tuple[Amount, Quote]]:
    return [known[key] for key in map(_key, wanted) if key in known]


def _key(at: Mapping[str, str]) -> FactKey:
    return FactKey.of(at["measure"], {name: member for name, member in at.items() if name != "measure"})


def _certainty(case: Case, quotes: Sequence[Quote]) -> Certainty:
    used = {quote.place.table for quote in quotes}
    return case.certainty(at for at, table in enumerate(case.disclosure.tables) if table.form in used)


def _finding(ratio: Mapping[str, Any], value: Decimal, quotes: Sequence[Quote], certainty: Certainty) -> Finding:
    money = Decimal(ratio.get("high", "1")) > 100
    shown = f"{value:,.2f}" if money else f"{value * 100:.2f}%"
    return Finding(
        RULE,
        ratio["name"],
        "lead",
        f"{ratio['name']}为 {shown}。{ratio['ask']}",
        tuple(quotes),
        certainty,
        actual=shown,
        arithmetic=("；".join(quote.text for quote in quotes),),
    )


RULES = [
    Rule(
        RULE,
        "值得再看的比例",
        "工会经费、职业年金、采购、预算执行、结转、单车和人均费用等比例异常的，列为线索，由审核人员判断，不算错误。",
        "lead",
        "经验上的合理范围",
        "所需的数字没有印出，或金额太小时不适用。",
        Example("GK04 支出:年末财政拨款结转和结余 合计 5.00\nGK04 收入:总计 决算数 500.00"),
        Example("GK04 支出:年末财政拨款结转和结余 合计 300.00\nGK04 收入:总计 决算数 500.00"),
        check,
    )
]
