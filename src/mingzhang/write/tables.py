"""The public tables of an edition, printed from the figures of an office in its manner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from mingzhang import catalogue
from mingzhang.amount import FACTORS, format_amount
from mingzhang.compile.cube import Cube
from mingzhang.forms import Column, Edition, Form, Row
from mingzhang.forms.form import Panel
from mingzhang.model import FactKey
from mingzhang.relations.partition import partitions
from mingzhang.write.printed import Cell, PrintedTable
from mingzhang.write.style import TableStyle

_NUMERALS = "零一二三四五六七八九十"
_NOTHING = (
    "说明：本表无数据。",
    "注：本{speaker}本年度没有此项收入和支出，故本表无数据。",
    "注：本表为空表，本{speaker}没有此项收支。",
)
_BARRED = "────"
"""What stands where a figure cannot be."""
_DIGIT = 0.58
"""The width of a digit in ems, with a little to spare."""


def print_tables(
    edition: Edition, cube: Cube, style: TableStyle, adjusted: Mapping[FactKey, Decimal] | None = None
) -> list[PrintedTable]:
    """Every table of the edition in its order.

    `adjusted` are figures, in the unit printed, that are printed instead of the rounded ones.
    """
    shapes = {"codes": _codes, "panels": _panels, "code panels": _code_panels, "single": _single}
    tables = []
    for number, name in enumerate(edition.order, start=1):
        form = edition.forms[name]
        printer = _Printer(form, edition, cube, style, adjusted or {})
        shapes[form.shape](printer)
        tables.append(printer.table(number))
    return tables


@dataclass(slots=True)
class _Printer:
    """One table while it is being printed."""

    form: Form
    edition: Edition
    cube: Cube
    style: TableStyle
    adjusted: Mapping[FactKey, Decimal]
    heading: list[list[Cell]] = field(default_factory=list)
    body: list[list[Cell]] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def figure(self, at: Mapping[str, str], row: tuple[str, str], column: Column, unit: str = "") -> Cell:
        """The cell of a fact."""
        coordinates = {**dict(self.form.base), **at, **dict(column.at)}
        key = FactKey.of(coordinates.pop("measure", ""), coordinates)
        return Cell(
            self._text(key, unit), "right", figure=True, name=(row[0], _compact(column.label)), row_name=row[1],
            unit=unit or self.style.unit, key=key, value=self._value(key, unit),
        )  # fmt: skip

    def _value(self, key: FactKey, unit: str) -> Decimal | None:
        """The exact amount in the unit printed; None where nothing was booked."""
        value = self.cube.value(key)
        if not value:
            return None
        return value if unit else self.adjusted.get(key, value / FACTORS[self.style.unit])

    def _text(self, key: FactKey, unit: str) -> str:
        value = self._value(key, unit)
        if unit:
            return f"{value:f}" if value else ""
        if value is not None:
            return format_amount(value, self.style.decimals, thousands=self.style.thousands)
        if self.edition.zero and self.form.shape in ("codes", "single"):
            return format_amount(Decimal(0), self.style.decimals)
        return ""

    @property
    def code_columns(self) -> int:
        """How many columns the code takes: as the office prints it, else as the edition says."""
        return self.style.code_columns or int(self.form.options.get("code_columns", 1))

    def label(self, text: str) -> str:
        """A short label, perhaps justified with spaces."""
        if self.style.spaced and 2 <= len(text) <= 6 and not text[0].isdigit():
            return " ".join(text)
        return text

    def head(self, lead: Sequence[tuple[str, ...]], columns: Sequence[tuple[str, ...]]) -> None:
        """Heading rows from the paths of the columns, outermost heading first."""
        paths = [*lead, *columns]
        self.heading.extend(heading_rows([tuple(self.label(text) for text in path) for path in paths]))

    def table(self, number: int) -> PrintedTable:
        """What was printed."""
        note = self.form.note.format(speaker=self.cube.speaker)
        title = self.form.title
        return PrintedTable(
            self.form.id, title, self.heading, self.body, self._fitted(),
            number=self.edition.number.format(number), organisation=self.cube.organisation, year=self.cube.year,
            unit=self.style.unit, notes=[f"注：{note}", *self.notes],
            above=f"{numeral(number)}、{title}" if self.style.numbered_titles else "",
        )  # fmt: skip

    def _fitted(self) -> list[float]:
        """Widths such that no figure wraps."""
        cells = [cell for row in self.body for cell in row]
        widest = max((len(cell.text) * _DIGIT for cell in cells if cell.figure), default=4 * _DIGIT)
        widest = max(widest, *(float(len(cell.text)) for cell in cells if cell.text == _BARRED), 0.0)
        return [widest + 0.9 if width == 0 else width for width in self.widths]


def numeral(number: int) -> str:
    """1 to 99 as 一 to 九十九."""
    tens, units = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else f"{_NUMERALS[tens]}十") + (
        "" if tens and not units else _NUMERALS[units]
    )


def heading_rows(paths: Sequence[tuple[str, ...]]) -> list[list[Cell]]:
    """Merged heading cells: neighbours with one outer heading share it, the innermost reaches down."""
    depth = max(len(path) for path in paths)
    rows: list[list[Cell]] = [[] for _ in range(depth)]

    def lay(start: int, end: int, level: int) -> None:
        at = start
        while at < end:
            path = paths[at]
            last = len(path) == level + 1
            stop = at + 1
            while (
                not last
                and stop < end
                and paths[stop][: level + 1] == path[: level + 1]
                and len(paths[stop]) > level + 1
            ):
                stop += 1
            rows[level].append(Cell(path[level], columns=stop - at, rows=depth - level if last else 1))
            if not last:
                lay(at, stop, level + 1)
            at = stop

    lay(0, len(paths), 0)
    return rows


def _compact(text: str) -> str:
    return "".join(text.split())


def _path(column: Column) -> tuple[str, ...]:
    return tuple(text for text in (column.block, column.group, column.label) if text)


def _codes(printer: _Printer) -> None:
    form, style, edition = printer.form, printer.style, printer.edition
    count = printer.code_columns
    joined = style.total_in_heading and count == 3
    if count == 3 and not joined:
        lead: list[tuple[str, ...]] = [("项目", "功能分类科目编码", text) for text in "类款项"]
    else:
        lead = [("项目", "科目代码")] * count
    printer.head([*lead, ("项目", "科目名称")], [_path(column) for column in form.columns])
    printer.widths = [*([2.4] * 3 if count == 3 else [5.2]), style.name_width + 0.8, *[0.0] * len(form.columns)]
    numbers = [Cell(str(at)) for at in range(1, len(form.columns) + 1)]
    if edition.column_numbers and not joined:
        printer.heading.append([Cell("栏次", columns=count + 1), *numbers])
    last = (bool(form.options.get("total_last")) != style.total_flipped) and not joined
    if not last:
        _code_total(printer, joined)
    codes = [code for code in sorted(printer.cube.members("function")) if _listed(printer, code)]
    shown: list[str] = []
    for code in codes:
        name = printer.cube.name_of("function", code)
        level = (len(code) - 3) // 2
        cells = [printer.figure({form.dimension: code}, (code, name), column) for column in form.columns]
        label = Cell(name, "left", indent=level if style.indent else 0)
        printer.body.append([*_code_cells(code, count, style.own_digits and code[:-2] in shown), label, *cells])
        shown.append(code)
    if not codes:
        printer.body.extend([Cell() for _ in printer.widths] for _ in range(style.empty_manner + 1))
        printer.notes.append(_NOTHING[style.empty_manner].format(speaker=printer.cube.speaker))
    if last:
        _code_total(printer, False)


def _listed(printer: _Printer, code: str) -> bool:
    form = printer.form
    for column in form.columns:
        coordinates = {**dict(form.base), **dict(column.at), form.dimension: code}
        if printer.cube.value(FactKey.of(coordinates.pop("measure", ""), coordinates)):
            return True
    return False


def _code_cells(code: str, count: int, own: bool) -> list[Cell]:
    if count == 1:
        return [Cell(code, "left")]
    digits = [code[:3], code[3:5], code[5:7]]
    filled = sum(bool(text) for text in digits)
    return [Cell("" if own and at < filled - 1 else text) for at, text in enumerate(digits)]


def _code_total(printer: _Printer, joined: bool) -> None:
    form, count = printer.form, printer.code_columns
    listed = any(_listed(printer, code) for code in printer.cube.members("function"))
    cells = [
        printer.figure({}, (form.total, form.total), column) if listed else Cell("", "right", figure=True)
        for column in form.columns
    ]
    if not joined:
        printer.body.append([Cell(printer.label(form.total), columns=count + 1), *cells])
        return
    if printer.edition.column_numbers:
        numbers = [Cell(str(at)) for at in range(1, len(form.columns) + 1)]
        printer.body.append([*(Cell(text, rows=2) for text in "类款项"), Cell("栏次"), *numbers])
        printer.body.append([Cell(printer.label(form.total)), *cells])
    else:
        printer.body.append([*(Cell(text) for text in "类款项"), Cell(printer.label(form.total)), *cells])


@dataclass(slots=True)
class _Line:
    """One row of a panel, ready to stand beside the others."""

    label: Cell
    figures: list[Cell]
    total: bool = False
    heading: bool = False


def _panels(printer: _Printer) -> None:
    form, edition = printer.form, printer.edition
    lists = [_panel_lines(printer, panel) for panel in form.panels]
    if len(lists) > 1:
        _align(printer, lists)
    numbered = edition.line_numbers
    lead = ("项目", "行次") if numbered else ("项目",)
    paths: list[tuple[str, ...]] = []
    for panel in form.panels:
        outer = (panel.label,) if panel.label else ()
        paths.extend(
            [*((*outer, text) for text in lead), *((*outer, _compact(column.label)) for column in panel.columns)]
        )
        printer.widths.extend(
            [printer.style.name_width + 1.5, *([2.6] if numbered else []), *[0.0] * len(panel.columns)]
        )
    printer.head([], paths)
    if edition.column_numbers and len(lists) > 1:
        row, at = [], 0
        for panel in form.panels:
            row.extend([Cell("栏次"), *([Cell()] if numbered else [])])
            row.extend(Cell(str(at + offset)) for offset in range(1, len(panel.columns) + 1))
            at += len(panel.columns)
        printer.heading.append(row)
    _panel_body(printer, lists, numbered)


def _panel_body(printer: _Printer, lists: Sequence[Sequence[_Line]], numbered: bool) -> None:
    counts = [1 + sum(len(other) for other in lists[:at]) for at in range(len(lists))]
    for lines in zip(*lists, strict=True):
        row: list[Cell] = []
        for at, line in enumerate(lines):
            if line.heading:
                row.append(Cell(line.label.text, "left", columns=len(printer.widths)))
                continue
            row.append(line.label)
            if numbered:
                row.append(Cell(str(counts[at])))
            counts[at] += 1
            row.extend(line.figures)
        printer.body.append(row)


def _panel_lines(printer: _Printer, panel: Panel) -> list[_Line]:
    lines: list[_Line] = []
    ordinals: dict[str, int] = {}
    printed: dict[str, int] = {}
    parents: dict[str, str] = {}
    for row in panel.rows:
        if row.optional and not (row.total and printer.style.optional_totals):
            continue
        text = row.prefix + row.label
        if row.ordinal:
            ordinals[row.under] = ordinals.get(row.under, 0) + 1
            text = f"{numeral(ordinals[row.under])}、{row.label}"
        if row.heading:
            lines.append(_Line(Cell(text), [], heading=True))
            continue
        parents[row.id] = text
        printed[text] = printed.get(text, 0) + 1
        middle = f"{parents[row.under]}:" if row.under and printed[text] > 1 else ""
        key = f"{panel.label}:{middle}{text}" if panel.label else text
        figures = [printer.figure(dict(row.at), (key, text), column, row.unit) for column in panel.columns]
        lines.append(_Line(_row_label(printer, row, text), figures, row.total))
    return lines


def _row_label(printer: _Printer, row: Row, text: str) -> Cell:
    if row.total:
        return Cell(printer.label(text), "center")
    return Cell(text, "left", indent=2 if row.indent and printer.style.indent else 0)


def _align(printer: _Printer, lists: list[list[_Line]]) -> None:
    """Pad lists so that their first totals stand side by side, and their last rows too."""
    blanks = [
        _Line(Cell("", "left"), [Cell("", "right", figure=True) for _ in panel.columns])
        for panel in printer.form.panels
    ]
    firsts = [next(at for at, line in enumerate(lines) if line.total) for lines in lists]
    for lines, blank, first in zip(lists, blanks, firsts, strict=True):
        lines[first:first] = [blank] * (max(firsts) - first)
    longest = max(len(lines) for lines in lists)
    for lines, blank in zip(lists, blanks, strict=True):
        lines[-1:-1] = [blank] * (longest - len(lines))


def _code_panels(printer: _Printer) -> None:
    form, style = printer.form, printer.style
    column = form.columns[0]
    barred = set(form.options.get("not_applicable", ()))
    lists: list[list[list[Cell]]] = []
    sides: list[str] = []
    paths: list[tuple[str, ...]] = []
    for heads in form.options["print_panels"]:
        side = next(
            row for row in form.rows if dict(row.at).get("economic") in partitions().trees["economic"].parents(heads[0])
        )
        sides.append(side.id)
        outer = "人员经费" if dict(side.at)["economic"] == "personnel" else "公用经费"
        paths.extend((outer, text) for text in ("科目代码", "科目名称", _compact(column.label)))
        printer.widths.extend([4.9, style.name_width + 0.3, 0.0])
        codes = [code for code in _economic_codes() if code[:3] in heads]
        codes.sort(key=lambda code: (heads.index(code[:3]), code))
        lists.append([_economic_row(printer, code, column, code[:3] in barred) for code in codes])
    printer.head([], paths)
    height = max(len(lines) for lines in lists)
    for at in range(height):
        printer.body.append(
            [
                cell
                for lines in lists
                for cell in (lines[at] if at < len(lines) else [Cell(), Cell(), Cell("", "right", figure=True)])
            ]
        )
    _code_panel_totals(printer, column, sides)


def _code_panel_totals(printer: _Printer, column: Column, sides: Sequence[str]) -> None:
    """人员经费合计 and 公用经费合计 in the last row, each over the panels of its side; 合计 in a row of its own."""
    row: list[Cell] = []
    for total in printer.form.rows:
        if total.optional:
            if printer.style.optional_totals:
                value = printer.figure(dict(total.at), (total.label, total.label), column)
                printer.body.append(
                    [Cell(printer.label(total.label), columns=2), value, Cell(columns=len(printer.widths) - 3)]
                )
            continue
        span = 3 * sides.count(total.id) - 1
        row.extend(
            [Cell(total.label, columns=span), printer.figure(dict(total.at), (total.label, total.label), column)]
        )
    at = len(printer.body) - (
        1 if printer.style.optional_totals and any(total.optional for total in printer.form.rows) else 0
    )
    printer.body.insert(at, row)


def _economic_codes() -> list[str]:
    return sorted(catalogue.classification("economic"))


def _economic_row(printer: _Printer, code: str, column: Column, barred: bool) -> list[Cell]:
    name = printer.cube.name_of("economic", code)
    label = Cell(name, "left", indent=2 if len(code) > 3 and printer.style.indent else 0)
    value = Cell(_BARRED, "center") if barred else printer.figure({printer.form.dimension: code}, (code, name), column)
    return [Cell(code, "left"), label, value]


def _single(printer: _Printer) -> None:
    form = printer.form
    columns = list(form.columns)
    if form.options.get("stage_inside"):
        half = len(columns) // 2
        columns = [column for pair in zip(columns[:half], columns[half:], strict=True) for column in pair]
        paths = [tuple(text for text in (column.group, column.label, column.block) if text) for column in columns]
    else:
        paths = [_path(column) for column in columns]
    printer.head([], paths)
    printer.widths = [0.0] * len(columns)
    if printer.edition.column_numbers:
        printer.heading.append([Cell(str(at)) for at in range(1, len(columns) + 1)])
    printer.body.append([printer.figure({}, (column.block, column.block), column) for column in columns])
