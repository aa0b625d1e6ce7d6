"""Heads of tables that a dump repeats on a further page or lets sink into the table before."""

from __future__ import annotations

from mingzhang.model import Disclosure
from small_disclosure import DUMP, dump, findings, read_text_dump

HEAD = """支出决算表

公开03表

部门名称：云岭市星图局 2024年度 金额单位：万元

项目
本年支出合计 基本支出 项目支出
科目代码 科目名称

栏次 1 2 3

"""


def cells(disclosure: Disclosure) -> list[tuple[str, str, str, str, bool]]:
    return [(t.form, p.row_key, p.row_name, p.text, p.sure) for t in disclosure.tables for p in t.prints]


def spending_break(inserted: str) -> Disclosure:
    """The disclosure with something between two rows of the table of spending."""
    row = "21505 工业和信息产业监管 750.00 350.00 400.00\n"
    return read_text_dump(dump((row, inserted + row)))


def test_a_table_under_the_same_head_on_the_next_page_goes_on():
    for head in (HEAD, " " + HEAD, HEAD.replace("支出决算表\n", "支出决算表（续）\n"), HEAD[HEAD.index("项目") :]):
        disclosure = spending_break(head)
        assert cells(disclosure) == cells(read_text_dump())
        assert not any(table.doubts for table in disclosure.tables)


def test_a_table_with_a_total_of_its_own_does_not_go_on():
    again = DUMP[DUMP.index("二、支出决算表") : DUMP.index("三、财政拨款收入支出决算总表")]
    disclosure = read_text_dump(dump((again, again + again)))
    assert [table.form for table in disclosure.tables] == ["GK01", "GK03", "GK03", "GK04", "GK05"]


def test_the_head_of_the_next_table_sunk_into_a_table_is_raised():
    title = "四、一般公共预算财政拨款支出决算表\n\n一般公共预算财政拨款支出决算表\n\n公开05表\n\n"
    spending = DUMP[DUMP.index("21505 ") : DUMP.index("三、财政拨款收入支出决算总表")]
    fiscal = DUMP[DUMP.index("三、财政拨款收入支出决算总表") : DUMP.index(title)]
    # Without the table between them the head of GK05 sinks into GK03.
    disclosure = read_text_dump(dump((spending + fiscal + title, title + spending)))
    expected = [cell for cell in cells(read_text_dump()) if cell[0] != "GK04"]
    assert cells(disclosure) == expected
    assert not any(table.doubts for table in disclosure.tables)


def test_a_page_number_inside_a_table_is_no_figure():
    for number in ("12", "- 12 -", "第 12 页 共 60 页"):
        disclosure = spending_break(f"{number}\n\n")
        assert cells(disclosure) == cells(read_text_dump())


def test_a_titled_table_without_rows_is_an_empty_table_and_keeps_its_notes():
    empty = (
        "四、国有资本经营预算财政拨款支出决算表\n\n国有资本经营预算财政拨款支出决算表\n\n公开08表\n\n金额单位：万元\n\n"
    )
    empty += "项目 本年支出\n科目代码 科目名称 合计 基本支出 项目支出\n栏次 1 2 3\n\n"
    for total in ("合计\n\n", ""):
        text = dump(
            ("第三部分 2024", f"{empty}{total}注：本表反映国有资本经营支出。\n说明：本表无数据\n\n第三部分 2024")
        )
        tables = {table.form: table for table in read_text_dump(text).tables}
        assert tables["GK08"].empty and len(tables["GK08"].notes) == 2
        assert bool(tables["GK08"].doubts) == (not total)
        assert "说明：本表无数据" not in tables["GK05"].notes
        assert not [f for f in findings(read_text_dump(text), "structure.empty-tables") if f.level == "error"]
