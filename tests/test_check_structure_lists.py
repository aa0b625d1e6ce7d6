from __future__ import annotations

import pytest

from mingzhang.finding import Finding
from mingzhang.model import Disclosure, Heading, Passage, Place, Section
from small_disclosure import findings
from wording_document import found

OVERVIEW = "第一部分概况\n"
FIRST = "二、机构设置\n1、云州市星图局机关，负责编图。\n2、云州市星图中心，负责观测。\n"


def document(contents: list[str], headings: list[tuple[int, int, str]]) -> Disclosure:
    made = Disclosure("x.pdf", "pdf", 9, "", "云州市星图局", 2023, "决算", "部门")
    lines = [Passage("目录", Place(page=2)), *(Passage(text, Place(page=2)) for text in contents)]
    made.sections.append(Section(None, "", lines))
    part = ""
    for level, ordinal, text in headings:
        heading = Heading(level, ordinal, text, Place(page=5))
        part = text if level == 0 else part
        made.headings.append(heading)
        made.sections.append(Section(heading, part, [Passage("没有变化。", Place(page=5))]))
    return made


def contents(*edits: tuple[str, str]) -> list[Finding]:
    entries = ["第一部分概况....3", "一、主要职责....3", "第三部分情况说明....7", "一、收入支出决算总体情况说明....7"]
    for old, new in edits:
        entries = [entry.replace(old, new) for entry in entries]
    headings = [
        (0, 1, "第一部分概况"),
        (1, 1, "一、主要职责"),
        (0, 3, "第三部分情况说明"),
        (1, 1, "一、收入支出决算总体情况说明"),
    ]
    return findings(document(entries, headings), "structure.contents-page")


def test_the_contents_page_agrees():
    assert contents() == []


def test_an_entry_that_differs_from_its_heading():
    (finding,) = contents(("总体情况说明", "总体说明"))
    assert [quote.place.page for quote in finding.places] == [2, 5]


def test_an_entry_of_another_part_is_not_compared():
    assert contents(("一、主要职责", "一、主要职能和任务")) == []


def test_an_entry_that_was_cut_off_is_no_difference():
    assert contents(("总体情况说明", "总体情况")) == []


def test_lists_of_units_that_differ():
    second = FIRST.replace("二、", "三、").replace("云州市星图中心", "云州市天文馆")
    (finding,) = found("structure.unit-lists", OVERVIEW + FIRST + second)
    assert finding.level == "warning"
    assert "云州市天文馆" in finding.message
    (finding,) = found("structure.unit-lists", OVERVIEW + FIRST + FIRST.replace("二、", "三、"))
    assert finding.level == "notice"


def test_a_list_of_the_organisation_may_differ_from_the_units_in_the_accounts():
    second = FIRST.replace("二、机构设置", "三、决算单位构成").replace("云州市星图中心", "云州市天文馆")
    (finding,) = found("structure.unit-lists", OVERVIEW + FIRST + second)
    assert (finding.level, finding.certainty) == ("notice", "to_confirm")


def test_lists_of_other_things_are_not_compared():
    inner = "三、内设机构构成\n1、办公室，负责文书。\n2、观测科，负责观测。"
    assert found("structure.unit-lists", OVERVIEW + FIRST + inner) == []


@pytest.mark.parametrize("after", ["", "三、人员情况\n共八人。"])
def test_a_list_that_is_announced_and_missing_is_to_confirm(after):
    (finding,) = found("structure.empty-list", f"{OVERVIEW}二、机构设置\n纳入决算编制范围的单位包括：\n{after}")
    assert finding.certainty == "to_confirm"


def test_a_list_in_a_table_counts():
    text = f"{OVERVIEW}二、机构设置\n纳入决算编制范围的单位包括："
    assert found("structure.empty-list", text, organisations=("云州市星图局（本级）",)) == []
