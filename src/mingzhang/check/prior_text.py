"""What the explanation says of last year, against last year's accounts: amounts it states and changes it implies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.amount import Amount, Interval
from mingzhang.check.companion import Companion, Source, companion, comparable, overlapping, shown
from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.finding import Finding, Level, Outcome, Quote, Tally
from mingzhang.model import FactKey
from mingzhang.narrative.bound import Bound

STATED, IMPLIED = "prior.text", "prior.implied"
MANY = 3
"""More differences than this have one cause as a rule (another scope, restated figures): they are said together."""
_SCOPE = re.compile(r"口径|机构改革|划转|划入|划出|并入|合并|撤销|新设|年初调整|追溯")
_LAST = r"上年|去年|上一年|上一度|同期"
_REASON = re.compile(r"原因|由于|因为|其中新增")
_PLAN = re.compile(r"(?:较|比|与|超|低于|高于|大于|小于|少于|多于|完成)[^，。；]{0,12}(?:预算数|预算)")


@dataclass(frozen=True, slots=True)
class _Said:
    """One statement about last year: what last year's figure must then be, and how that follows."""

    item: Bound
    key: FactKey
    least: Interval
    middle: Decimal
    like: Amount
    step: Decimal
    sum: str
    table: int | None = None


def check(case: Case) -> list[Outcome]:
    """Both rules: amounts stated for last year, and changes against last year."""
    prior = companion(case, "prior")
    if isinstance(prior, str):
        tally = [Tally(not_applicable=case.prior is not None) for _ in (STATED, IMPLIED)]
        return [Outcome(rule, (), count, (prior,)) for rule, count in zip((STATED, IMPLIED), tally, strict=True)]
    return [
        _judge(case, prior, STATED, [[said] for said in _stated(case)], 0),
        _judge(case, prior, IMPLIED, *_implied(case)),
    ]


def _stated(case: Case) -> Iterable[_Said]:
    for item in case.bound:
        if item.statement.measure == "上年数" and item.key is not None and item.amount is not None:
            amount = item.amount
            key = item.key.at("period", None)
            yield _Said(
                item, key, amount.interval, amount.base, amount, amount.step, f"文字写明上年 {amount.text}{amount.unit}"
            )


def _implied(case: Case) -> tuple[list[list[_Said]], int]:
    """For each statement of a change, what it implies by each print of this year's figure; and how many imply nothing.

    A rate is used only where the change itself is not stated in the same section.
    """
    current = _current(case)
    changes = [item for item in case.bound if item.statement.measure == "增减额" and _usable(case, item)]
    known = {(item.key, item.statement.section) for item in changes}
    rates = [
        item
        for item in case.bound
        if item.statement.measure == "增减率"
        and _usable(case, item)
        and (item.key, item.statement.section) not in known
    ]
    found: list[list[_Said]] = []
    nothing = 0
    for item in [*changes, *rates]:
        assert item.key is not None and item.amount is not None
        ways = [
            way
            for amount, table in current.get(item.key, [])
            if (way := _by_change(item, amount, table) if item in changes else _by_rate(item, amount, table))
            is not None
        ]
        nothing += not ways
        found += [ways] if ways else []
    return found, nothing


def _usable(case: Case, item: Bound) -> bool:
    """Whether a change is one against last year's accounts, of the whole of a fact of this year.

    Not one against the budget, and none that gives a reason: that may be a part of the change only.
    """
    if item.key is None or item.amount is None or item.key.get("stage") or item.key.get("period"):
        return False
    words = item.statement.before + item.statement.quote
    year = f"|{case.disclosure.year - 1}年" if case.disclosure.year else ""
    last = max((match.start() for match in re.finditer(_LAST + year, words)), default=-1)
    planned = max((match.start() for match in _PLAN.finditer(words)), default=-1)
    return last > planned and _REASON.search(words) is None


def _current(case: Case) -> dict[FactKey, list[tuple[Amount, int | None]]]:
    """This year's figures: as the tables print them and as the text states them."""
    found: defaultdict[FactKey, list[tuple[Amount, int | None]]] = defaultdict(list)
    for number, table in enumerate(case.disclosure.tables):
        for item in table.prints:
            if item.amount is not None and (table.unit or item.amount.unit):
                found[item.key].append((item.amount, number))
    for stated in case.bound:
        if stated.key is not None and stated.amount is not None and stated.statement.measure in ("决算数", "数量"):
            found[stated.key].append((stated.amount, None))
    return found


def _by_change(item: Bound, amount: Amount, table: int | None) -> _Said | None:
    change = item.amount
    if item.key is None or change is None or comparable(amount, Source(change, "", "", True)) is False:
        return None
    least = amount.interval + -change.interval
    line = f"{amount.text.strip()}{amount.unit} {'−' if change.value >= 0 else '+'} {abs(change.value)}{change.unit}"
    middle = amount.base - change.base
    return _Said(item, item.key, least, middle, amount, max(amount.step, change.step), line, table)


def _by_rate(item: Bound, amount: Amount, table: int | None) -> _Said | None:
    rate = item.amount
    if item.key is None or rate is None or amount.value < 0:
        return None
    span = Amount(rate.text, rate.value, rate.decimals).interval
    low, high = 1 + span.low / 100, 1 + span.high / 100
    if low <= 0:
        return None
    own = amount.interval
    line = f"{amount.text.strip()}{amount.unit} ÷ (1 {'+' if rate.value >= 0 else '−'} {abs(rate.value)}%)"
    middle = amount.base / (1 + rate.value / 100)
    return _Said(item, item.key, Interval(own.low / high, own.high / low), middle, amount, amount.step, line, table)


def _judge(case: Case, prior: Companion, rule: str, said: Sequence[Sequence[_Said]], nothing: int) -> Outcome:
    tally = Tally(not_applicable=nothing)
    reasons = ["本年的数没有印出，推算不出上年数"] if nothing else []
    failed: dict[FactKey, tuple[list[_Said], list[Source]]] = {}
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
    case: Case, prior: Companion, rule: str, ways: Sequence[_Said], sources: list[Source], doubtful: bool
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


def _level(prior: Companion, ways: Sequence[_Said], sources: Sequence[Source]) -> Level:
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
