from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from benchmarks.generator.document import make_document
from benchmarks.generator.producers.program import Missing
from benchmarks.generator.score import cells, score, truth
from benchmarks.generator.style import Style, style_of
from benchmarks.recalculate import recalculated
from mingzhang.amount import format_amount
from mingzhang.check import check
from mingzhang.forms import editions
from mingzhang.read import read_bytes
from mingzhang.read.xlsx_number import shown
from mingzhang.write.printed import Cell, Document, PageEnd, PrintedTable, Text, placed
from mingzhang.write.xlsx import xlsx_bytes

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl, an independent reader, is not installed")
EDITIONS = sorted(editions())


def document(edition: str = EDITIONS[0], seed: int = 1, style: Style | None = None) -> Document:
    return make_document(editions()[edition], seed, style or style_of(seed))


def opened(data: bytes, *, results: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=results)


def small(*body: list[Cell], **more: Any) -> Document:
    """A document of one form with the rows given."""
    table = PrintedTable(
        "", more.pop("title", "一张表"), [], list(body), [10.0] * sum(c.columns for c in body[0]), **more
    )
    return Document("文件", editions()[EDITIONS[0]], "云岭市星图局", 2024, [Text("第一段", "body"), table])


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("seed", [1, 2, 6])
def test_what_is_written_is_read_back(edition: str, seed: int):
    written = document(edition, seed)
    found = read_bytes(xlsx_bytes(written), "决算.xlsx")
    compared = score(truth(written), cells(found))
    assert compared.differences == []
    assert compared.right == compared.expected > 300
    assert (found.organisation, found.year, found.format) == (written.organisation, written.year, "xlsx")
    assert len(found.evaluations) == sum(isinstance(b, PrintedTable) and not b.form for b in written.blocks) > 0
    assert [finding.message for finding in check(found).findings if finding.level in ("error", "warning")] == []
    assert found.doubts == found.hidden == []


MANNERS = {
    "own digits": Style(code_columns=3, own_digits=True, name_width=5),
    "total in the heading": Style(code_columns=3, total_in_heading=True),
    "whole 元": Style(unit="元", decimals=0, thousands=False),
    "six decimals": Style(decimals=6, thousands=False, spaced=True),
    "breaks and totals at the other end": Style(forced_breaks=True, blank_at_break=True, total_flipped=True),
    "text first": Style(tables_after_text=True, numbered_titles=False, optional_totals=True, empty_manner=2),
}


@pytest.mark.parametrize("manner", MANNERS)
def test_a_manner_of_printing_is_read_back(manner: str):
    for edition in EDITIONS:
        written = document(edition, 5, MANNERS[manner])
        found = read_bytes(xlsx_bytes(written), "决算.xlsx")
        assert score(truth(written), cells(found)).differences == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_each_figure_is_its_exact_value_and_is_shown_as_printed(edition: str):
    written = document(edition, 4)
    sheets = opened(xlsx_bytes(written), results=True).worksheets
    for table, sheet in zip(written.tables, sheets, strict=False):
        start = next(
            row.row - len(table.heading)
            for row in (sheet.cell(at, 1) for at in range(1, 20))
            if row.row > len(table.heading)
            and sheet.print_title_rows == f"${row.row - len(table.heading)}:${row.row - 1}"
        )
        for row, column, cell in placed(table.body, len(table.widths)):
            if cell.key is None:
                continue
            made = sheet.cell(start + len(table.heading) + row, column + 1)
            if not cell.text:
                assert made.value is None
                continue
            assert isinstance(made.value, int | float)
            assert shown(repr(made.value), made.number_format) == cell.text
            assert made.alignment.horizontal == "right"
            if cell.value is not None:
                assert Decimal(repr(made.value)) == cell.value


def test_the_same_document_gives_the_same_bytes_without_the_time_of_day():
    data = xlsx_bytes(document())
    assert data == xlsx_bytes(document())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_totals_are_formulas_with_their_results_saved():
    written = document()
    data = xlsx_bytes(written)
    formulas = opened(data).worksheets[0]
    results = opened(data, results=True).worksheets[0]
    found = {cell.coordinate: cell.value for row in formulas.iter_rows() for cell in row if cell.data_type == "f"}
    assert any(re.fullmatch(r"=ROUND\(SUM\([A-Z]+\d+:[A-Z]+\d+\),6\)", formula) for formula in found.values())
    assert any(re.fullmatch(r"='[^']+'![A-Z]+\d+", formula) for formula in found.values())
    assert all(isinstance(results[at].value, int | float) for at in found)


def test_text_that_looks_like_a_formula_stays_text():
    nasty = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x.example","y")', "http://x.example"]
    written = small(*([Cell(text, columns=2), Cell(text)] for text in nasty), title="=2+2", notes=["=3+3"])
    written.blocks[0] = Text("=4+4", "heading")
    data = xlsx_bytes(written)
    for sheet in opened(data):
        texts = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert texts and all(cell.data_type == "s" for cell in texts)
        assert all(cell.quotePrefix for cell in texts if str(cell.value)[:1] in "=+-@")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any("externalLink" in name or "sheet1.xml.rels" in name for name in archive.namelist())


def test_no_character_of_a_text_breaks_the_file():
    text = "甲\x00\x08\ud800\ufffe\x1b乙\r\n丙<&>\"'" + "长" * 40_000
    sheet = opened(xlsx_bytes(small([Cell(text), Cell("_x000D_")]))).worksheets[0]
    value = str(sheet.cell(2, 1).value)
    assert value.startswith("甲乙\n丙<&>\"'长")
    assert len(value) <= 32_767


def test_names_of_sheets_are_safe_and_each_is_there_once():
    written = small([Cell("甲"), Cell("乙")])
    table = written.blocks[1]
    assert isinstance(table, PrintedTable)
    titles = ["[a]:*?/\\'", "很长的项目名称" * 9, "很长的项目名称" * 9, "", "情况说明", "History"]
    written.blocks[1:] = [replace(table, title=title) for title in titles]
    written.blocks += [replace(table, form="GK01", title="情况说明"), replace(table, form="GK02", title="history")]
    names = opened(xlsx_bytes(written)).sheetnames
    assert len(names) == len({name.casefold() for name in names}) == len(titles) + 3
    assert names[-1] == "情况说明"
    for name in names:
        assert 0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") and name.strip("'") == name
        assert name.casefold() != "history"


def test_a_text_higher_than_a_row_may_be_takes_several_rows():
    written = small([Cell("目标", rows=1), Cell("长" * 3000, "left")])
    written.blocks[0] = Text("话" * 3000, "body")
    book = opened(xlsx_bytes(written))
    for sheet in book:
        assert all(dimension.height <= 409 for dimension in sheet.row_dimensions.values() if dimension.height)
        assert sheet.merged_cells.ranges
    found = [cell.value for row in book["情况说明"].iter_rows() for cell in row if cell.value]
    assert found == ["　　" + "话" * 3000]


def test_wide_tables_lie_across_and_every_table_is_ready_to_print():
    written = document()
    book = opened(xlsx_bytes(written))
    for table, sheet in zip(written.tables, book.worksheets, strict=False):
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1) == 1
        # With the number of pages left open (0), the notes would now and then have a page of their own.
        pages = sheet.page_setup.fitToHeight
        pages = 1 if pages is None else pages
        assert 1 <= pages <= len(table.body) / 15 + 1
        if not 20 < len(table.body) < 80:  # a long table takes the pages it needs, a short one stays on one
            assert (pages > 1) == (len(table.body) >= 80)
        assert sheet.print_title_rows and sheet.freeze_panes
        assert "&P" in sheet.oddFooter.center.text
        assert sheet.cell(1, 1).value == table.title
    assert {sheet.page_setup.orientation for sheet in book.worksheets[: len(written.tables)]} == {
        "landscape",
        "portrait",
    }


def test_a_form_never_lies():
    written = small(*[[Cell("某项指标" * 3, "left"), *[Cell("≥1,234,567.89元")] * 8]] * 3)
    sheet = next(sheet for sheet in opened(xlsx_bytes(written)) if sheet.title.startswith("自评"))
    assert sheet.page_setup.orientation != "landscape"


def worked_out_anew(data: bytes, folder: Path) -> bytes:
    """The workbook with every formula worked out by LibreOffice."""
    try:
        return recalculated(data, folder)
    except Missing as problem:
        pytest.skip(f"LibreOffice is not here: {problem}")


@pytest.mark.parametrize("edition", EDITIONS)
def test_another_program_works_out_what_is_printed(edition: str, tmp_path: Path):
    written = document(edition, 2 + EDITIONS.index(edition))
    data = xlsx_bytes(written)
    again = worked_out_anew(data, tmp_path)
    formulas, new, old = opened(data), opened(again, results=True), opened(data, results=True)
    count = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                value = new[sheet.title][cell.coordinate].value
                assert not (isinstance(value, str) and value.startswith("#")), (sheet.title, cell.coordinate, value)
                if cell.data_type == "f":
                    count += 1
                    saved = old[sheet.title][cell.coordinate].value
                    printed = shown(repr(saved), cell.number_format)
                    assert shown(repr(value), cell.number_format) == printed, (sheet.title, cell.coordinate)
    assert count > 200
    found = read_bytes(again, "决算.xlsx")
    assert score(truth(written), cells(found)).differences == []


def test_percentages_and_counts_are_numbers_too():
    rate, count, code, sign = Cell("98.50%"), Cell("12"), Cell("007"), Cell("+5")
    named = [replace(cell, name=("资金", str(at))) for at, cell in enumerate((rate, count, code, sign))]
    written = small(named)
    sheet = opened(xlsx_bytes(written)).worksheets[0]
    rate, count, code, sign = (sheet.cell(2, at) for at in range(1, 5))
    assert (rate.value, rate.number_format) == (0.985, "0.00%")
    assert (count.value, count.number_format) == (12, "0")
    assert (code.value, sign.value) == ("007", "+5")
    assert format_amount(Decimal("98.5")) + "%" == shown(repr(rate.value), rate.number_format)


def test_page_ends_of_the_text_become_page_ends():
    written = small([Cell("甲"), Cell("乙")])
    written.blocks[:1] = [Text("封面", "cover"), PageEnd(), PageEnd(), Text("正文", "body"), PageEnd()]
    breaks = opened(xlsx_bytes(written))["情况说明"].row_breaks
    assert [item.id for item in breaks.brk] == [1]
