"""What stands above a table: its title, its number, and the line of office, year and unit."""

from __future__ import annotations

from mingzhang.write.printed import PrintedTable


def head_lines(table: PrintedTable) -> list[str]:
    """The lines above a table in print order; a self-evaluation form has its title and year only."""
    lines = [table.title]
    if table.number:
        lines.append(table.number)
    if table.organisation:
        lines.append(f"{table.speaker}名称：{table.organisation}　　{table.year}年度　　金额单位：{table.unit}")
    return lines
