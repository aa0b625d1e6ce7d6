"""All relations at once: where each holds alone but no true values satisfy them together."""

from __future__ import annotations

from mingzhang.check import describe
from mingzhang.check.rule import Case, Rule
from mingzhang.finding import Finding, Outcome, Tally
from mingzhang.relations.joint import conflict

RULE = "joint.infeasible"


def check(case: Case) -> list[Outcome]:
    """One judgement for the whole document."""
    system = case.system
    if not system.relations:
        return [Outcome(RULE, (), Tally(not_applicable=1), ("没有可以判断的勾稽关系",))]
    relations = [system.relations[index] for index in conflict(system)]
    if not relations:
        return [Outcome(RULE, (), Tally(passed=1))]
    figures = dict.fromkeys(
        index for relation in relations for _, index in relation.terms if not system.figures[index].blank
    )
    involved = [system.figures[index] for index in figures]
    lines = [line for relation in relations[:6] for line in describe.relation_lines(case.printed, system, relation)]
    finding = Finding(
        RULE,
        "几项勾稽不能同时成立",
        "warning",
        f"{len(relations)} 项勾稽单独看都在尾差范围内，但没有一组真实数能使它们同时成立，其中至少有一个数字不对。",
        tuple(describe.quote(case.printed, system.figures[index]) for index in figures)[:12],
        case.certainty((figure.table for figure in involved), all(figure.sure for figure in involved)),
        suggestion="核对所列数字的末位。",
        arithmetic=tuple(lines),
    )
    return [Outcome(RULE, (finding,), Tally(failed=1))]


RULES = [
    Rule(
        RULE,
        "各项勾稽能同时成立",
        "应当存在一组真实数，四舍五入后得到印出的全部数字，并使各项勾稽同时成立。",
        "warning",
        "同一套账的不同列示，算术恒等",
        "没有可判断的勾稽关系时不适用。",
        "各项差额可由同一组尾数解释",
        "一处要求尾数偏大，另一处要求偏小",
        check,
    )
]
