"""The sheets of a book as rows of text, in the format that book.toml describes, and as a folder of CSV files."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

BookFiles = dict[str, list[tuple[str, ...]]]
"""The rows of each sheet by its label; the first row is the heading, so row 1 of a sheet is `rows[0]`."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet; `choices` are the printed labels by what they stand for, empty where all is allowed."""

    id: str
    label: str
    type: str
    required: bool
    choices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the book."""

    id: str
    label: str
    columns: tuple[Column, ...]


@cache
def sheets() -> dict[str, Sheet]:
    """The sheets of book.toml by their ids, in its order."""
    text = files("mingzhang.compile").joinpath("book.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    choices = {name: {means: label for label, means in one.items()} for name, one in data["choices"].items()}
    return {
        sheet["id"]: Sheet(
            sheet["id"],
            sheet["label"],
            tuple(
                Column(
                    column["id"], column["label"], column["type"], column.get("required", False),
                    choices.get(column.get("of", ""), {}),
                )
                for column in sheet["column"]
            ),
        )
        for sheet in data["sheet"]
    }  # fmt: skip


@dataclass(slots=True)
class Filling:
    """A book while it is filled in: values by the ids of the columns, choices by what they stand for, money in 分."""

    rows: BookFiles = field(default_factory=lambda: {sheet.label: [_heading(sheet)] for sheet in sheets().values()})

    def add(self, sheet_id: str, **values: str | int | None) -> None:
        """Add a row; a column not given, or given as None or "", stays blank."""
        sheet = sheets()[sheet_id]
        unknown = set(values) - {column.id for column in sheet.columns}
        if unknown:
            raise ValueError(f"{sheet_id} has no column {sorted(unknown)}")
        self.rows[sheet.label].append(tuple(_text(column, values.get(column.id)) for column in sheet.columns))


def _heading(sheet: Sheet) -> tuple[str, ...]:
    return tuple(column.label for column in sheet.columns)


def _text(column: Column, value: str | int | None) -> str:
    if value is None or value == "":
        return ""
    if column.type == "money":
        return yuan(int(value))
    return column.choices[str(value)] if column.choices else str(value)


def yuan(cents: int) -> str:
    """An amount of 分 as 元 with two decimals."""
    sign, amount = ("-", -cents) if cents < 0 else ("", cents)
    return f"{sign}{amount // 100}.{amount % 100:02d}"


def cents(text: str) -> int:
    """The 分 of an amount that `yuan` wrote; a blank is nothing."""
    whole, _, part = text.removeprefix("-").partition(".")
    amount = int(whole or 0) * 100 + int(part or 0)
    return -amount if text.startswith("-") else amount


def records(book: BookFiles, sheet_id: str) -> Iterator[dict[str, str]]:
    """The rows of a sheet, each by the ids of its columns."""
    sheet = sheets()[sheet_id]
    names = [column.id for column in sheet.columns]
    return (dict(zip(names, row, strict=True)) for row in book[sheet.label][1:])


def write_folder(book: BookFiles, path: Path) -> None:
    """Write each sheet as `LABEL.csv`, UTF-8 with the mark that spreadsheet programs look for."""
    path.mkdir(parents=True, exist_ok=True)
    for label, rows in book.items():
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows(rows)
        (path / f"{label}.csv").write_bytes(text.getvalue().encode("utf-8-sig"))
