"""The grades of the forms of a document beside one another."""

from __future__ import annotations

from decimal import Decimal

from mingzhang.check.example import Example
from mingzhang.check.forms_bench import Bench, case_rule, named_form
from mingzhang.check.forms_family import form, other_form
from mingzhang.check.rule import Case
from mingzhang.evaluation.judge import mark_quote
from mingzhang.evaluation.model import Evaluation
from mingzhang.evaluation.scheme import Grades, grade_sets


@case_rule(
    "forms.grade-order",
    "总分高的等级不应更低",
    "同一文件的自评表中，总分较高的项目，等级不应低于总分较低的项目。",
    "error",
    "同一文件所附的自评表用同一办法评级",
    "没有两张印出总分和等级的自评表，或者等级名称不在同一套办法之内",
    good=Example(evaluations=(form({"total_score": "95", "grade": "优"}), other_form())),
    bad=Example(
        evaluations=(
            form({"total_score": "98", "grade": "良"}),
            form({"project_name": "观星台维护", "total_score": "92", "grade": "优"}),
        )
    ),
)
def grade_order(bench: Bench, case: Case) -> None:
    """Each form against the one whose total is lower while its grade is higher."""
    graded = [
        (one, one.total.amount.value) for one in case.disclosure.evaluations if one.total.amount and one.grade.text
    ]
    grades = next(
        (g for g in grade_sets(case.grade_set) if all(g.band(one.grade.text or "") for one, _ in graded)), None
    )
    if len(graded) < 2 or grades is None:
        return
    for one, total in graded:
        better = [
            (other, lower) for other, lower in graded if lower <= total and _rank(grades, other) > _rank(grades, one)
        ]
        if not better:
            bench.passed()
            continue
        # the one out of step stands against several; of two that stand against one another each would be accused
        against = [
            (other, lower) for other, lower in graded if _rank(grades, other) < _rank(grades, one) and lower >= total
        ]
        if len(against) > len(better):
            bench.passed()
            continue
        other, lower = better[0]
        bench.fail(
            f"{named_form(one)}自评表总分 {total} 分，等级为“{one.grade.text}”；"
            f"{named_form(other)}总分 {lower} 分，没有它高，等级却为“{other.grade.text}”",
            [
                mark_quote(one, one.grade, "等级"),
                mark_quote(one, one.total, "总分"),
                mark_quote(other, other.grade, "等级"),
                mark_quote(other, other.total, "总分"),
            ],
            sure=one.sure and other.sure,
            actual=one.grade.text or "",
            expected=grades.word(total) or "",
            suggestion="请核对两张表的总分和等级。",
        )


def _rank(grades: Grades, one: Evaluation) -> Decimal:
    band = grades.band(one.grade.text or "")
    return band.low if band is not None else Decimal(0)


RULES = [grade_order]
