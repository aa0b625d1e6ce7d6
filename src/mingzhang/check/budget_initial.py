"""The initial budget that the explanation and the 三公 table state, against the published budget of the year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mingzhang.amount import Amount
from mingzhang.check.companion import Companion, Source, companion, comparable, overlapping, shown
from mingzhang.check.describe import figure_quote, table_name
from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.finding import Finding, Outcome, Quote, Tally
from mingzhang.model import FactKey, Place

INITIAL, THREE = "budget.initial", "budget.three-public"
MANY = 3
"""More differences than this have one cause as a rule (another scope): they are said together."""
_STAGE = "initial_budget"
_YEAR_ROUND = re.compile(r"全年预算|调整后|调整预算")


@dataclass(frozen=True, slots=True)
class _Said:
    """One initial budget that the final accounts state; `table` is the number of the table it stands in."""

    key: FactKey
    name: str
    quote: str
    amount: Amount
    place: Place
    table: int | None = None
    sure: bool = True


def check(case: Case) -> list[Outcome]:
    """Both rules: initial budgets in the text, and those of 三公 in text and table."""
    budget = companion(case, "budget")
    if isinstance(budget, str):
        given = case.budget is not None
        return [Outcome(rule, (), Tally(not_applicable=given), (budget,)) for rule in (INITIAL, THREE)]
    text = list(_in_text(case))
    three = [said for said in text if said.key.get("economic") is not None]
    rest = [said for said in text if said.key.get("economic") is None]
    table, reason = _in_table(case, three)
    outcome = _judge(case, budget, THREE, [*table, *three])
    if reason:
        outcome.tally.not_applicable += 1
        outcome = Outcome(THREE, outcome.findings, outcome.tally, (*outcome.reasons, reason))
    return [_judge(case, budget, INITIAL, rest), outcome]


def _in_text(case: Case) -> list[_Said]:
    """Amounts that the text itself calls 年初预算, whatever the budget of the table beside them is."""
    return [
        _Said(
            item.key.at("stage", _STAGE),
            f"“{item.statement.subject}”",
            item.statement.quote,
            item.amount,
            item.statement.place,
        )
        for item in case.bound
        if item.statement.measure == "年初预算数" and item.key is not None and item.amount is not None
    ]


def _in_table(case: Case, text: Sequence[_Said]) -> tuple[list[_Said], str]:
    """The budget block of the 三公 table where it is the initial budget; else why it is not compared.

    A note says it, or the text calls the same amount the initial budget.
    """
    found = next(((at, table) for at, table in enumerate(case.disclosure.tables) if table.form == "GK09"), None)
    if found is None:
        return [], ""
    number, table = found
    planned = [item for item in table.prints if item.key.get("stage") is not None and item.amount is not None]
    if any(_YEAR_ROUND.search(note) for note in table.notes):
        return [], "“三公”经费表注明预算数是全年预算数（调整后），不与年初预算比较"
    said = {item.key: item.amount.base for item in text}
    meant = any("年初预算" in note for note in table.notes) or any(
        item.amount is not None and said.get(item.key.at("stage", _STAGE)) == item.amount.base for item in planned
    )
    if not meant or not table.unit:
        return [], "“三公”经费表没有写明预算数是不是年初预算，不与年初预算比较" if planned else ""
    return [
        _Said(
            item.key.at("stage", _STAGE),
            f"{table_name(table)}“{item.column}”",
            figure_quote(item),
            item.amount,
            item.place,
            number,
            item.sure,
        )
        for item in planned
        if item.amount is not None
    ], ""


def _judge(case: Case, budget: Companion, rule: str, said: Sequence[_Said]) -> Outcome:
    tally = Tally()
    reasons: list[str] = []
    failed: dict[FactKey, tuple[list[_Said], list[Source]]] = {}
    for item in said:
        sources = [source for source in budget.sources(item.key) if comparable(item.amount, source)]
        if not sources:
            tally.not_applicable += 1
            reasons.append("公布的预算没有印出对应的数")
        elif any(_agree(item.amount, source) for source in sources):
            tally.passed += 1
        else:
            tally.failed += 1
            failed.setdefault(item.key, ([], sources))[0].append(item)
    findings = [_finding(case, budget, rule, items, sources) for items, sources in failed.values()]
    if len(findings) > MANY:
        findings = [_together(findings)]
    return Outcome(rule, tuple(findings), tally, tuple(dict.fromkeys(reasons)))


def _agree(amount: Amount, source: Source) -> bool:
    step = max(amount.step, source.amount.step) if source.amount else amount.step
    return overlapping(amount.interval, source.interval, step)


def _finding(case: Case, budget: Companion, rule: str, items: Sequence[_Said], sources: list[Source]) -> Finding:
    first, source = items[0], sources[0]
    tables = {item.table for item in items if item.table is not None}
    certain = case.certainty(tables, all(item.sure for item in items)) == "certain"
    certain = certain and budget.certainty(sources) == "certain"
    gap = shown(abs(first.amount.base - (source.amount.base if source.amount else 0)), first.amount)
    stated = f"{first.amount.text.strip()}{first.amount.unit}"
    return Finding(
        rule,
        "年初预算数与公布的预算不符",
        "warning",
        f"{first.name}的年初预算写作 {stated}，而{source.where}为 {source.text}，相差 {gap}。",
        tuple(Quote(item.quote, item.place) for item in items),
        "certain" if certain else "to_confirm",
        expected=source.text,
        actual=stated,
        difference=gap,
        suggestion="年初预算数应为年初批复并公布的预算；如含上年结转、预算单位有变动，请在文字中说明。",
        arithmetic=(f"决算文件 {stated}；{source.where} {source.text}；相差 {gap}",),
    )


def _together(findings: Sequence[Finding]) -> Finding:
    certain = all(finding.certainty == "certain" for finding in findings)
    first = findings[0]
    return Finding(
        first.rule,
        first.title,
        "warning",
        f"有 {len(findings)} 项年初预算数与公布的预算不符，可能是两份文件的口径不同；例如：{first.message}",
        tuple(place for finding in findings for place in finding.places),
        "certain" if certain else "to_confirm",
        expected=first.expected,
        actual=first.actual,
        difference=first.difference,
        suggestion="逐项核对年初预算数；如含上年结转、预算单位有变动，请在文字中说明。",
        arithmetic=tuple(line for finding in findings for line in finding.arithmetic),
    )


_HEAD = "五、一般公共预算财政拨款支出决算情况说明\n"
_BUDGET = Example(cells="YS07 合计 合计 90.00\nYS09 合计 公务接待费 0.50")
_THREE = "GK09 预算数 公务接待费 {}\nGK09 决算数 公务接待费 0.30"
_NOTE = {"GK09": "注：预算数为年初预算数。"}
_NOT = "没有给出当年公布的预算，或两份文件的年度、单位、口径对不上，或预算没有印出对应的数时不适用。"
RULES = [
    Rule(
        INITIAL,
        "年初预算数与公布的预算相符",
        "情况说明所写的年初预算数应与当年公布的部门预算一致。",
        "warning",
        "年初预算数出自批复并公布的预算",
        _NOT,
        Example(
            text=_HEAD + "2023年度一般公共预算财政拨款支出年初预算为90.00万元，支出决算为80.00万元。",
            budget=_BUDGET,
            caption="文字“年初预算为90.00万元”，公布的预算表中为 90.00",
        ),
        Example(
            text=_HEAD + "2023年度一般公共预算财政拨款支出年初预算为99.00万元，支出决算为80.00万元。",
            budget=_BUDGET,
            caption="文字“年初预算为99.00万元”，公布的预算表中为 90.00",
        ),
        check,
    ),
    Rule(
        THREE,
        "“三公”经费年初预算与公布的预算相符",
        "决算中“三公”经费的年初预算数应与当年公布的“三公”经费预算一致。",
        "warning",
        "年初预算数出自批复并公布的预算",
        f"{_NOT}预算数是全年预算数（调整后）或没有写明的，也不适用。",
        Example(
            cells=_THREE.format("0.50"),
            notes=_NOTE,
            budget=_BUDGET,
            caption="“三公”经费表公务接待费预算数 0.50（注明年初预算数），公布的预算中为 0.50",
        ),
        Example(
            cells=_THREE.format("0.80"),
            notes=_NOTE,
            budget=_BUDGET,
            caption="“三公”经费表公务接待费预算数 0.80（注明年初预算数），公布的预算中为 0.50",
        ),
    ),
]
