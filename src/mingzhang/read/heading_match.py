"""Match the printed heading of a table's column to a column of a form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mingzhang.forms import Column
from mingzhang.forms.label import bare, compact, fold
from mingzhang.read.layout import GridCell

_YEAR = re.compile(r"^20\d\d年度?")
_YEARS = re.compile(r"(20\d\d)年")
_CHANGE = re.compile(r"增减|比20\d\d年|比上年|较上年")
_COLUMN_NUMBER = re.compile(r"^(?:\d{1,2}|栏次|行次)$")


@dataclass(frozen=True, slots=True)
class HeadingMatch:
    """A column found, the label as printed, and whether the labels agreed exactly."""

    column: Column
    printed: str
    exact: bool


def heading_path(matrix: Sequence[Sequence[GridCell | None]], rows: int, column: int) -> list[str]:
    """The texts above a column, outermost first, merged cells once, 栏次 left out."""
    path: list[str] = []
    seen: set[int] = set()
    for row in range(rows):
        cell = matrix[row][column]
        if cell is None or id(cell) in seen:
            continue
        seen.add(id(cell))
        text = compact(cell.text)
        if text and not _COLUMN_NUMBER.match(text):
            path.append(text)
    return path


def this_year(paths: Mapping[int, list[str]]) -> dict[int, list[str]]:
    """The columns of the latest year that headings name: no earlier years and no changes between years."""
    years = {
        column: max((int(year) for text in path for year in _YEARS.findall(text)), default=0)
        for column, path in paths.items()
    }
    latest = max(years.values(), default=0)
    return {
        column: path
        for column, path in paths.items()
        if years[column] in (0, latest) and not any(_CHANGE.search(text) for text in path)
    }


def match_heading(path: Sequence[str], columns: Sequence[Column]) -> HeadingMatch | None:
    """The column whose label is the innermost of the path that any column goes by.

    A column inside a group or block is preferred where the path names it; a block, where a form has some, is required.
    """
    folded = [_YEAR.sub("", bare(text)) for text in path]
    candidates = [
        column for column in columns if not column.block or any(text in column.block_labels for text in folded)
    ]
    for depth in range(len(path) - 1, -1, -1):
        text = folded[depth]
        if any(text in column.block_labels for column in columns):
            continue
        exact = [column for column in candidates if text in column.labels]
        if exact:
            return HeadingMatch(_best(exact, folded[:depth]), path[depth], True)
    for depth in range(len(path) - 1, -1, -1):
        text = folded[depth]
        near = [
            column for column in candidates if len(text) >= 4 and any(_near(text, label) for label in column.labels)
        ]
        if len(near) == 1:
            return HeadingMatch(near[0], path[depth], False)
    return None


def _near(text: str, label: str) -> bool:
    return len(label) >= 4 and (text in label or label in text)


def _best(columns: Sequence[Column], outer: Sequence[str]) -> Column:
    for text in reversed(outer):
        for column in columns:
            if column.group and fold(column.group) in text:
                return column
    plain = [column for column in columns if not column.group]
    return (plain or list(columns))[0]
