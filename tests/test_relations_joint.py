from __future__ import annotations

import pytest

from mingzhang.model import Table
from mingzhang.relations.joint import conflict
from mingzhang.relations.system import judge
from small_disclosure import balanced, cell, honest_tables, read_text_dump, reprinted, system_of, table

TORN = """
         all   basic project
合计     11.99 6.04 5.97
201       1.98 1.00 1.00
203       1.98 1.00 1.00
204       2.00 1.00 1.00
205       2.00 1.00 1.00
206       2.00 1.00 1.00
207       2.00 1.00 1.00
"""
"""基本支出 ends 0.04 above its classes, so their true values must lie high; two classes end 0.02 below their columns,
so their 基本支出 must lie low. Each is a tail of its own; both at once no true values can do."""


def verdicts(*tables: Table) -> set[str]:
    system = system_of(*tables)
    return {judge(system.figures, relation) for relation in system.relations}


def test_tails_that_each_could_be_but_not_together_are_a_conflict():
    torn = table("GK03", TORN)
    assert verdicts(torn) == {"pass", "levelled"}
    system = system_of(torn)
    found = conflict(system)
    assert found
    culprits = {system.figures[index].row_key for number in found for _, index in system.relations[number].terms}
    assert {"合计", "201", "203"} <= culprits


@pytest.mark.parametrize(("row", "column", "text"), [("合计", "basic", "6.03"), ("203", "all", "1.99")])
def test_the_same_tails_can_be_together_where_one_is_a_unit_smaller(row: str, column: str, text: str):
    torn = table("GK03", TORN)
    mended = reprinted(torn, cell(torn, row, column), text)
    assert "fail" not in verdicts(mended)
    assert conflict(system_of(mended)) == ()


def test_a_conflict_names_only_relations_that_take_part_in_it():
    calm = table("GK05", "all basic project\n合计 7.00 3.00 4.00\n229 7.00 3.00 4.00")
    system = system_of(table("GK03", TORN + "229 0.00 0.00 0.00\n"), calm)
    tables = {number for index in conflict(system) for number in system.relations[index].tables}
    assert tables == {0}


def test_a_relation_that_fails_alone_is_no_conflict():
    assert conflict(system_of(table("GK03", "all basic project\n合计 9.00 1.00 1.00"))) == ()
    assert conflict(system_of()) == ()


def test_big_amounts_are_no_trouble_because_only_tails_enter():
    one = 10**13
    sheet = f"""
        all basic project
        合计 {12 * one + 1}.99 {6 * one}.04 {6 * one + 1}.97
        201  {2 * one}.98 {one}.00 {one + 1}.00
        203  {2 * one}.98 {one}.00 {one + 1}.00
    """
    sheet += "".join(f"{code} {2 * one}.00 {one}.00 {one}.00\n" for code in (204, 205, 206, 207))
    system = system_of(table("GK03", sheet))
    assert {judge(system.figures, relation) for relation in system.relations} == {"pass", "levelled"}
    assert conflict(system)


def test_documents_that_were_rounded_honestly_have_no_conflict():
    assert conflict(system_of(*read_text_dump().tables)) == ()
    items = [f"20{n:03d}{m:02d}" for n in range(101, 119, 3) for m in (1, 2, 4)]
    spent = {
        ("general", item, kind): 1_000_049 + 777 * n for n, item in enumerate(items) for kind in ("basic", "project")
    }
    assert conflict(system_of(*honest_tables(balanced(spent, {})))) == ()
