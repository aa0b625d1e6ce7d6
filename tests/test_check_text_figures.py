"""The figures of the text beside those of the tables: which of them is wrong."""

from __future__ import annotations

import pytest

from mingzhang.check import check
from mingzhang.check.example import Example
from mingzhang.finding import Finding

SPENT = "三、支出决算情况说明"
CELLS = """
    GK03 合计 本年支出合计 1,000.00
    GK03 合计 基本支出 600.00
    GK03 合计 项目支出 400.00
"""
TEXT = "2023年度支出合计1,000.00万元，其中：基本支出600.00万元，占60.00%；项目支出400.00万元，占40.00%。"


def found(text: str = TEXT, cells: str = CELLS, heading: str = SPENT) -> list[Finding]:
    report = check(Example(cells, f"{heading}\n{text}").document())
    rules = ("text.figures", "sum.kind", "tail.levelled", "text.share")
    return [finding for finding in report.findings if finding.rule in rules]


def test_a_text_that_agrees_is_silent():
    assert found() == []


def test_a_wrong_sentence_is_told_from_a_wrong_cell():
    (finding,) = found(TEXT.replace("基本支出600.00", "基本支出660.00"))
    assert (finding.rule, finding.level, finding.certainty) == ("text.figures", "error", "certain")
    assert (finding.actual, finding.expected) == ("660.00万元", "600.00万元")
    assert finding.places[0].text == "基本支出660.00万元"


def test_a_wrong_cell_is_told_from_a_wrong_sentence():
    (finding,) = found(cells=CELLS.replace("基本支出 600.00", "基本支出 660.00"))
    assert (finding.expected, finding.actual) == ("600.00", "660.00")
    assert finding.places[0].place.table == "GK03"


def test_a_total_copied_with_its_part_from_elsewhere_is_one_finding_with_both_changes():
    heading = "六、一般公共预算财政拨款基本支出决算情况说明"
    cells = f"""{CELLS.strip().replace("600.00", "613.47").replace("400.00", "386.53")}
        GK05 合计 基本支出 600.00
        GK06 人员经费合计 决算数 500.00
        GK06 公用经费合计 决算数 100.00
    """
    text = "一般公共预算财政拨款基本支出613.47万元，其中：人员经费513.47万元，公用经费100.00万元。"
    (finding,) = found(text, cells, heading)
    assert [should for _, should, _ in finding.explanations[0].changes] == ["600.00万元", "500.00万元"]
    assert (
        "《支出决算表》“合计”的“基本支出”相同" in finding.explanations[0].text
    )  # where the total seems to have been taken from


def test_yuan_written_as_ten_thousand_yuan_is_named_so():
    (finding,) = found(TEXT.replace("基本支出600.00万元", "基本支出6,000,000.00万元"))
    assert "一万倍" in finding.message


@pytest.mark.parametrize("same", ["6,000,000.00元", "600万元", "0.06亿元", "600.0万元"])
def test_the_same_amount_in_another_unit_agrees(same):
    assert found(TEXT.replace("基本支出600.00万元", f"基本支出{same}")) == []


@pytest.mark.parametrize("tail", ["600.01", "599.99"])
def test_one_unit_in_the_last_digit_is_a_tail_and_a_notice(tail):
    findings = found(TEXT.replace("基本支出600.00万元", f"基本支出{tail}万元"))
    assert {finding.level for finding in findings} == {"notice"}


def test_two_sentences_that_differ_where_no_table_prints_the_figure_are_a_warning():
    text = "机关运行经费支出30.00万元。"
    (finding,) = found(f"{text}\n机关运行经费支出31.00万元。", "", "十、其他重要事项情况说明")
    assert (finding.level, finding.title) == ("warning", "文字前后不一")


def test_a_table_without_a_unit_is_not_compared():
    document = Example(CELLS, f"{SPENT}\n{TEXT.replace('基本支出600.00', '基本支出660.00')}").document()
    document.tables[0].unit = ""
    assert [finding for finding in check(document).findings if finding.rule == "text.figures"] == []


def test_a_doubtful_table_accuses_no_sentence():
    document = Example(CELLS, f"{SPENT}\n{TEXT.replace('基本支出600.00', '基本支出660.00')}").document()
    document.tables[0].doubts.append("表头有一栏不认识")
    findings = [finding for finding in check(document).findings if finding.rule == "text.figures"]
    assert findings and {finding.certainty for finding in findings} == {"to_confirm"}
