"""docs/new-edition.md: the edition it shows is the one in the package, and data alone make it readable."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from benchmarks.generator.document import make_document
from benchmarks.generator.producers.text_dump import text_dump
from benchmarks.generator.score import cells, score, truth
from benchmarks.generator.style import Style
from mingzhang.check import check
from mingzhang.forms import editions
from mingzhang.forms.form import load_edition
from mingzhang.read import read_bytes

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "new-edition.md").read_text(encoding="utf-8")
BLOCK = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def changes():
    assert BLOCK is not None
    return tomllib.loads(BLOCK[1])


def test_the_page_shows_the_edition_as_it_is(changes):
    assert load_edition(changes) == editions()[changes["name"]]


@pytest.mark.parametrize("seed", [1, 4])
def test_a_document_printed_by_the_page_is_read_exactly(changes, seed):
    style = Style(name_width=8)
    document = make_document(load_edition(changes), seed, style)
    disclosure = read_bytes(text_dump(document, style), "new-edition.txt")
    assert [table.form for table in disclosure.tables] == changes["order"]
    assert score(truth(document), cells(disclosure)).differences == []
    assert disclosure.edition == changes["name"]
    assert not [finding.message for finding in check(disclosure).findings if finding.level == "error"]


def test_an_edition_made_up_on_the_spot_is_printed_and_read(changes):
    """Another order and another label than any edition of the package has."""
    other = changes | {
        "name": "测试",
        "order": ["GK01", "GK03", "GK02", "GK09", "GK04"],
        "column_numbers": False,
        "number": "表{}",
    }
    other |= {"GK03": {"columns": {"all": {"label": "支出合计"}}}, "GK04": {"titles": ["财政拨款收支决算总表"]}}
    style = Style(total_flipped=True)
    document = make_document(load_edition(other), 2, style)
    disclosure = read_bytes(text_dump(document, style), "other.txt")
    assert [table.form for table in disclosure.tables] == other["order"]
    assert score(truth(document), cells(disclosure)).differences == []


def test_no_python_names_an_edition():
    for source in (ROOT / "src").rglob("*.py"):
        text = source.read_text(encoding="utf-8")
        assert not [name for name in editions() if name in text], source


def test_every_option_of_an_edition_is_explained_on_the_page(changes):
    for name in (
        "title",
        "label",
        "omit",
        "total_last",
        "code_columns",
        "print_panels",
        "not_applicable",
        "stage_inside",
    ):
        assert f"`{name}" in PAGE, name
