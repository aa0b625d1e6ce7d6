"""A Word document as a layout: paragraphs and tables in order, each with its place."""

from __future__ import annotations

from typing import Any

from mingzhang.model import Place
from mingzhang.read.docx_continued import join_adjoining
from mingzhang.read.docx_grid import MAX_SLOTS, TooLarge, grid_of, single_cells
from mingzhang.read.docx_numbers import numbering
from mingzhang.read.docx_package import Package, W, open_package
from mingzhang.read.docx_text import Content, alternative, content, hidden_styles, is_choice, mark_deleted
from mingzhang.read.headings import numbered_start
from mingzhang.read.layout import Block, Layout, Line, Paragraph
from mingzhang.read.problem import Unreadable

_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_ENDS = "。：；:;"
_LONGEST = 10_000
"""A paragraph made of several is no longer than this."""
_MOST_LINES, _MOST_CHARACTERS = 100_000, 10_000_000
NESTED = "第 {} 段（行）的表格里又套有表格，里层的文字已并入所在的格，请核对。"
EMBEDDED = "文档里嵌有 {} 个其他文件（如 Excel 表），其中的内容没有读；请改成 Word 表格，或另存为 PDF 后再试。"
ATTACHED = "文档里接入了另一个文件，其中的内容没有读；请用 Word 打开后另存一份再试。"


def read_docx(data: bytes, source: str) -> Layout:
    """The layout of a Word document; raises Unreadable where it is broken, hostile or no Word document.

    A place's `line` counts paragraphs and table rows from 1 in document order.
    """
    package = open_package(data, source)
    body = package.document.find(f"{W}body")
    if body is None:
        raise Unreadable(f"“{source}”像是 Word 文档，但里面没有正文；请用 Word 打开后另存一份再试。")
    reader = _Reader(package)
    try:
        reader.walk(body)
    except TooLarge:
        raise Unreadable(
            f"“{source}”里的文字或表格的行列多得不合常理，不能读；请确认文件，或另存为 PDF 后再试。"
        ) from None
    if reader.embedded:
        reader.doubts.append(EMBEDDED.format(reader.embedded))
    return Layout(source, "docx", 0, join_adjoining(reader.blocks), reader.hidden, reader.doubts)


class _Reader:
    """One document while it is being read."""

    def __init__(self, package: Package) -> None:
        self.blocks: list[Block] = []
        self.hidden: list[Line] = []
        self.doubts: list[str] = []
        self.embedded = 0
        self._line = self._slots = self._characters = self._breaks = 0
        self._numbering = numbering(package.numbering, package.styles)
        self._styles = hidden_styles(package.styles)
        self._unfinished = ""
        self._boxes: list[Any] = []

    def walk(self, container: Any) -> None:
        """Everything in a container of paragraphs and tables, in order."""
        for child in container:
            if child.tag == W + "p":
                self._paragraph(child)
            elif child.tag == W + "tbl":
                self._table(child)
            elif child.tag in _WRAPPERS:
                self.walk(child)
            elif is_choice(child):
                if (shown := alternative(child)) is not None:
                    self.walk(shown)
            elif child.tag == W + "altChunk" and ATTACHED not in self.doubts:
                self.doubts.append(ATTACHED)

    def _paragraph(self, paragraph: Any) -> None:
        place = Place(line=self._next_line())
        found = self._content(paragraph, place)
        lines = found.lines
        if lines:
            lines[0] = self._numbering.prefix(paragraph) + lines[0]
        if self._unfinished:
            lines = [self._unfinished + "".join(lines[:1]), *lines[1:]]
            self._unfinished = ""
        if lines and mark_deleted(paragraph) and len(lines[-1]) < _LONGEST:
            self._unfinished = lines.pop()
        self.blocks.extend(_paragraphs(lines, place))
        self._take_boxes()

    def _table(self, table: Any) -> None:
        frames = single_cells(table)
        if any(frame.find(f".//{W}tbl") is not None for frame in frames):
            for frame in frames:
                self.walk(frame)
            return
        grid = grid_of(table, self._cell_text, self._next_line, MAX_SLOTS - self._slots)
        self._slots += grid.rows * grid.columns
        if any(cell.text for cell in grid.cells):
            self.blocks.append(grid)
        self._take_boxes()

    def _cell_text(self, cell: Any) -> str:
        place = Place(line=self._line)
        tables = cell.find(f".//{W}tbl") is not None
        doubt = NESTED.format(self._line)
        if tables and doubt not in self.doubts:
            self.doubts.append(doubt)
        text = ""
        for paragraph in _cell_paragraphs(cell):
            lines = self._content(paragraph, place).lines
            prefix = self._numbering.prefix(paragraph) if lines else ""
            for line in [prefix + lines[0], *lines[1:]] if lines else []:
                between = " " if text and text[-1].isascii() and line[0].isascii() else ""
                text += between + line
        return text

    def _content(self, paragraph: Any, place: Place) -> Content:
        found = content(paragraph, self._styles)
        self._characters += sum(map(len, found.text))
        self._breaks += found.text.count("\n")
        if self._characters > _MOST_CHARACTERS or self._breaks > _MOST_LINES:
            raise TooLarge
        if hidden := "".join(found.hidden).strip():
            self.hidden.append(Line(hidden, place))
        self._boxes.extend(found.boxes)
        self.embedded += found.embedded
        return found

    def _take_boxes(self) -> None:
        """The text boxes anchored in what was just read, behind it."""
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.walk(box)

    def _next_line(self) -> int:
        self._line += 1
        if self._line > _MOST_LINES:
            raise TooLarge
        return self._line


def _paragraphs(lines: list[str], place: Place) -> list[Paragraph]:
    """The lines of one Word paragraph; what was begun anew by a line break only is a paragraph of its own."""
    groups: list[list[str]] = []
    for line in lines:
        if groups and not (groups[-1][-1][-1] in _ENDS or numbered_start(line)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [Paragraph("".join(group), tuple(Line(line, place) for line in group)) for group in groups]


def _cell_paragraphs(cell: Any) -> list[Any]:
    """The paragraphs of a cell, also those of tables inside it, but not those of text boxes anchored in them."""
    found: list[Any] = []
    for child in cell:
        if child.tag == W + "p":
            found.append(child)
        elif child.tag in _WRAPPERS or child.tag in (W + "tbl", W + "tr", W + "tc"):
            found.extend(_cell_paragraphs(child))
    return found
