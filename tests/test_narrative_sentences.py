"""The sentence library both ways: what a wording writes, the reader understands as just that."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mingzhang.check.example import Example
from mingzhang.narrative.bound import bound
from mingzhang.narrative.sentences import sentences

CASES = [(kind, number) for kind, sentence in sentences().items() for number in range(len(sentence.wordings))]
BUDGETS = {"年初预算数", "全年预算数"}


def number(text: str) -> Decimal:
    return Decimal(text.rstrip("万元%").replace(",", ""))


@pytest.mark.parametrize(("kind", "at"), CASES, ids=[f"{kind}-{at}" for kind, at in CASES])
def test_every_slot_is_read_as_what_was_written(kind, at):
    sentence = sentences()[kind]
    wording = sentence.wordings[at]
    heading = sentence.heading.replace("\\n", "\n")
    found = bound(Example(text=f"{heading}\n{sentence.example(wording)}").document())
    read = {(item.statement.measure, item.key, abs(Decimal(item.statement.value))) for item in found}
    assert sentence.used(wording)
    for name in sentence.used(wording):
        slot = sentence.slots[name]
        says = BUDGETS if slot.says == "预算数" else {slot.says}
        wanted = [(word, slot.key, number(slot.example)) for word in says]
        assert any(claim in read for claim in wanted), f"{name}: {wanted} not in {sorted(map(str, read))}"


@pytest.mark.parametrize(("kind", "at"), CASES, ids=[f"{kind}-{at}" for kind, at in CASES])
def test_nothing_else_is_read_from_it(kind, at):
    """No figure of an example is left without a fact."""
    sentence = sentences()[kind]
    heading = sentence.heading.replace("\\n", "\n")
    found = bound(Example(text=f"{heading}\n{sentence.example(sentence.wordings[at])}").document())
    unbound = [item.statement.quote for item in found if item.key is None and "外宾" not in item.statement.subject]
    assert unbound == []
