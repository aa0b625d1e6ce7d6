"""PDF with a text layer to a layout: characters and ruled lines straight from pdfium."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2
from pypdfium2 import raw

from mingzhang.model import Place
from mingzhang.read.cell_text import fill_frame
from mingzhang.read.continuation import join_continued
from mingzhang.read.layout import Block, Grid, Layout, Line
from mingzhang.read.paragraphs import (
    Margins,
    Row,
    margins,
    paragraphs,
    rows_of,
    running_headers,
    without_page_numbers,
)
from mingzhang.read.pdf_characters import Page, read_page
from mingzhang.read.pdf_overlays import overlaid
from mingzhang.read.problem import Unreadable
from mingzhang.read.ruled_grid import Frame, find_frames
from mingzhang.read.text_lines import Character, text_lines

TAIL = 2048
"""How near its end, in bytes, a PDF that is whole says where its table of contents lies."""


@dataclass(frozen=True, slots=True)
class PageContent:
    """One page taken apart into lines and grids, and what kept it from being read whole."""

    page: Page
    rows: list[Row]
    grids: list[Grid]
    hidden: list[Line]


def read_pdf(
    data: bytes, source: str, *, max_pages: int = 1000, progress: Callable[[int, int], None] | None = None
) -> Layout:
    """The layout of a PDF; raises Unreadable where it cannot be read. `progress` gets (pages done, pages)."""
    document = _opened(data, source)
    try:
        count = len(document)
        if count == 0:
            raise Unreadable(f"“{source}”里没有任何页面；请检查文件是否完整。")
        if count > max_pages:
            raise Unreadable(
                f"“{source}”有 {count} 页，超过一次读取的上限 {max_pages} 页；请先拆分文件，或用 --max-pages 调高上限。"
            )
        pages: list[PageContent] = []
        for number in range(1, count + 1):
            pages.append(_taken_apart(read_page(document, number)))
            if progress:
                progress(number, count)
    finally:
        document.close()
    return _layout(source, pages)


def _opened(data: bytes, source: str) -> Any:
    if not data:
        raise Unreadable(f"“{source}”是空文件，里面没有任何内容；请检查是否保存或下载完整。")
    if b"%PDF-" not in data[:1024]:
        raise Unreadable(f"“{source}”不是 PDF 文件，或文件开头已经损坏；请检查是否保存或下载完整。")
    tail = data[-max(TAIL, len(data) // 10) :]
    if b"startxref" not in tail and b"%%EOF" not in tail:
        raise Unreadable(f"“{source}”不完整（缺少文件结尾），可能没有下载完；请重新下载。")
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        if problem.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise Unreadable(f"“{source}”设有打开密码，无法读取；请先去掉密码。") from None
        raise Unreadable(f"“{source}”已损坏，打不开；请检查是否保存或下载完整。") from None


def _taken_apart(page: Page) -> PageContent:
    """Grids filled with their text, and the lines that stand outside them."""
    frames = find_frames(page.horizontal, page.vertical)
    rest, grids = _printed(page, frames), []
    # Small tables first: one inside a cell of another keeps its own text.
    for frame in sorted(frames, key=lambda frame: frame.rows[-1] - frame.rows[0]):
        grid, rest = fill_frame(frame, rest, page.number)
        if page.lying:
            grid.cells = [replace(cell, place=_as_shown(page, cell.place)) for cell in grid.cells]
        # Small empty frames are drawings; a wide one may be the blank rest of a table.
        if any(cell.text for cell in grid.cells) or frame.columns[-1] - frame.columns[0] > page.read.width / 2:
            grids.append(grid)
    rows = without_page_numbers(_rows(page, rest), page.read.height)
    hidden = [row.line for row in _rows(page, page.hidden)]
    light = replace(page, characters=page.characters[:1], hidden=[], horizontal=[], vertical=[], overlays=[])
    return PageContent(light, rows, grids, hidden)


def _printed(page: Page, frames: Sequence[Frame]) -> list[Character]:
    """The characters of a page without those laid over it."""
    over = overlaid(page.characters, page.overlays, frames) if page.overlays else ()
    return [one for index, one in enumerate(page.characters) if index not in over] if over else page.characters


def _rows(page: Page, characters: list[Character]) -> list[Row]:
    rows = rows_of(text_lines(characters), page.number)
    if page.lying:
        # Places as shown and words as read do not go together.
        rows = [replace(row, line=replace(row.line, place=_as_shown(page, row.line.place), words=())) for row in rows]
    return rows


def _as_shown(page: Page, place: Place) -> Place:
    return replace(place, box=page.as_shown(place.box)) if place.box else place


def _layout(source: str, contents: Sequence[PageContent]) -> Layout:
    hidden = [line for content in contents for line in content.hidden]
    if not any(content.page.characters for content in contents):
        raise Unreadable(_without_text(source, contents, bool(hidden)))
    repeated = running_headers([(content.rows, content.page.read.height) for content in contents])
    blocks: list[Block] = []
    waiting: list[tuple[Row, Margins]] = []
    for content in contents:
        rows = [row for row in content.rows if row.line not in repeated]
        margin = margins(rows, content.page.read.width)
        items: list[Row | Grid] = [*rows, *content.grids]
        for item in sorted(items, key=lambda item: item.top if isinstance(item, Row) else item.row_edges[0]):
            if isinstance(item, Row):
                waiting.append((item, margin))
            else:
                blocks += paragraphs(waiting)
                waiting = []
                blocks.append(item)
    blocks += paragraphs(waiting)
    return Layout(source, "pdf", len(contents), join_continued(blocks), hidden, _doubts(contents))


def _without_text(source: str, contents: Sequence[PageContent], hidden: bool) -> str:
    advice = "本版本还不支持图像识别（OCR），请提供由文字软件直接导出的 PDF。"
    if hidden:
        return f"“{source}”里的文字都看不见（多为扫描件自带的识别文字层），不能当作正文读取；{advice}"
    if any(content.page.pictures for content in contents):
        return f"“{source}”是扫描件，页面只有图片、没有文字；{advice}"
    return f"“{source}”的页面上没有任何文字；请确认文件。"


def _doubts(contents: Sequence[PageContent]) -> list[str]:
    pages = [content.page for content in contents]
    damaged = [page.number for page in pages if not page.shown.width]
    pictures = [page.number for page in pages if page.pictures and not page.characters]
    unmapped = [content.page.number for content in contents if _unmapped(content)]
    cut_off = [page.number for page in pages if page.cut_off and page.shown.width]
    return [
        text.format("、".join(map(str, numbers)))
        for text, numbers in (
            ("第 {} 页已损坏，没有读到。", damaged),
            ("第 {} 页只有图片、没有文字，其中的内容没有读到。", pictures),
            ("第 {} 页有字符无法识别（字体没有对应的文字编码）。", unmapped),
            ("第 {} 页的图形过多，只读了一部分。", cut_off),
        )
        if numbers
    ]


def _unmapped(content: PageContent) -> bool:
    return any("�" in row.text for row in content.rows) or any(
        "�" in cell.text for grid in content.grids for cell in grid.cells
    )
