"""What the producers share: the page, the size of a table's type, the lines above a table."""

from __future__ import annotations

from typing import Literal

from benchmarks.generator.style import Style
from mingzhang.write.printed import PrintedTable

SHORT_SIDE = 595.28
LONG_SIDE = 841.89
MARGIN = 48.0
_LARGEST = 9.5
_STRETCH = 1.4


def table_width(style: Style) -> float:
    """The width a table may take, in points."""
    return (LONG_SIDE if style.landscape else SHORT_SIDE) - 2 * MARGIN


def font_size(table: PrintedTable, style: Style) -> float:
    """The type size at which a table fits the page."""
    return min(_LARGEST, table_width(style) / sum(table.widths))


def column_widths(table: PrintedTable, style: Style) -> list[float]:
    """The widths of the columns in points; a small table is stretched a little."""
    size = font_size(table, style)
    stretch = min(_STRETCH, table_width(style) / (size * sum(table.widths)))
    return [width * size * stretch for width in table.widths]


def head_lines(table: PrintedTable) -> list[tuple[str, Literal["left", "center", "right"]]]:
    """Title, number, and the line of office, year and unit."""
    lines: list[tuple[str, Literal["left", "center", "right"]]] = [(table.title, "center")]
    if table.number:
        lines.append((table.number, "right" if table.form else "center"))
    if table.organisation:
        lines.append((f"部门名称：{table.organisation}　　{table.year}年度　　金额单位：{table.unit}", "left"))
    return lines
