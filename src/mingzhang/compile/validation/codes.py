"""Codes that neither the catalogue nor the book's own list of names knows."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from mingzhang import catalogue
from mingzhang.compile.accounts import account_of
from mingzhang.compile.book import Book
from mingzhang.compile.problem import Problem
from mingzhang.compile.schema import book_format
from mingzhang.compile.validation.place import ENTRIES, at_entry, at_line, at_row

_CLASSIFICATIONS = {"function": "功能科目", "economic": "经济科目"}
_LEVELS = {"function": (3, 5, 7), "economic": (3, 5)}


def check(book: Book) -> Iterator[Problem]:
    """Accounts, functional and economic codes, each unknown one once."""
    seen: set[tuple[str, str]] = set()
    named = {(row.text("dimension"), row.text("code")) for row in book.rows["names"]}
    for sheet, line, column, code, label in _used(book):
        dimension = book_format().sheet(sheet).column(column).type
        if (dimension, code) in seen:
            continue
        seen.add((dimension, code))
        if dimension == "account":
            if account_of(code) is None:
                yield at_line(sheet, line, column, f"不认识的科目“{code}”；应是预算会计的收入、支出或结余科目。", label)
            continue
        unknown = [part for part in _parts(code, dimension) if not _known(named, dimension, part)]
        if unknown:
            own = _CLASSIFICATIONS[dimension]
            yield at_line(
                sheet,
                line,
                column,
                f"{own}“{code}”中的“{unknown[0]}”不在目录里；确有此科目的，请在“科目名称”表写明名称。",
                label,
            )
    yield from _of_type(book)
    for row in book.rows["names"]:
        code, own = row.text("code"), row.text("dimension")
        if own and (not code.isdigit() or len(code) not in _LEVELS[own]):
            levels = "、".join(map(str, _LEVELS[own]))
            yield at_row("names", row, "code", f"“{code}”不是{_CLASSIFICATIONS[own]}编码，应为 {levels} 位数字。")


def _of_type(book: Book) -> Iterator[Problem]:
    """Accounts that a unit's type does not use."""
    types = {row.text("code"): row.text("type") for row in book.rows["units"]}

    def wrong(code: str, unit: str) -> str:
        account, kind = account_of(code), types.get(unit, "")
        if account is None or not account.only or not kind or kind in account.only:
            return ""
        return f"单位“{unit}”的类型不使用“{account.code}{account.name}”。"

    for entry in book.entries:
        if message := wrong(entry.account, entry.unit):
            yield at_entry(entry, "account", message)
    for sheet in ("balances", "adjustments"):
        for row in book.rows[sheet]:
            if message := wrong(row.text("account"), row.text("unit")):
                yield at_row(sheet, row, "account", message)


def _used(book: Book) -> Iterator[tuple[str, int, str, str, str]]:
    """Every code in use: sheet, row, column, code, and the label of the file's sheet."""
    for entry in book.entries:
        for column in ("account", "function", "economic"):
            code = getattr(entry, column)
            if code:
                yield ENTRIES, entry.first_row, column, code, entry.sheet
    for sheet in ("balances", "adjustments", "budgets"):
        for own in book_format().sheet(sheet).columns:
            if own.type in ("account", "function", "economic"):
                for row in book.rows[sheet]:
                    if row.text(own.id):
                        yield sheet, row.spot.row, own.id, row.text(own.id), row.spot.sheet


def _parts(code: str, dimension: str) -> list[str]:
    return [code[:width] for width in _LEVELS[dimension] if width <= len(code)]


def _known(named: Collection[tuple[str, str]], dimension: str, code: str) -> bool:
    return (dimension, code) in named or catalogue.name_of(dimension, code) is not None
