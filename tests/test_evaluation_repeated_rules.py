import pytest

from mingzhang.check.forms_family import form
from mingzhang.evaluation.model import from_json
from mingzhang.evaluation.repeated_rules import (
    analysis_indicators,
    analysis_unit_cost,
    complement,
    cost,
    unit_missing,
)

HEADS = ("产出指标", "数量指标", "补助人数", "＝30人", "30人", "20", "20", None)
PASSED = ("产出指标", "质量指标", "考核通过率", "≥90%", "94%", "10", "10", None)
PER_HEAD = ("产出指标", "成本指标", "人均补助", "＝15000元/人", "15000元/人", "10", "10", None)


def levels(rule, text="", rows=None, **pieces):
    analysis = {"产出情况及分析": text, "满意度情况及分析": pieces.pop("pleased", None)}
    changed = {0: HEADS, 1: PASSED, 3: PER_HEAD} | (rows or {})
    made = form({"rows": changed, "actual_completion": None, "analysis": analysis, **pieces})
    return [finding.level for finding in rule(from_json(made)).findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年补助人数30人。", []),
        ("补助人数为13人。", ["error"]),
        ("补助人数13户。", []),  # another unit
        ("上半年，补助人数13人。", []),
        ("其中补助人数13人。", []),
        ("老年人补助人数13人。", []),  # of a part
        ("补助人数12人，补助人数18人。", ["warning"]),
        ("考核通过率达到94%。", []),
        ("考核通过率达到90%。", ["warning"]),  # the target, not what was achieved
        ("考核通过率达到49%。", ["error"]),
    ],
)
def test_figures_under_an_indicators_name(text, expected):
    assert levels(analysis_indicators, text) == expected


def test_a_bound_as_achieved_value_allows_what_lies_within():
    bound = {0: ("产出指标", "数量指标", "补助人数", "≥30人", "≥30人", "20", "20", None)}
    assert levels(analysis_indicators, "补助人数32人。", bound) == []
    assert levels(analysis_indicators, "补助人数23人。", bound) == ["error"]


def test_the_rate_of_satisfaction():
    assert levels(analysis_indicators, pleased="经调查，满意度为95%。") == []
    assert levels(analysis_indicators, pleased="经调查，满意度为85%。") == ["warning"]
    assert levels(analysis_indicators, pleased="企业满意度85%，学校满意度99%。") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("按15000元/人发放。", []), ("按1500元/人发放。", ["error"]), ("按15200元/人发放。", []), ("伙食费30元/天。", [])],
)
def test_a_unit_cost_with_a_lost_zero(text, expected):
    assert levels(analysis_unit_cost, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("有6%的淘汰率。", []), ("淘汰率为16%。", ["warning"]), ("淘汰率低。", []), ("有16%的缺勤率。", [])],
)
def test_rates_that_complement_each_other(text, expected):
    assert levels(complement, text) == expected


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        ("15000元/人", []),  # 30 heads: 45 万元 exactly
        ("14000元/人", []),  # other costs may make up the rest
        ("15005元/人", ["warning"]),
        ("≤20000元/人", []),  # a bound, not a cost
        ("45万元", []),
        ("450000元", []),
        ("45.6万元", ["warning"]),
    ],
)
def test_a_cost_is_no_more_than_the_spending(actual, expected):
    row = {3: ("产出指标", "成本指标", "补助成本", "", actual, "10", "10", None)}
    assert levels(cost, rows=row, funds=("50", "50", "50.00", "45.00", "5.00", "90", "9")) == expected


def test_without_spending_no_cost_is_judged():
    assert levels(cost, funds=("50", "50", "50", "0", "50", "0", "0")) == []


def test_an_amount_without_its_unit():
    assert levels(unit_missing, "租船26800/年。") == ["notice"]
    assert levels(unit_missing, "2023/2024年度租船26800元/年。") == []
