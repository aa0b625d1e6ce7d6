"""Naming the places of problems."""

from __future__ import annotations

from mingzhang.compile.book import Entry
from mingzhang.compile.problem import Problem, cell_name
from mingzhang.compile.rows import Row
from mingzhang.compile.schema import book_format

ENTRIES = "entries"
_CENTS = 100


def at_row(sheet: str, row: Row, column: str, message: str) -> Problem:
    """A problem in a cell of a sheet."""
    return at_line(sheet, row.spot.row, column, message, row.spot.sheet)


def at_entry(entry: Entry, column: str, message: str) -> Problem:
    """A problem of all entries of one kind, named by the first of them."""
    more = f"（这样的分录共 {entry.count} 笔，这是第一笔）" if entry.count > 1 else ""
    return at_line(ENTRIES, entry.first_row, column, message + more, entry.sheet)


def at_line(sheet: str, row: int, column: str, message: str, label: str = "") -> Problem:
    """A problem in a column of a row given by its number; `label` where the row stands in another file, an export."""
    form = book_format().sheet(sheet)
    return Problem(label or form.label, cell_name(row, form.column(column).label, None), message)


def of_sheet(sheet: str, message: str) -> Problem:
    """A problem of a sheet as a whole."""
    return Problem(book_format().sheet(sheet).label, "", message)


def yuan(cents: int) -> str:
    """分 as 元 with two decimals."""
    whole, part = divmod(abs(cents), _CENTS)
    return f"{'-' if cents < 0 else ''}{whole:,}.{part:02}元"
