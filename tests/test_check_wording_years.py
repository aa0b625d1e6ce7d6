from __future__ import annotations

import pytest

from wording_document import found

ERRORS = [
    "2022年度收入总计8.00万元，支出总计8.00万元。",
    "云州市星图局2022年度财政拨款收入总计8.00万元。",
    "支出增加，与2023年度相比，增加1.00万元。",
    "云州市星图局2022年度无政府性基金预算财政拨款收入和支出。",
    "2022年度收入总计（万元）8.00，支出总计（万元）8.00。",
    "截至2022年12月31日，开支财政拨款的公务用车保有量为2辆。",
    "云州市星图与观测局2022年度无国有资本经营预算财政拨款收入和支出。",
    "截至2022年12月31日，本部门共有车辆2辆。",
    "2024年，所属各预算单位开支财政拨款的公务用车保有量为2辆。",
]
WARNINGS = [
    "2022年度收入总计8.00万元。主要原因是2023年新增项目。",
    "收入总计8.00万元，与2021年度相比，增加1.00万元。",
    "绩效自评的2022年度项目3个。",
    "星图局对2022年初预算安排的项目开展绩效自评。",
    "2022年度本部门面向中小企业预留政府采购预算8.00万元。",
    "2022年度“三公”经费支出决算数小于预算数的主要原因是厉行节约。",
]
RIGHT = [
    "2023年度收入总计8.00万元，与2022年度相比，增加1.00万元。",
    "2022年度收入总计7.00万元，2023年度收入总计8.00万元。",
    "2022年结转的观星台项目支出2.00万元，比2023年初预算减少1.00万元。",
    "按照《云州市星图管理办法》（2015年修订）和2021年规划，2019年开工的项目今年完工。",
    "比2019年的高点低三成，与2021年基本持平。",
    "2023年度决算数与2023年度预算数相比，减少1.00万元，下降2.00%。",
    "2022年比2021年增加1.00万元，今年恢复正常。",
    "2024年将继续开展观测工作，计划投入8.00万元。",
    "2023年末存款比2023年初增加1.00万元。",
    "2022年末公务用车保有量为3辆，2023年末公务用车保有量为2辆。",
    "与云州市星图局2022年度部门决算相比，口径没有变化。",
    "详见云州市星图局2022年度部门决算公开报表",
]


@pytest.mark.parametrize("text", ERRORS)
def test_the_wrong_year_is_an_error_where_only_one_year_can_stand(text):
    (finding,) = found("wording.years", text)
    assert (finding.level, finding.certainty) == ("error", "certain")
    assert finding.expected in ("2023年", "2022年")


@pytest.mark.parametrize("text", WARNINGS)
def test_the_wrong_year_is_a_warning_where_another_may_be_meant(text):
    (finding,) = found("wording.years", text)
    assert finding.level == "warning"


@pytest.mark.parametrize("text", RIGHT)
def test_other_years_are_history(text):
    assert found("wording.years", text) == []


def test_the_year_of_a_heading():
    (finding,) = found("wording.years", "第三部分2022年度部门决算情况说明\n一、总体情况说明\n没有变化。")
    assert finding.level == "error"


def test_where_most_years_differ_the_year_of_the_document_is_in_question():
    text = "\n".join(f"2022年度{name}8.00万元。" for name in ("收入总计", "支出总计", "财政拨款收入", "机关运行经费"))
    assert {finding.certainty for finding in found("wording.years", text)} == {"to_confirm"}
