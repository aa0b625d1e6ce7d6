"""The rule book: every rule is a small unit; `check` applies them to one disclosure."""

from __future__ import annotations

from collections.abc import Collection

from mingzhang.check import (
    arithmetic,
    codes,
    forms_across,
    forms_analysis,
    forms_arithmetic,
    forms_leads,
    forms_money,
    forms_quality,
    forms_scores,
    forms_text,
    forms_wording,
    joint,
    structure,
    table_set,
    text_items,
    text_rates,
    text_totals,
)
from mingzhang.check.rule import Case, Rule
from mingzhang.finding import Report
from mingzhang.model import Disclosure

__all__ = ["Rule", "check", "rules"]


def rules() -> list[Rule]:
    """All rules, in the order of the report."""
    tables = (structure, table_set, arithmetic, joint, codes)
    texts = (text_totals, text_items, text_rates)
    forms = (
        forms_arithmetic,
        forms_scores,
        forms_analysis,
        forms_quality,
        forms_across,
        forms_wording,
        forms_text,
        forms_money,
        forms_leads,
    )
    return [rule for family in (*tables, *texts, *forms) for rule in family.RULES]


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
    outcomes = [outcome for rule in rules() if rule.check is not None for outcome in rule.check(case)]
    return Report([outcome for outcome in outcomes if not only or outcome.rule in only])
