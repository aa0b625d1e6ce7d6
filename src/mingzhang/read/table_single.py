"""Tables with one row of figures under headings of several layers."""

from __future__ import annotations

from mingzhang.amount import is_blank, parse_amount
from mingzhang.forms.label import compact
from mingzhang.model import TableRow
from mingzhang.read.table_reading import (
    NOTHING,
    Reading,
    is_numbering,
    match_columns,
    row_place,
)


def read_single(reading: Reading) -> None:
    """Read the first row that holds nothing but figures and blanks."""
    matrix = reading.matrix
    body = next(
        (
            row
            for row in range(1, len(matrix))
            if not is_numbering(reading, row)
            and all(
                cell is None
                or is_blank(cell.text)
                or parse_amount(cell.text) is not None
                or compact(cell.text) in NOTHING
                for cell in matrix[row]
            )
        ),
        None,
    )
    if body is None:
        return
    columns = match_columns(reading, range(len(matrix[0])), body, reading.form.columns)
    filled = [
        row
        for row in range(body, len(matrix))
        if any(cell is not None and not is_blank(cell.text) for cell in matrix[row])
    ]
    if len(filled) > 1:
        reading.doubt("数据多于一行，只认第一行")
    at = (filled or [body])[0]
    entries: dict[str, TableRow] = {}
    for column, found in columns.items():
        block = found.column.block
        if block not in entries:
            name = block or reading.form.total
            entries[block] = TableRow(name, name, row_place(reading, at), block)
            reading.rows.append(entries[block])
        reading.add(entries[block], found, matrix[at][column], {})
