"""Rows and cells of a text dump's table, and the grid they make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mingzhang.amount import is_blank, parse_amount
from mingzhang.forms import Column
from mingzhang.model import Place
from mingzhang.read.layout import Grid, GridCell, Line

_GLUED = re.compile(r"^(-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+)([^\d.,%％\s].*)$")
INTEGER = re.compile(r"^\d{1,3}$")


@dataclass(slots=True)
class TextRow:
    """One row while it is being read."""

    label: list[str] = field(default_factory=list)
    name: list[str] = field(default_factory=list)
    values: list[str] | None = None
    first: int = 0
    last: int = 0
    sure: bool = True
    panel: int = 0


def cells_of(text: str) -> list[str]:
    """The cells of one line; a figure glued to the next label is cut off from it."""
    tokens: list[str] = []
    for token in text.split(" "):
        glued = _GLUED.match(token)
        tokens.extend(glued.groups() if glued else (token,))
    return tokens


def is_figure(token: str) -> bool:
    """Whether a cell is a number or blank."""
    return is_blank(token) or parse_amount(token) is not None


def all_figures(tokens: Sequence[str]) -> bool:
    """Whether all cells are numbers or blank."""
    return all(is_figure(token) for token in tokens)


def line_number(line: Line) -> int:
    """The number of a line, 0 where it is not known."""
    return line.place.line or 0


def is_note(text: str) -> bool:
    """Whether a line begins a table's note."""
    return re.match(r"^\s*(?:注|说明|备注)[:：]", text) is not None


def column_count(lines: Sequence[Line]) -> int | None:
    """The largest number of the 栏次 row, or None where there is no such row."""
    for line in lines:
        tokens = [token for token in line.text.split() if token != "栏次"]
        numbers = [int(token) for token in tokens if INTEGER.match(token)]
        if len(numbers) == len(tokens) >= 2 and numbers == list(range(1, len(numbers) + 1)):
            return len(numbers)
    return None


def printed_columns(columns: Sequence[Column], heading: str, count: int | None) -> tuple[list[Column], list[str]]:
    """The columns whose labels stand in the heading, and doubts where their number is not the printed 栏次's."""
    printed = [column for column in columns if any(label in heading for label in column.labels)]
    if count is None or len(printed) == count:
        missing = [column.label for column in columns if column not in printed]
        return printed, ([] if printed else [f"表头中没有认出任何栏目（{'、'.join(missing)}）"])
    if len(columns) == count:
        return list(columns), [f"表头认出 {len(printed)} 栏，栏次有 {count} 栏"]
    return printed, [f"表头认出 {len(printed)} 栏，栏次有 {count} 栏"]


def printed_label(column: Column, heading: str) -> str:
    """The label under which the heading prints a column: the innermost of those it goes by."""
    found = [label for label in column.labels if label in heading]
    whole = [label for label in found if not any(label != other and label in other for other in found)]
    return max(whole, key=heading.rfind, default=column.label)


def heading_rows(lead: Sequence[str], columns: Sequence[Column], heading: str) -> list[list[str]]:
    """Heading rows as a ruled table would print them: block, group, label."""
    labels = [printed_label(column, heading) for column in columns]
    groups = [column.group if column.group in heading else "" for column in columns]
    pairs = list(zip(columns, groups, labels, strict=True))
    return [
        [*lead, *(column.block or group or label for column, group, label in pairs)],
        [*lead, *(group or column.block or label for column, group, label in pairs)],
        [*lead, *labels],
    ]


def build_grid(
    heading: Sequence[Sequence[str]], rows: Sequence[tuple[list[str], TextRow]], doubts: list[str]
) -> Grid | None:
    """A grid from heading rows and body rows; None where there is no body."""
    if not rows:
        return None
    width = max(len(heading[0]) if heading else 0, *(len(cells) for cells, _ in rows))
    first = min(row.first for _, row in rows)
    cells = [
        GridCell(at, column, text, Place(line=first))
        for at, labels in enumerate(heading)
        for column, text in enumerate(labels)
    ]
    for at, (texts, row) in enumerate(rows, start=len(heading)):
        place = Place(line=row.first, last_line=row.last)
        cells.extend(GridCell(at, column, text, place, sure=row.sure) for column, text in enumerate(texts))
    return Grid(len(heading) + len(rows), width, cells, ruled=False, doubts=doubts)
