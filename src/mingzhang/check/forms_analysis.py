"""The figures that the texts of the self-evaluation forms repeat."""

from __future__ import annotations

from typing import Any

from mingzhang.check.forms_family import family
from mingzhang.evaluation.analysis_rules import RULES as FUND_TEXT_RULES
from mingzhang.evaluation.repeated_rules import RULES as INDICATOR_TEXT_RULES

_MONEY = "项目实施和预算执行情况及分析"
_OUTPUT = "产出情况及分析"
_HEADS = ("产出指标", "数量指标", "补助人数", "＝30人", "30人", "20", "20", None)
_PER_HEAD = ("产出指标", "成本指标", "人均补助", "＝15000元/人", "15000元/人", "10", "10", None)
_PASSED = ("产出指标", "质量指标", "考核通过率", "≥90%", "94%", "10", "10", None)
_EXAMPLES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "evaluation.analysis-funds": (
        {"analysis": {_MONEY: "全年预算50万元，全年执行450000元。"}},
        {"analysis": {_MONEY: "全年预算50万元，全年执行54万元。"}},
    ),
    "evaluation.analysis-rate": ({}, {"analysis": {_MONEY: "全年预算50万元，执行率95%。"}}),
    "evaluation.analysis-score": (
        {"analysis": {_MONEY: "自评总分99分，自评等级为“优”。"}},
        {"analysis": {_MONEY: "自评总分95分，自评等级为“良”。"}},
    ),
    "evaluation.analysis-indicators": (
        {"analysis": {_OUTPUT: "全年巡查次数13次。"}},
        {"analysis": {_OUTPUT: "全年巡查次数31次。"}},
    ),
    "evaluation.analysis-unit-cost": (
        {"rows": {0: _HEADS, 3: _PER_HEAD}, "analysis": {_OUTPUT: "按15000元/人发放。"}},
        {"rows": {0: _HEADS, 3: _PER_HEAD}, "analysis": {_OUTPUT: "按1500元/人发放。"}},
    ),
    "evaluation.complement": (
        {"rows": {1: _PASSED}, "analysis": {_OUTPUT: "有6%的淘汰率。"}},
        {"rows": {1: _PASSED}, "analysis": {_OUTPUT: "有20%的淘汰率。"}},
    ),
    "evaluation.cost": (
        {"rows": {0: _HEADS, 3: _PER_HEAD}},
        {"rows": {0: _HEADS, 3: ("产出指标", "成本指标", "人均补助", "＝25000元/人", "25000元/人", "10", "10", None)}},
    ),
    "evaluation.unit-missing": ({}, {"analysis": {_OUTPUT: "租用巡查船两艘，26800/年。"}}),
}

RULES = family((*FUND_TEXT_RULES, *INDICATOR_TEXT_RULES), "自评表的文字与表反映同一个项目", _EXAMPLES)
