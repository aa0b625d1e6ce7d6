"""The cells of one sheet of a workbook as texts, with what is merged, ruled and hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from mingzhang.read.problem import Unreadable
from mingzhang.read.xlsx_looks import Looks, Style, plain
from mingzhang.read.xlsx_number import shown
from mingzhang.read.xlsx_package import Attributes, Package, SheetPart

_MOST_CELLS = 400_000
_MOST_TEXT = 40_000_000
"""Cells and characters of all sheets together; a shared text counts in each cell that shows it."""
_MOST_MERGED = 100_000
_MOST_RANGES = 300
_LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


class Merged(NamedTuple):
    """An area of merged cells, rows and columns from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class SheetCells:
    """A sheet as it is shown: texts by row and column from 1, blank cells left out.

    `ruled` are rows with vertical lines, `unsaved` the cells whose formula has no saved result, `errors` those that
    show one.
    """

    texts: dict[int, dict[int, str]] = field(default_factory=dict)
    ruled: set[int] = field(default_factory=set)
    merged: list[Merged] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    unsaved: set[tuple[int, int]] = field(default_factory=set)
    errors: set[tuple[int, int]] = field(default_factory=set)
    without_zeros: bool = False


def read_sheet(package: Package, part: SheetPart, looks: Looks) -> SheetCells:
    """The cells of a sheet; only those that exist are looked at, however far down the sheet reaches."""
    reader = _Sheet(package, part, looks)
    package.stream(part.path, reader.start, reader.end, reader.text)
    return reader.cells


class _Sheet:
    """Takes in a sheet element by element."""

    def __init__(self, package: Package, part: SheetPart, looks: Looks) -> None:
        self.cells = SheetCells()
        self._package, self._part, self._looks = package, part, looks
        self._row = self._column = 0
        self._ranges = 0
        self._kind, self._style = "n", Style()
        self._value: list[str] = []
        self._inside = self._sound = self._formula = self._valued = False

    def start(self, name: str, attributes: Attributes) -> None:
        self._inside = False
        if name == "c":
            self._start_cell(attributes)
        elif name == "row":
            self._start_row(attributes)
        elif name in ("v", "t"):
            self._inside = not self._sound
            self._valued = True
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._sound = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "col":
            self._start_column(attributes)
        elif name == "sheetView":
            self.cells.without_zeros |= attributes.get("showZeros") in ("0", "false")

    def end(self, name: str) -> None:
        self._inside = False
        if name == "rPh":
            self._sound = False
        elif name == "c":
            self._end_cell()

    def text(self, data: str) -> None:
        if self._inside:
            self._value.append(data)

    def _start_row(self, attributes: Attributes) -> None:
        number = attributes.get("r", "")
        self._row = int(number) if number.isdecimal() and len(number) <= 7 else self._row + 1
        self._column = 0
        if attributes.get("hidden") in ("1", "true") or _is_zero(attributes.get("ht", "")):
            self.cells.hidden_rows.add(self._row)

    def _start_column(self, attributes: Attributes) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        hidden = attributes.get("hidden") in ("1", "true") or _is_zero(attributes.get("width", ""))
        self._ranges += 1
        if (
            hidden
            and first.isdecimal()
            and last.isdecimal()
            and self._ranges <= _MOST_RANGES
            and len(first + last) < 12
        ):
            self.cells.hidden_columns.update(range(int(first), min(int(last), LAST_COLUMN) + 1))

    def _start_cell(self, attributes: Attributes) -> None:
        address = _address(attributes.get("r", ""))
        self._row, self._column = address or (self._row, self._column + 1)
        self._kind, number = attributes.get("t", "n"), attributes.get("s", "0")
        at = int(number) if number.isdecimal() and len(number) < 9 else 0
        self._style = self._looks.styles[at] if at < len(self._looks.styles) else Style()
        self._value = []
        self._sound = self._formula = self._valued = False
        if self._style.ruled:
            self.cells.ruled.add(self._row)

    def _end_cell(self) -> None:
        if not (0 < self._row <= _LAST_ROW and 0 < self._column <= LAST_COLUMN):
            return
        raw = "".join(self._value)
        spot = (self._row, self._column)
        # A formula may rightly have an empty text as its result, but no empty number.
        if self._formula and not raw and (self._kind != "str" or not self._valued):
            self.cells.unsaved.add(spot)
        if self._kind == "e" and raw:
            self.cells.errors.add(spot)
        text = self._shown(raw) if raw else ""
        if not text and spot not in self.cells.unsaved:
            return
        self._package.cells += 1
        self._package.characters += len(text)
        if self._package.cells > _MOST_CELLS or self._package.characters > _MOST_TEXT:
            raise Unreadable(
                f"“{self._package.source}”的工作表“{self._part.name}”内容太多，不像决算表；请删去无关内容后再读。"
            )
        self.cells.texts.setdefault(self._row, {})[self._column] = text

    def _shown(self, raw: str) -> str:
        if self._kind == "s":
            at = int(raw) if raw.strip().isdecimal() and len(raw) < 12 else -1
            return self._looks.strings[at] if 0 <= at < len(self._looks.strings) else ""
        if self._kind in ("str", "inlineStr", "e"):
            return plain(raw)
        if self._kind == "b":
            return "TRUE" if raw.strip() == "1" else "FALSE"
        if self._kind == "d":
            return raw.partition("T")[0]
        text = shown(raw, self._style.look, since_1904=self._package.since_1904)
        return "" if self.cells.without_zeros and _is_zero(raw) else text

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        top, bottom = _address(first), _address(last)
        if top is None or bottom is None or len(self.cells.merged) >= _MOST_MERGED:
            return
        if top[0] <= bottom[0] and top[1] <= bottom[1]:
            self.cells.merged.append(Merged(*top, *bottom))


def _is_zero(number: str) -> bool:
    try:
        return float(number) == 0
    except ValueError:
        return False


def _address(text: str) -> tuple[int, int] | None:
    """Row and column of an address such as B5."""
    match = _ADDRESS.fullmatch(text)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column
