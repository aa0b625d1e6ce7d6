from __future__ import annotations

import pytest

from mingzhang.check.example import Example
from mingzhang.model import FactKey
from mingzhang.narrative.bound import Bound, bound, topic_of

TOTALS = "一、收入支出决算总体情况说明"
SPENT = "三、支出决算情况说明"
GENERAL = "五、一般公共预算财政拨款支出决算情况说明"
BASIC = "六、一般公共预算财政拨款基本支出决算情况说明"
PENSIONS = "社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）"


def said(heading: str, text: str, cells: str = "") -> list[Bound]:
    return bound(Example(cells, f"{heading}\n{text}").document())


def keys(heading: str, text: str, cells: str = "") -> list[FactKey | None]:
    return [item.key for item in said(heading, text, cells)]


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("一、收入支出决算总体情况说明", "totals"),
        ("一、收支决算总体情况", "totals"),
        ("二、收入决算情况说明", "income"),
        ("四、财政拨款收支决算总体情况说明", "fiscal"),
        ("五、一般公共预算财政拨款支出决算情况说明", "general"),
        ("六、一般公共预算财政拨款基本支出决算情况说明", "basic"),
        ("七、“三公”经费支出决算情况说明", "three_public"),
        ("九、政府性基金预算财政拨款收入支出决算情况说明", "government_fund"),
        ("十、其他重要事项情况说明/（一）机关运行经费支出情况", "other"),
    ],
)
def test_a_section_is_known_by_its_heading_whatever_its_number(heading, topic):
    found = topic_of(heading)
    assert found is not None and found.id == topic


def test_one_name_is_another_fact_in_another_section():
    assert keys(SPENT, "基本支出60.00万元。") == [FactKey.of("expenditure", {"kind": "basic"})]
    assert keys(BASIC, "基本支出60.00万元。") == [FactKey.of("expenditure", {"fund": "general", "kind": "basic"})]


@pytest.mark.parametrize(
    "sentence",
    [
        "2023年度收入、支出总计均为100.00万元。",
        "云州市某部2023年度收入、支出总计均为100.00万元。",
        "2023年度收、支总计100.00万元。",
        "2023年度收入支出总计100.00万元。",
        "2023年度收入总计（万元）100.00。",
    ],
)
def test_the_grand_total_is_one_fact_however_it_is_named(sentence):
    assert keys(TOTALS, sentence) == [FactKey.of("total", {})]


def test_an_item_is_found_by_its_path_and_by_its_class():
    at = {"fund": "general"}
    item = FactKey.of("expenditure", {**at, "function": "2080501"})
    assert keys(GENERAL, f"1.{PENSIONS}。年初预算为20.00万元，支出决算为18.00万元。") == [
        item.at("stage", "initial_budget"),
        item,
    ]
    assert keys(GENERAL, "社会保障和就业（类）支出18.00万元，占100%。")[0] == FactKey.of(
        "expenditure", {**at, "function": "208"}
    )


def test_an_item_that_no_classification_has_is_not_bound():
    assert keys(GENERAL, f"1.{PENSIONS.replace('行政单位离退休', '观星人员补助')}。支出决算为18.00万元。") == [None]


@pytest.mark.parametrize(
    "sentence",
    [
        "局机关支出合计60.00万元。",
        "财政拨款支出95.00万元，其中：基本支出60.00万元。",
        "年初预算支出合计90.00万元，其中：基本支出60.00万元。",
    ],
)
def test_an_amount_of_something_narrower_is_not_taken_for_the_whole(sentence):
    assert said(SPENT, sentence)[-1].key is None


def test_an_amount_after_a_change_may_be_a_change_too():
    found = said(SPENT, "支出合计100.00万元，比上年增加9.00万元，其中：基本支出6.00万元。")
    assert [item.sure for item in found] == [True, True, False]


def test_last_years_amount_belongs_to_last_year():
    (last, now) = said(TOTALS, "2022年度收入总计为90.00万元，2023年度收入总计为100.00万元。")
    assert last.key == FactKey.of("total", {"period": "last"})
    assert now.key == FactKey.of("total", {})


def test_a_subject_named_in_an_earlier_sentence_is_not_sure():
    assert [item.sure for item in said(SPENT, "基本支出60.00万元。主要用于人员，支出50.00万元。")] == [True, False]
