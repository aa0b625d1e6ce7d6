"""Figures of the explanation that no sentence pattern understands: listed, never passed over in silence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.finding import Finding, Outcome, Quote, Tally
from mingzhang.model import Passage, Place
from mingzhang.narrative.claims import explained_sections

RULE = "text.unread"
_FIGURE = re.compile(
    r"(?<![\d.])-?\d[\d,]*(?:\.\d+)?(?P<unit>亿元|万元|千元|元|万|%|％|辆|批次|人次|个|批|家|台|人|次)?"
)
_OTHER = re.compile(
    r"20\d\d年(?:度|末|初)?|\d{1,2}月\d{1,2}日|\d{1,2}月|20\d\d|19\d\d年?|〔\d+〕|第?\d+号|（\d+）|\d+[、.．](?!\d)"
    r"|\d+(?:\.\d+)?万?元（含）以[上下]|单价\d+万?元|\d+(?:万?元|%)以[上下内]|十[一二三四五]五|[A-Za-z]\d+|\d+[条款项章]"
)


def check(case: Case) -> list[Outcome]:
    """Each figure of the explanation: understood, or listed with its sentence."""
    tally = Tally()
    findings: list[Finding] = []
    read: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
    bound: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
    for item in case.bound:
        own = id(item.statement.passage)
        read[own].add(item.statement.span)
        if item.statement.subject:
            bound[own].add(item.statement.span)
    for passage in _passages(case):
        unread: list[tuple[str, Place]] = []
        masked = _OTHER.sub(lambda match: "□" * len(match[0]), passage.text)
        spans, known = bound[id(passage)], read[id(passage)]
        for match in _FIGURE.finditer(masked):
            inside = any(start <= match.start() < end for start, end in spans)
            if inside:
                tally.passed += 1
            elif match["unit"] or any(start <= match.start() < end for start, end in known):
                clause = _clause(passage.text, match.start())
                place = passage.place_of(match.start(), match.end())
                if all(text != clause for text, _ in unread):
                    unread.append((clause, place))
        tally.not_applicable += len(unread)
        findings += [_finding(clause, place) for clause, place in unread]
    reason = (f"有 {len(findings)} 处数字没有读懂，未作核对",) if findings else ()
    return [Outcome(RULE, tuple(findings), tally, reason)]


def _passages(case: Case) -> Iterator[Passage]:
    for _, section in explained_sections(case.disclosure):
        yield from section.paragraphs


def _clause(text: str, at: int) -> str:
    start = max((text.rfind(mark, 0, at) for mark in "，。；："), default=-1) + 1
    ends = [end for mark in "，。；：" if (end := text.find(mark, at)) >= 0]
    return text[start : min(ends, default=len(text))]


def _finding(clause: str, place: Place) -> Finding:
    return Finding(
        RULE,
        "没有读懂的数字",
        "notice",
        f"“{clause}”中的数字没有读懂，未与表和上下文核对，请人工核对。",
        (Quote(clause, place),),
        "to_confirm",
    )


RULES = [
    Rule(
        RULE,
        "文字中的数字都已读懂",
        "情况说明中的每个金额、比率和数量都应能读懂并核对；没有读懂的逐条列出，由人核对。",
        "notice",
        "没有查过的不能算作通过",
        "情况说明中没有数字时不适用。",
        Example(text="二、收入决算情况说明\n本年收入合计100.00万元，其中：事业收入100.00万元。"),
        Example(text="十、其他重要事项情况说明\n货物、工程、服务分别为10.00万元、5.00万元、15.00万元。"),
        check,
    )
]
