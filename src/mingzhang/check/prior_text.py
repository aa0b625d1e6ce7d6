"""What the explanation says of last year, against last year's accounts: amounts it states and changes it implies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mingzhang.check.companion import Companion, Source, companion, comparable, overlapping, shown
from mingzhang.check.example import Example
from mingzhang.check.implied import Implied, implied, stated
from mingzhang.check.rule import Case, Rule
from mingzhang.finding import Finding, Level, Outcome, Quote, Tally
from mingzhang.model import FactKey

STATED, IMPLIED = "prior.text", "prior.implied"
MANY = 3
"""More differences than this have one cause as a rule (another scope, restated figures): they are said together."""
_SCOPE = re.compile(r"口径|机构改革|划转|划入|划出|并入|合并|撤销|新设|年初调整|追溯")


def check(case: Case) -> list[Outcome]:
    """Both rules: amounts stated for last year, and changes against last year."""
    prior = companion(case, "prior")
    if isinstance(prior, str):
        tally = [Tally(not_applicable=case.prior is not None) for _ in (STATED, IMPLIED)]
        return [Outcome(rule, (), count, (prior,)) for rule, count in zip((STATED, IMPLIED), tally, strict=True)]
    return [
        _judge(case, prior, STATED, [[said] for said in stated(case)], 0),
        _judge(case, prior, IMPLIED, *implied(case)),
    ]


def _judge(case: Case, prior: Companion, rule: str, said: Sequence[Sequence[Implied]], nothing: int) -> Outcome:
    tally = Tally(not_applicable=nothing)
    reasons = ["本年的数没有印出，推算不出上年数"] if nothing else []
    failed: dict[FactKey, tuple[list[Implied], list[Source]]] = {}
    for ways in said:
        sources = [source for source in prior.sources(ways[0].key) if comparable(ways[0].like, source)]
        if not sources:
            tally.not_applicable += 1
            reasons.append("上年决算没有印出对应的数")
        elif any(overlapping(way.least, source.interval, way.step) for way in ways for source in sources):
            tally.passed += 1
        else:
            tally.failed += 1
            known = failed.setdefault(ways[0].key, ([], sources))
            known[0].append(ways[0])
    # where most do not fit, the two documents speak of different things
    doubtful = tally.failed > max(MANY, tally.passed)
    findings = [_finding(case, prior, rule, ways, sources, doubtful) for ways, sources in failed.values()]
    loose = [finding for finding in findings if finding.level == "warning"]
    if len(loose) > MANY:
        findings = [finding for finding in findings if finding.level != "warning"] + [_together(rule, prior, loose)]
    return Outcome(rule, tuple(findings), tally, tuple(dict.fromkeys(reasons)))


def _finding(
    case: Case, prior: Companion, rule: str, ways: Sequence[Implied], sources: list[Source], doubtful: bool
) -> Finding:
    first, source = ways[0], sources[0]
    tables = {way.table for way in ways if way.table is not None}
    certain = case.certainty(tables) == "certain" and prior.certainty(sources) == "certain"
    amount = shown(first.middle, first.like)
    gap = shown(abs(first.middle - (source.amount.base if source.amount else 0)), first.like)
    clauses = "、".join(dict.fromkeys(f"“{way.item.statement.quote}”" for way in ways))
    return Finding(
        rule,
        "文字所说的上年数与上年决算不符" if rule == STATED else "按增减推算的上年数与上年决算不符",
        "warning" if doubtful else _level(prior, ways, sources),
        f"按{clauses}，“{first.item.statement.subject}”的上年数应为 {amount}，而{source.where}为 {source.text}，"
        f"相差 {gap}。",
        tuple(Quote(way.item.statement.quote, way.item.statement.place) for way in ways),
        "certain" if certain else "to_confirm",
        expected=source.text,
        actual=amount,
        difference=gap,
        suggestion="核对上年数和增减；上年数因机构划转、口径调整而不同的，请在文字中说明。",
        arithmetic=(f"{first.sum} = {amount}；{source.where} {source.text}",),
    )


def _level(prior: Companion, ways: Sequence[Implied], sources: Sequence[Source]) -> Level:
    """An error where both documents surely speak of the same units and nothing hints at a change of scope."""
    hints = any(_SCOPE.search(way.item.statement.passage.text) for way in ways)
    return "error" if prior.same_scope and not hints and not any(source.absent for source in sources) else "warning"


def _together(rule: str, prior: Companion, findings: Sequence[Finding]) -> Finding:
    certain = all(finding.certainty == "certain" for finding in findings)
    return Finding(
        rule,
        findings[0].title,
        "warning",
        f"文字中有 {len(findings)} 处的上年数与{prior.title}不符，可能是两年的口径不同；例如：{findings[0].message}",
        tuple(place for finding in findings for place in finding.places),
        "certain" if certain else "to_confirm",
        expected=findings[0].expected,
        actual=findings[0].actual,
        difference=findings[0].difference,
        suggestion="逐项核对上年数；口径有变化的，请在文字中说明。",
        arithmetic=tuple(line for finding in findings for line in finding.arithmetic),
    )


_HEAD = "五、一般公共预算财政拨款支出决算情况说明\n"
_UNITS = ("云州市星图局机关",)
_PRIOR = Example(cells="GK05 合计 合计 100.00", year=2022, organisations=_UNITS)
_CELLS = "GK05 合计 合计 120.00"
_PASS = "2023年度一般公共预算财政拨款支出120.00万元，与上年相比，增加20.00万元，增长20.00%。"
_FAIL = "2023年度一般公共预算财政拨款支出120.00万元，与上年相比，增加30.00万元，增长33.33%。"
_NOT = "没有给出上年决算，或两份文件的年度、单位、口径对不上，或上年没有印出对应的数时不适用。"
RULES = [
    Rule(
        STATED,
        "文字所说的上年数与上年决算相符",
        "文字写明的上年决算数应与上年公开的决算一致。",
        "error",
        "文字所说的上年数出自上年决算",
        f"{_NOT}单位构成不同或文字提到口径变化的，只提示须说明。",
        Example(
            text=_HEAD + "2023年度一般公共预算财政拨款支出120.00万元，较上年100.00万元增加20.00万元。",
            cells=_CELLS,
            organisations=_UNITS,
            prior=_PRIOR,
            caption="文字“较上年100.00万元”，上年决算表中为 100.00",
        ),
        Example(
            text=_HEAD + "2023年度一般公共预算财政拨款支出120.00万元，较上年90.00万元增加30.00万元。",
            cells=_CELLS,
            organisations=_UNITS,
            prior=_PRIOR,
            caption="文字“较上年90.00万元”，上年决算表中为 100.00",
        ),
        check,
    ),
    Rule(
        IMPLIED,
        "按增减推算的上年数与上年决算相符",
        "本年数减去文字所说的增加额（或除以增长率）推算出的上年数，应与上年公开的决算一致。",
        "error",
        "本年数减增加额等于上年数",
        f"{_NOT}单位构成不同或文字提到口径变化的，只提示须说明。",
        Example(
            text=_HEAD + _PASS,
            cells=_CELLS,
            organisations=_UNITS,
            prior=_PRIOR,
            caption="本年 120.00，文字“增加20.00万元”，上年决算表中为 100.00",
        ),
        Example(
            text=_HEAD + _FAIL,
            cells=_CELLS,
            organisations=_UNITS,
            prior=_PRIOR,
            caption="本年 120.00，文字“增加30.00万元”，上年决算表中为 100.00",
        ),
    ),
]
