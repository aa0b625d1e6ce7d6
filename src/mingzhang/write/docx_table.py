"""A table as a Word table: merged cells, a repeated heading, rows that stay whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mingzhang.write.docx_page import MARGIN, Fit, Page, row_lines
from mingzhang.write.docx_xml import Paragraph, run
from mingzhang.write.printed import Cell, PrintedTable, placed

_SMALL = 12
"""A table of at most so many rows stays on one page."""
_LONGEST_ROW = 25
"""A row of more lines may break over the page, or a page would stay half empty."""
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def cell_style(size: float) -> str:
    """The name of the paragraph style for cells in a type size."""
    return f"Cell{round(size * 2)}"


def head(table: PrintedTable, page: Page) -> list[Paragraph]:
    """The lines above a table: title, number, and office, year and unit."""
    lines = [Paragraph("Heading2", run(table.above), keep=True)] if table.above else []
    # What the contents list has the outline level of a heading; forms are listed by the navigation pane only.
    outline = None if table.above else 1 if table.form else 2
    lines.append(Paragraph("TableTitle", run(table.title), keep=True, outline=outline))
    if table.number:
        lines.append(Paragraph("TableNumber" if table.form else "TableYear", run(table.number), keep=True))
    if table.organisation:
        year = f"{table.year}年度" if table.year else ""
        unit = f"金额单位：{table.unit}" if table.unit else ""
        style = "TableHeadWide" if page.lies else "TableHead"
        lines.append(
            Paragraph(style, run(f"{table.speaker}名称：{table.organisation}\t{year}\t{unit}".rstrip()), keep=True)
        )
    return lines


def notes(table: PrintedTable) -> list[Paragraph]:
    """The lines below a table."""
    return [Paragraph("TableNote", run(note)) for note in table.notes]


def table_xml(table: PrintedTable, fit: Fit) -> str:
    """The table itself."""
    padding = round(fit.padding * 20)
    side = round(MARGIN * 20)
    margins = "".join(
        f'<w:{name} w:w="{width}" w:type="dxa"/>'
        for name, width in (("top", padding), ("left", side), ("bottom", padding), ("right", side))
    )
    look = (
        f'<w:tblW w:w="{sum(fit.widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in fit.widths)
    lines = row_lines(table, fit.widths, fit.size)
    top = len(table.heading)
    rows = _rows(table.heading, fit, [_Row(repeated=True)] * top)
    rows += _rows(table.body, fit, _body_rows(table, lines))
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


@dataclass(frozen=True, slots=True)
class _Row:
    """How a row behaves at the end of a page; `kept` holds it on the page of what follows."""

    repeated: bool = False
    whole: bool = True
    kept: bool = False
    new_page: bool = False


def _body_rows(table: PrintedTable, lines: Sequence[int]) -> list[_Row]:
    small = len(lines) <= _SMALL and sum(lines) <= _LONGEST_ROW
    last = len(table.body) - 1
    return [
        _Row(
            whole=count <= _LONGEST_ROW,
            # Notes never stand alone on the next page.
            kept=bool(table.notes) if at == last else small,
            new_page=at in table.breaks,
        )
        for at, count in enumerate(lines[len(table.heading) :])
    ]


def _rows(rows: Sequence[list[Cell]], fit: Fit, looks: Sequence[_Row]) -> list[str]:
    """Rows with vertical merges as Word wants them: a continuing cell in every row below."""
    slots: list[dict[int, tuple[Cell, bool]]] = [{} for _ in rows]
    for at, column, cell in placed(list(rows), len(fit.widths)):
        for offset in range(min(cell.rows, len(rows) - at)):
            slots[at + offset][column] = (cell, offset == 0)
    printed = []
    for slot, look in zip(slots, looks, strict=True):
        cells = []
        for number, (column, (cell, first)) in enumerate(sorted(slot.items(), key=lambda item: item[0])):
            width = sum(fit.widths[column : column + cell.columns])
            cells.append(_cell(cell, first, width, fit.size, look, look.new_page and not number))
        state = ("<w:cantSplit/>" if look.whole else "") + ("<w:tblHeader/>" if look.repeated else "")
        printed.append(f"<w:tr><w:trPr>{state}</w:trPr>{''.join(cells)}</w:tr>")
    return printed


def _cell(cell: Cell, first: bool, width: int, size: float, row: _Row, new_page: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    merge = ('<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>") if cell.rows > 1 else ""
    box = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/>'
    look = f'<w:pStyle w:val="{cell_style(size)}"/>'
    look += "<w:keepNext/>" if row.kept else ""
    look += "<w:pageBreakBefore/>" if new_page else ""
    if first:
        look += f'<w:ind w:left="{round(cell.indent * size * 20)}"/>' if cell.indent else ""
        look += f'<w:jc w:val="{cell.align}"/>' if cell.align != "center" else ""
    text = run(cell.text) if first else ""
    return f"<w:tc><w:tcPr>{box}</w:tcPr><w:p><w:pPr>{look}</w:pPr>{text}</w:p></w:tc>"
