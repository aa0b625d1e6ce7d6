"""The rows of tables a finding quotes, for sources that have neither pages nor lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mingzhang.finding import Finding
from mingzhang.model import Disclosure, Table
from mingzhang.report.wording import quoted, row_words, table_at, table_words

_CUTS = 3
_ROWS = 7
_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class TableCut:
    """Some rows of a table as it was read: cells are (text, "" or "main" or "other")."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def table_cuts(finding: Finding, disclosure: Disclosure) -> list[TableCut]:
    """The quoted rows of tables as they were read, with the rows around them."""
    wanted: dict[int, tuple[Table, dict[tuple[str, str], str]]] = {}
    for _, place, main in quoted(finding):
        table = table_at(place, disclosure) if place.table else None
        if table is None or not place.row:
            continue
        marks = wanted.setdefault(id(table), (table, {}))[1]
        spot = (place.row, place.column or "")
        marks[spot] = "main" if main or marks.get(spot) == "main" else "other"
    return [_excerpt(table, marks) for table, marks in wanted.values()][:_CUTS]


def _excerpt(table: Table, marks: Mapping[tuple[str, str], str]) -> TableCut:
    names = {item.row_key: item.row_name for item in table.prints}
    names.update((row.key, row.name) for row in table.rows)
    keys = [row.key for row in table.rows] or list(names)
    columns = list(dict.fromkeys(item.column for item in table.prints))
    rows = {row for row, _ in marks}
    near = [at for at, key in enumerate(keys) if rows & set(keys[max(at - 1, 0) : at + 2])]
    if len(near) > _ROWS:
        near = [at for at, key in enumerate(keys) if key in rows][:_ROWS]
    if len(columns) > _COLUMNS:
        kept = {column for _, column in marks} | set(columns[:1])
        columns = [column for column in columns if column in kept][:_COLUMNS]
    texts = {(item.row_key, item.column): item.text for item in table.prints}
    return TableCut(
        table_words(table),
        tuple(columns),
        tuple(
            (
                row_words(keys[at], names.get(keys[at], "")),
                tuple(
                    (texts.get((keys[at], column), ""), marks.get((keys[at], column), marks.get((keys[at], ""), "")))
                    for column in columns
                ),
            )
            for at in near
        ),
    )
