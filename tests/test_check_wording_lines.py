from __future__ import annotations

import pytest

from wording_document import found


@pytest.mark.parametrize("line", ["；", "。", "无"])
def test_a_line_that_is_no_sentence(line):
    (finding,) = found("wording.stray-line", f"公务接待费支出0万元。\n{line}")
    assert finding.places[0].place.line == 3


def test_a_section_that_only_says_none_is_no_stray_line():
    assert found("wording.stray-line", "八、国有资本经营预算情况说明\n无") == []
    assert found("wording.stray-line", "公务接待费支出情况如下：\n无") == []


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("平均得分98.00分（其中，优的项目3个；良的项目0个。", "）"),
        ("按照《云州市星图管理办法的要求开展工作。", "》"),
        ("设备不含车辆）共2台。", "（"),
        ("落实“星图下乡工作的要求。", "”"),
    ],
)
def test_a_bracket_without_partner(text, missing):
    (finding,) = found("wording.brackets", text)
    assert f"“{missing}”" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "工作有：1）编图；2）观测；（3）出版。",
        "设备(不含车辆）共2台。",
        "按照《云州市星图（试行）管理办法》（云星〔2023〕1号）执行。",
        "设备（不含车辆\n及专用设备）共2台。",
    ],
)
def test_numbering_mixed_width_and_split_paragraphs_are_no_slip(text):
    assert found("wording.brackets", text) == []


def test_a_sentence_that_breaks_off_before_a_heading():
    text = "一、收入情况说明\n收入增加，主要原因是\n二、支出情况说明\n没有变化。"
    (finding,) = found("wording.broken-sentence", text)
    assert (finding.level, finding.places[0].place.line) == ("warning", 2)
    assert found("wording.broken-sentence", text.replace("主要原因是", "具体见附表")) == []
    assert found("wording.broken-sentence", "收入增加，主要原因是\n项目增多。") == []


def test_one_item_of_a_list_without_its_full_stop():
    text = (
        "1.编制全市星图，组织印发，负责更新。\n2.养护观星台，指导各县观星，编写手册\n"
        "3.审核星图出版，培训人员，完成其他任务。"
    )
    (finding,) = found("wording.sentence-end", text)
    assert finding.places[0].place.line == 3
    assert found("wording.sentence-end", text.replace("。", "")) == []
