"""Rates that the text states, recomputed: growth, completion and shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.amount import Interval
from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.check.said import Known, Said, said_by_section
from mingzhang.finding import Finding, Outcome, Quote, Tally
from mingzhang.narrative.bound import Bound

_TITLES = {
    "text.growth-rate": ("增减率", "文字写出的增减率应等于增减额除以上年数。"),
    "text.completion-rate": ("完成率", "文字写出的完成率应等于决算数除以预算数。"),
    "text.share": ("占比", "文字写出的占比应等于该项除以合计。"),
}
_VALUES = ("决算数",)
_PLANS = ("年初预算数", "全年预算数")


@dataclass(frozen=True, slots=True)
class _Quotient:
    """A rate with the amounts it is the quotient of; `sources` quotes where they are said or printed."""

    rate: Bound
    part: Interval
    whole: Interval
    middle: Decimal
    sources: tuple[Quote, ...]
    formula: str
    sure: bool


def check(case: Case) -> list[Outcome]:
    """One outcome for each kind of rate; a rate whose amounts are nowhere to be found is not applicable."""
    tallies = {rule: Tally() for rule in _TITLES}
    findings: dict[str, list[Finding]] = {rule: [] for rule in _TITLES}
    for said in said_by_section(case):
        for at, item in enumerate(said.items):
            rule = _RULES.get(item.statement.measure)
            if rule is None or item.amount is None:
                continue
            quotients = [q for q in _FORMULAS[rule](said, at) if q.whole.low > 0]
            if not quotients:
                tallies[rule].not_applicable += 1
                continue
            finding = _judge(case, rule, quotients)
            tallies[rule].passed += finding is None or finding.level == "notice"
            tallies[rule].failed += finding is not None and finding.level != "notice"
            findings[rule] += [finding] if finding is not None else []
    reason = ("没有写出或印出计算它所需的金额，或上年、预算为零",)
    return [
        Outcome(rule, tuple(findings[rule]), tallies[rule], reason if tallies[rule].not_applicable else ())
        for rule in _TITLES
    ]


_RULES = {"增减率": "text.growth-rate", "完成率": "text.completion-rate", "占比": "text.share"}


def growth(said: Said, at: int) -> list[_Quotient]:
    """增减额 ÷ 上年数, where 上年数 is stated, or this year's amount less the change."""
    rate = said.items[at]
    change = said.last(at, ("增减额",), reach=2)
    if change is None or change.amount is None:
        return []
    moved = said.known(change)
    stated = said.last(at, ("上年数",), reach=4)
    found = [_quotient(rate, moved, said.known(stated), _GROWTH)] if stated is not None and stated.amount else []
    for value in said.amounts(at, _VALUES, reach=8):
        before = Known(
            value.interval + -moved.interval, value.middle - moved.middle, (*moved.quotes, *value.quotes), value.sure
        )
        found.append(_quotient(rate, moved, before, _GROWTH))
    return found


def completion(said: Said, at: int) -> list[_Quotient]:
    """决算数 ÷ 预算数."""
    rate = said.items[at]
    plans = said.amounts(at, _PLANS, reach=5)
    return [_quotient(rate, value, plan, _COMPLETION) for value in said.amounts(at, _VALUES, reach=4) for plan in plans]


def share(said: Said, at: int) -> list[_Quotient]:
    """该项 ÷ 合计: the total that the words name (占…的), that of the section, or any total said before it."""
    rate = said.items[at]
    wholes = said.wholes(at)
    return [_quotient(rate, part, whole, _SHARE) for part in said.amounts(at, _VALUES, reach=3) for whole in wholes]


_GROWTH = "增减额 ÷ 上年数（本年数 − 增减额）"
_COMPLETION = "决算数 ÷ 预算数"
_SHARE = "该项 ÷ 合计"
_FORMULAS = {"text.growth-rate": growth, "text.completion-rate": completion, "text.share": share}


def _quotient(rate: Bound, part: Known, whole: Known, formula: str) -> _Quotient:
    middle = 100 * part.middle / whole.middle if whole.middle else Decimal(0)
    sources = tuple(dict.fromkeys((*part.quotes, *whole.quotes)))
    return _Quotient(rate, part.interval, whole.interval, middle, sources, formula, part.sure and whole.sure)


def _judge(case: Case, rule: str, quotients: Sequence[_Quotient]) -> Finding | None:
    """None where the printed rate can be one of the quotients; a gap of less than one last digit is a tail."""
    best: tuple[Decimal, _Quotient, Decimal, Decimal] | None = None
    for quotient in quotients:
        rate = quotient.rate.amount
        assert rate is not None
        ends = [
            100 * part / whole
            for part in (quotient.part.low, quotient.part.high)
            for whole in (quotient.whole.low, quotient.whole.high)
        ]
        least, most = min(ends), max(ends)
        half = rate.step / 2
        gap = max(least - rate.value - half, rate.value - half - most, Decimal(0))
        if gap == 0:
            return None
        if best is None or gap < best[0]:
            best = (gap, quotient, least, most)
    assert best is not None
    return _finding(case, rule, *best, alone=len(quotients) == 1 or _same(quotients))


def _same(quotients: Sequence[_Quotient]) -> bool:
    """Whether all quotients say the same to two decimals, so that there is no choice between them."""
    return max(q.middle for q in quotients) - min(q.middle for q in quotients) < Decimal("0.01")


def _finding(
    case: Case, rule: str, gap: Decimal, quotient: _Quotient, least: Decimal, most: Decimal, *, alone: bool
) -> Finding:
    statement, rate = quotient.rate.statement, quotient.rate.amount
    assert rate is not None
    title = _TITLES[rule][0]
    tail = gap < rate.step
    middle = quotient.middle.quantize(Decimal(1).scaleb(-max(rate.decimals, 2)))
    sources = "，".join(f"“{quote.text}”" for quote in quotient.sources)
    turned = rule == "text.growth-rate" and _fits_the_other_way(quotient)
    hint = "；若增减的方向相反，则此率相符，请先核对“增加”“减少”有没有写反" if turned else ""
    return Finding(
        rule,
        f"{title}的尾差" if tail else f"{title}算得不对",
        "notice" if tail else "error",
        f"“{statement.section}”中“{statement.subject}”的{title}写作 {statement.value}%，"
        f"按{sources}计算应为 {middle}%{'（末位取舍不对）' if tail else ''}{hint}。",
        (Quote(statement.quote, statement.place), *quotient.sources),
        "certain" if quotient.sure and (alone or rule != "text.share") else "to_confirm",
        expected=f"{middle}%",
        actual=f"{statement.value}%",
        difference=f"{abs(rate.value - middle)} 个百分点",
        suggestion="按金额重算，或核对金额。",
        arithmetic=(f"{quotient.formula}：应在 {least:.4f}% 至 {most:.4f}% 之间，写作 {statement.value}%",),
    )


def _fits_the_other_way(quotient: _Quotient) -> bool:
    """Whether the rate is the quotient if the change goes the other way."""
    rate = quotient.rate.amount
    moved = abs(quotient.part.low + quotient.part.high) / 2
    now = (quotient.whole.low + quotient.whole.high) / 2 + (quotient.part.low + quotient.part.high) / 2
    sign = -1 if quotient.part.low + quotient.part.high > 0 else 1
    before = now - sign * moved
    return rate is not None and before > 0 and abs(100 * moved / before - abs(rate.value)) <= rate.step


_HEAD = "一、收入支出决算总体情况说明"
_GENERAL = "五、一般公共预算财政拨款支出决算情况说明"
_EXPENDITURE = "三、支出决算情况说明"
_EXAMPLES = {
    "text.growth-rate": (
        Example(text=f"{_HEAD}\n2023年度收入总计100.00万元。与上年相比，收入总计增加25.00万元，增长33.33%。"),
        Example(text=f"{_HEAD}\n2023年度收入总计100.00万元。与上年相比，收入总计增加25.00万元，增长25.00%。"),
    ),
    "text.completion-rate": (
        Example(
            text=f"{_GENERAL}\n一般公共预算财政拨款支出年初预算80.00万元，支出决算60.00万元，完成年初预算的75.00%。"
        ),
        Example(
            text=f"{_GENERAL}\n一般公共预算财政拨款支出年初预算80.00万元，支出决算60.00万元，完成年初预算的57.00%。"
        ),
    ),
    "text.share": (
        Example(text=f"{_EXPENDITURE}\n2023年度支出合计100.00万元，其中：基本支出60.00万元，占60.00%。"),
        Example(text=f"{_EXPENDITURE}\n2023年度支出合计100.00万元，其中：基本支出60.00万元，占66.00%。"),
    ),
}

RULES = [
    Rule(
        name,
        title,
        sentence,
        "error",
        "文字自身的算术",
        "没有写出或印出所需金额，或分母为零时不适用。",
        *_EXAMPLES[name],
        check if name == "text.growth-rate" else None,
    )
    for name, (title, sentence) in _TITLES.items()
]
