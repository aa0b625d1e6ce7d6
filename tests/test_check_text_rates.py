from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.check.rule import Case
from mingzhang.check.text_rates import check
from mingzhang.finding import Finding, Outcome
from mingzhang.model import Disclosure, Heading, Passage, Place, Section


def judged(text: str, heading: str = "支出决算情况说明") -> dict[str, Outcome]:
    section = Section(Heading(1, 3, f"三、{heading}", Place()), "第三部分情况说明", [Passage(text, Place(line=7))])
    disclosure = Disclosure("x.txt", "text", 1, organisation="云州市水务局", year=2023, sections=[section])
    return {outcome.rule: outcome for outcome in check(Case(disclosure))}


def found(text: str) -> list[Finding]:
    return [finding for outcome in judged(text).values() for finding in outcome.findings]


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        ("支出合计100.00万元，比上年增加25.00万元，增长25.00%。", "text.growth-rate", "33.33%"),
        ("支出合计100.00万元，比上年减少25.00万元，下降25.00%。", "text.growth-rate", "-20.00%"),
        ("支出合计年初预算80.00万元，支出决算60.00万元，完成年初预算的57.00%。", "text.completion-rate", "75.00%"),
        ("支出合计100.00万元，其中：基本支出60.00万元，占66.00%。", "text.share", "60.00%"),
    ],
)
def test_a_rate_that_its_amounts_do_not_give_is_an_error(text: str, rule: str, expected: str):
    (finding,) = found(text)
    assert (finding.rule, finding.level, finding.certainty, finding.expected) == (rule, "error", "certain", expected)
    assert finding.places[0].place.line == 7


@pytest.mark.parametrize(
    "text",
    [
        "支出合计100.00万元，比上年增加25.00万元，增长33.33%。",
        "支出合计100.00万元，比上年减少25.00万元，下降20%。",
        "支出合计100.00万元，其中：基本支出60.00万元，占60.00%；项目支出40.00万元，占40.00%。",
        "2022年支出合计50.00万元。支出合计100.00万元，其中：基本支出60.00万元，占60.00%。",
        "收入合计1,030.00万元。支出合计100.00万元，其中：基本支出60.00万元，占60.00%。",
    ],
)
def test_right_rates_and_other_totals_accuse_nobody(text: str):
    assert found(text) == []


def test_a_last_digit_cut_off_is_only_a_tail():
    (finding,) = found("支出合计年初预算9000.00万元，支出决算6000.00万元，完成年初预算的66.66%。")
    assert finding.level == "notice"


@pytest.mark.parametrize("text", ["增长25.00%。", "完成年初预算的0%。", "基本支出60.00万元，占60.00%。"])
def test_a_rate_without_its_amounts_is_not_applicable(text: str):
    outcomes = judged(text).values()
    assert [outcome.findings for outcome in outcomes] == [(), (), ()]
    assert sum(outcome.tally.not_applicable for outcome in outcomes) == 1


def test_several_totals_that_all_differ_leave_it_to_be_confirmed():
    (finding,) = found("收入合计200.00万元，支出合计100.00万元，其中：基本支出60.00万元，占66.00%。")
    assert finding.certainty == "to_confirm"


@given(part=st.integers(1, 10**9), rest=st.integers(1, 10**9), decimals=st.integers(0, 2))
def test_a_share_rounded_from_true_amounts_is_never_an_error(part: int, rest: int, decimals: int):
    """Amounts in 元 shown in 万元 with two decimals, the share computed before rounding."""
    yuan = [Decimal(part), Decimal(part + rest)]
    shown = [(value / 10_000).quantize(Decimal("0.01"), ROUND_HALF_UP) for value in yuan]
    share = (100 * yuan[0] / yuan[1]).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"支出合计{shown[1]}万元，其中：基本支出{shown[0]}万元，占{share}%。"
    assert [finding for finding in found(text) if finding.level == "error"] == []
