"""All changes against last year taken together: parts to wholes, what was carried over, and each figure once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.amount import FACTORS, Interval, exact, format_amount
from mingzhang.check.example import Example
from mingzhang.check.implied import Implied, implied, stated
from mingzhang.check.rule import Case, Rule
from mingzhang.check.said import printed
from mingzhang.finding import Finding, Level, Outcome, Quote, Tally
from mingzhang.model import FactKey
from mingzhang.relations.partition import Tree, partitions

SUMS, SAME, CARRIED = "text.last-year-sums", "text.last-year-same", "text.last-year-carried"


@dataclass(frozen=True, slots=True)
class _LastYear:
    """What the sentences say of one figure of last year: the ways in which it follows, the first one to be quoted."""

    key: FactKey
    ways: tuple[Implied, ...]

    @property
    def range(self) -> Interval:
        """All values that any of the ways allows."""
        spans = [way.least for way in self.ways]
        return Interval(min(span.low for span in spans), max(span.high for span in spans))

    @property
    def name(self) -> str:
        """What the text calls it."""
        return self.ways[0].item.statement.subject

    @property
    def quote(self) -> Quote:
        """The sentence it follows from."""
        return Quote(self.ways[0].item.statement.quote, self.ways[0].item.statement.place)

    @property
    def sure(self) -> bool:
        """Whether the sentence is surely about this figure."""
        return all(way.item.sure for way in self.ways)


def check(case: Case) -> list[Outcome]:
    """One outcome for each of the three rules."""
    groups = [*([way] for way in stated(case)), *implied(case)[0]]
    figures: dict[FactKey, _LastYear] = {}
    same = Tally()
    apart: list[Finding] = []
    for ways in groups:
        item = _LastYear(ways[0].key, tuple(ways))
        known = figures.setdefault(item.key, item)
        if known is item:
            continue
        agrees = known.range.meet(item.range) is not None
        same.passed += agrees
        same.failed += not agrees
        apart += [] if agrees else [_apart(known, item)]
    sums = Outcome(SUMS, (), Tally(not_applicable=1), ("文字没有写出可以相加的增减额",)) if not figures else None
    return [sums or _sums(case, figures), Outcome(SAME, tuple(apart), same), _carried(case, figures)]


def _sums(case: Case, figures: Mapping[FactKey, _LastYear]) -> Outcome:
    tally = Tally()
    findings: list[Finding] = []
    for whole, parts, complete, tree in _splits(case, figures):
        total = exact(Decimal(0))
        for part in parts:
            total += part.range
        slack = max(way.step for item in (whole, *parts) for way in item.ways)
        above = total.low - slack > whole.range.high
        below = complete and total.high + slack < whole.range.low
        tally.passed += not above and not below
        tally.failed += above or below
        if above or below:
            findings.append(_gap(whole, parts, tree, above=above))
    return Outcome(SUMS, tuple(findings), tally)


def _splits(
    case: Case, figures: Mapping[FactKey, _LastYear]
) -> Iterator[tuple[_LastYear, list[_LastYear], bool, Tree]]:
    """Wholes with the parts whose changes are stated; complete where this year has no other part that is not zero."""
    for key, whole in figures.items():
        for name, tree in partitions().trees.items():
            node = key.get(name) or "all"
            context = key.at(name, None)
            shown = {
                member
                for other in figures
                if (member := other.get(name)) and other.at(name, None) == context and member != node
            }
            frontier, _ = tree.frontier(node, shown)
            if len(frontier) < 2 or not partitions().bounded(key):
                continue
            now = {
                member
                for other, prints in case.by_key.items()
                if (member := other.get(name))
                and other.at(name, None) == context
                and any(item.amount is not None and item.amount.value for item in prints)
            }
            covered = all(
                any(_within(tree, member, part) for part in frontier)
                or member == node
                or any(_within(tree, part, member) for part in frontier)
                for member in now
            )
            yield whole, [figures[context.at(name, member)] for member in frontier], bool(now) and covered, tree


def _within(tree: Tree, member: str, whole: str) -> bool:
    return whole in tree.chain(member)


def _gap(whole: _LastYear, parts: Sequence[_LastYear], tree: Tree, *, above: bool) -> Finding:
    """Parts that exceed their whole contradict it; parts that fall short leave something that is not accounted for."""
    total = sum((part.ways[0].middle for part in parts), Decimal(0))
    before = whole.ways[0].middle
    unit = whole.ways[0].like.unit
    changes = sum((part.ways[0].item.amount.base for part in parts if part.ways[0].item.amount), Decimal(0))
    change = whole.ways[0].item.amount
    moved = f"各项增减额合计 {_money(changes, unit)}，总的增减额 {_money(change.base, unit)}" if change else ""
    if above:
        message = (
            f"按文字的增减额推算，上年{tree.label}各项合计 {_money(total, unit)}，"
            f"超过上年“{whole.name}”的 {_money(before, unit)}，两者不能同时成立"
        )
        suggestion = "核对各项和总数的增减额及增减方向。"
    else:
        message = (
            f"按文字的增减额推算，上年“{whole.name}”为 {_money(before, unit)}，"
            f"写出的各项上年合计只有 {_money(total, unit)}，还有 {_money(before - total, unit)} 没有着落"
        )
        suggestion = "若上年有本年已没有的科目，请在文中说明；否则核对各项的增减额。"
    lines = [f"“{item.name}”上年：{item.ways[0].sum} = {_money(item.ways[0].middle, unit)}" for item in (whole, *parts)]
    sure = whole.sure and all(part.sure for part in parts)
    level: Level = "error" if above else "warning"
    return Finding(
        SUMS,
        "各项增减与总的增减不符",
        level,
        f"“{whole.ways[0].item.statement.section}”：{message}。{moved}。",
        (whole.quote, *(part.quote for part in parts)),
        "certain" if sure else "to_confirm",
        expected=_money(before, unit),
        actual=_money(total, unit),
        difference=_money(abs(before - total), unit),
        suggestion=suggestion,
        arithmetic=tuple(lines),
    )


def _apart(first: _LastYear, second: _LastYear) -> Finding:
    """Two sentences that imply different figures of last year for one fact."""
    unit = first.ways[0].like.unit
    lines = [
        f"“{item.quote.text}”：{item.ways[0].sum} = {_money(item.ways[0].middle, unit)}" for item in (first, second)
    ]
    names = f"“{first.name}”" if first.name == second.name else f"“{first.name}”与“{second.name}”是同一数字，"
    return Finding(
        SAME,
        "两处推算的上年数不同",
        "error",
        f"{names}按“{first.quote.text}”推算上年为 {_money(first.ways[0].middle, unit)}，"
        f"按“{second.quote.text}”推算为 {_money(second.ways[0].middle, unit)}，两处的增减不能同时成立。",
        (first.quote, second.quote),
        "certain" if first.sure and second.sure else "to_confirm",
        expected=_money(first.ways[0].middle, unit),
        actual=_money(second.ways[0].middle, unit),
        difference=_money(abs(first.ways[0].middle - second.ways[0].middle), unit),
        suggestion="核对两处的增减额和增减方向，改为一致。",
        arithmetic=tuple(lines),
    )


_FISCAL = FactKey.of("total", {"fund": "fiscal"})
_FUNDS = ("general", "government_fund", "state_capital")

_BALANCE = "(?:年初|上年)[^。；]{0,12}结[转余]"
_ADJUSTED = re.compile(f"{_BALANCE}[^。；]{{0,12}}调整|调整[^。；]{{0,12}}{_BALANCE}")


def _carried(case: Case, figures: Mapping[FactKey, _LastYear]) -> Outcome:
    """Last year's fiscal total less last year's spending is what was carried into this year."""
    total = figures.get(_FISCAL)
    opening = printed(case, FactKey.of("opening", {"fund": "fiscal"}))
    spent: list[_LastYear] = []
    for fund in _FUNDS:
        key = FactKey.of("expenditure", {"fund": fund})
        known, whole = figures.get(key), figures.get(FactKey.of("total", {"fund": fund}))
        if known is None and whole is not None and not whole.ways[0].middle:
            known = whole  # a fund that had nothing spent nothing
        if known is not None:
            spent.append(known)
        elif fund == "general" or any(item.middle for item in printed(case, key)):
            reason = "文字没有写出财政拨款总计和各项财政拨款支出的增减额"
            return Outcome(CARRIED, (), Tally(not_applicable=1), (reason,))
    if total is None or not opening:
        reason = "没有写出财政拨款总计的增减额，或没有印出年初财政拨款结转和结余"
        return Outcome(CARRIED, (), Tally(not_applicable=1), (reason,))
    told = (section for section in case.disclosure.sections if "名词解释" not in section.part)
    if any(_ADJUSTED.search(passage.text) for section in told for passage in section.paragraphs):
        return Outcome(CARRIED, (), Tally(not_applicable=1), ("文中说明年初结转和结余作过调整",))
    left = total.range
    for item in spent:
        left += -item.range
    slack = max(way.step for item in (total, *spent) for way in item.ways)
    now = opening[0]
    if left.widened(slack).meet(now.interval) is not None:
        return Outcome(CARRIED, (), Tally(passed=1))
    unit = total.ways[0].like.unit
    middle = total.ways[0].middle - sum((item.ways[0].middle for item in spent), Decimal(0))
    lines = [f"“{item.name}”上年：{item.ways[0].sum} = {_money(item.ways[0].middle, unit)}" for item in (total, *spent)]
    finding = Finding(
        CARRIED,
        "推算的上年年末结转与本年年初不符",
        "warning",
        f"按文字的增减额推算，上年财政拨款总计减去各项财政拨款支出，年末应结转 {_money(middle, unit)}，"
        f"而{now.quotes[0].text}，相差 {_money(abs(middle - now.middle), unit)}。",
        (total.quote, *(item.quote for item in spent), *now.quotes),
        "certain" if total.sure and now.sure and all(item.sure for item in spent) else "to_confirm",
        expected=_money(middle, unit),
        actual=_money(now.middle, unit),
        difference=_money(abs(middle - now.middle), unit),
        suggestion="若年初作过调整（收回、归集、差错更正等）或上年另有国有资本经营支出，请说明；否则核对各处增减额。",
        arithmetic=tuple(lines),
    )
    return Outcome(CARRIED, (finding,), Tally(failed=1))


def _money(value: Decimal, unit: str) -> str:
    """An amount in 元 in the unit in which the text speaks."""
    return f"{format_amount(value / FACTORS.get(unit, Decimal(1)), 2 if unit in FACTORS else 0)}{unit}"


_HEAD = "五、一般公共预算财政拨款支出决算情况说明"
_CLASSES = "GK05 合计 合计 100.00\nGK05 205 合计 60.00\nGK05 208 合计 40.00"
_FISCAL_TEXT = (
    "四、财政拨款收入支出决算总体情况说明\n财政拨款收入总计110.00万元。与上年相比，财政拨款收入总计增加10.00万元。\n"
    f"{_HEAD}\n一般公共预算财政拨款支出110.00万元。与上年相比，一般公共预算财政拨款支出"
)


def _said(total: str, first: str, second: str) -> str:
    return (
        f"{_HEAD}\n一般公共预算财政拨款支出100.00万元，比上年{total}万元。\n"
        f"教育支出60.00万元，比上年{first}万元；社会保障和就业支出40.00万元，比上年{second}万元。"
    )


RULES = [
    Rule(
        SUMS,
        "各项增减与总的增减相符",
        "由增减额推算出的上年各项之和不应超过上年总数；本年各项都写了增减额时，应与上年总数相等，有缺口应说明。",
        "error",
        "文字自身的算术",
        "没有写出各项和总数的增减额时不适用。",
        Example(_CLASSES, _said("增加10.00", "增加15.00", "减少5.00")),
        Example(_CLASSES, _said("增加10.00", "减少15.00", "减少5.00")),
        check,
    ),
    Rule(
        SAME,
        "同一数字的增减前后一致",
        "各处写出的增减额推算出的同一上年数应当相同；收入总计与支出总计两年都相等，增减额也应相等。",
        "error",
        "文字自身的算术",
        "同一数字只写了一处增减额时不适用。",
        Example(
            text="一、收入支出决算总体情况说明\n收入总计100.00万元，支出总计100.00万元。"
            "与上年相比，收入总计增加8.00万元，支出总计增加8.00万元。"
        ),
        Example(
            text="一、收入支出决算总体情况说明\n收入总计100.00万元，支出总计100.00万元。"
            "与上年相比，收入总计增加8.00万元，支出总计增加6.00万元。"
        ),
    ),
    Rule(
        CARRIED,
        "推算的上年年末结转等于本年年初结转",
        "上年财政拨款总计减去上年各项财政拨款支出，应等于本年年初财政拨款结转和结余；不等时应说明调整情况。",
        "warning",
        "上年年末数即本年年初数",
        "没有写出所需的增减额，或没有印出年初结转时不适用。",
        Example("GK04 收入:年初财政拨款结转和结余 决算数 5.00", f"{_FISCAL_TEXT}增加15.00万元。"),
        Example("GK04 收入:年初财政拨款结转和结余 决算数 5.00", f"{_FISCAL_TEXT}增加35.00万元。"),
    ),
]
