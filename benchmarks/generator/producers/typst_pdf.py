"""Print a document with typst."""

from __future__ import annotations

from benchmarks.generator.producers.page import LONG_SIDE, MARGIN, SHORT_SIDE, column_widths, font_size, head_lines
from benchmarks.generator.style import Style
from mingzhang.write.printed import Cell, Document, PageEnd, PrintedTable, Text, parts

_SPECIAL = "\\#$*_`<>@[]~/\"'=+-"
_SIZES = {"cover": 26, "title": 18, "part": 16, "heading": 13, "subheading": 11, "body": 11, "contents": 11}


def typst_pdf(document: Document, style: Style) -> bytes:
    """The document as PDF."""
    import typst

    return bytes(typst.compile(typst_source(document, style).encode(), pdf_tags=False))


def typst_source(document: Document, style: Style) -> str:
    """The document in typst's markup."""
    lines = [
        f"#set document(title: {_quoted(document.name)}, date: none)",
        '#set text(font: ("Noto Serif CJK SC",), lang: "zh", region: "cn", size: 11pt)',
        f'#set page(width: {SHORT_SIDE}pt, height: {LONG_SIDE}pt, margin: {MARGIN}pt, numbering: "1")',
        "#set par(justify: true, leading: 0.8em)",
    ]
    for block in document.blocks:
        if isinstance(block, PageEnd):
            lines.append("#pagebreak(weak: true)")
        elif isinstance(block, Text):
            lines.append(_text(block))
        else:
            lines.append(_table(block, style))
    return "\n\n".join(lines) + "\n"


def _text(block: Text) -> str:
    size = _SIZES[block.kind]
    text = f"#text(size: {size}pt)[{escaped(block.text)}]"
    if block.kind in ("cover", "title", "part"):
        space = "#v(160pt)\n" if block.kind == "cover" else ""
        return f"{space}#align(center)[{text}]"
    if block.kind == "body":
        return f"#par(first-line-indent: (amount: 2em, all: true))[{escaped(block.text)}]"
    return text


def _table(table: PrintedTable, style: Style) -> str:
    size = font_size(table, style)
    widths = ", ".join(f"{width:.2f}pt" for width in column_widths(table, style))
    pieces = parts(table)
    printed = []
    for number, body in enumerate(pieces):
        heading = table.heading if number == 0 or style.repeat_header else []
        inside = ""
        if style.title_inside and number == 0:
            span = len(table.widths)
            inside = "".join(
                f"table.cell(colspan: {span}, stroke: none, align: {align})[{escaped(text)}],\n"
                for text, align in head_lines(table)
            )
        rows = "".join(_cells(row, style, size) for row in heading)
        header = (
            f"table.header(repeat: {str(style.repeat_header and not inside).lower()},\n{inside}{rows}),"
            if heading
            else ""
        )
        cells = "".join(_cells(row, style, size) for row in body)
        look = "inset: (x: 2pt, y: 3.2pt), stroke: 0.5pt" + (", fill: white" if style.white_fill else "")
        printed.append(f"#table(columns: ({widths}), {look},\n{header}\n{cells})")
    head = [
        f"#align({align})[#text(size: {14 if at == 0 else 10}pt)[{escaped(text)}]]"
        for at, (text, align) in enumerate([] if style.title_inside else head_lines(table))
    ]
    notes = [f"#text(size: 9pt)[{escaped(note)}]" for note in table.notes]
    inner = "\n#pagebreak()\n".join(printed)
    above = [escaped(table.above)] if table.above else []
    body_text = "\n\n".join(
        [
            *above,
            *head,
            f"#[\n#set text(size: {size:.2f}pt)\n#set par(justify: false, leading: 0.45em)\n{inner}\n]",
            *notes,
        ]
    )
    if style.landscape:
        return f"#page(width: {LONG_SIDE}pt, height: {SHORT_SIDE}pt)[\n{body_text}\n]"
    return body_text


def _cells(row: list[Cell], style: Style, size: float) -> str:
    return "".join(_cell(cell, style, size) for cell in row) + "\n"


def _cell(cell: Cell, style: Style, size: float) -> str:
    text = escaped(cell.text)
    if cell.figure and cell.text and style.shifted_digits:
        text = f"#text(baseline: {style.shifted_digits}pt)[{text}]"
    if cell.indent:
        text = f"#h({cell.indent}em){text}"
    options = [
        f"align: {cell.align} + {style.figure_height.replace('middle', 'horizon') if cell.figure else 'horizon'}"
    ]
    if cell.rows > 1:
        options.append(f"rowspan: {cell.rows}")
    if cell.columns > 1:
        options.append(f"colspan: {cell.columns}")
    # A row without text keeps the height of a line.
    if not text:
        text = "#box(height: 0.9em)"
    return f"table.cell({', '.join(options)})[{text}], "


def escaped(text: str) -> str:
    """Text with typst's own characters made harmless."""
    return "".join(f"\\{character}" if character in _SPECIAL else character for character in text)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
