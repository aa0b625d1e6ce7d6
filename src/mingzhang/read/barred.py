"""Plain text whose tables have bars between the cells, as this package writes it."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.model import Place
from mingzhang.read.layout import Block, Grid, GridCell, Layout, Line, Paragraph

LEFT = "←"
ABOVE = "↑"
_FEWEST = 3
_MOST_COLUMNS = 100


def is_barred(text: str) -> bool:
    """Whether tables stand in the text as rows between bars: several neighbouring lines that begin and end with one."""
    run = 0
    for line in text.split("\n"):
        run = run + 1 if _is_row(line) else 0
        if run >= _FEWEST:
            return True
    return False


def read_barred(text: str, source: str) -> Layout:
    """The layout of such a text: every line a paragraph, every run of rows a grid."""
    blocks: list[Block] = []
    rows: list[list[str]] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if _is_row(line):
            rows.append(line.rstrip()[1:-1].split("|"))
            continue
        if rows:
            blocks.append(_grid(rows, number - len(rows)))
            rows = []
        if line.strip():
            blocks.append(Paragraph(line.strip(), (Line(line.strip(), Place(line=number)),)))
    return Layout(source, "text", 1, blocks)


def _is_row(line: str) -> bool:
    return line.startswith("|") and len(line) > 2 and line.rstrip().endswith("|") and line.count("|") <= _MOST_COLUMNS


def _grid(rows: Sequence[Sequence[str]], first: int) -> Grid:
    """The grid of rows of texts; rows of another length than most make it doubtful."""
    width = max(map(len, rows))
    doubts = [] if all(len(row) == width for row in rows) else ["有的行栏数不同，可能缺了分隔线"]
    texts = [[*row, *[""] * (width - len(row))] for row in rows]
    cells = [
        GridCell(r, c, text.strip(), Place(line=first + r), *_span(texts, r, c))
        for r, row in enumerate(texts)
        for c, text in enumerate(row)
        if text not in (LEFT, ABOVE)
    ]
    return Grid(len(texts), width, cells, ruled=True, doubts=doubts)


def _span(texts: Sequence[Sequence[str]], row: int, column: int) -> tuple[int, int]:
    """How many rows and columns a cell covers."""
    right = column + 1
    while right < len(texts[row]) and texts[row][right] == LEFT:
        right += 1
    below = row + 1
    while below < len(texts) and texts[below][column] == ABOVE:
        below += 1
    return below - row, right - column
