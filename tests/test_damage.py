"""Damaged layouts: the damage does something, and accuses nobody of anything for certain."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.damage import DAMAGES, Row, errors, measure
from benchmarks.generator.document import make_document
from benchmarks.generator.producers.text_dump import text_dump
from benchmarks.generator.producers.typst_pdf import typst_pdf
from benchmarks.generator.style import style_of
from mingzhang.forms import editions


def made(ending):
    style = style_of(0)
    document = make_document(editions()["上海2024"], 0, style)
    if ending == "pdf":
        pytest.importorskip("typst", reason="the typst wheel is not installed")
        return typst_pdf(document, style)
    return text_dump(document, style)


@pytest.mark.parametrize(
    ("ending", "damage"), [(ending, damage) for ending, damages in DAMAGES.items() for damage in damages]
)
def test_damage_changes_the_file_and_gives_no_certain_error(ending, damage):
    data = made(ending)
    assert DAMAGES[ending][damage](data, Random(1)) != data
    row = Row()
    assert measure(f"document.{ending}", data, damage, 1, row) == []
    assert (row.damaged, row.unreadable) == (1, 0)


def test_the_undamaged_file_has_no_errors():
    assert errors(made("txt"), "document.txt") == []
