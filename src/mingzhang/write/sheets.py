"""A document cut into sheets: runs of pages with one shape, upright for text, lying for tables that are too wide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from mingzhang.write.fit import is_wide
from mingzhang.write.printed import Block, Document, PageEnd, PrintedTable, Text

Kind = Literal["cover", "contents", "text", "tables"]


@dataclass(slots=True)
class Sheet:
    """One or more pages of one shape; `wide` pages lie."""

    kind: Kind
    wide: bool = False
    blocks: list[Block] = field(default_factory=list)


def sheets(document: Document) -> list[Sheet]:
    """The sheets of a document; a page end, or a change between text and tables, begins a new one.

    Headings that stand directly before a table go on its sheet.
    """
    return [sheet for blocks in _between_page_ends(document.blocks) for sheet in _shaped(blocks)]


def _between_page_ends(blocks: list[Block]) -> Iterator[list[Block]]:
    run: list[Block] = []
    for block in blocks:
        if not isinstance(block, PageEnd):
            run.append(block)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _shaped(blocks: list[Block]) -> Iterator[Sheet]:
    sheet: Sheet | None = None
    headings: list[Block] = []
    for block in blocks:
        if isinstance(block, Text) and block.kind in ("part", "heading", "subheading"):
            headings.append(block)
            continue
        kind = _kind(block)
        wide = isinstance(block, PrintedTable) and is_wide(block)
        # A self-evaluation form has a page of its own.
        alone = isinstance(block, PrintedTable) and not block.form and sheet is not None and bool(sheet.blocks)
        if sheet is None or sheet.kind != kind or (wide and not sheet.wide) or alone:
            if sheet is not None:
                yield sheet
            sheet = Sheet(kind, wide)
        sheet.blocks.extend([*headings, block])
        headings = []
    if headings and sheet is not None and sheet.kind == "text":
        sheet.blocks.extend(headings)
    elif headings:
        if sheet is not None:
            yield sheet
        sheet = Sheet("text", blocks=headings)
    if sheet is not None:
        yield sheet


def _kind(block: Block) -> Kind:
    if isinstance(block, PrintedTable):
        return "tables"
    if isinstance(block, Text) and block.kind == "cover":
        return "cover"
    if isinstance(block, Text) and block.kind in ("title", "contents"):
        return "contents"
    return "text"
