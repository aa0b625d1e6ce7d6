"""The public tables of an edition, printed from the figures of an office in its manner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.compile.cube import Cube
from mingzhang.forms import Edition, Row
from mingzhang.forms.form import Panel
from mingzhang.model import FactKey
from mingzhang.write.economic_panels import economic_panels
from mingzhang.write.printed import Cell, PrintedTable
from mingzhang.write.printer import Printer, compact, heading_path, listed, numeral
from mingzhang.write.style import TableStyle

_NOTHING = (
    "说明：本表无数据。",
    "注：本{speaker}本年度没有此项收入和支出，故本表无数据。",
    "注：本表为空表，本{speaker}没有此项收支。",
)


def print_tables(
    edition: Edition, cube: Cube, style: TableStyle, adjusted: Mapping[FactKey, Decimal] | None = None
) -> list[PrintedTable]:
    """Every table of the edition in its order.

    `adjusted` are figures, in the unit printed, that are printed instead of the rounded ones.
    """
    shapes = {"codes": _codes, "panels": _panels, "code panels": economic_panels, "single": _single}
    tables = []
    for number, name in enumerate(edition.order, start=1):
        form = edition.forms[name]
        printer = Printer(form, edition, cube, style, adjusted or {})
        shapes[form.shape](printer)
        tables.append(printer.table(number))
    return tables


def _codes(printer: Printer) -> None:
    form, style, edition = printer.form, printer.style, printer.edition
    count = printer.code_columns
    joined = style.total_in_heading and count == 3
    if count == 3 and not joined:
        lead: list[tuple[str, ...]] = [("项目", "功能分类科目编码", text) for text in "类款项"]
    else:
        lead = [("项目", "科目代码")] * count
    printer.head([*lead, ("项目", "科目名称")], [heading_path(column) for column in form.columns])
    printer.widths = [*([2.4] * 3 if count == 3 else [5.2]), style.name_width + 0.8, *[0.0] * len(form.columns)]
    numbers = [Cell(str(at)) for at in range(1, len(form.columns) + 1)]
    if edition.column_numbers and not joined:
        printer.heading.append([Cell("栏次", columns=count + 1), *numbers])
    last = (bool(form.options.get("total_last")) != style.total_flipped) and not joined
    if not last:
        _code_total(printer, joined)
    codes = [code for code in sorted(printer.cube.members("function")) if listed(printer, code)]
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


def _code_cells(code: str, count: int, own: bool) -> list[Cell]:
    if count == 1:
        return [Cell(code, "left")]
    digits = [code[:3], code[3:5], code[5:7]]
    filled = sum(bool(text) for text in digits)
    return [Cell("" if own and at < filled - 1 else text) for at, text in enumerate(digits)]


def _code_total(printer: Printer, joined: bool) -> None:
    form, count = printer.form, printer.code_columns
    filled = any(listed(printer, code) for code in printer.cube.members("function"))
    cells = [
        printer.figure({}, (form.total, form.total), column) if filled else Cell("", "right", figure=True)
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


def _panels(printer: Printer) -> None:
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
            [*((*outer, text) for text in lead), *((*outer, compact(column.label)) for column in panel.columns)]
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


def _panel_body(printer: Printer, lists: Sequence[Sequence[_Line]], numbered: bool) -> None:
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


def _panel_lines(printer: Printer, panel: Panel) -> list[_Line]:
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


def _row_label(printer: Printer, row: Row, text: str) -> Cell:
    if row.total:
        return Cell(printer.label(text), "center")
    return Cell(text, "left", indent=2 if row.indent and printer.style.indent else 0)


def _align(printer: Printer, lists: list[list[_Line]]) -> None:
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


def _single(printer: Printer) -> None:
    form = printer.form
    columns = list(form.columns)
    if form.options.get("stage_inside"):
        half = len(columns) // 2
        columns = [column for pair in zip(columns[:half], columns[half:], strict=True) for column in pair]
        paths = [tuple(text for text in (column.group, column.label, column.block) if text) for column in columns]
    else:
        paths = [heading_path(column) for column in columns]
    printer.head([], paths)
    printer.widths = [0.0] * len(columns)
    if printer.edition.column_numbers:
        printer.heading.append([Cell(str(at)) for at in range(1, len(columns) + 1)])
    printer.body.append([printer.figure({}, (column.block, column.block), column) for column in columns])
