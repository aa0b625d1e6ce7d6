"""Self-evaluations are scored by the rules that published ones are checked by."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from mingzhang.compile.projects import Money, Texts, evaluation, execution, score_of
from mingzhang.evaluation.model import Indicator

TEXTS = Texts(
    "设备更新", 2023, ("101", "云州市星图局"), ("101001", "云州市星图局"), "市级资金", "更新设备", "已更新", {}
)


def indicator(target: str, actual: str, weight: str = "20", *, level2: str = "数量指标") -> Indicator:
    return Indicator("产出指标", level2, "设备数量", target, target, actual, weight, None, None)


@pytest.mark.parametrize(
    ("target", "actual", "score"),
    [
        ("≥30台", "30台", "20"),
        ("≥30台", "31台", "20"),
        ("≥30台", "15台", "10.00"),
        ("≤30天", "30天", "20"),
        ("≤30天", "45天", "10.00"),
        ("≤30天", "60天", "0.00"),
        ("＝30台", "29台", "19.33"),
        ("按期完成", "达成预期指标", "20"),
    ],
)
def test_a_score_follows_the_sign_of_the_target(target, actual, score):
    assert score_of(indicator(target, actual)) == Decimal(score)


def test_a_judgement_is_asked_for_where_words_leave_it_open():
    assert score_of(indicator("按期完成", "部分达成预期指标")) is None


@pytest.mark.parametrize(
    ("full", "spent", "rate", "points"),
    [(1_000_000, 905_500, "90.55", "9.06"), (1_000_000, 1_000_000, "100.00", "10"), (0, 0, "0.00", "0")],
)
def test_execution_is_worked_out_from_the_amounts_as_printed(full, spent, rate, points):
    found = execution(Money(Decimal(0), Decimal(0), Decimal(full), Decimal(spent)))
    assert found == (Decimal(rate), Decimal(points))


def test_total_and_grade_are_those_of_the_scores():
    items = [indicator("≥30台", "15台", "50"), indicator("≥90%", "95%", "40")]
    money = Money(Decimal(500_000), Decimal(500_000), Decimal(1_000_000), Decimal(500_000))
    form = evaluation(TEXTS, money, items, "优良中差")
    assert [item.score for item in form.indicators] == ["25", "40"]
    assert (form.total.text, form.grade.text) == ("70", "中")
    assert form.funds[0].cells["执行率"].text == "50.00%"
    assert form.fund_total is form.funds[0]


def test_a_given_score_is_kept():
    items = [replace(indicator("按期完成", "部分达成预期指标", "90"), score="63")]
    money = Money(*[Decimal(10_000)] * 4)
    assert evaluation(TEXTS, money, items, "优良中差").total.text == "73"
