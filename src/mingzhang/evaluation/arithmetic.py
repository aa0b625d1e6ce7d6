"""The arithmetic of one self-evaluation form; printed digits decide what is tolerated."""

from __future__ import annotations

from mingzhang.evaluation.fund_rules import balance, execution_rate, fund_sum, negative_amount, over_budget
from mingzhang.evaluation.judge import FormRule
from mingzhang.evaluation.model import Evaluation
from mingzhang.evaluation.score_rules import blank_score, execution_score, grade, score_range, total_score, weight_sum
from mingzhang.finding import Outcome

RULES: dict[str, FormRule] = {
    rule.id: rule
    for rule in (
        fund_sum,
        balance,
        execution_rate,
        execution_score,
        weight_sum,
        score_range,
        blank_score,
        total_score,
        grade,
        negative_amount,
        over_budget,
    )
}
"""The rules by their ids, in the order of the rule book."""


def check_evaluation(form: Evaluation) -> list[Outcome]:
    """Every rule of arithmetic applied to one form, in the order of the rule book."""
    return [rule(form) for rule in RULES.values()]
