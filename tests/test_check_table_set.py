from __future__ import annotations

from dataclasses import replace

import pytest

from mingzhang.check import check
from mingzhang.check.example import Example
from mingzhang.finding import Finding
from mingzhang.forms import editions
from mingzhang.model import Disclosure, Table
from small_disclosure import dump, findings, read_text_dump, table

FULL = {
    "GK01": "other 1.00",
    "GK02": "all other\n合计 1.00 1.00",
    "GK03": "all basic\n合计 1.00 1.00",
    "GK04": "general 1.00",
    "GK05": "all basic\n合计 1.00 1.00",
    "GK06": "301 1.00\npersonnel 1.00",
    "GK07": "income all\n合计 1.00 1.00",
    "GK08": "all project\n合计 1.00 1.00",
    "GK09": "final.all final.reception\n本年 1.00 1.00",
}


def document(*tables: Table) -> Disclosure:
    return Disclosure(
        "x.txt", "text", 3, "云岭市星图局2024年度部门决算", "云岭市星图局", 2024, "决算", "部门", "上海2024", [*tables]
    )


def full(*leave_out: str) -> list[Table]:
    return [table(form, sheet) for form, sheet in FULL.items() if form not in leave_out]


def found(rule: str, *tables: Table) -> list[Finding]:
    return findings(document(*tables), rule)


def test_the_invented_edition_is_the_one_the_tests_think_it_is():
    assert set(FULL) == set(editions()["上海2024"].order)


def test_a_full_set_passes():
    assert found("structure.table-set", *full()) == []
    assert check(document(*full()), ["structure.table-set"]).tally.passed == 9


@pytest.mark.parametrize("form", FULL)
def test_each_missing_table_is_missed(form: str):
    (finding,) = found("structure.table-set", *full(form))
    assert editions()["上海2024"].forms[form].title in finding.message
    assert (finding.title, finding.level, finding.certainty) == ("缺表", "warning", "to_confirm")


def test_a_table_printed_twice_is_told_once_with_both_places():
    tables = [*full(), table("GK03", FULL["GK03"])]
    (finding,) = found("structure.table-set", *tables)
    assert (finding.title, len(finding.places)) == ("重表", 2)


def numbered(*numbers: str) -> list[Finding]:
    tables = full()[: len(numbers)]
    for made, number in zip(tables, numbers, strict=True):
        made.number = number
    return found("structure.table-numbers", *tables)


@pytest.mark.parametrize(
    ("numbers", "count"),
    [
        (("公开01表", "公开02表", "公开03表"), 0),
        (("公开01表", "公开03表", "公开04表"), 1),
        (("公开02表", "公开01表"), 1),
        (("", "", ""), 0),
        (("公开01表", "", "公开02表"), 0),
    ],
)
def test_printed_numbers_run_upwards(numbers: tuple[str, ...], count: int):
    assert len(numbered(*numbers)) == count


def test_numbers_that_are_not_printed_are_not_judged():
    tally = check(document(*full()), ["structure.table-numbers"]).tally
    assert (tally.applied, tally.not_applicable) == (0, 1)


def test_a_table_of_another_year_is_an_error_with_both_years():
    text = dump()
    at = text.index("2024年度 金额单位", text.index("公开05表"))
    disclosure = read_text_dump(text[:at] + text[at:].replace("2024年度", "2023年度", 1))
    (finding,) = findings(disclosure, "structure.years")
    assert (finding.level, finding.certainty, finding.expected, finding.actual) == (
        "error",
        "certain",
        "2024年度",
        "2023年度",
    )
    assert finding.places[0].place.table == "GK05"


def test_a_doubtful_table_of_another_year_is_to_be_confirmed():
    tables = full()
    tables[2].year = 2023
    tables[2].doubts.append("表头有一栏不认识")
    (finding,) = found("structure.years", *tables)
    assert finding.certainty == "to_confirm"


def test_tables_without_a_year_are_not_judged():
    tally = check(document(*full()), ["structure.years"]).tally
    assert (tally.applied, tally.not_applicable) == (0, 1)


def test_a_missing_unit_is_a_notice_and_another_unit_a_warning():
    tables = full()
    tables[1].unit = ""
    tables[4].unit = "元"
    first, second = sorted(found("structure.units", *tables), key=lambda finding: finding.level)
    assert (first.level, first.places[0].text) == ("notice", tables[1].title)
    assert (second.level, second.places[0].text) == ("warning", "元")
    assert "万元" in second.message


def test_a_unit_missing_in_the_dump_is_noticed_and_casts_doubt_on_the_figures():
    text = dump()
    at = text.index("金额单位：万元", text.index("公开05表"))
    disclosure = read_text_dump(text[:at] + text[at + len("金额单位：万元") :])
    (finding,) = findings(disclosure, "structure.units")
    assert finding.level == "notice"
    assert check(disclosure).count("error") == 0


def test_an_empty_table_needs_no_unit():
    tables = full()
    tables[6] = table("GK07", "income all\n合计 . .", "")
    assert found("structure.units", *tables) == []


EMPTY = "income all\n合计 . ."


@pytest.mark.parametrize(
    "note", ["注：本表无数据。", "说明：我局2024年度没有政府性基金预算财政拨款收入支出，故本表为空表。", "注：不涉及"]
)
def test_an_empty_table_that_says_so_is_in_order(note: str):
    tables = full("GK07")
    empty = table("GK07", EMPTY)
    empty.notes.append(note)
    assert found("structure.empty-tables", *tables, empty) == []


def test_an_empty_table_without_a_word_is_a_warning():
    empty = table("GK07", EMPTY)
    empty.notes.append("注：本表反映部门本年度没有什么收入情况。")  # the form's own note says nothing about this year
    (finding,) = found("structure.empty-tables", *full("GK07"), empty)
    assert (finding.title, finding.level) == ("空表未说明", "warning")


def test_zeros_throughout_are_empty_too():
    (finding,) = found("structure.empty-tables", *full("GK07"), table("GK07", "income all\n合计 0.00 0.00"))
    assert finding.title == "空表未说明"


def test_a_full_table_that_says_it_is_empty_is_an_error_with_note_and_figure():
    tables = full()
    tables[3].notes.append("注：本表无数据。")
    (finding,) = found("structure.empty-tables", *tables)
    assert (finding.level, finding.certainty) == ("error", "certain")
    assert [quote.text for quote in finding.places] == ["注：本表无数据。", "1.00"]


def test_a_note_about_some_of_the_figures_is_no_claim_that_there_are_none():
    tables = full()
    tables[3].notes.append("注：本年度没有政府性基金收入。")
    assert found("structure.empty-tables", *tables) == []


def test_a_form_nobody_filled_in_is_said_once():
    empty = [table("GK07", EMPTY), table("GK03", "all\n合计 .")]
    (finding,) = found("structure.empty-tables", *empty)
    assert "空白表样" in finding.message


def test_an_office_that_says_it_had_no_money_is_no_blank_form():
    text = "一、收入支出决算总体情况说明\n{}。"
    made = Example("GK03 合计 本年支出合计 0.00", text.format("本部门2023年度没有收入、支出和结转结余")).document()
    assert findings(made, "structure.empty-tables") == []
    made = Example("GK03 合计 本年支出合计 0.00", text.format("本部门2023年度收、支总计均为0.00万元")).document()
    assert len(findings(made, "structure.empty-tables")) == 1


def test_two_tables_under_one_number():
    first = replace(table("GK02", "all\n合计 1.00"), number="公开02表")
    second = replace(table("GK03", "all\n合计 1.00"), number="公开02表")
    made = Disclosure("x.txt", "text", 1, year=2024, kind="决算", edition="上海2024", tables=[first, second])
    (finding,) = findings(made, "structure.table-numbers")
    assert "表号相同" in finding.message
    continued = Disclosure("x.txt", "text", 1, year=2024, kind="决算", edition="上海2024", tables=[first, first])
    assert findings(continued, "structure.table-numbers") == []
