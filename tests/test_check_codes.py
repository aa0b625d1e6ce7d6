from __future__ import annotations

from dataclasses import replace

import pytest

from mingzhang.check import check
from mingzhang.finding import Finding, Outcome
from mingzhang.model import Disclosure, Table
from small_disclosure import dump, findings, read_text_dump, table

CODES = ("codes.names", "codes.same-name", "codes.order", "codes.blank-rows")


def document(*tables: Table) -> Disclosure:
    return Disclosure("x.txt", "text", 1, "云岭市星图局", year=2024, kind="决算", edition="上海2024", tables=[*tables])


def listed(*rows: str, form: str = "GK03") -> Table:
    """A table of codes whose rows are given as "code name" with one figure each."""
    pairs = [row.split(" ") for row in rows]
    made = table(form, "all\n合计 1.00\n" + "\n".join(f"{code} 1.00" for code, _ in pairs))
    names = dict(pairs)
    made.rows = [replace(row, name=names.get(row.key, row.name)) for row in made.rows]
    return made


def found(rule: str, *tables: Table) -> list[Finding]:
    return findings(document(*tables), rule)


def outcome(rule: str, *tables: Table) -> Outcome:
    (result,) = check(document(*tables), [rule]).outcomes
    return result


def test_the_dump_has_nothing_to_find():
    assert findings(read_text_dump(), *CODES) == []


def test_a_name_that_is_not_the_catalogues_is_a_notice_with_the_right_one():
    (finding,) = found("codes.names", listed("208 社会保障与就业支出"))
    assert (finding.level, finding.expected, finding.actual) == ("notice", "社会保障和就业支出", "社会保障与就业支出")
    assert "山西" in finding.suggestion  # where the name is taken from


@pytest.mark.parametrize(("year", "wrong"), [(2018, 0), (2024, 1)])
def test_a_name_of_the_time_is_right_in_its_time(year: int, wrong: int):
    made = replace(document(listed("20805 行政事业单位离退休")), year=year)
    assert len(findings(made, "codes.names")) == wrong


def test_names_wrapped_and_bracketed_otherwise_are_the_same_name():
    assert found("codes.names", listed("208 社会保障和就业支出", "21011 行政事业单位医疗")) == []


def test_an_unknown_code_is_not_verifiable_and_never_wrong():
    result = outcome("codes.names", listed("208 社会保障和就业支出", "2089977 星图养护"))
    assert result.findings == ()
    assert (result.tally.passed, result.tally.failed, result.tally.not_applicable) == (1, 0, 1)
    assert "2089977" in result.reasons[0]


def test_economic_codes_are_looked_up_in_their_own_classification():
    made = table("GK06", "301 1.00\npersonnel 1.00")
    made.rows = [replace(row, name="工资福利支出" if row.key == "301" else row.name) for row in made.rows]
    assert found("codes.names", made) == []
    made.rows = [replace(row, name="工资福利" if row.key == "301" else row.name) for row in made.rows]
    assert [finding.expected for finding in found("codes.names", made)] == ["工资福利支出"]


def test_a_wrong_name_in_a_table_read_with_doubt_is_to_be_confirmed():
    made = listed("208 社会保障与就业支出")
    made.doubts.append("表头有一栏不认识")
    (finding,) = found("codes.names", made)
    assert finding.certainty == "to_confirm"


def test_one_code_with_two_names_is_a_warning_that_quotes_both():
    text = dump()
    at = text.rindex("2150501 行政运行")
    disclosure = read_text_dump(text[:at] + text[at:].replace("行政运行", "事业运行", 1))
    (finding,) = findings(disclosure, "codes.same-name")
    assert finding.level == "warning"
    assert [quote.text for quote in finding.places] == ["2150501 行政运行", "2150501 事业运行"]


def test_an_unknown_code_with_two_names_is_found_too():
    assert found("codes.same-name", listed("2089977 星图养护"), listed("2089977 星图维护", form="GK05")) != []


@pytest.mark.parametrize(
    ("rows", "titles"),
    [
        (("208 x", "20805 x", "2080501 x", "210 x"), []),
        (("208 x", "2080501 x", "20811 x", "2081199 x"), ["缺上级科目"]),
        (("20805 x", "2080501 x", "210 x"), ["缺上级科目"]),
        (("210 x", "208 x"), ["科目顺序"]),
        (("208 x", "210 x", "208 x"), ["科目顺序"]),
        (("208 x", "208 x"), ["科目顺序"]),
        (("2080501 x", "2080505 x"), []),  # a table of 项 only
        (("208 x", "210 x", "215 x"), []),
    ],
)
def test_codes_run_upwards_each_under_its_own(rows: tuple[str, ...], titles: list[str]):
    assert [finding.title for finding in found("codes.order", listed(*rows))] == titles


def test_a_code_listed_twice_is_told_from_one_out_of_order():
    (twice,) = found("codes.order", listed("208 x", "208 x"))
    (late,) = found("codes.order", listed("210 x", "208 x"))
    assert "重复列示" in twice.message and "不按编码顺序" in late.message


def test_a_row_without_any_figure_is_a_notice():
    made = table("GK03", "all basic\n合计 1.00 1.00\n208 1.00 1.00\n210 . .")
    (finding,) = found("codes.blank-rows", made)
    assert (finding.level, finding.places[0].text[:3]) == ("notice", "210")
    assert outcome("codes.blank-rows", made).tally.passed == 1


def test_a_row_of_zeros_has_figures():
    assert found("codes.blank-rows", table("GK03", "all basic\n合计 1.00 1.00\n208 1.00 1.00\n210 0.00 .")) == []


def test_an_empty_table_may_list_what_it_likes():
    assert outcome("codes.blank-rows", table("GK03", "all\n合计 .\n208 .")).tally.applied == 0


def test_a_single_heading_without_rows_under_it_is_named():
    whole = ("208 甲", "20805 乙", "2080501 丙", "20808 丁", "2080801 戊", "20899 己", "2089999 庚")
    assert found("codes.order", listed(*whole)) == []
    (finding,) = found("codes.order", listed(*(row for row in whole if not row.startswith("2080801"))))
    assert (finding.level, finding.title) == ("warning", "缺下级科目")
    assert "20808" in finding.message
    # a table that goes down to 款 only, or leaves it out in several places, says nothing
    assert found("codes.order", listed("208 甲", "20805 乙", "20808 丁", "20899 己")) == []
    assert found("codes.order", listed("208 甲", "20805 乙", "2080501 丙", "20808 丁", "20899 己")) == []
