"""A printed document as the layout in which readers end, so that what was compiled is understood like what was read."""

from __future__ import annotations

from mingzhang.model import Disclosure, Place
from mingzhang.read.layout import Block, Grid, GridCell, Layout, Line, Paragraph
from mingzhang.read.recognise import recognise_layout
from mingzhang.write.head import head_lines
from mingzhang.write.printed import Document, PageEnd, PrintedTable, Text, placed


def disclosure_of(document: Document) -> Disclosure:
    """The disclosure that a printed document makes; places count the lines of its plain text."""
    return recognise_layout(layout_of(document))


def layout_of(document: Document) -> Layout:
    """The blocks of a document in reading order."""
    blocks: list[Block] = []
    line = 0
    for block in document.blocks:
        if isinstance(block, PageEnd):
            continue
        texts = [block.text] if isinstance(block, Text) else _above(block)
        for text in texts:
            line += 1
            blocks.append(_paragraph(text, line))
        if isinstance(block, PrintedTable):
            blocks.append(_grid(block, line))
            line += len(block.heading) + len(block.body)
            for note in block.notes:
                line += 1
                blocks.append(_paragraph(note, line))
    return Layout(document.name, "compiled", 0, blocks)


def _above(table: PrintedTable) -> list[str]:
    return [table.above, *head_lines(table)] if table.above else head_lines(table)


def _paragraph(text: str, line: int) -> Paragraph:
    return Paragraph(text, (Line(text, Place(line=line)),))


def _grid(table: PrintedTable, line: int) -> Grid:
    rows = [*table.heading, *table.body]
    cells = [
        GridCell(row, column, cell.text, Place(line=line + row + 1), cell.rows, cell.columns)
        for row, column, cell in placed(rows, len(table.widths))
    ]
    return Grid(len(rows), len(table.widths), cells, ruled=True)
