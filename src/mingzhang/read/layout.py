"""The one intermediate layout in which every reader ends: pages of paragraphs and grids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from mingzhang.model import Place


class Word(NamedTuple):
    """Characters without white between them, and where they begin and end on their line."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of text outside tables; `words` only where it has several that are placed."""

    text: str
    place: Place
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together; `text` joins them without the line breaks."""

    text: str
    lines: tuple[Line, ...]

    @property
    def place(self) -> Place:
        """Where the paragraph begins."""
        return self.lines[0].place


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a grid; spans count the unit rows and columns it covers."""

    row: int
    column: int
    text: str
    place: Place
    row_span: int = 1
    column_span: int = 1
    sure: bool = True


@dataclass(slots=True)
class Grid:
    """A table as rows and columns of cells, not yet understood.

    `ruled` says that drawn lines gave the cells; `doubts` lists, in Chinese, what made the reader unsure.
    """

    rows: int
    columns: int
    cells: list[GridCell]
    ruled: bool
    pages: tuple[int, ...] = ()
    column_edges: tuple[float, ...] = ()
    row_edges: tuple[float, ...] = ()
    doubts: list[str] = field(default_factory=list)

    def matrix(self) -> list[list[GridCell | None]]:
        """Cells by row and column; a merged cell stands in every position it covers."""
        table: list[list[GridCell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.rows)):
                for column in range(cell.column, min(cell.column + cell.column_span, self.columns)):
                    table[row][column] = cell
        return table


@dataclass(frozen=True, slots=True)
class FormText:
    """A self-evaluation form whose cells the source does not separate: its lines only."""

    title: str
    lines: tuple[Line, ...]


Block = Paragraph | Grid | FormText


@dataclass(slots=True)
class Layout:
    """A whole document as blocks in reading order.

    `hidden` is text that is in the file but not to be seen on the page.
    """

    source: str
    format: str
    pages: int
    blocks: list[Block]
    hidden: list[Line] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def paragraphs(self) -> Iterator[Paragraph]:
        """The text blocks in order."""
        return (block for block in self.blocks if isinstance(block, Paragraph))
