from __future__ import annotations

import io

import docx

import report_sample as sample
from mingzhang.report.inspection import FAILS, MEETS, OPEN, Row, Sheet
from mingzhang.report.inspection_files import sheet_docx, sheets_xlsx
from office_files import Workbook

SHEET = Sheet(
    "云州市星图局",
    "云州市星图局2024年度部门决算",
    "甲.pdf",
    (Row("封面", OPEN, "没有核对。"), Row("目录", MEETS, "已核对 3 项。"), Row("=表", FAILS, "1．错。\n2．=1+1")),
)


def test_the_sheet_has_a_row_for_each_item_and_room_for_the_address():
    identity, items = docx.Document(io.BytesIO(sheet_docx(SHEET))).tables
    told = {row.cells[0].text: row.cells[1].text for row in identity.rows}
    assert told["单位名称"] == "云州市星图局"
    assert told["公开网址"] == ""
    assert [[cell.text for cell in row.cells] for row in items.rows] == [
        ["检查内容", "是否符合要求", "存在的问题"],
        *([row.title, row.answer, row.problems] for row in SHEET.rows),
    ]


def test_a_workbook_has_a_sheet_for_each_organisation():
    made = Workbook(sheets_xlsx([SHEET, Sheet("", "乙", "乙.txt", SHEET.rows), SHEET]))
    assert list(made.rows) == ["云州市星图局", "乙.txt", "云州市星图局-2"]
    rows = made.rows["云州市星图局"]
    assert ["目录", MEETS, "已核对 3 项。"] in rows
    assert ["=表", FAILS, "1．错。\n2．=1+1"] in rows
    assert "<f>" not in made.xml["云州市星图局"]
    assert '"是,否,须人工核对"' in made.xml["云州市星图局"]


def test_hostile_names_are_harmless():
    made = Workbook(sheets_xlsx([Sheet(sample.HOSTILE, sample.HOSTILE, sample.HOSTILE, ())]))
    assert not {"\x1b", "\x00"} & set(str(made.rows))


def test_the_same_sheet_is_the_same_file():
    assert sheet_docx(SHEET) == sheet_docx(SHEET)
    assert sheets_xlsx([SHEET]) == sheets_xlsx([SHEET])
