"""The built-in example: the same bytes each time, read exactly, and every planted slip is found."""

from __future__ import annotations

from importlib import resources

import pytest

from benchmarks.generator.example import clean_cube, example, readme
from benchmarks.generator.score import cells, score, truth
from mingzhang.check import check
from mingzhang.read import read_bytes

FOLDER = resources.files("mingzhang") / "example"


@pytest.fixture(scope="module")
def disclosure():
    return read_bytes((FOLDER / "disclosure.pdf").read_bytes(), "disclosure.pdf")


def test_the_books_balance():
    cube = clean_cube()
    assert cube.get("total") == sum(cube.get(measure) for measure in ("expenditure", "distribution", "closing"))


def test_a_second_run_gives_the_same_bytes():
    pytest.importorskip("typst", reason="the typst wheel is not installed")
    from benchmarks.generator.example import _STYLE
    from benchmarks.generator.producers.typst_pdf import typst_pdf

    first, second = (typst_pdf(example()[0], _STYLE) for _ in range(2))
    assert first == second


def test_the_shipped_file_is_small_and_holds_what_the_generator_says(disclosure):
    assert len((FOLDER / "disclosure.pdf").read_bytes()) < 400_000
    assert 12 <= disclosure.pages <= 16
    document, slips = example()
    assert score(truth(document), cells(disclosure)).differences == []
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == readme(slips)
    assert len(disclosure.tables) == 10
    assert len(disclosure.evaluations) == 2


@pytest.mark.parametrize(
    ("rule", "quoted"),
    [
        ("sum.function", "1,086.40"),
        ("sum.economic", "1,550.97"),
        ("sum.information", "2,378.60"),
        ("text.figures", "1996.35"),
        ("evaluation.total", "97.00"),
        ("structure.empty-tables", "没有数据"),
    ],
)
def test_each_planted_slip_is_found(disclosure, rule, quoted):
    messages = [finding.message for finding in check(disclosure).findings if finding.rule == rule]
    assert len(messages) == 1
    assert quoted in messages[0]


def test_nothing_else_is_reported_as_an_error(disclosure):
    errors = [finding.rule for finding in check(disclosure).findings if finding.level == "error"]
    assert errors == ["sum.function", "sum.economic", "sum.information", "text.figures", "evaluation.total"]
