from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.generator.document import make_document
from benchmarks.generator.producers.typst_pdf import typst_source
from benchmarks.generator.score import cells, score, truth
from benchmarks.generator.slip import misprint
from benchmarks.generator.style import Style
from mingzhang.amount import parse_amount
from mingzhang.check import check
from mingzhang.cli import main
from mingzhang.forms import editions
from mingzhang.model import Place
from mingzhang.read import read_bytes
from mingzhang.read.aligned_grid import DOUBT
from mingzhang.read.layout import Grid, GridCell, Layout, Line, Paragraph, Word
from mingzhang.read.recognise import recognise_layout
from mingzhang.read.unruled import with_aligned_grids

TABLE = (
    "支出决算表",
    "单位：万元",
    "编码  名称  本年支出合计  基本支出  项目支出",
    "201  公共服务  9.00  7.00  2.00",
    "204  公共安全  8.00  8.00",
    "205  教育支出  6.00  1.00  5.00",
)
STARTS = (50.0, 100.0, 200.0, 300.0, 400.0)


def line(text: str, number: int, page: int = 1) -> Line:
    """A line whose words (two spaces apart) stand in columns; the third figure of a short line is blank."""
    top = 100.0 + 20 * number
    words = tuple(
        Word(word, start, start + 8 * len(word)) for word, start in zip(text.split("  "), STARTS, strict=False)
    )
    place = Place(page=page, box=(50.0, top, words[-1].right, top + 10))
    return Line(text, place, words if len(words) > 1 else ())


def layout(*texts: str | Grid) -> Layout:
    lines = [text if isinstance(text, Grid) else line(text, number) for number, text in enumerate(texts)]
    return Layout("x", "pdf", 1, [one if isinstance(one, Grid) else Paragraph(one.text, (one,)) for one in lines])


def grids(found: Layout) -> list[Grid]:
    return [block for block in found.blocks if isinstance(block, Grid)]


def test_words_in_columns_under_a_title_become_a_doubtful_table():
    found = with_aligned_grids(layout("前文。", *TABLE, "注：本表反映支出。"))
    assert [getattr(block, "text", "grid") for block in found.blocks] == [
        "前文。", "支出决算表", "单位：万元", "grid", "注：本表反映支出。",
    ]  # fmt: skip
    (table,) = recognise_layout(layout("前文。", *TABLE, "注：本表反映支出。")).tables
    assert (table.form, table.unit, table.doubts) == ("GK03", "万元", [DOUBT])
    assert [item.text for item in table.prints] == ["9.00", "7.00", "2.00", "8.00", "8.00", "", "6.00", "1.00", "5.00"]


def test_a_table_that_has_a_grid_is_left_as_it_is():
    ruled = Grid(1, 1, [GridCell(0, 0, "合计", Place(page=1))], True)
    given = layout(*TABLE, ruled)
    assert with_aligned_grids(given).blocks == given.blocks


@pytest.mark.parametrize(
    "end",
    [
        "注：无。",
        "收入决算表",
        "第三部分  决算情况说明",
        "一、支出决算情况说明",
        "本年支出合计九万元，比上年有所增加，主要原因是项目增加。",
    ],
)
def test_the_table_ends_where_something_else_begins(end):
    found = with_aligned_grids(layout(*TABLE, end, "206  科学  1.00  1.00"))
    (grid,) = grids(found)
    assert not any(cell.text in (end, "206") for cell in grid.cells)
    assert isinstance(found.blocks[3], Paragraph)
    assert found.blocks[3].text == end


def test_text_after_a_title_is_no_table():
    for texts in (
        ("支出决算表", "本年支出合计9.00万元，其中基本支出7.00万元。", "项目支出2.00万元，比上年减少。"),
        ("支出决算表", "收入决算表", "第三部分  说明", "1.00  2.00  3.00"),
        ("（一）支出决算表", "支出  9.00", "基本支出"),
        ("别的表", *TABLE[1:]),
    ):
        given = layout(*texts)
        assert with_aligned_grids(given).blocks == given.blocks


def test_without_places_nothing_is_guessed():
    given = layout(*TABLE)
    blank = [Paragraph(text, (Line(text, Place(line=at)),)) for at, text in enumerate(TABLE)]
    given.blocks = list(blank)
    assert with_aligned_grids(given).blocks == blank


def test_lines_glued_to_paragraphs_are_taken_apart():
    lines = [line(text, number) for number, text in enumerate(TABLE)]
    tail = line("部门支出", 9)
    given = layout()
    given.blocks = [Paragraph(lines[0].text, (lines[0],)), Paragraph("…", (*lines[1:], tail))]
    unit, grid, rest = with_aligned_grids(given).blocks[1:]
    assert isinstance(grid, Grid)
    assert isinstance(unit, Paragraph)
    assert isinstance(rest, Paragraph)
    assert (unit.text, rest.text) == ("单位：万元", "部门支出")


@pytest.fixture(scope="module")
def printed():
    """An invented disclosure printed without a single line, true or with one figure of 支出决算表 misprinted."""
    typst = pytest.importorskip("typst", reason="the typst wheel is not installed")

    def printing(wrong: bool):
        style = Style(name_width=7)
        document = make_document(editions()["上海2024"], 4, style)
        if wrong:
            right = next(row for row in truth(document) if row.table == "GK03" and len(row.row_key) == 7)
            amount = parse_amount(right.value)
            assert amount is not None
            misprint(document, "GK03", right.row_key, right.column, f"{amount.value + 100:,}", "一位数字印错")
        source = typst_source(document, style).replace("stroke: 0.5pt", "stroke: none")
        return document, bytes(typst.compile(source.encode(), pdf_tags=False))

    return printing


def test_a_disclosure_without_lines_is_read_exactly_and_without_certain_findings(printed):
    document, data = printed(wrong=False)
    disclosure = read_bytes(data, "x.pdf")
    assert {"GK01", "GK03", "GK05"} <= {table.form for table in disclosure.tables}
    assert all(DOUBT in table.doubts for table in disclosure.tables)
    assert score(truth(document), cells(disclosure)).differences == []
    of_tables = [f for f in check(disclosure).findings if any(quote.place.table for quote in f.places)]
    assert of_tables and {finding.certainty for finding in of_tables} == {"to_confirm"}


def test_a_wrong_digit_is_found_but_never_certain(printed, tmp_path: Path):
    _, data = printed(wrong=True)
    findings = check(read_bytes(data, "x.pdf")).findings
    errors = [finding for finding in findings if finding.level == "error"]
    assert any("支出决算表" in finding.message for finding in errors)
    assert {finding.certainty for finding in errors} == {"to_confirm"}
    (tmp_path / "x.pdf").write_bytes(data)
    assert main(["check", str(tmp_path / "x.pdf")]) == 0
