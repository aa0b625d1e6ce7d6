"""Code panels and single-row tables in a text dump."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mingzhang.forms import Form
from mingzhang.forms.label import bare, compact, fold
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
    printed_label,
)

_ECONOMIC = re.compile(r"^[35]\d{2}(?:\d{2})?$")


def shape_code_panels(form: Form, lines: Sequence[Line]) -> Grid | None:
    """The grid of (code, name, figure) triples, one below the other; None where there is none."""
    totals = {label for row in form.rows for label in row.labels}
    rows: list[TextRow] = []
    current: TextRow | None = None
    for line in lines:
        if is_note(line.text) and rows:
            break
        number = line_number(line)
        tokens = cells_of(line.text)
        for at, token in enumerate(tokens):
            # A whole number may look like a code; behind a name it is the figure, unless another name follows.
            figure = (
                current is not None
                and bool(current.name)
                and current.values is None
                and is_figure("".join(tokens[at + 1 : at + 2]))
            )
            if _ECONOMIC.match(token) and not figure:
                current = TextRow([token], first=number, last=number)
                rows.append(current)
            elif bare(token) in totals and rows:
                current = TextRow([""], [token], first=number, last=number)
                rows.append(current)
            elif current is None or not token:
                if current is not None and current.name and current.values is None and len(tokens) > 1:
                    current.values, current.last = [""], number
            elif is_figure(token):
                if current.values not in (None, [""]):
                    current.sure = False
                if current.values in (None, [""]):  # a page's first line begins with a space
                    current.values, current.last = [token], number
            else:
                if current.values is not None:
                    current.sure = False
                current.name.append(token)
    table = [([row.label[0], compact("".join(row.name)), *(row.values or [""])], row) for row in rows]
    head = fold("".join(line.text for line in lines[:40]))
    return build_grid([["科目编码", "科目名称", printed_label(form.columns[0], head)]], table, [])


def shape_single(form: Form, lines: Sequence[Line]) -> Grid | None:
    """The grid of the one row of figures, under its heading written out; None where there is none."""
    count = column_count(lines)
    heading: list[str] = []
    for line in lines:
        tokens = cells_of(line.text)
        filled = [token for token in tokens if token]
        is_numbers = count is not None and filled == [str(n) for n in range(1, count + 1)]
        columns = list(form.columns)
        enough = len(tokens) >= (count or len(columns))
        if heading and not is_numbers and line.text and enough and all_figures(tokens) and "预算数" in "".join(heading):
            text = fold("".join(heading))
            first_block = columns[0].block
            if text.count(first_block) > 1:
                half = len(columns) // 2
                columns = [column for pair in zip(columns[:half], columns[half:], strict=True) for column in pair]
            row = TextRow(values=tokens[: len(columns)], first=line_number(line), last=line_number(line))
            row.sure = tokens[len(columns) :] in ([], [""])
            missing = [column.label for column in columns if not any(label in text for label in column.labels)]
            doubts = [f"表头中没有认出栏目：{'、'.join(missing)}"] if missing else []
            if count is not None and count != len(columns):
                doubts.append(f"栏次有 {count} 栏，本表应有 {len(columns)} 栏")
            return build_grid(heading_rows([], columns, text), [(row.values or [], row)], doubts)
        heading.append(line.text)
    return None
