"""Items that the text names by their path 类款项 against the rows of the tables."""

from __future__ import annotations

import re

from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.finding import Finding, Outcome, Quote, Tally
from mingzhang.forms.label import fold
from mingzhang.narrative.bound import Bound

RULE = "text.item-names"
_PATH = re.compile(r"(.+?)（类）(.+?)（款）(.+?)（项）")


def check(case: Case) -> list[Outcome]:
    """Each path once: its item stands in the table of the general fund, or in no row of its 类."""
    tally = Tally()
    findings: list[Finding] = []
    listed = any(
        key.get("fund") == "general" and len(key.get("function") or "") == len("2010101") for key in case.by_key
    )
    seen: set[str] = set()
    for item in case.bound:
        path = _PATH.search(fold(item.statement.subject))
        general = item.topic is not None and item.topic.rows == "function" and item.topic.at.get("fund") == "general"
        if path is None or not general or not listed or path[0] in seen:
            continue
        seen.add(path[0])
        tally.passed += item.key is not None
        tally.failed += item.key is None
        findings += [_finding(case, item, path)] if item.key is None else []
    reason = ("文字没有按类款项逐项写，或表中没有列到项级",) if not tally.applied else ()
    return [Outcome(RULE, tuple(findings), tally, reason)]


def _finding(case: Case, item: Bound, path: re.Match[str]) -> Finding:
    passage = item.statement.passage
    start = passage.text.find(item.statement.subject)
    place = passage.place_of(start, start + len(item.statement.subject)) if start >= 0 else item.statement.place
    return Finding(
        RULE,
        "文字中的科目与表不同",
        "warning",
        f"“{item.statement.section}”写有“{path[0]}”，而一般公共预算支出决算表的“{path[1]}”之下没有“{path[3]}”这一项。",
        (Quote(item.statement.subject, place),),
        "certain" if all(table.sure for table in case.disclosure.tables) else "to_confirm",
        actual=item.statement.subject,
        suggestion="核对科目名称，与表中的名称保持一致。",
    )


_HEAD = "五、一般公共预算财政拨款支出决算情况说明"
_CELLS = "GK05 208 合计 60.00\nGK05 20805 合计 60.00\nGK05 2080501 合计 60.00"
_PARENTS = "社会保障和就业支出（类）行政事业单位养老支出（款）"

RULES = [
    Rule(
        RULE,
        "文字中的科目名称与表一致",
        "情况说明写出的项级科目应是一般公共预算支出决算表中列示的科目。",
        "warning",
        "文字与表反映同一套账",
        "文字没有按类款项逐项写，或表中没有列到项级时不适用。",
        Example(_CELLS, f"{_HEAD}\n1.{_PARENTS}行政单位离退休（项）。支出决算为60.00万元。"),
        Example(_CELLS, f"{_HEAD}\n1.{_PARENTS}行政单位退休人员活动费（项）。支出决算为60.00万元。"),
        check,
    )
]
