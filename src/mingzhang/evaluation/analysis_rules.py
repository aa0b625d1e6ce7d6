"""The figures that a form's texts repeat, against its funds and scores."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from mingzhang.amount import FACTORS, Amount, Interval
from mingzhang.evaluation.figures import Figure, figures
from mingzhang.evaluation.judge import Judge, form_rule, fund_quote, mark_quote, text_name, text_quote
from mingzhang.evaluation.model import Evaluation, FundRow
from mingzhang.evaluation.words import pattern, year_of
from mingzhang.finding import Level, Quote

_BUDGET, _FIRST, _SPENT, _RATE, _SCORE = "全年预算数", "年初预算编制数", "全年执行数", "执行率", "得分"
_OPENING = r"(?:20\d\d年度?)?(?:该|本|此)?(?:项目)?(?:资金)?"
_END = r"(?:数|金额|资金|总额|安排)?(?:共计|合计|总计|为|是|共|达|约|了)*"
_STATED: tuple[tuple[re.Pattern[str], tuple[str, ...], Level], ...] = (
    (re.compile(rf"{_OPENING}(?:全年预算|调整后预算|年度预算){_END}"), (_BUDGET,), "error"),
    (re.compile(rf"{_OPENING}(?:年初预算){_END}"), (_FIRST, "年初目标申报数"), "error"),
    (re.compile(rf"{_OPENING}(?:全年|实际|全年实际)执行{_END}"), (_SPENT,), "error"),
    (re.compile(rf"{_OPENING}预算{_END}"), (_BUDGET, _FIRST, "年初目标申报数"), "warning"),
    (
        re.compile(
            rf"{_OPENING}(?:支出)?(?:共计|合计)?(?:全年|实际|累计|总|共)*(?:执行|支出|支付|总支出|完成支付){_END}"
        ),
        (_SPENT,),
        "warning",
    ),
)
_TAILED = (
    (re.compile(rf"(?:全年预算|调整后预算){_END}$"), (_BUDGET,)),
    (re.compile(rf"年初预算{_END}$"), (_FIRST, "年初目标申报数")),
)
_RATE_LEAD = re.compile(
    rf"{_OPENING}(?:全年|预算|资金)?(?:预算)?(?P<rate>执行率|执行进度|支付进度|预算完成率|实际完成度|预算完成度)"
    r"(?:为|是|达到|达|约)*"
)
_TOTAL_LEAD = re.compile(
    rf"{_OPENING}(?:自评|绩效自评|综合|评价)?(?:总分|总得分|综合得分|自评得分|自评分)(?:为|是|共)*"
)
_LEAD_NOISE = re.compile(r"^(?:由于|因|但|并|且|即|截至年底|到年底|目前)")
_SIGNIFICANT = 4


@dataclass(frozen=True, slots=True)
class _Said:
    """A figure in the text called `name`, with the words before it stripped of the project's name."""

    name: str
    figure: Figure
    lead: str


def _said(form: Evaluation) -> Iterator[_Said]:
    own = _reworded(re.sub(r"^[A-Z]{1,3}", "", form.project_name or ""))
    for name, text in form.texts.items():
        for figure in figures(text):
            lead = _LEAD_NOISE.sub("", _reworded(figure.lead))
            if own and own in lead:
                lead = lead.rpartition(own)[2].removeprefix("项目")
            yield _Said(name, figure, lead)


def _reworded(lead: str) -> str:
    """Brackets of other widths make no other words."""
    return lead.replace("（", "(").replace("）", ")")


def _columns(form: Evaluation, said: _Said) -> tuple[tuple[str, ...], Level] | None:
    year = re.search(r"20\d\d", said.lead)
    if year and int(year[0]) != year_of(form):
        return None
    for words, columns, level in _STATED:
        if words.fullmatch(said.lead):
            return columns, level
    for words, columns in _TAILED:
        if words.search(said.lead) and not re.search(r"总预算|中央|上级|省级|市级|县级|区级", said.lead):
            return columns, "warning"
    return None


def funds_range(form: Evaluation, amount: Amount) -> Interval:
    """The true values of a printed amount of the funds, as fine as the finest of them."""
    return _fine(amount, form.money_scale, form.funds_unit or "")


@lru_cache(maxsize=1024)
def _fine(amount: Amount, scale: int, unit: str) -> Interval:
    return replace(amount, decimals=max(amount.decimals, scale), unit=unit).interval


def _printed(form: Evaluation, columns: tuple[str, ...]) -> list[tuple[FundRow, str, Amount]]:
    found = [(row, column, row.amount(column)) for column in columns for row in form.funds]
    return [(row, column, amount) for row, column, amount in found if amount is not None]


@form_rule(
    "evaluation.analysis-funds",
    "自评表文字中的预算数、执行数",
    "文字中写出的预算数、执行数与资金栏一致（可以四舍五入）。",
    "error",
    "文字中没有写出预算数、执行数，或者资金栏没有印出单位。",
)
def analysis_funds(judge: Judge) -> None:
    """Budget and spending that the texts state are those of the funds block."""
    form = judge.form
    if not form.funds or form.funds_unit not in FACTORS:
        return
    said = [one for one in _said(form) if one.figure.unit in FACTORS]
    bound = [(one, found) for one in said if not _slipped(judge, one) and (found := _columns(form, one))]
    agreeing: set[tuple[str, str]] = set()
    open_ones: list[tuple[_Said, tuple[str, ...], Level]] = []
    for one, (columns, level) in bound:
        if not _printed(form, columns):
            judge.skip(f"资金栏没有印出{columns[0]}。")
        elif any(_agrees(form, one, amount) for _, _, amount in _printed(form, columns)):
            judge.passed()
            agreeing |= {(one.name, column) for column in columns}
        else:
            open_ones.append((one, columns, level))
    for one, columns, level in open_ones:
        if is_partial(form.texts[one.name], one.figure):
            continue
        # A loose phrase may speak of a part of the money, above all where the whole is told beside it.
        if level == "error" or not (agreeing & {(one.name, column) for column in columns} or not _whole(form, one)):
            _judge_funds(judge, one, _printed(form, columns), level)


def _whole(form: Evaluation, said: _Said) -> bool:
    """Whether a loose phrase speaks of the whole project: it says so, or nothing but the year's money stands before."""
    if _WHOLE.search(said.lead):
        return True
    text = form.texts[said.name]
    begin = max(text.rfind(mark, 0, said.figure.start) for mark in "。；") + 1
    before = [one for one in figures(text[begin : said.figure.start]) if one.unit in FACTORS]
    return all(_WHOLE.search(one.lead) or re.fullmatch(r"预算(?:数|为)*", one.lead) for one in before)


_WHOLE = re.compile(r"项目|全年|年初|总支出")


def is_partial(text: str, figure: Figure) -> bool:
    """Whether the sentence before a figure says that it is one of a part of the year or of the work."""
    begin = max(text.rfind(mark, 0, figure.start) for mark in "。；") + 1
    return pattern("partial").search(text, begin, figure.start) is not None


def _agrees(form: Evaluation, said: _Said, amount: Amount) -> bool:
    return said.figure.amount.interval.meet(funds_range(form, amount)) is not None


def _judge_funds(judge: Judge, said: _Said, printed: list[tuple[FundRow, str, Amount]], level: Level) -> None:
    form, stated = judge.form, said.figure
    row, column, amount = printed[0]
    others = [
        (other, name)
        for other, name, found in _printed(form, (_FIRST, _BUDGET, _SPENT, "年初目标申报数"))
        if name != column and found.value and _agrees(form, said, found)
    ]
    near = stated.amount.interval.widened(stated.amount.step).meet(funds_range(form, amount)) is not None
    quotes = [text_quote(form, said.name, stated.clause, stated.end), fund_quote(form, row, column)]
    message = (
        f"{text_name(said.name)}写“{said.figure.lead}{stated.text}”，资金栏的{column}为 {amount.text}{form.funds_unit}"
    )
    if others:
        quotes.append(fund_quote(form, *others[0]))
        message += f"，与之相符的是{others[0][1]}"
    judge.fail(
        message,
        quotes,
        level="warning" if near or others else level,
        expected=f"{amount.text}{form.funds_unit}",
        actual=stated.text,
        suggestion="请核对文字与资金栏，改为一致。",
        arithmetic=(f"{stated.text} 与 {amount.text}{form.funds_unit} 按印出的位数不相等",),
    )


def _slipped(judge: Judge, said: _Said) -> bool:
    """Whether a figure is one of the funds with 元 and 万元 confused; if so, it is a finding."""
    form, stated = judge.form, said.figure
    if len(stated.amount.text.replace(".", "").replace(",", "").strip("0")) < _SIGNIFICANT:
        return False
    for wrong, right in (("万元", "元"), ("元", "万元")):
        if stated.unit != wrong:
            continue
        meant = replace(stated.amount, unit=right).interval
        for row, column, amount in _printed(form, (_BUDGET, _FIRST, _SPENT, "年初目标申报数")):
            if amount.value and meant.meet(funds_range(form, amount)) is not None and not _agrees(form, said, amount):
                judge.fail(
                    f"{text_name(said.name)}写“{said.figure.lead}{stated.text}”，单位应为“{right}”："
                    f"资金栏的{column}为 {amount.text}{form.funds_unit}",
                    [text_quote(form, said.name, stated.clause, stated.end), fund_quote(form, row, column)],
                    expected=stated.amount.text + right,
                    actual=stated.text,
                    suggestion=f"请把单位改为“{right}”。",
                    arithmetic=(f"{stated.amount.text}{right} = {amount.text}{form.funds_unit}（四舍五入）",),
                )
                return True
    return False


@form_rule(
    "evaluation.analysis-rate",
    "自评表文字中的执行率",
    "文字中写出的预算执行率与资金栏的执行率一致（可以四舍五入）。",
    "error",
    "文字中没有写出执行率，或者资金栏没有执行率，或者全年预算数为 0。",
)
def analysis_rate(judge: Judge) -> None:
    """The rate of execution that the texts state is that of the funds block."""
    form = judge.form
    rows = [row for row in form.funds if row.amount(_RATE) is not None]
    budget = rows[0].amount(_BUDGET) if rows else None
    if budget is None or budget.value == 0:
        return
    for said in _said(form):
        if said.figure.unit not in ("%", "") or not _RATE_LEAD.fullmatch(said.lead):
            continue
        stated = replace(said.figure.amount, unit="")
        rates = [replace(rate, unit="") for row in rows if (rate := row.amount(_RATE)) is not None]
        if any(stated.interval.meet(rate.interval) is not None for rate in rates):
            judge.passed()
            continue
        if is_partial(form.texts[said.name], said.figure):
            continue
        score = rows[0].amount(_SCORE)
        confused = score is not None and said.figure.unit == "" and stated.value == score.value
        near = any(stated.interval.widened(stated.step).meet(rate.interval) is not None for rate in rates)
        quotes = [
            text_quote(form, said.name, said.figure.clause, said.figure.end),
            fund_quote(form, rows[0], _RATE),
            *([fund_quote(form, rows[0], _SCORE)] if confused else []),
        ]
        judge.fail(
            f"{text_name(said.name)}写“{said.figure.lead}{said.figure.text}”，资金栏的执行率为 {rates[0].text}"
            + (f"，{stated.text} 是执行率的得分" if confused else ""),
            quotes,
            level="notice" if near else "warning" if confused or said.figure.unit == "" else None,
            expected=rates[0].text,
            actual=said.figure.text,
            suggestion="请核对文字与资金栏，改为一致。",
        )


_GRADE = re.compile(
    r"(?:自评|评价|绩效|评定)(?:结果|等级|等次|结论)?(?:等级|等次)?(?:为|是|：)“?(?P<word>优秀|良好|不合格|合格|优|良|中|差)”?(?=[，。；]|$)"
)


@form_rule(
    "evaluation.analysis-score",
    "自评表文字中的总分、等级",
    "文字中写出的总分、等级与表中的总分、等级一致。",
    "error",
    "文字中没有写出总分、等级，或者表中没有总分、等级。",
)
def analysis_score(judge: Judge) -> None:
    """Total and grade that the texts state are those of the form."""
    form, total = judge.form, judge.form.total.amount
    for said in _said(form):
        if total is None or said.figure.unit not in ("分", "") or not _TOTAL_LEAD.fullmatch(said.lead):
            continue
        stated = replace(said.figure.amount, unit="")
        if stated.interval.meet(total.interval) is not None:
            judge.passed()
            continue
        quotes = [
            text_quote(form, said.name, said.figure.clause, said.figure.end),
            mark_quote(form, form.total, "总分"),
        ]
        _differs(judge, said.name, said.figure.lead + said.figure.text, f"总分为 {total.text}", quotes)
    for name, text in form.texts.items():
        for match in _GRADE.finditer(text):
            if form.grade.text is None or form.grade.text.startswith(match["word"][:1]):
                judge.tally.passed += form.grade.text is not None
                continue
            quotes = [text_quote(form, name, *match.span()), mark_quote(form, form.grade, "等级")]
            _differs(judge, name, match[0], f"等级为“{form.grade.text}”", quotes)


def _differs(judge: Judge, name: str, said: str, printed: str, quotes: list[Quote]) -> None:
    judge.fail(
        f"{text_name(name)}写“{said}”，表中的{printed}",
        quotes,
        suggestion="请核对文字与表，改为一致。",
    )


RULES = (analysis_funds, analysis_rate, analysis_score)
"""The rules of this module, in the order of the rule book."""
