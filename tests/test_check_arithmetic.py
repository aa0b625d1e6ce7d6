from __future__ import annotations

from dataclasses import replace

import pytest

from mingzhang.check import check, rules
from mingzhang.finding import Finding, Outcome
from mingzhang.model import Disclosure, Table
from small_disclosure import cell, dump, findings, read_text_dump, reprinted, table, without_row

ARITHMETIC = tuple(
    rule.id for rule in rules() if rule.id.split(".")[0] in ("sum", "balance", "agreement", "bound", "tail")
)
SPENDING = """
         all     basic  project
合计     1534.36 820.41 713.95
208       221.37 221.37 .
20805     221.37 221.37 .
2080501   127.93 127.93 .
2080505    93.44  93.44 .
215      1312.99 599.04 713.95
21505    1312.99 599.04 713.95
2150501   599.04 599.04 .
2150502   713.95      . 713.95
"""


def document(*tables: Table) -> Disclosure:
    return Disclosure("x.txt", "text", 1, "云岭市星图局", "云岭市星图局", 2024, "决算", "部门", "上海2024", [*tables])


def wrong(row: str, column: str, text: str, sheet: str = SPENDING) -> Disclosure:
    made = table("GK03", sheet)
    return document(reprinted(made, cell(made, row, column), text))


def outcomes(disclosure: Disclosure) -> dict[str, Outcome]:
    return {outcome.rule: outcome for outcome in check(disclosure, ARITHMETIC).outcomes}


def test_a_document_that_adds_up_has_no_finding_and_says_what_was_judged():
    found = outcomes(read_text_dump())
    assert all(outcome.findings == () for outcome in found.values())
    assert found["sum.function"].tally.passed > 20 and found["sum.kind"].tally.passed > 20
    assert found["balance.total"].tally.passed >= 4 and found["agreement"].tally.passed > 10
    assert found["bound.part"].tally.passed > 10


def test_what_could_not_be_judged_is_said_with_its_reason():
    found = outcomes(read_text_dump())["bound.running-costs"]
    assert (found.tally.applied, found.tally.not_applicable) == (0, 1)
    assert "没有公开" in found.reasons[0]


def test_a_slip_is_one_finding_with_the_cell_the_right_value_and_the_arithmetic():
    (finding,) = findings(wrong("2080501", "basic", "172.93"), *ARITHMETIC)
    assert (finding.level, finding.certainty) == ("error", "certain")
    (explanation,) = finding.explanations
    ((quote, right, slip),) = explanation.changes
    assert (quote.text, right, slip) == ("172.93", "127.93", "相邻两位数字颠倒")
    assert (quote.place.table, quote.place.row, quote.place.column) == ("GK03", "2080501", "basic")
    assert finding.places[0] == quote
    assert "172.93" in finding.message and "127.93" in finding.message
    assert any("172.93 + 93.44 = 266.37" in line for line in finding.arithmetic)
    assert finding.suggestion


def test_the_failed_relations_of_one_slip_are_counted_but_reported_once():
    found = outcomes(wrong("2080501", "basic", "172.93"))
    assert sum(outcome.tally.failed for outcome in found.values()) == 2
    assert sum(len(outcome.findings) for outcome in found.values()) == 1


def test_the_gap_is_told_in_the_tables_own_unit_and_decimals():
    (finding,) = findings(wrong("合计", "project", "713.35"), *ARITHMETIC)
    assert (finding.expected, finding.actual, finding.difference) in {
        ("1,533.76", "1534.36", "0.60"),
        ("713.95", "713.35", "0.60"),
    }


def test_several_explanations_are_all_listed_and_none_is_called_the_only_one():
    made = table("GK03", "all basic project\n合计 815.00 599.00 262.00")
    (finding,) = findings(document(made), *ARITHMETIC)
    assert len(finding.explanations) == 3
    assert "唯一" not in finding.suggestion


def test_a_lost_row_is_said_to_be_lost():
    found = findings(document(without_row(table("GK03", SPENDING), "2080505")), *ARITHMETIC)
    assert found
    assert all(any("漏列了一行" in e.text for e in finding.explanations) for finding in found)


def test_a_lost_row_between_tables_is_quoted_at_its_table():
    text = dump()
    start = text.index("四、一般公共预算财政拨款支出决算表")
    lost = "2080505 机关事业单位基本养老保险缴费支出 80.00 80.00  \n\n"
    at = text.index(lost, start)
    disclosure = read_text_dump(text[:at] + text[at + len(lost) :])
    found = findings(disclosure, *ARITHMETIC)
    assert found and all(finding.level == "error" for finding in found)
    assert any("公开05表" in e.text and "漏列" in e.text for finding in found for e in finding.explanations)


@pytest.mark.parametrize(("text", "level"), [("266.38", "notice"), ("266.37", "notice"), ("600.00", "error")])
def test_one_unit_beyond_rounding_is_a_tail_and_more_is_an_error(text: str, level: str):
    """The whole of three parts: within two units it is rounding, within three a tail."""
    sheet = (
        "all basic project\n合计 266.39 100.18 166.19"
        if text == "266.37"
        else "all basic project\n合计 266.36 100.18 166.20"
    )
    if text == "600.00":
        sheet = "all basic project\n合计 600.00 100.18 166.20"
    (finding,) = findings(document(table("GK03", sheet)), *ARITHMETIC)
    assert finding.level == level
    assert finding.rule == ("tail.levelled" if level == "notice" else "sum.kind")


def test_rounding_alone_is_no_finding():
    assert findings(document(table("GK03", "all basic project\n合计 266.37 100.18 166.20")), *ARITHMETIC) == []
    assert findings(document(table("GK03", "all basic project\n合计 266.39 100.18 166.20")), *ARITHMETIC) == []


def test_a_tail_counts_as_passed_in_its_own_rule():
    found = outcomes(document(table("GK03", "all basic project\n合计 266.36 100.18 166.20")))
    assert (found["sum.kind"].tally.passed, found["sum.kind"].tally.failed) == (1, 0)
    assert (found["tail.levelled"].tally.passed, found["tail.levelled"].tally.failed) == (0, 1)


def test_two_tables_that_differ_by_one_unit_are_a_tail():
    general = table("GK05", "all\n合计 100.01")
    summary = table("GK04", "208 100.00 100.00 . .\nexpenditure_total 100.00 100.00 . .")
    found = findings(document(summary, general), *ARITHMETIC)
    assert [finding.level for finding in found] == ["notice"]
    assert "100.00" in found[0].message + str(found[0].arithmetic) and found[0].difference == "0.01"


def test_nothing_printed_is_counted_apart():
    tally = check(document(table("GK03", "all basic project\n合计 . . .\n208 . . .")), ARITHMETIC).tally
    assert (tally.passed, tally.failed) == (0, 0)
    assert tally.blank > 0


def certainties(disclosure: Disclosure) -> set[str]:
    return {finding.certainty for finding in findings(disclosure, *ARITHMETIC)}


def test_a_failure_in_a_table_read_with_doubt_is_to_be_confirmed():
    disclosure = wrong("2080501", "basic", "172.93")
    disclosure.tables[0].doubts.append("表头有一栏不认识")
    assert certainties(disclosure) == {"to_confirm"}


def test_a_doubt_about_one_table_leaves_the_others_certain():
    disclosure = wrong("2080501", "basic", "172.93")
    other = table("GK09", "final.all final.reception\n本年 1.00 1.00")
    other.doubts.append("表头有一栏不认识")
    disclosure.tables.append(other)
    assert certainties(disclosure) == {"certain"}


def test_a_cell_that_was_read_with_doubt_makes_its_failures_uncertain():
    disclosure = wrong("2080501", "basic", "172.93")
    made = disclosure.tables[0]
    at = cell(made, "2080505", "basic")
    made.prints[at] = replace(made.prints[at], sure=False)
    assert certainties(disclosure) == {"to_confirm"}


def test_a_table_most_of_whose_sums_fail_is_a_misreading_before_it_is_the_offices_mistake():
    """合计 slipped one row down and 基本支出 one row up, as a reader might have it."""
    made = table("GK03", SPENDING)
    for column, step in (("all", 1), ("basic", -1)):
        cells = [at for at, item in enumerate(made.prints) if item.column == column]
        texts = [made.prints[at].text for at in cells]
        for place, at in enumerate(cells):
            made = reprinted(made, at, texts[(place - step) % len(texts)])
    assert certainties(document(made)) == {"to_confirm"}


DAMAGES = {
    "a word among the figures": ("合计 1,000.00 600.00 400.00", "合计 1,000.00 六百 400.00"),
    "a figure too many in the row of the total": ("合计 950.00 600.00 350.00", "合计 950.00 600.00 350.00 9.00"),
    "a column the form does not know": (
        "本年支出合计 基本支出 项目支出\n科目代码 科目名称\n\n栏次 1 2 3",
        "本年支出合计 基本支出 项目支出 神秘支出\n科目代码 科目名称\n\n栏次 1 2 3 4",
    ),
}


@pytest.mark.parametrize("edit", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_table_damaged_in_reading_never_gives_a_certain_error(edit: tuple[str, str]):
    report = check(read_text_dump(dump(edit)))
    assert report.count("error") == 0, [(f.rule, f.message) for f in report.findings if f.level == "error"]


def row_damaged(row: str) -> Disclosure:
    """The dump with another line for the row 2080501 of 公开03."""
    text = dump()
    line = "2080501 行政单位离退休 120.00 120.00  "
    at = text.index(line)
    return read_text_dump(text[:at] + row + text[at + len(line) :])


EXTRA = [
    "2080501 行政单位离退休 77.00 120.00 120.00 5.00 6.00",
    "2080501 行政单位离退休 77.00 120.00 120.00 5.00",
    "2080501 行政单位离退休 7 7.00 120.00  ",
    "2080501 行政单位离退休 77.00 行政 120.00",
]


@pytest.mark.parametrize("row", EXTRA)
def test_a_row_with_more_in_it_than_the_table_has_columns_never_gives_a_certain_error(row: str):
    report = check(row_damaged(row))
    assert report.count("error") == 0, [(f.rule, f.message) for f in report.findings if f.level == "error"]


def test_the_report_puts_certain_and_heavy_findings_first():
    disclosure = wrong("2080501", "basic", "172.93")
    ordered: list[Finding] = check(disclosure).findings
    certain = [finding.certainty == "certain" for finding in ordered]
    assert certain == sorted(certain, reverse=True)
    assert ordered[0].level == "error"


def test_the_same_document_gives_the_same_report():
    assert check(wrong("2080501", "basic", "172.93")) == check(wrong("2080501", "basic", "172.93"))


def test_every_rule_has_an_id_of_its_own_and_says_itself_in_a_sentence():
    book = rules()
    assert len({rule.id for rule in book}) == len(book)
    assert all(
        rule.sentence.endswith("。") and rule.title and rule.level in ("error", "warning", "notice", "lead")
        for rule in book
    )
    said = {outcome.rule for outcome in check(read_text_dump()).outcomes}
    assert said >= {rule.id for rule in book if not rule.id.startswith("evaluation.")}
    assert said <= {rule.id for rule in book}


def test_a_lost_row_is_certain_on_one_page_and_to_be_confirmed_where_a_page_may_be_missing():
    def lost(pages: tuple[int, ...], *rows: str) -> set[str]:
        made = table("GK03", SPENDING)
        for row in rows:
            made = without_row(made, row)
        made.pages = pages
        return certainties(document(made))

    assert lost((3,), "2080505") == {"certain"}
    assert lost((3, 4), "2080505") == {"to_confirm"}
    assert lost((), "2080505") == {"to_confirm"}


def test_a_table_that_lacks_several_rows_of_another_one_is_cut():
    """All spending is at least that of one fund: rows that only the latter lists are missing from the former."""
    whole, cut = table("GK05", SPENDING), table("GK03", SPENDING)
    for row in ("21505", "2150501", "2150502"):
        cut = without_row(cut, row)
    whole.pages = cut.pages = (3,)
    assert certainties(document(cut, whole)) == {"to_confirm"}


def test_cells_run_together_into_a_code_that_is_none_stop_nothing():
    made = table("GK03", SPENDING.replace("2080505 ", "20805养老 "))
    assert findings(document(made, table("GK05", SPENDING)), *ARITHMETIC)
