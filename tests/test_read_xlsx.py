from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.generator.document import make_document
from benchmarks.generator.producers.xlsx_pdf import xlsx_file
from benchmarks.generator.score import cells, score, truth
from benchmarks.generator.style import style_of
from mingzhang.forms import editions
from mingzhang.model import Table
from mingzhang.read import Unreadable, read_bytes
from mingzhang.read.layout import Grid, Layout, Paragraph
from mingzhang.read.xlsx import read_xlsx
from mingzhang.write.publication import publication
from mingzhang.write.xlsx import xlsx_bytes
from office_years import office_year
from xlsx_by_hand import archive, number, replaced, row, sheet, text, workbook

LOOKS = ("#,##0.00", "0.00;-0.00;", ";;;")
MONEY, NO_ZERO, UNSEEN, LINED = 1, 2, 3, 4
"""The styles of the workbooks below, by number."""
TITLE = row(1, text("A1", "支出决算表"))
HEAD = row(
    2, text("A2", "公开03表"), text("C2", "部门：云岭市星图局"), text("E2", "2024年度"), text("F2", "金额单位：万元")
)
LABELS = ("科目代码", "科目名称", "本年支出合计", "基本支出", "项目支出")
COLUMNS = "ABCDE"


def heading(at: int, style: int = LINED) -> str:
    return row(at, *(text(f"{column}{at}", label, style) for column, label in zip(COLUMNS, LABELS, strict=True)))


def line(at: int, code: str, name: str, *values: str, style: int = LINED, more: str = "") -> str:
    labels = (text(f"A{at}", code, style), text(f"B{at}", name, style))
    return row(
        at,
        *labels,
        *(number(f"{column}{at}", value, style) for column, value in zip("CDE", values, strict=True)),
        more=more,
    )


BODY = (
    heading(3),
    line(4, "合计", "", "30", "20", "10"),
    line(5, "208", "社会保障和就业支出", "30", "20", "10"),
    line(6, "20805", "行政事业单位养老支出", "30", "20", "10"),
    line(7, "2080501", "行政单位离退休", "30", "20", "10"),
)


def one(*rows: str, name: str = "Sheet1", **more) -> bytes:
    return workbook({name: sheet(*rows, **more)}, LOOKS)


def layout(data: bytes) -> Layout:
    return read_xlsx(data, "决算.xlsx")


def grid(found: Layout) -> Grid:
    grids = [block for block in found.blocks if isinstance(block, Grid)]
    assert len(grids) == 1
    return grids[0]


def texts(found: Grid) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in line] for line in found.matrix()]


def lines(found: Layout) -> list[str]:
    return [block.text for block in found.blocks if isinstance(block, Paragraph)]


def table(data: bytes) -> Table:
    tables = read_bytes(data, "决算.xlsx").tables
    assert [found.form for found in tables] == ["GK03"]
    return tables[0]


def figures(found: Table) -> dict[tuple[str, str], str]:
    return {(item.row_key, item.column): item.text for item in found.prints}


def test_a_sheet_is_its_head_its_table_and_its_notes():
    found = layout(
        one(TITLE, HEAD, *BODY, row(8, text("A8", "注：本表反映支出。")), merged=["A1:E1", "A4:B4", "A8:E8"])
    )
    assert lines(found) == [
        "支出决算表",
        "公开03表　部门：云岭市星图局　2024年度　金额单位：万元",
        "注：本表反映支出。",
    ]
    assert texts(grid(found))[0] == list(LABELS)
    assert texts(grid(found))[1] == ["合计", "合计", "30", "20", "10"]
    assert grid(found).matrix()[2][2].place.line == 5
    assert found.pages == 1 and found.doubts == []


def test_the_table_is_understood_with_its_office_year_and_unit():
    found = table(one(TITLE, HEAD, *BODY, merged=["A4:B4"]))
    assert (found.title, found.organisation, found.year, found.unit) == ("支出决算表", "云岭市星图局", 2024, "万元")
    assert found.doubts == []
    assert figures(found)["2080501", "项目支出"] == "10"


@pytest.mark.parametrize("edition", sorted(editions()))
def test_a_workbook_of_another_maker_is_read(edition: str):
    style = style_of(9)
    document = make_document(editions()[edition], 9, style)
    found = read_bytes(xlsx_file(document, style), "决算.xlsx")
    assert score(truth(document), cells(found)).differences == []
    assert found.evaluations


def test_a_table_without_lines_is_found_by_its_cells():
    rows = [heading(3, 0), line(4, "208", "社会保障和就业支出", "30", "20", "10", style=0)]
    rows += [line(5, "20805", "行政事业单位养老支出", "30", "20", "10", style=0)]
    assert figures(table(one(TITLE, HEAD, *rows)))["20805", "基本支出"] == "20"


def test_a_sheet_of_text_only_gives_paragraphs():
    found = layout(
        one(
            row(1, text("A1", "一、收支\n总体情况")),
            row(7, text("B7", "左"), text("D7", "右")),
            row(8, text("A8", " ")),
        )
    )
    assert lines(found) == ["一、收支", "总体情况", "左　右"]
    assert [block.place.line for block in found.blocks] == [1, 1, 7]


def test_framed_text_is_no_table():
    assert lines(layout(one(row(1, text("A1", "第一段", LINED)), row(2, text("A2", "第二段", LINED))))) == [
        "第一段",
        "第二段",
    ]


def test_texts_are_what_excel_shows():
    cells = (
        number("A1", "1234.565", MONEY),
        number("B1", "0", NO_ZERO),
        number("C1", "2080501"),
        number("D1", "5", UNSEEN),
    )
    odd = ('<c r="E1" t="b"><v>1</v></c>', text("F1", "甲_x000D_乙"), '<c r="G1" t="d"><v>2024-05-01T00:00:00</v></c>')
    assert lines(layout(one(row(1, *cells, *odd)))) == ["1,234.57　2080501　TRUE　甲 乙　2024-05-01"]


def test_zeros_that_a_sheet_does_not_show_are_blank():
    view = '<sheetViews><sheetView showZeros="0"/></sheetViews>'
    assert lines(layout(one(row(1, number("A1", "0", MONEY), number("B1", "0.5", MONEY)), before=view))) == ["0.50"]


def test_shared_texts_are_read_without_how_they_are_pronounced():
    shared = "<sst><si><r><t>收</t></r><r><t>入</t></r><rPh><t>shou</t></rPh></si><si><t>支出</t></si></sst>"
    made = one(row(1, '<c r="A1" t="s"><v>0</v></c>', '<c r="B1" t="s"><v>1</v></c>', '<c r="C1" t="s"><v>9</v></c>'))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    with zipfile.ZipFile(io.BytesIO(made)) as old:
        related = old.read("xl/_rels/workbook.xml.rels").decode()
    related = related.replace(
        "</Relationships>", f'<Relationship Id="s" Type="{kind}" Target="/xl/shared.xml"/></Relationships>'
    )
    made = replaced(replaced(made, "xl/shared.xml", shared), "xl/_rels/workbook.xml.rels", related)
    assert lines(layout(made)) == ["收入　支出"]


def test_a_formula_without_its_result_is_said_and_not_sure():
    rows = [*BODY[:-1], BODY[-1].replace("<v>30</v>", "<f>SUM(D7:E7)</f>")]
    found = read_bytes(one(TITLE, HEAD, *rows), "决算.xlsx")
    assert [doubt for doubt in found.doubts if "C7" in doubt and "没有保存计算结果" in doubt]
    unsure = [(item.row_key, item.column) for item in found.prints() if not item.sure]
    assert unsure == [("2080501", "本年支出合计")]


def test_a_formula_with_its_result_is_a_figure():
    rows = [*BODY[:-1], BODY[-1].replace("<v>30</v>", "<f>SUM(D7:E7)</f><v>30</v>")]
    assert figures(table(one(TITLE, HEAD, *rows)))["2080501", "本年支出合计"] == "30"


def test_a_cell_in_error_is_said():
    found = layout(one(row(1, '<c r="A1" t="e"><v>#REF!</v></c>')))
    assert "A1" in found.doubts[0] and "错误值" in found.doubts[0]


def test_hidden_sheets_rows_and_columns_are_kept_apart():
    shown = sheet(
        TITLE, HEAD, *BODY, line(8, "2080502", "藏起来的行", "1", "1", "0", more='hidden="1"'),
        before='<cols><col min="6" max="6" hidden="1"/></cols>', merged=["A4:B4"],
    )  # fmt: skip
    found = layout(
        workbook({"看得见": shown, "看不见": sheet(row(1, text("A1", "草稿")))}, LOOKS, {"看不见": "veryHidden"})
    )
    assert "藏起来的行" not in [cell.text for cell in grid(found).cells]
    assert {line.text for line in found.hidden} >= {"藏起来的行", "草稿", "金额单位：万元"}
    assert len(found.doubts) == 2 and "看得见" in found.doubts[0] and "看不见" in found.doubts[1]
    assert [line.place.page for line in found.hidden if line.text == "草稿"] == [2]


def test_what_lies_under_a_merged_cell_is_hidden():
    found = layout(one(row(1, text("A1", "看得见"), text("B1", "盖住的")), merged=["A1:C1"]))
    assert lines(found) == ["看得见"]
    assert [line.text for line in found.hidden] == ["盖住的"]


def test_a_merged_cell_whose_first_row_is_hidden_is_shown_below():
    found = layout(one(row(1, text("A1", "标题"), more='hidden="1"'), row(2, text("C2", "右")), merged=["A1:B2"]))
    assert lines(found) == ["标题　右"] and found.hidden == []


def test_the_name_of_a_sheet_stands_for_a_title_that_is_missing():
    assert table(one(HEAD, *BODY, name="支出决算表", merged=["A4:B4"])).doubts == []


def test_rows_without_numbers_count_on():
    assert lines(
        layout(one("<row><c t='inlineStr'><is><t>甲</t></is></c><c><v>5</v></c></row><row><c><v>6</v></c></row>"))
    ) == ["甲　5", "6"]


def test_names_with_prefixes_are_read():
    content = '<x:worksheet xmlns:x="u"><x:sheetData><x:row><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    assert lines(layout(workbook({"a": content}))) == ["7"]


def test_a_million_empty_rows_are_no_table():
    empty = "".join(f'<row r="{at}" ht="15" s="4" customFormat="1"/>' for at in range(8, 1_000_000))
    found = layout(one(TITLE, HEAD, *BODY, empty, text("A1000001", "最后"), merged=["A4:B4"]))
    assert grid(found).rows == 5 and lines(found)[-1] == "最后"


def test_ruled_empty_rows_and_columns_are_left_out():
    empty = "".join(row(at, *(f'<c r="{column}{at}" s="4"/>' for column in "ABCDEFGHIJ")) for at in range(8, 20_000))
    found = grid(layout(one(TITLE, HEAD, *BODY, empty, merged=["A4:B4"])))
    assert found.rows <= 8 and found.columns == 5


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_bytes(data, "决算.xlsx")
    told = str(caught.value)
    assert told.endswith("。") and told.count("。") == 1 and "\n" not in told and "决算.xlsx" in told
    return told


GOOD = one(TITLE, HEAD, *BODY)


def locked(data: bytes) -> bytes:
    """The archive with every entry marked as encrypted."""
    return data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (GOOD[: len(GOOD) // 2], "损坏"),
        (archive({"xl/workbook.xml": "<workbook/>"}), "损坏"),
        (archive({"xl/workbook.bin": "x"}), "xlsb"),
        (archive({"xl/workbook.xml": "<workbook>", "xl/_rels/workbook.xml.rels": "<a/>"}), "损坏"),
        (archive({"xl/workbook.xml": "<workbook/>", "xl/_rels/workbook.xml.rels": "<a/>"}), "没有工作表"),
        (replaced(GOOD, "xl/worksheets/sheet1.xml", "<worksheet><row></worksheet>"), "损坏"),
        (replaced(GOOD, "xl/worksheets/sheet1.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "DOCTYPE"),
        (replaced(GOOD, "xl/workbook.xml", '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'), "DOCTYPE"),
        (replaced(GOOD, "xl/worksheets/sheet1.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16")), "DOCTYPE"),
        (replaced(GOOD, "xl/worksheets/sheet1.xml", b"<a>" + b" " * 200_000_000), "太大"),
        (replaced(GOOD, "xl/styles.xml", b"<a>" + b" " * 40_000_000), "太大"),
        (archive({f"xl/workbook{at}": "" for at in range(10_001)}), "太多"),
        (locked(GOOD), "密码"),
        (one(row(1, text("A1", "今天天气很好"))), "看起来不是部门决算"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100) + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100) + "Workbook".encode("utf-16-le"), "另存为 xlsx"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_one_sentence(data: bytes, said: str):
    assert said in refusal(data)


def test_macros_and_links_are_left_alone():
    found = table(
        replaced(replaced(GOOD, "xl/vbaProject.bin", b"\x00nothing"), "xl/externalLinks/externalLink1.xml", "<a")
    )
    assert figures(found)["208", "基本支出"] == "20"


HIDDEN = '<col min="1" max="16384" hidden="1"/>'


@pytest.mark.parametrize(
    "content",
    [
        sheet(row(1_048_576, text("XFD1048576", "角")), TITLE),
        sheet(*BODY, merged=["A1:XFD1048576"] * 20_000),
        sheet(TITLE, before=f"<cols>{HIDDEN * 5000}</cols>", merged=["A1:XFD9"] * 9999),
        sheet(row(1, '<c r="A1" s="99999999"><v>5</v></c>', '<c r="ZZZ1"><v>5</v></c>', '<c r="?"><v>x</v></c>')),
        sheet(row(1, text("A99999999", "远")), row(0, text("A0", "零"))),
        sheet(row(1, number("A1", "1e400"), number("B1", "-1e-400"), number("C1", "９"))),
    ],
    ids=["far corner", "overlapping areas", "everything hidden", "odd addresses", "beyond the last row", "odd numbers"],
)
def test_a_hostile_sheet_neither_hangs_nor_breaks(content: str):
    assert isinstance(layout(workbook({"a": content}, LOOKS)), Layout)


relaxed = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
WHOLE = xlsx_bytes(make_document(editions()["通用2021"], 1, style_of(1)))


@relaxed
@given(at=st.integers(0, len(WHOLE) - 1), put=st.binary(min_size=1, max_size=8))
def test_no_damage_to_a_workbook_raises_anything_but_a_refusal(at: int, put: bytes):
    try:
        read_bytes(WHOLE[:at] + put + WHOLE[at + len(put) :], "决算.xlsx")
    except Unreadable as problem:
        assert str(problem).endswith("。")


CELL = st.builds(
    lambda column, at, value, style: text(f"{column}{at}", value, style),
    st.sampled_from(COLUMNS),
    st.integers(1, 12),
    st.sampled_from(["", "合计", "支出决算表", "208", "1,000.00", *LABELS]),
    st.integers(0, 5),
)
AREA = st.builds(lambda a, b, c, d: f"{a}{b}:{c}{d}", *(st.sampled_from(COLUMNS), st.integers(1, 12)) * 2)


@relaxed
@given(st.lists(CELL, max_size=40), st.lists(AREA, max_size=6))
def test_the_cells_of_a_grid_cover_it_without_overlap(made: list[str], areas: list[str]):
    for block in layout(one(row(1, *made), merged=areas)).blocks:
        if isinstance(block, Grid):
            spots = [
                (at, place)
                for cell in block.cells
                for at in range(cell.row, cell.row + cell.row_span)
                for place in range(cell.column, cell.column + cell.column_span)
            ]
            assert sorted(spots) == [(at, place) for at in range(block.rows) for place in range(block.columns)]


def test_contents_behind_the_tables_are_no_headings():
    """The text of a compiled workbook stands on its last sheet, contents and all."""
    edition = editions()["山西2023"]
    year = office_year(edition, 1)
    written = publication(edition, replace(year, projects=year.projects * 9))
    found = read_bytes(xlsx_bytes(written), "决算.xlsx")
    parts = [heading.text for heading in found.headings if heading.level == 0]
    assert len(parts) == len(set(parts)) >= 4
