"""The glossary: terms used with an amount are explained, under the names the tables print, numbered without slips."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.check.structure import outcome
from mingzhang.check.wording_text import Piece
from mingzhang.finding import Finding, Outcome, Quote
from mingzhang.forms.label import bare, fold
from mingzhang.model import Print
from mingzhang.read.headings import chinese_number

_FEWEST = 4
_NUMBER = re.compile(r"^(?:([一二三四五六七八九十]{1,3})、|(\d{1,2})[.．、])")


@cache
def _terms() -> list[dict[str, Any]]:
    data = tomllib.loads(files(__package__).joinpath("glossary.toml").read_text(encoding="utf-8"))
    return list(data["term"])


def _used(case: Case) -> Mapping[str, Print]:
    """Each label of the tables that carry a whole amount, with a figure other than zero under it."""
    used: dict[str, Print] = {}
    for table in case.disclosure.tables:
        for item in table.prints:
            if item.amount is None or not item.amount.value or item.key.measure in ("procurement", "vehicles"):
                continue
            label = bare(item.column if item.row_key == "合计" else item.row_name)
            used.setdefault(label, item)
    return used


def coverage(case: Case) -> list[Outcome]:
    """Every term with an amount other than zero is explained."""
    rule = "glossary.coverage"
    defined = [fold(term) for term, _, _ in case.disclosure.glossary]
    if len(defined) < _FEWEST:
        return [outcome(rule, [], 0, ("没有读出名词解释",))]
    used = _used(case)
    explained = "\n".join(piece.text for piece in case.prose.in_role("glossary"))
    findings = []
    judged = 0
    for entry in _terms():
        printed = next((used[fold(label)] for label in entry["row"] if fold(label) in used), None)
        if printed is None:
            continue
        judged += 1
        names = [entry["name"], *entry.get("also", ())]
        if any(fold(name) in term for name in names for term in defined) or re.search(
            rf"{re.escape(entry['name'])}[：:]?(?:是?指|反映)", explained
        ):
            continue
        findings.append(
            Finding(
                rule,
                "名词没有解释",
                "notice",
                f"表中“{printed.row_name}”有金额 {printed.text}，名词解释没有“{entry['name']}”。",
                (Quote(printed.text, printed.place), Quote(defined[0], case.disclosure.glossary[0][2])),
                case.prose.certainty,
                suggestion=f"补充“{entry['name']}”的解释。",
            )
        )
    return [outcome(rule, findings, judged)]


def row_names(case: Case) -> list[Outcome]:
    """A term is explained under the name of the table's row, where that row has an amount."""
    rule = "glossary.row-names"
    defined = {fold(term): (term, place) for term, _, place in case.disclosure.glossary}
    if len(defined) < _FEWEST:
        return [outcome(rule, [], 0, ("没有读出名词解释",))]
    used = _used(case)
    known = {fold(label) for entry in _terms() for label in entry["row"]}
    findings = []
    judged = 0
    for label, printed in used.items():
        if label not in known:
            continue
        judged += 1
        if label in defined:
            continue
        near = next((term for term in defined if len(term) >= 5 and label.startswith(term)), None)
        if near is not None:
            term, place = defined[near]
            findings.append(
                Finding(
                    rule,
                    "名词与表的名称不同",
                    "notice",
                    f"名词解释写作“{term}”，表中的名称是“{printed.row_name}”（{printed.text}）。",
                    (Quote(term, place), Quote(printed.row_name, printed.place)),
                    case.prose.certainty,
                    expected=printed.row_name,
                    actual=term,
                    suggestion="名词解释的名称与表保持一致。",
                )
            )
    return [outcome(rule, findings, max(judged, len(findings)))]


def numbering(case: Case) -> list[Outcome]:
    """Terms are numbered upwards without gap, each explained once."""
    rule = "glossary.numbering"
    numbered: list[tuple[int, Piece]] = []
    for piece in case.prose.in_role("glossary"):
        match = _NUMBER.match(piece.text)
        if match and (piece.heading is None or piece.heading.level):
            numbered.append((chinese_number(match[1]) if match[1] else int(match[2]), piece))
    findings = []
    for (before, first), (number, piece) in pairwise(numbered):
        if first.text[1:2].isdigit() != piece.text[1:2].isdigit() or number in (before + 1, 1):
            continue
        what = "序号重复" if number == before else "序号不连续"
        findings.append(
            Finding(
                rule,
                "名词解释的序号",
                "notice",
                f"“{first.text[:14]}”之后是“{piece.text[:14]}”，{what}。",
                (Quote(piece.text[:24], piece.passage.place), Quote(first.text[:24], first.passage.place)),
                case.prose.certainty if number == before else "to_confirm",
                suggestion="按顺序重编序号。",
            )
        )
    seen: dict[str, Quote] = {}
    for term, _, place in case.disclosure.glossary:
        quote = Quote(term, place)
        first_quote = seen.setdefault(fold(term), quote)
        if first_quote is not quote:
            findings.append(
                Finding(
                    rule,
                    "名词重复解释",
                    "notice",
                    f"“{term}”解释了两次。",
                    (quote, first_quote),
                    case.prose.certainty,
                    suggestion="只保留一处。",
                )
            )
    return [outcome(rule, findings, max(len(numbered), len(case.disclosure.glossary)))]


_BASIS = "公开文本的通行格式"
_GLOSSARY = (
    ("财政拨款收入", "指单位从财政部门取得的财政预算资金。"),
    ("其他收入", "指单位取得的除上述收入以外的各项收入。"),
    ("基本支出", "指为保障机构正常运转所发生的支出。"),
    ("项目支出", "指为完成特定任务所发生的支出。"),
)
_TERM = "第四部分名词解释\n一、财政拨款收入：指单位从财政部门取得的资金。\n二、其他收入：指除上述以外的收入。\n"
_TERMS = tuple((term, f"指{term}。") for term in ("基本支出", "项目支出", "财政拨款收入", "事业收入", "经营收入"))
_DRAWN = "GK01 收入:使用非财政拨款结余和专用结余 金额 2.00"
RULES = [
    Rule(
        "glossary.coverage",
        "名词解释齐全",
        "表中有金额的收支名称应有名词解释。",
        "notice",
        _BASIS,
        "没有读出名词解释时不适用。",
        Example(cells="GK01 收入:其他收入 金额 1.72", glossary=_GLOSSARY),
        Example(cells="GK01 收入:事业收入 金额 1.72", glossary=_GLOSSARY),
        coverage,
    ),
    Rule(
        "glossary.row-names",
        "名词与表一致",
        "名词解释的名称应与表中的名称一致。",
        "notice",
        "文字与表反映同一套账",
        "表中该行没有金额时不适用。",
        Example(_DRAWN, glossary=(*_TERMS, ("使用非财政拨款结余和专用结余", "指弥补收支差额的资金。"))),
        Example(_DRAWN, glossary=(*_TERMS, ("使用非财政拨款结余", "指弥补收支差额的资金。"))),
        row_names,
    ),
    Rule(
        "glossary.numbering",
        "名词解释的序号",
        "名词解释的序号应连续，一个名词只解释一次。",
        "notice",
        _BASIS,
        "",
        Example(text=_TERM + "三、基本支出：指日常运转的支出，含人员和公用。"),
        Example(text=_TERM + "二、基本支出：指日常运转的支出，含人员和公用。"),
        numbering,
    ),
]
