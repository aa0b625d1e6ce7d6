from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from mingzhang.compile.book_page import book_page
from mingzhang.compile.guide import explained, guide
from mingzhang.compile.ledger import KEY, Entry
from mingzhang.compile.schema import Type, book_format

ROOT = Path(__file__).resolve().parent.parent


def test_every_choice_and_type_is_known():
    format_ = book_format()
    for sheet in format_.sheets:
        for column in sheet.columns:
            assert column.type in get_args(Type)
            assert (column.type == "choice") == bool(column.of)
            assert not column.of or format_.choices[column.of]
            assert explained(column, format_)
    assert set(guide().types) == set(get_args(Type))


def test_labels_and_ids_are_told_apart():
    format_ = book_format()
    for names in (
        [sheet.label for sheet in format_.sheets] + [format_.guide, format_.options],
        [sheet.id for sheet in format_.sheets],
        *([column.label for column in sheet.columns] for sheet in format_.sheets),
        *([column.id for column in sheet.columns] for sheet in format_.sheets),
        *(list(choices.values()) for choices in format_.choices.values()),
    ):
        assert len(names) == len(set(names))


def test_only_profile_and_units_must_be_there():
    assert [sheet.label for sheet in book_format().sheets if sheet.required] == ["概况", "单位"]


def test_codes_of_units_and_projects_have_a_home():
    assert book_format().homes == {"unit": "单位", "project": "项目"}


def test_the_ledger_has_the_columns_that_tell_entries_apart():
    summed = [sheet for sheet in book_format().sheets if sheet.summed]
    assert [sheet.id for sheet in summed] == ["entries"]
    assert {*KEY, "voucher", "summary", "debit", "credit"} == {column.id for column in summed[0].columns}
    assert [field.name for field in fields(Entry)] == [*KEY, "debit", "credit", "first_row", "count", "sheet"]


def test_the_version_of_the_profile_is_that_of_the_format():
    item = next(item for item in book_format().items if item.id == "version")
    assert item.least == item.most == book_format().version


def test_an_unknown_column_is_an_error():
    with pytest.raises(KeyError):
        book_format().sheet("units").column("nothing")
    with pytest.raises(KeyError):
        book_format().sheet("nothing")


def test_the_page_says_what_the_data_says():
    assert (ROOT / "docs" / "book.md").read_text(encoding="utf-8") == book_page(), "run: make book"


def test_the_page_tells_every_sheet_and_column():
    page = book_page()
    for sheet in book_format().sheets:
        section = page.split(f"\n## {sheet.label}\n")[1].split("\n## ")[0]
        for column in sheet.columns:
            assert f"| {column.label} | {'必填' if column.required else ''} |" in section
