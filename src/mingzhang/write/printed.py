"""What is printed, before any file format: tables with merged cells, paragraphs of text, page ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from mingzhang.forms import Edition
from mingzhang.model import FactKey

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `rows` and `columns` count what it covers, `indent` counts characters.

    `name` is the row key and the column of a printed figure, `row_name` its row as printed, `key` the fact it prints,
    `unit` the unit it is printed in and `value` the exact amount in that unit (None for a blank).
    """

    text: str = ""
    align: Align = "center"
    indent: int = 0
    rows: int = 1
    columns: int = 1
    figure: bool = False
    name: tuple[str, str] = ("", "")
    row_name: str = ""
    unit: str = ""
    key: FactKey | None = None
    value: Decimal | None = None


@dataclass(slots=True)
class PrintedTable:
    """A table ready to print: each row lists the cells that begin in it; `widths` are in ems.

    `breaks` are the body rows behind which a page ends by force. `speaker` is what the office calls itself, as 部门.
    """

    form: str
    title: str
    heading: list[list[Cell]]
    body: list[list[Cell]]
    widths: list[float]
    number: str = ""
    organisation: str = ""
    year: int = 0
    unit: str = ""
    notes: list[str] = field(default_factory=list)
    breaks: tuple[int, ...] = ()
    above: str = ""
    speaker: str = "部门"


SpotKind = Literal["amount", "change", "growth", "share", "completion", "count", "year", "direction"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A figure or a word of a sentence that could go wrong: where it stands and what the rest of the document allows.

    `low` and `high` are the least and the greatest value that no other print contradicts, in the unit printed; both are
    None where nothing else in the document speaks of it. `key` is the fact an amount states.
    """

    kind: SpotKind
    start: int
    end: int
    low: Decimal | None = None
    high: Decimal | None = None
    key: FactKey | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A line or paragraph of text; level 0 to 2 for headings, "cover" for the title page, "body" for paragraphs."""

    text: str
    kind: Literal["cover", "title", "part", "heading", "subheading", "body", "contents"]
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class PageEnd:
    """A forced page break."""


Block = Text | PageEnd | PrintedTable


@dataclass(slots=True)
class Document:
    """A whole disclosure, ready to print."""

    name: str
    edition: Edition
    organisation: str
    year: int
    blocks: list[Block]

    @property
    def tables(self) -> list[PrintedTable]:
        """The public tables in print order."""
        return [block for block in self.blocks if isinstance(block, PrintedTable) and block.form]


def placed(rows: list[list[Cell]], width: int) -> Iterator[tuple[int, int, Cell]]:
    """Each cell with its row and column, once merged cells have pushed the others aside."""
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while (at, column) in taken:
                column += 1
            yield at, column, cell
            taken |= {(at + r, column + c) for r in range(cell.rows) for c in range(cell.columns)}
        assert all((at, c) in taken for c in range(width)), f"row {at} is not filled: {row}"


def parts(table: PrintedTable) -> list[list[list[Cell]]]:
    """The body cut at the forced page breaks."""
    edges = [0, *table.breaks, len(table.body)]
    return [table.body[start:end] for start, end in pairwise(edges) if start < end]
