from __future__ import annotations

import pytest

import report_sample as sample
from mingzhang.finding import Explanation, Finding, Quote
from mingzhang.model import Place
from mingzhang.report.checked import Checked, entries, main_place, proposal
from mingzhang.report.compare import Comparison
from mingzhang.report.html import render_html


def finding(**parts: object) -> Finding:
    return Finding("r", "规则", "error", "不符。", (Quote("12.00", Place(line=3)),), **parts)


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"expected": "13.00", "actual": "12.00"}, "将“12.00”改为“13.00”。"),
        ({"expected": "13.00", "actual": "12.00", "suggestion": "请对照账簿。"}, "将“12.00”改为“13.00”；请对照账簿。"),
        ({"expected": "13.00", "actual": "12.00", "suggestion": "改为 13.00。"}, "改为 13.00。"),
        # No figure: nobody can write 第 3 部分 in place of a heading.
        ({"expected": "第 3 部分", "actual": "第二部分概况", "suggestion": "核对序号。"}, "核对序号。"),
        ({}, "请核对后更正或作出说明。"),
        ({"explanations": (Explanation("合计应为 9.00"),)}, "合计应为 9.00。"),
    ],
)
def test_a_proposal_says_what_to_write(parts, says):
    assert proposal(finding(**parts), sample.disclosure()) == says


def test_a_proposal_lists_every_explanation():
    quote = Quote("12.00", Place(line=3))
    several = finding(
        explanations=(Explanation("", ((quote, "21.00", "数字颠倒"),)), Explanation("合计应为 9.00")),
        suggestion="请核对。",
    )
    assert proposal(several, sample.disclosure()) == "将“12.00”改为“21.00”；也可能：合计应为 9.00；请核对。"
    named = finding(explanations=(Explanation("", ((Quote("总分 97.00", Place()), "95", ""),)),))
    assert proposal(named, sample.disclosure()) == "“总分 97.00”应为“95”。"
    blank = finding(explanations=(Explanation("", ((Quote("", Place()), "3.00", ""),)),))
    assert proposal(blank, sample.disclosure()) == "应为“3.00”。"


def test_the_main_place_is_where_the_correction_is_due():
    document = sample.disclosure()
    swapped = sample.swapped(document)
    assert main_place(swapped) == swapped.explanations[0].changes[0][0].place
    assert main_place(finding()) == Place(line=3)
    assert main_place(Finding("r", "规则", "error", "不符。", ())) == Place()


def test_numbers_are_those_of_the_page():
    document = sample.disclosure()
    report = sample.report(document)
    page = render_html(document, report, None)
    listed = entries(Checked("a.txt", document, report))
    assert [entry.number for entry in listed] == list(range(1, len(report.findings) + 1))
    for entry in listed[:2]:
        card = page[page.index(f'id="f{entry.number}"') :]
        assert card.index(entry.quotes[0][1]) < card.index("</article>")


def test_entries_say_whether_a_draft_had_them():
    document = sample.disclosure()
    report = sample.report(document)
    new, old = report.findings[:2]
    compared = Checked("a.txt", document, report, {}, Comparison([], [old], [new]))
    assert [entry.state for entry in entries(compared)[:2]] == ["新出现", "仍存在"]
    assert {entry.state for entry in entries(Checked("a.txt", document, report))} == {""}
