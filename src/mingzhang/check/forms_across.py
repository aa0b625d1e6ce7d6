"""The self-evaluation forms of a document beside one another: names, years, codes, weights."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from mingzhang.check.example import Example
from mingzhang.check.forms_bench import Bench, case_rule, named_form
from mingzhang.check.forms_family import form, other_form
from mingzhang.check.rule import Case
from mingzhang.evaluation.judge import fund_quote, number, plain, score_quote
from mingzhang.evaluation.model import Evaluation
from mingzhang.evaluation.words import year_of
from mingzhang.finding import Quote

_BASIS = "同一文件所附的自评表应当一致"
_BUDGET, _FIRST = "全年预算数", "年初预算编制数"


def _head(one: Evaluation, text: str) -> Quote:
    return Quote(text, one.place)


@case_rule(
    "forms.project-name",
    "自评表的项目名称",
    "不同的项目用不同的名称。",
    "warning",
    _BASIS,
    "没有公开两张以上的自评表",
    good=Example(evaluations=(form({}), other_form())),
    bad=Example(evaluations=(form({}), form({"funds": ("9", "9", "9", "9", "0", "100", "10")}))),
)
def project_name(bench: Bench, case: Case) -> None:
    """Two projects do not have one name."""
    forms: Sequence[Evaluation] = case.disclosure.evaluations
    if len(forms) < 2:
        return
    named: defaultdict[str, list[Evaluation]] = defaultdict(list)
    for one in forms:
        if one.project_name:
            named[one.project_name].append(one)
    for name, group in named.items():
        funds = {_funds(one) for one in group}
        if len(group) == 1 or len(funds) == 1 or len({one.budget_unit_name for one in group}) > 1:
            bench.passed()
            continue
        quotes = [
            fund_quote(one, row, column) if row and (column := _column(row.cells)) else _head(one, one.title)
            for one in group
            for row in [one.fund_total]
        ]
        bench.fail(
            f"{len(group)} 张自评表的项目名称都是“{name}”，资金却各不相同，分不出是哪个项目",
            [*(_head(one, one.title) for one in group), *quotes],
            sure=all(one.sure and one.budget_unit_name for one in group),
            suggestion="请写明各项目的全称；同一项目分拆填报的，请注明各表的内容。",
        )


def _column(cells: object) -> str | None:
    return next((column for column in (_FIRST, _BUDGET) if isinstance(cells, dict) and column in cells), None)


def _funds(one: Evaluation) -> tuple[str | None, ...]:
    row = one.fund_total
    return tuple(mark.text for mark in row.cells.values()) if row else ()


@case_rule(
    "forms.year",
    "自评表的年度",
    "自评表标题的年度是决算的年度。",
    "warning",
    "自评表与决算说的是同一年度",
    "没有公开自评表，或者自评表、决算没有印出年度",
    good=Example(evaluations=(form({}),)),
    bad=Example(evaluations=(form({"year": "2021年度"}),)),
)
def form_year(bench: Bench, case: Case) -> None:
    """The forms are of the year of the accounts."""
    year = case.disclosure.year
    years = [(one, year_of(one)) for one in case.disclosure.evaluations]
    alone = Counter(printed for _, printed in years)
    for one, printed in years:
        if printed is None or year is None:
            continue
        if printed == year:
            bench.passed()
            continue
        bench.fail(
            f"{named_form(one)}自评表印的是 {printed} 年度，决算是 {year} 年度",
            [Quote(f"{one.title} {one.year}", replace(one.place, table=one.title))],
            level="error" if alone[year] and alone[printed] == 1 and len(years) > 2 else None,
            sure=one.sure,
            expected=f"{year}年度",
            actual=one.year or "",
            suggestion="请核对自评表的年度。",
        )


@case_rule(
    "forms.unit-code",
    "自评表的单位代码",
    "预算单位的代码以主管部门的代码开头。",
    "warning",
    _BASIS,
    "自评表没有印出两种代码，或者本级的代码没有这一规律",
    good=Example(evaluations=(form({}),)),
    bad=Example(evaluations=(form({}), other_form(), other_form(budget_unit_code="130001"))),
)
def unit_code(bench: Bench, case: Case) -> None:
    """A unit's code begins with its department's, where the other forms' codes do."""
    coded = [one for one in case.disclosure.evaluations if one.department_code and one.budget_unit_code]
    right = [one for one in coded if (one.budget_unit_code or "").startswith(one.department_code or "")]
    if 2 * len(right) <= len(coded):
        return
    for one in coded:
        if one in right:
            bench.passed()
            continue
        bench.fail(
            f"{named_form(one)}自评表的预算单位代码 {one.budget_unit_code} 不以主管部门代码 {one.department_code} 开头",
            [_head(one, f"主管部门 {one.department_code} 预算单位 {one.budget_unit_code}")],
            sure=one.sure,
            expected=f"{one.department_code}…",
            actual=one.budget_unit_code or "",
            suggestion="请核对单位代码。",
        )


@case_rule(
    "forms.weights",
    "自评表一级指标的分值",
    "同一文件的自评表，一级指标的分值一般相同。",
    "notice",
    _BASIS,
    "没有公开三张以上印有一级指标和分值的自评表",
    good=Example(evaluations=(form({}), form({}), other_form())),
    bad=Example(
        evaluations=(
            form({}),
            form({}),
            form({}),
            other_form(rows={5: ("效益指标", "社会效益指标", "居民满意度", "≥90%", "95%", "10", "10", None)}),
        )
    ),
)
def weights(bench: Bench, case: Case) -> None:
    """The points of the first-level indicators are those of the other forms."""
    shares = [(one, _shares(one)) for one in case.disclosure.evaluations]
    known = [(one, share) for one, share in shares if share]
    if len(known) < 3:
        return
    usual, count = Counter(share for _, share in known).most_common(1)[0]
    if count <= 2 * (len(known) - count):
        bench.skip("各自评表一级指标的分值各不相同，看不出通用的办法")
        return
    text = "、".join(f"{level} {points}" for level, points in usual)
    for one, share in known:
        if share == usual:
            bench.passed()
            continue
        own = "、".join(f"{level} {points}" for level, points in share)
        bench.fail(
            f"{named_form(one)}自评表的分值为 {own}，其余 {count} 张为 {text}",
            [score_quote(one, item) for item in one.indicators],
            sure=one.sure,
            expected=text,
            actual=own,
            suggestion="请核对各指标的分值和所属的一级指标。",
        )


def _shares(one: Evaluation) -> tuple[tuple[str, str], ...]:
    points: dict[str, Decimal] = {}
    for item in one.indicators:
        weight = number(item.weight)
        if item.level1 is None or weight is None:
            return ()
        points[item.level1] = points.get(item.level1, Decimal(0)) + weight
    return tuple((level, plain(total)) for level, total in points.items())


RULES = [project_name, form_year, unit_code, weights]
