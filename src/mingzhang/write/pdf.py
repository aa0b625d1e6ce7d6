"""A disclosure as PDF: A4 after GB/T 9704, with contents, bookmarks, tags and repeated headings of tables."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

from mingzhang.write.fit import column_widths, stretch, type_size
from mingzhang.write.fonts import Fonts
from mingzhang.write.printable import printable
from mingzhang.write.printed import Cell, Document, PrintedTable, Text, parts
from mingzhang.write.sheets import Sheet, sheets

_FIXED = "目录第部分一二三年度部门名称：金额单位0123456789—·"
"""What the layout prints of its own."""
_LONG = 24
"""A cell of more lines than this may be split over pages; every other row stays whole."""

_HEADING = 51.0
"""What a heading before a table takes of its page, in points."""


def pdf_bytes(document: Document, fonts: Fonts) -> bytes:
    """The document as a tagged PDF; the same document and fonts give the same bytes.

    Raises NoFont where no Chinese font, or no font with all of its characters, is to be had.
    """
    import typst

    told = document_data(document)
    stacks = fonts.stacks([_FIXED, *_texts(told)])
    told["fonts"] = {role: {"families": stack.families, "weight": stack.weight} for role, stack in stacks.items()}
    layout = (resources.files("mingzhang.write") / "disclosure.typ").read_bytes()
    return bytes(
        typst.compile(
            layout,
            font_paths=fonts.library,
            ignore_system_fonts=True,
            timestamp=0,
            sys_inputs={"document": json.dumps(told, ensure_ascii=False)},
        )  # fmt: skip
    )


def document_data(document: Document) -> dict[str, Any]:
    """What the layout is given: texts and numbers only, so that no text can be taken for markup."""
    cut = sheets(document)
    first = next((at for at, sheet in enumerate(cut) if sheet.kind in ("text", "tables")), 0)
    return {
        "title": printable(document.name),
        "organisation": printable(document.organisation),
        "first": first,
        "sheets": [{"kind": sheet.kind, "wide": sheet.wide, "blocks": list(_blocks(sheet))} for sheet in cut],
    }


def _blocks(sheet: Sheet) -> Iterator[dict[str, Any]]:
    listed, above = False, 0.0
    for block in sheet.blocks:
        if isinstance(block, PrintedTable):
            yield _table(block, sheet.wide, above)
            above = 0.0
        elif isinstance(block, Text) and block.kind == "contents":
            if not listed:
                # The layout makes the list itself, with page numbers.
                yield {"kind": "contents"}
            listed = True
        elif isinstance(block, Text):
            yield {"kind": block.kind, "words": printable(block.text)}
            above += _HEADING


def _table(table: PrintedTable, lying: bool, above: float) -> dict[str, Any]:
    widths = column_widths(table, lying=lying)
    size = type_size(table, widths, lying=lying, above=above)
    return {
        "kind": "table",
        "formal": bool(table.form),
        "above": printable(table.above),
        "title": printable(table.title),
        "number": printable(table.number),
        "organisation": printable(table.organisation),
        "year": table.year,
        "unit": table.unit,
        "widths": widths,
        "size": size,
        "stretch": stretch(widths, size, lying=lying),
        "heading": [_row(row, table) for row in table.heading],
        "parts": [[_row(row, table) for row in part] for part in parts(table)],
        "notes": [printable(note) for note in table.notes],
    }


def _row(row: list[Cell], table: PrintedTable) -> list[list[Any]]:
    narrowest = min(table.widths)
    splits = any(len(cell.text) / (narrowest * cell.columns) > _LONG for cell in row)
    return [
        [printable(cell.text), cell.align, cell.indent, cell.rows, cell.columns, splits or cell.rows > 1]
        for cell in row
    ]


def _texts(told: Any) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        for part in told.values():
            yield from _texts(part)
    elif isinstance(told, list):
        for part in told:
            yield from _texts(part)
