"""A whole disclosure: its parts, and that it is read back without a finding."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from benchmarks.generator.producers.text_dump import text_dump
from benchmarks.generator.style import Style
from mingzhang.amount import FACTORS
from mingzhang.check import check
from mingzhang.check.rule import Case
from mingzhang.compile.year import Unit
from mingzhang.evaluation.model import to_json
from mingzhang.forms import editions
from mingzhang.model import FactKey
from mingzhang.read import read_bytes
from mingzhang.write.explanation.figures import Figures, rounded
from mingzhang.write.printed import PageEnd, PrintedTable, Text
from mingzhang.write.publication import publication
from mingzhang.write.style import TableStyle
from office_years import empty_year, office_year

EDITIONS = sorted(editions())
EDITION = editions()["山西2023"]
INVENTED = ("evaluation.", "forms.")
"""Rules for what the invented projects are about; here it matters that they are printed as they are."""


def findings(disclosure):
    """All but leads, which are about the invented figures, and what is found in the invented projects."""
    found = check(disclosure).findings
    return [item.message for item in found if item.level != "lead" and not item.rule.startswith(INVENTED)]


def lines(document, kind):
    return [block.text for block in document.blocks if isinstance(block, Text) and block.kind == kind]


def dumped(document):
    return read_bytes(text_dump(document, Style()), "公开.txt")


def part(document, name):
    """The lines of one part."""
    inside, found = False, []
    for block in document.blocks:
        if isinstance(block, Text) and block.kind == "part":
            inside = name in block.text
        elif inside and isinstance(block, Text):
            found.append(block.text)
    return found


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("seed", [0, 4, 9])
def test_a_text_dump_is_read_back_without_a_finding(edition, seed):
    disclosure = dumped(publication(editions()[edition], office_year(editions()[edition], seed)))
    assert findings(disclosure) == []
    assert len(disclosure.tables) == len(editions()[edition].order)


@pytest.mark.parametrize("year", [office_year(EDITION, 1), empty_year()], ids=["ordinary", "empty"])
def test_a_pdf_is_read_back_without_a_finding(year):
    pytest.importorskip("typst")
    from benchmarks.generator.producers.typst_pdf import typst_pdf

    data = typst_pdf(publication(EDITION, year), Style())
    assert findings(read_bytes(data, "公开.pdf")) == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_amount_of_the_text_is_bound_to_the_figure_of_the_year(edition):
    year = office_year(editions()[edition], 5)
    figures = Figures(year)
    said = {"决算数", "年初预算数", "全年预算数"}
    small = {
        FactKey.of("procurement", {"supplier": "small_and_medium"}): year.small,
        FactKey.of("procurement", {"supplier": "small_and_micro"}): year.micro,
    }
    money = {"万元"}
    checked = 0
    for item in Case(dumped(publication(editions()[edition], year))).bound:
        if item.key is None or item.statement.measure not in said or item.statement.unit not in money:
            continue
        wanted = rounded(small[item.key] / FACTORS["万元"]) if item.key in small else figures.now(item.key)
        assert item.amount is not None
        assert item.amount.value == wanted, item.statement.quote
        checked += 1
    assert checked > 60


def test_the_forms_of_projects_come_back_as_they_were():
    year = office_year(EDITION, 2)
    read = dumped(publication(EDITION, year)).evaluations
    apart = ("places", "seq")
    printed, found = (
        [{name: value for name, value in to_json(form).items() if name not in apart} for form in forms]
        for forms in ([project.form for project in year.projects], read)
    )
    assert found == printed


def test_projects_of_other_money_are_told_and_add_up():
    year = office_year(EDITION, 3)
    funds = ("general", "government_fund", "own_funds")
    projects = tuple(replace(one, fund=fund) for one, fund in zip(year.projects, funds, strict=False))
    disclosure = dumped(publication(EDITION, replace(year, projects=projects)))
    assert len(projects) == len(funds)
    (told,) = Case(disclosure).performance
    assert len(told.budgets) == len(funds)
    assert [finding.message for finding in check(disclosure, ["forms.money-sum"]).findings] == []


def test_parts_and_contents_agree():
    document = publication(EDITION, office_year(EDITION, 1))
    parts, contents = lines(document, "part"), lines(document, "contents")
    assert [line[:4] for line in parts] == ["第一部分", "第二部分", "第三部分", "第四部分", "第五部分"]
    assert [line for line in contents if line in parts] == parts
    headings = lines(document, "heading")
    assert [line for line in contents if line in headings] == headings
    titles = [table.above for table in document.tables]
    assert [line for line in contents if line in titles] == titles


def test_an_office_without_money_or_projects():
    document = publication(EDITION, empty_year())
    assert [line[:4] for line in lines(document, "part")] == ["第一部分", "第二部分", "第三部分", "第四部分"]
    assert findings(dumped(document)) == []


def test_terms_are_explained_where_they_are_used_and_under_the_tables_names():
    def terms(year):
        return [line.partition("：")[0].partition("、")[2] for line in part(publication(EDITION, year), "名词解释")]

    few = terms(empty_year())
    assert "项目支出" not in few
    assert "“三公”经费" in few
    year = office_year(EDITION, 1)
    year.cube.add(1_000_000, "drawdown", fund="business")
    many = terms(year)
    assert "项目支出" in many
    assert "使用非财政拨款结余和专用结余" in many


def test_units_that_report_and_units_that_no_longer_do():
    units = (
        Unit("1", "云州市星图局本级", "administrative", "ordinary"),
        Unit("2", "云州市观测站", "institution", "zero"),
        Unit("3", "云州市天文馆", "institution", "new"),
        Unit("4", "云州市编图所", "institution", "merged", "2"),
        Unit("5", "云州市仪器站", "institution", "merged"),
    )
    said = part(publication(EDITION, replace(empty_year(), units=units, duties=("负责编图。",))), "概况")
    assert said[:2] == ["一、主要职能", "（一）负责编图。"]
    assert "编制范围的单位共3个" in said[3]
    assert said[4:] == [
        "1．云州市星图局本级",
        "2．云州市观测站，本年没有收支，作零申报",
        "3．云州市天文馆，本年新纳入编制范围",
        "云州市编图所已并入云州市观测站，其收支由云州市观测站一并编报，不再单列。",
        "云州市仪器站本年已并入其他单位，不再单列。",
    ]


def tails(document):
    return [table.form for table in document.tables if any("尾数" in note for note in table.notes)]


def test_tails_are_noted_where_a_printed_sum_differs_from_its_parts():
    year = empty_year()
    for function in ("2080501", "2080502", "2101101"):
        year.cube.add(40, "expenditure", fund="general", function=function, kind="project")
        year.cube.add(40, "income", fund="general", function=function)
    # three times 0.004 is 0.012: printed 0.01 and three times 0.00
    assert "GK03" in tails(publication(EDITION, year))
    assert tails(publication(EDITION, year, TableStyle(unit="元"))) == []


def test_tables_and_forms_stand_on_pages_of_their_own():
    blocks = publication(EDITION, office_year(EDITION, 1)).blocks
    printed = [at for at, block in enumerate(blocks) if isinstance(block, PrintedTable)]
    for before, at in pairwise(printed):
        assert any(isinstance(block, PageEnd) for block in blocks[before:at])
