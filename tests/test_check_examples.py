"""Every rule's two examples, run: the one passes, the other is found."""

from __future__ import annotations

import pytest

from mingzhang.check import check, rules
from mingzhang.check.example import Example

BOOK = [rule for rule in rules() if isinstance(rule.example_pass, Example)]


def _outcome(example, rule):
    prior = example.prior.document() if example.prior else None
    budget = example.budget.document() if example.budget else None
    report = check(example.document(), [rule.id], prior=prior, budget=budget)
    findings = [finding for outcome in report.outcomes for finding in outcome.findings]
    return findings, report.tally


@pytest.mark.parametrize("rule", BOOK, ids=lambda rule: rule.id)
def test_the_passing_example_passes(rule):
    findings, tally = _outcome(rule.example_pass, rule)
    assert findings == []
    assert tally.passed > 0


@pytest.mark.parametrize("rule", BOOK, ids=lambda rule: rule.id)
def test_the_failing_example_is_found(rule):
    findings, _ = _outcome(rule.example_fail, rule)
    assert findings
    assert all(finding.message and finding.places for finding in findings)


def test_a_cell_of_every_shape_is_the_fact_it_prints():
    cells = """
        GK01 收入:其他收入 金额 1.72
        GK03 2080501 基本支出 2.00
        GK06 人员经费合计 决算数 5.00
        GK09 预算数 公务接待费 0.50
        GK10 货物 统计数 .
    """
    prints = list(Example(cells=cells).document().prints())
    assert [item.key.measure for item in prints] == [
        "income",
        "expenditure",
        "expenditure",
        "expenditure",
        "procurement",
    ]
    assert prints[0].key.get("fund") == "other"
    assert (prints[1].key.get("function"), prints[1].key.get("kind")) == ("2080501", "basic")
    assert prints[2].key.get("economic") == "personnel"
    assert (prints[3].key.get("stage"), prints[3].key.get("economic")) == ("full_year_budget", "reception")
    assert prints[4].amount is None


def test_only_these_rules_tell_their_examples_in_words():
    """What no single small document shows: a contents page, a tail, relations that hold alone but not together."""
    told = {rule.id for rule in rules() if not isinstance(rule.example_pass, Example)}
    assert told == {"structure.contents-page", "tail.levelled", "joint.infeasible"}
