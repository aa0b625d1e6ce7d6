"""Last year's published document beside a book: the right one, and its figures."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from mingzhang.check.companion import companion
from mingzhang.check.rule import Case
from mingzhang.commands.arguments import UsageError
from mingzhang.compile.book import Book
from mingzhang.model import Disclosure, FactKey
from mingzhang.read import read_file
from mingzhang.read.problem import Unreadable


def last_year(path: Path, book: Book) -> Disclosure:
    """The document of the year before of the book's office.

    Raises:
        UsageError: it cannot be read, or is of another year, office or kind.
    """
    try:
        found = read_file(path)
    except Unreadable as problem:
        raise UsageError(f"上年决算：{problem}") from problem
    office, speaker = (book.profile.items.get(item, "") for item in ("organisation", "speaker"))
    own = Disclosure(
        "", "compiled", 0, organisation=office, year=book.profile.year, kind="决算", speaker=speaker or "部门"
    )
    why_not = companion(Case(own, prior=found), "prior")
    if isinstance(why_not, str):
        raise UsageError(f"上年决算：{why_not}；单位改过名称的，请把上年的数填在账簿的「上年数」。")
    return found


def figures_of(last: Disclosure) -> dict[FactKey, Decimal]:
    """Its figures in 元 (counts as they are) by key; a blank cell is a zero, for what did not occur is known not to."""
    sure = [item for table in last.tables if not table.doubts for item in table.prints if item.sure]
    blank = {item.key: Decimal(0) for item in sure if item.amount is None and not item.text.strip()}
    return blank | {item.key: item.amount.base for item in last.prints() if item.amount is not None and item.sure}
