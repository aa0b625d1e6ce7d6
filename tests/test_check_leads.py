from __future__ import annotations

from mingzhang.check import check
from mingzhang.check.example import Example


def found(cells: str) -> list[tuple[str, str]]:
    findings = check(Example(cells).document(), ["lead.ratio"]).findings
    return [(finding.title, finding.level) for finding in findings]


def test_an_unusual_ratio_is_a_lead_and_never_more():
    cells = "GK06 30108 决算数 100.00\nGK06 30109 决算数 {}"
    assert found(cells.format("50.00")) == []
    assert found(cells.format("90.00")) == [("职业年金缴费与基本养老保险缴费之比", "lead")]


def test_amounts_too_small_say_nothing():
    assert found("GK06 30108 决算数 1.00\nGK06 30109 决算数 0.90") == []
