"""Tables of (code, name, amount) panels side by side, with totals that may stand anywhere."""

from __future__ import annotations

from collections.abc import Mapping

from mingzhang.amount import is_blank, parse_amount
from mingzhang.forms import Row
from mingzhang.forms.label import bare, compact, fold
from mingzhang.model import Place, TableRow
from mingzhang.read.heading_match import HeadingMatch
from mingzhang.read.layout import GridCell
from mingzhang.read.table_reading import (
    CODE,
    Reading,
    code_levels,
    joined_code,
)


def read_code_panels(reading: Reading) -> None:
    """Read every panel: a row for each code, then the totals wherever their labels stand."""
    heading, panels = _code_panels(reading)
    if not panels:
        return
    reading.matched += 1
    headed = {id(cell) for cell in reading.matrix[heading - 1] if cell is not None and "名称" in compact(cell.text)}
    if len(headed) > len(panels):
        reading.doubt(f"表头有 {len(headed)} 组科目，只认出 {len(panels)} 组")
    column = reading.form.columns[0]
    totals = {label: row for row in reading.form.rows for label in row.labels}
    for codes, name_column, amount_column in panels:
        found = HeadingMatch(column, compact(reading.text(heading - 1, amount_column)), True)
        parents: list[str] = []
        for at in range(heading, len(reading.matrix)):
            code, name = joined_code(reading, at, codes), compact(reading.text(at, name_column))
            levels = code_levels(reading, at, codes, parents)
            if code and len(codes) > 1:
                code = "".join(levels)
            cell = reading.matrix[at][amount_column]
            if CODE.match(code):
                parents = levels
                place = (reading.matrix[at][codes[0]] or GridCell(0, 0, "", Place())).place
                entry = TableRow(code, name, place, code)
                reading.rows.append(entry)
                reading.add(entry, found, cell, {reading.form.dimension: code})
            elif cell is not None and parse_amount(cell.text) and not {bare(name), bare(code)} & set(totals):
                reading.doubt(f"第 {at - heading + 1} 行有数字，但没有科目编码")
                reading.unread.append(cell.place)
    printed = compact(reading.text(heading - 1, panels[0][2]))
    _read_totals(reading, heading, totals, HeadingMatch(column, printed, True))


def _code_panels(reading: Reading) -> tuple[int, list[tuple[list[int], int, int]]]:
    """(rows of the heading, the panels): for each panel the columns of its code, its name and its amount."""
    matrix = reading.matrix
    money = {label for column in reading.form.columns for label in column.labels}
    heading = 0
    panels: list[tuple[list[int], int, int]] = []
    for row in range(min(len(matrix), 6)):
        texts = [fold(reading.text(row, column)) for column in range(len(matrix[row]))]
        amounts = [c for c, text in enumerate(texts) if text in money]
        names = [c for c, text in enumerate(texts) if text.endswith("名称")]
        names = [c for at, c in enumerate(names) if at == 0 or matrix[row][c] is not matrix[row][names[at - 1]]]
        if amounts and len(names) == len(amounts):
            starts = [0, *(amount + 1 for amount in amounts[:-1])]
            panels = [
                (list(range(start, name)), name, amount)
                for start, name, amount in zip(starts, names, amounts, strict=True)
                if start < name < amount
            ]
            heading = row + 1
    return heading, panels


def _read_totals(reading: Reading, heading: int, totals: Mapping[str, Row], found: HeadingMatch) -> None:
    """The totals of code panels: a label anywhere in a row, its figure in the next cell."""
    for at in range(heading, len(reading.matrix)):
        cells = list(dict.fromkeys(cell for cell in reading.matrix[at] if cell is not None))
        for number, cell in enumerate(cells):
            row = totals.get(bare(cell.text))
            if row is None:
                continue
            value = next((other for other in cells[number + 1 :] if not is_blank(other.text)), None)
            if value is not None and parse_amount(value.text) is None:
                value = cells[number + 1]
            entry = TableRow(compact(cell.text), compact(cell.text), cell.place, row.id)
            reading.rows.append(entry)
            reading.add(entry, found, value, dict(row.at))
