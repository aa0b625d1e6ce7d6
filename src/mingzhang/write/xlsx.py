"""A disclosure as an Excel workbook: a sheet for each public table and each form, and one for the text.

Figures are exact numbers that their format shows as printed; every total is a formula, so that it can be traced.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from mingzhang.write.printed import Document, PageEnd, PrintedTable, Text
from mingzhang.write.totals import totals
from mingzhang.write.xlsx_formula import Addresses, formulas
from mingzhang.write.xlsx_number import has_thousands
from mingzhang.write.xlsx_page import clean, height, in_rows, is_dangerous, pixels
from mingzhang.write.xlsx_table import Formats, TableSheet

_CREATED = datetime(2000, 1, 1)
"""The date of creation of every file: the same document is the same bytes."""
_TEXT_SHEET = "情况说明"
_FORM_SHEET = "自评{:02d}"
_TEXT_WIDTH = 470.0
_NAME_LENGTH = 31
_BARRED = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_SIZES = {"cover": 22, "title": 18, "part": 16, "heading": 14, "subheading": 12, "body": 11, "contents": 11}
_CENTRED = ("cover", "title", "part")


def xlsx_bytes(document: Document) -> bytes:
    """The document as a workbook; the same document gives the same bytes."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **_options()})
    organisation = clean(document.organisation)
    book.set_properties({"title": clean(document.name), "author": organisation, "created": _CREATED})
    formats = Formats(book)
    tables = document.tables
    forms = [block for block in document.blocks if isinstance(block, PrintedTable) and not block.form]
    names = list(_sheet_names([*(_table_name(table) for table in tables), *_form_names(forms)]))
    grouped = has_thousands(cell for table in tables for row in table.body for cell in row)
    sheets = [TableSheet(table, formats, grouped) for table in [*tables, *forms]]
    addresses = Addresses(names, [sheet.first_rows for sheet in sheets[: len(tables)]])
    made = formulas(tables, totals(tables), addresses)
    for number, (sheet, name) in enumerate(zip(sheets, names, strict=True)):
        sheet.write(book.add_worksheet(name), {spot[1:]: text for spot, text in made.items() if spot.table == number})
    _write_text(book.add_worksheet(_TEXT_SHEET), document, dict(zip(map(id, tables), names, strict=False)), formats)
    book.close()
    return out.getvalue()


def _options() -> dict[str, object]:
    """Text is never guessed to be more than text; widths of columns are counted in the usual type of Chinese Excel.

    Made anew for each workbook, since the library writes into what it is given. Programs without that type take one
    as wide; the library's own choice is replaced by wider ones.
    """
    return {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": "宋体", "font_size": 11},
        "default_column_width": 72,
    }


def _table_name(table: PrintedTable) -> str:
    return " ".join(part for part in (table.number, table.title) if part)


def _form_names(forms: list[PrintedTable]) -> Iterator[str]:
    for number, form in enumerate(forms, start=1):
        yield f"{_FORM_SHEET.format(number)} {form.title}"


def _sheet_names(wanted: list[str]) -> Iterator[str]:
    """Names that sheets may have, each once, whatever the case of its letters."""
    taken = {_TEXT_SHEET.casefold(), "history"}
    for text in wanted:
        base = _BARRED.sub("", clean(text)).strip("' ")[:_NAME_LENGTH].strip("' ") or "表"
        name, number = base, 1
        while name.casefold() in taken:
            number += 1
            mark = f"-{number}"
            name = base[: _NAME_LENGTH - len(mark)] + mark
        taken.add(name.casefold())
        yield name


def _write_text(sheet: Any, document: Document, names: dict[int, str], formats: Formats) -> None:
    """The text, a paragraph a row; the headings of tables lead to their sheets."""
    sheet.set_column_pixels(0, 0, pixels(_TEXT_WIDTH))
    sheet.set_paper(9)
    sheet.set_margins(0.7, 0.7, 0.8, 0.8)
    sheet.center_horizontally()
    sheet.set_footer("&C第 &P 页，共 &N 页")
    row = 0
    breaks: list[int] = []
    turned = False
    for block in document.blocks:
        if isinstance(block, PageEnd):
            turned = True
            continue
        # of a table only the link stands here: a page for each would be empty
        if turned and row and isinstance(block, Text):
            breaks.append(row)
        turned = False
        if isinstance(block, Text):
            row = _write_paragraph(sheet, row, block, formats)
        elif block.above:
            look = formats.of(font_size=12, font_color="#1F4E9E", underline=1, valign="vcenter")
            sheet.set_row(row, 22)
            if id(block) in names:
                place = names[id(block)].replace("'", "''")
                sheet.write_url(row, 0, f"internal:'{place}'!A1", look, clean(block.above))
            else:
                sheet.write_string(row, 0, clean(block.above), look)
            row += 1
    sheet.set_h_pagebreaks(breaks)


def _write_paragraph(sheet: Any, row: int, block: Text, formats: Formats) -> int:
    """Write one paragraph, over several merged rows where one cannot be high enough; the next free row."""
    text, size = clean(block.text), _SIZES[block.kind]
    align = "center" if block.kind in _CENTRED else "left"
    bold = block.kind in (*_CENTRED, "heading")
    dangerous = {"quote_prefix": True} if is_dangerous(text) and block.kind != "body" else {}
    look = formats.of(font_size=size, align=align, bold=bold, text_wrap=True, valign="vcenter", **dangerous)
    text = f"　　{text}" if block.kind == "body" else text
    heights = in_rows(height(text, _TEXT_WIDTH, size) + (size if bold else 2))
    for at, high in enumerate(heights):
        sheet.set_row(row + at, high)
    if len(heights) > 1:
        sheet.merge_range(row, 0, row + len(heights) - 1, 0, "", look)
    sheet.write_string(row, 0, text, look)
    return row + len(heights)
