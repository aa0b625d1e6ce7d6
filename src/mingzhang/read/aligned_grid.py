"""Words that stand in columns without ruling lines to a grid: columns from the figures and the white between them.

Coordinates are points from the top left; nothing here knows about PDF.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from mingzhang.amount import is_blank, parse_amount
from mingzhang.forms.label import bare
from mingzhang.model import Place
from mingzhang.read.aligned_heading import Cell, Heading, Labels, Piece, Span, close, overlap, read_heading
from mingzhang.read.aligned_rows import Placed, rows_of_lines
from mingzhang.read.headings import numbered_start
from mingzhang.read.layout import Grid, GridCell

DOUBT = "没有表格线，按文字对齐认出各栏"
NO_LABELS = Labels()
LEAST_LINES = 3
"""Fewer lines with words in two columns are no table."""
TOTALS = frozenset({"合计", "总计"})
MOST_HEADING, MOST_COLUMNS = 12, 40
"""More lines above the first figure, or more columns, are no table."""


def aligned_grid(lines: Sequence[Sequence[Piece]], labels: Labels = NO_LABELS) -> Grid | None:
    """The table that lines of words are, or None; `labels` decide where places leave something open."""
    begin = _body(lines, labels.heading)
    head, body = lines[:begin], _without_repeated(lines[:begin], lines[begin:])
    columns, hard = _columns([line for line in body if not _is_numbering(line)])
    if len(head) > MOST_HEADING or len(columns) > MOST_COLUMNS:
        return None
    if not hard:
        return _empty_table(head, labels)
    wide = sum(len(line) > 1 for line in head) + sum(_width(line, columns) > 1 for line in body)
    if not head or wide < LEAST_LINES:
        return None
    heading = read_heading(head, columns, labels.heading)
    if len(heading.columns) < 2:
        return None
    figures = [any(overlap(column, span) > 0 for span in hard) for column in heading.columns]
    rows = rows_of_lines([_placed(line, heading, figures) for line in body], labels.rows)
    cells = heading.cells + [cell for at, row in enumerate(rows) for cell in _row_cells(row, heading.depth + at)]
    return _grid(heading, cells, len(rows), lines)


def _empty_table(head: Sequence[Sequence[Piece]], labels: Labels) -> Grid | None:
    """A table that has a heading only; known labels must say that it is one."""
    end = next((at for at, line in enumerate(head) if len(line) == 1 and bare(line[0].text) in TOTALS), len(head))
    if not end:
        return None
    heading = read_heading(head[:end], [], labels.heading)
    known = sum(bare(_text(cell.pieces)) in labels.heading for cell in heading.cells)
    return _grid(heading, heading.cells, 0, head[:end]) if known >= LEAST_LINES else None


def _grid(heading: Heading, cells: Sequence[Cell], rows: int, lines: Sequence[Sequence[Piece]]) -> Grid:
    pages = tuple(sorted({piece.page for line in lines for piece in line}))
    count = len(heading.columns)
    return Grid(heading.depth + rows, count, list(map(_grid_cell, cells)), False, pages, doubts=[DOUBT])


def is_figure(text: str) -> bool:
    """Whether a word is a number, or the dash that stands for one."""
    return is_blank(text) or parse_amount(text) is not None


def _body(lines: Sequence[Sequence[Piece]], labels: Collection[str]) -> int:
    """Where the body begins: at the first figure or numbered name, or where the name beside that figure begins."""
    first = next((at for at, line in enumerate(lines) if _begins_body(line)), len(lines))
    begin = first
    while begin > 1 and (len(lines[begin - 1]) == 1 or not _may_be_heading(lines[begin - 1], labels)):
        begin -= 1
    if first == len(lines) or not 0 < begin < first:
        return first
    white = [lines[at][0].middle - lines[at - 1][0].middle for at in range(begin, first + 1)]
    return begin + max(range(len(white)), key=lambda at: (round(white[at], 1), at))


def _may_be_heading(line: Sequence[Piece], labels: Collection[str]) -> bool:
    """Whether every word is a piece of a known label; so it is where none is known."""
    return not labels or all(any(bare(piece.text) in label for label in labels) for piece in line)


def _begins_body(line: Sequence[Piece]) -> bool:
    return any(is_figure(piece.text) for piece in line) or numbered_start(line[0].text)


def _without_repeated(head: Sequence[Sequence[Piece]], body: Sequence[Sequence[Piece]]) -> list[Sequence[Piece]]:
    """The body without the heading that a new page prints again above its first figures."""
    printed = {piece.text for line in head for piece in line}
    kept: list[Sequence[Piece]] = []
    page = body[0][0].page if body else 0
    for line in body:
        if line[0].page == page or not all(piece.text in printed for piece in line):
            page = line[0].page
            kept.append(line)
    return kept


def _is_numbering(line: Sequence[Piece]) -> bool:
    """Whether a line numbers the columns: its numbers stand in the middle of cells, not where figures do."""
    numbers = [piece.text for piece in line if is_figure(piece.text)]
    return numbers == [str(number) for number in range(1, len(numbers) + 1)] and (
        len(numbers) > 1 or any(bare(piece.text) == "栏次" for piece in line)
    )


def _columns(lines: Sequence[Sequence[Piece]]) -> tuple[list[Span], list[Span]]:
    """The columns of a body from left to right, and those of them that hold figures.

    A label over a column of figures is one of a merged cell (a total): it makes no column.
    """
    pieces = [piece for line in lines for piece in line]
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
    columns = sorted([*hard, *soft])
    between = [at for at in range(1, len(columns) - 1) if columns[at] in soft and _is_merged(lines, columns, at)]
    return [column for at, column in enumerate(columns) if at not in between], hard


def _is_merged(lines: Sequence[Sequence[Piece]], columns: Sequence[Span], at: int) -> bool:
    """Whether what stands in a column only ever stands there for both of its neighbours (a total over two columns)."""
    return not any(
        any(overlap(piece.span, columns[at]) > 0 for piece in line)
        and any(overlap(piece.span, columns[beside]) > 0 for piece in line for beside in (at - 1, at + 1))
        for line in lines
    )


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


def _placed(line: Sequence[Piece], heading: Heading, figures: Sequence[bool]) -> list[Placed]:
    """The words of a line, each in the columns it covers, or in those it stands between where both are free."""
    covers = [
        tuple(at for at, column in enumerate(heading.columns) if overlap(piece.span, column) > 0) for piece in line
    ]
    used = {at for cover in covers for at in cover}
    placed: list[Placed] = []
    for piece, cover in zip(line, covers, strict=True):
        figure = is_figure(piece.text)
        found = cover
        if not cover:
            nearest = min(range(len(figures)), key=lambda at: close(piece.span, heading.extents[at]))
            right = next((at for at, column in enumerate(heading.columns) if column.left >= piece.right), 0)
            between = (right - 1, right)
            merged = not figure and right > 0 and used.isdisjoint(between)
            found = between if merged else (nearest,)
        placed.append(Placed(piece, found, figure and any(figures[at] for at in found)))
    return placed


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
