"""What makes a self-evaluation form hard to believe."""

from __future__ import annotations

from typing import Any

from mingzhang.check.forms_family import family
from mingzhang.evaluation.content_rules import RULES as CONTENT_RULES
from mingzhang.evaluation.quality_rules import RULES as QUALITY_RULES

_PROBLEMS, _MEASURES = "项目管理中存在的主要问题及原因分析", "下一步改进措施及管理建议"
_TIME = ("产出指标", "时效指标", "巡查时间")
_EXAMPLES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "evaluation.unspent": ({}, {"funds": ("50", "50", "50", "0", "50", "0", "0")}),
    "evaluation.problems": ({}, {"total_score": "82", "analysis": {_PROBLEMS: "无", _MEASURES: "无"}}),
    "evaluation.budget-change": ({}, {"funds": ("50", "50", "80", "72", "8", "90", "9")}),
    "evaluation.years": (
        {"rows": {2: (*_TIME, "2023年1月至2023年12月", "达成预期指标", "10", "10", None)}},
        {"annual_goal": "完成2020年河道巡查。"},
    ),
    "evaluation.no-target": ({}, {"rows": {2: (*_TIME, "定性", "达成预期指标", "10", "10", None)}}),
    "evaluation.output-kinds": (
        {},
        {"rows": {3: ("产出指标", "数量指标", "巡查长度", "≥300公里", "310公里", "10", "10", None)}},
    ),
    "evaluation.same-work": (
        {},
        {"annual_goal": "举办三期农技培训班，培训种植大户。", "actual_completion": "更换巡查船两艘，疏浚河道五公里。"},
    ),
    "evaluation.whose-satisfaction": (
        {"analysis": {"满意度情况及分析": "沿河居民比较满意。"}},
        {"analysis": {"满意度情况及分析": "参训教师比较满意。"}},
    ),
}

RULES = family((*QUALITY_RULES, *CONTENT_RULES), "自评表各栏说的是同一个项目、同一年度", _EXAMPLES)
