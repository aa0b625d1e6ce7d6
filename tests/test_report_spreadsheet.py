from __future__ import annotations

import pytest

from mingzhang.report.spreadsheet import Book, height
from office_files import Workbook


def test_rows_are_as_high_as_what_they_hold():
    one = height(["短"], [20])
    assert height(["长" * 30], [21]) == pytest.approx(3 * (one - 2) + 2)
    assert height(["a" * 30], [21]) == pytest.approx(2 * (one - 2) + 2)
    assert height(["一\n二\n三", "四"], [20, 20]) == pytest.approx(3 * (one - 2) + 2)
    assert height(["长" * 5000], [20]) <= 409


def test_sheet_names_are_what_a_workbook_may_have():
    book = Book("例")
    for name in ("云州市[星图]局：*?/\\", "甲" * 60, "甲" * 70, "", "'引'", "云州市星图局："):
        book.put(book.sheet(name), 0, 0, "文")
    names = list(Workbook(book.done()).rows)
    assert len({name.casefold() for name in names}) == 6
    assert all(0 < len(name) <= 31 and not set("[]:*?/\\") & set(name) for name in names)
    assert not any(name.startswith("'") or name.endswith("'") for name in names)


def test_a_sheet_without_rows_has_its_heading():
    book = Book("例")
    book.table("空", {"甲": 5, "乙": 5}, [])
    assert Workbook(book.done()).rows["空"] == [["甲", "乙"]]
