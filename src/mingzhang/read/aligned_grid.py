"""Words that stand in columns without ruling lines to a grid: columns from the figures and the white between them.

Coordinates are points from the top left; nothing here knows about PDF.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from mingzhang.amount import is_blank, parse_amount
from mingzhang.forms.label import bare
from mingzhang.model import Place
from mingzhang.read.aligned_heading import Cell, Piece, Span, close, headings, overlap
from mingzhang.read.aligned_rows import Placed, rows_of_lines
from mingzhang.read.headings import numbered_start
from mingzhang.read.layout import Grid, GridCell

DOUBT = "没有表格线，按文字对齐认出各栏"
LEAST_LINES = 3
"""Fewer lines with words in two columns are no table."""
MOST_HEADING, MOST_COLUMNS = 12, 40
"""More lines above the first figure, or more columns, are no table."""


def aligned_grid(lines: Sequence[Sequence[Piece]], labels: Collection[str] = frozenset()) -> Grid | None:
    """The table that lines of words are, or None; `labels` (bare) decide where places leave a heading open."""
    begin = next((at for at, line in enumerate(lines) if _begins_body(line)), len(lines))
    head, body = lines[:begin], _without_repeated(lines[:begin], lines[begin:])
    columns, hard = _columns([piece for line in body for piece in line])
    if not 0 < len(head) <= MOST_HEADING or not hard or len(columns) > MOST_COLUMNS:
        return None
    if sum(_width(line, columns) >= 2 for line in lines) < LEAST_LINES:
        return None
    depth, heading, columns = headings(head, columns, labels)
    if len(columns) < 2:
        return None
    figures = [any(overlap(column, span) > 0 for span in hard) for column in columns]
    placed = [[_placed(piece, columns, figures) for piece in line] for line in body]
    rows = rows_of_lines(placed, labels)
    cells = heading + [cell for at, row in enumerate(rows) for cell in _row_cells(row, depth + at)]
    pages = tuple(sorted({piece.page for line in lines for piece in line}))
    return Grid(
        depth + len(rows), len(columns), [_grid_cell(cell) for cell in cells], False, pages=pages, doubts=[DOUBT]
    )


def is_figure(text: str) -> bool:
    """Whether a word is a number, or the dash that stands for one."""
    return is_blank(text) or parse_amount(text) is not None


def _begins_body(line: Sequence[Piece]) -> bool:
    return any(is_figure(piece.text) for piece in line) or numbered_start(line[0].text)


def _without_repeated(head: Sequence[Sequence[Piece]], body: Sequence[Sequence[Piece]]) -> list[Sequence[Piece]]:
    """The body without the heading that a new page prints again."""
    printed = {"".join(piece.text for piece in line) for line in head}
    first = head[0][0].page if head else 0
    return [line for line in body if line[0].page == first or "".join(piece.text for piece in line) not in printed]


def _columns(pieces: Sequence[Piece]) -> tuple[list[Span], list[Span]]:
    """The columns of a body from left to right, and those of them that hold figures.

    A label over a column of figures is one of a merged cell (a total): it makes no column.
    """
    figures = [piece for piece in pieces if is_figure(piece.text)]
    texts = [piece for piece in pieces if not is_figure(piece.text)]
    hard = _joined(figures)
    for span in list(hard):
        inside = [piece for piece in figures if overlap(piece.span, span) > 0]
        if sum(overlap(piece.span, span) > 0 for piece in texts) > len(inside):
            # Digits inside a column of names are part of a name.
            hard.remove(span)
            texts += inside
    soft = _joined([piece for piece in texts if not any(overlap(piece.span, span) > 0 for span in hard)])
    return sorted([*hard, *soft]), hard


def _joined(pieces: Sequence[Piece]) -> list[Span]:
    spans: list[Span] = []
    for piece in sorted(pieces, key=lambda piece: piece.left):
        if spans and piece.left < spans[-1].right:
            spans[-1] = Span(spans[-1].left, max(spans[-1].right, piece.right))
        else:
            spans.append(piece.span)
    return spans


def _width(line: Sequence[Piece], columns: Sequence[Span]) -> int:
    return sum(any(overlap(piece.span, column) > 0 for piece in line) for column in columns)


def _placed(piece: Piece, columns: Sequence[Span], figures: Sequence[bool]) -> Placed:
    """A word in the columns it covers; in the nearest where it covers none."""
    covered = tuple(at for at, column in enumerate(columns) if overlap(piece.span, column) > 0)
    if not covered:
        covered = (min(range(len(columns)), key=lambda at: close(piece.span, columns[at])),)
    return Placed(piece, covered, is_figure(piece.text) and any(figures[at] for at in covered))


def _row_cells(row: Sequence[Placed], at: int) -> list[Cell]:
    """The cells of one row: words of one column joined, a label over several free columns merged."""
    cells: list[Cell] = []
    used: set[int] = set()
    for placed in sorted(row, key=lambda placed: len(placed.columns)):
        if len(placed.columns) > 1 and used.isdisjoint(placed.columns):
            cells.append(Cell(at, placed.columns[0], 1, len(placed.columns), (placed.piece,)))
        elif len(placed.columns) > 1:
            # The word reaches into a cell beside its own; which one it belongs to is open.
            free = next((column for column in placed.columns if column not in used), placed.columns[0])
            cells.append(Cell(at, free, 1, 1, (placed.piece,), sure=False))
        else:
            continue
        used.update(placed.columns)
    singles: dict[int, list[Piece]] = {}
    for placed in row:
        if len(placed.columns) == 1:
            singles.setdefault(placed.columns[0], []).append(placed.piece)
    return cells + [Cell(at, column, 1, 1, tuple(pieces)) for column, pieces in singles.items()]


def _grid_cell(cell: Cell) -> GridCell:
    first = cell.pieces[0]
    same = [piece for piece in cell.pieces if piece.page == first.page]
    box = (
        min(piece.left for piece in same),
        min(piece.top for piece in same),
        max(piece.right for piece in same),
        max(piece.bottom for piece in same),
    )
    place = Place(page=first.page, box=box)
    return GridCell(cell.row, cell.column, _text(cell.pieces), place, cell.row_span, cell.column_span, cell.sure)


def _text(pieces: Sequence[Piece]) -> str:
    text = pieces[0].text
    for piece in pieces[1:]:
        # Two numbers in one cell must not read as one.
        text += (" " if text[-1:].isascii() and piece.text[:1].isascii() else "") + piece.text
    return text
