"""Tables with a row a code: 类, 款 and 项 under one another, in one column or three."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.amount import is_blank
from mingzhang.forms.label import bare, compact, fold
from mingzhang.model import TableRow
from mingzhang.read.table_reading import (
    CODE,
    CODE_LEVELS,
    Reading,
    code_levels,
    is_numbering,
    joined_code,
    match_columns,
    row_place,
)


def read_codes(reading: Reading) -> None:
    """Read the rows in order, the total first, last or wherever it stands."""
    found = _code_columns(reading)
    if found is None:
        return
    codes, name, body = found
    columns = match_columns(reading, range(name + 1, len(reading.matrix[0])), body, reading.form.columns)
    if not columns:
        return
    parents: list[str] = []
    for row in range(body, len(reading.matrix)):
        if is_numbering(reading, row):
            continue
        code = joined_code(reading, row, codes)
        label = compact(reading.text(row, name))
        cells = {column: reading.matrix[row][column] for column in columns}
        filled = any(cell is not None and not is_blank(cell.text) for cell in cells.values())
        place = row_place(reading, row)
        if _total_label(reading, row, codes, name):
            entry = TableRow(reading.form.total, reading.form.total, place, "")
            at: dict[str, str] = {}
        elif code and (filled or any(character.isdigit() for character in code)):
            if len(codes) > 1:
                parents = code_levels(reading, row, codes, parents)
                code = "".join(parents)
            entry = TableRow(code, label, place, code if CODE.match(code) else None)
            if entry.member is None:
                reading.doubt(f"科目编码“{code}”不是 3、5 或 7 位数字")
            at = {reading.form.dimension: code}
        elif filled:
            reading.doubt(f"第 {row - body + 1} 行有数字，但没有科目编码")
            reading.unread.append(place)
            continue
        else:
            continue
        reading.rows.append(entry)
        for column, cell in cells.items():
            reading.add(entry, columns[column], cell, at)


def _code_columns(reading: Reading) -> tuple[list[int], int, int] | None:
    """(columns of the code, column of the name, first row of the body), found by the heading or by the codes."""
    matrix = reading.matrix
    width = len(matrix[0])
    first = next(
        (
            row
            for row in range(len(matrix))
            for column in range(min(width, 3))
            if CODE.match(compact(reading.text(row, column))) and not is_numbering(reading, row)
        ),
        None,
    )
    names = [
        column
        for row in range(min(len(matrix), 6 if first is None else first))
        for column in range(width)
        if fold(reading.text(row, column)).endswith("名称")
    ]
    if names:
        name = names[0]
    elif first is not None:
        name = next(
            (
                c
                for c in range(width)
                if not CODE.match(compact(reading.text(first, c))) and compact(reading.text(first, c))
            ),
            1,
        )
        reading.doubt("表头中没有“科目名称”一栏，按内容认出")
    else:
        return None
    if name == 0:
        return None
    codes = list(range(name))
    body = next((row for row in range(len(matrix)) if _begins_body(reading, row, codes, name)), len(matrix))
    return codes, name, body


def _begins_body(reading: Reading, row: int, codes: Sequence[int], name: int) -> bool:
    if is_numbering(reading, row):
        return False
    if CODE.match(joined_code(reading, row, codes)):
        return True
    # 合计 may also head the columns of a group, beside other labels of the heading
    labels = {label for column in reading.form.columns for label in column.labels}
    values = {bare(reading.text(row, column)) for column in range(name + 1, len(reading.matrix[row]))}
    return _total_label(reading, row, codes, name) and not values & labels


def _total_label(reading: Reading, row: int, codes: Sequence[int], name: int) -> bool:
    texts = {bare(reading.text(row, column)) for column in [*codes, name]} - {""}
    return texts - CODE_LEVELS == {reading.form.total}
