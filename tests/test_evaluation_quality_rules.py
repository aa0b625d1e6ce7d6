import pytest

from mingzhang.check.forms_family import form
from mingzhang.evaluation.content_rules import same_work, whose_satisfaction, years
from mingzhang.evaluation.lead_rules import money_elsewhere, wages
from mingzhang.evaluation.model import from_json
from mingzhang.evaluation.quality_rules import budget_change, no_target, output_kinds, problems, unspent

PROBLEMS, MEASURES = "项目管理中存在的主要问题及原因分析", "下一步改进措施及管理建议"


def levels(rule, **pieces):
    return [finding.level for finding in rule(from_json(form(pieces))).findings]


@pytest.mark.parametrize(
    ("funds", "expected"),
    [
        (("50", "50", "50", "45", "5", "90", "9"), []),
        (("50", "50", "50", "0", "50", "0", "0"), ["warning"]),
        (("50", "50", "0", "0", "0", "0", "0"), ["warning"]),
        (("50", "50", "50", "20", "30", "40", "4"), ["warning"]),
        (("0", "0", "0", "0", "0", "0", "0"), []),  # a project without money
    ],
)
def test_full_outputs_without_spending(funds, expected):
    assert levels(unspent, funds=funds) == expected


def test_outputs_that_lost_points_are_believed():
    row = ("产出指标", "数量指标", "巡查次数", "≥12次", "3次", "20", "5", "资金未到位")
    assert levels(unspent, funds=("50", "50", "50", "0", "50", "0", "0"), rows={0: row}) == []


@pytest.mark.parametrize(
    ("total", "problem", "measure", "expected"),
    [
        ("82", "无", "合理排班。", ["warning"]),
        ("82", "人手不足。", None, ["warning"]),
        ("82", "人手不足。", "合理排班。", []),
        ("95", "无", "无", []),
    ],
)
def test_a_low_total_has_its_problems_told(total, problem, measure, expected):
    assert levels(problems, total_score=total, analysis={PROBLEMS: problem, MEASURES: measure}) == expected


def test_other_matters_to_explain_may_be_none():
    assert levels(problems, total_score="82", analysis={"其他需要说明的问题": "无"}) == []


def test_a_low_rate_has_its_problems_told():
    funds = ("50", "50", "50", "20", "30", "40", "4")
    assert levels(problems, funds=funds, analysis={PROBLEMS: "无", MEASURES: "无"}) == ["warning"]


def test_a_changed_budget_is_explained_somewhere():
    funds = ("50", "50", "30", "27", "3", "90", "9")
    assert levels(budget_change, funds=funds) == ["notice"]
    assert levels(budget_change, funds=funds, fund_reasons=["市级压减预算"]) == []
    assert levels(budget_change, funds=funds, analysis={"产出情况及分析": "年中调减预算20万元。"}) == []


@pytest.mark.parametrize(
    ("goal", "expected"),
    [
        ("完成2023年河道巡查。", []),
        ("完成2020年河道巡查。", ["warning"]),
        ("在2021年的基础上，完成2023年河道巡查。", []),
        ("完成2022年河道巡查。", []),  # may be a payment for the year before
        ("支付2019年河道治理工程尾款。", ["notice"]),
        ("按《河道条例（2018年修订）》完成巡查。", []),
        ("按云水〔2018〕6号文件完成巡查。", []),
        ("落实2019-2025年河道规划。", []),
        ("自2018年以来持续开展巡查。", []),
    ],
)
def test_the_years_of_a_goal(goal, expected):
    assert levels(years, annual_goal=goal) == expected


@pytest.mark.parametrize(
    ("target", "reason", "expected"),
    [
        ("2023年1月-2023年12月", None, []),
        ("2022年1月1日-2022年12月31日", None, ["warning"]),
        ("2022年1月1日-2022年12月31日", "年份有误，应为2023年。", ["notice"]),
        ("2021年7月-2024年6月", None, []),
        ("及时", None, []),
    ],
)
def test_the_years_of_a_time_target(target, reason, expected):
    row = ("产出指标", "时效指标", "巡查时间", target, "达成预期指标", "10", "10", reason)
    assert levels(years, rows={2: row}) == expected


def test_an_early_year_in_the_projects_name_is_a_notice():
    assert levels(years, project_name="河道治理（2018年批次）") == ["notice"]
    assert levels(years, project_name="河道治理（2022年批次）") == []


def test_without_a_year_nothing_is_late():
    assert levels(years, year=None, annual_goal="完成2020年河道巡查。") == []


def test_a_target_that_only_names_its_kind():
    row = ("产出指标", "质量指标", "巡查质量", "定性", "达成预期指标", "10", "10", None)
    assert levels(no_target, rows={1: row}) == ["notice"]


def test_the_kinds_of_outputs_are_asked_of_the_usual_scheme_only():
    row = ("产出指标", "数量指标", "巡查长度", "≥300公里", "310公里", "10", "10", None)
    assert levels(output_kinds, rows={3: row}) == ["notice"]
    apart = ("成本指标", "经济成本指标", "巡查成本", "≤50万元", "45万元", "10", "10", None)
    assert levels(output_kinds, rows={3: apart}) == []  # another scheme
    assert levels(output_kinds, rows={3: ("产出指标", None, *row[2:])}) == []


def test_goal_and_achievement_of_other_work():
    assert levels(
        same_work, annual_goal="举办农技培训班三期，培训大户。", actual_completion="疏浚支流五公里，更换闸门。"
    ) == ["notice"]
    assert (
        levels(same_work, annual_goal="疏浚河道。", actual_completion="更换闸门两座，清理垃圾三十吨。") == []
    )  # too short


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("沿河居民比较满意。", []),
        ("参训教师比较满意。", ["notice"]),
        ("服务单位反映良好。", ["notice"]),
        ("各方面反映良好。", []),
        ("受益群众比较满意。", []),
    ],
)
def test_whose_satisfaction_the_text_tells_of(text, expected):
    assert levels(whose_satisfaction, analysis={"满意度情况及分析": text}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("租船费用使用其他项目资金支付。", ["lead"]),
        ("该项资金由财政统一调度。", ["lead"]),
        ("经费未经本单位支出。", ["lead"]),
        ("应急物资统一调度，运转有序。", []),
        ("统筹使用各类船只。", []),
    ],
)
def test_money_from_elsewhere_is_a_lead(text, expected):
    assert levels(money_elsewhere, analysis={"产出情况及分析": text}) == expected


def test_wages_paid_by_a_project_are_a_lead():
    assert levels(wages, project_name="编外人员工资") == ["lead"]
    assert levels(wages, actual_completion="经费用于聘用人员工资。") == ["lead"]
    assert levels(wages, actual_completion="培训人员三十名。") == []
