"""Plain text is read back exactly, whatever stands in the cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.generator.document import make_document
from benchmarks.generator.score import cells, score, truth
from benchmarks.generator.style import Style
from mingzhang.check import check
from mingzhang.forms import editions
from mingzhang.read import read_bytes
from mingzhang.read.barred import is_barred, read_barred
from mingzhang.write.layout import disclosure_of, layout_of
from mingzhang.write.printed import Cell, Document, PrintedTable, Text
from mingzhang.write.text import text_bytes

EDITIONS = sorted(editions())


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_disclosure_is_read_back_exactly(edition, seed):
    document = make_document(editions()[edition], seed, Style())
    disclosure = read_bytes(text_bytes(document), "text.txt")
    assert score(truth(document), cells(disclosure)).differences == []
    assert len(disclosure.evaluations) == sum(isinstance(b, PrintedTable) and not b.form for b in document.blocks)
    assert not [found.message for found in check(disclosure).findings if found.level in ("error", "warning")]


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_is_compiled_is_understood_like_what_is_read(edition):
    document = make_document(editions()[edition], 3, Style())
    compiled, read = disclosure_of(document), read_bytes(text_bytes(document), "text.txt")
    assert cells(compiled) == cells(read)
    assert [s.heading and s.heading.text for s in compiled.sections] == [
        s.heading and s.heading.text for s in read.sections
    ]
    assert [[p.text for p in s.paragraphs] for s in compiled.sections] == [
        [p.text for p in s.paragraphs] for s in read.sections
    ]
    assert len(compiled.glossary) == len(read.glossary)
    assert [form.project_name for form in compiled.evaluations] == [form.project_name for form in read.evaluations]


@st.composite
def merged(draw):
    """A table of random texts in which some cells are merged."""
    height, width = draw(st.integers(3, 6)), draw(st.integers(2, 5))
    taken: set[tuple[int, int]] = set()
    rows: list[list[Cell]] = []
    text = st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=6
    ) | st.sampled_from(["←", "↑"])
    for r in range(height):
        row = []
        for c in range(width):
            if (r, c) in taken:
                continue
            right = next((x for x in range(c, width) if (r, x) in taken), width)
            columns = draw(st.integers(1, right - c))
            down = draw(st.integers(1, height - r)) if not any(
                (y, x) in taken for y in range(r, height) for x in range(c, c + columns)
            ) else 1  # fmt: skip
            taken |= {(y, x) for y in range(r, r + down) for x in range(c, c + columns)}
            row.append(Cell(draw(text), rows=down, columns=columns))
        rows.append(row)
    return PrintedTable("", "表", [], rows, [1.0] * width)


@given(merged())
def test_any_merged_table_comes_back(table):
    document = Document("名", next(iter(editions().values())), "某局", 2023, [Text("正文", "body"), table])
    text = text_bytes(document).decode("utf-8-sig")
    assert is_barred(text)
    (grid,) = [block for block in read_barred(text, "t").blocks if hasattr(block, "cells")]
    (wanted,) = [block for block in layout_of(document).blocks if hasattr(block, "cells")]
    plain = [
        (c.row, c.column, c.row_span, c.column_span, " ".join(c.text.split()).replace("|", "｜")) for c in wanted.cells
    ]
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in grid.cells] == plain


def test_a_row_that_lost_a_bar_makes_the_table_doubtful():
    (grid,) = read_barred("|a|b|\n|c|\n|d|e|", "t").blocks
    assert grid.doubts


def test_prose_with_a_bar_is_no_table():
    assert not is_barred("收入|支出\n|不是表|\n正文")
