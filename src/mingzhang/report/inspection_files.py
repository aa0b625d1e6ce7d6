"""The inspection sheet as a Word document, and as a workbook with one sheet for each organisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mingzhang.report.document import SONG, Document
from mingzhang.report.inspection import FAILS, MEETS, OPEN, Row, Sheet
from mingzhang.report.spreadsheet import Book, height

TITLE = "公开情况检查表"

_HEAD = ("检查内容", "是否符合要求", "存在的问题")
_WIDTHS = (30, 14, 84)
_ANSWERS = (MEETS, FAILS, OPEN)
_NOTE = "“是”只表示程序核对过的各项相符；没有核对的一律写“须人工核对”。检查人核对后改填“是”或“否”。审计线索不列入本表。"
_TONES: Mapping[str, Mapping[str, Any]] = {
    FAILS: {"font_color": "#B42318", "bold": True},
    OPEN: {"font_color": "#B25E09"},
    MEETS: {},
}


def sheet_docx(sheet: Sheet) -> bytes:
    """One organisation's sheet as a Word document."""
    document = Document(f"{sheet.organisation}{TITLE}")
    document.title(TITLE)
    document.table((3.2, 13.4), (), _identity(sheet))
    document.paragraph("", size=6, after=0)
    rows = [(row.title, row.answer, row.problems) for row in sheet.rows]
    document.table((4.0, 2.4, 10.2), _HEAD, rows)
    document.paragraph("", size=6, after=0)
    document.paragraph(_NOTE, font=SONG, size=10.5)
    document.paragraph("检查人：　　　　　　　　　　检查日期：", font=SONG, size=12)
    return document.done()


def sheets_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """The sheets of all organisations in one workbook."""
    book = Book(TITLE)
    for sheet in sheets:
        _add(book, sheet)
    return book.done()


def _add(book: Book, sheet: Sheet) -> None:
    page = book.sheet(sheet.organisation or sheet.source)
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width)
    title = book.style(font_name="黑体", font_size=16, align="center", valign="vcenter", border=0)
    page.merge_range(0, 0, 0, 2, TITLE, title)
    page.set_row(0, 30)
    line = 1
    for name, text in _identity(sheet):
        book.put(page, line, 0, name, font_name="黑体")
        page.merge_range(line, 1, line, 2, "", book.style())
        book.put(page, line, 1, text)
        line += 1
    line += 1
    for column, text in enumerate(_HEAD):
        book.put(page, line, column, text, font_name="黑体", bg_color="#E9EEF4")
    first = line + 1
    for line, row in enumerate(sheet.rows, first):
        _put(book, page, line, row)
    page.data_validation(first, 1, line, 1, {"validate": "list", "source": list(_ANSWERS)})
    page.merge_range(line + 2, 0, line + 2, 2, _NOTE, book.style(border=0, text_wrap=True))
    page.set_row(line + 2, 30)
    book.put(page, line + 3, 0, "检查人：", border=0)
    book.put(page, line + 3, 2, "检查日期：", border=0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _put(book: Book, page: Any, line: int, row: Row) -> None:
    page.set_row(line, height([row.title, row.answer, row.problems], _WIDTHS))
    book.put(page, line, 0, row.title)
    book.put(page, line, 1, row.answer, align="center", **_TONES[row.answer])
    book.put(page, line, 2, row.problems)


def _identity(sheet: Sheet) -> list[tuple[str, str]]:
    return [
        ("单位名称", sheet.organisation or "（未认出）"),
        ("公开文件", sheet.document),
        ("来源文件", sheet.source),
        ("公开网址", ""),
        ("公开日期", ""),
    ]
