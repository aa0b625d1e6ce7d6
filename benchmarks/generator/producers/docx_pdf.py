"""Print a document from a Word file with LibreOffice: real merged cells, header rows repeated or not."""

from __future__ import annotations

import io
from xml.sax.saxutils import escape

from benchmarks.generator.producers.page import LONG_SIDE, MARGIN, SHORT_SIDE, column_widths, font_size, head_lines
from benchmarks.generator.producers.program import libreoffice
from benchmarks.generator.style import Style
from mingzhang.write.printed import Cell, Document, PageEnd, PrintedTable, Text, parts, placed

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_FONT = "Noto Serif CJK SC"
_SIZES = {
    "cover": 26.0,
    "title": 18.0,
    "part": 16.0,
    "heading": 13.0,
    "subheading": 12.0,
    "body": 11.0,
    "contents": 11.0,
}
_NONE = "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right"))


def docx_pdf(document: Document, style: Style) -> bytes:
    """The document as PDF."""
    return libreoffice(docx_file(document, style), "document.docx")


def docx_file(document: Document, style: Style) -> bytes:
    """The document as a Word file."""
    import docx
    from docx.oxml import parse_xml

    file = docx.Document()
    body = file.element.body
    for element in list(body):
        body.remove(element)
    for text in _body(document, style):
        body.append(parse_xml(text))
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _body(document: Document, style: Style) -> list[str]:
    elements: list[str] = []
    tall = True
    for at, block in enumerate(document.blocks):
        if isinstance(block, PageEnd):
            following = document.blocks[at + 1] if at + 1 < len(document.blocks) else None
            if tall and not (style.landscape and isinstance(following, PrintedTable)):
                elements.append(f'<w:p {_W}><w:r><w:br w:type="page"/></w:r></w:p>')
            continue
        wide = style.landscape and isinstance(block, PrintedTable)
        if (wide and tall) or (not wide and not tall):
            elements.append(f"<w:p {_W}><w:pPr>{_section(tall)}</w:pPr></w:p>")
            tall = not tall
        elif wide and not tall:
            elements.append(f"<w:p {_W}><w:pPr>{_section(False)}</w:pPr></w:p>")
        if isinstance(block, Text):
            centred = block.kind in ("cover", "title", "part")
            elements.append(
                _paragraph(block.text, _SIZES[block.kind], "center" if centred else "left", first=block.kind == "body")
            )
        else:
            elements.extend(_table(block, style))
    elements.append(_section(tall).replace("<w:sectPr>", f"<w:sectPr {_W}>"))
    return elements


def _section(tall: bool) -> str:
    width, height = (SHORT_SIDE, LONG_SIDE) if tall else (LONG_SIDE, SHORT_SIDE)
    orient = "" if tall else ' w:orient="landscape"'
    edges = "".join(f' w:{side}="{MARGIN * 20:.0f}"' for side in ("top", "right", "bottom", "left"))
    size = f'<w:pgSz w:w="{width * 20:.0f}" w:h="{height * 20:.0f}"{orient}/>'
    margins = f'<w:pgMar{edges} w:header="400" w:footer="400" w:gutter="0"/>'
    return f'<w:sectPr><w:type w:val="nextPage"/>{size}{margins}</w:sectPr>'


def _run(text: str, size: float, shift: float = 0.0) -> str:
    position = f'<w:position w:val="-{round(shift * 2)}"/>' if shift else ""
    fonts = f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}"/>'
    half = max(round(size * 2), 2)
    look = f'{fonts}{position}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _paragraph(
    text: str, size: float, align: str = "left", indent: float = 0.0, shift: float = 0.0, first: bool = False
) -> str:
    inset = (
        f'<w:ind w:left="{indent * size * 20:.0f}"/>'
        if indent
        else '<w:ind w:firstLineChars="200" w:firstLine="440"/>'
        if first
        else ""
    )
    look = f'<w:pPr><w:spacing w:before="0" w:after="0"/>{inset}<w:jc w:val="{align}"/></w:pPr>'
    return f"<w:p {_W}>{look}{_run(text, size, shift)}</w:p>"


def _table(table: PrintedTable, style: Style) -> list[str]:
    size = font_size(table, style)
    widths = [width * 20 for width in column_widths(table, style)]
    elements = [_paragraph(table.above, 12)] if table.above else []
    head = head_lines(table)
    if not style.title_inside:
        elements.extend(_paragraph(text, 14 if at == 0 else 10, align) for at, (text, align) in enumerate(head))
    for number, body in enumerate(parts(table)):
        heading = table.heading if number == 0 or style.repeat_header else []
        if number:
            elements.append(f'<w:p {_W}><w:r><w:br w:type="page"/></w:r></w:p>')
        inside = (
            [[Cell(text, align, columns=len(widths))] for text, align in head]
            if style.title_inside and number == 0
            else []
        )
        grid = "".join(f'<w:gridCol w:w="{width:.0f}"/>' for width in widths)
        borders = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        margins = '<w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar>'
        width = f'<w:tblW w:w="{sum(widths):.0f}" w:type="dxa"/>'
        fixed = f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        look = f"<w:tblPr>{width}{fixed}{margins}</w:tblPr>"
        top = [*inside, *heading]
        rows = _rows(top, widths, style, size, len(inside), header=True) + _rows(
            body, widths, style, size, 0, header=False
        )
        elements.append(f"<w:tbl {_W}>{look}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>")
    elements.extend(_paragraph(note, 9) for note in table.notes)
    return elements


def _rows(rows: list[list[Cell]], widths: list[float], style: Style, size: float, plain: int, *, header: bool) -> str:
    """Rows with vertical merges written as Word wants them: a continuing cell in every row below."""
    slots: list[dict[int, tuple[Cell, bool]]] = [{} for _ in rows]
    for at, column, cell in placed(rows, len(widths)):
        for offset in range(cell.rows):
            if at + offset < len(rows):
                slots[at + offset][column] = (cell, offset == 0)
    repeat = "<w:tblHeader/>" if header and style.repeat_header else ""
    printed = []
    for at, slot in enumerate(slots):
        cells = "".join(
            _cell(cell, first, sum(widths[column : column + cell.columns]), style, size, plain=at < plain)
            for column, (cell, first) in sorted(slot.items())
        )
        printed.append(f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{cells}</w:tr>")
    return "".join(printed)


def _cell(cell: Cell, first: bool, width: float, style: Style, size: float, *, plain: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    merge = ('<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>") if cell.rows > 1 else ""
    none = f"<w:tcBorders>{_NONE}</w:tcBorders>" if plain else ""
    fill = '<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>' if style.white_fill else ""
    height = f'<w:vAlign w:val="{style.figure_height.replace("middle", "center") if cell.figure else "center"}"/>'
    look = f'<w:tcPr><w:tcW w:w="{width:.0f}" w:type="dxa"/>{span}{merge}{none}{fill}{height}</w:tcPr>'
    text = cell.text if first else ""
    shift = style.shifted_digits if cell.figure else 0.0
    return f"<w:tc>{look}{_paragraph(text, size, cell.align, cell.indent, shift)}</w:tc>"
