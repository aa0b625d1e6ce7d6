from __future__ import annotations

import pytest

from mingzhang.check import check
from mingzhang.finding import Finding, Outcome
from mingzhang.model import Disclosure, Heading, Passage, Place, Section, Table
from small_disclosure import dump, findings, read_text_dump, table


def document(*tables: Table, headings: tuple[Heading, ...] = (), form: str = "text") -> Disclosure:
    made = Disclosure(
        "x.txt",
        form,
        3,
        "云岭市星图局2024年度部门决算",
        "云岭市星图局",
        2024,
        "决算",
        "部门",
        "上海2024",
        list(tables) or [table("GK03", "all\n合计 1.00")],
    )
    made.headings = [*headings]
    return made


def part(ordinal: int, text: str = "部分") -> Heading:
    return Heading(0, ordinal, f"第{ordinal}部分{text}", Place(line=ordinal))


def outcome(disclosure: Disclosure, rule: str) -> Outcome:
    (found,) = check(disclosure, [rule]).outcomes
    return found


def only(disclosure: Disclosure, rule: str) -> Finding:
    (found,) = findings(disclosure, rule)
    return found


@pytest.mark.parametrize(
    ("ordinals", "count"),
    [
        ((1, 2, 3, 4), 0),
        ((1, 2, 2, 4), 1),  # the third is called the second
        ((1, 3), 1),
        ((2, 3), 1),
        ((1, 2, 4, 4), 2),
        ((1,), 0),
        ((1, 2, 2, 3), 1),
    ],
)
def test_parts_are_numbered_without_gap_or_repetition(ordinals: tuple[int, ...], count: int):
    disclosure = document(headings=tuple(part(ordinal) for ordinal in ordinals))
    found = findings(disclosure, "structure.parts")
    assert len(found) == count
    assert {finding.level for finding in found} <= {"warning"}


def test_a_repeated_part_is_told_from_a_missing_one():
    repeated = only(document(headings=(part(1), part(2), part(2))), "structure.parts")
    missing = only(document(headings=(part(1), part(3))), "structure.parts")
    assert "重复" in repeated.message and "不连续" in missing.message
    assert missing.places[0].place == Place(line=3)


def test_a_gap_is_certain_only_where_the_title_stands_without_its_number():
    made = document(headings=(part(1), part(3)))
    assert only(made, "structure.parts").certainty == "to_confirm"
    title = Passage("云岭市星图局2024年度部门决算表", Place(page=7))
    made.sections = [Section(heading, heading.text, []) for heading in made.headings]
    made.sections[0].paragraphs.append(title)
    finding = only(made, "structure.parts")
    assert finding.certainty == "certain"
    assert finding.places[-1].place == Place(page=7)


def test_a_document_without_parts_is_not_judged_by_them():
    found = outcome(document(), "structure.parts")
    assert (found.findings, found.tally.applied, found.tally.not_applicable) == ((), 0, 1)


def test_parts_are_read_from_the_text():
    assert findings(read_text_dump(), "structure.parts") == []
    finding = only(read_text_dump(dump(("第四部分 名词解释", "第五部分 名词解释"))), "structure.parts")
    assert finding.places[0].text == "第五部分名词解释"


@pytest.mark.parametrize(
    ("edits", "name"),
    [
        (
            [
                ("第四部分 名词解释", "附言"),
                ("一、基本支出：指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。", "完。"),
            ],
            "名词解释",
        ),
        ([("第一部分 星图局概况", "前言"), ("一、主要职责", "星图局")], "概况"),
    ],
)
def test_what_every_disclosure_holds_is_missed_where_it_is_missing(edits: list[tuple[str, str]], name: str):
    finding = only(read_text_dump(dump(*edits)), "structure.contents")
    assert name in finding.message and finding.certainty == "to_confirm"


def test_a_complete_document_misses_nothing():
    assert findings(read_text_dump(), "structure.contents") == []


def test_text_that_cannot_be_seen_is_told_by_page():
    disclosure = document(table("GK03", "all\n合计 1.00"), form="pdf")
    disclosure.hidden = [
        ("看不见的一行", Place(page=2)),
        ("又一行", Place(page=2)),
        ("另一页", Place(page=3)),
        ("x", Place(page=1)),
    ]
    found = findings(disclosure, "structure.hidden-text")
    assert [finding.places[0].place.page for finding in found] == [2, 3]
    assert all(finding.level == "notice" for finding in found)


def test_only_a_pdf_can_hide_text():
    found = outcome(read_text_dump(), "structure.hidden-text")
    assert (found.tally.applied, found.tally.not_applicable) == (0, 1)


def test_a_table_that_was_hard_to_read_is_said_so():
    made = table("GK03", "all\n合计 1.00")
    made.doubts.append("表头有一栏不认识")
    finding = only(document(made), "reading.doubts")
    assert "表头有一栏不认识" in finding.message
    assert (finding.level, finding.certainty) == ("notice", "to_confirm")
    assert outcome(read_text_dump(), "reading.doubts").tally.passed == 4


def test_a_document_without_tables_is_judged_by_what_it_has():
    assert any(finding.title == "缺少内容" for finding in check(Disclosure("x.txt", "text", 1)).findings)
