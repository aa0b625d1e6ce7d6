"""What makes a form hard to believe: scores without spending, problems unsaid, other years, empty targets."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

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
    text_name,
    text_quote,
    value_quote,
)
from mingzhang.evaluation.measured import period
from mingzhang.evaluation.model import FundRow, Indicator
from mingzhang.evaluation.scheme import schemes
from mingzhang.evaluation.words import (
    admission,
    analysed,
    blank,
    is_cost,
    is_kind,
    limit,
    listed,
    pattern,
    target,
    year_of,
)
from mingzhang.finding import Quote
from mingzhang.model import Place

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
    "evaluation.years",
    "自评表中的年份",
    "年度目标、完成情况和时效指标所说的年份是评价的年度。",
    "warning",
    "没有印出评价的年度，或者没有写出年份。",
)
def years(judge: Judge) -> None:
    """Goal, achievement and time targets speak of the form's year."""
    form, year = judge.form, year_of(judge.form)
    if year is None:
        return
    for name in ("annual_goal", "actual_completion"):
        text = form.texts.get(name)
        if text:
            _judge_years(judge, name, text, year)
    for item in form.indicators:
        _judge_period(judge, item, year)
    _judge_name(judge, year)


_YEAR = re.compile(r"(?<!\d)(20\d\d)年")


def _judge_years(judge: Judge, name: str, text: str, year: int) -> None:
    plain_text = pattern("no_year").sub(lambda found: "〇" * len(found[0]), text)
    found = [(int(match[1]), match) for match in _YEAR.finditer(plain_text)]
    if not found:
        return
    old = [match for number, match in found if number < year - 1]
    if not old or any(number >= year for number, _ in found) or str(year) in text:
        judge.passed()
        return
    begin = max(text.rfind(mark, 0, old[0].start()) for mark in "，。；") + 1
    judge.fail(
        f"评价年度为 {year} 年，{text_name(name)}却只说到 {'、'.join(dict.fromkeys(m[1] for m in old))} 年",
        [text_quote(judge.form, name, begin, min(old[-1].end() + 12, len(text)))],
        level="notice" if pattern("carried").search(text) else None,
        expected=f"{year}年",
        actual="、".join(dict.fromkeys(match[0] for match in old)),
        suggestion="请核对是否沿用了以前年度的文字。",
        texts=True,
    )


def _judge_period(judge: Judge, item: Indicator, year: int) -> None:
    span = period(target(item))
    if span is None:
        return
    if span[1][0] >= year:
        judge.passed()
        return
    told = bool(admission(item.deviation_reason)) or str(year) in (item.deviation_reason or "")
    judge.fail(
        f"评价年度为 {year} 年，指标“{item.name}”的指标值“{target(item)}”却早于该年"
        + ("（偏差原因已承认有误）" if told else ""),
        [value_quote(judge.form, item)],
        level="notice" if told else None,
        expected=f"{year}年",
        actual=target(item) or "",
        suggestion="请核对是否沿用了以前年度的指标值。",
        texts=True,
    )


def _judge_name(judge: Judge, year: int) -> None:
    """An earlier year in the project's name may be right (a fund of that year): a notice."""
    form = judge.form
    found = [
        int(match) for match in re.findall(r"(?<!\d)(20\d\d)年", pattern("no_year").sub("", form.project_name or ""))
    ]
    if not found:
        return
    if max(found) >= year - 1:
        judge.passed()
        return
    place = form.place
    judge.fail(
        f"项目名称中的年份 {max(found)} 年早于评价年度 {year} 年",
        [Quote(form.project_name or "", Place(place.page, place.box, place.line, table=form.title, row="项目名称"))],
        level="notice",
        expected=f"{year}年",
        actual=f"{max(found)}年",
        suggestion="请核对是否沿用了以前年度的项目名称；确属以前年度安排的，请说明。",
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


_BIGRAM = re.compile(r"(?=([\u4e00-\u9fff]{2}))")
_LONG_ENOUGH = 12


def _words(text: str) -> set[str]:
    return set(_BIGRAM.findall(pattern("common").sub("，", text)))


@form_rule(
    "evaluation.same-work",
    "自评表目标与完成情况",
    "年度目标与实际完成情况说的是同一项工作。",
    "notice",
    "年度目标或者实际完成情况没有写，或者太短。",
)
def same_work(judge: Judge) -> None:
    """Goal and achievement have a word in common."""
    goal, done = judge.form.annual_goal or "", judge.form.actual_completion or ""
    if len(goal) < _LONG_ENOUGH or len(done) < _LONG_ENOUGH:
        return
    first, second = _words(goal), _words(done)
    if not first or not second or first & second:
        judge.passed()
        return
    judge.fail(
        "年度目标与实际完成情况没有共同的内容，看不出完成的是目标所列的工作",
        [text_quote(judge.form, "actual_completion"), text_quote(judge.form, "annual_goal")],
        suggestion="请对照年度目标写实际完成情况。",
        texts=True,
    )


@form_rule(
    "evaluation.whose-satisfaction",
    "自评表满意度的对象",
    "文字所说的满意度对象与满意度指标的对象一致。",
    "notice",
    "没有写出满意度的对象，或者有几个满意度指标。",
)
def whose_satisfaction(judge: Judge) -> None:
    """The people whose satisfaction the text tells of are those of the indicator."""
    form = judge.form
    items = [item for item in form.indicators if is_kind(item, "satisfaction")]
    told = analysed(form, "satisfaction")
    if len(items) != 1 or told is None or pattern("anybody").search(items[0].name):
        return
    name, text = told[0], told[1] or ""
    found = list(_people().finditer(text))
    wanted = _group(items[0].name)
    if not found or not wanted:
        return
    if any(_group(match[0]) & wanted or pattern("anybody").search(match[0]) for match in found):
        judge.passed()
        return
    judge.fail(
        f"满意度指标是“{items[0].name}”，{name}说的却是“{found[-1][0]}”",
        [text_quote(form, name, found[-1].start(), found[-1].end()), target_quote(form, items[0])],
        suggestion="请核对满意度的调查对象。",
        texts=True,
    )


@cache
def _people() -> re.Pattern[str]:
    """Those who are satisfied, with what stands before them in the clause."""
    return re.compile(rf"[\u4e00-\u9fff]{{0,6}}{pattern('people').pattern}")


def _group(text: str) -> set[str]:
    """The pairs of characters that say who they are."""
    return set(_BIGRAM.findall(re.sub(r"满意度?|人员|群体|[（）()]", "，", text)))


RULES = (
    unspent,
    problems,
    budget_change,
    years,
    no_target,
    output_kinds,
    same_work,
    whose_satisfaction,
)
"""The rules of this module, in the order of the rule book."""
