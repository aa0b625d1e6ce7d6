from __future__ import annotations

from decimal import Decimal

import pytest

from mingzhang.model import Disclosure, FactKey, Heading, Passage, Place, Section
from mingzhang.narrative.totals import Claim, totals
from small_disclosure import dump, read_text_dump


def passage(text: str, line: int = 2) -> Passage:
    return Passage(text, Place(line=line), ((0, Place(line=line)),))


def said(heading: str, *paragraphs: str) -> list[Claim]:
    """The claims of one section."""
    section = Section(
        Heading(1, 1, f"一、{heading}", Place(line=1)), "第三部分", [passage(text) for text in paragraphs]
    )
    return [claim for claims in totals(Disclosure("x.txt", "text", 1, sections=[section])) for claim in claims]


def amounts(heading: str, *paragraphs: str) -> dict[str, str]:
    return {claim.name: f"{claim.amount.text}{claim.amount.unit}" for claim in said(heading, *paragraphs)}


def test_every_total_of_the_dump_is_found_with_its_quote_and_place():
    claims = [claim for places in totals(read_text_dump()) for claim in places]
    assert [(claim.name, claim.amount.text) for claim in claims] == [
        ("收入总计", "1,030.00"),
        ("支出总计", "1,030.00"),
        ("本年支出合计", "1,000.00"),
        ("基本支出", "600.00"),
        ("项目支出", "400.00"),
        ("一般公共预算财政拨款支出", "950.00"),
    ]
    assert all(claim.quote.endswith(f"{claim.amount.text}万元") for claim in claims)
    lines = dump().splitlines()
    assert all(claim.place.line and claim.quote in lines[claim.place.line - 1] for claim in claims)


def test_a_claim_is_bound_to_the_fact_it_speaks_of():
    heading = "一般公共预算财政拨款基本支出决算情况说明"
    claims = said(heading, "一般公共预算财政拨款基本支出600.00万元，其中：人员经费500.00万元，公用经费100.00万元。")
    basic = {"fund": "general", "kind": "basic"}
    assert [claim.key for claim in claims] == [
        FactKey.of("expenditure", basic),
        FactKey.of("expenditure", {**basic, "economic": "personnel"}),
        FactKey.of("expenditure", {**basic, "economic": "public"}),
    ]


@pytest.mark.parametrize(
    ("sentence", "amount"),
    [
        ("本年支出合计100.00万元", "100.00万元"),
        ("本年支出合计为100.00万元", "100.00万元"),
        ("本年支出合计共计100万元", "100万元"),
        ("本年支出合计：1,000,000.00元", "1,000,000.00元"),
        ("2024年度支出合计0.12亿元", "0.12亿元"),
    ],
)
def test_totals_are_found_however_the_amount_follows(sentence: str, amount: str):
    assert amounts("支出决算情况说明", f"{sentence}，主要用于养护。") == {"本年支出合计": amount}


@pytest.mark.parametrize(
    "sentence",
    [
        "收、支总计各增加5.00万元。",
        "收入总计增加5.00万元，支出总计减少3.00万元。",
        "收入总计比上年增加5.00万元。",
        "收入总计、支出总计与上年持平。",
        "收入总计增长5%。",
        "财政拨款收入总计5.00万元。",
    ],
)
def test_a_change_or_another_total_is_not_taken_for_the_total(sentence: str):
    assert amounts("收入支出决算总体情况说明", sentence) == {}


def test_both_sides_named_at_once_are_one_claim():
    assert amounts("收入支出决算总体情况说明", "2024年度收入、支出总计均为1,030.00万元。") == {
        "收入总计": "1,030.00万元"
    }


@pytest.mark.parametrize("sentence", ["财政拨款基本支出100.00万元。", "一般公共预算项目支出80.00万元。"])
def test_a_phrase_inside_a_longer_word_is_another_fact(sentence: str):
    assert amounts("支出决算情况说明", sentence) == {}


def test_every_statement_of_a_total_counts_but_last_years():
    found = said("支出决算情况说明", "支出合计100.00万元。", "上年支出合计90.00万元。", "支出合计95.00万元。")
    assert [(claim.name, claim.amount.text) for claim in found] == [
        ("本年支出合计", "100.00"),
        ("本年支出合计", "95.00"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "年初预算支出合计90.00万元，其中：基本支出60.00万元。",
        "比上年增加9.00万元，其中：基本支出6.00万元。",
        "财政拨款支出95.00万元，其中：基本支出60.00万元。",
        "局机关支出合计60.00万元，信息中心支出合计40.00万元。",
        "2022年度支出合计90.00万元。",
    ],
)
def test_a_sentence_about_something_else_is_no_claim(sentence: str):
    section = Section(Heading(1, 3, "三、支出决算情况说明", Place(line=1)), "第三部分", [passage(sentence)])
    assert list(totals(Disclosure("x.txt", "text", 1, year=2023, sections=[section]))) == []


def test_last_years_total_is_not_this_years():
    assert amounts("支出决算情况说明", "上年支出合计90.00万元。") == {}


def test_the_same_words_in_another_section_are_no_claim():
    assert amounts("机关运行经费支出情况说明", "支出合计100.00万元。") == {}
    assert amounts("支出决算表", "支出合计100.00万元。") == {}


def test_the_text_under_a_sections_own_headings_belongs_to_it():
    sections = [
        Section(Heading(1, 2, "二、支出决算情况说明", Place()), "第三部分"),
        Section(Heading(2, 1, "（一）总体情况", Place()), "第三部分", [passage("支出合计100.00万元。", 3)]),
        Section(Heading(1, 3, "三、其他重要事项", Place()), "第三部分", [passage("基本支出80.00万元。", 5)]),
    ]
    found = [claim for claims in totals(Disclosure("x.txt", "text", 1, sections=sections)) for claim in claims]
    assert [(claim.name, claim.amount.value, claim.place.line) for claim in found] == [
        ("本年支出合计", Decimal("100.00"), 3)
    ]


def test_negative_amounts_keep_their_sign():
    (claim,) = said("支出决算情况说明", "支出合计-1,234.50万元。")
    assert claim.amount.base == Decimal("-12345000")


def test_a_claim_that_runs_over_two_lines_stands_on_both():
    lines = ((0, Place(line=7)), (11, Place(line=8)))
    text = Passage("本年支出合计1,000.00万元，主要用于养护。", Place(line=7, last_line=8), lines)
    section = Section(Heading(1, 1, "一、支出决算情况说明", Place(line=5)), "第三部分", [text])
    ((claim,),) = totals(Disclosure("x.txt", "text", 1, sections=[section]))
    assert (claim.place.line, claim.place.last_line) == (7, 8)


def test_a_passage_that_does_not_know_its_lines_is_quoted_as_a_whole():
    assert Passage("支出合计100.00万元。", Place(line=4)).place_of(0, 4) == Place(line=4)
