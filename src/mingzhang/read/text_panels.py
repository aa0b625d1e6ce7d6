"""Tables with fixed rows in a text dump: 行次 or labels anchor the rows, panel by panel."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mingzhang.amount import parse_amount
from mingzhang.forms import Form, Panel
from mingzhang.forms.label import bare, fold
from mingzhang.model import Place
from mingzhang.read.layout import Grid, GridCell, Line
from mingzhang.read.text_order import printed_order
from mingzhang.read.text_rows import (
    BLANKS_LOST,
    INTEGER,
    TextRow,
    cells_of,
    has_gap,
    is_figure,
    is_note,
    is_short,
    line_number,
    printed_label,
)


def shape_panels(form: Form, lines: Sequence[Line]) -> Grid | None:
    """The grid of lists that stand side by side; None where no row is found."""
    numbered = any("行次" in line.text for line in lines)
    body = _panel_body(form, lines)
    head = fold("".join(line.text for line in lines[: lines.index(body[0]) if body else 0]))
    walker = _PanelWalk(form, numbered)
    for line in body:
        walker.line(line)
    rows: list[list[TextRow]] = walker.rows
    if not any(rows) or head.count("项目") < len(form.panels):
        return None
    heading: list[list[str]] = [[], []]
    heads = head.split("项目")[-len(form.panels) :]
    for panel, own, found in zip(form.panels, heads, rows, strict=True):
        columns, unclear = printed_order(panel.columns, [own])
        walker.doubts.extend(unclear)
        heading[0].extend([panel.label] * (1 + len(columns)))
        heading[1].extend(["项目", *(printed_label(column, own) for column in columns)])
        short = len(columns) > 1 and any(is_short(row.values, len(columns)) for row in found)
        if short and not any(has_gap(line.text) for line in body):
            walker.doubts.append(BLANKS_LOST)
    cells: list[GridCell] = []
    height = max(len(panel) for panel in rows)
    start = 0
    for panel, found in zip(form.panels, rows, strict=True):
        for at, row in enumerate(found, start=2):
            place = Place(line=row.first, last_line=row.last)
            values = [*(row.values or []), *[""] * len(panel.columns)][: len(panel.columns)]
            for offset, text in enumerate(["".join(row.label), *values]):
                cells.append(GridCell(at, start + offset, text, place, sure=row.sure))
        start += 1 + len(panel.columns)
    top = Place(line=min(row.first for panel in rows for row in panel))
    cells.extend(
        GridCell(at, column, text, top) for at, texts in enumerate(heading) for column, text in enumerate(texts)
    )
    return Grid(height + 2, start, cells, ruled=False, doubts=walker.doubts)


def _panel_body(form: Form, lines: Sequence[Line]) -> list[Line]:
    """The lines with rows: behind the heading, before the notes, without floating headings."""
    words = {"项目", "行次", "栏次", ""} | {label for panel in form.panels for label in (panel.label, *panel.labels)}
    words |= {column.label for panel in form.panels for column in panel.columns}
    words |= {label for panel in form.panels for column in panel.columns for label in column.labels}
    start = 0
    for at, line in enumerate(lines):
        tokens = line.text.split()
        if ("栏次" in tokens and set(tokens) - {"栏次"}) or ("项目" in tokens and start == 0):
            start = at + 1
    if all(panel.rows and panel.rows[0].ordinal for panel in form.panels):
        # Headings may wrap below the line of 项目; the first row says where they end.
        start = next((at for at in range(start, len(lines)) if "一、" in lines[at].text), start)
    body: list[Line] = []
    for line in lines[start:]:
        if is_note(line.text):
            break
        tokens = line.text.split()
        if tokens and "项目" in tokens and set(tokens) <= words:
            continue
        if re.match(r"^\s*第[一二三四五六七八九十]+部分", line.text):
            continue
        body.append(line)
    return body


class _PanelWalk:
    """Walks the tokens of a table with fixed rows and hands each figure to the row whose anchor precedes it."""

    def __init__(self, form: Form, numbered: bool) -> None:
        self.form = form
        self.numbered = numbered
        self.rows: list[list[TextRow]] = [[] for _ in form.panels]
        self.doubts: list[str] = []
        self._label: list[str] = []
        self._first = 0
        self._next: list[int | None] = [1, *[None] * (len(form.panels) - 1)]
        self._last_panel = len(form.panels) - 1
        self._known = [self._labels(panel) for panel in form.panels]
        self._open: tuple[int, TextRow] | None = None

    @staticmethod
    def _labels(panel: Panel) -> frozenset[str]:
        return frozenset(label for row in panel.rows for label in row.labels)

    def line(self, line: Line) -> None:
        """Take in one line."""
        tokens, number = cells_of(line.text), line_number(line)
        if self._open is not None and line.text:
            self._complete(tokens, number)
        while tokens:
            token = tokens.pop(0)
            panel = self._anchor(token)
            if panel is not None:
                self._take(panel, tokens, number)
            elif token and not (self._label == [] and parse_amount(token) is not None):
                if not self._label:
                    self._first = number
                self._label.append(token)
                matched = None if self.numbered else self._match(tokens)
                if matched is not None:
                    self._take(matched, tokens, number)
            elif token:
                self.doubts.append(f"第 {number} 行的“{token}”找不到所属的行")

    def _anchor(self, token: str) -> int | None:
        """The panel whose next 行次 this token is, or None."""
        if not self.numbered or not INTEGER.match(token):
            return None
        value = int(token)
        slack = 2 if len(self._next) == 1 else 0
        for panel, expected in enumerate(self._next):
            if expected is not None and expected <= value <= expected + slack:
                self._next[panel] = value + 1
                return panel
        if self._last_panel == 0 and len(self._next) > 1 and self._next[1] is None and value > (self._next[0] or 0):
            self._next[1] = value + 1
            return 1
        return None

    def _match(self, tokens: Sequence[str]) -> int | None:
        """The panel that knows the label read so far; a heading row gives none but clears the label."""
        text = bare("".join(self._label))
        longer = bare("".join(self._label) + tokens[0]) if tokens and tokens[0] else ""
        fitting = [panel for panel, known in enumerate(self._known) if text in known and longer not in known]
        # A label that several panels know (总计) is printed in the left one first.
        fresh = [panel for panel in fitting if not any(bare(row.label[0]) == text for row in self.rows[panel])]
        return next(iter(fresh or fitting), None)

    def _take(self, panel: int, tokens: list[str], number: int) -> None:
        width = len(self.form.panels[panel].columns)
        values: list[str] = []
        while tokens and len(values) < width and is_figure(tokens[0]):
            values.append(tokens.pop(0))
        label = self._trimmed(panel)
        row = TextRow([label], values=values, first=self._first or number, last=number)
        if not label and any(values):
            row.sure = False
        self.rows[panel].append(row)
        self._label, self._first, self._last_panel = [], 0, panel
        if not self.numbered and not values:
            self._open = panel, row

    def _complete(self, tokens: list[str], number: int) -> None:
        """Give a row whose label ended its line what follows it: the rest of the label, the figures."""
        assert self._open is not None
        panel, row = self._open
        if tokens[0] and bare(row.label[0] + tokens[0]) in self._known[panel]:
            row.label[0] += tokens.pop(0)
            if not tokens:
                return
        width = len(self.form.panels[panel].columns)
        values: list[str] = []
        while tokens and len(values) < width and is_figure(tokens[0]):
            values.append(tokens.pop(0))
        row.values, row.last = values, number
        self._open = None

    def _trimmed(self, panel: int) -> str:
        """The label without what a heading left before it."""
        for start in range(len(self._label)):
            text = "".join(self._label[start:])
            if bare(text) in self._known[panel]:
                return text
        return "".join(self._label)
