from __future__ import annotations

import pytest

from mingzhang.check import check
from mingzhang.check.example import Example

HEAD = "十、其他重要事项情况说明\n（一）机关运行经费支出情况说明\n2023年机关运行经费支出90.00万元，比2022年"


def found(rule: str, text: str) -> list[str]:
    return [finding.message for finding in check(Example(text=f"{HEAD}{text}").document(), [rule]).findings]


@pytest.mark.parametrize("reason", ["主要原因是物业费上涨", "由于物业费上涨", "主要是物业费上涨"])
def test_a_large_change_with_a_reason_passes(reason):
    assert found("text.reason-missing", f"增加30.00万元，增长50.00%，{reason}。") == []


def test_a_large_change_without_a_reason_must_be_explained():
    assert len(found("text.reason-missing", "增加30.00万元，增长50.00%。")) == 1


def test_a_small_change_needs_no_reason():
    assert found("text.reason-missing", "增加2.00万元，增长2.27%。") == []


@pytest.mark.parametrize(
    "reason",
    ["上年人员减少", "在职人员增加，部分费用减少", "落实上级部署", "决算数小于预算数的主要原因是压减支出"],
)
def test_a_reason_that_may_fit_is_left_alone(reason):
    assert found("text.reason-direction", f"增加30.00万元，增长50.00%，主要原因是{reason}。") == []


def test_a_reason_of_the_other_direction_must_be_explained():
    assert len(found("text.reason-direction", "减少30.00万元，下降25.00%，主要原因是在职人员增加。")) == 1
