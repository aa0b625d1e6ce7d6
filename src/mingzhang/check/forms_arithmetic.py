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


def _rules() -> list[Rule]:
    made: list[Rule] = []
    for name, (title, sentence, level, not_applicable) in EVALUATION_RULES.items():
        first = check if not made else None
        made.append(Rule(name, title, sentence, level, "自评表自身的算术与评分办法", not_applicable, "", "", first))
    return made


RULES = _rules()
