"""Leads in the self-evaluation forms: where to look into the books, no accusation."""

from __future__ import annotations

from typing import Any

from mingzhang.check.example import Example
from mingzhang.check.forms_bench import Bench, case_rule
from mingzhang.check.forms_family import family, form, other_form
from mingzhang.check.rule import Case
from mingzhang.evaluation.judge import value_quote
from mingzhang.evaluation.lead_rules import RULES as FORM_RULES
from mingzhang.evaluation.measured import measured
from mingzhang.evaluation.words import is_kind

_EXAMPLES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "evaluation.money-elsewhere": ({}, {"analysis": {"产出情况及分析": "船只租金使用其他项目资金支付。"}}),
    "evaluation.wages": ({}, {"actual_completion": "经费主要用于巡查员等聘用人员工资。"}),
}


@case_rule(
    "forms.satisfaction",
    "满意度一律为百分之百",
    "各项目满意度都是 100% 的，留意是否做过调查。",
    "lead",
    "满意度应来自调查",
    "没有公开三张以上印有满意度的自评表",
    good=Example(evaluations=(form({}), other_form(), form({"project_name": "水质监测"}))),
    bad=Example(
        evaluations=tuple(
            form(
                {
                    "project_name": name,
                    "rows": {5: ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%", "100%", "10", "10", None)},
                }
            )
            for name in ("河道巡查", "堤防养护", "水质监测")
        )
    ),
)
def satisfaction(bench: Bench, case: Case) -> None:
    """Everybody is wholly satisfied with everything: a lead."""
    found = [
        (one, item, value)
        for one in case.disclosure.evaluations
        for item in one.indicators
        if is_kind(item, "satisfaction") and (value := measured(item.actual)) is not None and value.unit == "%"
    ]
    if len({id(one) for one, _, _ in found}) < 3:
        return
    if any(value.low.value != 100 for _, _, value in found):
        bench.passed()
        return
    bench.fail(
        f"{len(found)} 个满意度指标的完成值全部是 100%",
        [value_quote(one, item) for one, item, _ in found],
        sure=all(one.sure for one, _, _ in found),
        suggestion="可查阅满意度调查的问卷、样本数和统计过程。",
    )


RULES = [*family(FORM_RULES, "支出应按批准的预算和用途执行", _EXAMPLES), satisfaction]
