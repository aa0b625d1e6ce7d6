"""An empty book: a workbook with headings, drop-downs and an explanation, or the headings of CSV files."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from mingzhang.compile.guide import explained, guide
from mingzhang.compile.schema import Column, Format, Item, Sheet, book_format

# The same bytes each time.
_CREATED = datetime(2000, 1, 1)
_LAST_ROW = 1_048_575
_LINES_OF_A_LIST = 5
_FONT = {"font_name": "宋体", "font_size": 11, "valign": "top"}
_HEAD = {
    "bold": True,
    "border": 1,
    "border_color": "#9AA7B5",
    "valign": "vcenter",
    "align": "center",
    "text_wrap": True,
}
_REQUIRED = {"bg_color": "#14365D", "font_color": "#FFFFFF"}
_OPTIONAL = {"bg_color": "#DCE6F1", "font_color": "#14365D"}
# How the cells of a type look; text keeps the noughts at the front of a code.
_FORMATS: dict[str, dict[str, Any]] = {
    "money": {"num_format": "#,##0.00"},
    "count": {"num_format": "#,##0"},
    "number": {"num_format": "General"},
    "paragraph": {"num_format": "General", "text_wrap": True},
}
_TEXT = {"num_format": "@"}
_WIDTHS = {"money": 18, "count": 10, "number": 10, "paragraph": 50, "text": 20, "choice": 18}
_WIDTH = 14
_MAY = ("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort", "autofilter")


def new_book() -> bytes:
    """The empty workbook, the same bytes each time."""
    import xlsxwriter

    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": "部门决算账簿", "author": "明账", "created": _CREATED})
    _Workbook(workbook, book_format()).fill()
    workbook.close()
    return out.getvalue()


def new_folder() -> dict[str, bytes]:
    """The empty CSV files by name, with the mark by which spreadsheets know UTF-8."""
    format_ = book_format()
    return {f"{sheet.label}.csv": _csv(sheet, format_) for sheet in format_.sheets}


def _csv(sheet: Sheet, format_: Format) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.label for column in sheet.columns])
    writer.writerows(prefilled(sheet, format_))
    return out.getvalue().encode("utf-8-sig")


def prefilled(sheet: Sheet, format_: Format) -> list[tuple[str, str]]:
    """The rows that a new book already has: the items of the profile and the version of the format."""
    if sheet is not format_.profile:
        return []
    return [
        (item.label, str(item.most) if item.least == item.most else "")
        for item in format_.items
        for _ in range(_LINES_OF_A_LIST if item.repeated else 1)
    ]


class _Workbook:
    """The workbook in the making."""

    def __init__(self, workbook: Any, format_: Format) -> None:
        self.workbook = workbook
        self.format = format_
        self.ranges: dict[str, str] = {}

    def fill(self) -> None:
        """Write all sheets."""
        guide_sheet = self.workbook.add_worksheet(self.format.guide)
        sheets = [(sheet, self.workbook.add_worksheet(sheet.label)) for sheet in self.format.sheets]
        self._options(self.workbook.add_worksheet(self.format.options))
        self._guide(guide_sheet)
        for sheet, page in sheets:
            self._sheet(sheet, page)
        guide_sheet.activate()

    def _style(self, **settings: Any) -> Any:
        return self.workbook.add_format({**_FONT, **settings})

    def _options(self, page: Any) -> None:
        """The hidden sheet that holds the choices, one column each."""
        for at, (name, choices) in enumerate(self.format.choices.items()):
            page.write_string(0, at, name)
            for row, label in enumerate(choices, 1):
                page.write_string(row, at, label)
            self.ranges[name] = _range(self.format.options, at, len(choices))
        page.protect("")
        page.hide()

    def _guide(self, page: Any) -> None:
        told = guide()
        plain = self._style(text_wrap=True)
        page.hide_gridlines(2)
        page.set_column(0, 0, 16)
        page.set_column(1, 1, 90)
        page.write_string(0, 0, told.title, self._style(bold=True, font_size=16, font_color="#14365D"))
        for number, step in enumerate(told.steps, 1):
            page.set_row(number + 1, _height(step, 90))
            page.write_string(number + 1, 0, f"{number}.", self._style(align="right"))
            page.write_string(number + 1, 1, step, plain)
        below = len(told.steps) + 3
        page.write_string(below, 0, told.order, self._style(bold=True, font_size=13, font_color="#14365D"))
        link = self._style(font_color="#2662A8", underline=1)
        for row, sheet in enumerate(self.format.sheets, below + 1):
            note = (f"（{told.words['required_sheet']}）" if sheet.required else "") + sheet.note
            page.set_row(row, _height(note, 90))
            page.write_url(row, 0, f"internal:'{sheet.label}'!A1", link, sheet.label)
            page.write_string(row, 1, note, plain)
        page.protect("")
        _for_paper(page, tall=1)

    def _sheet(self, sheet: Sheet, page: Any) -> None:
        for at, column in enumerate(sheet.columns):
            look = _FORMATS.get(column.type, _TEXT)
            page.set_column(at, at, _width(column), self._style(**look, locked=False))
            colours = _REQUIRED if column.required else _OPTIONAL
            page.write_string(0, at, column.label, self._style(**_HEAD, **colours))
            page.write_comment(0, at, self._comment(sheet, column), {"author": "明账", "x_scale": 2.2, "y_scale": 1.6})
            self._validate(page, at, column)
        page.set_row(0, 32)
        page.freeze_panes(1, 0)
        items = [item for item in self.format.items for _ in range(_LINES_OF_A_LIST if item.repeated else 1)]
        for row, texts in enumerate(prefilled(sheet, self.format), 1):
            self._item(page, row, texts, items[row - 1])
        page.protect("", dict.fromkeys(_MAY, True))
        _for_paper(page)
        page.repeat_rows(0)

    def _item(self, page: Any, row: int, texts: Sequence[str], item: Item) -> None:
        page.write_string(row, 0, texts[0], self._style(**_TEXT, locked=False, bold=item.required))
        if texts[1]:
            page.write_string(row, 1, texts[1], self._style(**_FORMATS["paragraph"], locked=False))
        if item.note:
            page.write_comment(row, 0, item.note, {"author": "明账"})
        if item.of:
            page.data_validation(row, 1, row, 1, {"validate": "list", "source": self.ranges[item.of]})

    def _comment(self, sheet: Sheet, column: Column) -> str:
        words = guide().words
        first = f"{sheet.note}\n" if column is sheet.columns[0] and sheet.note else ""
        # Long lists stand in the drop-down anyway.
        told = explained(column, self.format) if column.of != "profile" else guide().types[column.type] + "。"
        return f"{first}{words['required' if column.required else 'optional']}。{told}"

    def _validate(self, page: Any, at: int, column: Column) -> None:
        """A drop-down: only the choices, or the codes that other sheets list (which may be filled in later)."""
        if column.of:
            rule: dict[str, Any] = {
                "source": self.ranges[column.of],
                "error_title": column.label,
                "error_message": "请从清单中选。",
            }
        else:
            home = next((one for one in self.format.sheets if one.label == self.format.homes.get(column.type)), None)
            if home is None:
                return
            where = next(at for at, one in enumerate(home.columns) if one.defines)
            rule = {"source": _range(home.label, where, 2000), "show_error": False}
        page.data_validation(1, at, _LAST_ROW, at, {"validate": "list", **rule})


def _range(sheet: str, column: int, rows: int) -> str:
    from xlsxwriter.utility import xl_range_abs

    return f"='{sheet}'!{xl_range_abs(1, column, rows, column)}"


def _width(column: Column) -> float:
    return max(_WIDTHS.get(column.type, _WIDTH), 2 * len(column.label) + 3) if len(column.label) < 15 else 50


def _height(text: str, width: int) -> float:
    """The height of a row whose wrapped Chinese text shows."""
    return 18.0 * max(1, -(-2 * len(text) // width))


def _for_paper(page: Any, tall: int = 0) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, tall)
