from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from mingzhang.compile.book import read_book
from mingzhang.compile.guide import guide
from mingzhang.compile.new_book import new_book, new_folder
from mingzhang.compile.schema import book_format
from mingzhang.forms import editions
from tests.book_files import told


@pytest.fixture(scope="module")
def workbook() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(new_book()))


def test_there_is_a_sheet_for_each_part(workbook):
    format_ = book_format()
    assert workbook.sheetnames == [format_.guide, *(sheet.label for sheet in format_.sheets), format_.options]
    assert workbook[format_.options].sheet_state == "hidden"
    assert workbook.active.title == format_.guide


def test_headings_are_locked_and_cells_are_not(workbook):
    for sheet in book_format().sheets:
        page = workbook[sheet.label]
        assert [cell.value for cell in page[1]] == [column.label for column in sheet.columns]
        assert page.freeze_panes == "A2"
        assert page.protection.sheet
        assert not page.protection.password
        for at, cell in enumerate(page[1]):
            assert cell.protection.locked
            assert cell.font.bold
            assert cell.comment.text
            style = page.column_dimensions[openpyxl.utils.get_column_letter(at + 1)]
            assert not style.protection.locked


def test_notes_of_columns_can_be_seen(workbook):
    for sheet in book_format().sheets:
        for at, column in enumerate(sheet.columns, 1):
            assert column.note in workbook[sheet.label].cell(1, at).comment.text


def test_every_choice_is_offered(workbook):
    format_ = book_format()
    for sheet in format_.sheets:
        page = workbook[sheet.label]
        rules = {str(rule.sqref).split(":")[0]: rule for rule in page.data_validations.dataValidation}
        for at, column in enumerate(sheet.columns, 1):
            if column.of:
                formula = rules[f"{openpyxl.utils.get_column_letter(at)}2"].formula1
                name, cells = formula.rsplit("!", 1)
                offered = [row[0].value for row in workbook[name.strip("'")][cells.replace("$", "")]]
                assert offered == list(format_.choices[column.of])


def test_money_is_shown_with_two_decimals_and_codes_are_text(workbook):
    looks = {"money": "#,##0.00", "count": "#,##0", "unit": "@", "function": "@", "text": "@"}
    for sheet in book_format().sheets:
        for at, column in enumerate(sheet.columns, 1):
            if column.type in looks:
                style = workbook[sheet.label].column_dimensions[openpyxl.utils.get_column_letter(at)]
                assert style.number_format == looks[column.type]


def test_the_first_sheet_explains_every_sheet(workbook):
    texts = [str(cell.value) for row in workbook[book_format().guide].iter_rows() for cell in row if cell.value]
    assert texts[0] == guide().title
    assert set(guide().steps) <= set(texts)
    assert {sheet.label for sheet in book_format().sheets} <= set(texts)


@pytest.mark.parametrize("form", ["workbook", "folder"])
def test_an_empty_book_lacks_only_what_must_be_filled_in(tmp_path, form):
    path = tmp_path / "book.xlsx"
    if form == "workbook":
        path.write_bytes(new_book())
    else:
        path.mkdir()
        for name, data in new_folder().items():
            (path / name).write_bytes(data)
    book, problems = read_book(path)
    assert told(problems) == [
        "「概况」：没有填“部门名称”。",
        "「概况」：没有填“年度”。",
        f"「概况」：没有填“表样”；可填：{'、'.join(editions())}。",
        "「单位」：这张表里没有内容。",
    ]
    assert book.profile.counts == {"version": book_format().version}


def test_every_empty_book_is_the_same(monkeypatch):
    first = new_book()
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert new_book() == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_spreadsheets_know_the_encoding_of_the_csv_files():
    assert all(data.startswith("\ufeff".encode()) for data in new_folder().values())
