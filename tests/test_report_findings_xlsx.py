from __future__ import annotations

from dataclasses import replace

import pytest

import report_sample as sample
from mingzhang.finding import Finding, Outcome, Quote, Report, Tally
from mingzhang.model import Place
from mingzhang.report.checked import Checked
from mingzhang.report.compare import Comparison, fingerprint
from mingzhang.report.findings_xlsx import Findings
from office_files import Workbook

DOCUMENT = sample.disclosure()


def book(*documents: Checked, failed: tuple[str, ...] = ()) -> bytes:
    findings = Findings()
    for one in documents:
        findings.add(one)
    return findings.workbook(failed)


def sampled(name: str = "甲.txt", **parts: object) -> Checked:
    return Checked(name, DOCUMENT, sample.report(DOCUMENT), {"prior.closing": "结转相接"}, **parts)


def records(data: bytes, sheet: str = "发现") -> list[dict[str, str]]:
    head, *rows = Workbook(data).rows[sheet]
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_every_finding_is_a_row():
    listed = records(book(sampled()))
    report = sampled().report
    assert [row["编号"] for row in listed] == [fingerprint(finding) for finding in _ordered(report)]
    first = listed[0]
    for column, value in {
        "文件": "甲.txt",
        "单位": "云岭市星图局",
        "级别": "确定错误",
        "把握": "确定",
        "规则编号": "table.sum",
        "页": "8",
        "表": "公开03 支出决算表",
        "行": "208 社会保障和就业支出",
        "列": "基本支出",
        "应为": "800.00",
        "实为": "737.00",
        "相差": "63.00",
        "处理意见": "",
    }.items():
        assert first[column] == value
    assert "207.00 + 530.00 = 737.00" in first["算式"].splitlines()
    assert "将“207.00”改为“270.00”" in first["建议"]
    assert "“800.00”（第 8 页 公开03 支出决算表" in first["原文"]
    assert [row["把握"] for row in listed].count("待确认") == 1


def _ordered(report: Report) -> list[Finding]:
    return sorted(report.findings, key=lambda finding: finding.certainty != "certain")


def test_it_can_be_filtered_and_answered():
    xml = Workbook(book(sampled())).xml["发现"]
    assert "<autoFilter" in xml
    assert 'state="frozen"' in xml
    assert '"已改正,已说明,不属实"' in xml
    assert xml.count("<col ") > 15


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@A1", "＝1+1", "\t=1+1", " =cmd|'/c calc'!A1"])
def test_no_text_becomes_a_formula(start):
    hostile = Finding(start, start, "error", start, (Quote(start, Place(line=1)),), expected=start, suggestion=start)
    document = replace(DOCUMENT, organisation=start)
    data = book(Checked(start, document, Report([Outcome(start, (hostile,), Tally(0, 1), (start,))])), failed=(start,))
    made = Workbook(data)
    for name, xml in made.xml.items():
        assert "<f>" not in xml, name
    assert records(data)[0]["说明"] == start.strip()


def test_what_cannot_be_shown_is_removed():
    made = Workbook(book(sampled()))
    texts = "".join(cell for rows in made.rows.values() for row in rows for cell in row)
    assert not {"\x1b", "\x00", "\u202e", "\ufffe", "\ud800"} & set(texts)
    assert "<script>alert('x')</script>" in texts


def test_a_text_too_long_for_a_cell_is_cut_and_not_lost():
    long = Finding("r", "规则", "error", "长" * 40_000, ())
    listed = records(book(Checked("a", DOCUMENT, Report([Outcome("r", (long,), Tally(0, 1))]))))
    assert 30_000 < len(listed[0]["说明"]) < 32_768
    assert listed[0]["说明"].endswith("…")


def test_documents_are_listed_with_those_first_that_need_attention():
    clean = Checked("净.txt", DOCUMENT, Report([Outcome("r", (), Tally(5))]))
    listed = records(book(clean, sampled("错.txt"), failed=("坏.pdf",)), "各份文件")
    assert [row["文件"] for row in listed] == ["错.txt", "净.txt", "坏.pdf"]
    assert (listed[0]["确定错误"], listed[0]["判定项数"]) == ("2", "315")
    assert listed[2]["结论"] == "读不出，没有检查"


def test_what_was_checked_and_why_not():
    listed = {row["规则编号"]: row for row in records(book(sampled()), "查了什么")}
    assert listed["table.sum"]["没能查的原因"] == "国有资本经营预算表为空表（3 次）"
    assert (listed["prior.closing"]["规则"], listed["prior.closing"]["不适用"]) == ("结转相接", "1")


def test_drafts_and_explained_findings_have_sheets_of_their_own():
    report = sample.report(DOCUMENT)
    fixed, new = sample.sentence(), report.findings[0]
    report.dismissed.append((sample.sentence(), "系代列"))
    data = book(Checked("甲", DOCUMENT, report, {}, Comparison([fixed], report.findings[1:], [new], "旧稿.txt")))
    states = [row["与上一稿相比"] for row in records(data, "与上一稿相比")]
    assert states.count("已改好") == 1
    assert states.count("新出现") == 1
    assert records(data, "与上一稿相比")[0]["上一稿"] == "旧稿.txt"
    assert records(data)[0]["与上一稿相比"] == "新出现"
    assert records(data, "已作说明")[0]["已作的说明"] == "系代列"
    plain = Workbook(book(sampled()))
    assert not {"与上一稿相比", "已作说明"} & set(plain.rows)
    assert "与上一稿相比" not in plain.rows["发现"][0]


def test_the_same_findings_are_the_same_file():
    data = book(sampled())
    assert book(sampled()) == data
    assert len(Workbook(data).dates) == 1
    assert max(Workbook(data).dates)[0] < 2001
