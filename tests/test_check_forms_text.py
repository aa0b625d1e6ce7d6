import pytest

from mingzhang.check import check
from mingzhang.check.example import Example
from mingzhang.check.forms_family import form, other_form

HEAD = "（四）预算绩效情况说明\n"


def found(rule, text="", forms=(), cells=""):
    document = Example(text=HEAD + text, evaluations=tuple(forms), cells=cells).document()
    return check(document, [rule]).findings


def levels(rule, text="", forms=(), cells=""):
    return [finding.level for finding in found(rule, text, forms, cells)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("绩效自评的项目8个。6个项目等级为“优”，2个项目等级为“良”。", []),
        ("绩效自评的项目8个。6个项目等级为“优”，1个项目等级为“良”。", []),  # other grades may go unsaid
        ("绩效自评的项目8个。6个项目等级为“优”，1个项目等级为“良”，0个项目等级为“差”。", ["error"]),
        ("绩效自评的项目8个。6个项目等级为“优”，3个项目等级为“良”。", ["error"]),
        ("绩效自评的项目8个，其中一般公共预算项目7个。7个项目等级为“优”。", []),
        ("绩效自评的项目8个，其中一般公共预算项目7个。9个项目等级为“优”。", ["warning"]),
        ("组织了绩效自评。6个项目等级为“优”，3个项目等级为“良”。", []),
    ],
)
def test_the_number_of_projects_is_the_sum_by_grade(text, expected):
    assert levels("forms.grade-counts", text) == expected


def test_the_finding_shows_the_sum_and_every_place():
    (one,) = found("forms.grade-counts", "绩效自评的项目8个。6个项目等级为“优”，3个项目等级为“良”。")
    assert (one.expected, one.actual, one.difference) == ("9", "8", "-1")
    assert "优 6 + 良 3 = 9" in one.arithmetic
    assert len(one.places) == 3


def test_forms_that_are_not_all_published():
    two = (form({}), other_form())
    assert levels("forms.published", "绩效自评的项目2个。2个项目等级为“优”。", two) == []
    assert levels("forms.published", "绩效自评的项目5个。", two) == ["notice"]
    assert levels("forms.published", "绩效自评的项目1个。", two) == ["warning"]
    assert levels("forms.published", "绩效自评的项目5个。1个项目等级为“优”。", two) == ["warning", "notice"]
    assert levels("forms.published", "绩效自评的项目2个。1个项目等级为“优”，1个项目等级为“良”。", two) == [
        "error",
        "error",
    ]
    assert levels("forms.published", "绩效自评的项目2个。2个项目等级为“优秀”。", two) == []


def test_doubtful_forms_accuse_nobody():
    doubtful = (form({"doubts": ["看不清"]}),)
    (one,) = found("forms.published", "绩效自评的项目1个。1个项目等级为“良”。", doubtful)[:1]
    assert one.certainty == "to_confirm"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("资金90.5万元，其中一般公共预算项目支出80.5万元、政府性基金预算项目支出10.0万元。", []),
        ("资金90.5万元，其中一般公共预算项目支出80.3万元、政府性基金预算项目支出10.0万元。", ["notice"]),
        ("资金90.5万元，其中一般公共预算项目支出80.5万元、政府性基金预算项目支出15.0万元。", ["error"]),
        ("资金万元，其中一般公共预算项目支出80.5万元、政府性基金预算项目支出15.0万元。", []),
        ("资金90.5万元，其中一般公共预算项目支出80.5万元。", []),
    ],
)
def test_the_money_is_the_sum_of_its_budgets(text, expected):
    assert levels("forms.money-sum", "绩效自评涉及项目8个，" + text) == expected


def test_the_money_of_the_forms():
    two = (form({}), other_form())
    assert levels("forms.money", "绩效自评涉及项目2个，资金100万元。", two) == []
    assert levels("forms.money", "绩效自评涉及项目2个，资金120万元。", two) == ["warning"]
    assert levels("forms.money", "绩效自评涉及项目7个，资金120万元。", two) == []  # the others make up the rest
    assert levels("forms.money", "绩效自评涉及项目7个，资金80万元。", two) == ["warning"]
    assert levels("forms.money", "绩效自评涉及项目2个，资金100万元。", (form({"funds_unit": None}),)) == []


def test_the_spending_of_the_forms_is_part_of_that_on_projects():
    assert levels("forms.spending", forms=(form({}),), cells="GK03 合计 项目支出 45.00") == []
    assert levels("forms.spending", forms=(form({}), other_form()), cells="GK03 合计 项目支出 80.00") == ["warning"]


def test_the_average_is_judged_where_all_forms_are_published():
    two = (form({}), other_form(total_score="96"))
    assert levels("forms.average", "绩效自评的项目2个，平均得分97.5分。", two) == []
    assert levels("forms.average", "绩效自评的项目2个，平均得分98.5分。", two) == ["warning"]
    assert levels("forms.average", "绩效自评的项目9个，平均得分98.5分。", two) == []
