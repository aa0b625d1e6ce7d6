"""Plant a wrong figure in a printed document, and remember what was right."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mingzhang.write.printed import Cell, Document, PrintedTable, Text


@dataclass(frozen=True, slots=True)
class Slip:
    """What was planted: where, what is printed, what would be right, and of which kind the slip is."""

    kind: str
    where: str
    printed: str
    right: str


def misprint(document: Document, form: str, row_key: str, column: str, wrong: str, kind: str) -> Slip:
    """Print another text in the cell of a public table."""
    table = next(table for table in document.tables if table.form == form)
    name = (row_key, column)
    cell = next(cell for row in table.body for cell in row if cell.name == name)
    _replace_cell(table, cell, replace(cell, text=wrong))
    return Slip(kind, f"《{table.title}》“{row_key}”的“{column}”", wrong, cell.text)


def misstate(document: Document, start: str, right: str, wrong: str, kind: str) -> Slip:
    """Change a figure in the paragraph that begins with `start`."""
    at = next(
        at
        for at, block in enumerate(document.blocks)
        if isinstance(block, Text) and block.text.startswith(start) and right in block.text
    )
    block = document.blocks[at]
    assert isinstance(block, Text)
    document.blocks[at] = replace(block, text=block.text.replace(right, wrong, 1))
    return Slip(kind, f"情况说明“{start}……”一段", wrong, right)


def drop_notes(document: Document, form: str, kind: str) -> Slip:
    """Leave out what an empty table says of its emptiness."""
    table = next(table for table in document.tables if table.form == form)
    right, table.notes = table.notes[-1], table.notes[:-1]
    return Slip(kind, f"《{table.title}》表下", "（没有说明）", right)


def _replace_cell(table: PrintedTable, old: Cell, new: Cell) -> None:
    table.body = [[new if cell is old else cell for cell in row] for row in table.body]
