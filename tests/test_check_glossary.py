from __future__ import annotations

from mingzhang.check import check
from mingzhang.check.example import Example
from wording_document import found

TERMS = (
    ("财政拨款收入", "指从财政部门取得的资金。"),
    ("使用非财政拨款结余", "指弥补收支差额的金额。"),
    ("基本支出", "指日常运转的支出。"),
    ("上年结转和结余", "指以前年度结转的资金。"),
)


def test_a_term_with_an_amount_and_without_explanation():
    (finding,) = found("glossary.coverage", "没有变化。", cells="GK01 收入:事业收入 金额 1.72", glossary=TERMS)
    assert finding.level == "notice"
    assert finding.places[0].place.table == "GK01"


def test_zero_amounts_and_other_names_of_a_term_need_none():
    assert found("glossary.coverage", "没有变化。", cells="GK01 收入:事业收入 金额 0.00", glossary=TERMS) == []
    assert found("glossary.coverage", "没有变化。", cells="GK01 收入:年初结转和结余 金额 5.00", glossary=TERMS) == []


def test_without_a_glossary_nothing_is_judged():
    made = Example(cells="GK01 收入:事业收入 金额 1.72").document()
    (outcome,) = check(made, ["glossary.coverage"]).outcomes
    assert outcome.reasons
    assert not outcome.findings


def test_a_term_under_another_name_than_the_row():
    made = Example(cells="GK01 收入:使用非财政拨款结余和专用结余 金额 1.06", glossary=TERMS).document()
    (finding,) = check(made, ["glossary.row-names"]).findings
    assert finding.expected == "使用非财政拨款结余和专用结余"


def test_numbers_and_terms_twice():
    text = "第四部分名词解释\n一、基本支出：指甲。\n二、项目支出：指乙。\n{}、其他收入：指丙。"
    assert found("glossary.numbering", text.format("三")) == []
    (finding,) = found("glossary.numbering", text.format("二"))
    assert finding.certainty == "certain"
    (finding,) = found("glossary.numbering", text.format("五"))
    assert finding.certainty == "to_confirm"
    doubled = (*TERMS, TERMS[0])
    assert "两次" in found("glossary.numbering", "没有变化。", glossary=doubled)[0].message
