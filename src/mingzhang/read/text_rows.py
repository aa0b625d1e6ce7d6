"""Rows and cells of a text dump's table, and the grid they make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mingzhang.amount import is_blank, parse_amount
from mingzhang.forms import Column
from mingzhang.model import Place
from mingzhang.read.layout import Grid, GridCell, Line

_GLUED = re.compile(r"^(-?(?:\d{1,3}(?:[,，]\d{3})+|\d+)[.．]\d+)([^\d.,，．%％\s].*)$")
_PAGE_NUMBER = re.compile(r"^[-—–－]?\d{1,3}[-—–－]?$|^第\d{1,3}页(?:[,，/]?共\d{1,3}页)?$")
_GAP = re.compile(r"\S {2,}\S")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
INTEGER = re.compile(r"^\d{1,3}$")
BLANKS_LOST = "文本中没有连续的空格，空白单元格的位置可能已经丢失"
NO_ROWS = "表中没有读到任何一行"


@dataclass(slots=True)
class TextRow:
    """One row while it is being read.

    `tail` is stray text behind it; `leads` says that its figures begin their line with a blank.
    """

    label: list[str] = field(default_factory=list)
    name: list[str] = field(default_factory=list)
    values: list[str] | None = None
    first: int = 0
    last: int = 0
    sure: bool = True
    panel: int = 0
    tail: list[str] = field(default_factory=list)
    leads: bool = False


def cells_of(text: str) -> list[str]:
    """The cells of one line; a figure glued to the next label is cut off from it."""
    tokens: list[str] = []
    for token in text.replace("\t", " ").split(" "):
        glued = _GLUED.match(token)
        tokens.extend(glued.groups() if glued else (token,))
    return tokens


def anchor(token: str) -> str:
    """A token as an anchor: digits of full width are ordinary ones."""
    return token.translate(_FULL_WIDTH)


def is_page_number(text: str) -> bool:
    """Whether a line holds nothing but the number of a page."""
    return _PAGE_NUMBER.match("".join(text.split())) is not None


def settled(cells: list[str], count: int) -> tuple[list[str], bool]:
    """The figures of a row of `count` columns, and whether they fit; the space that begins a page is no blank."""
    if cells[:1] == [""] and cells[count:] not in ([], [""]):
        cells = cells[1:]
    return cells, cells[count:] in ([], [""])


def has_gap(text: str) -> bool:
    """Whether a line has a blank cell between others."""
    return _GAP.search(text) is not None


def is_short(values: Sequence[str] | None, count: int) -> bool:
    """Whether a row has figures, but fewer cells than there are columns."""
    return values is not None and len(values) < count and any(not is_blank(value) for value in values)


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
    heading: Sequence[Sequence[str]], rows: Sequence[tuple[list[str], TextRow]], doubts: list[str], line: int = 0
) -> Grid | None:
    """A grid from heading rows and body rows; without body an empty one at `line`, None where that is not given."""
    if not rows and not line:
        return None
    width = max([len(heading[0]) if heading else 0, *(len(cells) for cells, _ in rows)])
    first = min((row.first for _, row in rows), default=line)
    cells = [
        GridCell(at, column, text, Place(line=first))
        for at, labels in enumerate(heading)
        for column, text in enumerate(labels)
    ]
    for at, (texts, row) in enumerate(rows, start=len(heading)):
        place = Place(line=row.first, last_line=row.last)
        cells.extend(GridCell(at, column, text, place, sure=row.sure) for column, text in enumerate(texts))
    return Grid(len(heading) + len(rows), width, cells, ruled=False, doubts=doubts)
