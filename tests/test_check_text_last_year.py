from __future__ import annotations

from dataclasses import replace

import pytest

from mingzhang.check import check
from mingzhang.check.example import Example
from mingzhang.check.text_last_year import RULES
from mingzhang.finding import Finding

TOTALS = "一、收入支出决算总体情况说明"
GENERAL = "五、一般公共预算财政拨款支出决算情况说明"
CLASSES = "GK05 合计 合计 100.00\nGK05 205 合计 60.00\nGK05 208 合计 40.00"


def found(rule: str, text: str, cells: str = "") -> list[Finding]:
    return check(Example(cells, text).document(), [rule]).findings


def test_both_sides_of_the_total_change_alike():
    text = f"{TOTALS}\n收入总计100.00万元，支出总计100.00万元。与上年相比，收入总计增加8.00万元，支出总计"
    assert found("text.last-year-same", f"{text}增加8.00万元。") == []
    (finding,) = found("text.last-year-same", f"{text}减少8.00万元。")
    assert finding.level == "error"
    assert "92.00万元" in finding.message and "108.00万元" in finding.message


def test_a_stated_amount_of_last_year_must_fit_the_change():
    text = f"{TOTALS}\n收入总计100.00万元，比上年{{}}万元增加8.00万元。"
    assert found("text.last-year-same", text.format("92.00")) == []
    (finding,) = found("text.last-year-same", text.format("95.00"))
    assert finding.difference == "3.00万元"


def test_classes_that_fall_short_leave_something_unaccounted_for():
    text = (
        f"{GENERAL}\n一般公共预算财政拨款支出100.00万元，比上年减少30.00万元。"
        "教育支出60.00万元，比上年增加5.00万元；社会保障和就业支出40.00万元，比上年增加5.00万元。"
    )
    (finding,) = found("text.last-year-sums", text, CLASSES)
    assert (finding.level, finding.difference) == ("warning", "40.00万元")
    assert len(finding.places) == 3


def test_a_class_without_a_change_leaves_the_sum_open():
    text = (
        f"{GENERAL}\n一般公共预算财政拨款支出100.00万元，比上年减少30.00万元。"
        "教育支出60.00万元，比上年增加5.00万元；社会保障和就业支出40.00万元，比上年增加5.00万元。"
    )
    assert found("text.last-year-sums", text, f"{CLASSES}\nGK05 210 合计 7.00") == []


@pytest.mark.parametrize("words", ["比年初预算增加9.00万元", "主要原因是比上年增加设备9.00万元"])
def test_a_change_on_the_budget_or_in_a_reason_says_nothing_of_last_year(words):
    text = f"{TOTALS}\n收入总计100.00万元，比上年增加8.00万元。\n收入总计100.00万元，{words}。"
    assert found("text.last-year-same", text) == []


def test_an_opening_balance_that_the_text_says_was_adjusted_is_not_judged():
    wrong = next(rule.example_fail for rule in RULES if rule.id == "text.last-year-carried")
    assert isinstance(wrong, Example)
    told = replace(wrong, text=wrong.text + "\n本年按规定调整了上年末的财政拨款结转和结余。")
    assert check(wrong.document(), ["text.last-year-carried"]).findings
    assert check(told.document(), ["text.last-year-carried"]).findings == []
