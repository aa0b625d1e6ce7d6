"""Planted slips: each changes the document in one place, is known as seen or unseen, and is found where it stands."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.generator.department import make_department
from benchmarks.generator.document import make_document
from benchmarks.generator.producers.text_dump import text_dump
from benchmarks.generator.style import Style
from benchmarks.planted_slips import KINDS, PLANTERS, tasks
from benchmarks.slips.judge import judge, summary
from benchmarks.slips.planted import InText, Original, dropped, other_unit, transposed, wrong_digit
from mingzhang.forms import editions

STYLE = Style()


@pytest.fixture(scope="module")
def original():
    edition = editions()["山西2023"]
    return Original(make_document(edition, 1, STYLE), make_department(edition, 1))


def test_the_twenty_kinds_all_have_a_planter():
    assert sorted(KINDS) == sorted(PLANTERS)
    assert len(KINDS) == 20


@pytest.mark.parametrize("kind", KINDS)
def test_a_slip_changes_what_is_printed_and_leaves_the_original(original, kind):
    before = text_dump(original.document, STYLE)
    slip = PLANTERS[kind](original, Random(kind))
    assert text_dump(slip.document, STYLE) != before
    assert text_dump(original.document, STYLE) == before
    assert slip.printed != slip.right
    for place in slip.places:
        if isinstance(place, InText) and not place.twice:
            assert place.paragraph[place.start : place.end] == slip.printed
    again = PLANTERS[kind](original, Random(kind))
    assert (again.printed, again.places) == (slip.printed, slip.places)


@pytest.mark.parametrize("kind", ["×10⁴ unit", "form grade", "lost row"])
def test_a_plain_slip_is_detected_at_its_place(original, kind):
    slip = PLANTERS[kind](original, Random(f"plain {kind}"))
    found = judge(slip, original, STYLE, text_dump, "slip.txt", set())
    assert (found.detected, found.first, found.unseen) == (True, True, "")


def test_the_last_digit_of_a_rate_on_small_amounts_cannot_be_seen(original):
    slips = [PLANTERS["completion rate"](original, Random(seed)) for seed in range(40)]
    assert any(slip.unseen for slip in slips)
    assert any(not slip.unseen for slip in slips)


@pytest.mark.parametrize("text", ["1,234.56", "98765", "120.05"])
def test_spoilt_figures_are_other_numbers_written_as_numbers(text):
    for seed in range(20):
        for spoil in (wrong_digit, transposed, dropped, other_unit):
            wrong = spoil(text, Random(seed))
            assert wrong != text
            assert wrong.replace(",", "").replace(".", "").isdigit()
            assert not (wrong.startswith("0") and not wrong.startswith("0."))


def test_slips_are_spread_over_the_editions_and_counted():
    made = tasks(("share",), 9, 0)
    assert sum(count for task in made for _, count in task.kinds) == 9
    assert {task.edition for task in made} == set(editions())
    assert summary([]) == (0, 0, 0, 0)
