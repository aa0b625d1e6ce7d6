from __future__ import annotations

from dataclasses import replace

from mingzhang.model import Disclosure, Table
from small_disclosure import findings, table

NOTE = "注：本表反映部门本年度支出情况。"


def tables(count: int = 4) -> list[Table]:
    made = table("GK03", "all\n合计 1.00")
    return [replace(made, number=f"公开{at:02d}表", year=2024, notes=[NOTE]) for at in range(1, count + 1)]


def document(made: list[Table]) -> Disclosure:
    return Disclosure("x.txt", "text", 1, "", "云岭市星图局", 2024, "决算", "部门", tables=made)


def test_an_element_that_one_table_lacks():
    made = tables()
    made[2] = replace(made[2], notes=[])
    (finding,) = findings(document(made), "structure.table-heads")
    assert (finding.level, finding.certainty) == ("notice", "to_confirm")
    assert "表下的注" in finding.message
    assert findings(document(tables()), "structure.table-heads") == []


def test_elements_that_the_edition_does_not_print_are_not_missed():
    made = [replace(one, organisation="") for one in tables()]
    assert findings(document(made), "structure.table-heads") == []


def test_the_note_of_another_table():
    made = replace(table("GK07", "income\n合计 1.00"), notes=["注：本表反映部门国有资本经营预算支出情况。"])
    (finding,) = findings(document([made]), "structure.table-notes")
    assert "国有资本经营" in finding.message
    right = replace(made, notes=["注：本表反映部门政府性基金预算收入、支出情况，不含国有资本经营预算。"])
    assert findings(document([right]), "structure.table-notes") == []
