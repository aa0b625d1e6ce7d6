"""What stands at the head and at the foot of the tables: number, organisation, year and note, alike on all of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from mingzhang.check.describe import table_name
from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.check.structure import outcome, table_quote
from mingzhang.finding import Finding, Outcome, Quote
from mingzhang.model import Table

_REFLECTS = re.compile("本表反映")
_ELEMENTS: tuple[tuple[str, Callable[[Table], bool]], ...] = (
    ("表号", lambda table: bool(table.number)),
    ("单位名称", lambda table: bool(table.organisation)),
    ("年度", lambda table: table.year is not None),
    ("表下的注", lambda table: any(_REFLECTS.search(note) for note in table.notes)),
)


@cache
def _own() -> dict[str, str]:
    data = tomllib.loads(files(__package__).joinpath("table_heads.toml").read_text(encoding="utf-8"))
    return dict(data["own"])


def elements(case: Case) -> list[Outcome]:
    """An element that nearly all tables carry is missing on none."""
    rule = "structure.table-heads"
    tables = case.disclosure.tables
    if len(tables) < 4:
        return [outcome(rule, [], 0, ("只有少数几张表，无从比较",))]
    findings = []
    for name, has in _ELEMENTS:
        lacking = [table for table in tables if not has(table)]
        if lacking and 3 * len(lacking) <= len(tables):
            findings.append(
                Finding(
                    rule,
                    "表头或表注不全",
                    "notice",
                    f"其他表都有{name}，{'、'.join(table_name(table) for table in lacking)}没有。",
                    tuple(table_quote(table) for table in lacking),
                    "to_confirm",
                    suggestion=f"补上{name}。",
                )
            )
    return [outcome(rule, findings, len(_ELEMENTS))]


def notes(case: Case) -> list[Outcome]:
    """A note that says what a table reflects speaks of that table."""
    rule = "structure.table-notes"
    findings = []
    judged = 0
    for table in case.disclosure.tables:
        for note in table.notes:
            said = note.partition("本表反映")[2]
            if not said or table.form not in _own():
                continue
            judged += 1
            foreign = [word for form, word in _own().items() if form != table.form and word in said]
            if _own()[table.form] in said or not foreign:
                continue
            findings.append(
                Finding(
                    rule,
                    "表注是另一张表的",
                    "warning",
                    f"{table_name(table)}的注写作“{note[:40]}”，说的是{foreign[0]}。",
                    (Quote(note, table.place), table_quote(table)),
                    "certain" if table.sure else "to_confirm",
                    suggestion="改为本表自己的注。",
                )
            )
    return [outcome(rule, findings, judged)]


_CELLS = "GK01 收入:其他收入 金额 1.00\nGK02 合计 本年收入合计 1.00\nGK03 合计 本年支出合计 1.00\nGK05 合计 合计 1.00"


def _numbered(last: str) -> dict[str, dict[str, str]]:
    return {
        "GK01": {"number": "公开01表"},
        "GK02": {"number": "公开02表"},
        "GK03": {"number": "公开03表"},
        "GK05": {"number": last},
    }


RULES = [
    Rule(
        "structure.table-heads",
        "表头和表注齐全",
        "其他表都有的表号、单位名称、年度和表注，每张表都应有。",
        "notice",
        "公开表样",
        "只有少数几张表时不适用。",
        Example(_CELLS, heads=_numbered("公开05表"), caption="各表都有表号"),
        Example(_CELLS, heads=_numbered(""), caption="公开05表没有印表号，其他表都有"),
        elements,
    ),
    Rule(
        "structure.table-notes",
        "表注说本表",
        "表下“本表反映……”的注应说本表的内容。",
        "warning",
        "公开表样",
        "没有注时不适用。",
        Example(notes={"GK07": "注：本表反映部门本年度政府性基金预算财政拨款收入、支出情况。"}),
        Example(notes={"GK07": "注：本表反映部门本年度国有资本经营预算财政拨款支出情况。"}),
        notes,
    ),
]
