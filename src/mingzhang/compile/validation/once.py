"""Rows that say the same twice, of sheets where only one of them could count."""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.compile.book import Book
from mingzhang.compile.problem import Problem
from mingzhang.compile.schema import book_format
from mingzhang.compile.validation.place import at_row


def check(book: Book) -> Iterator[Problem]:
    """Each second row, by the columns that tell the rows of its sheet apart."""
    for sheet in book_format().sheets:
        first: dict[tuple[str, ...], int] = {}
        for row in book.rows.get(sheet.id, ()) if sheet.once else ():
            same = tuple(row.text(column) for column in sheet.once)
            if same in first:
                names = "、".join(f"“{sheet.column(column).label}”" for column in sheet.once)
                yield at_row(sheet.id, row, sheet.once[0], f"与第{first[same]}行的{names}相同；请合为一行，或改正。")
            else:
                first[same] = row.spot.row
