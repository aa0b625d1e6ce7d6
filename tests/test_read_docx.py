from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzhang.read import Unreadable, read_bytes
from mingzhang.read.docx import ATTACHED, EMBEDDED, NESTED, read_docx
from mingzhang.read.docx_package import MAX_PART
from mingzhang.read.layout import Grid
from word_files import SPACES, archive, grids, p, places, read, tbl, tc, texts, tr, word


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def test_paragraphs_come_in_order_with_their_number_in_the_document():
    layout = read(p("一、收入") + p("") + tbl(tr(tc("甲")), tr(tc("乙"))) + p("二、支出"))
    assert texts(layout) == ["一、收入", "二、支出"]
    # An empty paragraph and each row of a table count too.
    assert [place.line for place in places(layout)] == [1, 5]
    (grid,) = (block for block in layout.blocks if isinstance(block, Grid))
    assert [cell.place.line for cell in grid.cells] == [3, 4]
    assert grid.ruled


def test_what_is_deleted_or_moved_away_is_not_read_and_what_is_inserted_is():
    body = (
        f"<w:p>{run('收入')}<w:del>{run('10')}<w:r><w:delText>11</w:delText></w:r></w:del>"
        f"<w:ins>{run('12')}</w:ins><w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('万元')}</w:moveTo></w:p>"
    )
    rows = tr(tc("留")) + tr(tc("删"), look="<w:del/>")
    layout = read(body + tbl(rows))
    assert texts(layout) == ["收入12万元"]
    assert grids(layout) == [[["留"]]]


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next():
    layout = read(p("本年收入", "<w:rPr><w:del/></w:rPr>") + p("5万元。") + p("完。"))
    assert texts(layout) == ["本年收入5万元。", "完。"]


VANISH, SHOWN = "<w:vanish/>", '<w:vanish w:val="0"/>'


def test_hidden_text_is_kept_apart_by_itself_by_its_style_and_by_what_that_is_based_on():
    styles = (
        '<w:style w:styleId="A"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    body = (
        f"<w:p>{run('看得见')}{run('看不见', VANISH)}{run('也看得见', SHOWN)}</w:p>"
        + p("整段看不见", '<w:pStyle w:val="B"/>')
        + tbl(tr(f"<w:tc><w:p>{run('1')}{run('2', VANISH)}</w:p></w:tc>"))
    )
    layout = read(body, styles=styles)
    assert texts(layout) == ["看得见也看得见"]
    assert [(line.text, line.place.line) for line in layout.hidden] == [("看不见", 1), ("整段看不见", 2), ("2", 3)]
    assert grids(layout) == [[["1"]]]


def test_a_line_break_begins_a_paragraph_only_where_the_text_begins_anew():
    def broken(*lines: str) -> str:
        return f"<w:p>{'<w:r><w:br/></w:r>'.join(run(line) for line in lines)}</w:p>"

    assert texts(read(broken("第二部分", "决算表"))) == ["第二部分决算表"]
    assert texts(read(broken("收入5万元。", "支出4万元。", "（一）总体情况"))) == [
        "收入5万元。",
        "支出4万元。",
        "（一）总体情况",
    ]


def test_links_fields_controls_and_symbols_are_text_and_field_codes_are_not():
    body = (
        "<w:sdt><w:sdtContent><w:p>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-2" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:hyperlink w:anchor="x">{run("一、收入决算表")}<w:r><w:tab/></w:r>'
        f'<w:fldSimple w:instr="PAGEREF x">{run("5")}</w:fldSimple></w:hyperlink>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:sdtContent></w:sdt>'
        "<w:p><w:r><w:t>二</w:t><w:noBreakHyphen/>"
        '<w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:char="2264"/></w:r></w:p>'
    )
    assert texts(read(body)) == ["一、收入决算表 5", "二-≤"]


def test_a_text_box_is_read_once_behind_its_paragraph():
    inside = f"<w:txbxContent>{p('框里的话')}{tbl(tr(tc('框里的表')))}</w:txbxContent>"
    box = (
        f"<mc:AlternateContent><mc:Choice><w:drawing>{inside}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    layout = read(f"<w:p>{run('前')}<w:r>{box}</w:r></w:p>" + p("后"))
    assert texts(layout) == ["前", "框里的话", "后"]
    assert grids(layout) == [[["框里的表"]]]


LEVELS = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
    '<w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>'
)


def numbered(text: str, level: int, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_the_numbers_that_word_gives_are_part_of_the_text():
    body = (
        numbered("收入", 0) + numbered("总体", 1) + numbered("甲", 2) + numbered("乙", 2) + numbered("结构", 1)
        + numbered("丙", 2) + numbered("点", 3) + numbered("支出", 0) + numbered("总体", 1)
        + numbered("另起", 0, 2) + numbered("再", 0, 2) + numbered("再", 0, 2) + numbered("没有", 0, 0)
    )  # fmt: skip
    assert texts(read(body, numbering=LEVELS)) == [
        "一、收入", "（一）总体", "1.甲", "2.乙", "（二）结构", "1.丙", "点", "二、支出", "（一）总体",
        "九、另起", "十、再", "十一、再", "没有",
    ]  # fmt: skip


def test_a_style_may_number_its_paragraphs():
    styles = '<w:style w:styleId="H"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    body = p("收入", '<w:pStyle w:val="H"/>') + p("支出", '<w:pStyle w:val="H"/>')
    assert texts(read(body, numbering=LEVELS, styles=styles)) == ["一、收入", "二、支出"]


def test_cells_merged_in_both_directions_stand_in_every_position_they_cover():
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    body = tbl(
        tr(tc("项目", wide + down), tc("收入", wide)),
        tr(tc("", wide + on), tc("合计"), tc("其中")),
        tr(tc("201", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("5"), tc("4")),
        tr(tc("晚"), look='<w:gridBefore w:val="3"/>'),
    )
    (grid,) = grids(read(body))
    assert grid == [
        ["项目", "项目", "收入", "收入"],
        ["项目", "项目", "合计", "其中"],
        ["201", "201", "5", "4"],
        ["∅", "∅", "∅", "晚"],
    ]


def test_a_merge_that_goes_on_from_nothing_is_a_cell_of_its_own():
    (grid,) = grids(
        read(tbl(tr(tc("甲", "<w:vMerge/>"), tc("乙")), tr(tc("丙", '<w:vMerge/><w:gridSpan w:val="2"/>'))))
    )
    assert grid == [["甲", "乙"], ["丙", "丙"]]


def test_a_table_in_a_cell_is_put_into_it_with_a_doubt_and_one_in_a_mere_frame_is_itself():
    inner = tbl(tr(tc("里1"), tc("里2")))
    nested = read(tbl(tr(f"<w:tc>{p('外')}{inner}<w:p/></w:tc>", tc("旁"))))
    assert grids(nested) == [[["外里1里2", "旁"]]]
    assert nested.doubts == [NESTED.format(1)]
    framed = read(tbl(tr(f"<w:tc>{p('题')}{inner}<w:p/></w:tc>")))
    assert grids(framed) == [[["里1", "里2"]]]
    assert texts(framed) == ["题"] and framed.doubts == []


def test_what_is_embedded_or_attached_is_said_not_to_be_read():
    layout = read(
        '<w:p><w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r></w:p><w:altChunk w:id="r1"/>'
        + p("字")
    )
    assert layout.doubts == [ATTACHED, EMBEDDED.format(1)]


HEAD = tr(tc("科目"), tc("合计"))
WIDTHS = (2000, 3000)


def test_a_table_that_goes_on_in_a_second_one_is_one_table():
    one = tbl(HEAD, tr(tc("201"), tc("5")), widths=WIDTHS)
    two = tbl(HEAD, tr(tc("208"), tc("4")), widths=WIDTHS)
    assert grids(read(one + "<w:p/>" + two)) == [[["科目", "合计"], ["201", "5"], ["208", "4"]]]


@pytest.mark.parametrize(
    "two",
    [
        tbl(HEAD, tr(tc("201"), tc("5")), widths=WIDTHS),
        tbl(HEAD, tr(tc("208"), tc("4")), widths=(2500, 3000)),
        tbl(tr(tc("收入决算表", '<w:gridSpan w:val="2"/>')), HEAD, tr(tc("208"), tc("4")), widths=WIDTHS),
    ],
    ids=["the same again", "other columns", "a title of its own"],
)
def test_a_table_that_begins_anew_is_another_table(two: str):
    one = tbl(HEAD, tr(tc("201"), tc("5")), widths=WIDTHS)
    assert len(grids(read(one + two))) == 2
    assert len(grids(read(one + p("下表") + two))) == 2


def test_the_strict_format_is_read_alike():
    strict = SPACES.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    data = archive({"word/document.xml": f"<w:document {strict}><w:body>{p('字')}</w:body></w:document>"})
    assert texts(read_docx(data, "a.docx")) == ["字"]


def test_the_package_says_where_the_text_is():
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        ' Target="/word/document2.xml"/></Relationships>'
    )
    text = f"<w:document {SPACES}><w:body>{p('字')}</w:body></w:document>"
    assert texts(read_docx(archive({"_rels/.rels": rels, "word/document2.xml": text}), "a.docx")) == ["字"]


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_bytes(data, "草稿.docx")
    told = str(caught.value)
    assert told.endswith("。") and told.count("。") == 1 and "\n" not in told and "草稿.docx" in told
    return told


def damaged(data: bytes) -> bytes:
    """The file with a few bytes of its text changed, so that the checksum is wrong."""
    at = data.index(b"word/document.xml") + 40
    return data[:at] + bytes(byte ^ 255 for byte in data[at : at + 8]) + data[at + 8 :]


def locked(data: bytes) -> bytes:
    """The file with its entries marked as encrypted."""
    changed = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := data.find(mark, start + 1)) >= 0:
            changed[start + at] |= 1
    return bytes(changed)


BOMB = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (archive({"word/document.xml": "x"}), "损坏"),
        (archive({"word/styles.xml": "<a/>"}), "没有正文"),
        (archive({"word/document.xml": f"<w:document {SPACES}/>"}), "没有正文"),
        (archive({"word/document.xml": f"{BOMB}<w:document {SPACES}><w:body>{p('&c;')}</w:body></w:document>"}), "DTD"),
        (
            archive({"word/document.xml": f"{OUTSIDE}<w:document {SPACES}><w:body>{p('&x;')}</w:body></w:document>"}),
            "DTD",
        ),
        (archive({"word/document.xml": b"<a>" * 1000 + b"</a>" * 1000}), "损坏"),
        (word(p("字"))[:-30], "损坏"),
        (damaged(word(p("字"))), "损坏"),
        (locked(word(p("字"))), "密码"),
        (word(tbl(tr(tc("甲", '<w:gridSpan w:val="99999999"/>')))), "行列"),
        (word(p("今天天气很好。")), "看起来不是部门决算"),
    ],
    ids=[
        "no xml",
        "no document",
        "no body",
        "entities",
        "outside",
        "deep",
        "cut off",
        "changed",
        "password",
        "wide",
        "other",
    ],
)
def test_hostile_and_broken_files_are_refused_in_one_sentence(data: bytes, said: str):
    assert said in refusal(data)


def test_a_bomb_is_not_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file, file.open("word/document.xml", "w") as part:
        for _ in range(MAX_PART // 1_000_000 + 2):
            part.write(b" " * 1_000_000)
    assert len(out.getvalue()) < 200_000
    assert "MB" in refusal(out.getvalue())


def test_too_many_parts_are_refused():
    assert "部件" in refusal(archive({f"word/{number}": "" for number in range(20_001)}))


@settings(deadline=None, max_examples=60)
@given(at=st.integers(0, 10_000), put=st.binary(min_size=1, max_size=6))
def test_no_damage_raises_anything_but_a_refusal(at: int, put: bytes):
    data = word(p("收入决算表") + tbl(HEAD, tr(tc("201"), tc("5")), widths=WIDTHS), numbering=LEVELS)
    at %= len(data)
    try:
        read_bytes(data[:at] + put + data[at + len(put) :], "草稿.docx")
    except Unreadable as problem:
        assert str(problem).endswith("。")
