"""What stands above a table becomes its number, office, year and unit."""

from __future__ import annotations

import pytest

from mingzhang.model import Place
from mingzhang.read.layout import Grid, GridCell, Layout, Line, Paragraph
from mingzhang.read.recognise import recognise_layout

ROWS = (
    ("科目代码", "科目名称", "本年支出合计", "基本支出", "项目支出"),
    ("合计", "", "3.00", "2.00", "1.00"),
    ("208", "社会保障和就业支出", "3.00", "2.00", "1.00"),
)


def table_under(*lines: str):
    cells = [
        GridCell(row, column, text, Place(page=1))
        for row, texts in enumerate(ROWS)
        for column, text in enumerate(texts)
    ]
    above = [Paragraph(line, (Line(line, Place(page=1)),)) for line in lines]
    layout = Layout("layout", "pdf", 1, [*above, Grid(len(ROWS), len(ROWS[0]), cells, ruled=True, pages=(1,))])
    (table,) = recognise_layout(layout).tables
    return table


@pytest.mark.parametrize(
    "lines",
    [
        ["支出决算表", "公开03表", "部门名称：青原县档案馆　　2023年度　　金额单位：万元"],
        ["支出决算表", "公开03表", "部门名称：青原县档案馆　　2023年度　　金额单位：", "万元"],
    ],
    ids=["one line", "wrapped before the unit"],
)
def test_the_head_gives_the_unit_also_where_it_wraps(lines):
    table = table_under(*lines)
    assert (table.form, table.number, table.unit, table.year) == ("GK03", "公开03表", "万元", 2023)
    assert table.doubts == []


def test_a_table_without_a_unit_is_not_sure():
    assert table_under("支出决算表", "部门名称：青原县档案馆").doubts == ["表上没有印金额单位"]


def test_a_grid_right_behind_a_table_may_be_the_rest_of_it():
    """Without a title of its own and with nothing between, the table before it cannot be known to be whole."""

    def grid(page: int, *rows: tuple[str, ...]) -> Grid:
        cells = [
            GridCell(row, column, text, Place(page=page))
            for row, texts in enumerate(rows)
            for column, text in enumerate(texts)
        ]
        return Grid(len(rows), len(rows[0]), cells, ruled=True, pages=(page,))

    lines = ["支出决算表", "公开03表", "部门名称：青原县档案馆　　2023年度　　金额单位：万元"]
    above = [Paragraph(line, (Line(line, Place(page=1)),)) for line in lines]
    rest = grid(2, ("210", "卫生健康支出1.00", "1.00", ""))
    note = Paragraph("注：本表反映本年度支出。", (Line("注：本表反映本年度支出。", Place(page=1)),))

    def doubts(*blocks: Grid | Paragraph) -> list[str]:
        return recognise_layout(Layout("layout", "pdf", 2, [*above, grid(1, *ROWS), *blocks])).tables[0].doubts

    assert doubts() == []
    assert any("没有接上" in doubt for doubt in doubts(rest))
    assert doubts(note, rest) == []
