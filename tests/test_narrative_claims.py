from __future__ import annotations

import subprocess
import sys

import pytest

from mingzhang.model import Disclosure, Heading, Passage, Place, Section
from mingzhang.narrative.claims import Statement, statements
from mingzhang.read import read_file
from mingzhang.report.claims_csv import claims_csv


def said(heading: str, *paragraphs: str, office: str = "云州市水务局") -> list[Statement]:
    """The statements of one section of the explanation."""
    section = Section(
        Heading(1, 1, f"一、{heading}", Place(line=1)),
        "第三部分情况说明",
        [Passage(text, Place(line=2)) for text in paragraphs],
    )
    return list(statements(Disclosure("x.txt", "text", 1, organisation=office, year=2023, sections=[section])))


def short(found: list[Statement]) -> list[tuple[str, str, str, str]]:
    return [(item.subject, item.measure, item.value, item.unit) for item in found]


def test_the_subject_is_carried_over_the_clauses_of_a_sentence():
    text = "2023年度收入总计1,030.00万元、支出总计1,030.00万元。与上年相比，收入总计减少30.50万元，下降2.88%。"
    assert short(said("收入支出决算总体情况说明", text)) == [
        ("收入总计", "决算数", "1030.00", "万元"),
        ("支出总计", "决算数", "1030.00", "万元"),
        ("收入总计", "增减额", "-30.50", "万元"),
        ("收入总计", "增减率", "-2.88", "%"),
    ]


def test_an_item_is_known_by_its_whole_path_until_the_next():
    item = "1.农林水支出（类）水利（款）防汛（项）。主要用于：防汛物资支出。"
    text = item + "年初预算为20.00万元，支出决算为18.00万元，完成年初预算的90.00%。"
    path = "农林水支出（类）水利（款）防汛（项）"
    assert short(said("一般公共预算财政拨款支出决算情况说明", text)) == [
        (path, "年初预算数", "20.00", "万元"),
        (path, "决算数", "18.00", "万元"),
        (path, "完成率", "90.00", "%"),
    ]


def test_counts_take_their_name_from_the_spending_before_them():
    text = "公务接待费支出0.40万元，共接待3批次，21人次。公务用车购置支出0万元，使用财政拨款共购置公务用车0辆。"
    assert short(said("财政拨款“三公”经费支出决算情况说明", text)) == [
        ("公务接待费", "决算数", "0.40", "万元"),
        ("公务接待批次", "数量", "3", "批次"),
        ("公务接待人次", "数量", "21", "人次"),
        ("公务用车购置费", "决算数", "0", "万元"),
        ("购置公务用车", "数量", "0", "辆"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("单价50万元（含）以上设备2台（套）。", [("单价50万元（含）以上设备", "数量", "2", "台（套）")]),
        ("截至2023年12月31日，共有车辆4辆。", [("车辆", "数量", "4", "辆")]),
        ("收入总计增长∞%。", [("收入总计", "增减率", "∞", "%")]),
        ("与上年持平，主要原因是人员不变。", []),
        ("12个项目自评等级为“优”。", [("自评等级为“优”的项目", "数量", "12", "个")]),
        ("云州市水务局2023年度机关运行经费支出9.00万元。", [("机关运行经费", "决算数", "9.00", "万元")]),
    ],
)  # fmt: skip
def test_what_is_a_figure_and_what_it_speaks_of(text: str, found: list[tuple[str, str, str, str]]):
    assert short(said("其他重要事项情况说明", text)) == found


def test_a_quote_is_its_clause_with_its_place():
    (first, second) = said("支出决算情况说明", "支出合计90.00万元，占100%。")
    assert (first.quote, second.quote) == ("支出合计90.00万元", "占100%")
    assert first.place.line == 2


def test_figures_that_look_like_formulas_are_harmless_in_a_spreadsheet():
    section = Section(Heading(1, 1, "=一、说明", Place()), "", [Passage("支出合计90.00万元。", Place())])
    text = claims_csv(Disclosure("x.txt", "text", 1, sections=[section]))
    assert text.splitlines()[0] == "section,quote,subject,measure,value,unit"
    assert text.splitlines()[1].startswith("'=")


@pytest.mark.parametrize("name", ["datong-gxj-2023.txt", "putuo-guihua-2024.pdf"])
def test_real_explanations_against_their_transcriptions(shared, tmp_path, name: str):
    """Loose: measure, value and unit of every figure; strict: the subject too."""
    out = tmp_path / "claims.csv"
    out.write_text(claims_csv(read_file(shared / "samples" / name)), encoding="utf-8")
    gold = shared / "gold" / f"{name.rsplit('.', 1)[0]}.narrative.csv"
    scored = subprocess.run(
        [sys.executable, str(shared / "gold" / "claims.py"), str(gold), str(out), "--quiet"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    figures = [float(word.split("=")[1].rstrip(";")) for word in scored.stdout.split() if "=" in word]
    assert min(figures[:2]) >= 0.99
    assert min(figures[2:]) >= 0.97


@pytest.mark.parametrize("word", ["同比增长", "增长", "同比上升"])
def test_a_rate_on_the_year_before_keeps_the_subject_of_its_change(word):
    text = f"机关运行经费支出30.00万元，比2022年度增加6.00万元，{word}25.00%。"
    assert short(said("其他重要事项的情况说明", text)) == [
        ("机关运行经费", "决算数", "30.00", "万元"),
        ("机关运行经费", "增减额", "6.00", "万元"),
        ("机关运行经费", "增减率", "25.00", "%"),
    ]


def test_the_unit_may_stand_before_the_figure():
    assert short(said("收入支出决算总体情况说明", "2023年度收入总计（万元）30.00，支出总计（万元）30.00。")) == [
        ("收入总计", "决算数", "30.00", "万元"),
        ("支出总计", "决算数", "30.00", "万元"),
    ]
