"""Tables with fixed rows under printed labels, in lists that stand side by side."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from mingzhang.amount import is_blank
from mingzhang.forms import Panel, Row
from mingzhang.forms.label import bare, compact, fold
from mingzhang.model import Place, TableRow
from mingzhang.read.heading_match import HeadingMatch, heading_path
from mingzhang.read.layout import GridCell
from mingzhang.read.table_reading import (
    Reading,
    is_numbering,
    match_columns,
    row_place,
)

_BRACKET = re.compile(r"（[^）]*）$")


def read_panels(reading: Reading) -> None:
    """Read each list by its own labels; 行次 columns are passed over."""
    heading, starts = _panel_columns(reading)
    panels = _panels_at(reading, heading, starts)
    width = len(reading.matrix[0])
    for number, panel in enumerate(panels):
        start = starts[number]
        end = starts[number + 1] if number + 1 < len(starts) else width
        values = [
            c
            for c in range(start + 1, end)
            if heading_path(reading.matrix, heading, c)[-1:] and _is_value(reading, heading, c)
        ]
        if panel is None:
            reading.doubt(f"第 {start + 1} 栏起的一列项目不认识")
            continue
        if len(panel.columns) == 1 and len(values) == 1:
            printed = heading_path(reading.matrix, heading, values[0])[-1]
            columns = {values[0]: HeadingMatch(panel.columns[0], printed, True)}
        else:
            columns = match_columns(reading, values, heading, panel.columns)
        _read_panel_rows(reading, panel.label, panel.rows, start, columns, heading)


def _panel_columns(reading: Reading) -> tuple[int, list[int]]:
    """(rows of the heading, label column of each panel): where 项目 stands, else where known labels stand."""
    matrix = reading.matrix
    heads = tuple(reading.form.options.get("heads", ("项目",)))
    needed = max(sum(not panel.optional for panel in reading.form.panels), min(2, len(reading.form.panels)))
    for row in range(min(len(matrix), 8)):
        texts = [_BRACKET.sub("", fold(reading.text(row, column))) for column in range(len(matrix[row]))]
        starts = [column for column, text in enumerate(texts) if text.endswith(heads)]
        starts = [c for at, c in enumerate(starts) if at == 0 or matrix[row][c] is not matrix[row][starts[at - 1]]]
        if len(starts) >= needed:
            end = row + 1
            while end < len(matrix) and (
                is_numbering(reading, end) or all(matrix[end][c] is matrix[row][c] for c in starts)
            ):
                end += 1
            reading.matched += 1
            return end, starts
    return 0, []


def _panels_at(reading: Reading, heading: int, starts: Sequence[int]) -> list[Panel | None]:
    """The panels in print order: as the form has them, or by their headings where some need not be printed."""
    panels = list(reading.form.panels)
    if not starts or not any(panel.optional for panel in panels):
        return list(panels) if len(starts) >= len(panels) else []
    found: list[Panel | None] = []
    for start in starts:
        path = [bare(text) for text in reversed(heading_path(reading.matrix, heading, start))]
        panel = next((panel for text in path for panel in panels if text in panel.labels), None)
        found.append(panel)
        panels = [other for other in panels if other is not panel]
    return found


def _is_value(reading: Reading, heading: int, column: int) -> bool:
    """Whether a column holds figures, not 行次 or anything else that the form passes over."""
    other = {"行次", *reading.form.options.get("passed_over", ())}
    return not any(fold(reading.text(row, column)) in other for row in range(heading))


def _label(reading: Reading, row: int, start: int) -> str:
    """The label of a row, which may be spread over several columns (a source and what it is made of)."""
    cells = reading.matrix[row][start : start + reading.form.options.get("label_columns", 1)]
    return "".join(compact(cell.text) for cell in dict.fromkeys(cells) if cell is not None)


def _read_panel_rows(
    reading: Reading, panel: str, rows: Sequence[Row], start: int, columns: Mapping[int, HeadingMatch], heading: int
) -> None:
    used: list[str] = []
    printed: dict[str, int] = {}
    labels = {at: _label(reading, at, start) for at in range(heading, len(reading.matrix))}
    present = {row.id for row in rows if row.labels & set(map(bare, labels.values()))}
    for at, label in labels.items():
        cells = {column: reading.matrix[at][column] for column in columns}
        filled = any(cell is not None and not is_blank(cell.text) for cell in cells.values())
        place = (
            row_place(reading, at) if not label else (reading.matrix[at][start] or GridCell(0, 0, "", Place())).place
        )
        if label and cells and all(cell is reading.matrix[at][start] for cell in cells.values()):
            continue  # a label over this list and the next one, where its figure stands
        if not label or is_numbering(reading, at):
            if filled and not is_numbering(reading, at) and not reading.form.options.get("details"):
                reading.doubt(f"{panel or '表'}第 {at - heading + 1} 行有数字，但没有项目名称")
                reading.unread.append(place)
            continue
        row = _labelled(rows, label, used)
        printed[label] = printed.get(label, 0) + 1
        key = f"{panel}:{label}" if panel else label
        if row is None:
            reading.rows.append(TableRow(key, label, place, None))
            if filled:
                reading.doubt(f"项目“{label[:30]}”不认识")
                reading.unread.append(place)
            continue
        used.append(row.id)
        if row.heading:
            continue
        if row.under and printed[label] > 1:
            key = f"{panel}:{_printed_parent(reading, panel, rows, row)}:{label}"
        entry = TableRow(key, label, place, row.id)
        reading.rows.append(entry)
        place_at = row.alone if row.alone and not present & set(row.beside) else row.at
        for column, cell in cells.items():
            reading.add(entry, columns[column], cell, dict(place_at), row.unit)


def _labelled(rows: Sequence[Row], label: str, used: Sequence[str]) -> Row | None:
    text = bare(label)
    fitting = [row for row in rows if text in row.labels and row.id not in used]
    inside = [row for row in fitting if row.under and row.under in used]
    outside = [row for row in fitting if not row.under]
    return next(iter(inside or outside), None)


def _printed_parent(reading: Reading, panel: str, rows: Sequence[Row], row: Row) -> str:
    for entry in reversed(reading.rows):
        if entry.member == row.under and entry.key.startswith(f"{panel}:"):
            return entry.name
    return next(parent.label for parent in rows if parent.id == row.under)
