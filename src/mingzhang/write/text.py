"""A document as plain text: one paragraph a line, tables with bars between the cells.

A cell that a merged cell covers holds `←` (covered from the left) or `↑` (from above), so that the text is read back
exactly; a bar inside a cell is written as the full-width `｜`.
"""

from __future__ import annotations

from mingzhang.read.barred import ABOVE, LEFT
from mingzhang.write.head import head_lines
from mingzhang.write.printed import Cell, Document, PageEnd, PrintedTable, Text, placed


def text_bytes(document: Document) -> bytes:
    """The document in UTF-8 with a mark, which Windows programs need to recognise it."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, PageEnd):
            lines.append("")
        elif isinstance(block, Text):
            lines.extend(["", _line(block.text)] if block.kind in ("part", "heading") else [_line(block.text)])
        else:
            lines.extend(_table(block))
    return ("\n".join(lines).strip("\n") + "\n").encode("utf-8-sig")


def _line(text: str) -> str:
    """A paragraph of one line; one that begins with a bar would read as a table."""
    joined = " ".join(text.split("\n"))
    return joined.replace("|", "｜", 1) if joined.lstrip().startswith("|") else joined


def _table(table: PrintedTable) -> list[str]:
    rows = [*table.heading, *table.body]
    width = len(table.widths)
    shown = [[""] * width for _ in rows]
    for row, column, cell in placed(rows, width):
        _put(shown, row, column, cell)
    above = [table.above] if table.above else []
    bars = ["|" + "|".join(cells) + "|" for cells in shown]
    return ["", *above, *map(_line, head_lines(table)), *bars, *map(_line, table.notes), ""]


def _put(shown: list[list[str]], row: int, column: int, cell: Cell) -> None:
    for r in range(cell.rows):
        for c in range(cell.columns):
            shown[row + r][column + c] = LEFT if c else ABOVE
    text = "　" * cell.indent + " ".join(cell.text.split()).replace("|", "｜")
    # An arrow that is a cell's own text is told from a covered cell by the space behind it.
    shown[row][column] = f"{text} " if text in (LEFT, ABOVE) else text
