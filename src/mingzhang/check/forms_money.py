"""The money of self-evaluation: in the explanation, in the attached forms, in the spending on projects."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from mingzhang.amount import FACTORS, Amount, Interval, exact
from mingzhang.check import describe
from mingzhang.check.example import Example
from mingzhang.check.forms_bench import Bench, case_rule, first_told, quoted
from mingzhang.check.forms_family import form
from mingzhang.check.rule import Case
from mingzhang.evaluation.judge import fund_quote, plain
from mingzhang.evaluation.model import Evaluation
from mingzhang.finding import Quote
from mingzhang.model import FactKey, Print
from mingzhang.narrative.performance import Performance, Said

_BASIS = "文字、自评表与决算表反映同一批项目"
_HEAD = "（四）预算绩效情况说明\n"
_PROJECTS = FactKey.of("expenditure", {"kind": "project"})
_FIRST, _SPENT = "年初预算编制数", "全年执行数"


@case_rule(
    "forms.money-sum",
    "自评资金与各类预算",
    "自评项目资金总额等于一般公共预算、政府性基金、国有资本经营、社会保险基金各项之和。",
    "error",
    "同一句文字自身的算术",
    "文字没有同时写出资金总额和两类以上预算的金额。",
    good=Example(
        text=_HEAD
        + "开展绩效自评，涉及项目9个，资金80万元，其中一般公共预算项目支出70万元、政府性基金预算项目支出10万元。"
    ),
    bad=Example(
        text=_HEAD
        + "开展绩效自评，涉及项目9个，资金80万元，其中一般公共预算项目支出70万元、政府性基金预算项目支出1万元。"
    ),
)
def money_sum(bench: Bench, case: Case) -> None:
    """The sum of money is that of its budgets."""
    for told in case.performance:
        whole = told.money.amount if told.money else None
        parts = [said.amount for said in told.budgets.values() if said.amount is not None]
        if told.money is None or whole is None or len(parts) < 2:
            continue
        span = exact(Decimal(0))
        for part in parts:
            span += exact(part.base) if part.value == 0 else part.interval
        if span.meet(whole.interval) is not None:
            bench.passed()
            continue
        total = sum((part.base for part in parts), Decimal(0)) / FACTORS[whole.unit]
        lines = " + ".join(part.text + part.unit for part in parts) + f" = {plain(total)}{whole.unit}"
        tail = span.widened(whole.step).meet(whole.interval) is not None
        bench.fail(
            f"文字写自评资金 {whole.text}{whole.unit}，各类预算合计为 {plain(total)}{whole.unit}"
            + ("（尾差）" if tail else ""),
            [quoted(told.money), *map(quoted, told.budgets.values())],
            level="notice" if tail else None,
            expected=plain(total) + whole.unit,
            actual=whole.text + whole.unit,
            difference=plain(whole.value - total),
            suggestion="请核对资金总额和各类预算的金额。",
            arithmetic=(lines,),
        )


def _stated_money(told: Performance) -> tuple[Said, Interval] | None:
    """The sum of money of the text; where it is left out, the sum of its budgets."""
    if told.money is not None and told.money.amount is not None:
        return told.money, told.money.amount.interval
    parts = [said for said in told.budgets.values() if said.amount is not None]
    if not parts:
        return None
    span = exact(Decimal(0))
    for said in parts:
        amount = said.amount
        if amount is not None:
            span += exact(amount.base) if amount.value == 0 else amount.interval
    return parts[0], span


def _sum(forms: Sequence[Evaluation], column: str) -> tuple[Interval, Decimal, list[Quote]] | None:
    """A column of the total rows of all forms, in 元; None where one of them does not print it."""
    span, total, quotes = exact(Decimal(0)), Decimal(0), []
    for one in forms:
        row = one.fund_total
        amount = row.amount(column) if row else None
        if row is None or amount is None or one.funds_unit not in FACTORS:
            return None
        fine = Amount(amount.text, amount.value, max(amount.decimals, one.money_scale), one.funds_unit)
        span += exact(Decimal(0)) if amount.value == 0 else fine.interval
        total += fine.base
        quotes.append(fund_quote(one, row, column))
    return span, total, quotes


@case_rule(
    "forms.money",
    "自评资金与自评表的年初预算",
    "所附自评表年初预算数合计与文字所说的自评资金一致，只公开一部分的不超过它。",
    "warning",
    _BASIS,
    "没有公开自评表，或者文字没有写出自评资金，或者自评表没有印出年初预算数和单位。",
    good=Example(text=_HEAD + "开展绩效自评，涉及项目1个，资金50万元。", evaluations=(form({}),)),
    bad=Example(text=_HEAD + "开展绩效自评，涉及项目1个，资金5万元。", evaluations=(form({}),)),
)
def money(bench: Bench, case: Case) -> None:
    """The budgets of the forms add up to the money of the text, or to less where some are not published."""
    forms, told = case.disclosure.evaluations, first_told(case)
    stated = _stated_money(told) if told else None
    found = _sum(forms, _FIRST) if forms else None
    if told is None or stated is None or found is None:
        return
    said, span = stated
    computed, total, quotes = found
    complete = len(forms) in {count.count for count in told.projects}
    fits = computed.meet(span) is not None
    if fits or (not complete and computed.low <= span.high):
        bench.passed()
        return
    unit = said.amount.unit if said.amount else "元"
    shown = f"{plain(total / FACTORS[unit])}{unit}"
    bench.fail(
        f"文字写自评资金“{said.text}”，所附 {len(forms)} 张自评表的年初预算数合计为 {shown}",
        [quoted(said), *quotes[:8]],
        sure=all(one.sure for one in forms),
        expected=shown,
        actual=said.text,
        suggestion="请核对自评资金和各自评表的年初预算数；口径不同的请说明。",
    )


def _spending(case: Case) -> Print | None:
    return next((item for item in case.disclosure.prints() if item.key == _PROJECTS and item.amount), None)


@case_rule(
    "forms.spending",
    "自评表执行数与项目支出",
    "所附自评表全年执行数合计不大于本年项目支出。",
    "warning",
    _BASIS,
    "没有公开自评表，或者决算表没有印出项目支出合计。",
    good=Example(cells="GK03 合计 项目支出 60.00", evaluations=(form({}),)),
    bad=Example(cells="GK03 合计 项目支出 30.00", evaluations=(form({}),)),
)
def spending(bench: Bench, case: Case) -> None:
    """The spending of the forms is no more than that on all projects."""
    forms, printed = case.disclosure.evaluations, _spending(case)
    found = _sum(forms, _SPENT) if forms else None
    if printed is None or printed.amount is None or found is None or printed.amount.unit not in FACTORS:
        return
    computed, total, quotes = found
    # offices level tails: the printed figure may be one unit of its last digit off
    if computed.low <= printed.amount.interval.high + printed.amount.step:
        bench.passed()
        return
    shown = f"{plain(total / FACTORS[printed.amount.unit])}{printed.amount.unit}"
    bench.fail(
        f"所附自评表的全年执行数合计 {shown}，大于项目支出 {describe.figure_quote(printed)}",
        [*quotes[:8], Quote(describe.figure_quote(printed), printed.place)],
        sure=printed.sure and all(one.sure for one in forms),
        expected=f"不大于 {printed.text}",
        actual=shown,
        suggestion="请核对自评表的执行数和单位；含以前年度或其他单位支出的，请说明。",
    )


RULES = [money_sum, money, spending]
