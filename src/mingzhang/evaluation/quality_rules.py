"""What makes a form hard to believe: scores without spending, problems unsaid, other years, empty targets."""

from __future__ import annotations

from decimal import Decimal

from mingzhang.evaluation.judge import (
    Judge,
    amount_of,
    form_rule,
    fund_quote,
    mark_quote,
    plain,
    rounded,
    score_quote,
    target_quote,
)
from mingzhang.evaluation.model import FundRow, Indicator
from mingzhang.evaluation.scheme import schemes
from mingzhang.evaluation.words import (
    analysed,
    blank,
    is_cost,
    is_kind,
    limit,
    listed,
    pattern,
    target,
)
from mingzhang.finding import Quote

_FIRST, _BUDGET, _SPENT, _RATE = "年初预算编制数", "全年预算数", "全年执行数", "执行率"


def spending_rate(row: FundRow | None) -> Decimal | None:
    """The rate of execution in per cent, by the printed amounts; 0 where a budget was not spent at all."""
    if row is None:
        return None
    first, budget, spent, rate = (row.amount(column) for column in (_FIRST, _BUDGET, _SPENT, _RATE))
    if spent is None or (budget is None and rate is None):
        return None
    if spent.value == 0:
        planned = [amount.value for amount in (first, budget) if amount is not None]
        return Decimal(0) if any(planned) else None
    if budget is not None and budget.value > 0:
        return spent.value / budget.value * 100
    return rate.value if rate is not None else None


@form_rule(
    "evaluation.unspent",
    "自评表执行率与产出得分",
    "资金没有执行或者执行率很低，产出指标却全部得满分的，须说明资金来源和完成的依据。",
    "warning",
    "没有印出预算数和执行数，或者没有产出指标的得分。",
)
def unspent(judge: Judge) -> None:
    """Outputs that are all full do not go with money that was not spent."""
    form, row = judge.form, judge.form.fund_total
    rate = spending_rate(row)
    outputs = [item for item in form.indicators if is_kind(item, "output") and not is_cost(item) and item.score]
    if row is None or rate is None or not outputs:
        return
    full = all(_full(item) for item in outputs)
    if rate >= limit("low_rate") or not full:
        judge.passed()
        return
    budget = row.amount(_BUDGET)
    nothing = rate == 0
    why = "，全年预算数为 0，执行率无从计算" if budget is not None and budget.value == 0 else ""
    quotes = [fund_quote(form, row, column) for column in (_SPENT, _BUDGET, _FIRST) if column in row.cells]
    judge.fail(
        ("全年执行数为 0" + why if nothing else f"预算执行率只有 {rounded(rate, 2)}%")
        + f"，{len(outputs)} 个产出指标（成本除外）却全部得满分",
        [*quotes, *(score_quote(form, item) for item in outputs)],
        suggestion="请说明工作由何种资金保障、完成值从何而来；与本项目资金无关的产出不宜计分。",
    )


def _full(item: Indicator) -> bool:
    weight, score = amount_of(item.weight), amount_of(item.score)
    return weight is not None and score is not None and score.value == weight.value


@form_rule(
    "evaluation.problems",
    "自评表的问题和措施",
    "总分低于 90 分或者执行率偏低的，应写明存在的问题和改进措施，不应填“无”。",
    "warning",
    "没有总分和执行率，或者没有“问题”“措施”两栏。",
)
def problems(judge: Judge) -> None:
    """A low total or rate has its problems and measures told."""
    form, total, rate = judge.form, judge.form.total.amount, spending_rate(judge.form.fund_total)
    told = [found for name in ("problems", "measures") if (found := analysed(form, name)) is not None]
    if (total is None and rate is None) or not told:
        return
    low_total = total is not None and total.value < limit("good_total")
    low_rate = rate is not None and rate < limit("good_rate")
    silent = [label for label, text in told if blank(text)]
    if not silent or not (low_total or low_rate):
        judge.passed()
        return
    row = form.fund_total
    said = [
        f"总分 {total.text} 分" if low_total and total else "",
        f"执行率 {rounded(rate or Decimal(0), 2)}%" if low_rate else "",
    ]
    quotes = [mark_quote(form, form.total, "总分")] if low_total else []
    quotes += [fund_quote(form, row, _SPENT)] if low_rate and row is not None and _SPENT in row.cells else []
    quotes += [Quote(f"{label} {form.analysis[label] or '（空白）'}", form.spot(label)) for label in silent]
    judge.fail(
        "，".join(filter(None, said)) + f"，“{'”“'.join(silent)}”却填“无”或者空白",
        quotes,
        suggestion="请写明扣分、资金未执行的原因和改进措施。",
    )


@form_rule(
    "evaluation.budget-change",
    "自评表预算的调整",
    "全年预算数与年初预算数不同的，应说明调整的原因。",
    "notice",
    "没有同时印出年初预算数和全年预算数。",
)
def budget_change(judge: Judge) -> None:
    """A budget that was changed has a reason, in the funds block or in the texts."""
    form, row = judge.form, judge.form.fund_total
    first, budget = (row.amount(column) if row else None for column in (_FIRST, _BUDGET))
    if row is None or first is None or budget is None:
        return
    reasons = [row.reason, *(item.deviation_reason for item in form.indicators), *form.texts.values()]
    told = not blank(row.reason) or any(pattern("change").search(text) for text in reasons if text)
    if first.value == budget.value or told:
        judge.passed()
        return
    judge.fail(
        f"年初预算数 {first.text}，全年预算数 {budget.text}，没有说明调整的原因",
        [fund_quote(form, row, _BUDGET), fund_quote(form, row, _FIRST)],
        difference=plain(budget.value - first.value),
        suggestion="请说明预算调整的原因和批准的依据。",
    )


@form_rule(
    "evaluation.no-target",
    "自评表指标值没有内容",
    "指标值应写出要达到的数值或者程度，不应只写“定性”“定量”等类别。",
    "notice",
    "没有读到指标值。",
)
def no_target(judge: Judge) -> None:
    """A target says what is to be reached."""
    for item in judge.form.indicators:
        wanted = target(item)
        if not wanted:
            continue
        if wanted not in listed("no_target"):
            judge.passed()
            continue
        judge.fail(
            f"指标“{item.name}”的指标值只写了“{wanted}”，没有写要达到什么",
            [target_quote(judge.form, item)],
            actual=wanted,
            suggestion="请写出可以核对的指标值。",
            texts=True,
        )


@form_rule(
    "evaluation.output-kinds",
    "自评表产出指标的种类",
    "产出指标一般包括数量、质量、时效、成本四类。",
    "notice",
    "产出指标没有印出二级指标，或者所用的指标体系不详。",
)
def output_kinds(judge: Judge) -> None:
    """Under the usual scheme the outputs are of four kinds."""
    form = judge.form
    outputs = [item for item in form.indicators if is_kind(item, "output")]
    points: dict[str, Decimal] = {}
    for item in form.indicators:
        weight = amount_of(item.weight)
        if item.level1 is None or item.level2 is None or weight is None:
            return
        points[item.level1] = points.get(item.level1, Decimal(0)) + weight.value
    wanted = next((scheme.kinds for scheme in schemes() if scheme.kinds and scheme.parts == points), ())
    if not outputs or not wanted:
        return
    missing = [kind for kind in wanted if not any(kind in (item.level2 or "") for item in outputs)]
    if not missing:
        judge.passed()
        return
    judge.fail(
        f"产出指标缺少{'、'.join(missing)}指标",
        [target_quote(form, outputs[0])],
        expected="、".join(wanted),
        suggestion=f"请补设{'、'.join(missing)}指标，确不适用的请说明。",
    )


RULES = (unspent, problems, budget_change, no_target, output_kinds)
"""The rules of this module, in the order of the rule book."""
