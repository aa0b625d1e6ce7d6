"""One printed table on a sheet of its own, as offices print it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import ceil
from types import MappingProxyType
from typing import Any

from mingzhang.write.printed import Cell, PrintedTable, placed
from mingzhang.write.xlsx_number import number_of
from mingzhang.write.xlsx_page import SIZE, clean, ems, height, in_rows, is_dangerous, pixels

_FONT = "宋体"
_PORTRAIT = 52.0
"""The widest table, in sizes of its type, that is printed upright."""
_NARROWEST = 47.0
_FIGURES = 5.5
"""The least width of a column of figures: an empty table would set its headings upright."""
_TITLE = 16.0
_NOTE = 9.0
_WRAPPED = MappingProxyType({"valign": "vcenter", "text_wrap": True})
_MARGIN, _BOTTOM = 0.6, 0.7
"""The margins in inches."""
_PAPER = (842.0, 595.0)
"""A sheet of A4 that lies across, in points."""
_LITTLE = 0.25
"""A table that needs so much of one page more is printed somewhat smaller, on one less."""
_NEARLY_ONE = 1.4
"""A table of so many pages is put on one."""
_READABLE = 0.7
_HEAD_LINE = 2


class Formats:
    """The cell formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def of(self, **look: object) -> Any:
        """The format with these settings."""
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_name": _FONT, "font_size": SIZE, **look})
        return self._made[key]


class TableSheet:
    """A table laid out on a sheet; `first_rows` is the sheet's row of each row of its body."""

    def __init__(self, table: PrintedTable, formats: Formats, thousands: bool) -> None:
        self._table = table
        self._formats = formats
        self._thousands = thousands
        figures = {column for _, column, cell in placed(table.body, len(table.widths)) if cell.figure}
        widths = [max(width, _FIGURES) if at in figures else width for at, width in enumerate(table.widths)]
        stretch = max(_NARROWEST / sum(widths), 1.0)
        self._widths = [width * SIZE * stretch for width in widths]
        self._rows = [*table.heading, *table.body]
        self._heights = [in_rows(needed) for needed in self._needed()]
        self._head = self._head_lines()
        counts = accumulate((len(heights) for heights in self._heights), initial=len(self._head))
        *self._starts, self._end = counts
        self.first_rows = self._starts[len(table.heading) :]

    def write(self, sheet: Any, formulas: Mapping[tuple[int, ...], str]) -> None:
        """Write the table; `formulas` holds those of the figures by row and column of the body."""
        for column, width in enumerate(self._widths):
            sheet.set_column_pixels(column, column, pixels(width))
        self._write_head(sheet)
        for heights, start in zip(self._heights, self._starts, strict=True):
            for at, high in enumerate(heights):
                sheet.set_row(start + at, high)
        depth = len(self._table.heading)
        for row, column, cell in placed(self._rows, len(self._widths)):
            self._write_cell(sheet, row, column, cell, formulas.get((row - depth, column), ""))
        self._write_notes(sheet)
        self._set_up(sheet)

    def _needed(self) -> list[float]:
        """The height each printed row needs for its wrapped text; a merged cell spreads its own over its rows."""
        needed = [SIZE * 1.5 + 4] * len(self._rows)
        for row, column, cell in placed(self._rows, len(self._widths)):
            if cell.figure or not cell.text:
                continue
            width = sum(self._widths[column : column + cell.columns])
            share = height(clean(cell.text), width, SIZE, cell.indent) / cell.rows
            for at in range(row, row + cell.rows):
                needed[at] = max(needed[at], share)
        return needed

    def _head_lines(self) -> list[Sequence[str]]:
        """What stands above the table: lines of one text, and of office, year and unit."""
        table = self._table
        lines: list[Sequence[str]] = [[table.title]] if table.title else []
        if table.number:
            lines.append([table.number])
        if table.organisation:
            parts = [f"{table.speaker}名称：{table.organisation}", f"{table.year}年度", f"金额单位：{table.unit}"]
            lines.append(parts if len(self._widths) >= len(parts) else ["　　".join(parts)])
        return [[clean(text) for text in line] for line in lines]

    def _write_head(self, sheet: Any) -> None:
        for row, line in enumerate(self._head):
            if len(line) > 1:
                self._write_office(sheet, row, line)
                continue
            title = row == 0 and bool(self._table.title)
            size = _TITLE if title else SIZE
            # The number of a public table stands at the right, the year of a form below its title.
            align = "center" if title or not self._table.form else "right" if line[0] == self._table.number else "left"
            look = {"font_size": size, "bold": title, "align": align, **_WRAPPED}
            self._put(sheet, (row, 0, row, len(self._widths) - 1), line[0], look)
            sheet.set_row(row, height(line[0], sum(self._widths), size) + (8 if title else 1))

    def _write_office(self, sheet: Any, row: int, parts: Sequence[str]) -> None:
        """Office, year and unit in three merged cells: the office has what year and unit leave it."""
        spans = self._office_spans(parts)
        needed = 0.0
        for (left, right), text, align in zip(spans, parts, ("left", "center", "right"), strict=True):
            self._put(sheet, (row, left, row, right), text, {"align": align, **_WRAPPED})
            needed = max(needed, height(text, sum(self._widths[left : right + 1])))
        sheet.set_row(row, needed + 2)

    def _office_spans(self, parts: Sequence[str]) -> list[tuple[int, int]]:
        """The columns that office, year and unit are merged over: those that give each the room its text needs most."""
        columns = range(len(self._widths))
        choices = [
            [(0, first), (first + 1, second), (second + 1, columns[-1])]
            for first in columns[:-2]
            for second in columns[first + 1 : -1]
        ]

        def spare(spans: Sequence[tuple[int, int]]) -> float:
            rooms = (sum(self._widths[left : right + 1]) for left, right in spans)
            return min(room / (ems(text) + 1) for room, text in zip(rooms, parts, strict=True))

        return max(choices, key=spare)

    def _write_cell(self, sheet: Any, row: int, column: int, cell: Cell, formula: str) -> None:
        top, left = self._starts[row], column
        last = row + cell.rows - 1
        bottom, right = self._starts[last] + len(self._heights[last]) - 1, column + cell.columns - 1
        look: dict[str, object] = {"border": 1, "align": cell.align, "valign": "vcenter"}
        number = number_of(cell, thousands=self._thousands)
        if number is not None:
            look["num_format"] = number.look
        else:
            look["text_wrap"] = not cell.figure
        if cell.indent:
            look["indent"] = cell.indent
        if row < len(self._table.heading):
            look["bold"] = True
        if number is None:
            self._put(sheet, (top, left, bottom, right), clean(cell.text), look)
            return
        made = self._formats.of(**look)
        if (top, left) != (bottom, right):
            sheet.merge_range(top, left, bottom, right, "", made)
        # The only place where money becomes a binary fraction: the file knows no other numbers.
        if formula:
            sheet.write_formula(top, left, formula, made, float(number.value))
        else:
            sheet.write_number(top, left, float(number.value), made)

    def _put(self, sheet: Any, area: tuple[int, int, int, int], text: str, look: Mapping[str, object]) -> None:
        """Write text that stays text, also when it is edited, in a cell or in merged ones."""
        top, left, bottom, right = area
        made = self._formats.of(**look, **({"quote_prefix": True} if is_dangerous(text) else {}))
        if (top, left) != (bottom, right):
            sheet.merge_range(top, left, bottom, right, "", made)
        if text:
            sheet.write_string(top, left, text, made)
        else:
            sheet.write_blank(top, left, None, made)

    def _write_notes(self, sheet: Any) -> None:
        look = {"font_size": _NOTE, "align": "left", **_WRAPPED}
        row = self._end
        for note in map(clean, self._table.notes):
            for high in in_rows(height(note, sum(self._widths), _NOTE)):
                sheet.set_row(row, high)
            self._put(sheet, (row, 0, row, len(self._widths) - 1), note, look)
            row += 1

    def _set_up(self, sheet: Any) -> None:
        """How the sheet prints, and what stays in sight while scrolling.

        A page end that was forced is not set: programs do not heed it where a table is fitted to the width of the page.
        """
        head, depth = len(self._head), len(self._table.heading)
        sheet.set_paper(9)
        wide = bool(self._table.form) and sum(self._widths) > _PORTRAIT * SIZE
        across = wide and not self._upright_on_one_page()
        if across:
            sheet.set_landscape()
        sheet.set_margins(_MARGIN, _MARGIN, _MARGIN, _BOTTOM)
        sheet.center_horizontally()
        # With the number of pages left open, programs would now and then put the notes on one of their own.
        pages = self._pages(across=across)
        sheet.fit_to_pages(1, 1 if pages <= _NEARLY_ONE else ceil(pages - _LITTLE))
        sheet.set_footer("&C第 &P 页，共 &N 页")
        if depth:
            sheet.repeat_rows(head, head + depth - 1)
            sheet.freeze_panes(head + depth, self._frozen_columns())
        # Codes are text on purpose, and a sum of the classes rightly leaves out the items between them.
        everything = f"A1:XFD{self._end + 1}"
        sheet.ignore_errors({"number_stored_as_text": everything, "formula_range": everything})

    def _scale(self, *, across: bool) -> float:
        """How much smaller the table is printed to fit the width of the page."""
        return min((_PAPER[0 if across else 1] - 2 * _MARGIN * 72) / sum(self._widths), 1.0)

    def _pages(self, *, across: bool) -> float:
        """How many pages long the table is, in fractions."""
        room = _PAPER[1 if across else 0] - (_MARGIN + _BOTTOM) * 72
        above = SIZE * _HEAD_LINE * (len(self._head) + len(self._table.notes) + 1)
        scale = self._scale(across=across)
        pages = (sum(map(sum, self._heights)) + above) * scale / room
        repeated = sum(map(sum, self._heights[: len(self._table.heading)])) * scale / room
        return pages + repeated * (ceil(pages) - 1)

    def _upright_on_one_page(self) -> bool:
        """Whether a table that is too long for one page across fits upright on one, in type that can be read."""
        return self._pages(across=True) > 1 >= self._pages(across=False) and self._scale(across=False) >= _READABLE

    def _frozen_columns(self) -> int:
        """The columns of labels before the first figure, where they leave room for the figures."""
        figures = (column for _, column, cell in placed(self._table.body, len(self._widths)) if cell.figure)
        lead = min(figures, default=0)
        return lead if sum(self._widths[:lead]) <= sum(self._widths) / 2 else 0
