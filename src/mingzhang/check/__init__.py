"""The rule book: every rule is a small unit; `check` applies them to one disclosure."""

from __future__ import annotations

from collections.abc import Collection

from mingzhang.check import (
    arithmetic,
    budget_initial,
    budget_units,
    codes,
    codes_fund,
    forms_across,
    forms_analysis,
    forms_arithmetic,
    forms_grades,
    forms_leads,
    forms_money,
    forms_quality,
    forms_scores,
    forms_text,
    forms_wording,
    glossary,
    joint,
    leads,
    names,
    names_items,
    prior_opening,
    prior_text,
    structure,
    structure_headings,
    structure_lists,
    table_heads,
    table_set,
    text_changes,
    text_counts,
    text_last_year,
    text_lists,
    text_names,
    text_rates,
    text_reasons,
    text_share_sum,
    text_unread,
    wording_book,
    wording_copies,
    wording_lines,
    wording_privacy,
    wording_purpose,
    wording_typos,
    wording_years,
)
from mingzhang.check.rule import Case, Rule
from mingzhang.finding import Outcome, Report, Tally
from mingzhang.model import Disclosure

_FOR_BUDGETS = (arithmetic, joint, codes)
"""What a published budget is checked by: what holds in its tables."""

__all__ = ["Rule", "check", "rules"]


def rules() -> list[Rule]:
    """All rules, in the order of the report."""
    families = (
        structure,
        structure_headings,
        structure_lists,
        table_set,
        table_heads,
        arithmetic,
        joint,
        names,
        names_items,
        glossary,
        codes,
        codes_fund,
        text_rates,
        text_share_sum,
        text_changes,
        text_counts,
        text_reasons,
        text_unread,
        text_lists,
        text_names,
        text_last_year,
        forms_arithmetic,
        forms_grades,
        forms_scores,
        forms_analysis,
        forms_quality,
        forms_across,
        forms_wording,
        forms_text,
        forms_money,
        forms_leads,
        wording_book,
        wording_lines,
        wording_copies,
        wording_purpose,
        wording_typos,
        wording_years,
        wording_privacy,
        prior_opening,
        prior_text,
        budget_initial,
        budget_units,
        leads,
    )
    return [rule for family in families for rule in family.RULES]


def check(
    disclosure: Disclosure,
    only: Collection[str] = (),
    *,
    prior: Disclosure | None = None,
    budget: Disclosure | None = None,
) -> Report:
    """Apply the rules (all, or those named in `only`) to one disclosure.

    Rules that compare with last year's accounts or with the published budget apply where those are given.
    """
    case = Case(disclosure, prior, budget)
    if disclosure.kind == "预算":
        outcomes = _of_budget(case)
    else:
        outcomes = [outcome for rule in rules() if rule.check is not None for outcome in rule.check(case)]
    return Report([outcome for outcome in outcomes if not only or outcome.rule in only])


def _of_budget(case: Case) -> list[Outcome]:
    """A budget by the rules of its tables; all others say why they are not applied."""
    own = {rule.id for family in _FOR_BUDGETS for rule in family.RULES}
    found = [
        outcome
        for family in _FOR_BUDGETS
        for rule in family.RULES
        if rule.check is not None
        for outcome in rule.check(case)
    ]
    reasons = ("这份文件是预算公开，不是决算：只检查预算表本身",)
    rest = [Outcome(rule.id, (), Tally(), reasons) for rule in rules() if rule.id not in own]
    return [*found, *rest]
