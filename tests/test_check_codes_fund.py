from __future__ import annotations

import pytest

from wording_document import found


@pytest.mark.parametrize(
    ("code", "owner"), [("2120899", "政府性基金"), ("2296002", "政府性基金"), ("2230105", "国有资本")]
)
def test_a_code_of_another_budget(code, owner):
    (finding,) = found("codes.fund", "没有变化。", cells=f"GK05 {code} 小计 5.00")
    assert finding.level == "warning"
    assert owner in finding.message


def test_one_item_in_two_budgets():
    cells = "GK05 2150501 小计 5.00\nGK07 2150501 本年收入 3.00"
    (finding,) = found("codes.fund", "没有变化。", cells=cells)
    assert {quote.place.table for quote in finding.places} == {"GK05", "GK07"}


def test_codes_in_their_own_table_and_blank_rows_are_right():
    cells = "GK07 2120899 本年收入 5.00\nGK05 2150501 小计 5.00\nGK05 2120801 小计 ."
    assert found("codes.fund", "没有变化。", cells=cells) == []
