from __future__ import annotations

from wording_document import found

ROWS = "\n".join(
    f"GK06 {code} 决算数 1.00" for code in (*range(30101, 30104), *range(30107, 30115), 30201, 30217, 30231)
)
BASIC = "六、一般公共预算财政拨款基本支出决算情况说明\n"
PATHS = """
    GK05 208 小计 9.00
    GK05 20805 小计 9.00
    GK05 2080501 小计 9.00
    GK05 221 小计 5.00
    GK05 22102 小计 5.00
    GK05 2210201 小计 5.00
"""


def test_a_name_that_is_nearly_a_row():
    text = f"{BASIC}主要包括工资和福利支出9.00万元，其中：基本工资1.00万元，职工医疗保险缴费1.00万元。"
    (finding,) = found("names.economic", text, cells=f"{ROWS}\nGK06 301 决算数 9.00")
    assert "“职工医疗保险缴费”应为“职工基本医疗保险缴费”" in finding.message
    assert "“工资和福利支出”应为“工资福利支出”" in finding.message
    assert len(finding.places) == 3


def test_names_of_the_table_and_of_other_things_are_left_alone():
    text = f"{BASIC}公用经费主要包括：办公费、公务接待费、公务用车运行维护费、因公出国（境）费、星图印制等支出。"
    assert found("names.economic", text, cells=ROWS) == []
    assert found("names.economic", "十、采购情况说明\n职工医疗保险缴费服务1.00万元。", cells=ROWS) == []


def test_the_second_level_between_class_and_item():
    path = "五、支出情况说明\n1、住房保障支出（类）{}（款）住房公积金（项）5.00万元。"
    (finding,) = found("names.second-level", path.format("住房保障支出"), cells=PATHS)
    assert (finding.expected, finding.actual) == ("住房改革支出", "住房保障支出")
    assert found("names.second-level", path.format("住房改革支出"), cells=PATHS) == []
    assert found("names.second-level", path.replace("住房公积金", "购房补贴").format("住房保障"), cells=PATHS) == []
