from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.compile.cells import Wrong, count, money, number, read_cell, shown
from mingzhang.compile.schema import Column

CHOICES = {"fee": {"因公出国（境）费": "abroad", "“三公”经费": "three"}}


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1,234.5", 123450),
        ("1234.56", 123456),
        ("-3", -300),
        ("（3.00）", -300),
        ("(1,000)", -100_000),
        ("－3", -300),
        ("１２．５", 1250),
        ("12.", 1200),
        (".5", 50),
        ("1.500", 150),
        ("0", 0),
        ("00012", 1200),
        (" 7 ", 700),
        ("", None),
        ("-", None),
        ("9999999999999.99", 999_999_999_999_999),
    ],
)
def test_amounts_are_exact(text, fen):
    assert money(text) == fen


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1.005", "小数超过两位"),
        ("1,23", "不是金额"),
        ("1,2345", "不是金额"),
        ("(-3)", "不是金额"),
        ("--3", "不是金额"),
        ("1 2", "不是金额"),
        ("3元", "不是金额"),
        ("0.5万元", "不是金额"),
        ("1e5", "不是金额"),
        ("1_000", "不是金额"),
        ("٣", "不是金额"),
        ("=1+1", "不是金额"),
        ("NaN", "不是金额"),
        ("10000000000000", "太大"),
        ("9" * 5000, "太大"),
    ],
)
def test_what_is_not_surely_an_amount_is_none(text, says):
    with pytest.raises(Wrong, match=says) as caught:
        money(text)
    assert len(str(caught.value)) < 100


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.booleans())
def test_any_amount_is_read_as_it_is_printed(fen, thousands):
    yuan, rest = divmod(abs(fen), 100)
    printed = f"{'-' if fen < 0 else ''}{yuan:{',' if thousands else ''}}.{rest:02d}"
    assert money(printed) == fen


@given(st.text())
def test_no_text_breaks_an_amount(text):
    try:
        value = money(text)
    except Wrong:
        return
    assert value is None or isinstance(value, int)


def test_counts_and_numbers():
    assert (count("1,200"), count("3.0"), count("")) == (1200, 3, None)
    assert number("12.5") == Decimal("12.5")
    for text in ("-1", "1.5", "三"):
        with pytest.raises(Wrong):
            count(text)
    with pytest.raises(Wrong, match="不是数"):
        number("10%")


@pytest.mark.parametrize(
    ("text", "id_"), [("因公出国（境）费", "abroad"), ("因公出国(境)费", "abroad"), (' "三公"经费', "three"), ("", "")]
)
def test_choices_are_known_in_either_width(text, id_):
    assert read_cell(text, Column("a", "甲", "choice", of="fee"), CHOICES) == id_


def test_another_choice_is_told_what_can_be_chosen():
    with pytest.raises(Wrong, match="“会议费”不在可选项里；请填：因公出国（境）费、“三公”经费。"):
        read_cell("会议费", Column("a", "甲", "choice", of="fee"), CHOICES)


@pytest.mark.parametrize(
    ("kind", "text", "right"),
    [
        ("function", "2010101", True),
        ("function", "20101", False),
        ("economic", "30201", True),
        ("economic", "302", False),
        ("account", "710101", True),
        ("account", "71", False),
        ("account", "7101.01", False),
        ("function", "２０１０１０１", True),
    ],
)
def test_codes_have_their_length(kind, text, right):
    column = Column("a", "甲", kind)
    if right:
        assert len(str(read_cell(text, column, {}))) == len(text)
    else:
        with pytest.raises(Wrong, match="编码；应为"):
            read_cell(text, column, {})


def test_text_stays_text_whatever_it_begins_with():
    for text in ("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)"):
        assert read_cell(text, Column("a", "甲", "text"), {}) == text


def test_marks_that_nobody_sees_are_left_out_and_control_characters_told():
    assert read_cell("\ufeff档案\u200b局", Column("a", "甲", "text"), {}) == "档案局"
    with pytest.raises(Wrong, match="控制字符"):
        read_cell("档\x07案", Column("a", "甲", "text"), {})


def test_only_paragraphs_have_lines():
    assert read_cell("一\r\n二", Column("a", "甲", "paragraph"), {}) == "一\n二"
    with pytest.raises(Wrong, match="不能换行"):
        read_cell("一\n二", Column("a", "甲", "text"), {})
    with pytest.raises(Wrong, match="太长"):
        read_cell("字" * 30_001, Column("a", "甲", "paragraph"), {})


def test_a_quoted_cell_is_one_short_line():
    assert shown("一\n二\x1b[31m") == "一 二[31m"
    assert shown("字" * 100) == "字" * 29 + "…"
