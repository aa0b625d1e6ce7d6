"""The page docs/book.md: how a book is filled in, told from the data that also reads it."""

from __future__ import annotations

import re
import sys

from mingzhang.compile.guide import explained, guide
from mingzhang.compile.schema import Format, Sheet, book_format

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def book_page() -> str:
    """The page in Markdown: the steps, the sheets, then each sheet with its columns."""
    told, format_ = guide(), book_format()
    words = told.words
    lines = [
        "# 账簿",
        "",
        "本页由账簿的格式数据生成（`make book`），请勿手改。",
        *("", *told.page, ""),
        f"## {told.title}",
        "",
        *(f"{number}. {_plain(step)}" for number, step in enumerate(told.steps, 1)),
        *("", f"## {told.order}", "", f"| {words['sheet']} | {words['use']} |", "|---|---|"),
        *(f"| [{sheet.label}](#{sheet.label}) | {_use(sheet)} |" for sheet in format_.sheets),
    ]
    for sheet in format_.sheets:
        lines += ["", f"## {sheet.label}", "", *([_plain(sheet.note), ""] if sheet.note else [])]
        lines += [f"| {words['column']} | | {words['content']} |", "|---|---|---|", *_rows(sheet, format_)]
    return "\n".join(lines) + "\n"


def _use(sheet: Sheet) -> str:
    return _plain((f"（{guide().words['required_sheet']}）" if sheet.required else "") + sheet.note)


def _rows(sheet: Sheet, format_: Format) -> list[str]:
    """A line for each column; for the profile, one for each item too."""
    words = guide().words

    def line(label: str, required: bool, text: str) -> str:
        return f"| {_plain(label)} | {words['required'] if required else ''} | {_plain(text)} |"

    lines = [line(column.label, column.required, explained(column, format_)) for column in sheet.columns]
    if sheet is format_.profile:
        lines += [line(f"　{item.label}", item.required, item.note) for item in format_.items]
    return lines


def _plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()) if not text.startswith("　") else text)


if __name__ == "__main__":
    # UTF-8 whatever the console's code page is, and the same line ends everywhere.
    sys.stdout.buffer.write(book_page().encode("utf-8"))
