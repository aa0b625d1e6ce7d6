"""Code panels and single-row tables in a text dump."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mingzhang.forms import Form
from mingzhang.forms.label import bare, compact, fold
from mingzhang.read.layout import Grid, Line
from mingzhang.read.text_order import block_order
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
    printed_label,
    settled,
)

_ECONOMIC = re.compile(r"^[35]\d{2}(?:\d{2})?$")
_DECIMAL = re.compile(r"\d[.．]\d\d")
_GLUED_CODE = re.compile(r"^([35]\d{2}(?:\d{2})?)([^\d\s.,，．%％万亿元年月日个人].*)$")


def shape_code_panels(form: Form, lines: Sequence[Line]) -> Grid | None:
    """The grid of (code, name, figure) triples, one below the other; None where there is none."""
    totals = {label for row in form.rows for label in row.labels}
    rows: list[TextRow] = []
    current: TextRow | None = None
    decimals = any(_DECIMAL.search(line.text) for line in lines)
    for line in lines:
        if is_note(line.text) and rows:
            break
        lone_code = _ECONOMIC.match(line.text.strip()) is not None
        if current is not None and current.values is not None and is_page_number(line.text) and not lone_code:
            continue
        number = line_number(line)
        tokens = [part for token in cells_of(line.text) for part in _parted(token)]
        for at, token in enumerate(tokens):
            # A whole number may look like a code; behind a name it is the figure, unless another name follows.
            figure = (
                current is not None
                and bool(current.name)
                and current.values is None
                and not _is_name(next((later for later in tokens[at + 1 :] if later), ""), totals)
            )
            if figure and decimals and len(tokens) == 1 and current is not None and _ECONOMIC.match(anchor(token)):
                figure = current.sure = False  # a code on a line of its own, behind a blank that was lost
            if _ECONOMIC.match(anchor(token)) and not figure:
                current = TextRow([anchor(token)], first=number, last=number)
                rows.append(current)
            elif bare(token) in totals and rows:
                current = TextRow([""], [token], first=number, last=number)
                rows.append(current)
            elif current is None or not token:
                if current is not None and current.name and current.values is None and len(tokens) > 1:
                    current.values, current.last = [""], number
            elif is_figure(token):
                # The space that begins a page and the empty half of a merged cell are no figures.
                if current.values is None or (current.values == [""] and current.last == number):
                    current.values, current.last = [token], number
                else:
                    current.sure = False
            else:
                if current.values is not None:
                    current.sure = False
                current.name.append(token)
    table = [([row.label[0], compact("".join(row.name)), *(row.values or [""])], row) for row in rows]
    head = fold("".join(line.text for line in lines[:40]))
    return build_grid([["科目编码", "科目名称", printed_label(form.columns[0], head)]], table, [])


def _is_name(token: str, totals: set[str]) -> bool:
    """Whether a cell is the name of a code."""
    return not is_figure(token) and bare(token) not in totals


def _parted(token: str) -> tuple[str, ...]:
    """A code and the name glued to it as two cells."""
    glued = _GLUED_CODE.match(anchor(token))
    return (glued[1], token[len(glued[1]) :]) if glued else (token,)


def shape_single(form: Form, lines: Sequence[Line]) -> Grid | None:
    """The grid of the one row of figures, under its heading written out; None where there is none."""
    count = column_count(lines)
    columns = list(form.columns)
    heading: list[Line] = []
    for line in lines:
        if is_note(line.text):
            break
        cells = cells_of(line.text)
        text = "".join(before.text for before in heading)
        if "预算数" in text and line.text and all_figures(cells) and not _is_numbering(cells, count):
            filled = sum(bool(cell) for cell in cells)
            if len(cells) >= (count or len(columns)) or filled > 1 or (filled == 1 and not is_page_number(line.text)):
                return _single(form, heading, cells, line, count)
        heading.append(line)
    text = fold("".join(line.text for line in heading))
    if "预算数" not in text or not all(any(label in text for label in column.labels) for column in columns):
        return None
    grid = _single(form, heading, [], heading[-1], count)
    grid.doubts.append(NO_ROWS)
    return grid


def _is_numbering(cells: Sequence[str], count: int | None) -> bool:
    return count is not None and [anchor(cell) for cell in cells if cell] == [str(n) for n in range(1, count + 1)]


def _single(form: Form, heading: Sequence[Line], cells: list[str], line: Line, count: int | None) -> Grid:
    """The grid of one row of cells."""
    text = fold("".join(before.text for before in heading))
    columns, doubts = block_order(form.columns, [before.text for before in heading])
    values, fits = settled(cells, len(columns))
    row = TextRow(values=values[: len(columns)], first=line_number(line), last=line_number(line), sure=fits)
    if is_short(values, len(columns)) and (not has_gap(line.text) or values[0] == ""):
        doubts.append(BLANKS_LOST)
    missing = [column.label for column in columns if not any(label in text for label in column.labels)]
    if missing:
        doubts.append(f"表头中没有认出栏目：{'、'.join(missing)}")
    if count is not None and count != len(columns):
        doubts.append(f"栏次有 {count} 栏，本表应有 {len(columns)} 栏")
    texts = [*(row.values or []), *[""] * (len(columns) - len(row.values or []))]
    grid = build_grid(heading_rows([], columns, text), [(texts, row)], doubts)
    assert grid is not None
    return grid
