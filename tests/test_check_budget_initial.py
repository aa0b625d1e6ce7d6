from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from mingzhang.amount import Amount
from mingzhang.check import check
from mingzhang.check.example import Example
from mingzhang.finding import Outcome
from mingzhang.model import Disclosure

GENERAL = "五、一般公共预算财政拨款支出决算情况说明\n"
CELLS = """
    YS07 合计 合计 90.00
    YS07 208 合计 90.00
    YS07 20805 合计 90.00
    YS07 2080501 合计 60.00
    YS07 2080505 合计 30.00
    YS09 合计 公务接待费 0.50
    YS09 合计 因公出国（境）费 .
"""
ITEM = "社会保障和就业支出（类）行政事业单位养老支出（款）{}（项）。年初预算为{}万元，支出决算为1.00万元。\n"


def budget(cells: str = CELLS, **facts: object) -> Disclosure:
    return replace(Example(cells=cells).document(), **facts)


def judged(text: str, planned: Disclosure | None, rule: str = "budget.initial", **parts: object) -> Outcome:
    document = Example(text=text, **parts).document()
    outcomes = check(document, [rule], budget=planned).outcomes
    return next(outcome for outcome in outcomes if outcome.rule == rule)


def test_an_example_with_tables_of_a_budget_is_a_budget():
    made = budget()
    assert (made.kind, made.name) == ("预算", "云州市星图局2023年度部门预算")


def test_initial_budgets_in_the_text_are_those_that_were_published():
    text = GENERAL + "一般公共预算财政拨款支出年初预算为90.00万元。\n" + ITEM.format("行政单位离退休", "60.00")
    outcome = judged(text, budget())
    assert (outcome.findings, outcome.tally.passed) == ((), 2)


def test_an_item_that_differs_is_a_matter_to_explain_with_both_figures():
    (finding,) = judged(GENERAL + ITEM.format("行政单位离退休", "66.00"), budget()).findings
    assert (finding.level, finding.certainty) == ("warning", "certain")
    assert (finding.expected, finding.actual, finding.difference) == ("60.00万元", "66.00万元", "6.00万元")
    assert "66.00" in finding.places[0].text and "公布的预算" in finding.message


def test_an_item_that_the_budget_does_not_list_is_zero_there():
    assert judged(GENERAL + ITEM.format("事业单位离退休", "0.00"), budget()).tally.passed == 1
    (finding,) = judged(GENERAL + ITEM.format("事业单位离退休", "5.00"), budget()).findings
    assert finding.expected == "未列示"


def test_an_item_is_not_looked_for_in_a_list_of_classes_only():
    outcome = judged(GENERAL + ITEM.format("行政单位离退休", "5.00"), budget("YS07 合计 合计 9.00\nYS07 208 合计 9.00"))
    assert (outcome.findings, outcome.tally.not_applicable) == ((), 1)


def test_many_differences_have_one_cause_and_are_said_once():
    items = [("行政单位离退休", "1"), ("机关事业单位基本养老保险缴费支出", "2"), ("事业单位离退休", "3")]
    text = GENERAL + "一般公共预算财政拨款支出年初预算为80.00万元。\n" + "".join(ITEM.format(*item) for item in items)
    outcome = judged(text, budget())
    (finding,) = outcome.findings
    assert (outcome.tally.failed, len(finding.places), finding.level) == (4, 4, "warning")


def test_a_budget_in_whole_yuan_agrees_with_a_text_in_ten_thousands():
    planned = budget()
    for table in planned.tables:
        table.unit = "元"
        table.prints = [
            replace(item, text="600,049", amount=Amount("600,049", Decimal(600049), 0, "元")) if item.amount else item
            for item in table.prints
        ]
    assert judged(GENERAL + ITEM.format("行政单位离退休", "60.00"), planned).findings == ()
    assert judged(GENERAL + ITEM.format("行政单位离退休", "60.03"), planned).findings != ()


@pytest.mark.parametrize(
    ("planned", "reason"),
    [
        (None, "没有可核对的当年预算"),
        (budget(year=2022), "2022 年度"),
        (budget(kind="决算"), "不是公布的预算"),
        (budget(organisation="云州市水利局"), "云州市水利局"),
    ],
    ids=["none", "year", "final accounts", "office"],
)
def test_what_cannot_be_compared_is_not_compared(planned: Disclosure | None, reason: str):
    outcome = judged(GENERAL + ITEM.format("行政单位离退休", "66.00"), planned)
    assert (outcome.findings, outcome.tally.applied) == ((), 0)
    assert reason in outcome.reasons[0]


THREE = "budget.three-public"
HEAD = "九、财政拨款“三公”经费支出决算情况说明\n"
TABLE = "GK09 预算数 公务接待费 {}\nGK09 决算数 公务接待费 0.30"


def test_the_budget_of_the_three_public_table_where_a_note_says_which():
    initial = {"GK09": "注：预算数为年初预算数。"}
    assert judged("", budget(), THREE, cells=TABLE.format("0.50"), notes=initial).tally.passed == 1
    (finding,) = judged("", budget(), THREE, cells=TABLE.format("0.80"), notes=initial).findings
    assert (finding.level, finding.expected, finding.actual) == ("warning", "0.50万元", "0.80万元")
    assert finding.places[0].place.table == "GK09"


@pytest.mark.parametrize(
    "notes", [{"GK09": "注：预算数为全年预算数，即年初预算数加上追加数。"}, {}], ids=["full year", "unsaid"]
)
def test_a_budget_that_may_be_that_of_the_full_year_is_not_compared(notes: dict[str, str]):
    outcome = judged("", budget(), THREE, cells=TABLE.format("0.80"), notes=notes)
    assert (outcome.findings, outcome.tally.applied, outcome.tally.not_applicable) == ((), 0, 1)
    assert "年初预算" in outcome.reasons[-1]


def test_the_text_may_say_which_budget_the_table_prints_and_both_are_one_finding():
    text = HEAD + "公务接待费年初预算为0.80万元，支出决算为0.30万元。"
    outcome = judged(text, budget(), THREE, cells=TABLE.format("0.80"))
    (finding,) = outcome.findings
    assert (outcome.tally.failed, len(finding.places)) == (2, 2)
    assert judged(text.replace("0.80", "0.50"), budget(), THREE, cells=TABLE.format("0.50")).tally.passed == 2


def test_an_unsure_table_of_the_budget_is_to_confirm():
    planned = budget()
    planned.tables[0].doubts.append("表头不认识")
    (finding,) = judged(GENERAL + ITEM.format("行政单位离退休", "66.00"), planned).findings
    assert finding.certainty == "to_confirm"
