"""Codes of the functional classification that belong to one budget, in the table of another."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import Any

from mingzhang.check.describe import table_name
from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.check.structure import outcome
from mingzhang.finding import Finding, Outcome, Quote
from mingzhang.model import Print, Table


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("codes_fund.toml").read_text(encoding="utf-8"))


def _owner(code: str) -> str | None:
    """The only budget a code can belong to, or None."""
    for fund in ("government_fund", "state_capital"):
        if code.startswith(tuple(_data()[fund])):
            return fund
    return None


def _items(case: Case) -> list[tuple[Table, Print, str]]:
    """The first figure other than zero of each row with a code in the tables of one fund."""
    found: dict[tuple[str, str], tuple[Table, Print, str]] = {}
    for table in case.disclosure.tables:
        for item in table.prints:
            fund = item.key.get("fund")
            code = item.key.get("function") or ""
            if (
                fund is not None
                and fund in _data()["names"]
                and len(code) >= 5
                and item.amount is not None
                and item.amount.value
            ):
                found.setdefault((table.form, code), (table, item, fund))
    return list(found.values())


def check(case: Case) -> list[Outcome]:
    """Codes of one budget in the table of another, and items that stand in the tables of two budgets."""
    rule = "codes.fund"
    names = _data()["names"]
    items = _items(case)
    findings = []
    by_code: defaultdict[str, dict[str, tuple[Table, Print]]] = defaultdict(dict)
    for table, item, fund in items:
        code = item.key.get("function") or ""
        owner = _owner(code)
        if owner is not None and owner != fund:
            findings.append(
                Finding(
                    rule,
                    "科目不属于这张表",
                    "warning",
                    f"{table_name(table)}列了 {code} {item.row_name}，这是{names[owner]}的科目。",
                    (Quote(item.text, item.place),),
                    "certain" if table.sure and item.sure else "to_confirm",
                    suggestion=f"核对科目编码；若确属{names[owner]}，应列入那一张表。",
                )
            )
        elif len(code) == 7:
            by_code[code][fund] = (table, item)
    for code, funds in by_code.items():
        if len(funds) > 1:
            (table, item), (other, second) = list(funds.values())[:2]
            findings.append(
                Finding(
                    rule,
                    "一个科目列入两本预算",
                    "warning",
                    f"{code} {item.row_name} 既列在{table_name(table)}，又列在{table_name(other)}。",
                    (Quote(item.text, item.place), Quote(second.text, second.place)),
                    "certain" if table.sure and other.sure else "to_confirm",
                    suggestion="一个项级科目只属于一本预算，请核对。",
                )
            )
    return [outcome(rule, findings, len(items))]


RULES = [
    Rule(
        "codes.fund",
        "科目与预算对应",
        "政府性基金和国有资本经营的科目不应列在一般公共预算的表里，反之亦然。",
        "warning",
        "政府收支分类科目",
        "只认确知专属一本预算的科目。",
        Example(cells="GK05 2150501 小计 5.00"),
        Example(cells="GK05 2120899 小计 5.00"),
        check,
    )
]
