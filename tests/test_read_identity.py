from __future__ import annotations

import pytest

from mingzhang.model import Disclosure, Place, Table
from mingzhang.read import identity
from mingzhang.read.layout import Layout, Line, Paragraph
from small_disclosure import DUMP, dump, read_text_dump


def filled(*texts: str, tables: tuple[Table, ...] = ()) -> Disclosure:
    """A disclosure whose identity was read from some paragraphs."""
    paragraphs = [Paragraph(text, (Line(text, Place(line=at)),)) for at, text in enumerate(texts, start=1)]
    made = Disclosure("x.txt", "text", 1, tables=[*tables])
    identity.fill(made, Layout("x.txt", "text", 1, [*paragraphs]), paragraphs)
    return made


def of(year: int | None = None, organisation: str = "") -> Table:
    return Table("GK03", "支出决算表", [], [], Place(), year=year, organisation=organisation)


def test_the_cover_and_the_tables_say_who_publishes_what():
    found = read_text_dump()
    assert (found.name, found.organisation, found.year) == ("云岭市星图局2024年度部门决算", "云岭市星图局", 2024)
    assert (found.kind, found.speaker, found.source, found.format) == ("决算", "部门", "星图局.txt", "text")


@pytest.mark.parametrize(
    ("cover", "name", "organisation", "year", "speaker"),
    [
        ("云岭市星图局2024年度部门决算", "云岭市星图局2024年度部门决算", "云岭市星图局", 2024, "部门"),
        ("2024年度云岭市观星台中心单位决算", "2024年度云岭市观星台中心单位决算", "云岭市观星台中心", 2024, "单位"),
        ("云岭市星图局2023年部门决算公开", "云岭市星图局2023年部门决算", "云岭市星图局", 2023, "部门"),
    ],
)
def test_titles_are_read_in_either_order(cover: str, name: str, organisation: str, year: int, speaker: str):
    found = filled(cover, tables=(of(),))
    assert (found.name, found.organisation, found.year, found.speaker) == (name, organisation, year, speaker)


def test_a_title_on_two_lines_is_one_title():
    assert filled("云岭市星图局", "2024年度部门决算", tables=(of(),)).name == "云岭市星图局2024年度部门决算"


def test_the_tables_know_the_office_better_than_the_cover():
    found = filled("某某公开2024年度部门决算", tables=(of(2024, "云岭市星图局[部门]"), of(2024, "云岭市星图局[部门]")))
    assert found.organisation == "云岭市星图局"


def test_most_tables_decide_the_year():
    assert filled("公开", tables=(of(2023), of(2024), of(2024))).year == 2024


def test_without_a_cover_the_text_says_year_and_speaker():
    found = filled("2023年度单位决算收入1万元。", "本单位决算由此编制，2023年度无变化。", tables=(of(),))
    assert (found.year, found.speaker) == (2023, "单位")


def test_a_document_with_final_tables_is_a_final_account_whatever_its_text_compares():
    text = dump(
        (
            "编制全市星图，养护观星台。",
            "部门预算、单位预算、预算、预算、预算、预算、预算、预算、预算、预算、预算、预算。",
        )
    )
    assert read_text_dump(text).kind == "决算"


def test_a_budget_is_known_by_its_cover_or_its_words():
    assert filled("云岭市星图局2024年度部门预算").kind == "预算"
    assert filled("预算编制说明", "预算收入与预算支出").kind == "预算"
    assert filled("今天天气很好").kind == ""


def test_a_document_without_cover_still_has_a_name():
    found = read_text_dump(DUMP[DUMP.index("第二部分") :])
    assert found.organisation == "云岭市星图局"
    assert "2024" in found.name and "决算" in found.name
