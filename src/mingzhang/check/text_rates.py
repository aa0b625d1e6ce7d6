"""Rates that the text states, recomputed from the amounts beside them: growth, completion and shares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from mingzhang.amount import Amount, parse_amount
from mingzhang.check.rule import Case, Rule
from mingzhang.finding import Finding, Outcome, Quote, Tally
from mingzhang.narrative.claims import Statement

_TITLES = {
    "text.growth-rate": ("增减率", "文字写出的增减率应等于增减额除以上年数。"),
    "text.completion-rate": ("完成率", "文字写出的完成率应等于决算数除以预算数。"),
    "text.share": ("占比", "文字写出的占比应等于该项除以合计。"),
}


@dataclass(frozen=True, slots=True)
class _Quotient:
    """A rate with the amounts it is the quotient of, and the statements that give them."""

    rule: str
    rate: Statement
    part: Amount
    whole: tuple[Decimal, Decimal]
    sources: tuple[Statement, ...]
    formula: str


def check(case: Case) -> list[Outcome]:
    """One outcome for each kind of rate; a rate whose amounts are not stated beside it is not applicable."""
    tallies = {rule: Tally() for rule in _TITLES}
    findings: dict[str, list[Finding]] = {rule: [] for rule in _TITLES}
    for quotients, rule in _quotients(case):
        if not quotients:
            tallies[rule].not_applicable += 1
            continue
        judged = [_judge(quotient) for quotient in quotients]
        finding = None if None in judged else judged[0]
        if finding is not None and len(judged) > 1:
            finding = replace(finding, certainty="to_confirm")
        tallies[rule].passed += finding is None or finding.level == "notice"
        tallies[rule].failed += finding is not None and finding.level != "notice"
        if finding is not None:
            findings[rule].append(finding)
    reason = ("句中没有写出计算它所需的金额，或上年、预算为零",)
    return [
        Outcome(rule, tuple(findings[rule]), tallies[rule], reason if tallies[rule].not_applicable else ())
        for rule in _TITLES
    ]


def _quotients(case: Case) -> Iterator[tuple[list[_Quotient], str]]:
    for _, group in groupby(case.statements, key=lambda item: item.section):
        found = list(group)
        for at, item in enumerate(found):
            if item.measure == "增减率":
                yield _only(_growth(found[:at], item)), "text.growth-rate"
            elif item.measure == "完成率":
                yield _only(_completion(found[:at], item)), "text.completion-rate"
            elif item.measure == "占比":
                yield _shares(case, found[:at], item), "text.share"


def _only(quotient: _Quotient | None) -> list[_Quotient]:
    return [quotient] if quotient is not None else []


def _last(before: Sequence[Statement], subject: str, measures: Sequence[str], reach: int = 4) -> Statement | None:
    """The nearest statement of a subject before a rate; further back it may speak of something else."""
    near = reversed(before[-reach:])
    return next((item for item in near if item.subject == subject and item.measure in measures), None)


def _amount(item: Statement | None) -> Amount | None:
    return parse_amount(item.value, item.unit) if item is not None else None


def _growth(before: Sequence[Statement], rate: Statement) -> _Quotient | None:
    change = _last(before, rate.subject, ("增减额",), 1)
    value = _last(before, rate.subject, ("决算数",), 6)
    if change is None and len(before) > 1 and before[-1].measure == "增减额":
        return None
    moved, now = _amount(change), _amount(value)
    if moved is None or now is None or change is None or value is None:
        return None
    low = now.base - now.step / 2 - moved.base - moved.step / 2
    high = now.base + now.step / 2 - moved.base + moved.step / 2
    return _Quotient("text.growth-rate", rate, moved, (low, high), (change, value), "增减额 ÷（本年数 − 增减额）")


def _completion(before: Sequence[Statement], rate: Statement) -> _Quotient | None:
    value = _last(before, rate.subject, ("决算数",), 2)
    budget = _last(before, rate.subject, ("年初预算数", "全年预算数"), 3)
    done, planned = _amount(value), _amount(budget)
    if done is None or planned is None or value is None or budget is None:
        return None
    return _Quotient("text.completion-rate", rate, done, _ends(planned), (value, budget), "决算数 ÷ 预算数")


def _shares(case: Case, before: Sequence[Statement], rate: Statement) -> list[_Quotient]:
    """A share of each total stated before it, the nearest first: which of them is meant, the sentence need not say."""
    part = _last(before, rate.subject, ("决算数",), 1)
    own = _amount(part)
    if own is None or part is None:
        return []
    by_class = "结构" in rate.section
    totals = [item for item in before if item.measure == "决算数" and item is not part]
    totals = [
        item for item in totals if item.subject.endswith(("合计", "总计", "总额")) or (by_class and item is before[0])
    ]
    years = {str(case.disclosure.year), "None"}
    totals = [item for item in totals if set(re.findall(r"20\d\d", item.quote)) <= years and "预算收" not in item.quote]
    if "的" in rate.quote:
        totals = [item for item in totals if item.subject in rate.quote]
    found = [(item, amount) for item in reversed(totals) if (amount := _amount(item)) is not None]
    return [_Quotient("text.share", rate, own, _ends(amount), (part, item), "该项 ÷ 合计") for item, amount in found]


def _ends(amount: Amount) -> tuple[Decimal, Decimal]:
    return amount.base - amount.step / 2, amount.base + amount.step / 2


def _judge(quotient: _Quotient) -> Finding | None:
    """None where the printed rate can be the quotient; a gap of one last digit is a tail."""
    rate = parse_amount(quotient.rate.value, "%")
    low, high = quotient.whole
    if rate is None or low <= 0:
        return None
    part = _ends(quotient.part)
    quotients = [100 * end / whole for end in part for whole in (low, high)]
    least, most = min(quotients), max(quotients)
    half = rate.step / 2
    gap = max(least - rate.value - half, rate.value - half - most, Decimal(0))
    if gap == 0:
        return None
    middle = (100 * quotient.part.base / ((low + high) / 2)).quantize(Decimal(1).scaleb(-max(rate.decimals, 2)))
    tail = gap < rate.step
    sources = "，".join(f"“{item.quote}”" for item in quotient.sources)
    title = _TITLES[quotient.rule][0]
    return Finding(
        quotient.rule,
        f"{title}的尾差" if tail else f"{title}算得不对",
        "notice" if tail else "error",
        f"“{quotient.rate.section}”中“{quotient.rate.subject}”的{title}写作 {quotient.rate.value}%，"
        f"按{sources}计算应为 {middle}%。",
        tuple(Quote(item.quote, item.place) for item in (quotient.rate, *quotient.sources)),
        expected=f"{middle}%",
        actual=f"{quotient.rate.value}%",
        difference=f"{abs(rate.value - middle)} 个百分点",
        suggestion="按句中金额重算，或核对金额。",
        arithmetic=(f"{quotient.formula}：应在 {least:.4f}% 至 {most:.4f}% 之间，写作 {quotient.rate.value}%",),
    )


_EXAMPLES = {
    "text.growth-rate": ("本年100.00，比上年增加25.00，增长33.33%", "本年100.00，比上年增加25.00，增长25.00%"),
    "text.completion-rate": ("年初预算80.00，决算60.00，完成75.00%", "年初预算80.00，决算60.00，完成57.00%"),
    "text.share": ("支出合计100.00，基本支出60.00，占60.00%", "支出合计100.00，基本支出60.00，占66.00%"),
}

RULES = [
    Rule(
        name,
        title,
        sentence,
        "error",
        "文字自身的算术",
        "句中没有写出所需金额，或分母为零时不适用。",
        *_EXAMPLES[name],
        check if name == "text.growth-rate" else None,
    )
    for name, (title, sentence) in _TITLES.items()
]
