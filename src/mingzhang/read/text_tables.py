"""Tables of a text dump: rows are found again by their anchors, columns by counting separators.

A dump writes the cells of a row with one space between them, so a blank cell is an empty token. Codes anchor tables
with a row a code, 行次 or labels anchor tables with fixed rows, and (code, name, figure) triples anchor code panels.
The result is an ordinary grid with its heading rows written out, so that one recogniser serves all sources.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mingzhang.amount import is_blank, parse_amount
from mingzhang.forms import Column, Form, Panel
from mingzhang.forms.label import bare, compact, fold
from mingzhang.model import Place
from mingzhang.read.layout import Grid, GridCell, Line

_GLUED = re.compile(r"^(-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+)([^\d.,%％\s].*)$")
_CODE = re.compile(r"^\d{3}(?:\d{2}){0,2}$")
_ECONOMIC = re.compile(r"^[35]\d{2}(?:\d{2})?$")
_INTEGER = re.compile(r"^\d{1,3}$")


@dataclass(slots=True)
class _Row:
    """One row while it is being read."""

    label: list[str] = field(default_factory=list)
    name: list[str] = field(default_factory=list)
    values: list[str] | None = None
    first: int = 0
    last: int = 0
    sure: bool = True
    panel: int = 0


def _tokens(text: str) -> list[str]:
    """The cells of one line; a figure glued to the next label is cut off from it."""
    tokens: list[str] = []
    for token in text.split(" "):
        glued = _GLUED.match(token)
        tokens.extend(glued.groups() if glued else (token,))
    return tokens


def _is_figure(token: str) -> bool:
    return is_blank(token) or parse_amount(token) is not None


def _line_number(line: Line) -> int:
    return line.place.line or 0


def shape_table(form: Form, lines: Sequence[Line]) -> Grid | None:
    """The grid of a table from its lines (title, head and notes included), or None where no row is found."""
    shapers = {
        "codes": _shape_codes,
        "panels": _shape_panels,
        "code panels": _shape_code_panels,
        "single": _shape_single,
    }
    return shapers[form.shape](form, lines)


def _printed_columns(columns: Sequence[Column], heading: str, count: int | None) -> tuple[list[Column], list[str]]:
    """The columns whose labels stand in the heading, and doubts where their number is not the printed 栏次's."""
    printed = [column for column in columns if any(label in heading for label in column.labels)]
    if count is None or len(printed) == count:
        missing = [column.label for column in columns if column not in printed]
        return printed, ([] if printed else [f"表头中没有认出任何栏目（{'、'.join(missing)}）"])
    if len(columns) == count:
        return list(columns), [f"表头认出 {len(printed)} 栏，栏次有 {count} 栏"]
    return printed, [f"表头认出 {len(printed)} 栏，栏次有 {count} 栏"]


def _column_count(lines: Sequence[Line]) -> int | None:
    """The largest number of the 栏次 row, or None where there is no such row."""
    for line in lines:
        tokens = [token for token in line.text.split() if token != "栏次"]
        numbers = [int(token) for token in tokens if _INTEGER.match(token)]
        if len(numbers) == len(tokens) >= 2 and numbers == list(range(1, len(numbers) + 1)):
            return len(numbers)
    return None


def _build(heading: Sequence[Sequence[str]], rows: Sequence[tuple[list[str], _Row]], doubts: list[str]) -> Grid | None:
    if not rows:
        return None
    width = max(len(heading[0]) if heading else 0, *(len(cells) for cells, _ in rows))
    first = min(row.first for _, row in rows)
    cells = [
        GridCell(at, column, text, Place(line=first))
        for at, labels in enumerate(heading)
        for column, text in enumerate(labels)
    ]
    for at, (texts, row) in enumerate(rows, start=len(heading)):
        place = Place(line=row.first, last_line=row.last)
        cells.extend(GridCell(at, column, text, place, sure=row.sure) for column, text in enumerate(texts))
    return Grid(len(heading) + len(rows), width, cells, ruled=False, doubts=doubts)


def _heading_rows(lead: Sequence[str], columns: Sequence[Column], heading: str) -> list[list[str]]:
    """Heading rows as a ruled table would print them: block, group, label."""
    labels = [_printed_label(column, heading) for column in columns]
    groups = [column.group if column.group in heading else "" for column in columns]
    pairs = list(zip(columns, groups, labels, strict=True))
    return [
        [*lead, *(column.block or group or label for column, group, label in pairs)],
        [*lead, *(group or column.block or label for column, group, label in pairs)],
        [*lead, *labels],
    ]


def _printed_label(column: Column, heading: str) -> str:
    """The label under which the heading prints a column: the innermost of those it goes by."""
    found = [label for label in column.labels if label in heading]
    whole = [label for label in found if not any(label != other and label in other for other in found)]
    return max(whole, key=heading.rfind, default=column.label)


def _shape_codes(form: Form, lines: Sequence[Line]) -> Grid | None:
    rows: list[_Row] = []
    heading: list[str] = []
    current: _Row | None = None
    count = _column_count(lines)
    columns: list[Column] = []
    doubts: list[str] = []
    split = any(line.text.split()[:3] == ["类", "款", "项"] for line in lines)
    for line in lines:
        number, tokens = _line_number(line), _tokens(line.text)
        if split and not (current is not None and current.name and current.values is None):
            tokens = _joined_code(tokens, current.label[0] if current is not None else "")
        filled = [token for token in tokens if token]
        starts = bool(filled) and (_CODE.match(filled[0]) is not None or fold(filled[0]) == form.total)
        if (
            starts
            and current is not None
            and current.name
            and current.values is None
            and len(tokens) >= len(columns)
            and _figures(tokens)
        ):
            starts = False  # whole numbers that look like a code: the figures of a wrapped name
        if starts and filled[0] == form.total and current is None and not _after_total(filled, line.text):
            starts = False  # 合计 as the heading of a column
        if starts:
            if not columns:
                columns, doubts = _printed_columns(form.columns, fold("".join(heading)), count)
            tokens = tokens[tokens.index(filled[0]) :]
            current = _Row([tokens[0]], first=number, last=number)
            rows.append(current)
            tokens = tokens[1:]
        elif current is None:
            heading.append(line.text)
            continue
        elif not line.text or _is_note(line.text):
            if _is_note(line.text):
                break
            continue
        if current.values is not None:
            if filled and not starts:
                current.sure = False
            continue
        if not current.name and any(not _is_figure(token) for token in tokens) and fold(current.label[0]) != form.total:
            tokens = tokens[next(at for at, token in enumerate(tokens) if token) :]  # an indented name
        while tokens and not _is_figure(tokens[0]):
            current.name.append(tokens.pop(0))
        if tokens and (current.name or fold(current.label[0]) == form.total) and _figures(tokens):
            current.values, current.last = tokens, number
            current.sure = tokens[len(columns) :] in ([], [""])
        elif tokens and any(tokens):
            current.name.extend(token for token in tokens if token)
    if not columns:
        return None
    table = []
    for row in rows:
        values = (row.values or [])[: len(columns)]
        row.sure = row.sure and row.values is not None
        table.append(([*row.label, "".join(row.name), *values, *[""] * (len(columns) - len(values))], row))
    return _build(_heading_rows(["科目编码", "科目名称"], columns, fold("".join(heading))), table, doubts)


def _joined_code(tokens: list[str], before: str) -> list[str]:
    """Tokens whose first three, the digits of 类, 款 and 项, are one code; missing digits are those of the row before."""
    if len(tokens) > 3 and not tokens[0] and re.fullmatch(r"\d{3}", tokens[1]):
        tokens = tokens[1:]  # a page's first line begins with a space
    lead = [token.strip() for token in tokens[:3]]
    if lead == ["类", "款", "项"]:
        return tokens[3:]
    filled = [at for at, token in enumerate(lead) if token]
    shapes = (r"\d{3}", r"\d{2}", r"\d{2}")
    if len(lead) < 3 or not filled or not all(re.fullmatch(shapes[at], lead[at]) for at in filled):
        return tokens
    parents = (before[:3], before[3:5], before[5:7])
    return ["".join([*parents[: filled[0]], *lead]), *tokens[3:]]


def _after_total(filled: Sequence[str], text: str) -> bool:
    """Whether a line that begins with the total's label is its row: figures or blanks follow, no other label."""
    return all(_is_figure(token) for token in filled[1:]) and (len(filled) > 1 or text.strip(" ") != text)


def _figures(tokens: Sequence[str]) -> bool:
    return all(_is_figure(token) for token in tokens)


def _is_note(text: str) -> bool:
    return re.match(r"^\s*(?:注|说明|备注)[:：]", text) is not None


def _shape_panels(form: Form, lines: Sequence[Line]) -> Grid | None:
    numbered = any("行次" in line.text for line in lines)
    body = _panel_body(form, lines)
    head = fold("".join(line.text for line in lines[: lines.index(body[0]) if body else 0]))
    walker = _PanelWalk(form, numbered)
    for line in body:
        walker.line(line)
    rows: list[list[_Row]] = walker.rows
    if not any(rows) or head.count("项目") < len(form.panels):
        return None
    heading: list[list[str]] = [[], []]
    heads = head.split("项目")[-len(form.panels) :]
    for panel, own in zip(form.panels, heads, strict=True):
        heading[0].extend([panel.label] * (1 + len(panel.columns)))
        heading[1].extend(["项目", *(_printed_label(column, own) for column in panel.columns)])
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
        if _is_note(line.text):
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
        self.rows: list[list[_Row]] = [[] for _ in form.panels]
        self.doubts: list[str] = []
        self._label: list[str] = []
        self._first = 0
        self._next: list[int | None] = [1, *[None] * (len(form.panels) - 1)]
        self._last_panel = len(form.panels) - 1
        self._known = [self._labels(panel) for panel in form.panels]
        self._open: tuple[int, _Row] | None = None

    @staticmethod
    def _labels(panel: Panel) -> frozenset[str]:
        return frozenset(label for row in panel.rows for label in row.labels)

    def line(self, line: Line) -> None:
        """Take in one line."""
        tokens, number = _tokens(line.text), _line_number(line)
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
        if not self.numbered or not _INTEGER.match(token):
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
        while tokens and len(values) < width and _is_figure(tokens[0]):
            values.append(tokens.pop(0))
        label = self._trimmed(panel)
        row = _Row([label], values=values, first=self._first or number, last=number)
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
        while tokens and len(values) < width and _is_figure(tokens[0]):
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


def _shape_code_panels(form: Form, lines: Sequence[Line]) -> Grid | None:
    totals = {label for row in form.rows for label in row.labels}
    rows: list[_Row] = []
    current: _Row | None = None
    for line in lines:
        if _is_note(line.text) and rows:
            break
        number = _line_number(line)
        tokens = _tokens(line.text)
        for at, token in enumerate(tokens):
            # A whole number may look like a code; behind a name it is the figure, unless another name follows.
            figure = (
                current is not None
                and bool(current.name)
                and current.values is None
                and _is_figure("".join(tokens[at + 1 : at + 2]))
            )
            if _ECONOMIC.match(token) and not figure:
                current = _Row([token], first=number, last=number)
                rows.append(current)
            elif bare(token) in totals and rows:
                current = _Row([""], [token], first=number, last=number)
                rows.append(current)
            elif current is None or not token:
                if current is not None and current.name and current.values is None and len(tokens) > 1:
                    current.values, current.last = [""], number
            elif _is_figure(token):
                if current.values not in (None, [""]):
                    current.sure = False
                if current.values in (None, [""]):  # a page's first line begins with a space
                    current.values, current.last = [token], number
            else:
                if current.values is not None:
                    current.sure = False
                current.name.append(token)
    table = [([row.label[0], compact("".join(row.name)), *(row.values or [""])], row) for row in rows]
    head = fold("".join(line.text for line in lines[:40]))
    return _build([["科目编码", "科目名称", _printed_label(form.columns[0], head)]], table, [])


def _shape_single(form: Form, lines: Sequence[Line]) -> Grid | None:
    count = _column_count(lines)
    heading: list[str] = []
    for line in lines:
        tokens = _tokens(line.text)
        filled = [token for token in tokens if token]
        is_numbers = count is not None and filled == [str(n) for n in range(1, count + 1)]
        columns = list(form.columns)
        enough = len(tokens) >= (count or len(columns))
        if heading and not is_numbers and line.text and enough and _figures(tokens) and "预算数" in "".join(heading):
            text = fold("".join(heading))
            first_block = columns[0].block
            if text.count(first_block) > 1:
                half = len(columns) // 2
                columns = [column for pair in zip(columns[:half], columns[half:], strict=True) for column in pair]
            row = _Row(values=tokens[: len(columns)], first=_line_number(line), last=_line_number(line))
            row.sure = tokens[len(columns) :] in ([], [""])
            missing = [column.label for column in columns if not any(label in text for label in column.labels)]
            doubts = [f"表头中没有认出栏目：{'、'.join(missing)}"] if missing else []
            if count is not None and count != len(columns):
                doubts.append(f"栏次有 {count} 栏，本表应有 {len(columns)} 栏")
            return _build(_heading_rows([], columns, text), [(row.values or [], row)], doubts)
        heading.append(line.text)
    return None
