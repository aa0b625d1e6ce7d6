from __future__ import annotations

import pytest

from mingzhang.check import check
from mingzhang.check.example import Example

GENERAL = "五、一般公共预算财政拨款支出决算情况说明"
ITEM = "1.社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）。"


def found(rule: str, text: str, cells: str = "") -> list[str]:
    findings = check(Example(cells, f"{GENERAL}\n{text}").document(), [rule]).findings
    return [finding.level for finding in findings]


@pytest.mark.parametrize(
    ("word", "levels"), [("小于", []), ("大于", ["error"]), ("等于", ["error"]), ("基本持平于", [])]
)
def test_the_word_of_comparison_must_fit_the_amounts(word, levels):
    text = f"{ITEM}年初预算为80.00万元，支出决算为60.00万元，完成年初预算的75.00%，决算数{word}预算数的主要原因是压减。"
    assert found("text.comparison", text) == levels


def test_equal_within_rounding_may_be_called_equal_or_smaller():
    text = f"{ITEM}年初预算为80万元，支出决算为79.80万元，完成年初预算的99.75%，决算数{{}}预算数。"
    assert found("text.comparison", text.format("等于")) == found("text.comparison", text.format("小于")) == []


def test_a_change_and_its_rate_go_one_way():
    text = "一般公共预算财政拨款支出60.00万元，比上年减少20.00万元，{}25.00%。"
    assert found("text.direction", text.format("下降")) == []
    assert found("text.direction", text.format("增长")) == ["error"]


def test_a_budget_of_zero_has_no_completion_rate():
    text = "一般公共预算财政拨款支出年初预算为0.00万元，支出决算为6.00万元，完成年初预算的{}%。"
    assert found("text.zero-budget", text.format("100.00")) == ["notice"]
