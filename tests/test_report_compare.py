from __future__ import annotations

import re
from dataclasses import replace

import pytest

import report_sample as sample
from mingzhang.finding import Finding, Level, Outcome, Quote, Report
from mingzhang.model import Place
from mingzhang.report.compare import compare, fingerprint


def cell(row: str, column: str = "金额", text: str = "12.00", **where) -> Quote:
    return Quote(text, Place(table="GK03", row=row, column=column, **where))


def finding(*quotes: Quote, rule: str = "sum.kind", level: Level = "error", message: str = "不符") -> Finding:
    return Finding(rule, "合计", level, message, quotes)


def said(text: str, rule: str = "text.totals", message: str = "不符") -> Finding:
    return finding(Quote(text, Place(line=3)), cell("合计"), rule=rule, message=message)


def test_it_names_the_rule():
    assert re.fullmatch(r"sum\.kind:[0-9a-f]{10}", fingerprint(finding(cell("合计"))))


def test_pages_lines_amounts_and_later_places_do_not_matter():
    one = finding(cell("合计", page=3, box=(1, 2, 3, 4)), cell("208"), cell("210"), message="相差 1.00")
    two = finding(cell("合计", text="13.50", line=90), cell("208", text=""), cell("229"), message="相差 2.50")
    assert fingerprint(one) == fingerprint(replace(two, certainty="to_confirm", expected="9.00"))


@pytest.mark.parametrize(
    "other",
    [
        finding(cell("208")),
        finding(cell("合计", "基本支出")),
        finding(cell("合计"), rule="sum.function"),
        finding(cell("合计"), cell("208")),
        finding(cell("合计"), level="notice"),
    ],
)
def test_rule_weight_and_cells_do(other):
    assert fingerprint(other) != fingerprint(finding(cell("合计")))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("支出合计 1,269.00 万\n元", "支出合计1,270.50万元"),
        ("公务接待12批次", "公务接待 9 批次"),
        ("增长 5%", "增长12.5%"),
        ("支出合计１２６９．００万元", "支出合计12.00万元"),
    ],
)
def test_a_sentence_is_known_by_its_words(one, two):
    assert fingerprint(said(one)) == fingerprint(said(two))


@pytest.mark.parametrize(("one", "two"), [("支出合计5元", "收入合计5元"), ("2080505 养老", "2080506 养老")])
def test_other_words_and_codes_are_other_findings(one, two):
    assert fingerprint(said(one)) != fingerprint(said(two))


def test_what_is_missing_from_a_document_is_told_by_the_message():
    missing = [said("某局决算", message=f"全文没有找到“{part}”部分。") for part in ("概况", "名词解释")]
    assert fingerprint(missing[0]) != fingerprint(missing[1])


def test_evaluation_forms_of_one_title_are_told_apart():
    forms = [finding(cell("总分", "总分"), message=f"“甲项目”（第 {n} 张）自评表：印为 {n}.00") for n in (3, 4)]
    assert fingerprint(forms[0]) != fingerprint(forms[1])


def test_the_findings_of_a_report_have_fingerprints_of_their_own():
    found = sample.report(sample.disclosure()).findings
    own = [item for item in found if item.rule != "table.tail"]
    assert len({fingerprint(item) for item in own}) == len(own)


def report(*findings: Finding) -> Report:
    return Report([Outcome("sum.kind", findings)])


def test_fixed_remaining_and_new():
    gone, kept, came = finding(cell("208")), finding(cell("合计"), message="旧"), finding(cell("229"))
    still = replace(kept, message="新", places=(cell("合计", text="14.00", page=9),))
    made = compare(report(gone, kept), report(came, still), "旧稿.pdf")
    assert (made.fixed, made.remaining, made.new, made.source) == ([gone], [still], [came], "旧稿.pdf")


def test_findings_with_one_fingerprint_are_counted():
    twin = finding(cell("合计"))
    made = compare(report(twin, twin, twin), report(twin))
    assert [len(part) for part in (made.fixed, made.remaining, made.new)] == [2, 1, 0]
    made = compare(report(twin), report(twin, twin))
    assert [len(part) for part in (made.fixed, made.remaining, made.new)] == [0, 1, 1]


def test_a_draft_against_itself():
    same = sample.report(sample.disclosure())
    made = compare(same, same)
    assert (made.fixed, made.new) == ([], [])
    assert made.remaining == same.findings
