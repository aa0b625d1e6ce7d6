from __future__ import annotations

from types import SimpleNamespace

from mingzhang.model import Disclosure, Heading, Place, Section, Table
from mingzhang.report.parts import WHOLE, Parts


def at(page: int, top: float = 100.0) -> Place:
    return Place(page=page, box=(10, top, 90, top + 12))


def document(form: str = "pdf") -> Disclosure:
    headings = [Heading(0, 1, "第一部分 概况", at(3)), Heading(1, 2, "二、机构设置", at(3, 300))]
    return Disclosure(
        "a.pdf",
        form,
        9,
        sections=[Section(heading, "第一部分 概况") for heading in headings],
        tables=[
            Table("GK01", "收入支出决算总表", [], [], at(5), number="公开01表", pages=(5,)),
            Table("GK03", "支出决算表", [], [], at(6), number="公开03表", pages=(6, 7)),
        ],
        evaluations=[SimpleNamespace(title="星图建设项目支出绩效自评表", place=at(9))],
    )


def test_places_fall_into_the_part_that_began_before_them():
    parts = Parts(document())
    told = [
        (at(1), "封面"),
        (Place(page=1), "封面"),
        (at(2), "目录"),
        (at(3, 200), "第一部分 概况"),
        (at(3, 300), "二、机构设置"),
        (at(4), "二、机构设置"),
        (at(7), "公开03 支出决算表"),
        (at(9, 400), "星图建设项目支出绩效自评表"),
    ]
    assert [parts.at(place).title for place, _ in told] == [title for _, title in told]


def test_a_place_that_names_its_table_or_form_lies_in_it():
    parts = Parts(document())
    assert parts.at(Place(page=3, table="GK03")) == parts.of_table(1)
    assert parts.at(Place(table="星图建设项目支出绩效自评表", row="总分")).kind == "form"


def test_a_place_that_says_nothing_is_the_whole_document():
    assert Parts(document()).at(Place()) is WHOLE
    assert Parts(Disclosure("a.txt", "text", 1)).at(Place(line=3)) is WHOLE


def test_ranks_follow_the_reading_order():
    parts = Parts(document())
    ranks = [part.rank for part in parts.all]
    assert ranks == sorted(set(ranks))
    assert [part.kind for part in parts.all] == ["cover", "contents", "section", "section", "table", "table", "form"]
    assert parts.all[3].above == "第一部分 概况"


def test_a_text_has_lines_and_no_page_of_contents():
    made = Disclosure("a.txt", "text", 1, sections=[Section(Heading(0, 1, "第一部分", Place(line=5)), "第一部分")])
    assert [Parts(made).at(Place(line=line)).title for line in (1, 5, 9)] == ["封面", "第一部分", "第一部分"]


def test_the_text_of_a_workbook_is_told_apart_by_its_rows():
    headings = [Heading(0, 1, "第一部分", Place(page=4, line=9)), Heading(0, 2, "第二部分", Place(page=4, line=20))]
    made = Disclosure("a.xlsx", "xlsx", 4, sections=[Section(heading, heading.text) for heading in headings])
    told = [Parts(made).at(Place(page=4, line=line)).title for line in (2, 9, 19, 20)]
    assert told == ["封面", "第一部分", "第一部分", "第二部分"]
