"""What the explanation says of self-evaluation, against itself, the attached forms and the spending on projects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from mingzhang.amount import exact
from mingzhang.check.example import Example
from mingzhang.check.forms_bench import Bench, case_rule, first_told, quoted
from mingzhang.check.forms_family import form
from mingzhang.check.rule import Case
from mingzhang.evaluation.judge import mark_quote, plain
from mingzhang.evaluation.model import Evaluation
from mingzhang.evaluation.scheme import grade_sets
from mingzhang.finding import Quote
from mingzhang.model import FactKey
from mingzhang.narrative.performance import Performance, Said, grade_name, left_out, misnamed

_BASIS = "文字、自评表与决算表反映同一批项目"
_HEAD = "（四）预算绩效情况说明\n"
_PROJECTS = FactKey.of("expenditure", {"kind": "project"})
_FIRST, _SPENT = "年初预算编制数", "全年执行数"


@case_rule(
    "forms.grade-counts",
    "自评项目数与各等级项目数",
    "自评项目总数等于各等级项目数之和。",
    "error",
    "同一段文字自身的算术",
    "文字没有同时写出自评项目数和各等级的项目数。",
    good=Example(text=_HEAD + "组织开展绩效自评，涉及项目9个。8个项目自评等级为“优”，1个项目自评等级为“良”。"),
    bad=Example(text=_HEAD + "组织开展绩效自评，涉及项目9个。8个项目自评等级为“优”，3个项目自评等级为“良”。"),
)
def grade_counts(bench: Bench, case: Case) -> None:
    """The number of projects is the sum of the numbers by grade."""
    for told in case.performance:
        if not told.projects or not told.grades:
            continue
        total = sum(said.count for said in told.grades.values())
        numbers = {said.count for said in told.projects}
        lines = " + ".join(f"{word} {said.count}" for word, said in told.grades.items()) + f" = {total}"
        if total in numbers or (not told.complete and total < max(numbers)):
            bench.passed()
            continue
        whole = told.projects[-1]
        bench.fail(
            f"文字写自评项目 {whole.count} 个，各等级项目合计却为 {total} 个",
            _doubtful_first(whole, told, case.disclosure.evaluations),
            level="error" if len(numbers) == 1 else "warning",
            expected=str(total),
            actual=str(whole.count),
            difference=str(whole.count - total),
            suggestion="请核对自评项目总数和各等级的项目数。",
            arithmetic=(lines, f"自评项目总数写作 {whole.count}，相差 {whole.count - total}"),
        )


def _doubtful_first(whole: Said, told: Performance, forms: Sequence[Evaluation]) -> list[Quote]:
    """The counts quoted, those first that the attached forms contradict where as many are attached as the text says."""
    found = Counter(grade_name(one.grade.text) for one in forms if one.grade.text)
    stated = {said.count for said in told.projects}
    apart = [said for word, said in told.grades.items() if len(forms) in stated and found[word] != said.count]
    return [*map(quoted, apart), quoted(whole), *(quoted(said) for said in told.grades.values() if said not in apart)]


@case_rule(
    "forms.published",
    "所附自评表与自评项目数",
    "所附自评表的张数、等级与文字所说的自评项目数、各等级项目数一致；只公开一部分的须说明。",
    "error",
    _BASIS,
    "没有公开自评表，或者文字没有写出自评项目数。",
    good=Example(text=_HEAD + "开展绩效自评，涉及项目1个。1个项目自评等级为“优”。", evaluations=(form({}),)),
    bad=Example(text=_HEAD + "开展绩效自评，涉及项目1个。1个项目自评等级为“良”。", evaluations=(form({}),)),
)
def published(bench: Bench, case: Case) -> None:
    """The attached forms are as many, and graded, as the text says."""
    forms: Sequence[Evaluation] = case.disclosure.evaluations
    told = first_told(case)
    if not forms or told is None:
        return
    stated = {said.count for said in told.projects}
    count = len(forms)
    whole = told.projects[-1]
    shown = [Quote(f"自评表共 {count} 张", forms[0].place)]
    if count in stated:
        bench.passed()
    else:
        more = count > max(stated)
        bench.fail(
            f"文字写自评项目 {whole.count} 个，所附自评表 {count} 张"
            + ("，多于项目数" if more else "，只公开了一部分"),
            [quoted(whole), *shown],
            level="warning" if more else "notice",
            sure=all(one.sure for one in forms),
            expected=str(whole.count),
            actual=str(count),
            difference=str(count - whole.count),
            suggestion="请核对自评项目数。" if more else "只公开一部分自评表的，请在文字中说明公开的范围。",
        )
    _judge_grades(bench, forms, told, complete=count in stated)


def _misgraded(forms: Sequence[Evaluation], word: str) -> list[Quote]:
    """The grades of forms that bear a grade, or whose totals ask for it, while total and grade do not go together."""
    found = []
    for one in forms:
        own, total = one.grade.text or "", one.total.amount
        grades = next((grades for grades in grade_sets() if grades.band(own)), None)
        due = grades.word(total.value) if grades is not None and total is not None else None
        if due is not None and due != own and word in (grade_name(own), grade_name(due)):
            found.append(mark_quote(one, one.grade, "等级"))
    return found


def _judge_grades(bench: Bench, forms: Sequence[Evaluation], told: Performance, *, complete: bool) -> None:
    found = Counter(grade_name(one.grade.text) for one in forms if one.grade.text)
    for word, said in told.grades.items():
        number = found[word]
        if number == said.count or (number < said.count and not (complete and sum(found.values()) == len(forms))):
            bench.passed()
            continue
        quotes = [mark_quote(one, one.grade, f"{one.name} 等级") for one in forms if grade_name(one.grade.text) == word]
        bench.fail(
            f"文字写等级为“{word}”的项目 {said.count} 个，所附自评表中有 {number} 张",
            [*_misgraded(forms, word), quoted(said), *quotes[:8]],
            level="error" if complete else "warning",
            sure=all(one.sure for one in forms),
            expected=str(number),
            actual=str(said.count),
            difference=str(said.count - number),
            suggestion="请核对各等级的项目数和自评表的等级。",
        )


@case_rule(
    "forms.coverage",
    "自评的范围",
    "文字说对全部项目开展自评的，不应又说有项目未包含在内。",
    "notice",
    "文字自身应前后一致",
    "文字没有说对全部项目开展自评。",
    good=Example(text=_HEAD + "对2023年所有项目全面开展绩效自评。"),
    bad=Example(text=_HEAD + "对2023年所有项目全面开展绩效自评，追加的项目未包含在内。"),
)
def coverage(bench: Bench, case: Case) -> None:
    """A claim to have evaluated everything does not go with exceptions."""
    claim = next((told.everything for told in case.performance if told.everything), None)
    if claim is None:
        return
    without = left_out(case.disclosure)
    if without is None:
        bench.passed()
        return
    bench.fail(
        f"文字说“{claim.text}”，又说“{without.text}”",
        [quoted(claim), quoted(without)],
        suggestion="请写明自评项目的范围，以及未纳入的项目数和金额。",
    )


@case_rule(
    "forms.average",
    "自评平均得分",
    "文字所说的平均得分等于所附自评表总分的平均数。",
    "warning",
    _BASIS,
    "文字没有写出平均得分，或者没有公开全部自评表。",
    good=Example(text=_HEAD + "开展绩效自评，涉及项目1个，平均得分99分。", evaluations=(form({}),)),
    bad=Example(text=_HEAD + "开展绩效自评，涉及项目1个，平均得分96分。", evaluations=(form({}),)),
)
def average(bench: Bench, case: Case) -> None:
    """The average score of the text is that of the forms, where all are published."""
    forms, told = case.disclosure.evaluations, first_told(case)
    said = next((one.average for one in case.performance if one.average), None)
    totals = [one.total.amount for one in forms]
    if said is None or said.amount is None or told is None or not totals or None in totals:
        return
    if len(forms) not in {count.count for count in told.projects}:
        bench.skip("没有公开全部自评表，平均得分无从核对")
        return
    values = [total.value for total in totals if total is not None]
    mean = sum(values, Decimal(0)) / len(values)
    if said.amount.interval.widened(said.amount.step / 2).meet(exact(mean)) is not None:
        bench.passed()
        return
    bench.fail(
        f"文字写平均得分 {said.amount.text} 分，所附 {len(forms)} 张自评表总分的平均数为 {plain(round(mean, 2))} 分",
        [quoted(said), *(mark_quote(one, one.total, "总分") for one in forms[:8])],
        sure=all(one.sure for one in forms),
        expected=plain(round(mean, 2)),
        actual=said.amount.text,
        suggestion="请核对平均得分；按资金加权平均的，请说明。",
    )


@case_rule(
    "forms.budget-names",
    "绩效说明中的预算名称",
    "各类预算用规范的名称：一般公共预算、政府性基金预算、国有资本经营预算、社会保险基金预算。",
    "notice",
    "预算的法定名称",
    "文字没有绩效情况一节。",
    good=Example(text=_HEAD + "国有资本经营预算项目支出0万元。"),
    bad=Example(text=_HEAD + "国有资金经营预算项目支出0万元。"),
)
def budget_names(bench: Bench, case: Case) -> None:
    """The budgets are called by their names."""
    found = list(misnamed(case.disclosure))
    for said, right in found:
        bench.fail(
            f"“{said.text}”应为“{right}”",
            [quoted(said)],
            expected=right,
            actual=said.text,
            suggestion=f"请改为“{right}”。",
        )
    if not found and any(told for told in case.disclosure.headings if "绩效" in told.text):
        bench.passed()


RULES = [grade_counts, published, coverage, average, budget_names]
