"""A disclosure as PDF: A4 after GB/T 9704, with contents, bookmarks, tags and repeated headings of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mingzhang.write.fit import LONGEST, UNBROKEN, Fit, fitted, tall_rows
from mingzhang.write.fonts import Fonts
from mingzhang.write.printable import printable
from mingzhang.write.printed import Cell, Document, PrintedTable, Text, parts
from mingzhang.write.sheets import Sheet, sheets
from mingzhang.write.typeset import typeset

_HEADING = 51.0
"""What a heading before a table takes of its page, in points."""
_BREAK = "\u200b"
_HYPHEN = re.compile("(?<=[0-9A-Za-z])-(?=[0-9A-Za-z])")
_PIECE = re.compile(f".{{1,{LONGEST}}}")
_FIXED = "目录第部分一二三年度部门名称：金额单位0123456789—·"
"""What the layout prints of its own."""


def pdf_bytes(document: Document, fonts: Fonts) -> bytes:
    """The document as a tagged PDF; the same document and fonts give the same bytes.

    Raises NoFont where no Chinese font, or no font with all of its characters, is to be had.
    """
    told = document_data(document)
    stacks = fonts.stacks([_FIXED, *_texts(told)])
    told["fonts"] = {role: {"families": stack.families, "weight": stack.weight} for role, stack in stacks.items()}
    return typeset("disclosure.typ", fonts, document=told)


def document_data(document: Document) -> dict[str, Any]:
    """What the layout is given: texts and numbers only, so that no text can be taken for markup."""
    cut = sheets(document)
    first = next((at for at, sheet in enumerate(cut) if sheet.kind in ("text", "tables")), 0)
    return {
        "title": _words(document.name),
        "organisation": _words(document.organisation),
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
            yield {"kind": block.kind, "words": _words(block.text)}
            above += _HEADING


def _table(table: PrintedTable, lying: bool, above: float) -> dict[str, Any]:
    fit = fitted(table, lying=lying, above=above)
    return {
        "kind": "table",
        "formal": bool(table.form),
        "above": _words(table.above),
        "title": _words(table.title),
        "number": _words(table.number),
        "organisation": _words(table.organisation),
        "speaker": _words(table.speaker),
        "year": table.year,
        "unit": _words(table.unit),
        "columns": fit.columns,
        "size": fit.size,
        "heading": _rows(table.heading, fit, lying),
        "parts": [_rows(part, fit, lying) for part in parts(table) or [[]]],
        "notes": [_words(note) for note in table.notes],
    }


def _rows(rows: list[list[Cell]], fit: Fit, lying: bool) -> list[list[list[Any]]]:
    """Cells as the layout takes them; a cell over several rows may be split where the rows are whole."""
    tall = tall_rows(rows, fit, lying=lying)
    return [
        [[_words(cell.text), cell.align, cell.indent, cell.rows, cell.columns, splits or cell.rows > 1] for cell in row]
        for row, splits in zip(rows, tall, strict=True)
    ]


def _words(text: str) -> str:
    """Text as it is printed; a word too long for any line may be broken, and one with a hyphen behind it."""
    broken = UNBROKEN.sub(lambda word: _BREAK.join(_PIECE.findall(word[0])), printable(text))
    return _HYPHEN.sub(f"-{_BREAK}", broken)


def _texts(told: Any) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        for part in told.values():
            yield from _texts(part)
    elif isinstance(told, list):
        for part in told:
            yield from _texts(part)
