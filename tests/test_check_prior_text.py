from __future__ import annotations

from dataclasses import replace

import pytest

from mingzhang.check import check
from mingzhang.check.example import Example
from mingzhang.finding import Outcome

UNITS = ("云州市星图局机关", "云州市观星台")
GENERAL = "五、一般公共预算财政拨款支出决算情况说明\n"
PRIOR = "GK05 合计 合计 {}\nGK05 205 合计 {}\nGK05 208 合计 30.00\nGK09 决算数 公务接待费 2.00"
NOW = "GK05 合计 合计 120.00\nGK05 205 合计 80.00\nGK05 208 合计 40.00"


def judged(
    text: str, rule: str = "prior.implied", cells: str = NOW, before: tuple[str, str] = ("100.00", "70.00"), units=UNITS
) -> Outcome:
    prior = Example(cells=PRIOR.format(*before), year=2022, organisations=UNITS).document()
    document = Example(cells=cells, text=GENERAL + text, organisations=units).document()
    outcomes = check(document, [rule], prior=prior).outcomes
    return next(outcome for outcome in outcomes if outcome.rule == rule)


def general(change: str) -> str:
    return f"2023年度一般公共预算财政拨款支出120.00万元，与上年相比，{change}。"


def test_this_years_figure_less_the_increase_is_last_years():
    outcome = judged(general("增加20.00万元，增长20.00%"))
    assert (outcome.findings, outcome.tally.passed) == ((), 1)


@pytest.mark.parametrize("change", ["增加30.00万元", "减少20.00万元", "增长33.33%"])
def test_a_change_that_leads_elsewhere_is_an_error_with_the_arithmetic(change: str):
    (finding,) = judged(general(change)).findings
    assert (finding.level, finding.certainty) == ("error", "certain")
    assert (finding.expected, finding.actual) == ("100.00万元", {"增": "90.00万元", "减": "140.00万元"}[change[0]])
    assert change in finding.places[0].text
    assert "120.00万元" in finding.arithmetic[0] and "100.00万元" in finding.arithmetic[0]


def test_a_rate_leaves_room_for_its_own_rounding():
    """120 ÷ 1.2 = 100; 119.99 would still print as 20.00 % of 100.00 with two digits, 101 would not."""
    assert judged(general("增长20%"), before=("100.40", "70.00")).findings == ()
    assert judged(general("增长20%"), before=("101.00", "70.00")).findings != ()


def test_one_unit_of_the_last_digit_is_no_difference():
    assert judged(general("增加20.01万元")).findings == ()
    assert judged(general("增加20.05万元")).findings != ()


@pytest.mark.parametrize(
    "text",
    [
        "2023年度一般公共预算财政拨款支出120.00万元，较上年有所增加，与年初预算相比，增加50.00万元。",
        "与上年相比，主要原因是一般公共预算财政拨款支出增加50.00万元。",
        "2023年度一般公共预算财政拨款支出120.00万元。",
    ],
    ids=["against the budget", "a reason", "no change"],
)
def test_what_is_no_change_against_last_year_implies_nothing(text: str):
    outcome = judged(text)
    assert (outcome.findings, outcome.tally.applied) == ((), 0)


def test_an_item_is_compared_with_its_own_row():
    outcome = judged("社会保障和就业支出40.00万元，较上年增加20.00万元。")
    (finding,) = outcome.findings
    assert (finding.expected, finding.actual) == ("30.00万元", "20.00万元")
    assert "社会保障和就业支出" in finding.message


def test_a_row_that_last_year_did_not_have_is_zero_and_never_an_error():
    cells = NOW + "\nGK05 210 合计 5.00"
    assert judged("卫生健康支出5.00万元，较上年增加5.00万元。", cells=cells).tally.passed == 1
    (finding,) = judged("卫生健康支出5.00万元，较上年增加1.00万元。", cells=cells).findings
    assert (finding.level, finding.expected) == ("warning", "未列示")


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (general("增加30.00万元"), (UNITS[0],)),
        (general("增加30.00万元"), ()),
        (general("增加30.00万元") + "上年数已按机构改革后的口径列示。", UNITS),
    ],
    ids=["other units", "unknown units", "the text speaks of scope"],
)
def test_where_the_scope_may_differ_it_is_a_matter_to_explain(text: str, units: tuple[str, ...]):
    (finding,) = judged(text, units=units).findings
    assert finding.level == "warning"


def test_where_nothing_fits_the_two_documents_speak_of_different_things():
    text = general("增加30.00万元") + "\n教育支出80.00万元，较上年增加40.00万元。\n"
    text += "社会保障和就业支出40.00万元，较上年增加30.00万元。\n卫生健康支出5.00万元，较上年增加3.00万元。"
    outcome = judged(text, cells=NOW + "\nGK05 210 合计 5.00")
    (finding,) = outcome.findings
    assert (finding.level, outcome.tally.failed, len(finding.places)) == ("warning", 4, 4)
    assert "口径" in finding.message


def test_last_years_amount_in_the_text_is_compared_itself():
    text = "2023年度一般公共预算财政拨款支出120.00万元，较上年{}万元增加20.00万元。"
    assert judged(text.format("100.00"), "prior.text").tally.passed == 1
    (finding,) = judged(text.format("95.00"), "prior.text").findings
    assert (finding.level, finding.expected, finding.actual) == ("error", "100.00万元", "95.00万元")


def test_what_last_year_told_only_in_its_text_is_compared_too():
    head = "十、其他重要事项的情况说明\n（一）机关运行经费支出情况\n"
    prior = Example(
        text=head + "2022年机关运行经费支出9.00万元。", year=2022, organisations=UNITS, cells="GK05 合计 合计 1.00"
    )
    for change, findings in (("增加1.00万元", 0), ("增加2.00万元", 1)):
        text = f"{head}2023年机关运行经费支出10.00万元，比2022年{change}。"
        document = Example(text=text, organisations=UNITS).document()
        report = check(document, ["prior.implied"], prior=prior.document())
        assert len(report.findings) == findings


def test_an_unsure_table_of_last_year_is_to_confirm():
    prior = Example(cells=PRIOR.format("100.00", "70.00"), year=2022, organisations=UNITS).document()
    prior.tables[0].doubts.append("表头不认识")
    document = Example(cells=NOW, text=GENERAL + general("增加30.00万元"), organisations=UNITS).document()
    (finding,) = check(document, ["prior.implied"], prior=prior).findings
    assert finding.certainty == "to_confirm"


def test_another_office_is_not_compared():
    prior = replace(Example(cells=PRIOR.format("1.00", "1.00"), year=2022).document(), organisation="云州市水利局")
    document = Example(cells=NOW, text=GENERAL + general("增加30.00万元")).document()
    report = check(document, ["prior.implied", "prior.text"], prior=prior)
    assert report.findings == []
    assert all("云州市水利局" in outcome.reasons[0] for outcome in report.outcomes)
