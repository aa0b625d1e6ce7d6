from __future__ import annotations

import pytest

from mingzhang.model import Place
from mingzhang.read.layout import FormText, Grid, Layout, Line, Paragraph
from mingzhang.read.problem import Unreadable
from mingzhang.read.text import decode, join_lines, read_text, title_of
from small_disclosure import DUMP, dump


def layout(text: str = DUMP) -> Layout:
    return read_text(text.encode(), "x.txt")


def joined(*texts: str) -> list[str]:
    return [
        paragraph.text for paragraph in join_lines([Line(text, Place(line=at)) for at, text in enumerate(texts, 1)])
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_text_is_decoded_from_what_offices_use(encoding: str):
    assert decode("星图局决算 ○ 1,000.00".encode(encoding), "x.txt") == "星图局决算 ○ 1,000.00"


@pytest.mark.parametrize("data", [b"", b"\n \t", b"\x01\x02\x03" * 100, b"\xff\xfe\x00\xd8", b"\x80\xff\x81"])
def test_what_is_no_text_is_refused(data: bytes):
    with pytest.raises(Unreadable):
        decode(data, "x.txt")


def test_a_stray_control_character_is_no_reason_to_refuse():
    assert decode("星图局\x00决算\x0c第二页".encode(), "x.txt") == "星图局决算\x0c第二页"


def test_a_dump_becomes_paragraphs_and_grids_in_reading_order():
    blocks = layout().blocks
    grids = [block for block in blocks if isinstance(block, Grid)]
    assert len(grids) == 4 and not any(grid.ruled for grid in grids)
    first = blocks.index(grids[0])
    before = [block.text for block in blocks[:first] if isinstance(block, Paragraph)]
    assert before[0] == "云岭市星图局2024年度部门决算"
    assert "收入支出决算总表" in before and "金额单位：万元" in before
    note = blocks[first + 1]
    assert isinstance(note, Paragraph) and note.text.startswith("注：")


def test_every_block_knows_its_lines():
    lines = DUMP.splitlines()
    for paragraph in layout().paragraphs():
        for line in paragraph.lines:
            assert line.place.line is not None
            assert lines[line.place.line - 1] == line.text


def test_form_feeds_count_the_pages_and_shift_no_line():
    text = DUMP.replace("第三部分", "\f第三部分")
    assert layout(text).pages == 2
    assert [p.place for p in layout(text).paragraphs()] == [p.place for p in layout().paragraphs()]


def test_a_title_printed_twice_over_its_table_begins_one_table():
    assert DUMP.count("支出决算表\n") == 4  # two tables, each as a heading and as the title
    assert sum(isinstance(block, Grid) for block in layout().blocks) == 4


def test_a_title_in_the_text_begins_no_table():
    text = dump(("编制全市星图，养护观星台。", "支出决算表\n\n收入决算表\n\n这些表见第二部分。"))
    assert sum(isinstance(block, Grid) for block in layout(text).blocks) == 4
    contents = dump(
        ("一、主要职责\n", "目录\n\n一、收入支出决算总表\n\n二、收入决算表\n\n三、支出决算表\n\n一、主要职责\n")
    )
    assert sum(isinstance(block, Grid) for block in layout(contents).blocks) == 4


def test_a_table_without_a_note_ends_before_the_next():
    text = dump(("注：本表反映部门本年度各项支出情况。\n", ""))
    grids = [block for block in layout(text).blocks if isinstance(block, Grid)]
    whole = [block for block in layout().blocks if isinstance(block, Grid)]
    assert [grid.rows for grid in grids] == [grid.rows for grid in whole]


def test_a_table_without_a_note_ends_before_the_explanation():
    text = dump(("注：本表反映部门本年度一般公共预算财政拨款支出情况。\n", ""))
    paragraphs = [paragraph.text for paragraph in layout(text).paragraphs()]
    assert "第三部分 2024年度部门决算情况说明" in paragraphs
    assert any(text.startswith("本年支出合计1,000.00万元") for text in paragraphs)


def test_a_note_keeps_its_wrapped_lines_and_ends_before_the_text():
    note = "注：本表反映部门本年度各项支出情况。"
    text = dump((note, "注：本表反映部门本年度各项\n支出情况。\n说明：本表含观星台。"))
    paragraphs = [paragraph.text for paragraph in layout(text).paragraphs()]
    assert note in paragraphs and "说明：本表含观星台。" in paragraphs


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("一、支出决算表", "支出决算表"),
        (" （二） 支 出 决 算 表 ", "支出决算表"),
        ("3.支出决算表", "支出决算表"),
        ("支出决算表", "支出决算表"),
    ],
)
def test_a_title_is_compared_without_its_ordinal(text: str, title: str):
    assert title_of(text) == title


def test_lines_that_break_anywhere_are_joined_to_paragraphs():
    assert joined(
        "一、主要职责",
        "编制全市星图，养护观星台，组织天文观测，开展科学普",
        "及，承担历书的编制。",
        "（一）编制星图的规划，并组织实施各项观测任务和工作",
        "计划。",
        "（二）养护观星台。",
    ) == [
        "一、主要职责",
        "编制全市星图，养护观星台，组织天文观测，开展科学普及，承担历书的编制。",
        "（一）编制星图的规划，并组织实施各项观测任务和工作计划。",
        "（二）养护观星台。",
    ]  # fmt: skip


def test_a_sentence_that_fills_its_line_goes_on():
    full = "长" * 24 + "。"
    assert joined(full, "后续也是同一段落的文字。") == [full + "后续也是同一段落的文字。"]


def test_blank_lines_part_nothing():
    assert joined("本年支出合计一千万元，其中基本支出六百万元，项目支出", "", "四百万元。") == [
        "本年支出合计一千万元，其中基本支出六百万元，项目支出四百万元。"
    ]


def test_no_lines_are_no_paragraphs():
    assert joined("", "  ") == []
    assert not any(isinstance(block, FormText) for block in layout("只有一行。").blocks)
