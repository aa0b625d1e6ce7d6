"""What was printed is what is read: known truth through every producer."""

from __future__ import annotations

import pytest

from benchmarks.generator.document import make_document
from benchmarks.generator.producers.program import Missing
from benchmarks.generator.producers.text_dump import text_dump
from benchmarks.generator.producers.typst_pdf import typst_pdf
from benchmarks.generator.score import cells, score, truth
from benchmarks.generator.style import Style
from benchmarks.round_trip import PRODUCERS, round_trip
from mingzhang.check import check
from mingzhang.forms import editions
from mingzhang.read import read_bytes

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


MANNERS = {
    "three code columns": Style(code_columns=3),
    "three code columns, own digits only": Style(code_columns=3, own_digits=True),
    "the total in the row of the code's heading": Style(code_columns=3, total_in_heading=True),
    "whole 元 without separators, which look like codes": Style(unit="元", decimals=0, thousands=False, name_width=6),
    "six decimals": Style(decimals=6, thousands=False),
    "names over five lines": Style(name_width=4, figure_height="bottom"),
    "the total at the other end": Style(total_flipped=True, optional_totals=True),
    "an empty row at the page break": Style(forced_breaks=True, blank_at_break=True, repeat_header=False),
    "the explanation first": Style(tables_after_text=True, numbered_titles=False, indent=False),
}


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("manner", MANNERS)
def test_a_manner_of_printing_is_read_from_a_text_dump(manner, edition):
    style = MANNERS[manner]
    document = make_document(editions()[edition], 5, style)
    disclosure = read_bytes(text_dump(document, style), "manner.txt")
    assert score(truth(document), cells(disclosure)).differences == []
    assert not [finding.message for finding in check(disclosure).findings if finding.level == "error"]


@pytest.mark.parametrize(
    "style",
    [
        Style(code_columns=3, total_in_heading=True, shifted_digits=1.4, landscape=False),
        Style(code_columns=3, own_digits=True, name_width=7),
        Style(name_width=4, white_fill=True, figure_height="bottom", forced_breaks=True, blank_at_break=True),
        Style(
            title_inside=True, repeat_header=False, spaced=True, forced_breaks=True, shared_pages=True, landscape=False
        ),
    ],
    ids=["codes", "own digits", "wrapped names", "title inside"],
)
def test_a_manner_of_printing_is_read_from_a_pdf(style):
    pytest.importorskip("typst", reason="the typst wheel is not installed")
    document = make_document(editions()["山西2023"], 5, style)
    disclosure = read_bytes(typst_pdf(document, style), "manner.pdf")
    assert score(truth(document), cells(disclosure)).differences == []


def test_every_producer_has_a_test():
    assert set(PRODUCERS) == {"text", "typst", "docx", "xlsx", "chromium"}
