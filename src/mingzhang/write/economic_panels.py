"""A table of economic codes side by side: basic spending, people beside the running of the office."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang import catalogue
from mingzhang.forms import Column
from mingzhang.relations.partition import partitions
from mingzhang.write.printed import Cell
from mingzhang.write.printer import BARRED, Printer, compact, listed


def economic_panels(printer: Printer) -> None:
    """Print codes and names in blocks of columns, 人员经费 and 公用经费 summed in the last row."""
    form, style = printer.form, printer.style
    column = form.columns[0]
    barred = set(form.options.get("not_applicable", ()))
    lists: list[list[list[Cell]]] = []
    sides: list[str] = []
    paths: list[tuple[str, ...]] = []
    economic = _economic_codes(printer)
    for heads in _heads(printer, economic):
        side = next(
            row for row in form.rows if dict(row.at).get("economic") in partitions().trees["economic"].parents(heads[0])
        )
        sides.append(side.id)
        outer = "人员经费" if dict(side.at)["economic"] == "personnel" else "公用经费"
        paths.extend((outer, text) for text in ("科目代码", "科目名称", compact(column.label)))
        printer.widths.extend([4.9, style.name_width + 0.3, 0.0])
        codes = [code for code in economic if code[:3] in heads]
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


def _code_panel_totals(printer: Printer, column: Column, sides: Sequence[str]) -> None:
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


def _economic_codes(printer: Printer) -> list[str]:
    """The codes of the catalogue, and those that the office alone has money on."""
    own = (code for code in printer.cube.members("economic") if code.isdigit() and listed(printer, code))
    return sorted({*catalogue.classification("economic"), *own})


def _heads(printer: Printer, codes: Sequence[str]) -> list[list[str]]:
    """The classes in each panel; one that has money but no panel in the edition stands in the last."""
    panels = [list(heads) for heads in printer.form.options["print_panels"]]
    printed = {head for heads in panels for head in heads}
    panels[-1] += [code for code in codes if len(code) == 3 and code not in printed and listed(printer, code)]
    return panels


def _economic_row(printer: Printer, code: str, column: Column, barred: bool) -> list[Cell]:
    name = printer.cube.name_of("economic", code)
    label = Cell(name, "left", indent=2 if len(code) > 3 and printer.style.indent else 0)
    value = Cell(BARRED, "center") if barred else printer.figure({printer.form.dimension: code}, (code, name), column)
    return [Cell(code, "left"), label, value]
