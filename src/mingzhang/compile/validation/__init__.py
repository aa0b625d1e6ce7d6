"""What must be right in a book before anything is compiled from it: one family of checks a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mingzhang.compile.book import Book
from mingzhang.compile.problem import Problem, Problems
from mingzhang.compile.schema import book_format
from mingzhang.compile.validation import (
    balances,
    codes,
    counts,
    dimensions,
    last_year,
    money,
    moves,
    once,
    printed,
    projects,
    transfers,
    units,
)

FAMILIES: tuple[Callable[[Book], Iterator[Problem]], ...] = (
    units.check,
    once.check,
    codes.check,
    dimensions.check,
    money.check,
    transfers.check,
    moves.check,
    balances.check,
    printed.check,
    projects.check,
    counts.check,
    last_year.check,
)
"""The checks in the order of their messages; each yields every problem it finds, with sheet and cell."""


def validate(book: Book) -> list[Problem]:
    """Every problem of the books' arithmetic and codes, in the order of the sheets."""
    found = Problems()
    for family in FAMILIES:
        for problem in family(book):
            found.add(problem.sheet, problem.cell, problem.message, family.__module__)
    return found.all([sheet.label for sheet in book_format().sheets])
