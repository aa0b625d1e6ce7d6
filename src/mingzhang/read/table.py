"""Recognise a grid as one of the public tables: the only place where grids meet forms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mingzhang.amount import is_blank, parse_amount
from mingzhang.forms import Column, Form, Row
from mingzhang.forms.label import bare, compact, fold
from mingzhang.model import FactKey, Place, Print, Table, TableRow
from mingzhang.read.heading_match import HeadingMatch, heading_path, match_heading
from mingzhang.read.layout import Grid, GridCell

_CODE = re.compile(r"^\d{3}(?:\d{2}){0,2}$")
_NOTHING = frozenset({"无", "无数据", "本表无数据", "—", "/"})
_CODE_LEVELS = frozenset("类款项")
"""The heading of three code columns, which may stand in the row of 栏次 or 合计."""
Matrix = list[list[GridCell | None]]


@dataclass(slots=True)
class _Reading:
    """A table while it is being understood."""

    form: Form
    unit: str
    matrix: Matrix
    prints: list[Print] = field(default_factory=list)
    rows: list[TableRow] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    unread: list[Place] = field(default_factory=list)
    matched: int = 0

    def text(self, row: int, column: int) -> str:
        cell = self.matrix[row][column]
        return cell.text if cell else ""

    def doubt(self, sentence: str) -> None:
        if sentence not in self.doubts:
            self.doubts.append(sentence)

    def add(
        self, row: TableRow, found: HeadingMatch, cell: GridCell | None, at: Mapping[str, str], unit: str = ""
    ) -> None:
        """Record the figure of one cell, blank or not."""
        coordinates = {**dict(self.form.base), **at, **dict(found.column.at)}
        measure = coordinates.pop("measure", "")
        text = cell.text if cell else ""
        blank = is_blank(text) or compact(text) in _NOTHING
        amount = None if blank else parse_amount(text, unit or self.unit)
        sure = (cell is None or cell.sure) and (blank or amount is not None)
        column = compact(found.printed)
        place = cell.place if cell else row.place
        place = Place(place.page, place.box, place.line, place.last_line, self.form.id, row.key, column)
        if not sure:
            self.unread.append(place)
            if not blank and amount is None:
                self.doubt(f"“{row.name or row.key}”的“{column}”印作“{text[:20]}”，不是数字")
        self.prints.append(
            Print(FactKey.of(measure, coordinates), text, amount, place, row.key, row.name, column, sure)
        )


def recognise(form: Form, grid: Grid, unit: str) -> Table | None:
    """The table a grid is, read by one form; None where nothing of the form is found in it."""
    reading = _Reading(form, unit, grid.matrix(), doubts=list(grid.doubts))
    readers = {"codes": _read_codes, "panels": _read_panels, "code panels": _read_code_panels, "single": _read_single}
    readers[form.shape](reading)
    if not reading.prints and not reading.matched:
        return None
    place = next((cell.place for cell in grid.cells), Place())
    return Table(
        form.id,
        form.title,
        reading.prints,
        reading.rows,
        place,
        unit,
        doubts=reading.doubts,
        unread=reading.unread,
        pages=grid.pages,
    )


def _match_columns(
    reading: _Reading, columns: Sequence[int], heading: int, wanted: Sequence[Column]
) -> dict[int, HeadingMatch]:
    found: dict[int, HeadingMatch] = {}
    taken: dict[str, int] = {}
    for column in columns:
        path = heading_path(reading.matrix, heading, column)
        match = match_heading(path, wanted) if path else None
        if match is None:
            filled = [row for row in range(heading, len(reading.matrix)) if not is_blank(reading.text(row, column))]
            if filled:
                reading.doubt(f"第 {column + 1} 栏的表头“{'／'.join(path)}”不认识")
            continue
        if match.column.id in taken:
            reading.doubt(f"两栏的表头都是“{match.printed}”")
            continue
        if not match.exact:
            reading.doubt(f"表头“{match.printed}”与“{match.column.label}”不完全一致")
        taken[match.column.id] = column
        found[column] = match
    reading.matched += len(found)
    return found


def _joined_code(reading: _Reading, row: int, columns: Sequence[int]) -> str:
    texts: list[str] = []
    seen: set[int] = set()
    for column in columns:
        cell = reading.matrix[row][column]
        if cell is not None and id(cell) not in seen:
            seen.add(id(cell))
            texts.append(compact(cell.text))
    return "".join(texts)


def _code_columns(reading: _Reading) -> tuple[list[int], int, int] | None:
    """(columns of the code, column of the name, first row of the body), found by the heading or by the codes."""
    matrix = reading.matrix
    width = len(matrix[0])
    first = next(
        (
            row
            for row in range(len(matrix))
            for column in range(min(width, 3))
            if _CODE.match(compact(reading.text(row, column))) and not _is_numbering(reading, row)
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
                if not _CODE.match(compact(reading.text(first, c))) and compact(reading.text(first, c))
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


def _is_numbering(reading: _Reading, row: int) -> bool:
    """Whether a row is the 栏次 row."""
    texts = [compact(cell.text) for cell in reading.matrix[row] if cell and compact(cell.text)]
    texts = [text for text in texts if text not in _CODE_LEVELS]
    numbers = [text for text in texts if text not in ("栏次", "行次")]
    return (len(numbers) > 1 and numbers == [str(n) for n in range(1, len(numbers) + 1)]) or texts[:1] == ["栏次"]


def _begins_body(reading: _Reading, row: int, codes: Sequence[int], name: int) -> bool:
    if _is_numbering(reading, row):
        return False
    values = [reading.text(row, column) for column in range(name + 1, len(reading.matrix[row]))]
    if any(not is_blank(text) and parse_amount(text) is None and compact(text) not in _NOTHING for text in values):
        return False
    return bool(_CODE.match(_joined_code(reading, row, codes))) or _total_label(reading, row, codes, name)


def _total_label(reading: _Reading, row: int, codes: Sequence[int], name: int) -> bool:
    texts = {bare(reading.text(row, column)) for column in [*codes, name]} - {""}
    return texts - _CODE_LEVELS == {reading.form.total}


def _read_codes(reading: _Reading) -> None:
    found = _code_columns(reading)
    if found is None:
        return
    codes, name, body = found
    columns = _match_columns(reading, range(name + 1, len(reading.matrix[0])), body, reading.form.columns)
    if not columns:
        return
    parents: list[str] = []
    for row in range(body, len(reading.matrix)):
        if _is_numbering(reading, row):
            continue
        code = _joined_code(reading, row, codes)
        label = compact(reading.text(row, name))
        cells = {column: reading.matrix[row][column] for column in columns}
        filled = any(cell is not None and not is_blank(cell.text) for cell in cells.values())
        place = _row_place(reading, row)
        if _total_label(reading, row, codes, name):
            entry = TableRow(reading.form.total, reading.form.total, place, "")
            at: dict[str, str] = {}
        elif code and (filled or any(character.isdigit() for character in code)):
            if len(codes) > 1 and not _CODE.match(code):
                code = _inherited(reading, row, codes, parents)
            entry = TableRow(code, label, place, code if _CODE.match(code) else None)
            if entry.member is None:
                reading.doubt(f"科目编码“{code}”不是 3、5 或 7 位数字")
            at = {reading.form.dimension: code}
            parents = [compact(reading.text(row, column)) for column in codes]
        elif filled:
            reading.doubt(f"第 {row - body + 1} 行有数字，但没有科目编码")
            reading.unread.append(place)
            continue
        else:
            continue
        reading.rows.append(entry)
        for column, cell in cells.items():
            reading.add(entry, columns[column], cell, at)


def _inherited(reading: _Reading, row: int, codes: Sequence[int], parents: Sequence[str]) -> str:
    """A code in three columns where a lower level prints its own digits only."""
    own = [compact(reading.text(row, column)) for column in codes]
    first = next((at for at, text in enumerate(own) if text), 0)
    inherited = list(parents[:first]) if len(parents) >= first else []
    return "".join([*inherited, *own[first:]])


def _row_place(reading: _Reading, row: int) -> Place:
    cell = next((cell for cell in reading.matrix[row] if cell is not None and cell.text), None)
    cell = cell or next((cell for cell in reading.matrix[row] if cell is not None), None)
    return cell.place if cell else Place()


def _read_panels(reading: _Reading) -> None:
    heading, starts = _panel_columns(reading)
    if len(starts) < len(reading.form.panels):
        return
    width = len(reading.matrix[0])
    for number, panel in enumerate(reading.form.panels):
        start = starts[number]
        end = starts[number + 1] if number + 1 < len(starts) else width
        values = [
            c
            for c in range(start + 1, end)
            if heading_path(reading.matrix, heading, c)[-1:] and _is_value(reading, heading, c)
        ]
        if len(panel.columns) == 1 and len(values) == 1:
            printed = heading_path(reading.matrix, heading, values[0])[-1]
            columns = {values[0]: HeadingMatch(panel.columns[0], printed, True)}
        else:
            columns = _match_columns(reading, values, heading, panel.columns)
        _read_panel_rows(reading, panel.label, panel.rows, start, columns, heading)


def _is_value(reading: _Reading, heading: int, column: int) -> bool:
    """Whether a column holds figures, not 行次."""
    return not any(fold(reading.text(row, column)) == "行次" for row in range(heading))


def _panel_columns(reading: _Reading) -> tuple[int, list[int]]:
    """(rows of the heading, label column of each panel): where 项目 stands, else where known labels stand."""
    matrix = reading.matrix
    for row in range(min(len(matrix), 8)):
        starts = [column for column in range(len(matrix[row])) if fold(reading.text(row, column)).endswith("项目")]
        starts = [c for at, c in enumerate(starts) if at == 0 or matrix[row][c] is not matrix[row][starts[at - 1]]]
        if len(starts) >= len(reading.form.panels):
            end = row + 1
            while end < len(matrix) and (
                _is_numbering(reading, end) or all(matrix[end][c] is matrix[row][c] for c in starts)
            ):
                end += 1
            reading.matched += 1
            return end, starts
    return 0, []


def _read_panel_rows(
    reading: _Reading, panel: str, rows: Sequence[Row], start: int, columns: Mapping[int, HeadingMatch], heading: int
) -> None:
    used: list[str] = []
    printed: dict[str, int] = {}
    for at in range(heading, len(reading.matrix)):
        label = compact(reading.text(at, start))
        cells = {column: reading.matrix[at][column] for column in columns}
        filled = any(cell is not None and not is_blank(cell.text) for cell in cells.values())
        place = (
            _row_place(reading, at) if not label else (reading.matrix[at][start] or GridCell(0, 0, "", Place())).place
        )
        if not label or _is_numbering(reading, at):
            if filled and not _is_numbering(reading, at):
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
        for column, cell in cells.items():
            reading.add(entry, columns[column], cell, dict(row.at), row.unit)


def _labelled(rows: Sequence[Row], label: str, used: Sequence[str]) -> Row | None:
    text = bare(label)
    fitting = [row for row in rows if text in row.labels and row.id not in used]
    inside = [row for row in fitting if row.under and row.under in used]
    outside = [row for row in fitting if not row.under]
    return next(iter(inside or outside), None)


def _printed_parent(reading: _Reading, panel: str, rows: Sequence[Row], row: Row) -> str:
    for entry in reversed(reading.rows):
        if entry.member == row.under and entry.key.startswith(f"{panel}:"):
            return entry.name
    return next(parent.label for parent in rows if parent.id == row.under)


def _read_code_panels(reading: _Reading) -> None:
    heading, panels = _code_panels(reading)
    if not panels:
        return
    reading.matched += 1
    column = reading.form.columns[0]
    totals = {label: row for row in reading.form.rows for label in row.labels}
    for codes, name_column, amount_column in panels:
        found = HeadingMatch(column, compact(reading.text(heading - 1, amount_column)), True)
        parents: list[str] = []
        for at in range(heading, len(reading.matrix)):
            code, name = _joined_code(reading, at, codes), compact(reading.text(at, name_column))
            if code and not _CODE.match(code) and len(codes) > 1:
                code = _inherited(reading, at, codes, parents)
            cell = reading.matrix[at][amount_column]
            if _CODE.match(code):
                parents = [compact(reading.text(at, c)) for c in codes]
                place = (reading.matrix[at][codes[0]] or GridCell(0, 0, "", Place())).place
                entry = TableRow(code, name, place, code)
                reading.rows.append(entry)
                reading.add(entry, found, cell, {reading.form.dimension: code})
            elif cell is not None and parse_amount(cell.text) and not {bare(name), bare(code)} & set(totals):
                reading.doubt(f"第 {at - heading + 1} 行有数字，但没有科目编码")
                reading.unread.append(cell.place)
    printed = compact(reading.text(heading - 1, panels[0][2]))
    _read_totals(reading, heading, totals, HeadingMatch(column, printed, True))


def _code_panels(reading: _Reading) -> tuple[int, list[tuple[list[int], int, int]]]:
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


def _read_totals(reading: _Reading, heading: int, totals: Mapping[str, Row], found: HeadingMatch) -> None:
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


def _read_single(reading: _Reading) -> None:
    matrix = reading.matrix
    body = next(
        (
            row
            for row in range(1, len(matrix))
            if not _is_numbering(reading, row)
            and all(
                cell is None
                or is_blank(cell.text)
                or parse_amount(cell.text) is not None
                or compact(cell.text) in _NOTHING
                for cell in matrix[row]
            )
        ),
        None,
    )
    if body is None:
        return
    columns = _match_columns(reading, range(len(matrix[0])), body, reading.form.columns)
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
            entries[block] = TableRow(block, block, _row_place(reading, at), found.column.block)
            reading.rows.append(entries[block])
        reading.add(entries[block], found, matrix[at][column], {})
