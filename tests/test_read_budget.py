"""Tables of a published budget, drawn as test_read_table draws them: several ways to print them, one meaning."""

from __future__ import annotations

import pytest

from mingzhang.forms import forms_of
from mingzhang.model import FactKey, Place, Table
from mingzhang.read.layout import Layout, Line, Paragraph
from mingzhang.read.recognise import recognise_layout
from mingzhang.read.titles import form_of
from mingzhang.relations.generate import generate
from mingzhang.relations.system import judge
from test_read_table import drawn, read

INITIAL = {"stage": "initial_budget"}


def key(measure: str, **coordinates: str) -> FactKey:
    return FactKey.of(measure, {**INITIAL, **coordinates})


def facts(table: Table) -> dict[FactKey, str]:
    assert table.doubts == []
    return {item.key: item.text for item in table.prints}


def failing(*tables: Table) -> list[str]:
    system = generate(tables)
    return [relation.rule for relation in system.relations if judge(system.figures, relation) == "fail"]


THREE_LISTS = """
| 收入               | <    | 支出             | <    | <              | <    |
| 项目名称           | 金额 | 功能分类         | <    | 支出用途       | <    |
| ^                  | ^    | 功能科目名称     | 金额 | 项目名称       | 金额 |
| 一、财政拨款       | 8.00 | 一、教育支出     | 6.00 | 一、基本支出   | 5.00 |
| 1. 一般公共预算    | 8.00 | 二、卫生健康支出 | 3.00 | 二、项目支出   | 3.00 |
| 二、其他资金       | 1.00 |                  |      | 三、单位预留机动经费 | 1.00 |
| 当年收入小计       | 9.00 | 当年支出小计     | <    | <              | 9.00 |
| 上年结转资金       | 2.00 | 结转下年资金     | <    | <              | 2.00 |
| 收入合计           | 11.00 | 支出合计        | <    | <              | 11.00 |
"""


def test_three_lists_side_by_side_and_a_total_that_reaches_over_two_of_them():
    found = facts(read("YS01", THREE_LISTS))
    assert found[key("income", fund="general")] == "8.00"
    assert found[key("income", fund="own_funds")] == "1.00"
    assert found[key("expenditure", function="205")] == "6.00"
    assert found[key("expenditure", kind="reserve")] == "1.00"
    assert (found[key("expenditure")], found[key("closing")], found[key("total")]) == ("9.00", "2.00", "11.00")
    assert failing(read("YS01", THREE_LISTS)) == []


@pytest.mark.parametrize("wrong", ["8.00 | 一、教育支出", "| 6.00", "1.00 |\n| 当年", "11.00 | 支出合计"])
def test_a_wrong_figure_in_them_does_not_add_up(wrong: str):
    table = THREE_LISTS.replace(wrong, wrong.replace("8.00", "7.00").replace("6.00", "9.00").replace("1.00", "4.00"))
    assert table != THREE_LISTS
    assert failing(read("YS01", table)) != []


def test_a_grand_total_without_anything_carried_over_is_the_years_own():
    """收入总计 is the income of the year where no 上年结转 stands beside it, and then the sources add to it."""
    short = """
    | 本年收入            | <      | 本年支出         | <      |
    | 项目                | 预算数 | 项目             | 预算数 |
    | 一、财政拨款收入    | 80     | 一、教育支出     | 60     |
    | 1. 一般公共预算资金 | 80     | 二、卫生健康支出 | 30     |
    | 二、事业收入        | 10     |                  |        |
    | 收入总计            | 90     | 支出总计         | 90     |
    """
    table = read("YS01", short, "元")
    assert facts(table)[key("income")] == "90"
    assert key("total") not in facts(table)
    assert failing(table) == []
    assert failing(read("YS01", short.replace("| 收入总计            | 90", "| 收入总计 | 70"), "元")) == ["sum.fund"]


def test_a_source_and_what_it_is_made_of_are_one_label():
    table = read(
        "YS02L",
        """
        | 项目名称         |                  | 金额 |
        | 收入总计         | <                | 5.00 |
        | 一般公共预算资金 | 小计             | 4.00 |
        | ^                | 专项收入         | 4.00 |
        | 其他资金         | 小计             | 1.00 |
        | ^                | 事业收入         | 1.00 |
        """,
    )
    found = facts(table)
    assert (found[key("income", fund="general")], found[key("income", fund="general_special")]) == ("4.00", "4.00")
    assert (found[key("income", fund="own_funds")], found[key("income", fund="business")]) == ("1.00", "1.00")
    assert found[key("income")] == "5.00"


def test_codes_in_two_columns_get_back_the_zero_that_a_worksheet_dropped():
    table = read(
        "YS08",
        """
        | 项目 | <  | <            | 一般公共预算基本支出 | <        | <        |
        | 编码 | <  | 经济分类科目名称 | 合计             | 人员经费 | 公用经费 |
        | 类   | 款 | ^            | ^                    | ^        | ^        |
        | 301  |    | 工资福利支出 | 7                    | 7        | 0        |
        | 301  | 2  | 津贴补贴     | 7                    | 7        | 0        |
        | 302  |    | 商品和服务支出 | 2                  | 0        | 2        |
        | 302  | 11 | 差旅费       | 2                    | 0        | 2        |
        | 合计 | <  | <            | 9                    | 7        | 2        |
        """,
        "元",
    )
    found = facts(table)
    at = {"fund": "general", "kind": "basic"}
    assert found[key("expenditure", **at, economic="30102")] == "7"
    assert found[key("expenditure", **at, purpose="public")] == "2"
    assert failing(table) == []


THREE = """
| 合计  | “三公”经费 | <                | <              | <          | <      | <          | 会议费 |
| ^     | 小计       | 因公出国（境）费 | 公务用车运行费 | <          | <      | 公务接待费 | ^      |
| ^     | ^          | ^                | 小计           | 公务用车购置费 | 运行费 | ^      | ^      |
| 12.00 | 10.00      | 1.00             | 7.00           | 4.00       | 3.00   | 2.00       | 2.00   |
"""


def test_the_innermost_heading_says_of_what_a_subtotal_is_one():
    table = read("YS09", THREE)
    found = facts(table)
    fiscal = {"fund": "fiscal"}
    assert found[key("expenditure", **fiscal, economic="three_public")] == "10.00"
    assert found[key("expenditure", **fiscal, economic="vehicles")] == "7.00"
    assert found[key("expenditure", **fiscal, economic="three_and_meetings")] == "12.00"
    assert failing(table) == []
    assert failing(read("YS09", THREE.replace("12.00", "13.00"))) == ["sum.economic"]


def test_a_year_before_a_heading_and_another_measure_beside_it():
    table = read(
        "YS09",
        """
        | 2024年“三公”经费预算数 | <                | <          | 2024年机关运行经费预算数 |
        | 合计                   | 因公出国（境）费 | 公务接待费 | ^                        |
        | 3.00                   | 1.00             | 2.00       | 44.00                    |
        """,
    )
    found = facts(table)
    assert found[key("expenditure", fund="fiscal", economic="three_public")] == "3.00"
    assert found[key("running_costs")] == "44.00"


def test_of_two_years_side_by_side_the_later_is_the_budget():
    table = read(
        "YS07",
        """
        | 功能分类科目 | <        | 2023年执行数 | 2024年预算数 | <        | <        | 2024年比2023年 | <     |
        | 科目编码     | 科目名称 | ^            | 小计         | 基本支出 | 项目支出 | 增减额         | 增减% |
        | 205          | 教育支出 | 6.00         | 7.00         | 5.00     | 2.00     | 1.00           | 16.67 |
        | 合计         | <        | 6.00         | 7.00         | 5.00     | 2.00     | 1.00           | 16.67 |
        """,
    )
    found = facts(table)
    assert found[key("expenditure", fund="general")] == "7.00"
    assert {item.text for item in table.prints} == {"7.00", "5.00", "2.00"}
    blocks = read(
        "YS09",
        """
        | 2023年预算数 | <          | 2024年预算数 | <          |
        | 合计         | 公务接待费 | 合计         | 公务接待费 |
        | 1.00         | 1.00       | 2.00         | 2.00       |
        """,
    )
    assert [item.text for item in blocks.prints] == ["2.00", "2.00"]
    assert blocks.sure


def test_the_year_and_what_was_carried_over_as_rows_of_the_list():
    table = read(
        "YS04",
        """
        | 收入                         | <      | 支出                 | <     | <            |
        | 项目                         | 预算数 | 项目（按功能分类）   | 合计  | 一般公共预算 |
        | 一、本年收入                 | 9.00   | 一、本年支出         | 10.00 | 10.00        |
        | （一）一般公共预算拨款       | 9.00   | （一）教育支出       | 10.00 | 10.00        |
        | （二）政府性基金预算拨款     |        |                      |       |              |
        | 二、上年结转                 | 1.00   | 二、结转下年         |       |              |
        | （一）一般公共预算拨款       | 1.00   |                      |       |              |
        | 收入总计                     | 10.00  | 支出总计             | 10.00 | 10.00        |
        """,
    )
    found = facts(table)
    assert found[key("income", fund="general")] == "9.00"
    assert found[key("opening", fund="general")] == "1.00"
    assert found[key("total", fund="fiscal")] == found[key("total", fund="general")] == "10.00"
    assert failing(table) == []


def test_details_of_procurement_are_passed_over():
    table = read(
        "YS13",
        """
        | 采购品目大类 | 专项名称 | 采购物品名称 | 总计 |
        | 合计         |          |              | 5.00 |
        | 一、货物A    |          |              | 3.00 |
        |              | 星图费   | 望远镜       | 3.00 |
        | 二、服务C    |          |              | 2.00 |
        """,
    )
    assert facts(table) == {
        key("procurement"): "5.00",
        key("procurement", category="goods"): "3.00",
        key("procurement", category="services"): "2.00",
    }


def document(*lines: str) -> Layout:
    """A cover or title lines above a table of spending that says neither 预算 nor 决算."""
    grid = drawn(
        """
        | 科目编码 | 科目名称           | 合计 | 基本支出 | 项目支出 |
        | 合计     | <                  | 3.00 | 2.00     | 1.00     |
        | 208      | 社会保障和就业支出 | 3.00 | 2.00     | 1.00     |
        """
    )
    above = [Paragraph(line, (Line(line, Place(page=1)),)) for line in lines]
    return Layout("x.pdf", "pdf", 1, [*above, grid])


@pytest.mark.parametrize(
    ("cover", "kind", "form", "stage"),
    [
        ("云岭市星图局2024年度部门预算", "预算", "YS07", "initial_budget"),
        ("云岭市星图局2024年度部门决算", "决算", "GK05", None),
    ],
)
def test_a_title_that_both_kinds_print_is_read_as_the_document_is(cover: str, kind: str, form: str, stage: str | None):
    found = recognise_layout(document(cover, "一般公共预算财政拨款支出表", "单位：万元"))
    assert (found.kind, found.year, [table.form for table in found.tables]) == (kind, 2024, [form])
    assert {item.key.get("stage") for item in found.prints()} == {stage}


def test_titles_of_final_accounts_outweigh_a_cover_that_speaks_of_the_budget():
    lines = ("2024年度部门预算和决算", "收入决算表", "支出决算表", "单位：万元")
    assert recognise_layout(document(*lines)).kind == "决算"


def test_a_form_that_shares_its_title_is_never_found_by_it():
    variants = [form for form in forms_of("预算").values() if form.variant_of]
    assert variants
    for form in variants:
        for title in form.titles:
            found = form_of(title, "预算")
            assert found is not None and found.id == form.variant_of


def test_the_columns_decide_which_form_of_a_title_a_table_is():
    one_row = drawn(
        """
        | 合计 | 基本支出 | 项目支出 | 单位预留机动经费 | 结转下年资金 |
        | 9.00 | 5.00     | 2.00     | 1.00             | 1.00         |
        """
    )
    lines = ("云岭市星图局2024年度部门预算", "支出预算总表", "单位：万元")
    above = [Paragraph(line, (Line(line, Place(page=1)),)) for line in lines]
    (table,) = recognise_layout(Layout("x.pdf", "pdf", 1, [*above, one_row])).tables
    assert (table.form, table.title, table.sure) == ("YS03L", "支出预算总表", True)
    assert facts(table)[key("total")] == "9.00"
