from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from benchmarks.generator.document import make_document
from benchmarks.generator.score import cells, score, truth
from benchmarks.generator.style import Style, style_of
from mingzhang.check import check
from mingzhang.forms import editions
from mingzhang.read import read_bytes
from mingzhang.read.docx import read_docx
from mingzhang.read.layout import Grid
from mingzhang.write.docx import docx_bytes
from mingzhang.write.docx_page import LANDSCAPE, MARGIN, PORTRAIT, em_width, fit
from mingzhang.write.fit import is_wide
from mingzhang.write.printed import Block, Cell, Document, PageEnd, PrintedTable, Text, placed

EDITIONS = sorted(editions())
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT = make_document(editions()["山西2023"], 1, Style(numbered_titles=False))
FIGURES = Cell("1,234.50", "right", figure=True)


def part(data: bytes, name: str = "word/document.xml"):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return etree.fromstring(file.read(name))


def text_of(element) -> str:
    return "".join(element.itertext(f"{W}t"))


def styled(body, style: str) -> list[str]:
    return [
        text_of(paragraph)
        for paragraph in body.iter(f"{W}p")
        if (found := paragraph.find(f"{W}pPr/{W}pStyle")) is not None and found.get(f"{W}val") == style
    ]


def small(*blocks: Block) -> Document:
    return Document("某局2024年度部门决算", editions()["山西2023"], "某局", 2024, list(blocks))


def table(columns: int = 3, rows: int = 2, **more) -> PrintedTable:
    heading = [[Cell("项目"), *(Cell(f"栏{number}") for number in range(1, columns))]]
    body = [[Cell("一般公共服务支出", "left"), *[FIGURES] * (columns - 1)] for _ in range(rows)]
    return PrintedTable("GK03", "支出决算表", heading, body, [12.0, *[5.6] * (columns - 1)], **more)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("seed", [0, 2, 3])
def test_what_is_written_is_read_back(edition: str, seed: int):
    document = make_document(editions()[edition], seed, style_of(seed))
    disclosure = read_bytes(docx_bytes(document), "决算.docx")
    assert score(truth(document), cells(disclosure)).differences == []
    forms = [block for block in document.blocks if isinstance(block, PrintedTable) and not block.form]
    assert [form.project_name for form in disclosure.evaluations] == [form.body[0][1].text for form in forms]
    assert not any(form.doubts for form in disclosure.evaluations)
    assert not any(item.doubts for item in disclosure.tables)
    assert [one.message for one in check(disclosure).findings if one.level in ("error", "warning")] == []
    headings = [block.text for block in document.blocks if isinstance(block, Text) and block.kind == "part"]
    assert [one.text for one in disclosure.headings if one.level == 0] == ["".join(text.split()) for text in headings]


def test_the_same_document_gives_the_same_bytes_whatever_the_time():
    data = docx_bytes(DOCUMENT)
    assert data == docx_bytes(DOCUMENT)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(2000, 1, 1, 0, 0, 0)}


def test_every_part_is_named_in_the_package_and_is_xml():
    data = docx_bytes(DOCUMENT)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = set(file.namelist())
        roots = {name: etree.fromstring(file.read(name)) for name in names}
    declared = {one.get("PartName").lstrip("/") for one in roots["[Content_Types].xml"].iter("{*}Override")}
    assert declared == {name for name in names if not name.endswith((".rels", "[Content_Types].xml"))}
    targets = {"word/" + one.get("Target") for one in roots["word/_rels/document.xml.rels"].iter("{*}Relationship")}
    assert targets == declared - {"word/document.xml", "docProps/core.xml"}


def test_headings_have_the_styles_that_word_knows_and_every_style_is_defined():
    data = docx_bytes(DOCUMENT)
    body = part(data)
    for style, kind in (("Heading1", "part"), ("Heading2", "heading"), ("Heading3", "subheading"), ("Body", "body")):
        assert styled(body, style) == [
            one.text for one in DOCUMENT.blocks if isinstance(one, Text) and one.kind == kind
        ]
    defined = {style.get(f"{W}styleId") for style in part(data, "word/styles.xml").iter(f"{W}style")}
    assert {style.get(f"{W}val") for style in body.iter(f"{W}pStyle")} <= defined


def test_the_contents_are_a_field_whose_entries_stand_there_once_and_lead_to_their_headings():
    body = part(docx_bytes(DOCUMENT))
    entries = [one.text for one in DOCUMENT.blocks if isinstance(one, Text) and one.kind == "contents"]
    control = body.find(f".//{W}sdt")
    assert [text_of(paragraph) for paragraph in control.iter(f"{W}p")] == entries
    assert "TOC" in "".join(control.itertext(f"{W}instrText"))
    kinds = [mark.get(f"{W}fldCharType") for mark in control.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"]
    marks = {
        start.get(f"{W}name"): text_of(paragraph)
        for paragraph in body.iter(f"{W}p")
        if (start := paragraph.find(f"{W}bookmarkStart")) is not None
    }
    led = {text_of(link): marks[link.get(f"{W}anchor")] for link in control.iter(f"{W}hyperlink")}
    assert led["第二部分 2023年度部门决算表"] == "第二部分 2023年度部门决算表"
    assert led["二、收入决算表"] == "收入决算表"
    assert list(led) == entries


def test_contents_are_made_of_the_headings_where_the_document_has_none():
    data = docx_bytes(
        small(Text("某局", "cover"), PageEnd(), Text("第一部分 概况", "part"), Text("一、职能", "heading"), table())
    )
    assert [text_of(one) for one in part(data).find(f".//{W}sdt").iter(f"{W}p")] == [
        "第一部分 概况", "一、职能", "支出决算表",
    ]  # fmt: skip
    assert part(docx_bytes(small(Text("只有一段。", "body")))).find(f".//{W}sdt") is None


def test_the_page_is_that_of_an_official_document_and_turned_for_wide_tables_only():
    wide = table(14)
    body = part(
        docx_bytes(small(Text("文。", "body"), PageEnd(), table(), PageEnd(), wide, PageEnd(), Text("完。", "body")))
    )
    sizes = [(one.get(f"{W}w"), one.get(f"{W}h")) for one in body.iter(f"{W}pgSz")]
    assert sizes == [("11906", "16838")] * 2 + [("16838", "11906"), ("11906", "16838")]
    first = next(body.iter(f"{W}pgMar"))
    millimetres = [round(int(first.get(W + side)) / 56.693) for side in ("top", "bottom", "left", "right")]
    assert millimetres == [37, 35, 28, 26]


def test_a_page_of_the_same_shape_begins_without_an_empty_paragraph():
    body = part(docx_bytes(small(table(), PageEnd(), table())))
    assert [text_of(mark.getparent().getparent()) for mark in body.iter(f"{W}pageBreakBefore")] == ["支出决算表"]


def test_pages_are_numbered_from_behind_cover_and_contents():
    sections = list(part(docx_bytes(DOCUMENT)).iter(f"{W}sectPr"))
    assert [one.find(f"{W}footerReference") is not None for one in sections] == [False] + [True] * (len(sections) - 1)
    assert [one.find(f"{W}pgNumType") is not None for one in sections][:3] == [False, True, False]


def test_heading_rows_are_repeated_and_no_row_is_split_over_pages():
    body = part(docx_bytes(small(table(rows=80))))
    rows = list(body.iter(f"{W}tr"))
    assert len(rows) == 81
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * 80
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_a_row_higher_than_a_page_may_be_split():
    long = PrintedTable("", "某项目自评表", [], [[Cell("目标"), Cell("完成各项任务。" * 400, "left")]], [4.0, 20.0])
    (row,) = part(docx_bytes(small(long))).iter(f"{W}tr")
    assert row.find(f"{W}trPr/{W}cantSplit") is None


def test_title_number_office_and_unit_stand_above_and_notes_below():
    data = docx_bytes(
        small(
            table(
                number="公开03表",
                organisation="某局",
                year=2024,
                unit="万元",
                notes=["注：本表反映支出。"],
                above="三、支出",
            )
        )
    )
    body = part(data).find(f"{W}body")
    order = [text_of(one) for one in body if one.tag == f"{W}p"]
    assert order[:5] == [
        "三、支出",
        "支出决算表",
        "公开03表",
        "部门名称：某局2024年度金额单位：万元",
        "注：本表反映支出。",
    ]
    assert [one.tag for one in body][:5] == [f"{W}p"] * 4 + [f"{W}tbl"]


def test_a_forced_break_in_a_table_begins_a_page():
    rows = list(part(docx_bytes(small(table(rows=5, breaks=(2,))))).iter(f"{W}tr"))
    assert [row.find(f".//{W}pageBreakBefore") is not None for row in rows] == [False] * 3 + [True] + [False] * 2


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("seed", [0, 3, 5])
def test_no_figure_wraps_and_a_table_is_as_wide_as_its_page(edition: str, seed: int):
    for one in make_document(editions()[edition], seed, style_of(seed)).tables:
        page = LANDSCAPE if is_wide(one) else PORTRAIT
        fitted = fit(one, page)
        assert fitted.size >= 6
        assert sum(fitted.widths) == pytest.approx(page.text_width * 20, abs=len(fitted.widths))
        for _, column, cell in placed(one.body, len(fitted.widths)):
            if cell.figure:
                room = sum(fitted.widths[column : column + cell.columns]) / 20 - 2 * MARGIN
                assert em_width(cell.text) * fitted.size <= room, (one.title, cell.text)


def test_what_xml_cannot_hold_is_left_out_and_the_rest_is_text():
    data = docx_bytes(small(Text('甲<乙>&"丙"\x00\x0b\ud800\ufffe丁\t戊', "body")))
    assert [one.text for one in read_docx(data, "a").paragraphs()] == ['甲<乙>&"丙"丁 戊']


@st.composite
def merged(draw) -> PrintedTable:
    """A table of cells merged at random."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    free = [[True] * width for _ in range(height)]
    rows: list[list[Cell]] = [[] for _ in range(height)]
    for at in range(height):
        for column in range(width):
            if not free[at][column]:
                continue
            across = next((n for n in range(width - column) if not free[at][column + n]), width - column)
            down, right = draw(st.integers(1, height - at)), draw(st.integers(1, across))
            rows[at].append(Cell(f"格{at}{column}", rows=down, columns=right))
            for r in range(at, at + down):
                for c in range(column, column + right):
                    free[r][c] = False
    top = draw(st.integers(0, height))
    while top and any(at < top < at + cell.rows for at, row in enumerate(rows) for cell in row):
        top -= 1
    return PrintedTable("", "表", rows[:top], rows[top:], [4.0] * width)


@settings(deadline=None, max_examples=80)
@given(merged())
def test_merged_cells_are_read_back_as_they_were_written(printed: PrintedTable):
    layout = read_docx(docx_bytes(small(printed)), "a.docx")
    (grid,) = (block for block in layout.blocks if isinstance(block, Grid))
    found = {(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in grid.cells}
    rows, width = [*printed.heading, *printed.body], len(printed.widths)
    assert found == {(at, column, cell.rows, cell.columns, cell.text) for at, column, cell in placed(rows, width)}
    assert (grid.rows, grid.columns) == (len(rows), width)
