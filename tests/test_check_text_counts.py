from __future__ import annotations

from mingzhang.check import check
from mingzhang.check.example import Example

THREE = "九、财政拨款“三公”经费支出决算情况说明"


def found(rule: str, text: str, cells: str = "") -> list[str]:
    return [finding.message for finding in check(Example(cells, f"{THREE}\n{text}").document(), [rule]).findings]


def test_vehicles_bought_for_nothing_must_be_explained():
    assert found("text.count-and-money", "公务用车购置费支出0.00万元，购置公务用车1辆。")
    assert found("text.count-and-money", "公务用车购置费支出0.00万元，购置公务用车0辆。") == []


def test_vehicles_may_be_kept_without_running_costs():
    assert found("text.count-and-money", "公务用车运行维护费支出0.00万元，公务用车保有量2辆。") == []


def test_more_vehicles_kept_than_there_are_is_an_error():
    cells = "GK10 车辆数合计（辆） 统计数 2"
    assert found("text.count-limits", "公务用车保有量2辆。", cells) == []
    assert found("text.count-limits", "公务用车保有量3辆。", cells)
