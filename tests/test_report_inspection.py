from __future__ import annotations

from dataclasses import replace

import pytest

import report_sample as sample
from mingzhang.check.example import Example
from mingzhang.finding import Certainty, Finding, Level, Outcome, Quote, Report, Tally
from mingzhang.model import Disclosure, Place
from mingzhang.report.checked import Checked
from mingzhang.report.inspection import FAILS, MEETS, OPEN, Row, inspected, items, row_of
from mingzhang.report.parts import WHOLE, Part

CELLS = "GK05 合计 合计 10.00\nGK05 合计 基本支出 7.00\nGK05 合计 项目支出 3.00"
TEXT = "第三部分情况说明\n五、一般公共预算财政拨款支出决算情况说明\n支出10.00万元。"
TABLE = Place(table="GK05", row="合计", column="合计")


def disclosure() -> Disclosure:
    return Example(cells=CELLS, text=TEXT).document()


def found(
    rule: str, place: Place, level: Level = "error", certainty: Certainty = "certain", message: str = "不符。"
) -> Finding:
    return Finding(rule, "规则", level, message, (Quote("10.00", place),), certainty, suggestion="改正。")


def rows(*findings: Finding, ran: tuple[str, ...] = ("sum.kind",), **parts: object) -> dict[str, Row]:
    outcomes = [Outcome(rule, (), Tally(3)) for rule in ran]
    outcomes += [Outcome(finding.rule, (finding,), Tally(0, 1)) for finding in findings]
    report = Report(outcomes, **parts)
    return {row.title: row for row in inspected(Checked("甲.txt", disclosure(), report)).rows}


def table_row(made: dict[str, Row]) -> Row:
    return next(row for title, row in made.items() if "一般公共预算财政拨款支出决算表" in title)


def test_nothing_is_called_right_on_silence():
    assert {row.answer for row in rows(ran=()).values()} == {OPEN}
    assert all(row.problems for row in rows(ran=()).values())
    # Whatever ran, the day of publication is not in the file.
    everything = (*(name for item in items() for name in item.judged), "sum.kind")
    assert rows(ran=everything)["及时性"].answer == OPEN


def test_a_table_is_right_where_its_relations_were_judged_and_held():
    assert table_row(rows()).answer == MEETS
    assert "已核对 1 项勾稽" in table_row(rows()).problems
    # The relation is of a rule that did not run.
    assert table_row(rows(ran=("sum.function",))).answer == OPEN


def test_a_table_read_with_doubt_is_never_right():
    document = disclosure()
    document.tables[0].doubts.append("表头没有画线")
    made = inspected(Checked("甲", document, Report([Outcome("sum.kind", (), Tally(3))])))
    row = table_row({row.title: row for row in made.rows})
    assert row.answer == OPEN
    assert "表头没有画线" in row.problems


@pytest.mark.parametrize("ran", [True, False])
def test_an_empty_table_is_judged_by_its_note(ran):
    document = Example(cells="GK08 合计 合计 .", text=TEXT).document()
    rule = "structure.empty-tables" if ran else "sum.kind"
    made = inspected(Checked("甲", document, Report([Outcome(rule, (), Tally(1))])))
    row = next(row for row in made.rows if "国有资本" in row.title)
    assert row.answer == (MEETS if ran else OPEN)


@pytest.mark.parametrize(
    ("level", "certainty", "answer", "mark"),
    [
        ("error", "certain", FAILS, ""),
        ("warning", "certain", FAILS, ""),
        ("notice", "certain", MEETS, "（提示）"),
        ("error", "to_confirm", OPEN, "（待确认）"),
    ],
)
def test_findings_decide_the_answer(level, certainty, answer, mark):
    row = table_row(rows(found("sum.kind", TABLE, level, certainty)))
    assert row.answer == answer
    assert f"1．{mark}“10.00”：不符。建议：改正" in row.problems


def test_leads_are_not_for_the_sheet():
    assert "不符" not in "".join(row.problems for row in rows(found("lead.x", TABLE, "lead")).values())


def test_explained_findings_are_told_without_deciding():
    row = table_row(rows(dismissed=[(found("sum.kind", TABLE), "系代列")]))
    assert row.answer == MEETS
    assert "（已作说明）不符。说明：系代列" in row.problems


@pytest.mark.parametrize(
    ("rule", "part", "message", "title"),
    [
        ("evaluation.total", WHOLE, "", "项目经费情况说明"),
        ("structure.table-set", Part("table", "公开01 收入支出决算总表", 5), "", "表的齐全和编号"),
        ("structure.contents", WHOLE, "全文没有找到“名词解释”部分。", "名词解释"),
        ("structure.contents", WHOLE, "全文没有找到“前言”部分。", "各部分的齐全和编号"),
        ("wording.slots", Part("cover", "封面"), "", "封面"),
        ("wording.slots", Part("contents", "目录"), "", "目录"),
        ("wording.slots", Part("section", "一、主要职能", 2, "第一部分概况"), "", "主要职能"),
        ("wording.slots", Part("section", "二、机构设置情况", 2, "第一部分概况"), "", "机构设置"),
        ("wording.slots", Part("section", "（四）预算绩效情况说明", 2, "第三部分情况说明"), "", "项目经费情况说明"),
        ("text.items", Part("section", "（一）机关运行经费支出情况", 2, "第三部分情况说明"), "", "其他相关说明"),
        ("text.items", Part("section", "三、支出决算情况说明", 2, "第三部分情况说明"), "", "编制说明（情况说明）"),
        ("text.items", Part("section", "（七）甲", 2, "第三部分情况说明"), "", "编制说明（情况说明）"),
        ("codes.names", Part("section", "（七）甲", 2, "第四部分名词解释"), "", "名词解释"),
        ("joint.infeasible", Part("table", "公开01 收入支出决算总表", 5), "", 5),
        ("joint.infeasible", WHOLE, "", "其他"),
    ],
)
def test_each_finding_has_its_row(rule, part, message, title):
    assert row_of(Finding(rule, "规则", "error", message, ()), part) == title


def test_every_finding_stands_on_the_sheet_once():
    document = sample.disclosure()
    report = sample.report(document)
    text = "\n".join(row.problems for row in inspected(Checked("甲", document, report)).rows)
    for finding in report.findings:
        assert text.count(finding.message.strip("。")[:12].replace("\x1b", "")) >= (finding.rule != "text.wording")


def test_words_of_the_data_are_used_once():
    words = [word for item in items() for word in item.headings]
    assert len(words) == len(set(words))
    assert len({item.title for item in items()}) == len(items())
    assert sum(item.tables for item in items()) == 1


def test_the_document_is_named():
    sheet = inspected(Checked("甲.txt", replace(disclosure(), organisation=sample.HOSTILE), Report([])))
    assert sheet.source == "甲.txt"
    assert "\x1b" not in sheet.organisation
