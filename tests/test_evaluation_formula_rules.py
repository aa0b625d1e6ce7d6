import pytest

from mingzhang.check.forms_family import form
from mingzhang.evaluation.formula_rules import adjusted_target, admitted, reason, score_formula, units
from mingzhang.evaluation.model import from_json

COUNT = ("产出指标", "数量指标", "巡查次数")
COST = ("产出指标", "成本指标", "巡查成本")


def judged(rule, *row, number=0, **pieces):
    return rule(from_json(form({"rows": {number: row}, **pieces}))).findings


def levels(rule, *row, **pieces):
    return [finding.level for finding in judged(rule, *row, **pieces)]


@pytest.mark.parametrize(
    ("target", "actual", "score", "level"),
    [
        ("≥12次", "12次", "20", None),
        ("≥12次", "15次", "20", None),
        ("≥12次", "11次", "20", "warning"),  # unmet, yet full
        ("≥12次", "9次", "15", None),  # 9 ÷ 12 of 20
        ("≥12次", "9次", "18", "notice"),  # another share than the usual one
        ("≥12次", "13次", "0", "warning"),  # met, yet nothing
        ("≥95.5%", "95%", "20", "warning"),
        ("≥95%", "94.9%", "20", "warning"),
        ("≥1.5万元", "15000元", "20", None),
        ("≤50次", "60次", "16", None),  # a fifth over
        ("≤50次", "60次", "20", "warning"),
        ("≤50次", "100次", "0", None),  # twice as much earns nothing
        ("≤50次", "100次", "10", None),  # or half, where places divide
        ("≤50次", "100次", "5", "notice"),
        ("＝12次", "14次", "20", None),  # more than asked is no fault of a quantity
        ("＝12次", "10次", "20", "warning"),
        ("12次", "10次", "20", None),  # nobody says which way is better
        ("≥12次", "10公里", "20", None),  # not comparable
        ("5-8次", "4次", "20", None),
        ("2023年6月底前", "2023年5月", "20", None),
        ("2023年6月底前", "2023年9月", "20", "warning"),
        ("及时", "达成预期指标", "16", None),
        ("及时", "达成预期指标", "9", "warning"),
        ("及时", "部分达成预期指标", "14", None),
        ("及时", "部分达成预期指标", "20", "warning"),
        ("及时", "未达成预期指标且效果较差", "20", "warning"),
        ("及时", "比较及时", "9", None),  # words no scheme knows
        ("≥12次", "9次", "22", None),  # above the weight: another rule's matter
    ],
)
def test_scores_follow_from_target_and_actual(target, actual, score, level):
    assert levels(score_formula, *COUNT, target, actual, "20", score, None) == ([level] if level else [])


@pytest.mark.parametrize(
    ("target", "actual", "score", "level"),
    [
        ("＝100元/人", "102元/人", "10", "warning"),
        ("＝100元/人", "98元/人", "10", None),
        ("100元/人", "102元/人", "10", "warning"),
    ],
)
def test_an_overrun_of_a_cost_is_no_full_score(target, actual, score, level):
    assert levels(score_formula, *COST, target, actual, "10", score, None, number=3) == ([level] if level else [])


def test_a_reason_explains_a_score_below_the_full_one():
    assert levels(score_formula, *COUNT, "≥12次", "13次", "20", "18", "资料不全，扣2分。") == []
    assert levels(score_formula, *COUNT, "≥12次", "13次", "20", "18", "无") == ["warning"]


def test_a_bare_achieved_value_takes_the_targets_unit_but_a_share_is_no_percentage():
    assert levels(score_formula, *COUNT, "≥12次", "9", "20", "20", None) == ["warning"]
    assert levels(score_formula, *COUNT, "≥95%", "0.97", "20", "20", None) == []


def test_the_finding_shows_what_the_formula_gives_and_both_places():
    (found,) = judged(score_formula, *COUNT, "≥12次", "9次", "20", "20", None)
    assert (found.expected, found.actual) == ("15", "20")
    assert [quote.place.column for quote in found.places] == ["得分", "实际完成值"]


def test_findings_on_doubtful_texts_are_to_be_confirmed():
    (found,) = judged(score_formula, *COUNT, "≥12次", "9次", "20", "20", None, text_doubts=["分界不能确定。"])
    assert found.certainty == "to_confirm"


def test_units_that_differ():
    assert levels(units, *COUNT, "≥12次", "13公里", "20", "20", None) == ["notice"]
    assert levels(units, *COST, "≤5万元", "48000元", "20", "20", None) == []
    assert levels(units, *COST, "≤5万元", "5元", "20", "20", None) == ["warning"]
    assert levels(units, *COUNT, "≥12次", "13", "20", "20", None) == []


def test_a_lost_point_needs_a_reason_where_the_form_asks_for_one():
    assert levels(reason, *COUNT, "≥12次", "9次", "20", "15", None) == ["warning"]
    assert levels(reason, *COUNT, "≥12次", "9次", "20", "15", "偏差原因：无；改进措施：无") == ["warning"]
    assert levels(reason, *COUNT, "≥12次", "9次", "20", "15", "汛期停工") == []
    assert levels(reason, *COUNT, "≥12次", "9次", "20", "15", None, has_reasons=False) == []
    assert levels(reason, *COUNT, "≥12次", "36次", "20", "20", None) == ["notice"]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("时间设置有误，今后注意", "warning"),
        ("指标填写错误", "warning"),
        ("未按期完成", "warning"),
        ("经核对无偏差", None),
        ("不存在设置偏差", None),
        ("没有未完成情况", None),
        ("未完成原因：无", None),
        ("进展顺利", None),
    ],
)
def test_an_admission_does_not_go_with_the_full_score(text, level):
    row = (*COUNT, "及时", "达成预期指标", "20")
    assert levels(admitted, *row, "20", text) == ([level] if level else [])
    assert levels(admitted, *row, "16", text) == []


def test_an_adjusted_target_needs_a_reason():
    assert levels(adjusted_target, *COUNT, "≥12次", "13次", "20", "20", None, adjusted={0: "≥8次"}) == ["notice"]
    assert levels(adjusted_target, *COUNT, "≥12次", "13次", "20", "20", "预算压减", adjusted={0: "≥8次"}) == []
    assert levels(adjusted_target, *COUNT, "≥12次", "13次", "20", "20", None, adjusted={0: "12次以上"}) == []
