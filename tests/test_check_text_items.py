from __future__ import annotations

import pytest

from mingzhang.amount import parse_amount
from mingzhang.check.rule import Case
from mingzhang.check.text_items import check
from mingzhang.finding import Outcome
from mingzhang.model import Disclosure, FactKey, Heading, Passage, Place, Print, Section, Table

GENERAL = {"fund": "general"}
BASIC = {"fund": "general", "kind": "basic"}


def cell(form: str, row: str, name: str, text: str, at: dict[str, str], column: str = "决算数") -> Print:
    place = Place(line=9, table=form, row=row, column=column)
    return Print(FactKey.of("expenditure", at), text, parse_amount(text, "万元"), place, row, name, column)


TABLES = [
    Table(
        "GK05",
        "一般公共预算财政拨款支出决算表",
        [
            cell("GK05", "213", "农林水支出", "60.00", {**GENERAL, "function": "213"}, "合计"),
            cell("GK05", "2130314", "防汛", "40.00", {**GENERAL, "function": "2130314"}, "合计"),
            cell("GK05", "2130399", "其他水利支出", "20.00", {**GENERAL, "function": "2130399"}, "合计"),
        ],
        [],
        Place(),
        "万元",
    ),
    Table(
        "GK06",
        "一般公共预算财政拨款基本支出决算表",
        [cell("GK06", "30201", "办公费", "3.05", {**BASIC, "economic": "30201"})],
        [],
        Place(),
        "万元",
    ),
]
ITEMS = "一般公共预算财政拨款支出决算情况说明"
BASICS = "一般公共预算财政拨款基本支出决算情况说明"


def judged(heading: str, text: str) -> tuple[Outcome, Outcome]:
    section = Section(Heading(1, 5, f"五、{heading}", Place()), "第三部分情况说明", [Passage(text, Place(line=3))])
    amounts, names = check(Case(Disclosure("x.txt", "text", 1, year=2023, tables=TABLES, sections=[section])))
    return amounts, names


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        (ITEMS, "农林水支出（类）60.00万元，占100%。"),
        (ITEMS, "1.农林水支出（类）水利（款）防汛（项）。年初预算为30.00万元，支出决算为40.00万元。"),
        (BASICS, "公用经费主要包括：办公费3.05万元、水费0.00万元。"),
        (BASICS, "办公费30,500元。"),
    ],
)
def test_items_that_agree_or_that_no_table_names_pass(heading: str, text: str):
    assert [outcome.findings for outcome in judged(heading, text)] == [(), ()]


@pytest.mark.parametrize(
    ("heading", "text", "expected"),
    [
        (ITEMS, "农林水支出（类）66.00万元。", "60.00万元"),
        (ITEMS, "1.农林水支出（类）水利（款）防汛（项）。支出决算为44.00万元。", "40.00万元"),
        (BASICS, "办公费3.50万元。", "3.05万元"),
    ],
)
def test_an_item_that_differs_from_its_table_is_an_error(heading: str, text: str, expected: str):
    amounts, _ = judged(heading, text)
    (finding,) = amounts.findings
    assert (finding.level, finding.certainty, finding.expected) == ("error", "certain", expected)
    assert [quote.place.line for quote in finding.places] == [3, 9]


def test_a_last_digit_is_a_tail():
    amounts, _ = judged(BASICS, "办公费3.06万元。")
    assert [finding.level for finding in amounts.findings] == ["notice"]


def test_an_item_that_the_table_does_not_list_under_its_class_is_to_be_explained():
    _, names = judged(ITEMS, "1.农林水支出（类）水利（款）防汛抗旱（项）。支出决算为40.00万元。")
    (finding,) = names.findings
    assert finding.level == "warning"
    assert "防汛抗旱" in finding.message


def test_sections_that_speak_of_no_items_are_left_alone():
    amounts, names = judged("其他重要事项情况说明", "办公费9.99万元。")
    assert (amounts.tally.applied, amounts.tally.not_applicable, names.tally.applied) == (0, 0, 0)
