"""What was printed is what is read: known truth through every producer."""

from __future__ import annotations

import pytest

from benchmarks.generator.producers.program import Missing
from benchmarks.round_trip import PRODUCERS, round_trip
from mingzhang.forms import editions

EDITIONS = sorted(editions())


def assert_exact(producer, edition, seed):
    try:
        name, row = round_trip(producer, edition, seed)
    except Missing as problem:
        pytest.skip(f"{producer} cannot print here: {problem}")
    assert not row.score.differences, f"{name}: {row.score.differences[:10]}"
    assert row.score.right == row.score.expected == row.score.found > 300
    assert row.errors == 0


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("seed", [0, 3, 6])
def test_text_dump(edition, seed):
    assert_exact("text", edition, seed)


@pytest.mark.parametrize(("edition", "seed"), [(edition, seed) for seed, edition in enumerate(EDITIONS)])
def test_typst(edition, seed):
    pytest.importorskip("typst", reason="the typst wheel is not installed")
    assert_exact("typst", edition, seed)


@pytest.mark.parametrize(("producer", "library"), [("docx", "docx"), ("xlsx", "xlsxwriter"), ("chromium", "html")])
def test_office_programs_and_browsers(producer, library):
    pytest.importorskip(library, reason=f"{library} is not installed")
    assert_exact(producer, EDITIONS[len(producer) % len(EDITIONS)], 2)


def test_every_producer_has_a_test():
    assert set(PRODUCERS) == {"text", "typst", "docx", "xlsx", "chromium"}
