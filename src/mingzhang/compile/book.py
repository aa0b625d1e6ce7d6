"""The book: what an office fills in for a year, read from a workbook or a folder of CSV files."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mingzhang.compile.export import exported
from mingzhang.compile.folder import tables_of_folder
from mingzhang.compile.ledger import Entry, Voucher, Vouchers, read_entries
from mingzhang.compile.mapping import read_mapping
from mingzhang.compile.problem import BadBook, Problem, Problems
from mingzhang.compile.profile import Profile, read_profile
from mingzhang.compile.rows import Matched, Row, Spot, Table, check_codes, match, read_rows
from mingzhang.compile.schema import Format, book_format
from mingzhang.compile.workbook import tables_of_workbook

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


def read_book(path: Path, mapping: Path | None = None) -> tuple[Book, list[Problem]]:
    """The book in an .xlsx file or a folder of CSV files, with every problem of form in it.

    A `mapping` names exports of accounting software that stand for sheets which the book leaves empty. Values that are
    a problem are blank (codes stay as written), so that a book with problems is not to be compiled.

    Raises:
        BadBook: nothing can be read, or the mapping cannot be used.
    """
    format_, problems = book_format(), Problems()
    with contextlib.ExitStack() as stack:
        if path.is_dir():
            own = tables_of_folder(path, format_, problems)
        elif path.exists():
            own = stack.enter_context(tables_of_workbook(path, format_, problems))
        else:
            raise BadBook(f"找不到账簿“{path}”；请检查路径。")
        tables = {id_: [table] for id_, table in own.items()}
        if mapping is not None:
            for source in read_mapping(mapping, format_):
                table = stack.enter_context(exported(source, format_, problems))
                tables.setdefault(source.into, []).extend([table] if table else [])
        return _book(path, tables, format_, problems)


def _book(
    path: Path, tables: Mapping[str, Sequence[Table]], format_: Format, problems: Problems
) -> tuple[Book, list[Problem]]:
    book = Book(path.name)
    parts: list[tuple[Matched, list[Row]]] = []
    summed: list[Matched] = []
    for sheet in format_.sheets:
        found = [match(table, sheet, problems) for table in tables.get(sheet.id, ())]
        if sheet.required and not found:
            problems.add(sheet.label, "", "缺少这张表。")
        elif sheet.summed:
            summed += found
        elif sheet is format_.profile:
            for matched in found:
                book.profile = read_profile(matched, _rows(matched, format_, problems), format_, problems)
        else:
            parts += [(matched, _rows(matched, format_, problems)) for matched in found]
    known = check_codes(parts, format_, problems)
    book.entries, book.vouchers = read_entries(summed, known, format_, problems)
    book.rows = {sheet.id: [] for sheet in format_.sheets if not sheet.summed and sheet is not format_.profile}
    for matched, rows in parts:
        book.rows[matched.sheet.id] += rows
    return book, problems.all([sheet.label for sheet in format_.sheets])


def _rows(matched: Matched, format_: Format, problems: Problems) -> list[Row]:
    rows = list(read_rows(matched, format_, problems))
    if matched.sheet.required and not rows:
        problems.add(matched.table.label, "", "这张表里没有内容。")
    return rows
