"""Workbooks whose cells are text and nothing else, the same bytes for the same content."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any
from unicodedata import east_asian_width

from mingzhang.report.office_text import office_text

FIXED_DATE = datetime(2000, 1, 1)
"""The date of creation of every file: the same findings are the same bytes."""

_LINE = 14.5
_TALLEST = 408.0
_WIDE = 250
_FORMULA = frozenset("=+-@＝＋－＠\t'")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_PLAIN = MappingProxyType(
    {"font_name": "宋体", "font_size": 10.5, "valign": "top", "border": 1, "border_color": "#C9D1DA"}
)
_HEAD = MappingProxyType(
    {**_PLAIN, "font_name": "黑体", "bg_color": "#14365D", "font_color": "#FFFFFF", "valign": "vcenter"}
)


def height(texts: Sequence[str | int], widths: Sequence[float]) -> float:
    """The height of a row whose wrapped texts all show: not every program works it out when it opens the file."""
    lines = 1
    for text, width in zip(texts, widths, strict=True):
        pieces = office_text(str(text)).split("\n")
        lines = max(lines, sum(-(-_columns(piece) // max(int(width) - 1, 1)) or 1 for piece in pieces))
    return min(lines * _LINE + 2, _TALLEST)


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


class Book:
    """A workbook in the making."""

    def __init__(self, title: str) -> None:
        import xlsxwriter

        self._out = io.BytesIO()
        self.book: Any = xlsxwriter.Workbook(self._out, {"in_memory": True})
        self.book.set_properties({"title": office_text(title), "created": FIXED_DATE, "author": "明账"})
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._names: set[str] = set()

    def style(self, **settings: Any) -> Any:
        """A cell format: the plain one with these settings."""
        key = tuple(sorted(settings.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format({**_PLAIN, **settings})
        return self._formats[key]

    def sheet(self, name: str) -> Any:
        """A sheet with this name, as far as sheets may have it and no other has."""
        base = _SHEET_NAME.sub("", office_text(name)).strip("' ")[:28] or "表"
        chosen, number = base, 1
        while chosen.casefold() in self._names:
            number += 1
            chosen = f"{base}-{number}"
        self._names.add(chosen.casefold())
        return self.book.add_worksheet(chosen)

    def put(self, sheet: Any, row: int, column: int, value: str | int, **settings: Any) -> None:
        """Write a cell; text stays text, whatever it begins with."""
        if isinstance(value, int):
            sheet.write_number(row, column, value, self.style(**settings))
            return
        text = office_text(value)
        if text[:1] in _FORMULA and text:
            settings["quote_prefix"] = True
        sheet.write_string(row, column, text, self.style(text_wrap=True, **settings))

    def table(
        self,
        name: str,
        columns: Mapping[str, int],
        rows: Iterable[Sequence[str | int]],
        styles: Mapping[int, Mapping[str, Mapping[str, Any]]] | None = None,
    ) -> Any:
        """A sheet with a frozen heading, filters and a row for each record.

        `columns` gives the width of each; `styles` gives settings by column and by what its cell says.
        """
        sheet = self.sheet(name)
        head = self.book.add_format({**_HEAD, "text_wrap": True})
        for at, (title, width) in enumerate(columns.items()):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, title, head)
        last = 0
        for last, record in enumerate(rows, 1):
            sheet.set_row(last, height(record, list(columns.values())))
            for at, value in enumerate(record):
                special = (styles or {}).get(at, {}).get(str(value), {})
                self.put(sheet, last, at, value, **special)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        sheet.set_landscape()
        # A4, or A3 where there is too much for it.
        sheet.set_paper(9 if sum(columns.values()) < _WIDE else 8)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        return sheet

    def done(self) -> bytes:
        """The finished file."""
        self.book.close()
        return self._out.getvalue()
