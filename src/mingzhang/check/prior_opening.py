"""Last year's closing balances against this year's opening ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.amount import Interval, exact
from mingzhang.check.companion import Companion, Source, companion, overlapping, shown
from mingzhang.check.describe import figure_quote, table_name
from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.finding import Finding, Outcome, Quote, Tally
from mingzhang.model import FactKey, Print, Table

RULE = "prior.opening"
_CHANGED = "(?:调整|追溯|更正|调增|调减)"
_OPENING = "(?:年初|期初)(?:财政拨款)?(?:结转|结余|余额|数)"
_EXPLAINED = re.compile(f"{_OPENING}[^。；]{{0,30}}{_CHANGED}|{_CHANGED}[^。；]{{0,10}}{_OPENING}")
_PLACES = 12


@dataclass(frozen=True, slots=True)
class _Gap:
    table: int
    item: Print
    source: Source


def check(case: Case) -> list[Outcome]:
    """Every opening balance that is printed, with the closing balance of the same key a year before."""
    prior = companion(case, "prior")
    if isinstance(prior, str):
        return [Outcome(RULE, (), Tally(not_applicable=case.prior is not None), (prior,))]
    tally = Tally()
    gaps: list[_Gap] = []
    reasons: list[str] = []
    for number, table, item in _openings(case):
        sources = prior.sources(item.key.measured("closing"))
        if not table.unit and item.amount is not None:
            tally.not_applicable += 1
            reasons.append("表上没有印金额单位，不能与上年核对")
        elif not sources:
            tally.not_applicable += 1
            reasons.append("上年决算没有印出对应的年末结转和结余")
        elif item.amount is None and all(source.amount is None for source in sources):
            tally.blank += 1
        elif any(_agree(item, source) for source in sources):
            tally.passed += 1
        else:
            tally.failed += 1
            gaps.append(_Gap(number, item, sources[0]))
    found = (_finding(case, prior, gaps),) if gaps else ()
    return [Outcome(RULE, found, tally, tuple(dict.fromkeys(reasons)))]


def _openings(case: Case) -> list[tuple[int, Table, Print]]:
    """The opening balances of the tables, each key once."""
    seen: set[FactKey] = set()
    found = []
    for number, table in enumerate(case.disclosure.tables):
        for item in table.prints:
            if item.key.measure == "opening" and item.key not in seen:
                seen.add(item.key)
                found.append((number, table, item))
    return found


def _interval(item: Print) -> Interval:
    return item.amount.interval if item.amount else exact(Decimal(0))


def _agree(item: Print, source: Source) -> bool:
    steps = [amount.step for amount in (item.amount, source.amount) if amount is not None]
    return overlapping(_interval(item), source.interval, max(steps))


def _finding(case: Case, prior: Companion, gaps: list[_Gap]) -> Finding:
    """All gaps in one finding: they have one cause as a rule, and each is a view of it."""
    first = gaps[0]
    where = f"{table_name(case.disclosure.tables[first.table])}“{first.item.row_name}”的“{first.item.column}”"
    explained = _explained(case)
    more = f"；另有 {len(gaps) - 1} 处同样不一致" if len(gaps) > 1 else ""
    note = "；文中提到过调整，请核对是否说明了这一差额" if explained else ""
    sure = case.certainty({gap.table for gap in gaps}, all(gap.item.sure for gap in gaps)) == "certain"
    certain = sure and prior.certainty([gap.source for gap in gaps]) == "certain"
    return Finding(
        RULE,
        "年初数与上年年末数不一致",
        "notice" if explained else "warning",
        f"{where}为 {figure_quote(first.item)}，而{first.source.where}为 {first.source.text}，"
        f"上年年末结转和结余应等于本年年初结转和结余{more}{note}。",
        tuple(Quote(figure_quote(gap.item), gap.item.place) for gap in gaps[:_PLACES]),
        "certain" if certain else "to_confirm",
        expected=first.source.text,
        actual=figure_quote(first.item),
        difference=_difference(first),
        suggestion="如系年初数调整（会计差错更正、单位划转、收回结余资金等），请在说明中写明金额和原因；否则更正年初数。",
        arithmetic=tuple(_line(case, gap) for gap in gaps[:_PLACES]),
    )


def _difference(gap: _Gap) -> str:
    like = gap.item.amount or gap.source.amount
    if like is None:
        return ""
    own = gap.item.amount.base if gap.item.amount else Decimal(0)
    other = gap.source.amount.base if gap.source.amount else Decimal(0)
    return shown(abs(own - other), like)


def _line(case: Case, gap: _Gap) -> str:
    table = table_name(case.disclosure.tables[gap.table])
    return (
        f"{table}“{gap.item.row_name}”{gap.item.column} {figure_quote(gap.item)}，"
        f"{gap.source.where} {gap.source.text}，相差 {_difference(gap)}"
    )


def _explained(case: Case) -> bool:
    """Whether the text or a table's note speaks of an adjustment of the opening balance."""
    sections = [section for section in case.disclosure.sections if "名词解释" not in section.part]
    texts = [passage.text for section in sections for passage in section.paragraphs]
    notes = [note for table in case.disclosure.tables for note in table.notes]
    return any(_EXPLAINED.search(text) for text in [*texts, *notes])


_PRIOR = Example(cells="GK01 支出:年末结转和结余 决算数 30.00", year=2022)
RULES = [
    Rule(
        RULE,
        "年初数与上年年末数相符",
        "本年决算的年初结转和结余应等于上年决算的年末结转和结余；年初数作过调整的，应说明金额和原因。",
        "warning",
        "结转和结余逐年衔接",
        "没有给出上年决算，或两份文件的年度、单位、口径对不上，或上年没有印出对应的数时不适用。",
        Example(
            cells="GK01 收入:年初结转和结余 决算数 30.00",
            prior=_PRIOR,
            caption="上年年末结转和结余 30.00，本年年初 30.00",
        ),
        Example(
            cells="GK01 收入:年初结转和结余 决算数 35.00",
            prior=_PRIOR,
            caption="上年年末结转和结余 30.00，本年年初 35.00",
        ),
        check,
    )
]
