from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.read.headings import chinese_number, heading_of, numbered_start


@pytest.mark.parametrize(
    ("text", "number"),
    [("一", 1), ("九", 9), ("十", 10), ("十一", 11), ("二十", 20), ("二十四", 24), ("九十九", 99)],
)
def test_chinese_numerals_count(text: str, number: int):
    assert chinese_number(text) == number


@pytest.mark.parametrize(
    ("line", "level", "ordinal", "text"),
    [
        ("第一部分 星图局概况", 0, 1, "星图局概况"),
        ("第四部分：名词解释", 0, 4, "名词解释"),
        ("第 二 部 分 决算表", 0, 2, "决算表"),
        ("一、主要职责", 1, 1, "主要职责"),
        ("十二、其他重要事项", 1, 12, "其他重要事项"),
        ("（一）总体情况", 2, 1, "总体情况"),
        ("(三)机关运行经费", 2, 3, "机关运行经费"),
        ("1、政府采购", 3, 1, "政府采购"),
        ("2.国有资产", 3, 2, "国有资产"),
        ("3．其他", 3, 3, "其他"),
    ],
)
def test_headings_have_a_level_and_an_ordinal(line: str, level: int, ordinal: int, text: str):
    mark = heading_of(line)
    assert mark is not None
    assert (mark.level, mark.ordinal, mark.text) == (level, ordinal, text)


@pytest.mark.parametrize(
    "line",
    [
        "一、本年收入合计1,000.00万元。",
        "二、基本支出：指为保障机构正常运转而发生的支出",
        "（一）贯彻执行规定，拟订标准，并组织实施",
        "1.5万元",
        "2024年度部门决算",
        "其他收入",
        "第一部分是概况，第二部分是表；",
        "1、" + "长" * 50,
        "",
    ],
)
def test_sentences_and_amounts_are_no_headings(line: str):
    assert heading_of(line) is None


@pytest.mark.parametrize(
    "line", ["一、本年收入合计1,000.00万元。", "（一）贯彻执行规定。", "1、星图局本级。", "第三部分 说明"]
)
def test_numbered_sentences_begin_an_item(line: str):
    assert numbered_start(line)


@pytest.mark.parametrize("line", ["1.5万元", "2024年", "其他", ""])
def test_other_lines_do_not(line: str):
    assert not numbered_start(line)


@given(st.text(alphabet="第一二十九部分、（）()1234567890.．：。 标题\n", max_size=20))
def test_no_line_is_too_odd(line: str):
    mark = heading_of(line)
    if mark is not None:
        assert 0 <= mark.level <= 3 and mark.ordinal >= 0 and mark.text
