"""The arithmetic of the self-evaluation forms, each form judged by the rules of its scheme."""

from __future__ import annotations

from typing import Any

from mingzhang.check.forms_family import family
from mingzhang.evaluation.arithmetic import RULES as FORM_RULES

_COUNT = ("产出指标", "数量指标", "巡查次数", "≥12次", "13次")
_EXAMPLES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "evaluation.fund-sum": (
        {"sources": (("30", "30", "30", "27", "3", "90", None), ("20", "20", "20", "18", "2", "90", None))},
        {"sources": (("30", "30", "30", "27", "3", "90", None), ("20", "20", "10", "18", "2", "90", None))},
    ),
    "evaluation.balance": ({}, {"funds": ("50", "50", "50.0", "45.0", "8.0", "90", "9")}),
    "evaluation.execution-rate": ({}, {"funds": ("50", "50", "50.0", "45.0", "5.0", "89.00", "9")}),
    "evaluation.execution-score": ({}, {"funds": ("50", "50", "50", "45", "5", "90", "8")}),
    "evaluation.weight-sum": ({}, {"rows": {0: (*_COUNT, "25", "25", None)}}),
    "evaluation.score-range": ({}, {"rows": {0: (*_COUNT, "20", "22", None)}}),
    "evaluation.blank-score": ({}, {"rows": {0: (*_COUNT, "20", None, None)}}),
    "evaluation.total": ({}, {"total_score": "97"}),
    "evaluation.grade": ({}, {"grade": "良"}),
    "evaluation.negative-amount": ({}, {"funds": ("50", "50", "50", "-45", "5", "90", "9")}),
    "evaluation.over-budget": ({}, {"funds": ("50", "50", "50", "52", "-2", "104", "10")}),
}

RULES = family(list(FORM_RULES.values()), "自评表自身的算术与评分办法", _EXAMPLES)
