import pytest

from mingzhang.check.example import Example
from mingzhang.narrative.performance import left_out, misnamed, performance

HEAD = "（四）预算绩效情况说明\n"


def told(text):
    return performance(Example(text=HEAD + text).document())


@pytest.mark.parametrize(
    ("text", "projects", "grades"),
    [
        (
            "组织开展绩效自评，涉及二级项目8个，资金90万元。6个项目自评等级为“优”，2个项目自评等级为“良”，0个项目自评等级为“差”。",
            [8],
            {"优": 6, "良": 2, "差": 0},
        ),
        ("绩效自评的项目8个，绩效评级为“优”的项目6个；绩效评级为“合格”的项目2个。", [8], {"优": 6, "合格": 2}),
        ("对8个项目开展绩效自评，其中：优秀6个，良好2个。", [8], {"优": 6, "良": 2}),
        ("开展绩效自评的项目共8个，其中一般公共预算项目7个。评价结果为优的项目8个。", [8, 7], {"优": 8}),
        ("编报绩效目标的项目9个；绩效自评的项目8个，评级为“优”的项目8个。", [8], {"优": 8}),
        ("对8个项目开展绩效自评，其中3个已完工。", [8], {}),
        ("对政策性项目开展财政评价，涉及项目8个。", [], {}),
    ],
)
def test_projects_and_grades(text, projects, grades):
    found = told(text)
    if not projects:
        assert found == []
        return
    assert [said.count for said in found[0].projects] == projects
    assert {word: said.count for word, said in found[0].grades.items()} == grades


def test_money_and_its_budgets():
    (found,) = told(
        "绩效自评涉及项目8个，资金90.5万元，其中一般公共预算项目支出80.5万元、政府性基金预算项目支出10万元。"
    )
    assert found.money is not None and found.money.text == "资金90.5万元"
    assert {name: said.text for name, said in found.budgets.items()} == {
        "一般公共预算": "一般公共预算项目支出80.5万元",
        "政府性基金": "政府性基金预算项目支出10万元",
    }


def test_a_blank_sum_of_money_is_not_that_of_its_first_part():
    (found,) = told("绩效自评涉及项目8个，资金万元，其中一般公共预算项目资金80.5万元、政府性基金预算项目资金10万元。")
    assert found.money is None
    assert len(found.budgets) == 2


def test_only_sections_on_performance_are_read_with_what_stands_below_them():
    text = (
        "（三）国有资产占用情况\n对5个项目开展绩效自评。\n（四）预算绩效情况说明\n1、绩效管理工作\n对8个项目开展绩效自评。\n"
        "（五）其他\n对7个项目开展绩效自评。"
    )
    found = performance(Example(text=text).document())
    assert [said.count for one in found for said in one.projects] == [8]


def test_claims_exceptions_and_wrong_names():
    document = Example(text=HEAD + "对全部项目开展绩效自评，涉密项目除外。国有资金经营预算项目支出0万元。").document()
    assert performance(document)[0].everything is not None
    without = left_out(document)
    assert without is not None
    assert without.text == "涉密项目除外"
    assert [(said.text, right) for said, right in misnamed(document)] == [("国有资金经营预算", "国有资本经营预算")]
