"""A document as a PDF-to-text tool would leave it.

Cells are separated by one space, a blank cell is an empty token, a wrapped cell stands on lines of its own, blank
lines stand between rows, and a page's first line begins with a space.
"""

from __future__ import annotations

import re

from benchmarks.generator.producers.page import head_lines
from benchmarks.generator.style import Style
from mingzhang.write.printed import Cell, Document, PageEnd, PrintedTable, Text

_LINE = 37
_PAGE = 44


def text_dump(document: Document, style: Style) -> bytes:
    """The document as UTF-8 text."""
    lines: list[str] = []
    starts = True
    for block in document.blocks:
        if isinstance(block, PageEnd):
            starts = True
            continue
        own = _table(block, style) if isinstance(block, PrintedTable) else [*_wrapped(block.text, _LINE), ""]
        if isinstance(block, Text) and block.kind == "body":
            own = [line for text in _wrapped(block.text, _LINE) for line in (text, "")]
        if starts:
            own[0] = f" {own[0]}"
            starts = False
        lines.extend(own)
    return "\n".join(lines).encode()


def _wrapped(text: str, width: int) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)] or [""]


def _table(table: PrintedTable, style: Style) -> list[str]:
    lines = [table.above, ""] if table.above else []
    for at, (text, _) in enumerate(head_lines(table)):
        # What stood in columns of its own comes out with single spaces between.
        lines.extend([text.replace("　　", " ") if at else text, ""])
    for row in table.heading:
        lines.extend(_row(row, style))
    for number, row in enumerate(table.body):
        if number in table.breaks and not style.own_digits:
            # Behind a page break the first line begins with one space; before own digits it could not be told from a
            # blank cell.
            own = _row(row, style)
            lines.extend([f" {own[0]}" if own[0] else own[0], *own[1:]])
            continue
        lines.extend(_row(row, style))
    for note in table.notes:
        lines.extend([*_wrapped(note, 60), ""])
    return lines


def _row(row: list[Cell], style: Style) -> list[str]:
    """The lines of one row: neighbours on one line, a wrapped cell on its own."""
    lines: list[str] = []
    run: list[str] = []
    for cell in row:
        text = cell.text.replace(" ", "")
        # Figures and codes keep their column's width, only names wrap.
        wrapped = [text] if cell.figure or text.isascii() else _wrapped(text, style.name_width * cell.columns)
        indent = " " * cell.indent
        if len(wrapped) == 1:
            run.append(indent + text)
            continue
        if run:
            lines.append(_spaced(run))
        lines.extend([indent + wrapped[0], *wrapped[1:], ""])
        run = []
    if run:
        lines.append(_spaced(run))
    return [*lines, ""]


def _spaced(cells: list[str]) -> str:
    """Cells with one space between; behind a blank one at the end stands one more."""
    line = " ".join(cells) + ("" if cells[-1].strip() else " ")
    # Such tools drop the space between a figure and a label close behind it.
    return re.sub(r"(\.\d+) (?=[二四六八十]、)", r"\1", line)
