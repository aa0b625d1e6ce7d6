"""What the texts of a form speak of: the year, the work, the people."""

from __future__ import annotations

import re
from functools import cache

from mingzhang.evaluation.judge import Judge, form_rule, target_quote, text_name, text_quote, value_quote
from mingzhang.evaluation.measured import period
from mingzhang.evaluation.model import Indicator
from mingzhang.evaluation.words import admission, analysed, is_kind, pattern, target, year_of
from mingzhang.finding import Quote
from mingzhang.model import Place


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


RULES = (years, same_work, whose_satisfaction)
"""The rules of this module, in the order of the rule book."""
