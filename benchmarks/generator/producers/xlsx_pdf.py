"""Print a document from a workbook with LibreOffice: a sheet a table, its title in merged rows without borders."""

from __future__ import annotations

import io
import math
from typing import Any

from benchmarks.generator.producers.page import MARGIN, column_widths, font_size, head_lines
from benchmarks.generator.producers.program import libreoffice
from benchmarks.generator.style import Style
from mingzhang.write.printed import Cell, Document, PageEnd, PrintedTable, Text, parts, placed

_FONT = "Noto Serif CJK SC"
_POINTS_PER_CHARACTER = 5.4
_LINE = 1.5
"""The height of a printed line over the type size; too little prints over the next row."""
_TEXT_WIDTH = 68
_SIZES = {"cover": 26, "title": 18, "part": 16, "heading": 13, "subheading": 12, "body": 11, "contents": 11}


def xlsx_pdf(document: Document, style: Style) -> bytes:
    """The document as PDF."""
    return libreoffice(xlsx_file(document, style), "document.xlsx")


def xlsx_file(document: Document, style: Style) -> bytes:
    """The document as a workbook."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    writer = _Writer(book, style)
    for block in document.blocks:
        if isinstance(block, PageEnd):
            writer.close()
        elif isinstance(block, Text):
            writer.text(block)
        else:
            writer.table(block)
    book.close()
    return out.getvalue()


class _Writer:
    def __init__(self, book: Any, style: Style) -> None:
        self.book = book
        self.style = style
        self.formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self.sheet: Any = None
        self.row = 0

    def close(self) -> None:
        self.sheet = None

    def text(self, block: Text) -> None:
        if self.sheet is None:
            self.sheet, self.row = self.book.add_worksheet(), 0
            self.sheet.set_paper(9)
            self.sheet.fit_to_pages(1, 0)
            self.sheet.set_column(0, 0, _TEXT_WIDTH)
        size = _SIZES[block.kind]
        align = "center" if block.kind in ("cover", "title", "part") else "left"
        look = self._format(align=align, font_size=size, text_wrap=True, valign="vcenter")
        text = f"　　{block.text}" if block.kind == "body" else block.text
        per_line = 0.85 * _TEXT_WIDTH * _POINTS_PER_CHARACTER / size
        self.sheet.set_row(self.row, math.ceil(len(text) / per_line + 0.2) * size * _LINE)
        self.sheet.write_string(self.row, 0, text, look)
        self.row += 1

    def table(self, table: PrintedTable) -> None:
        self.close()
        sheet = self.book.add_worksheet()
        sheet.set_paper(9)
        if self.style.landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        margin = MARGIN / 72
        sheet.set_margins(margin, margin, margin, margin)
        size = font_size(table, self.style)
        widths = column_widths(table, self.style)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width / _POINTS_PER_CHARACTER)
        row = self._head(sheet, table, widths)
        first = row
        heading_end = row + len(table.heading)
        breaks = []
        for number, body in enumerate(parts(table)):
            heading = table.heading if number == 0 else []
            if number:
                breaks.append(row)
            row = self._rows(sheet, [*heading, *body], row, widths, size)
        if table.heading and self.style.repeat_header:
            sheet.repeat_rows(first, heading_end - 1)
        if breaks:
            sheet.set_h_pagebreaks(breaks)
        for note in table.notes:
            look = self._format(font_size=9, text_wrap=True, align="left", valign="vcenter")
            sheet.set_row(row, math.ceil(len(note) * 9 / (0.85 * sum(widths)) + 0.2) * 9 * _LINE)
            sheet.merge_range(row, 0, row, len(widths) - 1, note, look)
            row += 1

    def _head(self, sheet: Any, table: PrintedTable, widths: list[float]) -> int:
        lines: list[tuple[str, str]] = [(table.above, "left")] if table.above else []
        lines.extend(head_lines(table))
        for at, (text, align) in enumerate(lines):
            size = 14 if text == table.title else 10
            # A line that does not fit is cut off in print unless it wraps.
            height = math.ceil(len(text) * size / (0.85 * sum(widths))) * size * 2
            sheet.set_row(at, height)
            look = self._format(font_size=size, align=align, valign="vcenter", text_wrap=True)
            sheet.merge_range(at, 0, at, len(widths) - 1, text, look)
        return len(lines)

    def _rows(self, sheet: Any, rows: list[list[Cell]], start: int, widths: list[float], size: float) -> int:
        heights = [size * _LINE + 3] * len(rows)
        for at, column, cell in placed(rows, len(widths)):
            room = sum(widths[column : column + cell.columns]) - 6
            lines = (
                math.ceil((len(cell.text) + cell.indent) * size / room + 0.15) if cell.text and not cell.figure else 1
            )
            share = (lines * size * _LINE + 3) / cell.rows
            for offset in range(cell.rows):
                heights[at + offset] = max(heights[at + offset], share)
            look: dict[str, object] = {
                "border": 1,
                "align": cell.align,
                "valign": self.style.figure_height.replace("middle", "vcenter") if cell.figure else "vcenter",
                "font_size": round(size, 1),
                "text_wrap": not cell.figure,
            }
            if cell.indent:
                look["indent"] = cell.indent
            if self.style.white_fill:
                look |= {"bg_color": "white", "pattern": 1}
            top, bottom, right = start + at, start + at + cell.rows - 1, column + cell.columns - 1
            if cell.rows > 1 or cell.columns > 1:
                sheet.merge_range(top, column, bottom, right, cell.text, self._format(**look))
            else:
                sheet.write_string(top, column, cell.text, self._format(**look))
        for at, height in enumerate(heights):
            sheet.set_row(start + at, height)
        return start + len(rows)

    def _format(self, **look: object) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({"font_name": _FONT, **look})
        return self.formats[key]
