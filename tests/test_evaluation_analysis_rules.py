import pytest

from mingzhang.check.forms_family import form
from mingzhang.evaluation.analysis_rules import analysis_funds, analysis_rate, analysis_score
from mingzhang.evaluation.model import from_json

LABEL = "项目实施和预算执行情况及分析"
FUNDS = ("60", "60", "52.36", "48.712", "3.648", "93.03", "9.3")


def judged(rule, text, **pieces):
    """What a rule says of a text, on 60 budgeted at first, 52.36 in the end, and 48.712 spent (万元)."""
    return rule(
        from_json(
            form({"funds": FUNDS, "actual_completion": None, "annual_goal": None, "analysis": {LABEL: text}, **pieces})
        )
    )


def levels(rule, text, **pieces):
    return [finding.level for finding in judged(rule, text, **pieces).findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年预算52.36万元，全年执行48.71万元。", []),
        ("全年预算52.4万元，全年执行487120元。", []),
        ("项目年初预算60万元，全年预算52.36万元，执行48.712万元。", []),
        ("全年预算25.36万元。", ["error"]),
        ("全年预算60万元。", ["warning"]),  # the figure of another column
        ("全年执行48.72万元。", ["warning"]),  # one last digit off
        ("全年执行44.87万元。", ["error"]),
        ("全年预算52.36万元，执行44.87万元。", ["warning"]),
        ("河道巡查全年执行487120万元。", ["error"]),  # 元 and 万元
        ("全年执行48.712元。", ["error"]),
        ("2022年全年预算30万元。", []),  # another year
        ("其中：全年预算5万元用于租船。", []),
        ("截至6月底，全年执行20万元。", []),
        ("租船费预算5万元，支出4万元。", []),  # of a part
        ("聘请专家3人，支付劳务费2.6万元，支出培训费1万元。", []),
        ("共巡查12次，支出48.712万元。", []),
    ],
)
def test_money_in_the_text_is_that_of_the_funds(text, expected):
    assert levels(analysis_funds, text) == expected


def test_a_unit_slip_says_which_unit_is_meant_and_where():
    (found,) = judged(analysis_funds, "本年度共支出487120万元。").findings
    assert "单位应为“元”" in found.message
    assert (found.actual, found.expected) == ("487120万元", "487120元")


def test_small_round_figures_are_no_unit_slip():
    assert levels(analysis_funds, "奖励先进个人60元。") == []


def test_without_a_unit_nothing_is_compared():
    found = judged(analysis_funds, "全年预算25.36万元。", funds_unit=None)
    assert not found.findings
    assert found.reasons


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("执行率93.03%。", []),
        ("预算执行率为93%。", []),
        ("执行率39.03%。", ["error"]),
        ("执行率为9.3。", ["warning"]),  # the score
        ("执行率93.04%。", ["notice"]),
        ("截至9月底，执行率60%。", []),
        ("巡查任务完成率100%。", []),
    ],
)
def test_the_rate_in_the_text_is_that_of_the_funds(text, expected):
    assert levels(analysis_rate, text) == expected


def test_no_rate_is_judged_without_a_budget():
    found = judged(analysis_rate, "执行率100%。", funds=("60", "60", "0", "0", "0", "0", "0"))
    assert not found.findings
    assert found.reasons


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("自评总分99分，等级为“优”。", []),
        ("自评得分98分。", ["error"]),
        ("评价等级为良。", ["error"]),
        ("自评结果为优秀。", []),
        ("群众评价为良好的占三成。", []),
    ],
)
def test_total_and_grade_in_the_text_are_those_of_the_form(text, expected):
    assert levels(analysis_score, text) == expected
