"""Small printed documents for tests of writers, and fonts to print them in."""

from __future__ import annotations

from functools import cache

import pytest

from mingzhang.forms import editions
from mingzhang.write.fonts import Fonts, NoFont, find_fonts
from mingzhang.write.printed import Block, Cell, Document, PrintedTable

OFFICE = "云州市档案馆"


@cache
def fonts() -> Fonts:
    """The fonts of this machine; the test is skipped where none is Chinese."""
    pytest.importorskip("typst", reason="the typst wheel is not installed")
    found = find_fonts()
    try:
        found.stacks([])
    except NoFont:
        pytest.skip("no Chinese font on this machine")
    return found


def document(*blocks: Block) -> Document:
    """A document that prints `blocks`."""
    return Document(f"{OFFICE}2023年度部门决算", editions()["山西2023"], OFFICE, 2023, list(blocks))


def figure(text: str) -> Cell:
    """A cell that holds a figure."""
    return Cell(text, "right", figure=True)


def table(rows: int = 2, *, columns: int = 2, title: str = "收入决算表", notes: tuple[str, ...] = ()) -> PrintedTable:
    """A table of codes and names with `columns` of figures under one merged heading."""
    heading = [
        [Cell("项目", columns=2), Cell("本年收入", columns=columns)],
        [Cell("科目代码"), Cell("科目名称"), *(Cell(f"第{at}列") for at in range(1, columns + 1))],
    ]
    body = [
        [
            Cell(f"2{row:06d}", "left"),
            Cell(f"名称{row}", "left", indent=1),
            *[figure(f"{row}.5{at}") for at in range(columns)],
        ]
        for row in range(1, rows + 1)
    ]
    return PrintedTable(
        "GK02", title, heading, body, [5.2, 12.8, *[6.0] * columns], "公开02表", OFFICE, 2023, "万元", list(notes)
    )  # fmt: skip


def form(rows: int, reason: str = "无") -> PrintedTable:
    """A self-evaluation form with `rows` indicators in one merged group."""
    body = [
        [Cell("项目名称"), Cell("档案整理", "left", columns=3)],
        *[
            [
                *([Cell("产出指标", rows=rows)] if not row else []),
                Cell(f"指标{row}", "left"),
                Cell("≥90%"),
                Cell(reason, "left"),
            ]
            for row in range(rows)
        ],
    ]
    return PrintedTable("", "档案整理项目支出绩效自评表", [], body, [6.0, 12.0, 8.0, 20.0], "（2023年度）")
