"""Counts and contracts: a part is not more than its whole, and every vehicle held has a use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mingzhang.compile.book import Book
from mingzhang.compile.problem import Problem
from mingzhang.compile.rows import Row
from mingzhang.compile.schema import book_format
from mingzhang.compile.validation.place import at_row, yuan
from mingzhang.relations.partition import partitions

_NOT_MORE = (
    ("overseas_groups", "overseas_travellers"),
    ("reception_batches", "reception_guests"),
    ("abroad_batches", "abroad_guests"),
    ("foreign_batches", "foreign_guests"),
    ("foreign_batches", "reception_batches"),
    ("foreign_guests", "reception_guests"),
)
"""The first is part of the second, or cannot be without at least one of it."""
_HELD = "vehicles_held"
_CONTRACTS = (("small", "amount"), ("micro", "small"))


def check(book: Book) -> Iterator[Problem]:
    """Contracts of small firms within all contracts; counts of each unit among themselves."""
    for row in book.rows["procurement"]:
        sheet = book_format().sheet("procurement")
        for part, whole in _CONTRACTS:
            amount, most = row.whole(part) or 0, row.whole(whole) or 0
            if amount > 0 and amount > most:
                names = sheet.column(part).label, sheet.column(whole).label
                yield at_row(
                    "procurement", row, part,
                    f"“{names[0]}”{yuan(amount)}大于“{names[1]}”{yuan(most)}；后者包含前者，不能更小。",
                )  # fmt: skip
    units: defaultdict[str, dict[str, Row]] = defaultdict(dict)
    for row in book.rows["statistics"]:
        units[row.text("unit")][row.text("item")] = row
    for counted in units.values():
        yield from _counts(counted)


def _counts(counted: dict[str, Row]) -> Iterator[Problem]:
    labels = {id_: label for label, id_ in book_format().choices["statistic"].items()}
    for part, whole in _NOT_MORE:
        if part in counted and _count(counted, part) > _count(counted, whole):
            yield at_row(
                "statistics", counted[part], "count",
                f"“{labels[part]}”{_count(counted, part)} 大于“{labels[whole]}”{_count(counted, whole)}；请核对。",
            )  # fmt: skip
    uses = sum(_count(counted, use) for use in partitions().trees["use"].members["all"])
    if _count(counted, _HELD) > uses:
        yield at_row(
            "statistics", counted[_HELD], "count",
            f"“{labels[_HELD]}”{_count(counted, _HELD)} 大于按用途填的车辆合计 {uses}；"
            "每辆车都要按用途填一次，请核对。",
        )  # fmt: skip


def _count(counted: dict[str, Row], item: str) -> int:
    return (counted[item].whole("count") or 0) if item in counted else 0
