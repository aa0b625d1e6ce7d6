"""Each test draws a grid: cells between bars, "<" joins a cell to the one on its left and "^" to the one above it."""

from __future__ import annotations

import pytest

from mingzhang.amount import parse_amount
from mingzhang.check import check
from mingzhang.forms import forms
from mingzhang.model import Disclosure, FactKey, Place, Table
from mingzhang.read.layout import Grid, GridCell
from mingzhang.read.table import recognise


def drawn(picture: str) -> Grid:
    lines = [[text.strip() for text in line.strip().strip("|").split("|")] for line in picture.strip().splitlines()]
    width = len(lines[0])
    assert all(len(line) == width for line in lines), [len(line) for line in lines]
    cells: list[GridCell] = []
    for row, texts in enumerate(lines):
        for column, text in enumerate(texts):
            if text in ("<", "^"):
                continue
            right = next((c for c in range(column + 1, width) if texts[c] != "<"), width)
            below = next((r for r in range(row + 1, len(lines)) if lines[r][column] != "^"), len(lines))
            place = Place(page=1, box=(column * 50.0, row * 20.0, right * 50.0, below * 20.0))
            cells.append(GridCell(row, column, text, place, below - row, right - column))
    return Grid(len(lines), width, cells, ruled=True, pages=(1,))


def read(form: str, picture: str, unit: str = "万元") -> Table:
    table = recognise(forms()[form], drawn(picture), unit)
    assert table is not None
    return table


def texts(table: Table) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for item in table.prints:
        found.setdefault(item.row_key, {})[item.column] = item.text
    return found


SPENDING = """
| 项目     | <                  | 本年支出合计 | 基本支出 | 项目支出 |
| 科目编码 | 科目名称           | ^            | ^        | ^        |
| 栏次     | <                  | 1            | 2        | 3        |
| 合计     | <                  | 9.00         | 5.00     | 4.00     |
| 208      | 社会保障和就业支出 | 5.00         | 5.00     |          |
| 20805    | 养老支出           | 5.00         | 5.00     | ──       |
| 215      | 资源勘探支出       | 4.00         |          | 4.00     |
"""


def test_a_table_of_codes_is_read_into_facts_with_their_places():
    table = read("GK03", SPENDING)
    assert (table.form, table.sure, [row.key for row in table.rows]) == ("GK03", True, ["合计", "208", "20805", "215"])
    assert texts(table)["208"] == {"本年支出合计": "5.00", "基本支出": "5.00", "项目支出": ""}
    (item,) = [item for item in table.prints if (item.row_key, item.column) == ("215", "项目支出")]
    assert item.key == FactKey.of("expenditure", {"function": "215", "kind": "project"})
    assert item.amount == parse_amount("4.00", "万元")
    assert item.place == Place(1, (200.0, 120.0, 250.0, 140.0), table="GK03", row="215", column="项目支出")
    assert all(item.sure for item in table.prints)
    assert next(item for item in table.prints if (item.row_key, item.column) == ("20805", "项目支出")).amount is None


def test_columns_are_found_by_their_label_wherever_they_stand():
    swapped = """
    | 科目编码 | 科目名称           | 项目支出 | 本年支出合计 | 基本支出 |
    | 合计     | <                  | 4.00     | 9.00         | 5.00     |
    """
    assert texts(read("GK03", swapped))["合计"] == {"项目支出": "4.00", "本年支出合计": "9.00", "基本支出": "5.00"}


def test_a_code_in_three_columns_is_put_together():
    whole = """
    | 功能分类科目编码 | <  | <  | 科目名称 | 合计 | 基本支出 | 项目支出 |
    | 类               | 款 | 项 | ^        | ^    | ^        | ^        |
    | 合计             | <  | <  | <        | 9.00 | 5.00     | 4.00     |
    | 208              |    |    | 社会保障 | 9.00 | 5.00     | 4.00     |
    | 208              | 05 |    | 养老     | 9.00 | 5.00     | 4.00     |
    | 208              | 05 | 01 | 离退休   | 5.00 | 5.00     |          |
    |                  |    | 05 | 养老保险 | 4.00 |          | 4.00     |
    """
    table = read("GK03", whole)
    assert [row.key for row in table.rows] == ["合计", "208", "20805", "2080501", "2080505"]
    assert table.sure


def test_the_innermost_heading_names_a_column_and_its_group_tells_it_apart():
    fund = """
    | 科目编码 | 科目名称 | 年初结转和结余 | 本年收入 | 本年支出 | <        | <        | 年末结转和结余 |
    | ^        | ^        | ^              | ^        | 小计     | 基本支出 | 项目支出 | ^              |
    | 合计     | <        | 1.00           | 9.00     | 8.00     |          | 8.00     | 2.00           |
    """
    table = read("GK07", fund)
    keys = {item.column: item.key.measure + (item.key.get("kind") or "") for item in table.prints}
    assert keys == {
        "年初结转和结余": "opening", "本年收入": "income", "小计": "expenditure",
        "基本支出": "expenditurebasic", "项目支出": "expenditureproject", "年末结转和结余": "closing",
    }  # fmt: skip
    assert all(item.key.get("fund") == "government_fund" for item in table.prints)


SUMMARY = """
| 收入                           | <    | <      | 支出                     | <    | <      |
| 项目                           | 行次 | 决算数 | 项目                     | 行次 | 决算数 |
| 一、一般公共预算财政拨款收入   | 1    | 9.00   | 八、社会保障和就业支出   | 4    | 7.00   |
| 八、其他收入                   | 2    |        | 本年支出合计             | 5    | 7.00   |
| 总计                           | 3    | 9.00   | 总计                     | 6    | 9.00   |
"""


def test_two_lists_side_by_side_are_read_by_their_labels():
    table = read("GK01", SUMMARY)
    assert table.sure
    assert texts(table) == {
        "收入:一、一般公共预算财政拨款收入": {"决算数": "9.00"},
        "收入:八、其他收入": {"决算数": ""},
        "收入:总计": {"决算数": "9.00"},
        "支出:八、社会保障和就业支出": {"决算数": "7.00"},
        "支出:本年支出合计": {"决算数": "7.00"},
        "支出:总计": {"决算数": "9.00"},
    }
    assert {item.row_key: item.key for item in table.prints}["支出:总计"] == FactKey("total")


def test_a_label_printed_twice_is_told_apart_by_the_row_it_stands_under():
    table = read(
        "GK04",
        """
        | 收入 | < | 支出 | < | < | < | < |
        | 项目 | 金额 | 项目 | 合计 | 一般公共预算财政拨款 | 政府性基金预算财政拨款 | 国有资本经营预算财政拨款 |
        | 一、一般公共预算财政拨款 | 9.00 | 本年支出合计 | 8.00 | 8.00 | | |
        | 年初财政拨款结转和结余   | 1.00 |              |      |      | | |
        | 一、一般公共预算财政拨款 | 1.00 |              |      |      | | |
        """,
    )
    keys = {item.row_key: item.key for item in table.prints if item.amount}
    assert keys["收入:一、一般公共预算财政拨款"] == FactKey.of("income", {"fund": "general"})
    assert keys["收入:年初财政拨款结转和结余:一、一般公共预算财政拨款"] == FactKey.of("opening", {"fund": "general"})


def test_economic_codes_in_panels_side_by_side():
    table = read(
        "GK06",
        """
        | 科目编码     | 科目名称     | 决算数 | 科目编码     | 科目名称       | 决算数 |
        | 301          | 工资福利支出 | 6.00   | 302          | 商品和服务支出 | 3.00   |
        | 30101        | 基本工资     | 6.00   | 30201        | 办公费         | 3.00   |
        | 人员经费合计 | <            | 6.00   | 公用经费合计 | <              | 3.00   |
        """,
    )
    assert {key: row["决算数"] for key, row in texts(table).items()} == {
        "301": "6.00", "302": "3.00", "30101": "6.00", "30201": "3.00", "人员经费合计": "6.00", "公用经费合计": "3.00",
    }  # fmt: skip
    assert table.sure


ITEMS = """
| 预算数 | <                | <                        | <              | <                  | <          |
| 合计   | 因公出国（境）费 | 公务用车购置及运行维护费 | <              | <                  | 公务接待费 |
| ^      | ^                | 小计                     | 公务用车购置费 | 公务用车运行维护费 | ^          |
| 12.00  |                  | 10.00                    |                | 10.00              | 2.00       |
"""


def beside(left: str, right: str) -> str:
    """Two drawings as one, side by side."""
    pairs = zip(left.strip().splitlines(), right.strip().splitlines(), strict=True)
    return "\n".join(one + other.removeprefix("|") for one, other in pairs)


def test_the_stages_of_the_three_public_items_are_told_apart_by_their_block():
    final = ITEMS.replace("预算数", "决算数").replace("12.00", "9.00").replace("10.00", "8.00").replace("2.00", "1.00")
    table = read("GK09", beside(ITEMS, final))
    assert table.sure
    found = {(item.row_key, item.key.get("stage"), item.key.get("economic")): item.text for item in table.prints}
    assert found[("预算数", "full_year_budget", "reception")] == "2.00"
    assert found[("决算数", None, "reception")] == "1.00"
    assert len(found) == 12


def test_counts_have_a_unit_of_their_own():
    table = read(
        "GK10",
        """
        | 项目                 | 统计数 |
        | 一、政府采购情况     |        |
        | 合计                 | 9.00   |
        | 货物                 | 9.00   |
        | （一）车辆数合计（辆） | 3      |
        """,
    )
    assert [(item.text, item.amount.unit if item.amount else "") for item in table.prints] == [
        ("9.00", "万元"),
        ("9.00", "万元"),
        ("3", "辆"),
    ]


DOUBTS = {
    "an unknown column with figures": ("| 项目支出 |\n", "| 神秘支出 |\n", "神秘支出"),
    "a word where a figure should be": (
        "| 208      | 社会保障和就业支出 | 5.00 ",
        "| 208      | 社会保障和就业支出 | 五万 ",
        "五万",
    ),
    "two numbers in one cell": (
        "| 208      | 社会保障和就业支出 | 5.00 ",
        "| 208      | 社会保障和就业支出 | 5.00 4.00 ",
        "5.00 4.00",
    ),
    "a code of six digits": ("| 20805 ", "| 208055 ", "208055"),
    "figures without a code": ("| 20805    | 养老支出 ", "|          |          ", "没有科目编码"),
}


@pytest.mark.parametrize(("old", "new", "said"), DOUBTS.values(), ids=DOUBTS.keys())
def test_what_cannot_be_understood_is_a_doubt_and_not_a_guess(old: str, new: str, said: str):
    picture = SPENDING.replace("        |\n", " |\n")
    old = old if old in picture else old.replace("| 项目支出 |", "项目支出 |")
    assert picture.count(old) == 1, picture
    new = new if old.startswith("|") else new.removeprefix("| ")
    table = read("GK03", picture.replace(old, new))
    assert not table.sure
    assert any(said in doubt for doubt in table.doubts), table.doubts


@pytest.mark.parametrize("lost", ["9.0O", "九万", "9.00 5.00"])
def test_an_unreadable_figure_in_the_first_row_is_a_doubt_too(lost: str):
    table = read(
        "GK03",
        SPENDING.replace("| 合计     | <                  | 9.00 ", f"| 合计     | <                  | {lost} "),
    )
    assert not table.sure


def test_an_unreadable_figure_in_the_first_row_is_not_held_against_the_office():
    """合计 stands last, as in some places: losing 208 makes it too large."""
    picture = """
    | 科目编码 | 科目名称           | 本年支出合计 | 基本支出 | 项目支出 |
    | 208      | 社会保障和就业支出 | 5.0O         | 5.00     |          |
    | 215      | 资源勘探支出       | 4.00         |          | 4.00     |
    | 合计     | <                  | 9.00         | 5.00     | 4.00     |
    """
    disclosure = Disclosure("x.pdf", "pdf", 1, "云岭市星图局", edition="上海2024", tables=[read("GK03", picture)])
    assert check(disclosure).count("error") == 0


def test_a_column_nobody_knows_that_is_blank_is_no_doubt():
    table = read(
        "GK03",
        SPENDING.replace("| 项目支出 |", "| 项目支出 | 备注 |").replace("|\n", "| |\n").replace("备注 | |", "备注 |"),
    )
    assert table.sure


def test_a_heading_that_is_nearly_right_is_taken_with_a_doubt():
    table = read("GK03", SPENDING.replace("本年支出合计", "本年支出合计数"))
    assert table.prints[0].key == FactKey("expenditure")
    assert any("本年支出合计数" in doubt for doubt in table.doubts)


def test_an_unknown_row_with_a_figure_is_a_doubt_and_without_one_is_not():
    assert read("GK01", SUMMARY.replace("八、其他收入 ", "八、星光收入 ")).sure
    table = read(
        "GK01", SUMMARY.replace("| 八、其他收入                   | 2    |        |", "| 八、星光收入 | 2    | 3.00 |")
    )
    assert any("星光收入" in doubt for doubt in table.doubts)
    assert not any(item.row_name.endswith("星光收入") for item in table.prints)


def test_a_cell_the_reader_was_not_sure_of_stays_unsure():
    grid = drawn(SPENDING)
    grid.cells = [c if c.text != "4.00" else GridCell(c.row, c.column, c.text, c.place, sure=False) for c in grid.cells]
    table = recognise(forms()["GK03"], grid, "万元")
    assert table is not None
    assert {(item.row_key, item.column) for item in table.prints if not item.sure} == {
        ("合计", "项目支出"),
        ("215", "本年支出合计"),
        ("215", "项目支出"),
    }
    assert len(table.unread) == 3


def test_the_grids_own_doubts_are_the_tables():
    grid = drawn(SPENDING)
    grid.doubts.append("竖线不完整")
    table = recognise(forms()["GK03"], grid, "万元")
    assert table is not None and table.doubts == ["竖线不完整"]


@pytest.mark.parametrize("nothing", ["无", "—", "/", "本表无数据", ""])
def test_words_for_nothing_are_blanks(nothing: str):
    table = read("GK03", SPENDING.replace("| 4.00     |\n", f"| {nothing} |\n", 1))
    assert table.sure


@pytest.mark.parametrize("form", [name for name in forms() if name not in ("GK03", "GK05")])
def test_a_grid_of_another_kind_is_not_forced_into_a_form(form: str):
    people = "| 姓名 | 年龄 |\n| 甲   | 30   |\n| 乙   | 31   |"
    assert recognise(forms()[form], drawn(people), "万元") is None


def test_an_empty_table_is_still_a_table():
    table = read("GK03", "| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |\n| 合计 | < | | | |")
    assert table.empty and table.sure


def test_a_panel_whose_name_and_amount_stand_in_one_column_is_not_passed_over():
    whole = """
| 人员经费 | < | < | 公用经费 | < | < |
| 科目代码 | 科目名称 | 决算数 | 科目代码 | 科目名称 | 决算数 |
| 301 | 工资福利支出 | 5.00 | 302 | 商品和服务支出 | 2.00 |
"""
    merged = """
| 人员经费 | < | < | 公用经费 | < |
| 科目代码 | 科目名称 | 决算数 | 科目代码 | 科目名称决算数 |
| 301 | 工资福利支出 | 5.00 | 302 | 商品和服务支出2.00 |
"""
    assert read("GK06", whole).doubts == []
    assert any("组科目" in doubt for doubt in read("GK06", merged).doubts)
