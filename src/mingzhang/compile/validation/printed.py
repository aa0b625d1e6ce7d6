"""What the tables would print wrongly or not at all: budgets of nothing, spending without a row."""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.compile.accounts import account_of
from mingzhang.compile.book import Book
from mingzhang.compile.problem import Problem
from mingzhang.compile.validation.place import at_entry, at_row
from mingzhang.forms import Edition, Form, editions


def check(book: Book) -> Iterator[Problem]:
    """Budgets of no item, and spending that the edition's tables cannot show."""
    for row in book.rows["budgets"]:
        if not row.text("function") and not row.text("economic"):
            yield at_row(
                "budgets", row, "function", "没有填功能科目，也没有填经济科目；预算要填到项，“三公”经费填经济科目。"
            )
    edition = editions().get(book.profile.items.get("edition", ""))
    if edition is None:  # said where the edition is asked for
        return
    yield from _without_class(book, edition)
    for form in edition.forms.values():
        if "not_applicable" in form.options:
            yield from _barred(book, form)


def _without_class(book: Book, edition: Edition) -> Iterator[Problem]:
    """Spending of a class for which the edition's tables have no row, each class once."""
    seen = {""}
    for entry in book.entries:
        account, head = account_of(entry.account), entry.function[:3]
        if account is not None and account.measure == "expenditure" and head not in {*edition.classes, *seen}:
            seen.add(head)
            yield at_entry(entry, "function", f"表样“{edition.name}”的表里没有“{head}”这一类支出；请核对科目。")


def _barred(book: Book, form: Form) -> Iterator[Problem]:
    """Spending on an item where the table bars the cell."""
    barred = set(form.options["not_applicable"])
    base = dict(form.base)
    for entry in book.entries:
        account = account_of(entry.account)
        at = {"measure": account.measure if account else "", "fund": entry.fund, "kind": entry.kind}
        if entry.economic[:3] in barred and all(at.get(name) == member for name, member in base.items()):
            yield at_entry(
                entry, "economic", f"“{form.title}”不列经济科目“{entry.economic[:3]}”的支出；请核对支出性质或经济科目。"
            )
