"""The arithmetic of the self-evaluation forms, each form judged by the rules of its scheme."""

from __future__ import annotations

from collections import defaultdict

from mingzhang.check.rule import Case, Rule
from mingzhang.evaluation.arithmetic import EVALUATION_RULES, check_evaluation
from mingzhang.finding import Finding, Outcome, Tally


def check(case: Case) -> list[Outcome]:
    """One outcome for each rule, over all forms."""
    findings: defaultdict[str, list[Finding]] = defaultdict(list)
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    reasons: defaultdict[str, list[str]] = defaultdict(list)
    for form in case.disclosure.evaluations:
        for outcome in check_evaluation(form):
            findings[outcome.rule].extend(outcome.findings)
            tallies[outcome.rule].add(outcome.tally)
            reasons[outcome.rule].extend(outcome.reasons)
    if not case.disclosure.evaluations:
        return [
            Outcome(rule, (), Tally(not_applicable=1), ("没有公开项目支出绩效自评表",)) for rule in EVALUATION_RULES
        ]
    return [
        Outcome(rule, tuple(findings[rule]), tallies[rule], tuple(dict.fromkeys(reasons[rule])))
        for rule in EVALUATION_RULES
    ]


_EXAMPLES = {
    "evaluation.fund-sum": ("资金总额 50，市级 30，县级 20", "资金总额 50，市级 30，县级 10"),
    "evaluation.balance": ("全年预算 50，执行 45，结余 5", "全年预算 50，执行 45，结余 8"),
    "evaluation.execution-rate": ("预算 45，执行 44.1，执行率 98.00", "预算 45，执行 44.1，执行率 89.00"),
    "evaluation.execution-score": ("执行率 98.00，得分 9.80（满分 10）", "执行率 98.00，得分 8.90（满分 10）"),
    "evaluation.weight-sum": ("执行率 10，指标分值合计 90", "执行率 10，指标分值合计 95"),
    "evaluation.score-range": ("分值 10，得分 9.5", "分值 10，得分 12"),
    "evaluation.blank-score": ("分值 5，得分 0", "分值 5，得分空白"),
    "evaluation.total": ("各项得分之和 95，总分 95", "各项得分之和 95，总分 97"),
    "evaluation.grade": ("总分 95，等级优", "总分 85，等级优"),
    "evaluation.negative-amount": ("执行数 44.1", "执行数 -44.1"),
    "evaluation.over-budget": ("全年预算 45，执行 44.1", "全年预算 45，执行 46"),
}


def _rules() -> list[Rule]:
    made: list[Rule] = []
    for name, (title, sentence, level, not_applicable) in EVALUATION_RULES.items():
        first = check if not made else None
        made.append(
            Rule(name, title, sentence, level, "自评表自身的算术与评分办法", not_applicable, *_EXAMPLES[name], first)
        )
    return made


RULES = _rules()
