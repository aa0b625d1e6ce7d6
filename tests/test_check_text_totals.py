from __future__ import annotations

import pytest

from mingzhang.check import check
from mingzhang.finding import Finding
from small_disclosure import dump, findings, read_text_dump

RULE = "text.totals"


def found(*edits: tuple[str, str]) -> list[Finding]:
    return findings(read_text_dump(dump(*edits)), RULE)


def test_totals_that_agree_pass_and_are_counted():
    (outcome,) = check(read_text_dump(), [RULE]).outcomes
    assert (outcome.findings, outcome.tally.passed, outcome.tally.failed) == ((), 6, 0)


def test_a_total_that_differs_is_an_error_with_both_sides():
    (finding,) = found(("本年支出合计1,000.00万元", "本年支出合计1,100.00万元"))
    assert (finding.level, finding.certainty) == ("error", "certain")
    assert (finding.actual, finding.expected, finding.difference) == ("1,100.00万元", "1,000.00万元", "100万元")
    text, cell = finding.places
    assert text.text == "本年支出合计1,100.00万元"
    assert (cell.text, cell.place.table) == ("1,000.00万元", "GK01")
    assert "二、支出决算情况说明" in finding.message


def test_the_finding_points_at_the_line_of_the_text():
    text = dump(("本年支出合计1,000.00万元", "本年支出合计1,100.00万元"))
    (finding,) = findings(read_text_dump(text), RULE)
    line = finding.places[0].place.line
    assert line is not None and finding.places[0].text in text.splitlines()[line - 1]


def test_yuan_written_as_ten_thousand_yuan_is_an_error():
    (finding,) = found(("基本支出600.00万元", "基本支出6,000,000.00万元"))
    assert (finding.level, finding.actual) == ("error", "6,000,000.00万元")


@pytest.mark.parametrize("same", ["基本支出6,000,000.00元", "基本支出600万元", "基本支出0.06亿元", "基本支出600.0万元"])
def test_the_same_amount_in_another_unit_agrees(same: str):
    assert found(("基本支出600.00万元", same)) == []


def test_a_text_rounded_more_coarsely_than_the_table_agrees_within_its_digit():
    assert found(("基本支出600.00万元", "基本支出599.7万元")) != []
    table = [
        ("合计 1,000.00 600.00 400.00", "合计 1,000.00 599.97 400.03"),
        ("基本支出600.00万元", "基本支出600.0万元"),
    ]
    assert [f for f in found(*table) if "基本支出600.0万元" in f.message] == []


@pytest.mark.parametrize("text", ["600.01", "599.99"])
def test_one_unit_in_the_last_digit_is_a_tail_and_a_notice(text: str):
    (finding,) = found(("基本支出600.00万元", f"基本支出{text}万元"))
    assert (finding.level, finding.title, finding.difference) == ("notice", "文字与表的尾差", "0.01万元")


def test_two_units_in_the_last_digit_are_an_error():
    (finding,) = found(("基本支出600.00万元", "基本支出600.02万元"))
    assert finding.level == "error"


def test_a_change_is_never_compared_with_a_total():
    assert (
        found(
            (
                "2024年度收入总计1,030.00万元，支出总计1,030.00万元。",
                "2024年度收入总计增加30.00万元，支出总计增加30.00万元。",
            )
        )
        == []
    )


def test_a_total_whose_table_is_not_published_is_not_applicable_and_says_so():
    text = dump()
    start, end = text.index("四、一般公共预算财政拨款支出决算表"), text.index("第三部分")
    (outcome,) = check(read_text_dump(text[:start] + text[end:]), [RULE]).outcomes
    assert outcome.findings == ()
    assert outcome.tally.not_applicable == 0 or outcome.reasons
    assert all("没有公开" in reason for reason in outcome.reasons)


def test_a_blank_cell_agrees_with_zero_and_with_nothing_else():
    emptied = ("合计 1,000.00 600.00 400.00", "合计 1,000.00 1,000.00  ")
    assert [f for f in found(emptied, ("项目支出400.00万元", "项目支出0.00万元")) if "项目支出" in f.message] == []
    (finding,) = [f for f in found(emptied) if "项目支出400.00" in f.message]
    assert (finding.level, finding.expected) == ("error", "空白")


def test_a_table_read_with_doubt_gives_no_certain_error():
    disclosure = read_text_dump(dump(("本年支出合计1,000.00万元", "本年支出合计1,100.00万元")))
    disclosure.tables[0].doubts.append("表头有一栏不认识")
    (finding,) = findings(disclosure, RULE)
    assert finding.certainty == "to_confirm"


def test_edge_of_rounding_half_a_coarse_unit_is_still_the_same():
    """600.0 may stand for 599.95 up to 600.05: a table's 599.95 agrees, 599.94 is a tail."""
    rows = ("合计 1,000.00 600.00 400.00", "合计 1,000.00 {} 400.00")
    text = ("基本支出600.00万元", "基本支出600.0万元")

    def level(printed: str) -> list[str]:
        return [f.level for f in found((rows[0], rows[1].format(printed)), text) if "基本支出600.0万元" in f.message]

    assert level("599.95") == []
    assert level("599.94") == ["notice"]
    assert level("599.89") == ["error"]
