"""A disclosure on paper: read back exactly, whole rows, repeated headings, page numbers, nothing taken for markup."""

from __future__ import annotations

import io
import re

import pypdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.generator.document import make_document
from benchmarks.generator.score import cells, score, truth
from benchmarks.generator.style import Style, style_of
from mingzhang.check import check
from mingzhang.forms import editions
from mingzhang.read import read_bytes
from mingzhang.read.layout import Grid
from mingzhang.read.pdf import read_pdf
from mingzhang.write.fit import is_wide
from mingzhang.write.fonts import NoFont, find_fonts
from mingzhang.write.pdf import pdf_bytes
from mingzhang.write.printed import Cell, PageEnd, PrintedTable, Text
from tests.printed_sample import OFFICE, document, fonts, form, table

HOSTILE = "#$*_`<>@[]~/\\\"'=+-{}();:,.&%^|? \n"


def pages(data: bytes) -> list[str]:
    """The text of every page without white space, nor the marks where a long word may be broken."""
    with pypdfium2.PdfDocument(data) as pdf:
        return ["".join(page.get_textpage().get_text_bounded().replace("\u200b", "").split()) for page in pdf]


def printed(*blocks) -> list[str]:
    return pages(pdf_bytes(document(*blocks), fonts()))


@pytest.mark.parametrize("edition", editions())
@pytest.mark.parametrize(("seed", "style"), [(0, Style()), (5, style_of(5)), (8, style_of(8))], ids=str)
def test_every_figure_is_read_back_and_nothing_is_found_wrong(edition, seed, style):
    made = make_document(editions()[edition], seed, style)
    disclosure = read_bytes(pdf_bytes(made, fonts()), "printed.pdf")
    result = score(truth(made), cells(disclosure))
    assert result.differences == []
    assert result.right == result.expected > 300
    forms = [block for block in made.blocks if isinstance(block, PrintedTable) and not block.form]
    assert len(disclosure.evaluations) == len(forms) > 0
    found = [finding for outcome in check(disclosure).outcomes for finding in outcome.findings]
    assert [finding.message for finding in found if finding.level in ("error", "warning")] == []
    assert disclosure.doubts == []


def test_the_same_document_gives_the_same_bytes():
    first, second = (
        pdf_bytes(document(Text(OFFICE, "cover"), PageEnd(), Text("第一部分 概况", "part"), table(), form(3)), fonts())
        for _ in range(2)
    )
    assert first == second
    assert b"CreationDate" not in first


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=HOSTILE + "决算ab12", min_size=1, max_size=60))
def test_no_text_is_taken_for_markup(text):
    """Whatever a book says is printed as it stands: in paragraphs, headings, cells, notes and on the cover."""
    cell = PrintedTable("", text, [[Cell(text)]], [[Cell(text, "left")]], [40.0], notes=[text])
    shown = printed(Text(text, "cover"), PageEnd(), Text(text, "part"), Text(text, "heading"), Text(text, "body"), cell)
    assert "".join(shown).count("".join(text.split())) >= 7 or not text.strip()


@pytest.mark.parametrize(
    "text", ["#panic()", '#import "@preview/x:1.0.0"', "$ x", "*", "`", "[", "]]", "<a>", "@a", "\\", "/*", "= a"]
)
def test_markup_of_the_typesetter_is_only_text(text):
    assert "".join(text.split()) in printed(Text(text, "body"))[0]


def test_characters_that_steer_are_left_out():
    assert printed(Text("决\x00\u202e算\ud800\ufeff", "body"))[0].startswith("决算")


def test_heading_rows_are_repeated():
    shown = printed(table(150))
    assert len(shown) > 2
    assert all("科目代码科目名称" in page for page in shown)


@pytest.mark.parametrize("lines", [4, 5, 7])
def test_rows_are_whole(lines):
    tall = table(60)
    for row, cells_of_row in enumerate(tall.body):
        cells_of_row[1] = Cell(f"起{row}始" + "长名" * 11 * lines + f"止{row}终", "left")
    shown = printed(tall)
    assert len(shown) > 3
    for row in range(60):
        (page,) = [page for page in shown if f"起{row}始" in page]
        assert f"止{row}终" in page


def test_a_row_higher_than_a_page_is_split_and_nothing_is_lost():
    shown = printed(form(2, "因工作安排调整。" * 700))
    assert len(shown) > 1
    assert "".join(shown).count("因工作安排调整") + "".join(shown).count("。") >= 2 * 700


def test_a_form_that_fits_has_one_page():
    assert len(printed(Text("附件", "part"), form(12, "按计划完成"), form(30, "按计划完成"))) == 2


def test_wide_tables_lie_and_others_stand():
    narrow, wide = table(columns=2), table(columns=9)
    assert (is_wide(narrow), is_wide(wide)) == (False, True)
    reader = pypdf.PdfReader(io.BytesIO(pdf_bytes(document(narrow, PageEnd(), wide), fonts())))
    upright, lying = (page.mediabox for page in reader.pages)
    assert upright.width < upright.height and lying.width > lying.height


def test_no_text_leaves_the_page():
    data = pdf_bytes(document(table(3, columns=30), PageEnd(), Text("W" * 900, "body")), fonts())
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            words = page.get_textpage()
            boxes = [words.get_charbox(at) for at in range(words.count_chars())]
            assert min(box[0] for box in boxes) > 20
            assert max(box[2] for box in boxes) < page.get_width() - 20


def test_contents_name_the_page_that_is_printed_on_it():
    shown = printed(
        Text(OFFICE, "cover"), PageEnd(), Text("目录", "title"), Text("由版式另排", "contents"), PageEnd(),
        Text("第一部分 概况", "part"), *[Text("主要职能。" * 90, "body") for _ in range(6)], PageEnd(),
        Text("第二部分 决算表", "part"), table(title="收入决算表"),
    )  # fmt: skip
    contents = shown[1]
    assert "由版式另排" not in "".join(shown)
    for title in ("第一部分概况", "第二部分决算表", "收入决算表"):
        number = re.search(rf"{title}·*(\d+)", contents)[1]
        assert f"—{number}—" in next(page for page in shown[2:] if title in page)
    assert "—" not in shown[0] and "—" not in contents


def test_the_file_says_what_it_is():
    data = pdf_bytes(document(Text("第一部分 概况", "part"), Text("一、职能", "heading"), table()), fonts())
    reader = pypdf.PdfReader(io.BytesIO(data))
    root = reader.trailer["/Root"]
    assert reader.metadata.title == f"{OFFICE}2023年度部门决算"
    assert root["/Lang"] == "zh-CN"
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root
    part, below = reader.outline
    assert part.title == "第一部分 概况"
    assert [item.title for item in below] == ["一、职能", "收入决算表"]


def test_forced_page_ends_inside_a_table_are_kept():
    cut = table(6)
    cut.breaks = (2,)
    first, second = printed(cut)
    assert "名称2" in first and "名称3" not in first
    assert "科目代码" in second and "名称3" in second


def test_an_empty_document_is_a_page():
    assert len(printed()) == 1


def test_without_a_font_nothing_is_printed(tmp_path):
    pytest.importorskip("typst", reason="the typst wheel is not installed")
    with pytest.raises(NoFont, match="没有找到中文字体"):
        pdf_bytes(document(Text("决算", "body")), find_fonts([tmp_path], system=False))


def test_a_form_stays_upright_and_a_long_period_is_broken_behind_its_hyphen():
    """One lying form among upright ones would be turned in the reader's hand for no reason."""
    long = form(3, "2023.1.1-2023.12.31")
    shown = pypdf.PdfReader(io.BytesIO(pdf_bytes(document(form(3), PageEnd(), long), fonts()))).pages
    assert [page.mediabox.width < page.mediabox.height for page in shown] == [True, True]
    assert "2023.1.1-2023.12.31" in printed(long)[0]


def test_forms_are_not_listed_one_by_one():
    """The contents of an office with a hundred projects still have one page."""
    attached = [block for at in range(60) for block in (PageEnd(), form(2))]
    shown = printed(
        Text("目录", "title"), Text("由版式另排", "contents"), PageEnd(), Text("第五部分 附件", "part"), *attached[1:]
    )
    assert "第五部分附件" in shown[0]
    assert len(shown) == 61


@pytest.mark.parametrize("rows", range(24, 34))
def test_no_row_stands_alone_on_the_last_page(rows):
    last = printed(table(rows, columns=9))[-1]
    assert len(re.findall(r"名称\d+", last)) > 2


@pytest.mark.parametrize("width", [12.0, 12.2, 12.4, 12.6, 12.8])
def test_a_comma_at_the_end_of_a_full_line_leaves_no_doubt(width):
    """The typesetter lets the empty half of the comma stand in the margin of the cell."""
    body = [[Cell("字" * at + "，如期完成", "left"), Cell("字" * 40 + "，如期完成", "left")] for at in range(4, 20)]
    data = pdf_bytes(document(PrintedTable("", "表", [], body, [width, 46 - width])), fonts())
    (grid,) = (block for block in read_pdf(data, "x").blocks if isinstance(block, Grid))
    assert [[cell.text for cell in row] for row in grid.matrix()] == [[cell.text for cell in row] for row in body]
    assert all(cell.sure for cell in grid.cells)
