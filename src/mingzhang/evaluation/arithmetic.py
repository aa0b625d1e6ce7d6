"""Every rule for one self-evaluation form; printed digits decide what is tolerated."""

from __future__ import annotations

from collections.abc import Callable

from mingzhang.evaluation.fund_rules import balance, execution_rate, fund_sum, negative_amount, over_budget
from mingzhang.evaluation.model import Evaluation
from mingzhang.evaluation.rules import EVALUATION_RULES
from mingzhang.evaluation.score_rules import blank_score, execution_score, grade, score_range, total_score, weight_sum
from mingzhang.finding import Outcome

__all__ = ["EVALUATION_RULES", "RULES", "check_evaluation"]

RULES: dict[str, Callable[[Evaluation], Outcome]] = {
    "evaluation.fund-sum": fund_sum,
    "evaluation.balance": balance,
    "evaluation.execution-rate": execution_rate,
    "evaluation.execution-score": execution_score,
    "evaluation.weight-sum": weight_sum,
    "evaluation.score-range": score_range,
    "evaluation.blank-score": blank_score,
    "evaluation.total": total_score,
    "evaluation.grade": grade,
    "evaluation.negative-amount": negative_amount,
    "evaluation.over-budget": over_budget,
}
"""The function of each rule."""


def check_evaluation(form: Evaluation) -> list[Outcome]:
    """Every rule applied to one form, in the order of the rule book."""
    return [rule(form) for rule in RULES.values()]
