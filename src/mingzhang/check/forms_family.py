"""Rules for single self-evaluation forms as rules of the rule book: one examination of all forms serves a family."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.evaluation.judge import FormRule
from mingzhang.finding import Finding, Outcome, Tally

NO_FORMS = "没有公开项目支出绩效自评表"


def family(
    rules: Sequence[FormRule], basis: str, examples: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]]
) -> list[Rule]:
    """The rules for the rule book; the first of them carries the examination. `examples` holds forms as pieces."""
    check = _examination(rules)
    made: list[Rule] = []
    for rule in rules:
        good, bad = (Example(evaluations=(form(part),), caption=caption(part)) for part in examples[rule.id])
        first = check if not made else None
        made.append(Rule(rule.id, rule.title, rule.sentence, rule.level, basis, rule.not_applicable, good, bad, first))
    return made


def _examination(rules: Sequence[FormRule]) -> Callable[[Case], list[Outcome]]:
    def check(case: Case) -> list[Outcome]:
        forms = case.disclosure.evaluations
        if not forms:
            return [Outcome(rule.id, (), Tally(not_applicable=1), (NO_FORMS,)) for rule in rules]
        year = f"{case.disclosure.year}年度" if case.disclosure.year else None
        dated = [replace(one, year=one.year or year, grade_set=case.grade_set) for one in forms]
        return [_joined(rule.id, [rule(one) for one in dated]) for rule in rules]

    return check


def _joined(rule: str, outcomes: Sequence[Outcome]) -> Outcome:
    findings: list[Finding] = []
    tally = Tally()
    reasons: dict[str, None] = {}
    for outcome in outcomes:
        findings += outcome.findings
        tally.add(outcome.tally)
        reasons |= dict.fromkeys(outcome.reasons)
    return Outcome(rule, tuple(findings), tally, tuple(reasons))


_FUNDS = ("年初目标申报数", "年初预算编制数", "全年预算数", "全年执行数", "结转结余", "执行率", "得分")
_ROW = ("level1", "level2", "level3", "initial_target", "actual", "weight", "score", "deviation_reason")
_USUAL = (
    ("产出指标", "数量指标", "巡查次数", "≥12次", "13次", "20", "20", None),
    ("产出指标", "质量指标", "巡查合格率", "≥95%", "96%", "10", "10", None),
    ("产出指标", "时效指标", "巡查及时性", "及时", "达成预期指标", "10", "10", None),
    ("产出指标", "成本指标", "巡查总成本", "≤50万元", "45万元", "10", "10", None),
    ("效益指标", "社会效益指标", "隐患整改率", "≥90%", "92%", "30", "30", None),
    ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%", "95%", "10", "10", None),
)


def form(pieces: Mapping[str, Any]) -> dict[str, Any]:
    """An invented form under its published keys, in which everything holds but for the pieces given.

    `funds` are the figures of the total row in print order, `rows` replaces rows of the indicators by their number,
    `adjusted` their adjusted targets; every other piece is a published key.
    """
    changed = dict(pieces)
    figures = changed.pop("funds", ("50", "50", "50", "45", "5", "90", "9"))
    sources = changed.pop("sources", ())
    rows: Mapping[int, Sequence[str | None]] = changed.pop("rows", {})
    indicators = [dict(zip(_ROW, rows.get(number, row), strict=True)) for number, row in enumerate(_USUAL)]
    adjusted: Mapping[int, str] = changed.pop("adjusted", {})
    made: dict[str, Any] = {
        "title": "河道巡查项目支出绩效自评表",
        "year": "2023年度",
        "project_name": "河道巡查",
        "department_code": "310",
        "budget_unit_code": "310001",
        "budget_unit_name": "云州市河道管理所",
        "funds_unit": "万元",
        "funds": [
            {"item": item} | dict(zip(_FUNDS, row, strict=True))
            for item, row in zip(("资金总额", "市级资金", "县级资金"), (figures, *sources), strict=False)
        ],
        "annual_goal": "完成全年河道巡查，及时整改隐患。",
        "actual_completion": "全年完成河道巡查13次，隐患整改及时。",
        "indicators": [
            {"adjusted_target": adjusted.get(number, row["initial_target"])} | row
            for number, row in enumerate(indicators)
        ],
        "total_score": "99",
        "grade": "优",
        "analysis": {
            "项目实施和预算执行情况及分析": "全年预算50万元，全年执行45万元，执行率90%。",
            "项目管理中存在的主要问题及原因分析": "个别河段巡查人手不足。",
            "下一步改进措施及管理建议": "合理安排巡查班次。",
        },
    }
    return made | changed


def other_form(**pieces: Any) -> dict[str, Any]:
    """Another invented form beside the usual one."""
    return form({"project_name": "堤防养护", "title": "堤防养护项目支出绩效自评表", **pieces})


def caption(pieces: Mapping[str, Any]) -> str:
    """What the rule book shows of an example: the pieces by which it differs from the usual form."""
    shown: list[str] = []
    for key, value in pieces.items():
        if key == "funds":
            shown.append("资金总额 " + "，".join(f"{name} {text}" for name, text in zip(_FUNDS, value, strict=True)))
        elif key == "sources":
            shown += ["来源 " + "，".join(str(text) for text in row) for row in value]
        elif key == "adjusted":
            shown += [f"调整后指标值 {text}" for text in value.values()]
        elif key == "rows":
            shown += [_row(row) for row in value.values()]
        elif isinstance(value, Mapping):
            shown += [f"{name}：{text or '（空白）'}" for name, text in value.items()]
        else:
            shown.append(f"{_KEYS.get(key, key)}：{value or '（空白）'}")
    return "；".join(shown) or "各栏都对得上的自评表"


_KEYS = {
    "annual_goal": "年度目标",
    "actual_completion": "实际完成情况",
    "total_score": "总分",
    "grade": "等级",
    "project_name": "项目名称",
    "year": "年度",
    "title": "表名",
    "budget_unit_code": "预算单位代码",
}


def _row(row: Sequence[str | None]) -> str:
    _, _, name, target, actual, weight, score, reason = row
    texts = f"{name}：指标值 {target}，实际完成值 {actual}，分值 {weight}，得分 {score or '（空白）'}"
    return texts + (f"，偏差原因“{reason}”" if reason else "")
