"""Names of items in the explanation against the rows of the tables: economic items, and the 款 of a path."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from typing import Any

from mingzhang import catalogue
from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.check.structure import outcome
from mingzhang.finding import Certainty, Finding, Outcome, Quote
from mingzhang.forms import forms
from mingzhang.forms.label import bare, fold
from mingzhang.model import Table

_TOKEN = re.compile(r"[^、，。；：,;:\n]+")
_AMOUNT = re.compile(r"-?\d[\d,.]*(?:万元|亿元|元|万|%)?.*$")
_PATH = re.compile(
    r"([一-鿿]{2,30})（类）([^。；，\n]{2,40}?)（款）([^。；，\n]{2,40}?)（项）",
)
_LIKE = 0.78


@cache
def _data() -> dict[str, Any]:
    data = tomllib.loads(files(__package__).joinpath("names_items.toml").read_text(encoding="utf-8"))
    return {
        "accepted": {fold(name) for name in data["accepted"]},
        "lead": re.compile(data["lead"]),
        "tail": re.compile(data["tail"]),
    }


def economic(case: Case) -> list[Outcome]:
    """Names in the section on basic spending that are nearly the name of a row."""
    rule = "names.economic"
    tables = [table for table in case.disclosure.tables if forms()[table.form].dimension == "economic"]
    names = {fold(row.name): row.name for table in tables for row in table.rows if row.name}
    if len(names) < 10:
        return [outcome(rule, [], 0, ("没有认出基本支出明细表",))]
    known = names.keys() | _data()["accepted"] | {fold(item.name) for item in _catalogued()}
    judged = 0
    found: dict[tuple[str, str], Quote] = {}
    for name, quote in _listed(case):
        judged += 1
        if fold(name) not in known and (right := _nearest(fold(name), list(names))):
            found.setdefault((name, names[right]), quote)
    findings = []
    if found:
        wrong, right = next(iter(found))
        pairs = "，".join(f"“{name}”应为“{official}”" for name, official in found)
        findings.append(
            Finding(
                rule,
                "经济科目名称",
                "notice",
                f"基本支出情况说明中有 {len(found)} 个名称与表不同：{pairs}。",
                (*found.values(), *_rows(tables, right)),
                _certainty(case, tables),
                expected=right,
                actual=wrong,
                suggestion="名称与基本支出决算表保持一致。",
            )
        )
    return [outcome(rule, findings, judged)]


def _catalogued() -> Iterator[catalogue.Entry]:
    yield from catalogue.classification("economic").values()


def _listed(case: Case) -> Iterator[tuple[str, Quote]]:
    """The names that the section on basic spending lists."""
    data = _data()
    for piece in case.prose.in_role("explanation"):
        if piece.heading is not None or "基本支出" not in piece.title:
            continue
        text = case.prose.text[piece.start : piece.end]
        for match in _TOKEN.finditer(text):
            name = data["tail"].sub("", _AMOUNT.sub("", data["lead"].sub("", match[0])))
            if 3 <= len(name) <= 18 and re.fullmatch(r"[一-鿿（）]+", name):
                at = piece.start + match.start() + match[0].find(name)
                yield name, case.prose.quote(at, at + len(name))


def _nearest(name: str, names: list[str]) -> str:
    """The row's name that a name is nearly, "" where none is near."""
    letters = set(name)
    best, score = "", _LIKE
    for other in names:
        shared = len(letters & set(other))
        if 2 * shared < 1.4 * max(len(letters), len(set(other))):
            continue
        ratio = SequenceMatcher(None, name, other, autojunk=False).ratio()
        if ratio > score:
            best, score = other, ratio
    return best


def _rows(tables: list[Table], name: str) -> Iterator[Quote]:
    for table in tables:
        for row in table.rows:
            if row.name == name:
                yield Quote(row.name, row.place)
                return


def _certainty(case: Case, tables: list[Table]) -> Certainty:
    return case.prose.certainty if all(table.sure for table in tables) else "to_confirm"


def second_level(case: Case) -> list[Outcome]:
    """The 款 that the text names between 类 and 项 is the one the table prints above that 项."""
    rule = "names.second-level"
    tables = [table for table in case.disclosure.tables if forms()[table.form].dimension == "function"]
    names = {row.key: row for table in tables for row in table.rows if row.key.isdigit() and row.name}
    by_item: dict[tuple[str, str], list[str]] = {}
    for code, row in names.items():
        if len(code) == 7 and code[:3] in names and code[:5] in names:
            by_item.setdefault((fold(names[code[:3]].name), fold(row.name)), []).append(code[:5])
    judged = 0
    wrong: dict[tuple[str, str], list[tuple[str, Quote]]] = {}
    for match, _ in case.prose.matches(_PATH):
        parents = by_item.get((bare(match[1]), fold(match[3])))
        if not parents:
            continue
        judged += 1
        if all(fold(names[code].name) != fold(match[2]) for code in parents):
            uses = wrong.setdefault((match[2], parents[0]), [])
            uses.append((match[3], case.prose.quote(match.start(), match.end())))
    findings = [
        Finding(
            rule,
            "款级科目名称",
            "warning",
            f"{'、'.join(f'“{item}（项）”' for item, _ in uses)}之上写作“{said}（款）”，"
            f"表中它的款是“{names[code].name}”。",
            (*(quote for _, quote in uses), Quote(names[code].name, names[code].place)),
            _certainty(case, tables),
            expected=names[code].name,
            actual=said,
            suggestion=f"改为“{names[code].name}（款）”。",
        )
        for (said, code), uses in wrong.items()
    ]
    return [outcome(rule, findings, judged)]


_CELLS = """
    GK05 221 小计 5.00
    GK05 22102 小计 5.00
    GK05 2210201 小计 5.00
"""
_BASIC = "\n".join(f"GK06 {code} 决算数 1.00" for code in (*range(30101, 30104), *range(30107, 30114), 30201, 30231))
_TITLE = "六、一般公共预算财政拨款基本支出决算情况说明\n"
_PATHS = "五、支出情况说明\n1、住房保障支出（类）住房改革支出（款）住房公积金（项）5.00万元。"
RULES = [
    Rule(
        "names.economic",
        "经济科目名称与表一致",
        "基本支出情况说明列举的经济科目应与基本支出决算表的名称相同。",
        "notice",
        "文字与表反映同一套账",
        "没有认出基本支出决算表时不适用。",
        Example(cells=_BASIC, text=_TITLE + "人员经费主要包括：基本工资、津贴补贴、职工基本医疗保险缴费。"),
        Example(cells=_BASIC, text=_TITLE + "人员经费主要包括：基本工资、津贴补贴、职工医疗保险缴费。"),
        economic,
    ),
    Rule(
        "names.second-level",
        "款级科目与表一致",
        "文字写出类、款、项的，款应是表中该项的上级科目。",
        "warning",
        "文字与表反映同一套账",
        "表中没有该项时不适用（另有规则）。",
        Example(cells=_CELLS, text=_PATHS),
        Example(cells=_CELLS, text=_PATHS.replace("住房改革支出（款）", "住房保障支出（款）")),
        second_level,
    ),
]
