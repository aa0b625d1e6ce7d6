"""One public table while it is being printed: its cells, headings and widths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from mingzhang.amount import FACTORS, format_amount
from mingzhang.compile.cube import Cube
from mingzhang.forms import Column, Edition, Form
from mingzhang.model import FactKey
from mingzhang.write.printed import Cell, PrintedTable
from mingzhang.write.style import TableStyle

_NUMERALS = "零一二三四五六七八九十"
BARRED = "────"
"""What stands where a figure cannot be."""
_DIGIT = 0.58
"""The width of a digit in ems, with a little to spare."""


@dataclass(slots=True)
class Printer:
    """One table while it is being printed."""

    form: Form
    edition: Edition
    cube: Cube
    style: TableStyle
    adjusted: Mapping[FactKey, Decimal]
    heading: list[list[Cell]] = field(default_factory=list)
    body: list[list[Cell]] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def figure(self, at: Mapping[str, str], row: tuple[str, str], column: Column, unit: str = "") -> Cell:
        """The cell of a fact."""
        coordinates = {**dict(self.form.base), **at, **dict(column.at)}
        key = FactKey.of(coordinates.pop("measure", ""), coordinates)
        return Cell(
            self._text(key, unit), "right", figure=True, name=(row[0], compact(column.label)), row_name=row[1],
            unit=unit or self.style.unit, key=key, value=self._value(key, unit),
        )  # fmt: skip

    def _value(self, key: FactKey, unit: str) -> Decimal | None:
        """The exact amount in the unit printed; None where nothing was booked."""
        value = self.cube.value(key)
        if not value:
            return None
        return value if unit else self.adjusted.get(key, value / FACTORS[self.style.unit])

    def _text(self, key: FactKey, unit: str) -> str:
        value = self._value(key, unit)
        if unit:
            return f"{value:f}" if value else ""
        if value is not None:
            return format_amount(value, self.style.decimals, thousands=self.style.thousands)
        if self.edition.zero and self.form.shape in ("codes", "single"):
            return format_amount(Decimal(0), self.style.decimals)
        return ""

    @property
    def code_columns(self) -> int:
        """How many columns the code takes: as the office prints it, else as the edition says."""
        return self.style.code_columns or int(self.form.options.get("code_columns", 1))

    def label(self, text: str) -> str:
        """A short label, perhaps justified with spaces."""
        if self.style.spaced and 2 <= len(text) <= 6 and not text[0].isdigit():
            return " ".join(text)
        return text

    def head(self, lead: Sequence[tuple[str, ...]], columns: Sequence[tuple[str, ...]]) -> None:
        """Heading rows from the paths of the columns, outermost heading first."""
        paths = [*lead, *columns]
        self.heading.extend(heading_rows([tuple(self.label(text) for text in path) for path in paths]))

    def table(self, number: int) -> PrintedTable:
        """What was printed."""
        note = self.form.note.format(speaker=self.cube.speaker)
        title = self.form.title
        return PrintedTable(
            self.form.id, title, self.heading, self.body, self._fitted(),
            number=self.edition.number.format(number), organisation=self.cube.organisation, year=self.cube.year,
            unit=self.style.unit, notes=[f"注：{note}", *self.notes],
            above=f"{numeral(number)}、{title}" if self.style.numbered_titles else "", speaker=self.cube.speaker,
        )  # fmt: skip

    def _fitted(self) -> list[float]:
        """Widths such that no figure wraps."""
        cells = [cell for row in self.body for cell in row]
        widest = max((len(cell.text) * _DIGIT for cell in cells if cell.figure), default=4 * _DIGIT)
        widest = max(widest, *(float(len(cell.text)) for cell in cells if cell.text == BARRED), 0.0)
        return [widest + 0.9 if width == 0 else width for width in self.widths]


def numeral(number: int) -> str:
    """1 to 99 as 一 to 九十九."""
    tens, units = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else f"{_NUMERALS[tens]}十") + (
        "" if tens and not units else _NUMERALS[units]
    )


def heading_rows(paths: Sequence[tuple[str, ...]]) -> list[list[Cell]]:
    """Merged heading cells: neighbours with one outer heading share it, the innermost reaches down."""
    depth = max(len(path) for path in paths)
    rows: list[list[Cell]] = [[] for _ in range(depth)]

    def lay(start: int, end: int, level: int) -> None:
        at = start
        while at < end:
            path = paths[at]
            last = len(path) == level + 1
            stop = at + 1
            while (
                not last
                and stop < end
                and paths[stop][: level + 1] == path[: level + 1]
                and len(paths[stop]) > level + 1
            ):
                stop += 1
            rows[level].append(Cell(path[level], columns=stop - at, rows=depth - level if last else 1))
            if not last:
                lay(at, stop, level + 1)
            at = stop

    lay(0, len(paths), 0)
    return rows


def compact(text: str) -> str:
    """A label without spaces."""
    return "".join(text.split())


def heading_path(column: Column) -> tuple[str, ...]:
    """The headings above a column, outermost first."""
    return tuple(text for text in (column.block, column.group, column.label) if text)


def listed(printer: Printer, code: str) -> bool:
    """Whether a code has money in any column of the form."""
    form = printer.form
    for column in form.columns:
        coordinates = {**dict(form.base), **dict(column.at), form.dimension: code}
        if printer.cube.value(FactKey.of(coordinates.pop("measure", ""), coordinates)):
            return True
    return False
