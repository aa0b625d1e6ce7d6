"""Tables with a row a code in a text dump: the code begins a row, the figures are counted from its name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mingzhang.forms import Column, Form
from mingzhang.forms.label import fold
from mingzhang.read.layout import Grid, Line
from mingzhang.read.text_rows import (
    TextRow,
    all_figures,
    build_grid,
    cells_of,
    column_count,
    heading_rows,
    is_figure,
    is_note,
    line_number,
    printed_columns,
)

_CODE = re.compile(r"^\d{3}(?:\d{2}){0,2}$")


def shape_codes(form: Form, lines: Sequence[Line]) -> Grid | None:
    """The grid of a table with a row a code; None where no row is found."""
    walk = _CodeWalk(form, lines)
    for line in lines:
        if walk.current is not None and is_note(line.text):
            break
        walk.line(line)
    return walk.grid()


class _CodeWalk:
    """Walks the lines of a table; a code or the total's label begins a row, figures end it."""

    def __init__(self, form: Form, lines: Sequence[Line]) -> None:
        self.form = form
        self.current: TextRow | None = None
        self._count = column_count(lines)
        self._split = any(line.text.split()[:3] == ["类", "款", "项"] for line in lines)
        self._heading: list[str] = []
        self._rows: list[TextRow] = []
        self._columns: list[Column] = []
        self._doubts: list[str] = []

    def line(self, line: Line) -> None:
        """Take in one line."""
        cells = cells_of(line.text)
        if self._split and not self._awaits_figures():
            cells = _joined_code(cells, self.current.label[0] if self.current else "")
        filled = [cell for cell in cells if cell]
        if self._begins(cells, filled, line.text):
            if not self._columns:
                self._columns, self._doubts = printed_columns(
                    self.form.columns, fold("".join(self._heading)), self._count
                )
            self.current = TextRow([filled[0]], first=line_number(line), last=line_number(line))
            self._rows.append(self.current)
            self._fill(self.current, cells[cells.index(filled[0]) + 1 :], line)
        elif self.current is None:
            self._heading.append(line.text)
        elif line.text and self.current.values is None:
            self._fill(self.current, cells, line)
        elif filled:
            self.current.sure = False

    def _awaits_figures(self) -> bool:
        """Whether the row has its name and no figures yet."""
        return self.current is not None and bool(self.current.name) and self.current.values is None

    def _begins(self, cells: Sequence[str], filled: Sequence[str], text: str) -> bool:
        """Whether a line begins a row: it starts with a code or with the total's label."""
        if not filled or not (_CODE.match(filled[0]) or fold(filled[0]) == self.form.total):
            return False
        if self._awaits_figures() and len(cells) >= len(self._columns) and all_figures(cells):
            return False  # whole numbers that look like a code: the figures of a wrapped name
        # 合计 may also be the heading of a column
        return self.current is not None or filled[0] != self.form.total or _after_total(filled, text)

    def _fill(self, row: TextRow, cells: list[str], line: Line) -> None:
        """Give a row what a line holds of it: the rest of its name, its figures."""
        total = fold(row.label[0]) == self.form.total
        if not row.name and not total and any(not is_figure(cell) for cell in cells):
            cells = cells[next(at for at, cell in enumerate(cells) if cell) :]  # an indented name
        while cells and not is_figure(cells[0]):
            row.name.append(cells.pop(0))
        if cells and (row.name or total) and all_figures(cells):
            row.values, row.last = cells, line_number(line)
            row.sure = cells[len(self._columns) :] in ([], [""])
        else:
            row.name.extend(cell for cell in cells if cell)

    def grid(self) -> Grid | None:
        """The rows found, under the heading written out."""
        if not self._columns:
            return None
        table = []
        for row in self._rows:
            values = (row.values or [])[: len(self._columns)]
            row.sure = row.sure and row.values is not None
            table.append(([*row.label, "".join(row.name), *values, *[""] * (len(self._columns) - len(values))], row))
        heading = heading_rows(["科目编码", "科目名称"], self._columns, fold("".join(self._heading)))
        return build_grid(heading, table, self._doubts)


def _joined_code(tokens: list[str], before: str) -> list[str]:
    """Cells whose first three, the digits of 类, 款 and 项, are one code; absent ones are those of the row before."""
    if len(tokens) > 3 and not tokens[0] and re.fullmatch(r"\d{3}", tokens[1]):
        tokens = tokens[1:]  # a page's first line begins with a space
    lead = [token.strip() for token in tokens[:3]]
    if lead == ["类", "款", "项"]:
        return tokens[3:]
    filled = [at for at, token in enumerate(lead) if token]
    shapes = (r"\d{3}", r"\d{2}", r"\d{2}")
    if len(lead) < 3 or not filled or not all(re.fullmatch(shapes[at], lead[at]) for at in filled):
        return tokens
    parents = (before[:3], before[3:5], before[5:7])
    return ["".join([*parents[: filled[0]], *lead]), *tokens[3:]]


def _after_total(filled: Sequence[str], text: str) -> bool:
    """Whether a line that begins with the total's label is its row: figures or blanks follow, no other label."""
    return all(is_figure(token) for token in filled[1:]) and (len(filled) > 1 or text.strip(" ") != text)
