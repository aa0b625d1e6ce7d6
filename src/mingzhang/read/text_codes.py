"""Tables with a row a code in a text dump: the code begins a row, the figures are counted from its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from mingzhang.catalogue import name_of
from mingzhang.forms import Column, Form
from mingzhang.forms.label import fold
from mingzhang.read.headings import heading_of
from mingzhang.read.layout import Grid, Line
from mingzhang.read.text_order import printed_order
from mingzhang.read.text_rows import (
    BLANKS_LOST,
    NO_ROWS,
    TextRow,
    all_figures,
    anchor,
    build_grid,
    cells_of,
    column_count,
    has_gap,
    heading_rows,
    is_figure,
    is_note,
    is_page_number,
    is_short,
    line_number,
    printed_columns,
    settled,
)

_CODE = re.compile(r"^\d{3}(?:\d{2}){0,2}$")
_GLUED_CODE = re.compile(r"^(2\d{2}(?:\d{2}){0,2})([^\d\s.,，．%％万亿元年月日个人].*)$")
_GLUED_FIGURE = re.compile(r"^(.*[^\d.,，．%％+-])(-?(?:\d{1,3}(?:[,，]\d{3})+|\d+)[.．]\d+)$")
_CODE_COLUMNS = re.compile(r"类\s+款\s+项(?:\s|$)")
_LONGEST_TAIL = 40
_MANY = 2


def shape_codes(form: Form, lines: Sequence[Line]) -> Grid | None:
    """The grid of a table with a row a code, empty where only its heading is found; None where not even that is."""
    walk = _CodeWalk(form, lines)
    for at, line in enumerate(lines):
        if (walk.current is not None or walk.has_heading()) and is_note(line.text):
            break
        walk.line(line, next((after.text for after in lines[at + 1 :] if after.text.strip()), ""))
    return walk.grid()


class _CodeWalk:
    """Walks the lines of a table; a code or the total's label begins a row, figures end it."""

    def __init__(self, form: Form, lines: Sequence[Line]) -> None:
        self.form = form
        self.current: TextRow | None = None
        self._count = column_count(lines)
        self._split = any(_CODE_COLUMNS.search(line.text) for line in lines)
        self._heading: list[str] = []
        self._rows: list[TextRow] = []
        self._columns: list[Column] = []
        self._doubts: list[str] = []
        self._gaps = False
        self._line = 0

    def line(self, line: Line, following: str = "") -> None:
        """Take in one line; `following` is the next that is not empty."""
        cells = cells_of(line.text)
        if self._split and not self._awaits_figures():
            cells = _joined_code(cells, self.current.label[0] if self.current else "")
        cells = _parted(cells)
        filled = [cell for cell in cells if cell]
        if self._begins(cells, filled, line.text, following):
            if not self._columns:
                self._find_columns()
            self.current = TextRow([anchor(filled[0])], first=line_number(line), last=line_number(line))
            self._rows.append(self.current)
            self._fill(self.current, cells[cells.index(filled[0]) + 1 :], line, begun=True)
        elif self.current is None:
            self._heading.append(line.text)
            self._line = self._line or line_number(line)
        elif line.text and self.current.values is None:
            self._fill(self.current, cells, line)
        elif filled and not is_page_number(line.text):
            if any(is_figure(cell) for cell in filled) or heading_of(line.text) is not None:
                self.current.sure = False
            self.current.tail.append("".join(filled))
        self._gaps = self._gaps or (self.current is not None and has_gap(line.text))

    def has_heading(self) -> bool:
        """Whether the lines before the first row name the code's column and several columns of figures."""
        tokens = {fold(token) for text in self._heading for token in text.split()}
        found = [column for column in self.form.columns if column.labels & tokens]
        return len(found) >= _MANY and any(token.endswith("名称") and "科目" in token for token in tokens)

    def _find_columns(self) -> None:
        columns, doubts = printed_columns(self.form.columns, fold("".join(self._heading)), self._count)
        self._columns, unclear = printed_order(columns, self._heading)
        self._doubts = [*doubts, *unclear]

    def _awaits_figures(self) -> bool:
        """Whether the row has its name and no figures yet."""
        return self.current is not None and bool(self.current.name) and self.current.values is None

    def _begins(self, cells: Sequence[str], filled: Sequence[str], text: str, following: str) -> bool:
        """Whether a line begins a row: it starts with a code or with the total's label."""
        if not filled or not (_CODE.match(filled[0]) or fold(filled[0]) == self.form.total):
            return False
        if self._awaits_figures() and len(cells) >= len(self._columns) and all_figures(cells):
            return False  # whole numbers that look like a code: the figures of a wrapped name
        if self.current is not None or fold(filled[0]) != self.form.total:
            return True
        # 合计 may also be the heading of a column
        return _after_total(filled, text) or (len(filled) == 1 and self._ends_heading(following))

    def _ends_heading(self, following: str) -> bool:
        """Whether the heading is complete and its next line is one of the body: then a bare 合计 is a row."""
        tokens = cells_of(following.strip())
        body = is_note(following) or bool(_CODE.match(tokens[0])) or all_figures(tokens)
        numbered = any("栏次" in text for text in self._heading)
        words = {fold(token) for text in self._heading for token in text.split()}
        total = any(self.form.total in column.labels and column.labels & words for column in self.form.columns)
        return body and self.has_heading() and (numbered or total)

    def _fill(self, row: TextRow, cells: list[str], line: Line, *, begun: bool = False) -> None:
        """Give a row what a line holds of it: the rest of its name, its figures; `begun`: its code is on the line."""
        total = fold(row.label[0]) == self.form.total
        indent = next((at for at, cell in enumerate(cells) if cell), 0)
        if cells and not is_figure(cells[indent]):
            cells = cells[indent:]
        named = len(row.name)
        while cells and not is_figure(cells[0]):
            row.name.append(cells.pop(0))
        count = len(self._columns)
        nameless = begun and len(cells) >= count and any(cells)
        if cells and (row.name or total or nameless) and all_figures(cells):
            row.leads = not begun and named == len(row.name) and cells[0] == ""
            values, fits = settled(cells, count) if row.leads else (cells, cells[count:] in ([], [""]))
            row.values, row.last, row.sure = values, line_number(line), fits
        else:
            row.name.extend(cell for cell in cells if cell)

    def grid(self) -> Grid | None:
        """The rows found, under the heading written out."""
        if not self._columns and self.has_heading():
            self._find_columns()
            self._doubts.append(NO_ROWS)
        if not self._columns:
            return None
        if len(self._rows) == 1 and fold(self._rows[0].label[0]) == self.form.total and not self._rows[0].name:
            self._rows[0].values = self._rows[0].values or []  # trailing blanks are lost, nothing else
        self._name_rows()
        self._judge_rows()
        table = []
        for row in self._rows:
            values = (row.values or [])[: len(self._columns)]
            row.sure = row.sure and row.values is not None
            table.append(([*row.label, "".join(row.name), *values, *[""] * (len(self._columns) - len(values))], row))
        heading = heading_rows(["科目编码", "科目名称"], self._columns, fold("".join(self._heading)))
        return build_grid(heading, table, self._doubts, self._line)

    def _name_rows(self) -> None:
        """Give stray text between two rows to the name that lacks it; sure only where the catalogue says so."""
        nameless = {id(row) for row in self._rows if not row.name and fold(row.label[0]) != self.form.total}
        for row, following in zip_longest(self._rows, self._rows[1:]):
            official = self._official(row)
            whole = fold("".join(row.name)) == official or fold(row.label[0]) == self.form.total
            cut = len(row.tail)
            if following is not None and id(following) in nameless:
                cut = 0 if whole and id(row) not in nameless else (cut + 1) // 2
                following.name = row.tail[cut:]
            elif whole or len("".join(row.tail)) > _LONGEST_TAIL:
                row.sure = row.sure and not row.tail
                continue
            row.name.extend(row.tail[:cut])
            if row.tail[:cut] or id(row) in nameless:
                row.sure = row.sure and fold("".join(row.name)) == official

    def _official(self, row: TextRow) -> str | None:
        name = name_of(self.form.dimension, row.label[0])
        return fold(name) if name else None

    def _judge_rows(self) -> None:
        """Doubt the table where the number of its rows' cells does not agree with its columns."""
        count = len(self._columns)
        filled = [row for row in self._rows if row.values is not None and any(row.values)]
        short = any(is_short(row.values, count) for row in filled)
        if short and not self._gaps:
            self._doubts.append(BLANKS_LOST)
        for row in filled:
            # Where blanks at the end are lost, one at the beginning may be the space that begins a page.
            row.sure = row.sure and not (short and row.leads and (row.values or [""])[0] == "")
            # Beside rows that print their blanks, one with too few cells does not say which of them are blank.
            row.sure = row.sure and not (self._gaps and is_short(row.values, count))
        over = sum(len(row.values or []) > count + 1 or (row.values or [])[count:] not in ([], [""]) for row in filled)
        if over * 2 > len(filled):
            self._doubts.append(f"多数行的数字多于表头认出的 {count} 栏")
        for row in self._rows:
            name = fold("".join(row.name))
            if re.search(r"\d", name) and name != self._official(row):
                self._doubts.append(f"第 {row.first} 行的名称里有数字，可能没有读对")
                break


def _parted(cells: list[str]) -> list[str]:
    """The cells with a code cut off from the name glued to it, and a name from its figure."""
    first = next((at for at, cell in enumerate(cells) if cell), None)
    if first is not None and (glued := _GLUED_CODE.match(anchor(cells[first]))):
        cells = [*cells[:first], glued[1], cells[first][len(glued[1]) :], *cells[first + 1 :]]
    parted: list[str] = []
    for cell in cells:
        figure = _GLUED_FIGURE.match(cell)
        parted.extend(figure.groups() if figure and not is_figure(cell) else (cell,))
    return parted


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
