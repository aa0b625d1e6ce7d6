"""The totals stated in sections 一 to 六 against the tables."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from mingzhang.amount import FACTORS
from mingzhang.check import describe
from mingzhang.check.rule import Case, Rule
from mingzhang.check.stated import gap
from mingzhang.finding import Finding, Outcome, Quote, Tally
from mingzhang.model import Print
from mingzhang.narrative.totals import Claim, totals

RULE = "text.totals"


def check(case: Case) -> list[Outcome]:
    """Every stated total compared with the first table that prints the same fact.

    A total stated in several places passes if one of them agrees; if all differ, which of them is meant is not sure.
    """
    tally = Tally()
    findings: list[Finding] = []
    reasons: list[str] = []
    for claims in totals(case.disclosure):
        first = claims[0]
        printed = next((item for item in case.disclosure.prints() if item.key == first.key), None)
        compared = [_compare(case, claim, printed) for claim in claims if printed is not None]
        malformed = next((claim for claim in claims if claim.amount is None), None)
        if printed is None:
            tally.not_applicable += 1
            reasons.append(f"“{first.name}”所在的表没有公开或没有认出")
        elif malformed is not None:
            tally.failed += 1
            findings.append(_malformed(malformed))
        elif None in compared or case.disclosure.tables[_table_of(case, printed)].unit == "":
            tally.passed += None in compared
            tally.not_applicable += None not in compared
            reasons += [] if None in compared else ["表上没有印金额单位，文字与表不能比较"]
        else:
            tally.failed += 1
            worst = next(finding for finding in compared if finding is not None)
            findings.append(worst if len(claims) == 1 else replace(worst, certainty="to_confirm"))
    return [Outcome(RULE, tuple(findings), tally, tuple(dict.fromkeys(reasons)))]


def _table_of(case: Case, printed: Print) -> int:
    """The number of the table that a figure stands in."""
    return next(at for at, table in enumerate(case.disclosure.tables) if any(item is printed for item in table.prints))


def _malformed(claim: Claim) -> Finding:
    return Finding(
        RULE,
        "数字写法不对",
        "warning",
        f"“{claim.section}”中“{claim.quote}”的数字不是规范的写法（千分号位置不对）。",
        (Quote(claim.quote, claim.place),),
        suggestion="核对并更正这个数字。",
    )


def _compare(case: Case, claim: Claim, printed: Print) -> Finding | None:
    """None where both can be the same amount; a tail difference where they differ by one last unit."""
    value, stated = printed.amount, claim.amount
    if stated is None:
        return None
    apart = gap(stated, value)
    if apart is None:
        return None
    distance, within = apart
    number = _table_of(case, printed)
    table = case.disclosure.tables[number]
    tail = value is not None and within
    shown = describe.figure_quote(printed)
    where = f"{describe.table_name(table)}“{printed.row_name or printed.row_key}”的“{printed.column}”"
    return Finding(
        RULE,
        "文字与表不符" if not tail else "文字与表的尾差",
        "notice" if tail else "error",
        f"“{claim.section}”中“{claim.quote}”，而{where}为 {shown}，两处应当一致。",
        (Quote(claim.quote, claim.place), Quote(shown, printed.place)),
        case.certainty([number], printed.sure),
        expected=shown,
        actual=f"{stated.text}{stated.unit}",
        difference=_plain(distance, stated.unit),
        suggestion="核对后改为一致；文字一般应以表为准。",
        arithmetic=(f"文字 {stated.text}{stated.unit}，表 {shown}，相差 {_plain(distance, stated.unit)}",),
    )


def _plain(distance: Decimal, unit: str) -> str:
    value = distance / FACTORS.get(unit, Decimal(1))
    return f"{value.normalize():f}{unit}"


RULES = [
    Rule(
        RULE,
        "文字中的总数与表一致",
        "情况说明第一至六节写出的收入、支出总数应与决算表中的同一数字一致。",
        "error",
        "文字与表反映同一套账",
        "有关的表没有公开，或该节没有写出这一总数时不适用。",
        "文字“支出合计100.00万元”，表中本年支出合计 100.00",
        "文字“支出合计110.00万元”，表中本年支出合计 100.00",
        check,
    )
]
