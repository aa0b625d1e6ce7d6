from __future__ import annotations

from mingzhang.check import check
from mingzhang.check.example import Example

BASIC = "六、一般公共预算财政拨款基本支出决算情况说明"
CELLS = """
    GK06 30201 决算数 3.00
    GK06 30207 决算数 0.00
    GK06 30211 决算数 2.00
    GK06 30228 决算数 1.00
    GK06 30229 决算数 4.00
    GK06 30299 决算数 5.00
"""
LIST = "公用经费主要包括：办公费、差旅费、工会经费、福利费、其他商品和服务支出"


def found(text: str, cells: str = CELLS) -> list[tuple[str, str, str]]:
    rules = ["text.listed-zero", "text.list-omits"]
    findings = check(Example(cells, f"{BASIC}\n{text}。").document(), rules).findings
    return [(finding.rule, finding.level, finding.places[0].text) for finding in findings]


def test_a_list_of_what_has_an_amount_passes():
    assert found(LIST) == []


def test_a_name_that_holds_the_word_and_is_one_name():
    assert found(LIST.replace("、其他商品和服务支出", "和其他商品和服务支出")) == []


def test_a_listed_item_without_an_amount_is_to_be_explained():
    assert found(LIST.replace("差旅费", "邮电费、差旅费")) == [("text.listed-zero", "warning", "邮电费")]


def test_an_item_left_out_is_a_notice_unless_the_list_is_open():
    assert [rule for rule, *_ in found(LIST.replace("福利费、", ""))] == ["text.list-omits"]
    assert found(LIST.replace("福利费、", "") + "等") == []


def test_a_cell_whose_own_total_fails_comes_before_the_list():
    ((_, _, first),) = found(LIST.replace("差旅费", "邮电费、差旅费"), CELLS + "GK06 302 决算数 22.00")
    assert "邮电费" in first and first != "邮电费"
    ((_, _, first),) = found(LIST.replace("差旅费", "邮电费、差旅费"), CELLS + "GK06 302 决算数 15.00")
    assert first == "邮电费"


def test_an_amount_in_the_row_beside_the_listed_one_puts_the_table_first():
    places = found(LIST.replace("差旅费", "邮电费"))
    assert [rule for rule, *_ in places] == ["text.listed-zero", "text.list-omits"]
    assert places[0][2] != "邮电费"
