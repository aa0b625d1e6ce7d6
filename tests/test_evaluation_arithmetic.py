import random
from dataclasses import replace

import pytest

from evaluation_forms import invent
from mingzhang.evaluation.arithmetic import RULES, check_evaluation
from mingzhang.evaluation.model import Evaluation, FundRow, Indicator, Mark
from mingzhang.evaluation.score_rules import execution_weight
from mingzhang.finding import Finding, Outcome

COLUMNS = ("年初目标申报数", "年初预算编制数", "全年预算数", "全年执行数", "结转结余", "执行率", "得分")


def fund(item: str, *values: str | None) -> FundRow:
    return FundRow(item, {column: Mark(value) for column, value in zip(COLUMNS, values, strict=False)})


def indicator(name: str, weight: str, score: str | None) -> Indicator:
    return Indicator("产出指标", "数量指标", name, "≥1次", "≥1次", "≥1次", weight, score, None)


def form(**changes: object) -> Evaluation:
    """A form in which everything holds: 52 budgeted, 50.987 spent."""
    right = Evaluation(
        title="甲项目支出绩效自评表",
        project_name="甲",
        funds=(
            fund("资金总额", "52", "52", "52", "50.987", "1.013", "98.05", "9.81"),
            fund("中央财政资金", "5", "5", "5", "5", "0", "100", "10"),
            fund("市县区财政资金", "47", "47", "47", "45.987", "1.013", "97.84", "9.78"),
        ),
        indicators=(indicator("一", "50", "50"), indicator("二", "30", "25.5"), indicator("三", "10", "10")),
        total=Mark("95.31"),
        grade=Mark("优"),
    )
    return replace(right, **changes)


def with_fund(column: str, text: str | None, row: int = 0) -> Evaluation:
    rows = list(form().funds)
    rows[row] = replace(rows[row], cells={**rows[row].cells, column: Mark(text)})
    return form(funds=tuple(rows))


def findings(evaluation: Evaluation) -> list[Finding]:
    return [finding for outcome in check_evaluation(evaluation) for finding in outcome.findings]


def only(evaluation: Evaluation, rule: str) -> Finding:
    (found,) = [finding for finding in findings(evaluation) if finding.rule == rule]
    return found


def outcome(evaluation: Evaluation, rule: str) -> Outcome:
    return RULES[rule](evaluation)


def test_a_right_form_gives_no_finding_and_every_rule_was_applied():
    outcomes = check_evaluation(form())
    assert [o for o in outcomes if o.findings] == []
    assert all(o.tally.passed for o in outcomes)
    assert [o.rule for o in outcomes] == list(RULES)


@pytest.mark.parametrize("seed", range(150))
def test_invented_right_forms_give_no_error(seed):
    evaluation = invent(random.Random(seed))
    found = [f for f in findings(evaluation) if f.rule != "evaluation.blank-score"]
    assert found == []


@pytest.mark.parametrize("seed", range(60))
def test_a_planted_digit_in_a_form_is_found(seed):
    chance = random.Random(seed)
    evaluation = invent(chance)
    kind = chance.choice(["结转结余", "全年执行数", "total", "weight"])
    if kind == "total":
        broken = replace(evaluation, total=Mark(str(int(float(evaluation.total.text or 0)) + 3)))
    elif kind == "weight":
        first = replace(evaluation.indicators[0], weight="27")
        broken = replace(evaluation, indicators=(first, *evaluation.indicators[1:]))
    else:
        row = evaluation.funds[0]
        amount = row.cells[kind].amount
        assert amount is not None
        cells = {**row.cells, kind: Mark(str(amount.value + 7))}
        broken = replace(evaluation, funds=(replace(row, cells=cells), *evaluation.funds[1:]))
    assert any(f.level in ("error", "warning") and f.rule != "evaluation.blank-score" for f in findings(broken))


def test_a_wrong_balance_is_an_error_that_shows_its_arithmetic_and_every_single_change():
    found = only(with_fund("结转结余", "1.031"), "evaluation.balance")
    assert (found.level, found.certainty) == ("error", "certain")
    assert (found.expected, found.actual, found.difference) == ("1.013", "1.031", "0.018")
    assert "52 − 50.987 = 1.013" in found.arithmetic
    assert [change[1] for e in found.explanations for change in e.changes] == ["1.013", "52.018", "50.969"]
    assert [quote.place.column for quote in found.places] == ["结转结余", "全年预算数", "全年执行数"]


def test_one_unit_of_the_last_digit_is_rounding_and_two_are_a_tail():
    assert not outcome(with_fund("结转结余", "1.014"), "evaluation.balance").findings
    assert only(with_fund("结转结余", "1.015"), "evaluation.balance").level == "notice"
    assert only(with_fund("结转结余", "1.01"), "evaluation.balance").level == "notice"
    assert only(with_fund("结转结余", "1.03"), "evaluation.balance").level == "error"


def test_whole_numbers_may_be_rounded_so_that_a_difference_is_only_a_warning():
    row = fund("资金总额", "12", "12", "12", "9", "4", "77", "7.7")
    rules = {f.rule: f.level for f in findings(form(funds=(row,), total=Mark("93.2")))}
    assert rules == {"evaluation.balance": "warning", "evaluation.execution-rate": "warning"}
    yuan = form(
        funds=(fund("资金总额", "1200", "1200", "1200", "900", "301", "75", "7.5"),), funds_unit="元", total=Mark("93")
    )
    assert [(f.rule, f.level) for f in findings(yuan)] == [("evaluation.balance", "notice")]


def test_sources_must_add_up_in_every_money_column():
    found = only(with_fund("全年预算数", "25"), "evaluation.fund-sum")
    assert (found.expected, found.actual) == ("52", "25")
    assert found.places[0].place.row == "资金总额"
    assert not outcome(with_fund("年初目标申报数", None), "evaluation.fund-sum").findings
    assert outcome(with_fund("年初目标申报数", None), "evaluation.fund-sum").reasons


@pytest.mark.parametrize(
    ("printed", "level"),
    [
        ("98.05", None),
        ("98.06", "notice"),
        ("98.1", None),
        ("98", None),
        ("97.05", "error"),
        ("98.50", "error"),
        ("98.05%", None),
    ],
)
def test_the_rate_is_judged_by_its_printed_digits(printed, level):
    found = [f for f in findings(with_fund("执行率", printed)) if f.rule == "evaluation.execution-rate"]
    assert [f.level for f in found] == ([level] if level else [])


def test_a_rate_on_no_budget_cannot_be_judged_but_must_not_be_claimed():
    rows = (
        fund("资金总额", "4.6", "4.6", "0", "0", "0", "0", "0"),
        fund("其他资金", "4.6", "4.6", "0", "0", "0", "0", "0"),
    )
    nothing = form(funds=rows, total=Mark("85.5"), grade=Mark("良"))
    assert findings(nothing) == []
    assert "无从计算" in outcome(nothing, "evaluation.execution-rate").reasons[0]
    scored = form(funds=(replace(rows[0], cells={**rows[0].cells, "得分": Mark("10")}), rows[1]))
    assert only(scored, "evaluation.execution-score").level == "warning"
    claimed = form(funds=(replace(rows[0], cells={**rows[0].cells, "执行率": Mark("100")}), rows[1]))
    assert only(claimed, "evaluation.execution-rate").level == "warning"


@pytest.mark.parametrize(
    ("score", "level"), [("9.81", None), ("9.8", "notice"), ("10", "notice"), ("9.18", "error"), ("8", "error")]
)
def test_the_execution_score_follows_from_the_rate(score, level):
    found = [f for f in findings(with_fund("得分", score)) if f.rule == "evaluation.execution-score"]
    assert [f.level for f in found] == ([level] if level else [])


def test_spending_over_the_budget_is_a_notice_and_earns_no_more_than_the_full_score():
    row = fund("资金总额", "10", "10", "10", "12", "-2", "120", "10")
    over = form(funds=(row,), total=Mark("95.5"))
    assert [(f.rule, f.level) for f in findings(over)] == [("evaluation.over-budget", "notice")]


def test_a_negative_amount_is_an_error():
    assert only(with_fund("年初目标申报数", "-52"), "evaluation.negative-amount").level == "error"


def test_weights_that_miss_a_hundred_are_an_error():
    three = form().indicators
    found = only(form(indicators=(replace(three[0], weight="55"), *three[1:])), "evaluation.weight-sum")
    assert (found.expected, found.actual, found.difference) == ("100", "105", "5")


def test_other_schemes_are_accepted():
    twenty = form(
        indicators=(indicator("一", "40", "40"), indicator("二", "40", "40")),
        funds=(fund("资金总额", "10", "10", "10", "5", "5", "50", "10"),),
        total=Mark("90"),
    )
    assert execution_weight(twenty) == 20
    assert findings(twenty) == []
    whole = form(indicators=(indicator("一", "100", "95.5"),), funds=())
    assert not outcome(whole, "evaluation.weight-sum").findings
    assert outcome(whole, "evaluation.weight-sum").tally.not_applicable == 1


def test_a_score_above_its_weight_and_a_blank_one_are_found():
    three = form().indicators
    above = form(indicators=(replace(three[0], score="51"), *three[1:]), total=Mark("96.31"))
    assert [f.rule for f in findings(above)] == ["evaluation.score-range"]
    blank = form(indicators=(*three[:2], replace(three[2], score=None)), total=Mark("85.31"), grade=Mark("良"))
    assert [(f.rule, f.level) for f in findings(blank)] == [("evaluation.blank-score", "warning")]


def test_the_total_counts_blank_scores_as_nothing():
    three = form().indicators
    blank = (*three[:2], replace(three[2], score=None))
    full = form(indicators=blank)
    found = only(full, "evaluation.total")
    assert (found.level, found.expected) == ("warning", "85.31")
    assert any("空白得分实为满分" in e.text for e in found.explanations)


def test_a_wrong_total_is_an_error_and_a_rounded_one_a_notice():
    found = only(form(total=Mark("93.51")), "evaluation.total")
    assert (found.level, found.expected, found.difference) == ("error", "95.31", "-1.8")
    assert found.arithmetic[0] == "9.81 + 50 + 25.5 + 10 = 95.31"
    assert only(form(total=Mark("95.3")), "evaluation.total").level == "notice"


@pytest.mark.parametrize(
    ("total", "word", "right"),
    [
        ("90", "优", None),
        ("89.99", "优", "良"),
        ("100", "优", None),
        ("80", "良", None),
        ("79.17", "中", None),
        ("60", "差", "中"),
        ("59.9", "不合格", None),
        ("70", "良", "中"),
    ],
)
def test_the_grade_is_the_one_of_the_totals_band(total, word, right):
    found = outcome(form(total=Mark(total), grade=Mark(word)), "evaluation.grade").findings
    assert [f.expected for f in found] == ([right] if right else [])


def test_a_grade_that_another_place_would_give_is_only_to_be_confirmed():
    found = only(form(total=Mark("77"), grade=Mark("良")), "evaluation.grade")
    assert (found.level, found.certainty, found.expected) == ("warning", "to_confirm", "中")


def test_an_unknown_grade_is_not_judged():
    result = outcome(form(grade=Mark("甲等")), "evaluation.grade")
    assert not result.findings
    assert "甲等" in result.reasons[0]


def test_findings_of_a_doubtful_form_are_to_be_confirmed():
    found = findings(form(total=Mark("93.51"), doubts=("各栏分界不能确定。",)))
    assert found
    assert {f.certainty for f in found} == {"to_confirm"}
    assert {f.certainty for f in findings(form(total=Mark("93.51"), text_doubts=("文字分界不能确定。",)))} == {
        "certain"
    }


def test_an_empty_form_is_reported_as_not_judged():
    outcomes = check_evaluation(Evaluation("空表"))
    assert all(not o.findings for o in outcomes)
    assert all(o.reasons for o in outcomes if not o.tally.applied and o.rule != "evaluation.execution-rate")


def test_weights_and_scores_that_fall_short_alike_are_rows_not_read():
    lost = form(indicators=(form().indicators[0], form().indicators[2]))
    found = {f.rule: f.certainty for f in findings(lost)}
    assert found["evaluation.weight-sum"] == "to_confirm"
    assert found["evaluation.total"] == "to_confirm"
    three = form().indicators
    low = form(indicators=(replace(three[0], weight="45"), *three[1:]))
    assert {f.certainty for f in findings(low) if f.rule == "evaluation.weight-sum"} == {"certain"}


def test_an_execution_weight_that_the_score_denies_is_not_known():
    forty = (indicator("一", "50", "50"), indicator("二", "30", "25.5"))
    assert execution_weight(form(indicators=forty)) is None


def test_a_grade_far_from_its_band_is_certain_and_one_near_it_is_not():
    """Other places may draw the bands a few points apart, not fifteen."""
    assert only(form(total=Mark("98"), grade=Mark("良")), "evaluation.grade").certainty == "certain"
    assert only(form(total=Mark("88"), grade=Mark("优")), "evaluation.grade").certainty == "to_confirm"


def test_a_total_that_one_score_breaks_names_the_score_its_values_ask_for_first():
    """The first indicator reached its target, so that it earned its full weight and not what is printed."""
    wrong = form(indicators=(indicator("一", "50", "44"), indicator("二", "30", "25.5"), indicator("三", "10", "10")))
    first = only(wrong, "evaluation.total").explanations[0]
    assert "“一”" in first.text and "50" in first.text
