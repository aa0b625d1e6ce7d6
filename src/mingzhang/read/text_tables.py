"""Tables of a text dump: rows are found again by their anchors, columns by counting separators.

A dump writes the cells of a row with one space between them, so a blank cell is an empty token. Codes anchor tables
with a row a code, 行次 or labels anchor tables with fixed rows, and (code, name, figure) triples anchor code panels.
The result is an ordinary grid with its heading rows written out, so that one recogniser serves all sources.
"""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.forms import Form
from mingzhang.read.layout import Grid, Line
from mingzhang.read.text_code_panels import shape_code_panels, shape_single
from mingzhang.read.text_codes import shape_codes
from mingzhang.read.text_panels import shape_panels

_SHAPERS = {"codes": shape_codes, "panels": shape_panels, "code panels": shape_code_panels, "single": shape_single}


def shape_table(form: Form, lines: Sequence[Line]) -> Grid | None:
    """The grid of a table from its lines (title, head and notes included), or None where no row is found."""
    grid = _SHAPERS[form.shape](form, lines)
    if grid is not None and _blanks_lost(grid, lines):
        grid.doubts.append("文本中没有连续的空格，空白单元格的位置可能已经丢失")
    return grid


def _blanks_lost(grid: Grid, lines: Sequence[Line]) -> bool:
    """Whether a dump has lost its blank cells: rows are short, and nowhere do two separators stand together."""
    ragged = any(cell.text == "" for cell in grid.cells)
    return ragged and not any("  " in line.text or line.text.startswith(" ") for line in lines)
