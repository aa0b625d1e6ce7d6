"""Whatever is done to a Word file, a workbook or a book: it is read, or refused in one Chinese sentence."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.generator.document import make_document
from benchmarks.generator.style import Style
from book_files import as_workbook, good
from mingzhang.check import check
from mingzhang.compile.book import BadBook, read_book
from mingzhang.forms import editions
from mingzhang.read import Unreadable, read_bytes
from mingzhang.write.docx import docx_bytes
from mingzhang.write.xlsx import xlsx_bytes
from word_files import archive, p, read, tbl, tc, texts, tr, word
from xlsx_by_hand import number, replaced, row, sheet, text, workbook

few = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


def assert_sentence(problem: Exception) -> None:
    told = str(problem)
    assert told.endswith("。") and told.count("。") == 1 and "\n" not in told, told
    assert any("一" <= character <= "鿿" for character in told)


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_bytes(data, "草稿")
    assert_sentence(caught.value)
    return str(caught.value)


def assert_read_or_refused(data: bytes) -> None:
    try:
        found = read_bytes(data, "草稿")
    except Unreadable as problem:
        assert_sentence(problem)
    else:
        check(found)


@cache
def valid() -> dict[str, bytes]:
    """A disclosure in the formats that offices send."""
    document = make_document(editions()["山西2023"], 1, Style())
    document.blocks = [*document.blocks[:20], *document.tables[:3]]
    made = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(document)))
    out = io.BytesIO()
    made.save(out)
    return {"word": docx_bytes(document), "excel": xlsx_bytes(document), "openpyxl": out.getvalue()}


VALUES = ("", "-1", "0", "1", "99999999999", "1e999", "nan", "A1:XFD1048576", "../../x", "٣", "\x00", "x" * 5000)
PARTS = re.compile(
    r"word/(document|styles|numbering)\.xml|xl/(workbook|styles|sharedStrings|worksheets/sheet\d+)\.xml|.*rels"
)


@st.composite
def _damage(draw: st.DrawFn) -> tuple[str, bytes, bytes]:
    """A place in an XML part, what is done there, and what is put there."""
    value = draw(st.sampled_from(VALUES)).encode()
    return draw(st.sampled_from(["cut", "value", "text", "twice", "swap", "bytes"])), value, draw(st.binary(max_size=5))


def _damaged(xml: bytes, at: int, damage: tuple[str, bytes, bytes]) -> bytes:
    how, value, put = damage
    marks = [mark.span() for mark in re.finditer(rb'"[^"]*"' if how == "value" else rb"<[^>]*>", xml)]
    if how in ("cut", "bytes") or not marks:
        at %= len(xml) or 1
        return xml[:at] if how == "cut" else xml[:at] + put + xml[at + len(put) :]
    start, end = marks[at % len(marks)]
    if how == "value":
        return xml[:start] + b'"' + value + b'"' + xml[end:]
    if how == "text":
        return xml[:end] + value.replace(b"\x00", b"") + xml[end:]
    # An element that begins or ends twice, or stands where none of its kind may.
    other = marks[(at * 7 + 3) % len(marks)] if how == "swap" else (start, end)
    return xml[:end] + xml[slice(*other)] + xml[end:]


def _with_damage(data: bytes, at: int, damages: list[tuple[str, bytes, bytes]]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts: dict[str, str | bytes] = {name: package.read(name) for name in package.namelist()}
    names = sorted(name for name in parts if PARTS.fullmatch(name))
    for step, damage in enumerate(damages):
        name = names[(at + step) % len(names)]
        content = parts[name]
        assert isinstance(content, bytes)
        parts[name] = _damaged(content, at // len(names) + step * 977, damage)
    return archive(parts)


@few
@given(
    kind=st.sampled_from(["word", "excel", "openpyxl"]),
    at=st.integers(0, 3_000_000),
    damages=st.lists(_damage(), min_size=1, max_size=4),
)
def test_no_damage_to_the_xml_raises_anything_but_a_refusal(kind: str, at: int, damages):
    assert_read_or_refused(_with_damage(valid()[kind], at, damages))


@few
@given(
    kind=st.sampled_from(["word", "excel", "openpyxl"]),
    from_end=st.booleans(),
    at=st.integers(0, 20_000),
    put=st.binary(min_size=1, max_size=8),
)
def test_no_damage_to_the_archive_raises_anything_but_a_refusal(kind: str, from_end: bool, at: int, put: bytes):
    data = valid()[kind]
    start = (len(data) - at if from_end else at) % len(data)
    assert_read_or_refused(data[:start] + put + data[start + len(put) :])


@few
@given(at=st.integers(0, 3_000_000), damages=st.lists(_damage(), min_size=1, max_size=3))
def test_no_damage_to_a_book_raises_anything_but_a_refusal(tmp_path: Path, at: int, damages):
    path = tmp_path / "账簿.xlsx"
    as_workbook(good(), path)
    path.write_bytes(_with_damage(path.read_bytes(), at, damages))
    try:
        _, problems = read_book(path)
    except BadBook as problem:
        assert_sentence(problem)
    else:
        assert all("\n" not in str(problem) for problem in problems)


def test_text_boxes_inside_text_boxes_are_read_once_each():
    # Each box was once read again for every box around it: 55 of them would have taken longer than anybody lives.
    inside = p("里")
    for _ in range(55):
        inside = f"<w:p><w:r><w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict></w:r></w:p>"
    assert texts(read(inside)) == ["里"]


def test_styles_based_on_one_another_in_a_circle_or_a_long_chain_are_followed():
    chain = "".join(f'<w:style w:styleId="s{at}"><w:basedOn w:val="s{at + 1}"/></w:style>' for at in range(20_000))
    hidden = '<w:style w:styleId="s20000"><w:basedOn w:val="s0"/><w:rPr><w:vanish/></w:rPr></w:style>'
    layout = read(p("看不见", '<w:pStyle w:val="s0"/>') + p("看得见"), styles=chain + hidden)
    assert texts(layout) == ["看得见"]


def test_a_list_number_of_absurd_length_is_cut():
    levels = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{"%1." * 100_000}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    found = texts(read(p("字", '<w:numPr><w:numId w:val="1"/></w:numPr>'), numbering=levels))
    assert len(found[0]) < 200 and found[0].endswith("字")


@pytest.mark.parametrize(
    "body",
    [
        "<w:p/>" * 3_100_000,
        "<w:p/>" * 110_000,
        (p("支出决算表") + tbl(*[tr(tc("1", '<w:gridSpan w:val="399"/>'))] * 2000)) * 2,
        p("收入12万元，" * 1000) * 1500,
    ],
    ids=["tags", "paragraphs", "positions", "characters"],
)
def test_word_files_beyond_any_disclosure_are_refused(body: str):
    told = refusal(word(body))
    assert "太大" in told or "不合常理" in told


def test_thousands_of_adjoining_tables_are_not_joined_for_ever():
    one = "".join(tbl(tr(tc(str(at)), tc("x")), widths=(1000, 1000)) for at in range(2500))
    assert "没有认出" in refusal(word(p("收入决算表") + one))


def packed(data: bytes, method: int) -> bytes:
    """The same parts packed in another way."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", method) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return out.getvalue()


@pytest.mark.parametrize("kind", ["word", "excel"])
@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_ways_of_packing_that_no_office_program_uses_are_refused(kind: str, method: int):
    # An LZMA header may claim gigabytes, and what it raises when broken is no usual error.
    assert "损坏" in refusal(packed(valid()[kind], method))


def money(*rows: str, look: str = "0.00") -> bytes:
    return workbook({"支出决算表": sheet(row(1, text("A1", "支出决算表")), *rows)}, (look,))


@pytest.mark.parametrize("look", ["0." + "0" * 240, "0" + "," * 240, "0" + "%" * 240, "0" * 5000, "#,##0;" * 50_000])
def test_number_formats_without_sense_do_no_harm(look: str):
    rows = [
        row(
            2, *(number(f"{column}2", value, 1) for column, value in zip("ABC", ("1e299", "-1e-299", "5"), strict=True))
        )
    ]
    assert "没有认出" in refusal(money(*rows, look=look))


def test_a_long_shared_text_counts_in_each_cell_that_shows_it():
    cells = "".join(f'<row r="{at}"><c r="A{at}" t="str"><v>{"长" * 400}</v></c></row>' for at in range(2, 2000))
    assert_read_or_refused(money(cells))
    strings = f"<sst><si><t>{'长' * 40_000}</t></si></sst>"
    many = money("".join(f'<row r="{at}"><c r="A{at}" t="s"><v>0</v></c></row>' for at in range(2, 2000)))
    relations = "xl/_rels/workbook.xml.rels"
    with zipfile.ZipFile(io.BytesIO(many)) as package:
        named = package.read(relations).decode()
    more = named.replace("</Relationships>", '<Relationship Type="x/sharedStrings" Target="s.xml"/></Relationships>')
    assert "内容太多" in refusal(replaced(replaced(many, relations, more), "xl/s.xml", strings))


def test_a_workbook_of_more_sheets_than_anybody_keeps_is_refused():
    assert "501 张工作表" in refusal(workbook({f"表{at}": sheet() for at in range(501)}))


def test_nothing_is_written_and_names_with_dots_are_only_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    parts = {"../../外.txt": "x", "/外.txt": "x", "..\\外.txt": "x"}
    with zipfile.ZipFile(io.BytesIO(valid()["word"])) as package:
        parts |= {name: package.read(name) for name in package.namelist()}
    assert read_bytes(archive(parts), "草稿.docx").tables
    assert list(tmp_path.iterdir()) == []


def book_with(tmp_path: Path, more: str) -> Path:
    """A good book whose first sheet has something more at the end of its rows."""
    path = as_workbook(good(), tmp_path / "账簿.xlsx")
    with zipfile.ZipFile(path) as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()
    assert "</sheetData>" in xml
    path.write_bytes(
        replaced(path.read_bytes(), "xl/worksheets/sheet1.xml", xml.replace("</sheetData>", f"{more}</sheetData>"))
    )
    return path


@pytest.mark.parametrize(
    "more",
    [
        '<c r="A1"' + ' r="A1"' * 300_000 + "/>",
        "<row>" + "row " * 500_000 + "</row>",
        "<row>" + "<c/>" * 3_000_000 + "</row>",
    ],
    ids=["a tag of a megabyte", "rows in a text", "one endless row"],
)
def test_sheets_made_to_keep_the_reader_busy_are_soon_done_with(tmp_path: Path, more: str):
    try:
        book, _ = read_book(book_with(tmp_path, more))
    except BadBook as problem:
        assert_sentence(problem)
    else:
        assert book.entries


def test_a_book_with_entities_in_a_part_of_another_name_is_refused(tmp_path: Path):
    path = as_workbook(good(), tmp_path / "账簿.xlsx")
    path.write_bytes(replaced(path.read_bytes(), "xl/strings.bin", '<!DOCTYPE d [<!ENTITY a "aaaa">]><sst/>'))
    with pytest.raises(BadBook, match="实体"):
        read_book(path)


def test_a_book_of_thousands_of_sheets_or_styles_is_refused(tmp_path: Path):
    path = as_workbook(good(), tmp_path / "账簿.xlsx")
    whole = path.read_bytes()
    with zipfile.ZipFile(path) as package:
        book, styles = package.read("xl/workbook.xml").decode(), package.read("xl/styles.xml").decode()
    sheets = re.sub("<sheet [^>]*/>", lambda mark: mark[0] * 501, book, count=1)
    path.write_bytes(replaced(whole, "xl/workbook.xml", sheets))
    with pytest.raises(BadBook, match="工作表"):
        read_book(path)
    path.write_bytes(replaced(whole, "xl/styles.xml", styles.replace("<fonts", "<a/>" * 310_000 + "<fonts", 1)))
    with pytest.raises(BadBook, match="细碎"):
        read_book(path)
