"""The figures that a form's texts repeat, against its indicators; costs against the spending."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mingzhang.amount import FACTORS, Amount, Interval
from mingzhang.evaluation.analysis_rules import funds_range, is_partial
from mingzhang.evaluation.figures import Figure, figures
from mingzhang.evaluation.judge import Judge, form_rule, fund_quote, plain, text_name, text_quote, value_quote
from mingzhang.evaluation.measured import Measured, measured, slip
from mingzhang.evaluation.model import Evaluation, Indicator
from mingzhang.evaluation.words import blank, is_cost, is_kind, pairs, target
from mingzhang.finding import Quote

_SPENT = "全年执行数"
_LINK = r"(?:为|达到了|达到|达|共|是|提取|合计|共计|约)*"
_OPENING = r"(?:20\d\d年度?)?(?:全年|本年度?|该|本|项目|实际|共|已|完成了?|开展了?|组织了?|其中)*"
_SATISFIED = re.compile(rf"满意(?:度|率){_LINK}$")
_SHORTEST_NAME = 3


def _plain(text: str) -> str:
    return re.sub(r"[（(][^（）()]*[）)]|[“”]", "", text)


def _said(form: Evaluation) -> Iterator[tuple[str, Figure]]:
    for name, text in form.texts.items():
        for figure in figures(text):
            yield name, figure


@form_rule(
    "evaluation.analysis-indicators",
    "自评表文字中的完成值",
    "文字中写出的指标完成值与指标表中的实际完成值一致。",
    "error",
    "文字中没有以指标的名称和单位写出完成值。",
)
def analysis_indicators(judge: Judge) -> None:
    """A figure that a text states under an indicator's name is the indicator's achieved value."""
    form = judge.form
    values = [(item, value) for item in form.indicators if (value := measured(item.actual)) is not None]
    named = [(item, value) for item, value in values if value.single and len(_plain(item.name)) >= _SHORTEST_NAME]
    if not named:
        return
    leads = {id(item): re.compile(_OPENING + re.escape(_plain(item.name)) + _LINK) for item, _ in named}
    told: dict[tuple[str, int], list[Figure]] = {}
    for name, figure in _said(form):
        if name == "annual_goal" or is_partial(form.texts[name], figure):
            continue
        lead = _plain(figure.lead)
        for number, (item, value) in enumerate(named):
            if figure.unit == value.unit and leads[id(item)].fullmatch(lead):
                told.setdefault((name, number), []).append(figure)
    for (name, number), found in told.items():
        _judge_named(judge, name, found, *named[number])
    _judge_satisfaction(judge, values)


def _agrees(stated: Amount, value: Measured) -> bool:
    low = stated.interval.high > value.low.base if value.sign in ("≥", ">") else False
    high = stated.interval.low < value.low.base if value.sign in ("≤", "<") else False
    return low or high or stated.interval.meet(value.low.interval) is not None


def _judge_named(judge: Judge, name: str, found: list[Figure], item: Indicator, value: Measured) -> None:
    """One of the figures under an indicator's name is its achieved value; several may be its parts."""
    if any(_agrees(figure.amount, value) for figure in found):
        judge.passed()
        return
    figure = found[0]
    aim = measured(target(item))
    planned = aim is not None and aim.single and _agrees(figure.amount, aim)
    quotes = [text_quote(judge.form, name, figure.clause, figure.end), value_quote(judge.form, item)]
    judge.fail(
        f"{text_name(name)}写“{figure.lead}{figure.text}”，指标“{item.name}”的实际完成值为“{item.actual}”",
        quotes,
        level="warning" if len(found) > 1 or planned else None,
        expected=item.actual or "",
        actual=figure.text,
        suggestion="请核对文字与指标表，改为一致。",
        texts=True,
    )


def _judge_satisfaction(judge: Judge, values: list[tuple[Indicator, Measured]]) -> None:
    """The rate of satisfaction in its part of the analysis, where the form has one indicator of it."""
    own = [(item, value) for item, value in values if is_kind(item, "satisfaction")]
    if len(own) != 1 or own[0][1].unit != "%":
        return
    item, value = own[0]
    for name, text in judge.form.analysis.items():
        if "满意" not in name or not text:
            continue
        rates = [one for one in figures(text) if one.unit == "%" and _SATISFIED.search(one.lead)]
        for figure in rates if len(rates) == 1 else ():
            if _plain(item.name) in _plain(figure.lead):
                continue
            if _agrees(figure.amount, value):
                judge.passed()
                continue
            judge.fail(
                f"{name}写“{figure.lead}{figure.text}”，指标“{item.name}”的实际完成值为“{item.actual}”",
                [text_quote(judge.form, name, figure.clause, figure.end), value_quote(judge.form, item)],
                level="warning",
                expected=item.actual or "",
                actual=figure.text,
                suggestion="请核对文字与指标表，改为一致。",
                texts=True,
            )


@form_rule(
    "evaluation.analysis-unit-cost",
    "自评表文字中的单位成本",
    "文字中引用的单位成本与指标表中同一单位的指标值、完成值一致。",
    "error",
    "文字中没有引用指标表所列单位的成本。",
)
def analysis_unit_cost(judge: Judge) -> None:
    """A figure with a composite unit that only one indicator has is its target or achieved value."""
    by_unit: dict[str, list[tuple[Indicator, list[Measured]]]] = {}
    for item in judge.form.indicators:
        values = [
            value for text in (item.initial_target, item.adjusted_target, item.actual) if (value := measured(text))
        ]
        for unit in {value.unit for value in values if "/" in value.unit}:
            by_unit.setdefault(unit, []).append((item, [value for value in values if value.unit == unit]))
    for name, figure in _said(judge.form):
        found = by_unit.get(figure.unit, [])
        if len(found) != 1:
            continue
        item, values = found[0]
        if any(figure.amount.interval.meet(value.low.interval) is not None for value in values):
            judge.passed()
            continue
        slipped = next((value for value in values if slip(figure.amount.base, value.low.base)), None)
        if slipped is None:
            judge.skip(f"文字中的“{figure.text}”与指标“{item.name}”是否同一事项看不出来。")
            continue
        judge.fail(
            f"{text_name(name)}写“{figure.lead}{figure.text}”，指标“{item.name}”印为 {slipped.low.text}{slipped.unit}，"
            "两数只差若干个零",
            [text_quote(judge.form, name, figure.clause, figure.end), value_quote(judge.form, item)],
            expected=f"{slipped.low.text}{slipped.unit}",
            actual=figure.text,
            suggestion="请核对是否多写或漏写了零。",
            texts=True,
        )


@form_rule(
    "evaluation.complement",
    "自评表互补的比率",
    "通过率与淘汰率、合格率与不合格率等互补的比率合计为 100%。",
    "warning",
    "没有写出互补的比率。",
)
def complement(judge: Judge) -> None:
    """A rate in the text and its complement among the indicators add up to a hundred."""
    for name, figure in _said(judge.form):
        if figure.unit != "%":
            continue
        after = judge.form.texts[name][figure.end : figure.end + 8]
        for one, other in (*pairs("complements"), *((b, a) for a, b in pairs("complements"))):
            if not (re.match(rf"的?{other}", after) or re.search(rf"{other}{_LINK}$", figure.lead)):
                continue
            for item in judge.form.indicators:
                value = measured(item.actual)
                if value is None or value.unit != "%" or not re.search(rf"(?<!不)(?<!未){one}", item.name):
                    continue
                _judge_complement(judge, name, figure, item, value)


def _judge_complement(judge: Judge, name: str, figure: Figure, item: Indicator, value: Measured) -> None:
    rest = replace(figure.amount, value=100 - figure.amount.value)
    if _agrees(rest, value):
        judge.passed()
        return
    end = figure.end + 4
    judge.fail(
        f"{text_name(name)}写“{judge.form.texts[name][figure.clause : end]}”，推算为 {plain(rest.value)}%，"
        f"而指标“{item.name}”的实际完成值为“{item.actual}”",
        [text_quote(judge.form, name, figure.clause, end), value_quote(judge.form, item)],
        expected=f"{plain(rest.value)}%",
        actual=item.actual or "",
        suggestion="请核对两处的口径和数值。",
        arithmetic=(f"100% − {figure.text} = {plain(rest.value)}%",),
        texts=True,
    )


@form_rule(
    "evaluation.cost",
    "自评表成本与执行数",
    "成本指标的完成值、数量乘以单位成本，都不大于全年执行数。",
    "warning",
    "没有以金额计的成本指标，或者资金栏没有全年执行数、没有印出单位。",
)
def cost(judge: Judge) -> None:
    """What an indicator says was spent does not exceed what was spent."""
    form = judge.form
    row = form.fund_total
    spent = row.amount(_SPENT) if row is not None else None
    if row is None or spent is None or spent.value <= 0 or form.funds_unit not in FACTORS:
        return
    span = funds_range(form, spent)
    for item in form.indicators:
        value = measured(item.actual)
        if not is_cost(item) or value is None or not value.single or not value.dimension.startswith("元"):
            continue
        if value.dimension == "元":
            lines = f"{item.actual} 大于全年执行数 {spent.text}{form.funds_unit}"
            _judge_cost(judge, item, (value.low.interval, span), fund_quote(form, row, _SPENT), lines)
        elif value.sign in ("", "＝"):
            _judge_unit_cost(judge, item, value, span, fund_quote(form, row, _SPENT))


def _judge_unit_cost(judge: Judge, item: Indicator, value: Measured, span: Interval, spent: Quote) -> None:
    """A unit cost times the only achieved quantity in that unit."""
    per = value.dimension.partition("/")[2]
    counted = [
        (other, number)
        for other in judge.form.indicators
        if (number := measured(other.actual)) is not None and number.unit == per and number.sign in ("", "＝")
    ]
    if len(counted) != 1 or not counted[0][1].single:
        judge.skip(f"指标“{item.name}”是单位成本，没有唯一的数量可乘。")
        return
    other, number = counted[0]
    product = value.low.base * number.low.value
    low = (value.low.base - value.low.step / 2) * number.low.value
    high = (value.low.base + value.low.step / 2) * number.low.value
    lines = f"{plain(number.low.value)}{number.unit} × {value.low.text}{value.unit} = {plain(product)}元"
    _judge_cost(judge, item, (Interval(low, high), span), spent, lines, value_quote(judge.form, other))


def _judge_cost(
    judge: Judge, item: Indicator, spans: tuple[Interval, Interval], spent: Quote, lines: str, *more: Quote
) -> None:
    computed, most = spans
    if computed.low <= most.high:
        judge.passed()
        return
    middle = (computed.low + computed.high) / 2
    judge.fail(
        f"成本指标“{item.name}”的完成值“{item.actual}”" + ("乘以数量" if more else "") + "大于全年执行数",
        [value_quote(judge.form, item), *more, spent],
        expected=f"不大于 {spent.text.rpartition(' ')[2]}{judge.form.funds_unit}",
        actual=f"{plain(middle)}元" if more else item.actual or "",
        suggestion="请核对完成值是否照抄了指标值，单位是否正确；另有资金来源的，请说明。",
        arithmetic=(lines, f"全年执行数 {spent.text.rpartition(' ')[2]}{judge.form.funds_unit}"),
        texts=True,
    )


_BARE = re.compile(r"(?<![\d.])(?P<number>\d{4,}(?:\.\d+)?)/(?:年|月|次|人|季度|天)")


@form_rule(
    "evaluation.unit-missing",
    "自评表文字中的金额单位",
    "文字中的金额应写明单位。",
    "notice",
    "没有写出文字。",
)
def unit_missing(judge: Judge) -> None:
    """An amount per year or head has a unit of money."""
    for name, text in judge.form.texts.items():
        if blank(text):
            continue
        found = [match for match in _BARE.finditer(text) if not re.fullmatch(r"20\d\d", match["number"])]
        if not found:
            judge.passed()
            continue
        judge.fail(
            f"{text_name(name)}中“{'”、“'.join(match[0] for match in found)}”没有写明金额单位",
            [text_quote(judge.form, name, *match.span()) for match in found],
            suggestion="请补写“元”或“万元”。",
        )


RULES = (analysis_indicators, analysis_unit_cost, complement, cost, unit_missing)
"""The rules of this module, in the order of the rule book."""
