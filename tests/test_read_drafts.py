"""Word drafts and workbooks as clerks make them, not as this package writes them."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.styles import Border, Side

from benchmarks.generator.document import make_document
from benchmarks.generator.score import cells, score, truth
from benchmarks.generator.style import Style
from mingzhang.check import check
from mingzhang.forms import editions
from mingzhang.read import read_bytes
from mingzhang.write.printed import Cell, Document, PageEnd, PrintedTable, Text, placed

THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def disclosure(unit: str = "万元") -> Document:
    edition = editions()[sorted(editions())[0]]
    return make_document(edition, 3, Style(unit=unit, code_columns=1 if unit == "万元" else 3, empty_manner=0))


def assert_exact(document: Document, data: bytes, name: str) -> None:
    found = read_bytes(data, name)
    assert score(truth(document), cells(found)).differences == []
    assert [finding.message for finding in check(found).findings if finding.level == "error"] == []


def as_text(cell: Cell) -> tuple[object, str]:
    return cell.text or None, "General"


def as_number(cell: Cell) -> tuple[object, str]:
    if cell.value is None:
        return cell.text or None, "General"
    return float(cell.value), "#,##0.00" if cell.unit in ("元", "万元") else "0"


def as_yuan(cell: Cell) -> tuple[object, str]:
    """万元 kept as 元, shown as 万元 by the format alone."""
    if cell.unit != "万元" or cell.value is None:
        return as_number(cell)
    return int(round(cell.value, 2) * 10_000), "0!.0000"


def padded(cell: Cell) -> tuple[object, str]:
    return f"{cell.text}  " if cell.text else None, "@"


def dashed(cell: Cell) -> tuple[object, str]:
    return cell.text or "-", "@"


def workbook(
    document: Document,
    *,
    figure: Callable[[Cell], tuple[object, str]] = as_number,
    ruled: bool = True,
    titled: bool = True,
    sheet: str = "Sheet{}",
    heads: int = 0,
    each: int = 1,
    corner: tuple[int, int] = (1, 1),
) -> bytes:
    """Every `each` tables a sheet named by number, the heading again every `heads` rows."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    row, left = corner
    for number, table in enumerate(document.tables):
        if number % each == 0:
            page = made.create_sheet(sheet.format(number + 1, table.title)[:31])
            row = corner[0]
        width = len(table.widths)
        if titled:
            page.cell(row, left, table.title)
            page.merge_cells(start_row=row, start_column=left, end_row=row, end_column=left + width - 1)
            row += 1
        page.cell(row, left, f"公开部门：{table.organisation}")
        page.cell(row, left + width - 1, f"金额单位：{table.unit}")
        row += 1
        rows = [*table.heading, *table.body]
        if heads and all(cell.rows == 1 for line in table.body for cell in line):
            rows = [
                line
                for at in range(0, len(table.body), heads)
                for line in [*table.heading, *table.body[at : at + heads]]
            ]
        for at, column, cell in placed(rows, width):
            spot = page.cell(row + at, left + column)
            spot.value, spot.number_format = figure(cell) if cell.figure and cell.key is not None else as_text(cell)
            end_row, end_column = row + at + cell.rows - 1, left + column + cell.columns - 1
            if ruled:
                for line in page.iter_rows(row + at, end_row, left + column, end_column):
                    for one in line:
                        one.border = BOX
            if cell.rows > 1 or cell.columns > 1:
                page.merge_cells(start_row=row + at, start_column=left + column, end_row=end_row, end_column=end_column)
        row += len(rows)
        page.cell(row, left, "注：本表反映部门本年度收支情况。")
        row += 1
    page = made.create_sheet("说明")
    for at, block in enumerate((block for block in document.blocks if isinstance(block, Text)), start=1):
        page.cell(at, 1, block.text)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("unit", ["万元", "元"])
@pytest.mark.parametrize(
    "manner",
    [
        {},
        {"ruled": False},
        {"ruled": False, "figure": as_text},
        {"figure": as_yuan},
        {"figure": padded},
        {"figure": dashed},
        {"titled": False, "sheet": "{1}"},
        {"heads": 8},
        {"each": 2},
        {"corner": (4, 3)},
    ],
    ids=[
        "numbers",
        "no lines",
        "no lines, texts",
        "元 shown as 万元",
        "trailing spaces",
        "dashes",
        "titled by its sheet",
        "repeated heads",
        "two tables a sheet",
        "not in the corner",
    ],
)
def test_a_workbook_as_clerks_make_it_is_read_exactly(manner, unit: str):
    document = disclosure(unit)
    assert_exact(document, workbook(document, **manner), "草稿.xlsx")


def test_a_sheet_that_does_not_say_which_table_it_holds_is_named_in_a_doubt():
    document = disclosure()
    found = read_bytes(workbook(document, titled=False, sheet="公开{0:02d}表"), "草稿.xlsx")
    read = {table.form for table in found.tables}
    assert all(table.doubts for table in found.tables)
    missed = [at for at, table in enumerate(document.tables, start=1) if table.form not in read]
    assert missed
    assert f"第 {missed[0]} 张工作表里的表格没有认出" in found.doubts[0]


def word(document: Document, *, inside: bool, ruled: bool = True, after: str = "") -> bytes:
    """A draft by python-docx; the title stands above the table or in its first row."""
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    file = docx.Document()
    for block in document.blocks:
        if isinstance(block, PageEnd):
            file.add_page_break()
        elif isinstance(block, Text):
            file.add_paragraph(block.text)
        else:
            _word_table(file, block, inside, ruled, after)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _word_table(file, table: PrintedTable, inside: bool, ruled: bool, after: str) -> None:
    width, above = len(table.widths), 2 if inside else 0
    head = (f"公开部门：{table.organisation}", f"金额单位：{table.unit}")
    if not inside:
        file.add_paragraph(table.title)
        file.add_paragraph("　　".join(head))
    rows = [*table.heading, *table.body]
    made = file.add_table(len(rows) + above, width, style="Table Grid" if ruled else None)
    if inside:
        made.cell(0, 0).merge(made.cell(0, width - 1)).text = table.title
        made.cell(1, 0).merge(made.cell(1, width // 2 - 1)).text = head[0]
        made.cell(1, width // 2).merge(made.cell(1, width - 1)).text = head[1]
    for at, column, cell in placed(rows, width):
        spot = made.cell(at + above, column)
        if cell.rows > 1 or cell.columns > 1:
            spot = spot.merge(made.cell(at + above + cell.rows - 1, column + cell.columns - 1))
        if cell.text:
            spot.paragraphs[0].add_run(cell.text + (after if cell.figure else ""))
    file.add_paragraph("注：本表反映部门本年度收支情况。")


@pytest.mark.parametrize(
    "manner",
    [{"inside": False}, {"inside": True}, {"inside": False, "ruled": False, "after": "　 "}],
    ids=["title above", "title and office inside", "no lines, trailing spaces"],
)
def test_a_word_draft_as_clerks_make_it_is_read_exactly(manner):
    document = disclosure()
    # python-docx takes seconds for a long table: those of a few rows are enough.
    document.blocks = [table for table in document.tables if len(table.body) < 35]
    assert len(document.blocks) > 3
    assert_exact(document, word(document, **manner), "草稿.docx")
