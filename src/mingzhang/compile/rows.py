"""The rows of a sheet as typed values, each knowing where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from mingzhang.compile.cells import Value, Wrong, read_cell, shown
from mingzhang.compile.problem import Problems, cell_name, letters
from mingzhang.compile.schema import Column, Format, Sheet

MOST_ROWS = 200_000
"""So many rows are read of a sheet that is not summed."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a row stands: the label of its sheet, its number as a spreadsheet counts, and the name of the file."""

    sheet: str
    row: int
    file: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row by the ids of its columns; a column that the file has not is blank."""

    values: Mapping[str, Value]
    spot: Spot

    def text(self, id_: str) -> str:
        """A text, a code, or the id of a choice; "" for a blank."""
        value = self.values[id_]
        return value if isinstance(value, str) else ""

    def whole(self, id_: str) -> int | None:
        """Money in 分, or a count; None for a blank."""
        value = self.values[id_]
        return value if isinstance(value, int) else None

    def number(self, id_: str) -> Decimal | None:
        """A number; None for a blank."""
        value = self.values[id_]
        return value if isinstance(value, Decimal) else None


@dataclass(slots=True)
class Table:
    """A sheet as it was found: its heading and its rows as text, with their numbers (the heading is `first`).

    `origin` gives the place of each column in the file where it is another one there, None for what no column holds.
    """

    label: str
    file: str
    heading: Sequence[str]
    rows: Iterable[tuple[int, Sequence[str]]]
    first: int = 1
    origin: Sequence[int | None] | None = None


@dataclass(slots=True)
class Matched:
    """A table whose columns are known: `at` gives the position of each column by id."""

    sheet: Sheet
    table: Table
    at: dict[str, int]
    _strays: set[int] = field(default_factory=set)

    def cell(self, row: int, column: Column) -> str:
        """The name of a cell in messages."""
        at = self.at.get(column.id)
        origin = self.table.origin
        return cell_name(row, column.label, origin[at] if origin is not None and at is not None else at)

    def look_beside(self, row: int, texts: Sequence[str], problems: Problems) -> None:
        """Complain, once a column, of text under no heading."""
        heading = self.table.heading
        for position, text in enumerate(texts):
            nameless = position >= len(heading) or not heading[position].strip()
            if nameless and text.strip() and position not in self._strays:
                self._strays.add(position)
                where = f"第{row}行({letters(position)}{row})"
                problems.add(self.table.label, where, f"“{shown(text)}”上面没有列名；请写上列名或删去。", "列外")


def match(table: Table, sheet: Sheet, problems: Problems) -> Matched:
    """Find the columns of a sheet in a table's heading; unknown, repeated and missing ones are problems."""
    labels = {_heading(column.label): column for column in sheet.columns}
    at: dict[str, int] = {}
    for position, text in enumerate(table.heading):
        name = _heading(text)
        where = f"第{table.first}行({letters(position)}{table.first})"
        column = labels.get(name)
        if column is None:
            if name:
                known = "、".join(one.label for one in sheet.columns)
                problems.add(table.label, where, f"不认识的列“{shown(text)}”；本表的列有：{known}。", "列名")
        elif column.id in at:
            problems.add(table.label, where, f"列“{column.label}”重复。", "列名")
        else:
            at[column.id] = position
    for column in sheet.columns:
        if column.required and column.id not in at:
            problems.add(table.label, f"第{table.first}行", f"缺少列“{column.label}”；列名写在第一行。")
    return Matched(sheet, table, at)


def _heading(text: str) -> str:
    return "".join(text.split()).rstrip("*＊")


def read_rows(matched: Matched, format_: Format, problems: Problems) -> Iterator[Row]:
    """The rows that are not blank, with every problem of form in them."""
    sheet, table = matched.sheet, matched.table
    found = 0
    for number, texts in table.rows:
        if not any(text.strip() for text in texts):
            continue
        found += 1
        if found > MOST_ROWS:
            problems.add(table.label, f"第{number}行", f"行数超过 {MOST_ROWS}，从这一行起没有读。")
            return
        matched.look_beside(number, texts, problems)
        values: dict[str, Value] = {}
        for column in sheet.columns:
            position = matched.at.get(column.id)
            text = texts[position] if position is not None and position < len(texts) else ""
            try:
                values[column.id] = read_cell(text, column, format_.choices)
                complaint = f"没有填“{column.label}”。" if column.required and values[column.id] in ("", None) else ""
            except Wrong as wrong:
                values[column.id] = text.strip() if column.type in ("text", "unit", "project") else None
                complaint = str(wrong)
            if complaint and (position is not None or not column.required):
                problems.add(table.label, matched.cell(number, column), complaint, column.label)
        yield Row(values, Spot(table.label, number, table.file))


def check_codes(
    parts: Sequence[tuple[Matched, Sequence[Row]]], format_: Format, problems: Problems
) -> dict[str, set[str]]:
    """The codes of units and of projects; those given twice and references to none are problems."""
    codes: dict[str, dict[str, Row]] = {}
    for matched, part in parts:
        for column in matched.sheet.columns:
            if column.defines:
                codes[column.defines] = _defined(matched, part, column, problems)
    known = {of: set(found) for of, found in codes.items()}
    for matched, part in parts:
        for column in matched.sheet.columns:
            if column.type in format_.homes:
                for row in part:
                    complaint = unknown(row.text(column.id), column, known, format_)
                    if complaint:
                        problems.add(matched.table.label, matched.cell(row.spot.row, column), complaint, column.label)
    return known


def _defined(matched: Matched, rows: Iterable[Row], column: Column, problems: Problems) -> dict[str, Row]:
    first: dict[str, Row] = {}
    for row in rows:
        code = row.text(column.id)
        if not code:
            continue
        if code in first:
            complaint = f"“{shown(code)}”与第{first[code].spot.row}行重复。"
            problems.add(matched.table.label, matched.cell(row.spot.row, column), complaint, column.label)
        else:
            first[code] = row
    return first


def unknown(code: str, column: Column, known: Mapping[str, set[str]], format_: Format) -> str:
    """The complaint about a code of a unit or project that the book does not list; "" where there is none."""
    codes = known.get(column.type, set())
    if not code or code in codes:
        return ""
    alike = [one for one in codes if one.lstrip("0") == code.lstrip("0")]
    hint = f"；是不是“{shown(alike[0])}”，前面的 0 丢了？" if len(alike) == 1 else "；请先在那里列出。"
    return f"“{shown(code)}”不在「{format_.homes[column.type]}」表里{hint}"
