"""Last year's figures: each total is what its parts make, where all the parts are given."""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.compile.book import Book
from mingzhang.compile.problem import Problem
from mingzhang.compile.rows import Row
from mingzhang.compile.schema import book_format
from mingzhang.compile.validation.place import at_row, yuan

# 收支总计 from either side: what must be given, and what counts as nothing where it is not.
_SIDES = ((("income", "opening"), ("drawdown",)), (("expenditure", "closing"), ("distribution",)))
_DETAILS = ("function", "kind", "economic")


def check(book: Book) -> Iterator[Problem]:
    """The totals of all money and of each fund, against income and opening, expenditure and closing."""
    figures: dict[str, dict[str, Row]] = {}
    for row in book.rows["last_year"]:
        if not any(row.text(detail) for detail in _DETAILS):
            figures.setdefault(row.text("source"), {})[row.text("measure")] = row
    labels = {id_: label for label, id_ in book_format().choices["measure"].items()}
    for own in figures.values():
        total = own.get("total")
        for needed, optional in _SIDES:
            if total is None or not all(measure in own for measure in needed):
                continue
            parts = [measure for measure in (*needed, *optional) if measure in own]
            amounts = [own[measure].whole("amount") or 0 for measure in parts]
            stated = total.whole("amount") or 0
            if stated != sum(amounts):
                sums = " + ".join(f"{labels[measure]} {yuan(one)}" for measure, one in zip(parts, amounts, strict=True))
                without = "".join(f"；有{labels[measure]}的也要填" for measure in optional if measure not in own)
                yield at_row(
                    "last_year", total, "amount",
                    f"{labels['total']}应为 {sums} = {yuan(sum(amounts))}，填的是 {yuan(stated)}，"
                    f"相差 {yuan(stated - sum(amounts))}{without}。",
                )  # fmt: skip
                break
