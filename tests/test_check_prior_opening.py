from __future__ import annotations

from dataclasses import replace

import pytest

from mingzhang.check import check
from mingzhang.check.example import Example
from mingzhang.finding import Outcome
from mingzhang.model import Disclosure

RULE = "prior.opening"
CLOSING = """
    GK01 支出:年末结转和结余 决算数 30.00
    GK04 支出:年末财政拨款结转和结余 合计 20.00
    GK04 支出:年末财政拨款结转和结余 一般公共预算财政拨款 20.00
"""
OPENING = """
    GK01 收入:年初结转和结余 决算数 {}
    GK04 收入:年初财政拨款结转和结余 决算数 {}
"""


def prior(cells: str = CLOSING, **facts: object) -> Disclosure:
    return replace(Example(cells=cells, year=2022).document(), **facts)


def judged(cells: str, before: Disclosure | None, text: str = "", **facts: object) -> Outcome:
    document = replace(Example(cells=cells, text=text).document(), **facts)
    (outcome,) = check(document, [RULE], prior=before).outcomes
    return outcome


def test_what_is_left_over_is_what_the_next_year_begins_with():
    outcome = judged(OPENING.format("30.00", "20.00"), prior())
    assert (outcome.findings, outcome.tally.passed, outcome.reasons) == ((), 2, ())


def test_all_differences_are_one_matter_to_explain():
    outcome = judged(OPENING.format("35.00", "25.00"), prior())
    (finding,) = outcome.findings
    assert (finding.level, finding.certainty) == ("warning", "certain")
    assert (finding.expected, finding.actual, finding.difference) == ("30.00万元", "35.00万元", "5.00万元")
    assert len(finding.places) == len(finding.arithmetic) == 2
    assert "上年决算" in finding.message and "年末结转和结余" in finding.message


@pytest.mark.parametrize("opening", ["30.00", "30.01", "29.99"])
def test_one_unit_of_the_last_digit_is_no_difference(opening: str):
    assert judged(OPENING.format(opening, "20.00"), prior()).findings == ()


def test_blank_and_zero_are_the_same_and_two_blanks_nothing():
    before = prior("GK01 支出:年末结转和结余 决算数 .")
    assert judged("GK01 收入:年初结转和结余 决算数 0.00", before).tally.passed == 1
    assert judged("GK01 收入:年初结转和结余 决算数 .", before).tally.blank == 1
    assert judged("GK01 收入:年初结转和结余 决算数 3.00", before).findings != ()


def test_a_balance_that_last_year_did_not_print_is_not_compared():
    outcome = judged(OPENING.format("30.00", "20.00"), prior("GK01 支出:年末结转和结余 决算数 30.00"))
    assert (outcome.findings, outcome.tally.passed, outcome.tally.not_applicable) == ((), 1, 1)


def test_an_adjustment_that_the_text_explains_is_a_notice():
    text = "二、收入决算情况说明\n因会计差错更正，年初结转和结余调增5.00万元。"
    (finding,) = judged(OPENING.format("35.00", "20.00"), prior(), text).findings
    assert finding.level == "notice"


def test_a_table_that_was_not_read_surely_accuses_nobody():
    before = prior()
    before.tables[0].doubts.append("表头不认识")
    (finding,) = judged(OPENING.format("35.00", "20.00"), before).findings
    assert finding.certainty == "to_confirm"


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        (None, "没有可核对的上年决算"),
        (prior(year=2021), "2021 年度"),
        (prior(year=None), "没有写明年度"),
        (prior(organisation="云州市水利局"), "云州市水利局"),
        (prior(kind="预算"), "不是上年决算"),
        (prior(speaker="单位"), "口径不同"),
    ],
    ids=["none", "year", "no year", "office", "budget", "speaker"],
)
def test_what_cannot_be_compared_is_not_compared_and_why(before: Disclosure | None, reason: str):
    outcome = judged(OPENING.format("35.00", "25.00"), before)
    assert (outcome.findings, outcome.tally.applied) == ((), 0)
    assert len(outcome.reasons) == 1 and reason in outcome.reasons[0]
    assert outcome.tally.not_applicable == (before is not None)


@pytest.mark.parametrize("name", ["星图局", "云州市星图局（本级）", ""])
def test_a_name_without_its_place_is_the_same_office(name: str):
    assert judged(OPENING.format("30.00", "20.00"), prior(organisation=name)).tally.passed == 2
