"""Each test shows the lines of a table as a PDF-to-text tool leaves them, and the cells they hold.

␠ stands for a space at the end of a line.
"""

from __future__ import annotations

import pytest

from mingzhang.forms import forms
from mingzhang.model import Place
from mingzhang.read.layout import Grid, Line
from mingzhang.read.table import recognise
from mingzhang.read.text_tables import shape_table


def shaped(form: str, text: str) -> Grid:
    lines = [Line(line.replace("␠", " "), Place(line=at)) for at, line in enumerate(text.strip("\n").split("\n"), 1)]
    grid = shape_table(forms()[form], lines)
    assert grid is not None
    return grid


def rows(form: str, text: str) -> dict[str, list[str]]:
    """The printed texts by row, in the order of the columns."""
    table = recognise(forms()[form], shaped(form, text), "万元")
    assert table is not None
    found: dict[str, list[str]] = {}
    for item in table.prints:
        found.setdefault(item.row_key, []).append(item.text)
    return found


def doubts(form: str, text: str) -> list[str]:
    table = recognise(forms()[form], shaped(form, text), "万元")
    assert table is not None
    return table.doubts


HEAD = """支出决算表
公开03表
项目
本年支出合计 基本支出 项目支出
科目代码 科目名称
栏次 1 2 3
"""


def test_a_row_of_codes_with_blanks_as_empty_tokens():
    found = rows(
        "GK03", HEAD + "合计 9.00 5.00 4.00\n208 社会保障和就业支出 5.00 5.00 ␠\n215 资源勘探支出 4.00  4.00\n"
    )
    assert found == {"合计": ["9.00", "5.00", "4.00"], "208": ["5.00", "5.00", ""], "215": ["4.00", "", "4.00"]}


def test_a_name_broken_over_lines_before_its_figures():
    table = recognise(
        forms()["GK03"],
        shaped(
            "GK03", HEAD + "2080505\n机关事业单\n位基本养老\n保险缴费支\n出\n5.00 5.00 ␠\n20807 就业补助 1.00 1.00 ␠\n"
        ),
        "万元",
    )
    assert table is not None
    assert [(row.key, row.name, row.place.line, row.place.last_line) for row in table.rows] == [
        ("2080505", "机关事业单位基本养老保险缴费支出", 7, 12),
        ("20807", "就业补助", 13, 13),
    ]


def test_a_name_with_blank_lines_and_its_figures_on_the_last_line():
    assert rows("GK03", HEAD + "208\n社会保障和\n就业支出\n\n5.00 5.00 ␠\n\n20805\n\n行政事业\n\n5.00 5.00 ␠\n")[
        "20805"
    ] == ["5.00", "5.00", ""]


def test_dashes_are_blanks():
    assert rows("GK03", HEAD + "合计 9.00 ── 9.00\n208 社会保障和就业支出 — — —\n")["208"] == ["—", "—", "—"]


def test_lines_behind_the_note_are_no_rows():
    assert list(rows("GK03", HEAD + "合计 9.00 5.00 4.00\n注：本表反映支出。\n208 某某 1.00 1.00 ␠\n")) == ["合计"]


def test_a_heading_that_reads_like_the_total_is_no_row():
    head = "收入决算表\n项目\n合计\n财政拨款收入 其他收入\n科目代码 科目名称\n栏次 1 2 3\n"
    assert rows("GK02", head + "合计 9.00 8.00 1.00\n208 某某 9.00 8.00 1.00\n")["合计"] == ["9.00", "8.00", "1.00"]


def test_fewer_headings_than_column_numbers_are_a_doubt():
    head = HEAD.replace("栏次 1 2 3", "栏次 1 2 3 4")
    assert doubts("GK03", HEAD + "合计 9.00 5.00 4.00\n") == []
    assert any("栏" in doubt for doubt in doubts("GK03", head + "合计 9.00 5.00 4.00 0.00\n"))


def unsure(form: str, text: str) -> set[str]:
    """Rows whose figures were not read with certainty."""
    table = recognise(forms()[form], shaped(form, text), "万元")
    assert table is not None
    return {item.row_key for item in table.prints if not item.sure}


def test_a_row_with_too_many_figures_is_not_sure():
    assert unsure("GK03", HEAD + "合计 9.00 5.00 4.00\n208 某某 5.00 5.00 1.00 2.00 3.00\n") == {"208"}


def test_a_row_followed_by_stray_text_is_not_sure():
    assert "208" in unsure(
        "GK03", HEAD + "合计 9.00 5.00 4.00\n208 某某 5.00 5.00 ␠\n散落的文字\n215 某某 4.00  4.00\n"
    )


def test_a_row_whose_figures_never_come_is_not_sure():
    assert "208" in unsure("GK03", HEAD + "合计 9.00 5.00 4.00\n208\n某某\n215 某某 4.00  4.00\n")


SUMMARY = """收入支出决算总表
收入 支出
项目 行次 金额 项目 行次 金额
栏次  1 栏次  2
"""


def test_two_lists_side_by_side_are_told_apart_by_their_line_numbers():
    text = """一、一般公共预算财政拨款收入 1 9.00 一、一般公共服务支出 4 ␠
八、其他收入 2  八、社会保障和就业支出 5 9.00
总计 3 9.00 总计 6 9.00
"""
    assert rows("GK01", SUMMARY + text) == {
        "收入:一、一般公共预算财政拨款收入": ["9.00"],
        "收入:八、其他收入": [""],
        "收入:总计": ["9.00"],
        "支出:一、一般公共服务支出": [""],
        "支出:八、社会保障和就业支出": ["9.00"],
        "支出:总计": ["9.00"],
    }


def test_a_figure_glued_to_the_next_label_is_cut_off():
    text = "一、一般公共预算财政拨款收入 1 1,234.50八、社会保障和就业支出 3 9.00\n总计 2 -5.00总计 4 9.00\n"
    found = rows("GK01", SUMMARY + text)
    assert (found["收入:一、一般公共预算财政拨款收入"], found["支出:八、社会保障和就业支出"]) == (
        ["1,234.50"],
        ["9.00"],
    )
    assert (found["收入:总计"], found["支出:总计"]) == (["-5.00"], ["9.00"])


def test_labels_broken_over_lines_find_their_line_number():
    text = "一、一般公共预算财政拨\n款收入\n\n1 9.00 八、社会保障和就业支出 3 9.00\n\n总计 2 9.00 \n总计\n\n4 9.00\n"
    found = rows("GK01", SUMMARY + text)
    assert found["收入:一、一般公共预算财政拨款收入"] == ["9.00"] and found["支出:总计"] == ["9.00"]


def test_lists_without_line_numbers_are_told_apart_by_their_labels():
    head = "收入支出决算总表\n收入 支出\n项目 决算数 项目 决算数\n"
    found = rows("GK01", head + "一、一般公共预算财政拨款收入 9.00 八、社会保障和就业支出 7.00\n总计 9.00 总计 7.00\n")
    assert found["收入:一、一般公共预算财政拨款收入"] == ["9.00"] and found["支出:八、社会保障和就业支出"] == ["7.00"]
    assert found["收入:总计"] == ["9.00"] and found["支出:总计"] == ["7.00"]


def test_a_figure_that_belongs_nowhere_is_a_doubt():
    text = "一、一般公共预算财政拨款收入 1 9.00 八、社会保障和就业支出 3 9.00\n77.00\n总计 2 9.00 总计 4 9.00\n"
    assert any("77.00" in doubt for doubt in doubts("GK01", SUMMARY + text))


def test_economic_codes_in_triples_side_by_side():
    text = """一般公共预算财政拨款基本支出决算表
人员经费 公用经费
科目编码 科目名称 决算数 科目编码 科目名称 决算数
301 工资福利支出 6.00 302 商品和服务支出 3.00
30101 基本工资 6.00 30201 办公费 3.00
303 对个人和家庭的补助  30217 公务接待
费 ␠
人员经费合计 6.00 公用经费合计 3.00
"""
    assert rows("GK06", text) == {
        "301": ["6.00"], "302": ["3.00"], "30101": ["6.00"], "30201": ["3.00"], "303": [""], "30217": [""],
        "人员经费合计": ["6.00"], "公用经费合计": ["3.00"],
    }  # fmt: skip


def test_one_row_of_figures_under_two_blocks():
    text = """财政拨款“三公”经费支出决算表
预算数 决算数
合计 因公出国（境）费 公务用车购置及运行维护费 公务接待费 合计 因公出国（境）费 公务用车购置及运行维护费 公务接待费
小计 公务用车购置费 公务用车运行维护费 小计 公务用车购置费 公务用车运行维护费
1 2 3 4 5 6 7 8 9 10 11 12
12.00  10.00  10.00 2.00 9.00  8.00  8.00 1.00
"""
    assert rows("GK09", text) == {
        "预算数": ["12.00", "", "10.00", "", "10.00", "2.00"],
        "决算数": ["9.00", "", "8.00", "", "8.00", "1.00"],
    }


def test_a_list_in_one_column_with_units_of_its_own():
    text = """部门决算公开相关信息统计表
项目 行次 统计数
栏次  1
一、政府采购情况 1 —
合计 2 9.00
货物 3 5.00
工程 4 ␠
服务 5 4.00
车辆数合计（辆） 6 3
"""
    table = recognise(forms()["GK10"], shaped("GK10", text), "万元")
    assert table is not None
    assert [(item.row_key, item.text, item.amount.unit if item.amount else "") for item in table.prints][:5] == [
        ("合计", "9.00", "万元"),
        ("货物", "5.00", "万元"),
        ("工程", "", ""),
        ("服务", "4.00", "万元"),
        ("车辆数合计（辆）", "3", "辆"),
    ]


def test_lines_without_rows_are_no_table():
    lines = [Line("支出决算表", Place(line=1)), Line("见附件", Place(line=2))]
    assert all(shape_table(form, lines) is None for form in forms().values())


def test_a_dump_that_lost_its_blanks_is_doubtful():
    lost = HEAD + "合计 9.00 5.00 4.00\n208 某某 5.00 5.00\n215 其他 4.00 4.00\n"
    assert any("空白" in doubt for doubt in doubts("GK03", lost))
    assert doubts("GK03", lost.replace("215 其他 4.00 4.00", "215 其他 4.00  4.00")) == []
    assert doubts("GK03", HEAD + "合计 9.00 5.00 4.00\n") == []


def test_a_panel_that_lost_its_blanks_is_doubtful():
    head = "收入 支出\n项目 行次 金额 项目 行次 合计 一般公共预算财政拨款 政府性基金预算财政拨款\n"
    text = "一、一般公共预算财政拨款 1 9.00 八、社会保障和就业支出 3 9.00 9.00\n总计 2 9.00 总计 4 9.00 9.00\n"
    assert any("空白" in doubt for doubt in doubts("GK04", head + text))


def test_columns_printed_in_another_order_are_read_by_the_heading():
    head = HEAD.replace("基本支出 项目支出", "项目支出 基本支出")
    table = recognise(forms()["GK03"], shaped("GK03", head + "合计 9.00 5.00 4.00\n208 某某 5.00 5.00 ␠\n"), "万元")
    assert table is not None and table.doubts == []
    assert [(item.column, item.text) for item in table.prints][:3] == [
        ("本年支出合计", "9.00"), ("项目支出", "5.00"), ("基本支出", "4.00"),
    ]  # fmt: skip


FUND_HEAD = """政府性基金预算财政拨款收入支出决算表
项目 年初结转和结余 本年收入 本年支出 年末结转和结余
科目代码 科目名称 小计 基本支出 项目支出
栏次 1 2 3 4 5 6
"""


def test_labels_on_a_lower_layer_of_the_heading_stay_inside_their_group():
    row = "合计 1.00 9.00 8.00 3.00 5.00 2.00\n"
    table = recognise(forms()["GK07"], shaped("GK07", FUND_HEAD + row), "万元")
    assert table is not None and table.doubts == []
    assert [item.column for item in table.prints] == [
        "年初结转和结余", "本年收入", "小计", "基本支出", "项目支出", "年末结转和结余",
    ]  # fmt: skip
    assert [item.text for item in table.prints] == row.split()[1:]


def test_an_unusual_order_over_several_lines_of_the_heading_is_a_doubt():
    head = FUND_HEAD.replace("基本支出 项目支出", "\n项目支出\n基本支出")
    table = recognise(forms()["GK07"], shaped("GK07", head + "合计 1.00 9.00 8.00 5.00 3.00 2.00\n"), "万元")
    assert table is not None and any("先后" in doubt for doubt in table.doubts)
    assert {item.column: item.text for item in table.prints}["项目支出"] == "5.00"


def test_a_code_or_a_figure_glued_to_its_name_is_cut_off():
    text = HEAD + "合计 9.00 5.00 4.00\n208社会保障和就业支出 5.00 5.00 ␠\n215 资源勘探支出4.00  4.00\n"
    assert rows("GK03", text) == {
        "合计": ["9.00", "5.00", "4.00"],
        "208": ["5.00", "5.00", ""],
        "215": ["4.00", "", "4.00"],
    }
    assert doubts("GK03", text) == []


def test_digits_of_full_width_are_codes_and_line_numbers():
    text = "合计 ９．００ ５．００ ４．００\n２０８ 社会保障和就业支出 ５．００ ５．００ ␠\n"
    assert rows("GK03", HEAD + text)["208"] == ["５．００", "５．００", ""]


def test_the_heading_of_three_code_columns_may_be_glued_to_another_word():
    head = "支出决算表\n项目\n本年支出合计 基本支出 对附属单位补助\n支出类 款 项 科目名称\n栏次 1 2 3\n"
    assert list(rows("GK03", head + "合计 9.00 9.00 ␠\n208   社会保障 9.00 9.00 ␠\n208 05  养老 9.00 9.00 ␠\n")) == [
        "合计", "208", "20805",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "20805 行政事业单 5.00 5.00 ␠\n位养老支出\n20807 就业补助 1.00 1.00 ␠\n",
        "行政事业单\n20805 5.00 5.00 ␠\n位养老支出\n20807 就业补助 1.00 1.00 ␠\n",
    ],
)
def test_the_figures_of_a_wrapped_name_may_stand_beside_any_of_its_lines(text: str):
    table = recognise(forms()["GK03"], shaped("GK03", HEAD + "合计 6.00 6.00 ␠\n" + text), "万元")
    assert table is not None and table.doubts == []
    assert [(item.row_name, item.text, item.sure) for item in table.prints if item.row_key == "20805"] == [
        ("行政事业单位养老支出", text, True) for text in ("5.00", "5.00", "")
    ]


def test_a_name_pieced_together_that_the_catalogue_does_not_know_is_not_sure():
    text = "合计 6.00 6.00 ␠\n20805 行政事业单 5.00 5.00 ␠\n位养老支出与星图\n20807 就业补助 1.00 1.00 ␠\n"
    assert unsure("GK03", HEAD + text) == {"20805"}


def test_a_name_with_digits_is_a_doubt():
    text = "合计 6.00 6.00 ␠\n208 某某 6.00 某 6.00 ␠\n3.00 3.00 ␠\n"
    assert any("数字" in doubt for doubt in doubts("GK03", HEAD + text))


def test_more_figures_than_columns_known_are_a_doubt():
    head = HEAD.replace("基本支出 项目支出", "基本支出 其中星图费 项目支出").replace("栏次 1 2 3\n", "")
    assert any(
        "多于" in doubt for doubt in doubts("GK03", head + "合计 9.00 5.00 1.00 4.00\n208 某某 9.00 5.00 1.00 4.00\n")
    )


def test_the_space_that_begins_a_page_is_no_blank_figure():
    text = "合计 9.00 5.00 4.00\n208\n社会保障\n 5.00 5.00 ␠\n215\n资源\n 4.00  4.00\n"
    assert rows("GK03", HEAD + text) == {
        "合计": ["9.00", "5.00", "4.00"], "208": ["5.00", "5.00", ""], "215": ["4.00", "", "4.00"],
    }  # fmt: skip
    assert doubts("GK03", HEAD + text) == []


THREE_PUBLIC = """财政拨款“三公”经费支出决算表
预算数 决算数
合计 因公出国（境）费 公务用车购置及运行维护费 公务接待费 合计 因公出国（境）费 公务用车购置及运行维护费 公务接待费
小计 公务用车购置费 公务用车运行维护费 小计 公务用车购置费 公务用车运行维护费
1 2 3 4 5 6 7 8 9 10 11 12
"""
FIGURES = "12.00  10.00  10.00 2.00 9.00  8.00  8.00 1.00"


def test_one_row_of_figures_behind_the_space_that_begins_a_page():
    assert rows("GK09", f"{THREE_PUBLIC} {FIGURES}\n") == rows("GK09", f"{THREE_PUBLIC}{FIGURES}\n")
    assert doubts("GK09", f"{THREE_PUBLIC} {FIGURES}\n") == []


def test_one_row_that_lost_its_blanks_is_doubtful():
    assert any("空白" in doubt for doubt in doubts("GK09", THREE_PUBLIC + " ".join(FIGURES.split()) + "\n"))


def test_groups_of_one_row_in_another_order():
    moved = THREE_PUBLIC.replace("公务用车购置及运行维护费 公务接待费", "公务接待费 公务用车购置及运行维护费")
    found = rows("GK09", moved + "12.00  2.00 10.00  10.00 9.00  1.00 8.00  8.00\n")
    assert found == {
        "预算数": ["12.00", "", "2.00", "10.00", "", "10.00"],
        "决算数": ["9.00", "", "1.00", "8.00", "", "8.00"],
    }
    assert doubts("GK09", moved + "12.00  2.00 10.00  10.00 9.00  1.00 8.00  8.00\n")


def test_a_page_number_among_economic_codes_is_no_figure():
    text = "基本支出决算表\n科目编码 科目名称 决算数 科目编码 科目名称 决算数\n"
    text += "301 工资福利支出 6.00 302 商品和服务支出  \n12\n30101 基本工资 6.00 30201 办公费 ␠\n"
    assert rows("GK06", text) == {"301": ["6.00"], "302": [""], "30101": ["6.00"], "30201": [""]}


def test_an_economic_code_behind_a_lost_blank_is_no_figure():
    text = "基本支出决算表\n科目编码 科目名称 决算数\n301 工资福利支出 6.00\n30103   奖金\n30101\n基本\n工资\n6.00\n"
    assert rows("GK06", text) == {"301": ["6.00"], "30103": [""], "30101": ["6.00"]}
    assert unsure("GK06", text) == {"30103"}
    assert rows("GK06", text.replace("6.00", "60000"))["301"] == ["60000"]


def test_two_spaces_between_all_cells_are_one():
    text = HEAD + "合计 9.00 5.00 4.00\n208 社会保障和就业支出 5.00  5.00\n"
    assert rows("GK03", text.replace(" ", "  ")) == rows("GK03", text)


def test_tabs_between_cells_are_spaces():
    text = HEAD + "合计 9.00 5.00 4.00\n208 社会保障和就业支出 5.00  5.00\n"
    assert rows("GK03", text.replace(" ", "\t")) == rows("GK03", text)


def test_a_row_with_too_few_cells_beside_rows_that_print_their_blanks_is_not_sure():
    lost = HEAD + "合计 9.00 5.00 4.00\n208 某某 5.00 5.00 ␠\n215 某某 4.00 4.00\n217 某某 4.00  4.00\n"
    assert unsure("GK03", lost) == {"215"}
