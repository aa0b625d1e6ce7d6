from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.forms.label import bare, compact, fold


def test_white_space_of_every_kind_goes():
    assert compact(" 本 年\u3000收\n入\u00a0合计\t") == "本年收入合计"


def test_compatibility_forms_are_folded_but_punctuation_stays():
    assert compact("⼀般公共预算") == "一般公共预算"
    assert compact("（一）：，") == "（一）：，"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("因公出国(境)费", "因公出国（境）费"),
        ('"三公"经费', "“三公”经费"),
        ("「三公」经费", "“三公”经费"),
        ("单位：万元", "单位:万元"),
        ("货物，工程", "货物,工程"),
    ],
)
def test_brackets_quotes_and_colons_of_any_width_compare_equal(left: str, right: str):
    assert fold(left) == fold(right)


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("八、其他收入", "其他收入"),
        ("二十四、债务付息支出", "债务付息支出"),
        ("（一）行政单位", "行政单位"),
        ("(二) 参照公务员法管理事业单位", "参照公务员法管理事业单位"),
        ("1.副部（省）级及以上领导用车", "副部（省）级及以上领导用车"),
        ("3、机要通信用车", "机要通信用车"),
        ("其中：一般公共预算财政拨款", "一般公共预算财政拨款"),
        ("其中：1.货物", "货物"),
        ("总计", "总计"),
    ],
)
def test_ordinals_are_no_part_of_a_label(printed: str, label: str):
    assert bare(printed) == label


@pytest.mark.parametrize("text", ["1.5万元", "100万元以上设备", "一般公共服务支出", "三公经费"])
def test_digits_and_numerals_that_count_something_stay(text: str):
    assert bare(text) == text


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing_more(text: str):
    assert compact(compact(text)) == compact(text)
    assert fold(fold(text)) == fold(text)
    assert not any(character.isspace() for character in fold(text))
