"""The arithmetic of a form's scores: weights, scores, total, grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from mingzhang.amount import Interval, exact
from mingzhang.evaluation.fund_rules import rate_range
from mingzhang.evaluation.judge import (
    Judge,
    amount_of,
    form_rule,
    fund_quote,
    mark_quote,
    number,
    plain,
    rounded,
    score_quote,
)
from mingzhang.evaluation.model import Evaluation, Indicator
from mingzhang.evaluation.reached import earned, reached
from mingzhang.evaluation.scheme import Grades, grade_sets, schemes
from mingzhang.finding import Explanation, Quote

_BUDGET, _RATE, _SCORE = "全年预算数", "执行率", "得分"
_EXECUTION_ROW = "预算执行率"


@form_rule(
    "evaluation.execution-score",
    "自评表执行率得分",
    "执行率得分等于分值乘以执行率，最高为满分。",
    "error",
    "全年预算数为 0，或者执行率、得分空白，或者看不出执行率的分值。",
)
def execution_score(judge: Judge) -> None:
    """执行率得分 = weight × min(1, rate), per row."""
    form = judge.form
    weight = execution_weight(form)
    decimals = max((s.decimals for row in form.funds if (s := row.amount(_SCORE))), default=0)
    for row in form.funds:
        rate, score = row.amount(_RATE), row.amount(_SCORE)
        if score is None and not row.is_total:
            continue
        budget = row.amount(_BUDGET)
        if score is None or (rate is None and budget is None):
            judge.skip(f"“{row.item}”的执行率或得分空白。")
            continue
        if weight is None:
            judge.skip("看不出执行率的分值是多少。")
            continue
        if budget is not None and budget.value == 0:
            if score.value == 0 or rate is None or rate.value != 0:
                judge.skip(f"“{row.item}”全年预算数为 0，执行率得分无从计算。")
                continue
            judge.fail(
                f"“{row.item}”全年预算数和执行率为 0，执行率得分却印为 {score.text}",
                [fund_quote(form, row, _SCORE), fund_quote(form, row, _RATE), fund_quote(form, row, _BUDGET)],
                level="warning",
                actual=score.text,
                suggestion="请说明没有预算的项目怎样计执行率得分。",
            )
            continue
        span = rate_range(form, row)
        shown = rate.interval if rate else None
        known = span.meet(shown) if span and shown else None
        known = known or shown or span
        if known is None:
            judge.skip(f"“{row.item}”的执行率不能计算。")
            continue
        low, high = (min(max(end, Decimal(0)), Decimal(100)) * weight / 100 for end in (known.low, known.high))
        earned = Interval(low, high)
        fine = replace(score, decimals=max(decimals, score.decimals))
        if earned.meet(fine.interval) is not None:
            judge.passed()
            continue
        middle = rate.value if rate else (known.low + known.high) / 2
        computed = min(middle, Decimal(100)) * weight / 100
        expected = rounded(computed, max(decimals, 2))
        loose = earned.widened(fine.step).meet(score.interval) is not None
        judge.fail(
            f"“{row.item}”的执行率得分印为 {score.text}，按执行率应为 {expected}",
            [fund_quote(form, row, _SCORE), fund_quote(form, row, _RATE)],
            level="notice" if loose else None,
            expected=expected,
            actual=score.text,
            difference=plain(score.value - Decimal(expected)),
            suggestion="请核对执行率得分；本级财政另有计分办法的，请以其为准。",
            arithmetic=(f"{plain(weight)} × min(100, {plain(middle)}) ÷ 100 = {rounded(computed, 4)}",),
        )


@form_rule(
    "evaluation.weight-sum",
    "自评表分值合计",
    "执行率分值与各指标分值合计为 100 分。",
    "error",
    "没有读到指标，或者有指标没有印出分值。",
)
def weight_sum(judge: Judge) -> None:
    """Execution weight + Σ indicator weights = 100."""
    form = judge.form
    weights = [number(item.weight) for item in form.indicators]
    if not weights or None in weights:
        judge.skip("没有读到指标，或者有指标没有印出分值。")
        return
    parts = sum((weight for weight in weights if weight is not None), Decimal(0))
    own = any(_EXECUTION_ROW in item.name for item in form.indicators)
    weight = Decimal(0) if own else execution_weight(form)
    possible = {weight} if weight is not None else {scheme.execution for scheme in schemes()}
    if any(parts + execution == 100 for execution in possible):
        judge.passed()
        return
    if form.execution_weight is None and parts == 100 and not own:
        judge.skip("各指标分值合计已为 100 分，执行率是否另外计分看不出来。")
        return
    execution = weight if weight is not None else schemes()[0].execution
    terms = [plain(execution), *(item.weight or "" for item in form.indicators)]
    judge.fail(
        f"执行率 {plain(execution)} 分与各指标分值合计为 {plain(execution + parts)} 分，不是 100 分",
        [score_quote(form, item) for item in form.indicators],
        expected="100",
        actual=plain(execution + parts),
        difference=plain(execution + parts - 100),
        suggestion="请核对各指标的分值。",
        arithmetic=(" + ".join(terms) + f" = {plain(execution + parts)}",),
        certain=(form.execution_weight is not None or weight is not None) and not _rows_lost(form),
    )


@form_rule(
    "evaluation.score-range",
    "自评表得分不超过分值",
    "各项得分不小于 0，也不大于该项分值。",
    "error",
    "没有同时印出分值和得分的项目。",
)
def score_range(judge: Judge) -> None:
    """Each score lies within 0 and its weight."""
    form = judge.form
    rows = [(item.name, item.weight, item.score, score_quote(form, item)) for item in form.indicators]
    total = form.fund_total
    if total is not None and _SCORE in total.cells and form.execution_weight:
        rows.append(("执行率", form.execution_weight, total.cells[_SCORE].text, fund_quote(form, total, _SCORE)))
    for name, weight_text, score_text, quote in rows:
        weight, score = number(weight_text), number(score_text)
        if weight is None or score is None:
            continue
        if 0 <= score <= weight:
            judge.passed()
            continue
        judge.fail(
            f"“{name}”得分 {plain(score)}，" + ("小于 0" if score < 0 else f"超过分值 {plain(weight)}"),
            [quote],
            expected=f"0～{plain(weight)}",
            actual=plain(score),
            difference=plain(score if score < 0 else score - weight),
            suggestion="请核对该项的分值和得分。",
        )


@form_rule(
    "evaluation.blank-score",
    "自评表得分空白",
    "有分值的指标都应填写得分；空白按 0 分计。",
    "warning",
    "没有读到指标。",
)
def blank_score(judge: Judge) -> None:
    """Every weighted indicator has a score."""
    form = judge.form
    for item in form.indicators:
        if number(item.weight) is None:
            continue
        if item.score is not None:
            judge.passed()
            continue
        judge.fail(
            f"指标“{item.name}”分值 {item.weight}，得分空白（总分按 0 分计）",
            [score_quote(form, item)],
            expected=f"0～{item.weight}",
            suggestion="得 0 分的请填 0，不适用的请说明并调整分值。",
        )


@form_rule(
    "evaluation.total",
    "自评表总分",
    "总分等于执行率得分与各指标得分之和。",
    "error",
    "没有总分、执行率得分或者指标得分。",
)
def total_score(judge: Judge) -> None:
    """总分 = execution score + Σ indicator scores; blank scores count as nothing."""
    form = judge.form
    total = form.total.amount
    row = form.fund_total
    own = any(_EXECUTION_ROW in item.name for item in form.indicators)
    execution = row.amount(_SCORE) if row is not None else None
    scored = [(item, amount_of(item.score)) for item in form.indicators]
    if total is None or (execution is None and not own) or not any(score for _, score in scored):
        judge.skip("没有印出总分、执行率得分或指标得分。")
        return
    parts = [score for _, score in scored if score is not None]
    if execution is not None and not own:
        parts.insert(0, execution)
    computed = sum((part.value for part in parts), Decimal(0))
    blanks = sum((number(item.weight) or Decimal(0) for item, score in scored if score is None), Decimal(0))
    if total.value == computed:
        judge.passed()
        return
    span = exact(Decimal(0))
    for part in parts:
        span += part.interval if part.decimals else exact(part.value)
    rounding = span.meet(total.interval) is not None
    unclear = computed < total.value <= computed + blanks
    quotes = [mark_quote(form, form.total, "总分")]
    if row is not None and execution is not None and not own:
        quotes.append(fund_quote(form, row, _SCORE))
    quotes += [score_quote(form, item) for item, _ in scored]
    difference = total.value - computed
    judge.fail(
        f"总分印为 {total.text}，各项得分之和为 {plain(computed)}" + ("（空白得分按 0 分计）" if blanks else ""),
        quotes,
        level="notice" if rounding else "warning" if unclear else None,
        expected=plain(computed),
        actual=total.text,
        difference=plain(difference),
        suggestion="请核对总分和各项得分" + ("，并补填空白的得分。" if blanks else "。"),
        arithmetic=(
            " + ".join(part.text for part in parts) + f" = {plain(computed)}",
            f"总分印为 {total.text}，相差 {plain(difference)}",
        ),
        explanations=() if rounding else _total_explanations(form, quotes[0], computed, difference),
        certain=not _rows_lost(form),
    )


@form_rule(
    "evaluation.grade",
    "自评表等级与总分",
    "等级与总分所在的分数段一致。",
    "error",
    "没有等级或总分，或者等级的名称不在已知的等级之内。",
)
def grade(judge: Judge) -> None:
    """The grade is the one of the band in which the printed total lies."""
    form = judge.form
    total, word = form.total.amount, form.grade.text
    if total is None or word is None:
        judge.skip("没有印出总分或等级。")
        return
    known = [grades for grades in grade_sets(form.grade_set or "") if grades.band(word)]
    if not known:
        judge.skip(f"等级“{word}”不在已知的等级之内，分数段不详。")
        return
    if known[0].word(total.value) == word:
        judge.passed()
        return
    elsewhere = any(grades.word(total.value) == word for grades in known[1:])
    right = known[0].word(total.value)
    if right is None:
        judge.skip(f"总分 {total.text} 不在 0 至 100 分之内，等级无从判断。")
        return
    band = known[0].band(word)
    bounds = f"{plain(band.low)}～{plain(band.high)} 分" if band else ""
    judge.fail(
        f"总分 {total.text} 分应评为“{right}”，印为“{word}”",
        [mark_quote(form, form.grade, "等级"), mark_quote(form, form.total, "总分")],
        expected=right,
        actual=word,
        suggestion="请核对总分和等级。" + ("有的地方分数段不同，以本级规定为准。" if elsewhere else ""),
        arithmetic=(f"“{word}”的分数段为 {bounds}，总分 {total.text} 不在其中",),
        level="warning" if elsewhere else None,
        certain=not elsewhere and all(_far_from(grades, word, total.value) for grades in known),
    )


_MARGIN = 5
"""Points by which the bands of a place may differ from the known ones."""


def _far_from(grades: Grades, word: str, total: Decimal) -> bool:
    """Whether a total is so far from a grade's band that no other bands could explain it."""
    band = grades.band(word)
    return band is not None and not band.low - _MARGIN <= total <= band.high + _MARGIN


def execution_weight(form: Evaluation) -> Decimal | None:
    """The weight of the execution rate: as printed, or the known one that the printed weights and scores speak for."""
    if form.execution_weight is not None:
        return number(form.execution_weight)
    known = list(dict.fromkeys(scheme.execution for scheme in schemes()))
    fitting = _fitting(form, known)
    weights = [number(item.weight) for item in form.indicators]
    parts = sum((weight for weight in weights if weight is not None), Decimal(0))
    if weights and None not in weights and 100 - parts in known:
        return 100 - parts if not fitting or 100 - parts in fitting else None
    return fitting[0] if len(fitting) == 1 else None


def _fitting(form: Evaluation, known: Sequence[Decimal]) -> list[Decimal]:
    """The known weights by which the printed score of the execution follows from its printed rate."""
    row = form.fund_total
    rate, score = (row.amount(_RATE), row.amount(_SCORE)) if row is not None else (None, None)
    if rate is None or score is None or rate.value <= 0:
        return []
    share = min(rate.value, Decimal(100)) / 100
    return [weight for weight in known if abs(weight * share - score.value) <= score.step]


def _rows_lost(form: Evaluation) -> bool:
    """Whether weights and scores fall short of their printed totals alike: then rows were rather not read.

    A weight above the full mark is rather two figures read as one.
    """
    if any((number(item.weight) or Decimal(0)) > 100 for item in form.indicators):
        return True
    total, row = form.total.amount, form.fund_total
    if total is None:
        return False
    known = [scheme.execution for scheme in schemes()]
    execution = row.amount(_SCORE) if row is not None else None
    scores = sum(
        (number(item.score) or Decimal(0) for item in form.indicators), execution.value if execution else Decimal(0)
    )
    weights = sum((number(item.weight) or Decimal(0) for item in form.indicators), Decimal(0))
    missing = 100 - weights - min(_fitting(form, known) or known)
    blanks = sum((number(item.weight) or Decimal(0) for item in form.indicators if item.score is None), Decimal(0))
    return missing > 0 and 0 < total.value - scores <= missing + blanks


def _earns(item: Indicator, weight: Decimal, score: Decimal) -> bool:
    """Whether target and achieved value earn a score and not the one that is printed."""
    found = reached(item)
    printed = amount_of(item.score)
    if found is None or printed is None or found.state == "open":
        return False
    spans = [exact(weight)] if found.state == "met" else earned(found, weight)
    would = replace(printed, value=score)
    return any(span.meet(would.interval) for span in spans) and not any(span.meet(printed.interval) for span in spans)


def _total_explanations(form: Evaluation, total: Quote, computed: Decimal, difference: Decimal) -> list[Explanation]:
    """The single figures whose change would make the total right."""
    found = [Explanation(f"若只有总分有误，应为 {plain(computed)}", ((total, plain(computed), ""),))]
    for item in form.indicators:
        score, weight = number(item.score), number(item.weight)
        if score is not None and weight is not None and 0 <= score + difference <= weight:
            value = plain(score + difference)
            text = f"若只有指标“{item.name}”的得分有误，应为 {value}"
            explanation = Explanation(text, ((score_quote(form, item), value, ""),))
            # an indicator whose target and achieved value ask for just that score is the likeliest
            found.insert(0 if _earns(item, weight, score + difference) else len(found), explanation)
    for item in form.indicators:
        if item.score is None and number(item.weight) == difference:
            text = f"若指标“{item.name}”的空白得分实为满分 {item.weight}，则总分无误"
            found.append(Explanation(text, ((score_quote(form, item), item.weight or "", ""),)))
    return found
