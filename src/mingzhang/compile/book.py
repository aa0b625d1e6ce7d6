"""The book: what an office fills in for a year, read from a workbook or a folder of CSV files."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from mingzhang.compile.folder import tables_of_folder
from mingzhang.compile.ledger import Entry, Voucher, Vouchers, read_entries
from mingzhang.compile.problem import BadBook, Problem, Problems
from mingzhang.compile.profile import Profile, read_profile
from mingzhang.compile.rows import Matched, Row, Spot, Table, check_codes, match, read_rows
from mingzhang.compile.schema import Format, book_format

__all__ = ["BadBook", "Book", "Entry", "Problem", "Profile", "Row", "Spot", "Voucher", "read_book"]


@dataclass(slots=True)
class Book:
    """A book as filled in.

    `rows` are the rows of each sheet by the sheet's id (no rows where the sheet is missing), without the profile and
    the ledger. `entries` are the sums of the ledger, `vouchers` those of its vouchers that do not balance, by unit and
    number. Money is in 分. `file` is the name of the workbook or folder.
    """

    file: str
    profile: Profile = field(default_factory=Profile)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    vouchers: Vouchers = field(default_factory=dict)


def read_book(path: Path) -> tuple[Book, list[Problem]]:
    """The book in an .xlsx file or a folder of CSV files, with every problem of form in it.

    Values that are a problem are blank (codes stay as written), so that a book with problems is not to be compiled.

    Raises:
        BadBook: nothing can be read.
    """
    format_, problems = book_format(), Problems()
    if path.is_dir():
        return _book(path, tables_of_folder(path, format_, problems), format_, problems)
    raise BadBook(f"找不到账簿“{path}”；请检查路径。")


def _book(path: Path, tables: dict[str, Table], format_: Format, problems: Problems) -> tuple[Book, list[Problem]]:
    book = Book(path.name)
    parts: list[tuple[Matched, list[Row]]] = []
    summed: list[Matched] = []
    for sheet in format_.sheets:
        table = tables.get(sheet.id)
        if table is None:
            if sheet.required:
                problems.add(sheet.label, "", "缺少这张表，或其中没有内容。")
            continue
        matched = match(table, sheet, problems)
        if sheet.summed:
            summed.append(matched)
            continue
        rows = list(read_rows(matched, format_, problems))
        if sheet is format_.profile:
            book.profile = read_profile(matched, rows, format_, problems)
        else:
            parts.append((matched, rows))
    known = check_codes(parts, format_, problems)
    for matched in summed:
        book.entries, book.vouchers = read_entries(matched, known, format_, problems)
    book.rows = {sheet.id: [] for sheet in format_.sheets if not sheet.summed and sheet is not format_.profile}
    book.rows |= {matched.sheet.id: rows for matched, rows in parts}
    return book, problems.all([sheet.label for sheet in format_.sheets])
