"""Scores of the self-evaluation forms against targets and achieved values."""

from __future__ import annotations

from typing import Any

from mingzhang.check.forms_family import family
from mingzhang.evaluation.formula_rules import RULES as FORM_RULES

_COUNT = ("产出指标", "数量指标", "巡查次数")
_COST = ("产出指标", "成本指标", "巡查总成本")
_EXAMPLES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "evaluation.score-formula": (
        {"rows": {0: (*_COUNT, "≥12次", "9次", "20", "15", "汛期道路中断。")}},
        {"rows": {0: (*_COUNT, "≥12次", "9次", "20", "20", None)}},
    ),
    "evaluation.units": ({}, {"rows": {3: (*_COST, "≤50万元", "45元", "10", "10", None)}}),
    "evaluation.reason": (
        {"rows": {0: (*_COUNT, "≥12次", "9次", "20", "15", "汛期道路中断，改进措施：提前备车。")}},
        {"rows": {0: (*_COUNT, "≥12次", "9次", "20", "15", "无")}},
    ),
    "evaluation.admitted": (
        {"rows": {0: (*_COUNT, "≥12次", "13次", "20", "20", "经核对无偏差。")}},
        {"rows": {2: ("产出指标", "时效指标", "巡查及时性", "2022年", "达成预期指标", "10", "10", "年份设置有误。")}},
    ),
    "evaluation.adjusted-target": (
        {},
        {"rows": {0: (*_COUNT, "≥12次", "13次", "20", "20", None)}, "adjusted": {0: "≥10次"}},
    ),
}

RULES = family(FORM_RULES, "自评表的指标值、完成值与评分办法", _EXAMPLES)
