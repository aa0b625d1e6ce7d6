"""The sentence library both ways: what a wording writes, the reader understands as just that."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from mingzhang.check.example import Example
from mingzhang.check.rule import Case
from mingzhang.check.text_unread import check as unread
from mingzhang.narrative.bound import bound
from mingzhang.narrative.performance import performance
from mingzhang.narrative.sentences import sentences

CASES = [(kind, number) for kind, sentence in sentences().items() for number in range(len(sentence.wordings))]
OF_FACTS = [(kind, at) for kind, at in CASES if any(slot.key is not None for slot in sentences()[kind].slots.values())]
OF_PROJECTS = [(kind, at) for kind, at in CASES if any(slot.key is None for slot in sentences()[kind].slots.values())]
BUDGETS = {"年初预算数", "全年预算数"}


def number(text: str) -> Decimal:
    return Decimal(text.rstrip("万元%").replace(",", ""))


def document(kind, at):
    sentence = sentences()[kind]
    heading = sentence.heading.replace("\\n", "\n")
    return Example(text=f"{heading}\n{sentence.example(sentence.wordings[at])}").document()


@pytest.mark.parametrize(("kind", "at"), OF_FACTS, ids=[f"{kind}-{at}" for kind, at in OF_FACTS])
def test_every_slot_is_read_as_what_was_written(kind, at):
    sentence = sentences()[kind]
    found = bound(document(kind, at))
    read = {(item.statement.measure, item.key, abs(Decimal(item.statement.value))) for item in found}
    used = sentence.used(sentence.wordings[at])
    assert used
    for name in used:
        slot = sentence.slots[name]
        says = BUDGETS if slot.says == "预算数" else {slot.says}
        wanted = [(word, slot.key, number(slot.example)) for word in says]
        assert any(claim in read for claim in wanted), f"{name}: {wanted} not in {sorted(map(str, read))}"


@pytest.mark.parametrize(("kind", "at"), OF_PROJECTS, ids=[f"{kind}-{at}" for kind, at in OF_PROJECTS])
def test_every_slot_on_projects_is_read_as_what_was_written(kind, at):
    sentence = sentences()[kind]
    (told,) = performance(document(kind, at))
    read = {
        "自评项目": [item.amount for item in told.projects],
        "自评资金": [told.money and told.money.amount],
        "自评分类资金": [item.amount for item in told.budgets.values()],
        "自评等级": [item.amount for item in told.grades.values()],
        "平均得分": [told.average and told.average.amount],
    }
    for name in sentence.used(sentence.wordings[at]):
        slot = sentence.slots[name]
        assert [amount and amount.value for amount in read[slot.says]] == [number(slot.example)], name


@pytest.mark.parametrize(("kind", "at"), CASES, ids=[f"{kind}-{at}" for kind, at in CASES])
def test_nothing_else_is_read_from_it(kind, at):
    """No figure of an example is left without a fact, but guests from and in other countries and projects have none."""
    made = document(kind, at)
    known = re.compile("外宾|境）外|项目|自评|得分|资金")
    found = [item for item in bound(made) if item.key is None]
    unbound = [
        item.statement.quote for item in found if not known.search(item.statement.quote + item.statement.subject)
    ]
    assert unbound == []
    assert [finding.message for outcome in unread(Case(made)) for finding in outcome.findings] == []
