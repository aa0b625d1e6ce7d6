"""A table while it is being understood: its cells, what was recognised, and what is doubtful."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mingzhang.amount import is_blank, parse_amount
from mingzhang.forms import Column, Form
from mingzhang.forms.label import compact
from mingzhang.model import FactKey, Place, Print, TableRow
from mingzhang.read.heading_match import HeadingMatch, heading_path, match_heading, this_year
from mingzhang.read.layout import GridCell

CODE = re.compile(r"^\d{3}(?:\d{2}){0,2}$")
NOTHING = frozenset({"无", "无数据", "本表无数据", "—", "/"})
CODE_LEVELS = frozenset("类款项")
"""The heading of three code columns, which may stand in the row of 栏次 or 合计."""
Matrix = list[list[GridCell | None]]


@dataclass(slots=True)
class Reading:
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
        """The text of a position, "" where there is no cell."""
        cell = self.matrix[row][column]
        return cell.text if cell else ""

    def doubt(self, sentence: str) -> None:
        """Note, once, why the reading may be wrong."""
        if sentence not in self.doubts:
            self.doubts.append(sentence)

    def add(
        self, row: TableRow, found: HeadingMatch, cell: GridCell | None, at: Mapping[str, str], unit: str = ""
    ) -> None:
        """Record the figure of one cell, blank or not."""
        coordinates = {**dict(self.form.base), **at, **dict(found.column.at)}
        measure = coordinates.pop("measure", "")
        text = cell.text if cell else ""
        blank = is_blank(text) or compact(text) in NOTHING
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


def is_numbering(reading: Reading, row: int) -> bool:
    """Whether a row is the 栏次 row."""
    texts = [compact(cell.text) for cell in reading.matrix[row] if cell and compact(cell.text)]
    texts = [text for text in texts if text not in CODE_LEVELS]
    numbers = [text for text in texts if text not in ("栏次", "行次")]
    return (len(numbers) > 1 and numbers == [str(n) for n in range(1, len(numbers) + 1)]) or texts[:1] == ["栏次"]


def row_place(reading: Reading, row: int) -> Place:
    """Where a row is printed: its first filled cell."""
    cell = next((cell for cell in reading.matrix[row] if cell is not None and cell.text), None)
    cell = cell or next((cell for cell in reading.matrix[row] if cell is not None), None)
    return cell.place if cell else Place()


def match_columns(
    reading: Reading, columns: Sequence[int], heading: int, wanted: Sequence[Column]
) -> dict[int, HeadingMatch]:
    """The columns of figures by their headings; unknown and repeated headings make the table doubtful."""
    found: dict[int, HeadingMatch] = {}
    taken: dict[str, int] = {}
    paths = this_year({column: heading_path(reading.matrix, heading, column) for column in columns})
    for column, path in paths.items():
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
    return {column: _in_company(match, taken) for column, match in found.items()}


def _in_company(match: HeadingMatch, printed: Container[str]) -> HeadingMatch:
    """A column at its coordinates beside the others that are printed."""
    column = match.column
    if not column.alone or any(other in printed for other in column.beside):
        return match
    return replace(match, column=replace(column, at=column.alone))


def joined_code(reading: Reading, row: int, columns: Sequence[int]) -> str:
    """The digits of a code that may stand in several columns."""
    texts: list[str] = []
    seen: set[int] = set()
    for column in columns:
        cell = reading.matrix[row][column]
        if cell is not None and id(cell) not in seen:
            seen.add(id(cell))
            texts.append(compact(cell.text))
    return "".join(texts)


def code_levels(reading: Reading, row: int, codes: Sequence[int], parents: Sequence[str]) -> list[str]:
    """The digits of a code in several columns, one of 类, 款, 项 each; a lower level may print its own digits only.

    A worksheet drops the leading zero of 款 and 项.
    """
    own = [compact(reading.text(row, column)) for column in codes]
    own = [own[0], *(text.zfill(2) if text.isdigit() else text for text in own[1:])]
    first = next((at for at, text in enumerate(own) if text), 0)
    inherited = list(parents[:first]) if len(parents) >= first else []
    return [*inherited, *own[first:]]
