"""The arithmetic of a form's funds: sums, balance, execution rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from mingzhang.amount import Amount, Interval, exact
from mingzhang.evaluation.judge import Judge, form_rule, fund_quote, plain, rounded
from mingzhang.evaluation.model import MONEY_COLUMNS, Evaluation, FundRow
from mingzhang.finding import Explanation, Quote

_BUDGET, _SPENT, _LEFT, _RATE = "全年预算数", "全年执行数", "结转结余", "执行率"


@form_rule(
    "evaluation.fund-sum",
    "自评表资金总额与来源",
    "资金总额各栏等于各资金来源同栏之和。",
    "error",
    "没有资金总额行或来源行，或者来源行有空白、非数字。",
)
def fund_sum(judge: Judge) -> None:
    """资金总额 = Σ sources, per money column."""
    form = judge.form
    total = form.fund_total
    sources = [row for row in form.funds if row is not total and not row.is_total]
    if total is None or not sources:
        judge.skip("没有资金总额行或来源行。")
        return
    scale = form.money_scale
    for column in MONEY_COLUMNS:
        if column not in total.cells:
            continue
        whole = total.amount(column)
        parts = [row.amount(column) for row in sources]
        printed = [part for part in parts if part is not None]
        if whole is None and not printed:
            judge.tally.blank += 1
            continue
        if whole is None or len(printed) < len(parts):
            judge.skip(f"资金“{column}”一栏有空白或非数字，不能合计。")
            continue
        computed = sum((part.value for part in printed), Decimal(0))
        if whole.value == computed:
            judge.passed()
            continue
        sum_range = exact(Decimal(0))
        for part in printed:
            sum_range += _range(part, scale)
        quotes = [fund_quote(form, total, column), *(fund_quote(form, row, column) for row in sources)]
        lines = (
            " + ".join(part.text for part in printed) + f" = {plain(computed)}",
            f"资金总额印为 {whole.text}，相差 {plain(whole.value - computed)}",
        )
        changes = [(quotes[0], computed)] + [
            (quote, part.value + whole.value - computed) for quote, part in zip(quotes[1:], printed, strict=True)
        ]
        _judge_sum(
            judge,
            f"资金总额的{column}与各来源之和不符",
            quotes=quotes,
            printed=whole,
            computed=computed,
            span=sum_range,
            scale=scale,
            lines=lines,
            changes=changes,
        )


@form_rule(
    "evaluation.balance",
    "自评表资金结转结余",
    "全年预算数减全年执行数等于资金结（转）余。",
    "error",
    "表中没有这三栏，或者有空白、非数字。",
)
def balance(judge: Judge) -> None:
    """全年预算数 − 全年执行数 = 结转结余, per row."""
    form = judge.form
    scale = form.money_scale
    for row in form.funds:
        budget, spent, left = row.amount(_BUDGET), row.amount(_SPENT), row.amount(_LEFT)
        if _LEFT not in row.cells:
            continue
        if budget is None or spent is None or left is None:
            judge.skip(f"“{row.item}”的预算数、执行数或结转结余空白。")
            continue
        computed = budget.value - spent.value
        if left.value == computed:
            judge.passed()
            continue
        quotes = [fund_quote(form, row, column) for column in (_LEFT, _BUDGET, _SPENT)]
        lines = (
            f"{budget.text} − {spent.text} = {plain(computed)}",
            f"资金结（转）余印为 {left.text}，相差 {plain(left.value - computed)}",
        )
        changes = [
            (quotes[0], computed),
            (quotes[1], spent.value + left.value),
            (quotes[2], budget.value - left.value),
        ]
        span = _range(budget, scale) + -_range(spent, scale)
        what = f"“{row.item}”的结（转）余不等于全年预算数减全年执行数"
        _judge_sum(
            judge,
            what,
            quotes=quotes,
            printed=left,
            computed=computed,
            span=span,
            scale=scale,
            lines=lines,
            changes=changes,
        )


@form_rule(
    "evaluation.execution-rate",
    "自评表预算执行率",
    "执行率等于全年执行数除以全年预算数。",
    "error",
    "全年预算数为 0（执行率无从计算），或者有空白、非数字。",
)
def execution_rate(judge: Judge) -> None:
    """执行率 = 全年执行数 ÷ 全年预算数, per row."""
    form = judge.form
    for row in form.funds:
        budget, spent, rate = row.amount(_BUDGET), row.amount(_SPENT), row.amount(_RATE)
        if budget is None or spent is None or rate is None:
            judge.skip(f"“{row.item}”的预算数、执行数或执行率空白。")
            continue
        if budget.value == 0:
            if rate.value == 0:
                judge.skip(f"“{row.item}”全年预算数为 0，执行率无从计算。")
                continue
            judge.fail(
                f"“{row.item}”全年预算数为 0，执行率却印为 {rate.text}",
                [fund_quote(form, row, column) for column in (_RATE, _SPENT, _BUDGET)],
                level="warning",
                actual=rate.text,
                suggestion="预算数为 0 时不存在执行率，请核对预算数，或者不填执行率并说明。",
            )
            continue
        span = rate_range(form, row)
        if span is None:
            judge.skip(f"“{row.item}”的预算数太小或为负数，执行率无从核对。")
            continue
        computed = spent.value / budget.value * 100
        possible = span.meet(rate.interval) is not None
        if computed in rate.interval or (possible and form.money_scale):
            judge.passed()
            continue
        expected = rounded(computed, max(rate.decimals, 2))
        near = span.widened(rate.step).meet(rate.interval) is not None
        judge.fail(
            f"“{row.item}”的执行率印为 {rate.text}，按预算数和执行数计算应为 {expected}",
            [fund_quote(form, row, column) for column in (_RATE, _SPENT, _BUDGET)],
            level="warning" if possible else "notice" if near else None,
            expected=expected,
            actual=rate.text,
            difference=plain(rate.value - Decimal(expected)),
            suggestion="请核对全年预算数、全年执行数和执行率。",
            arithmetic=(
                f"{spent.text} ÷ {budget.text} × 100 = {rounded(computed, 4)}",
                f"按印出的位数，执行率在 {rounded(span.low, 4)} 与 {rounded(span.high, 4)} 之间",
            ),
        )


@form_rule(
    "evaluation.negative-amount",
    "自评表资金为负数",
    "资金各栏不为负数。",
    "error",
    "资金栏没有读到数字。",
)
def negative_amount(judge: Judge) -> None:
    """No fund amount is below zero."""
    form = judge.form
    for row in form.funds:
        for column in MONEY_COLUMNS:
            amount = row.amount(column)
            if amount is None:
                continue
            overspent = column == _LEFT and _overspent(row)
            if amount.value >= 0 or overspent:
                judge.passed()
                continue
            judge.fail(
                f"“{row.item}”的{column}为负数 {amount.text}",
                [fund_quote(form, row, column)],
                expected="不小于 0",
                actual=amount.text,
                suggestion="请核对该数。",
            )


@form_rule(
    "evaluation.over-budget",
    "自评表执行数超过预算数",
    "全年执行数一般不大于全年预算数，超过的须说明。",
    "notice",
    "没有同时印出全年预算数和全年执行数的行。",
)
def over_budget(judge: Judge) -> None:
    """全年执行数 ≤ 全年预算数, per row."""
    form = judge.form
    for row in form.funds:
        budget, spent = row.amount(_BUDGET), row.amount(_SPENT)
        if budget is None or spent is None:
            continue
        if not _overspent(row):
            judge.passed()
            continue
        judge.fail(
            f"“{row.item}”的全年执行数 {spent.text} 大于全年预算数 {budget.text}",
            [fund_quote(form, row, _SPENT), fund_quote(form, row, _BUDGET)],
            expected=f"不大于 {budget.text}",
            actual=spent.text,
            difference=plain(spent.value - budget.value),
            suggestion="请核对两数；确属超预算执行的，请说明原因和资金来源。",
        )


def rate_range(form: Evaluation, row: FundRow) -> Interval | None:
    """The execution rates that the printed budget and spending allow."""
    budget, spent = row.amount(_BUDGET), row.amount(_SPENT)
    if budget is None or spent is None or budget.value <= 0:
        return None
    scale = form.money_scale
    below, above = _range(budget, scale), _range(spent, scale)
    if below.low <= 0:
        return None
    ends = (above.low / below.high * 100, above.high / below.low * 100)
    return Interval(min(ends), max(ends))


def _judge_sum(
    judge: Judge,
    what: str,
    *,
    quotes: Sequence[Quote],
    printed: Amount,
    computed: Decimal,
    span: Interval,
    scale: int,
    lines: Sequence[str],
    changes: Sequence[tuple[Quote, Decimal]],
) -> None:
    """Judge a printed sum: rounding passes; one further unit, or a result printed coarser, is a tail difference."""
    fine = replace(printed, decimals=max(printed.decimals, scale))
    possible = span.meet(fine.interval) is not None
    if possible and scale:
        judge.passed()
        return
    # Whole 万元 are rarely rounded: the difference may be a real one, but it cannot be called certain.
    whole = possible and judge.form.funds_unit != "元"
    tail = (
        not whole and span.widened(fine.step).meet(printed.interval if printed.decimals else fine.interval) is not None
    )
    explanations = [
        Explanation(f"若只有“{quote.text}”有误，应为 {plain(value)}", ((quote, plain(value), ""),))
        for quote, value in changes
        if value >= 0
    ]
    judge.fail(
        f"{what}：印为 {printed.text}，计算为 {plain(computed)}" + ("（尾差）" if tail else ""),
        quotes,
        level="notice" if tail else "warning" if whole else None,
        expected=plain(computed),
        actual=printed.text,
        difference=plain(printed.value - computed),
        suggestion="尾差可不改，建议统一位数。" if tail else "请核对以下各数。",
        arithmetic=lines,
        explanations=() if tail else explanations,
    )


def _range(amount: Amount, scale: int) -> Interval:
    """The true values a printed amount allows; a printed zero is exact."""
    if amount.value == 0:
        return exact(Decimal(0))
    return replace(amount, decimals=max(amount.decimals, scale)).interval


def _overspent(row: FundRow) -> bool:
    budget, spent = row.amount(_BUDGET), row.amount(_SPENT)
    return budget is not None and spent is not None and spent.value > budget.value
