"""Tables of a text dump: rows are found again by their anchors, columns by counting separators.

A dump writes the cells of a row with one space between them, so a blank cell is an empty token. Codes anchor tables
with a row a code, 行次 or labels anchor tables with fixed rows, and (code, name, figure) triples anchor code panels.
The result is an ordinary grid with its heading rows written out, so that one recogniser serves all sources.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mingzhang.forms import Form
from mingzhang.read.layout import Grid, Line
from mingzhang.read.text_code_panels import shape_code_panels, shape_single
from mingzhang.read.text_codes import shape_codes
from mingzhang.read.text_heads import without_repeated_heads
from mingzhang.read.text_panels import shape_panels
from mingzhang.read.text_rows import has_gap

_SHAPERS = {"codes": shape_codes, "panels": shape_panels, "code panels": shape_code_panels, "single": shape_single}
_ONE_SPACE = re.compile(r"\S \S")


def shape_table(form: Form, lines: Sequence[Line]) -> Grid | None:
    """The grid of a table from its lines (title, head and notes included), or None where nothing of it is found."""
    return _SHAPERS[form.shape](form, without_repeated_heads(form, _single_spaced(lines)))


def _single_spaced(lines: Sequence[Line]) -> list[Line]:
    """The lines with one space between cells, where the dump has two between all of them."""
    if any(_ONE_SPACE.search(line.text) for line in lines) or not any(has_gap(line.text) for line in lines):
        return list(lines)
    return [replace(line, text=line.text.replace("  ", " ")) for line in lines]
