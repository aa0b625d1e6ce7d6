from __future__ import annotations

from wording_document import found

FIVE = "\n".join(
    f"{numeral}、{name}情况说明\n本年度{name}没有变化。"
    for numeral, name in zip("一二三", ("收入支出", "收入决算", "支出决算"), strict=True)
)


def test_the_same_heading_twice_in_a_part():
    text = "第一部分概况\n一、主要职责\n编图。\n二、机构设置\n甲科。\n二、机构设置\n乙科。"
    (finding,) = found("structure.repeated-headings", text)
    assert [quote.place.line for quote in finding.places] == [6, 4]
    assert found("structure.heading-numbers", text) == []


def test_the_same_heading_under_two_parents_is_right():
    text = "一、收入情况说明\n（一）总体情况\n甲。\n二、支出情况说明\n（一）总体情况\n乙。"
    assert found("structure.repeated-headings", text) == []
    assert found("structure.heading-numbers", text) == []


def test_a_number_twice_is_certain_and_a_gap_may_be_the_reader():
    (finding,) = found("structure.heading-numbers", "一、收入情况\n甲。\n二、支出情况\n乙。\n二、采购情况\n丙。")
    assert finding.certainty == "certain"
    (finding,) = found("structure.heading-numbers", "一、收入情况\n甲。\n二、支出情况\n乙。\n四、采购情况\n丙。")
    assert finding.certainty == "to_confirm"


def test_a_heading_that_was_read_as_a_sentence_leaves_no_gap():
    text = "一、收入情况\n甲。\n二、支出情况\n乙。\n三、资产占用情况说明，没有变化，见表。\n四、采购情况\n丙。"
    assert found("structure.heading-numbers", text) == []


def test_rows_of_a_table_that_look_like_headings_are_no_headings():
    rows = "一、外交支出\n三、国防支出\n三、国防支出\n八、其他支出\n"
    assert found("structure.heading-numbers", f"第二部分公开表\n{rows}") == []
    assert found("structure.repeated-headings", f"第二部分公开表\n{rows}") == []


def test_a_part_of_tables_that_holds_the_explanation():
    (finding,) = found("structure.part-title", f"第二部分2023年度部门决算表\n{FIVE}")
    assert finding.certainty == "certain"
    assert found("structure.part-title", f"第二部分2023年度部门决算表及说明\n{FIVE}") == []
    assert found("structure.part-title", f"第二部分决算表\n第三部分情况说明\n{FIVE}") == []


def test_missing_topics_are_one_finding_to_confirm():
    text = FIVE + "\n" + "收入、支出、财政拨款收支和一般公共预算基本支出没有变化。" * 20
    (finding,) = found("structure.topics", text)
    assert finding.certainty == "to_confirm"
    assert "“政府采购情况”" in finding.message
    assert "“基本支出情况”" not in finding.message
    assert "“国有资本经营预算财政拨款情况”" in finding.message
    assert "国有资本" not in found("structure.topics", text, year=2018)[0].message


def test_two_ways_to_number_one_list():
    (finding,) = found("structure.list-style", "一、情况说明\n1、编图，含印发。\n2.观测，含记录。")
    assert finding.level == "notice"
    assert found("structure.list-style", "一、情况说明\n1、编图，含印发。\n二、其他说明\n1.观测，含记录。") == []
