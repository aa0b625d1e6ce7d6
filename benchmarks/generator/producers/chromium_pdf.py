"""Print a document from HTML with Chromium."""

from __future__ import annotations

from html import escape

from benchmarks.generator.producers.page import MARGIN, column_widths, font_size, head_lines
from benchmarks.generator.producers.program import find, printed
from benchmarks.generator.style import Style
from mingzhang.write.printed import Cell, Document, PageEnd, PrintedTable, Text, parts

_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-pdf-header-footer",
)  # fmt: skip
_CSS = """
@page {{ size: A4 portrait; margin: {margin}pt }}
@page wide {{ size: A4 landscape; margin: {margin}pt }}
* {{ print-color-adjust: exact; -webkit-print-color-adjust: exact }}
body {{ font-family: "Noto Serif CJK SC", serif; font-size: 11pt; margin: 0 }}
.wide {{ page: wide }}
.end {{ break-after: page }}
.cover {{ font-size: 26pt; text-align: center; margin-top: 150pt }}
.title, .part {{ font-size: 16pt; text-align: center }}
.body {{ text-indent: 2em; line-height: 1.7; margin: 0 }}
.heading {{ font-size: 13pt }}
.table-title {{ font-size: 14pt; text-align: center }}
table {{ border-collapse: collapse; table-layout: fixed }}
td, th {{ border: 0.75pt solid black; padding: 2.5pt 2pt; font-weight: normal; line-height: 1.25 }}
td, th {{ word-break: break-all }}
tr {{ break-inside: avoid }}
.plain {{ border: none }}
.note {{ font-size: 9pt }}
.center {{ text-align: center }} .left {{ text-align: left }} .right {{ text-align: right }}
"""


def chromium_pdf(document: Document, style: Style) -> bytes:
    """The document as PDF."""
    program = find("chromium", "chromium-browser")
    return printed(
        html_source(document, style).encode(), "document.html",
        lambda path, folder: [
            program, *_FLAGS, f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={path.with_suffix('.pdf')}", str(path),
        ],
    )  # fmt: skip


def html_source(document: Document, style: Style) -> str:
    """The document as one HTML page."""
    blocks = []
    for block in document.blocks:
        if isinstance(block, PageEnd):
            blocks.append('<div class="end"></div>')
        elif isinstance(block, Text):
            blocks.append(f'<p class="{block.kind}">{escape(block.text)}</p>')
        else:
            blocks.append(_table(block, style))
    css = _CSS.format(margin=MARGIN)
    head = f'<meta charset="utf-8"><title>{escape(document.name)}</title><style>{css}</style>'
    return f'<!doctype html><html lang="zh"><head>{head}</head><body>{"".join(blocks)}</body></html>'


def _table(table: PrintedTable, style: Style) -> str:
    size = font_size(table, style)
    columns = "".join(f'<col style="width:{width:.2f}pt">' for width in column_widths(table, style))
    total = sum(column_widths(table, style))
    pieces = []
    head = "".join(
        f'<p class="{align}{" table-title" if at == 0 else ""}">{escape(text)}</p>'
        for at, (text, align) in enumerate(head_lines(table))
    )
    for number, body in enumerate(parts(table)):
        heading = table.heading if number == 0 or style.repeat_header else []
        rows = "".join(_row(row, style, "th") for row in heading)
        if style.title_inside and number == 0:
            inside = "".join(
                f'<tr><th class="plain {align}" colspan="{len(table.widths)}">{escape(text)}</th></tr>'
                for text, align in head_lines(table)
            )
            rows = inside + rows
        # Only a thead is repeated on the following pages.
        top = f"<thead>{rows}</thead>" if style.repeat_header and rows else rows
        cells = "".join(_row(row, style, "td") for row in body)
        end = ' class="end"' if number < len(table.breaks) else ""
        look = f"width:{total:.2f}pt;font-size:{size:.2f}pt"
        pieces.append(f'<div{end}><table style="{look}"><colgroup>{columns}</colgroup>{top}{cells}</table></div>')
    above = f'<p class="heading">{escape(table.above)}</p>' if table.above else ""
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in table.notes)
    wide = ' class="wide"' if style.landscape else ""
    return f"<div{wide}>{above}{'' if style.title_inside else head}{''.join(pieces)}{notes}</div>"


def _row(cells: list[Cell], style: Style, tag: str) -> str:
    return f"<tr>{''.join(_cell(cell, style, tag) for cell in cells)}</tr>"


def _cell(cell: Cell, style: Style, tag: str) -> str:
    text = escape(cell.text) or "&nbsp;"
    if cell.figure and cell.text and style.shifted_digits:
        text = f'<span style="position:relative;top:{style.shifted_digits}pt">{text}</span>'
    look = f"padding-left:{cell.indent}em;" if cell.indent else ""
    look += "background:white;" if style.white_fill else ""
    look += f"white-space:nowrap;vertical-align:{style.figure_height};" if cell.figure else ""
    spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (
        f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    )
    return f'<{tag}{spans} class="{cell.align}" style="{look}">{text}</{tag}>'
