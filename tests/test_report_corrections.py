from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest

import report_sample as sample
from mingzhang.finding import Finding, Outcome, Quote, Report, Tally
from mingzhang.model import Place
from mingzhang.report.checked import Checked
from mingzhang.report.compare import Comparison
from mingzhang.report.corrections import corrections_docx, listed

DOCUMENT = sample.disclosure()


def sampled(**parts: object) -> Checked:
    return Checked("甲.txt", DOCUMENT, sample.report(DOCUMENT), **parts)


def lines(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def tables(data: bytes) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(io.BytesIO(data)).tables
    ]


def test_it_names_the_organisation_the_year_and_the_file():
    data = corrections_docx(sampled())
    assert lines(data)[0] == "更正建议清单"
    told = dict(tables(data)[0])
    assert told["单位"] == "云岭市星图局"
    assert told["年度"] == "2024年度决算"
    assert told["来源文件"] == "甲.txt"
    assert "2 处确定错误" in told["结论"]


def test_findings_stand_by_weight_then_by_place():
    text = lines(corrections_docx(sampled()))
    heads = [line for line in text if line[:2] in {f"{mark}、" for mark in "一二三四五"}]
    assert heads == [
        "一、应予更正（2 条）",
        "二、须作说明（1 条）",
        "三、规范性建议（7 条）",
        "四、请对照原文核对（1 条）",
        "五、处理情况",
    ]
    # The section stands before the tables, whatever the order of the rules.
    assert text.index("文字：二、支出决算情况说明") < text.index("表：公开03 支出决算表") < text.index(heads[1])


def test_an_item_quotes_both_sides_shows_the_sum_and_proposes():
    text = lines(corrections_docx(sampled()))
    start = next(at for at, line in enumerate(text) if "各类相加得 737.00" in line)
    assert text[start].startswith("2．")
    quote, shown, advice = text[start + 1 : start + 4]
    assert quote.startswith("原文：“800.00”（第 8 页 公开03 支出决算表 · 合计 · 基本支出）；“207.00”（")
    assert shown == "算式：207.00 + 530.00 = 737.00"
    assert advice.startswith("建议：将“207.00”改为“270.00”；也可能：合计应为 737.00")


def test_the_office_has_room_to_reply_to_each():
    checked = sampled()
    head, *rows = tables(corrections_docx(checked))[-1]
    assert head == ["序号", "位置", "问题", "建议", "处理情况"]
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(listed(checked)) + 1)]
    assert {row[4] for row in rows} == {""}
    assert all(row[1] and row[2] and row[3] for row in rows)


def test_leads_are_not_for_the_office():
    lead = Finding("lead.x", "线索", "lead", "值得了解。", (Quote("9", Place(line=1)),))
    report = Report([*sample.report(DOCUMENT).outcomes, Outcome("lead.x", (lead,), Tally(0, 1))])
    data = corrections_docx(Checked("甲", DOCUMENT, report))
    assert "值得了解" not in "".join(lines(data)) + str(tables(data))


def test_drafts_and_explained_findings_are_told():
    report = sample.report(DOCUMENT)
    report.dismissed.append((sample.sentence(), "系代列"))
    fixed = replace(sample.sentence(), message="旧稿的问题。")
    compared = Comparison([fixed], report.findings[1:], report.findings[:1], "旧稿.pdf")
    text = lines(corrections_docx(Checked("甲", DOCUMENT, report, {}, compared)))
    assert any(line.endswith("与上一稿相比") for line in text)
    assert "· 已改好：旧稿的问题。" in text
    assert any("【新出现】" in line for line in text)
    assert any("【仍存在】" in line for line in text)
    assert any("说明：系代列" in line for line in text)
    plain = "".join(lines(corrections_docx(sampled())))
    assert not [word for word in ("上一稿", "已作说明", "【") if word in plain]


def test_nothing_found_is_not_praise():
    data = corrections_docx(Checked("甲", DOCUMENT, Report([Outcome("r", (), Tally(3))])))
    assert any("没有判定的不等于没有问题" in line for line in lines(data))


@pytest.mark.parametrize("word", ["\x1b", "\u202e", "\x00", "\ufffe"])
def test_hostile_text_is_harmless(word):
    bad = Finding("r", word, "error", f"前{word}后", (Quote(word + "引", Place(line=1)),), suggestion=word + "改")
    document = replace(DOCUMENT, organisation=f"局{word}")
    data = corrections_docx(Checked(word, document, Report([Outcome("r", (bad,), Tally(0, 1))])))
    text = "".join(lines(data)) + str(tables(data))
    assert word not in text
    assert "前后" in text


def test_the_same_findings_are_the_same_file():
    assert corrections_docx(sampled()) == corrections_docx(sampled())
