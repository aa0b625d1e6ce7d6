from __future__ import annotations

import report_sample as sample
from mingzhang.finding import Explanation, Finding, Outcome, Quote, Report, Tally
from mingzhang.model import Disclosure, Place
from mingzhang.report import wording


def test_places_read_as_a_clerk_would_say_them():
    document = sample.disclosure()
    say = wording.place_words
    assert say(Place(page=8, table="GK03", row="208", column="基本支出"), document) == (
        "第 8 页 公开03 支出决算表 · 208 社会保障和就业支出 · 基本支出"
    )
    assert say(Place(table="GK01", row="收入:本年收入合计", column="金额"), document) == (
        "公开01 收入支出决算总表 · 收入 · 本年收入合计 · 金额"
    )
    assert say(Place(line=273), document) == "第 273 行"
    assert say(Place(line=273, last_line=275), document) == "第 273–275 行"
    assert say(Place(table="GK99", row="甲"), document) == "GK99 · 甲"
    assert say(Place(), document) == "位置不详"
    document.format = "docx"
    assert say(Place(line=273), document) == "第 273 段"
    document.format = "compiled"  # the lines are those of no file that anybody sees
    assert say(Place(line=273, table="GK99"), document) == "GK99"
    assert wording.facts(document)[-1] == "由账簿编成"


def test_places_in_a_workbook_are_sheets_and_rows():
    document = Disclosure("a.xlsx", "xlsx", 12)
    assert wording.place_words(Place(page=3, line=7), document) == "第 3 张工作表 第 7 行"
    assert wording.facts(document) == ["12 张工作表", "未认出公开表", "Excel"]


def test_the_table_on_the_places_page_names_it():
    document = sample.disclosure()
    again = sample.table("GK03", "公开03表续", "支出决算表（续）", [])
    again.pages = (9,)
    document.tables.append(again)
    assert wording.table_at(Place(page=9, table="GK03"), document) is again
    assert wording.table_at(Place(page=8, table="GK03"), document) is document.tables[1]


def test_nothing_unprintable_survives():
    assert wording.clean(sample.HOSTILE) == "<script>alert('x')</script>[31m&\"甲"
    assert wording.clean("一\n二\t三\u2028四\ud800") == "一 二 三 四"
    assert wording.harmless("  两端 ") == "  两端 "


def test_explanations_come_before_a_suggestion_that_repeats_them():
    document = sample.disclosure()
    quote = Quote("207.00", Place(page=8, table="GK03", row="208", column="基本支出"))
    unworded = Explanation("", ((quote, "270.00", "数字颠倒"),))
    finding = Finding("r", "t", "error", "m", (quote,), explanations=(unworded,), suggestion="另请核对账簿")
    assert wording.suggestions(finding, document) == [
        ("应当", "第 8 页 公开03 支出决算表 · 208 社会保障和就业支出 · 基本支出 207.00 应为 270.00（数字颠倒）"),
        ("建议", "另请核对账簿"),
    ]
    both = Finding(
        "r",
        "t",
        "error",
        "m",
        (),
        explanations=(Explanation("甲应为 1"), Explanation("乙应为 2")),
        suggestion="甲应为 1",
    )
    assert wording.suggestions(both, document) == [("最可能", "甲应为 1"), ("也可能", "乙应为 2")]


def test_the_verdict_never_calls_the_unjudged_right():
    def say(*findings: Finding, tally: Tally) -> str:
        return wording.verdict(Report([Outcome("r", findings, tally)]))

    wrong = Finding("r", "t", "error", "m", ())
    unsure = Finding("r", "t", "error", "m", (), "to_confirm")
    assert say(tally=Tally(not_applicable=4)) == "没有可以判定的内容，不能作出结论。"
    assert say(tally=Tally(5, 0, 2)) == "已判定的 5 项中未发现确定错误；另有 2 项无法判定。"
    assert say(unsure, tally=Tally(5, 1)) == "已判定的 6 项中未发现确定错误，1 处待人工确认。"
    assert say(wrong, unsure, tally=Tally(5, 2)) == "发现 1 处确定错误，应更正后再公开，1 处待人工确认。"


def test_reasons_are_counted_under_the_rules_name():
    found = wording.reasons(sample.report(sample.disclosure()), {"prior.closing": "上年年末等于本年年初"})
    assert found == [
        ("合计等于各项之和", "国有资本经营预算表为空表", 3),
        ("上年年末等于本年年初", "没有给出上年决算", 1),
    ]


def test_a_document_without_a_name_is_called_by_what_is_known():
    assert wording.document_name(Disclosure("a.pdf", "pdf", 1)) == "a.pdf"
    named = Disclosure("a.pdf", "pdf", 1, organisation="云岭市星图局", year=2024, kind="决算")
    assert wording.document_name(named) == "云岭市星图局2024年度决算"


def test_the_figure_most_likely_wrong_is_the_main_one():
    marks = {text: main for text, _, main in wording.quoted(sample.swapped(sample.disclosure()))}
    assert marks == {"800.00": False, "207.00": True, "530.00": False}
    bare = Finding("r", "t", "error", "m", (Quote("1", Place(line=1)), Quote("2", Place(line=2))))
    assert [main for _, _, main in wording.quoted(bare)] == [True, False]


def test_an_explained_figure_is_shown_even_where_no_side_quotes_it():
    other = Quote("9", Place(line=1))
    explained = Finding(
        "r", "t", "error", "m", (Quote("1", Place(line=2)),), explanations=(Explanation("", ((other, "8", ""),)),)
    )
    assert [(text, main) for text, _, main in wording.quoted(explained)] == [("1", False), ("9", True)]
