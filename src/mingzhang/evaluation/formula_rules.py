"""Scores against target and achieved value, by the formulas of the scheme; other places may score otherwise."""

from __future__ import annotations

from decimal import Decimal

from mingzhang.amount import Amount
from mingzhang.evaluation.judge import (
    Judge,
    amount_of,
    form_rule,
    plain,
    reason_quote,
    rounded,
    score_quote,
    value_quote,
)
from mingzhang.evaluation.measured import Measured, measured, period, slip
from mingzhang.evaluation.model import Indicator
from mingzhang.evaluation.reached import Reached, due, earned, reached
from mingzhang.evaluation.scheme import formulas, share_of
from mingzhang.evaluation.words import admission, blank, limit, target


@form_rule(
    "evaluation.score-formula",
    "自评表得分与完成值",
    "完成值达到指标值的得满分，没有达到的按比例扣分；定性指标按达成程度在相应区间内计分。",
    "warning",
    "指标值、完成值不是可以比较的数值、日期或者达成程度，或者没有得分。",
)
def score_formula(judge: Judge) -> None:
    """Each score follows from target and achieved value."""
    for item in judge.form.indicators:
        weight, score = amount_of(item.weight), amount_of(item.score)
        if weight is None or score is None or weight.value <= 0 or score.value > weight.value:
            continue
        found = reached(item)
        if found is not None:
            if found.state == "open":
                judge.skip(f"指标“{item.name}”是否达到指标值看不准。")
            else:
                _judge_numbers(judge, item, found, weight.value, score)
        elif (share := share_of(item.actual or "")) is not None:
            low, high = (edge * weight.value for edge in (share.low, share.high))
            _judge_words(judge, item, low, high, weight.value, score)
        else:
            _judge_dates(judge, item, weight.value, score)


def _judge_numbers(judge: Judge, item: Indicator, found: Reached, weight: Decimal, score: Amount) -> None:
    full = score.value == weight
    compared = f"指标值 {target(item)}，实际完成值 {item.actual}"
    if found.state == "met":
        if full or not blank(item.deviation_reason):
            judge.passed()
            return
        _fail(judge, item, f"指标“{item.name}”{compared}，已达到，却只得 {plain(score.value)} 分，也没有说明", weight)
    elif full:
        what = "超过了指标值" if found.state == "over" or found.formula == "reverse" else "没有达到指标值"
        _fail(judge, item, f"指标“{item.name}”{compared}，{what}，却得满分 {plain(weight)} 分", due(found, weight))
    elif found.state == "over":
        judge.passed()
    else:
        _judge_formula(judge, item, found, weight, score)


def _judge_formula(judge: Judge, item: Indicator, found: Reached, weight: Decimal, score: Amount) -> None:
    spans = earned(found, weight)
    if not spans:
        judge.skip(f"指标“{item.name}”的指标值为 0，不能按比例计分。")
        return
    if any(span.meet(score.interval) is not None for span in spans):
        judge.passed()
        return
    right = due(found, weight)
    text = next(formula.text for formula in formulas() if formula.id == found.formula)
    judge.fail(
        f"指标“{item.name}”指标值 {target(item)}，实际完成值 {item.actual}，"
        f"按通行的办法应得 {right} 分，印为 {score.text} 分",
        [score_quote(judge.form, item), value_quote(judge.form, item)],
        level="notice",
        expected=right or "",
        actual=score.text,
        suggestion="请核对该项得分；本地另有计分办法的，以其为准。",
        arithmetic=(text,),
        texts=True,
    )


def _fail(judge: Judge, item: Indicator, message: str, due: Decimal | str | None) -> None:
    judge.fail(
        message,
        [score_quote(judge.form, item), value_quote(judge.form, item)],
        expected=plain(due) if isinstance(due, Decimal) else due or f"小于 {item.weight}",
        actual=item.score or "",
        suggestion="请核对完成值和得分；确应这样计分的，请在偏差原因中说明。",
        texts=True,
    )


def _judge_words(judge: Judge, item: Indicator, low: Decimal, high: Decimal, weight: Decimal, score: Amount) -> None:
    if low <= score.value <= high:
        judge.passed()
        return
    explained = not blank(item.deviation_reason)
    judge.fail(
        f"指标“{item.name}”完成值为“{item.actual}”，得 {plain(score.value)} 分，"
        f"不在该档 {plain(low)}～{plain(high)} 分之内",
        [score_quote(judge.form, item), value_quote(judge.form, item)],
        level="warning" if score.value == weight or (score.value < low and not explained) else "notice",
        expected=f"{plain(low)}～{plain(high)}",
        actual=score.text,
        suggestion="请核对达成程度和得分；本地另有计分办法的，以其为准。",
        texts=True,
    )


def _judge_dates(judge: Judge, item: Indicator, weight: Decimal, score: Amount) -> None:
    aim, actual = period(target(item)), period(item.actual)
    if aim is None or actual is None:
        return
    if actual[0] <= aim[1] or score.value < weight:
        judge.passed()
        return
    _fail(judge, item, f"指标“{item.name}”应在 {target(item)} 完成，实际为 {item.actual}，却得满分", None)


@form_rule(
    "evaluation.units",
    "自评表指标值与完成值的单位",
    "同一指标的年初指标值、调整后指标值和实际完成值单位一致，数量级相当。",
    "warning",
    "没有两项都印出数字和单位的指标。",
)
def units(judge: Judge) -> None:
    """Targets and achieved value of an indicator have one unit."""
    for item in judge.form.indicators:
        first, second, actual = (measured(text) for text in (item.initial_target, item.adjusted_target, item.actual))
        for one, other, name in ((first, second, "调整后指标值"), (second or first, actual, "实际完成值")):
            if one is None or other is None or not one.unit or not other.unit:
                continue
            _judge_units(judge, item, one, other, name)


def _judge_units(judge: Judge, item: Indicator, one: Measured, other: Measured, name: str) -> None:
    if one.unit == other.unit:
        judge.passed()
        return
    same = one.dimension == other.dimension
    ratio = other.low.base / one.low.base if same and one.low.base else None
    if same and (ratio is None or Decimal("0.01") < ratio < 100):
        judge.passed()
        return
    judge.fail(
        f"指标“{item.name}”的指标值以“{one.unit}”计，{name}以“{other.unit}”计"
        + ("，两数相差悬殊，像是单位写错" if same else ""),
        [value_quote(judge.form, item)],
        level="warning" if same else "notice",
        expected=one.unit,
        actual=other.unit,
        suggestion="请统一计量单位，并核对数值。",
        texts=True,
    )


@form_rule(
    "evaluation.reason",
    "自评表偏差原因",
    "得分低于分值，或者完成值与指标值相差悬殊的，应写明偏差原因和改进措施。",
    "warning",
    "表中没有偏差原因一栏，或者没有得分。",
)
def reason(judge: Judge) -> None:
    """A lost point and a target overfulfilled by far have a reason."""
    if not judge.form.has_reasons:
        return
    for item in judge.form.indicators:
        weight, score = amount_of(item.weight), amount_of(item.score)
        if weight is None or score is None:
            continue
        if not blank(item.deviation_reason):
            judge.passed()
        elif score.value < weight.value:
            judge.fail(
                f"指标“{item.name}”分值 {item.weight}，得 {item.score} 分，没有写偏差原因",
                [score_quote(judge.form, item), reason_quote(judge.form, item)],
                suggestion="请补写偏差原因和改进措施。",
                texts=True,
            )
        elif (many := _overfulfilled(item)) is not None:
            judge.fail(
                f"指标“{item.name}”的完成值是指标值的 {many} 倍，没有说明原因",
                [value_quote(judge.form, item), reason_quote(judge.form, item)],
                level="notice",
                suggestion="请说明超额完成的原因；指标值定得过低的，今后应据实设置。",
                texts=True,
            )
        else:
            judge.passed()


def _overfulfilled(item: Indicator) -> str | None:
    found = reached(item)
    if found is None or found.formula != "positive" or found.aim.low.base <= 0:
        return None
    ratio = found.actual.low.base / found.aim.low.base
    return rounded(ratio, 1) if ratio >= limit("overfulfilled") and not found.aim.unit.startswith("%") else None


@form_rule(
    "evaluation.admitted",
    "自评表偏差与满分",
    "偏差原因承认指标设置有误或者没有完成的，一般不应得满分。",
    "warning",
    "没有写出偏差原因的指标。",
)
def admitted(judge: Judge) -> None:
    """A reason that admits a wrong or missed target does not go with the full score."""
    for item in judge.form.indicators:
        weight, score = amount_of(item.weight), amount_of(item.score)
        if blank(item.deviation_reason) or weight is None or score is None:
            continue
        found = reached(item)
        words = admission(item.deviation_reason)
        if not words or score.value < weight.value or (found is not None and found.state in ("unmet", "over")):
            judge.passed()
            continue
        judge.fail(
            f"指标“{item.name}”的偏差原因承认“{words}”，却得满分 {item.weight} 分",
            [reason_quote(judge.form, item), score_quote(judge.form, item)],
            level="notice" if found is not None and found.formula == "positive" else None,
            expected=f"小于 {item.weight}",
            actual=item.score or "",
            suggestion="请更正指标值并重新计分，或者说明满分的依据。",
            texts=True,
        )


@form_rule(
    "evaluation.adjusted-target",
    "自评表指标值的调整",
    "调整后指标值与年初指标值不同的，应说明调整的原因。",
    "notice",
    "没有同时印出年初指标值和调整后指标值。",
)
def adjusted_target(judge: Judge) -> None:
    """A target that was adjusted has a reason."""
    for item in judge.form.indicators:
        first, second = item.initial_target, item.adjusted_target
        if not first or not second:
            continue
        one, other = measured(first), measured(second)
        same = first == second or (one is not None and other is not None and one.low.base == other.low.base)
        if same or not judge.form.has_reasons or not blank(item.deviation_reason):
            judge.passed()
            continue
        power = slip(one.low.base, other.low.base) if one and other and one.dimension == other.dimension else 0
        judge.fail(
            f"指标“{item.name}”的年初指标值为“{first}”，调整后为“{second}”，没有说明原因",
            [value_quote(judge.form, item)],
            expected=first,
            actual=second,
            suggestion="请说明调整指标值的原因和依据" + ("；两数只差若干个零，请先核对。" if power else "。"),
            texts=True,
        )


RULES = (score_formula, units, reason, admitted, adjusted_target)
"""The rules of this module, in the order of the rule book."""
