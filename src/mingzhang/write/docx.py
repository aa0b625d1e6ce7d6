"""A disclosure as a Word document that an office can edit and publish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mingzhang.write.docx_contents import contents_xml, listed, marked, with_contents
from mingzhang.write.docx_package import FOOTER, package
from mingzhang.write.docx_page import TEXT, Page, contents_line, fit, page_of
from mingzhang.write.docx_table import head, notes, table_xml
from mingzhang.write.docx_xml import Paragraph, run
from mingzhang.write.printed import Block, Document, PrintedTable, Text
from mingzhang.write.sheets import sheets

_STYLES = {
    "cover": "CoverName",
    "title": "Title",
    "part": "Heading1",
    "heading": "Heading2",
    "subheading": "Heading3",
    "body": "Body",
}
_COVER_TOP = 180.0
"""The space above the first line of the cover, in points."""
_FOOT = 38.0
"""How far below the text the line with the page number ends, in points."""
_PART = 51.0
"""What a heading above a table takes of its page, in points."""


def docx_bytes(document: Document) -> bytes:
    """The document as the bytes of a docx file; the same document gives the same bytes."""
    blocks = with_contents(document.blocks)
    writer = _Writer(listed(blocks))
    for sheet in sheets(replace(document, blocks=blocks)):
        writer.begin(page_of(sheet), front=sheet.kind in ("cover", "contents"))
        writer.write(sheet.blocks)
    entries = sum(isinstance(block, Text) and block.kind == "contents" for block in blocks)
    return package(writer.done(), document.name, document.organisation, writer.sizes, contents=contents_line(entries))


@dataclass(slots=True)
class _Writer:
    """The body in the making: finished elements, and the page that the present section has."""

    headings: list[tuple[int, str]]
    elements: list[Paragraph | str] = field(default_factory=list)
    sizes: set[float] = field(default_factory=set)
    page: Page | None = None
    front: bool = False
    new_page: bool = False
    numbered: bool = False
    marks: int = 0

    def begin(self, page: Page, *, front: bool) -> None:
        """Go on upon a new page: of the same section where it has the same shape."""
        if self.page is None or (page == self.page and front == self.front):
            self.new_page = self.page is not None
        else:
            self._end_section()
        self.page, self.front = page, front

    def done(self) -> str:
        """The body's XML."""
        if self.elements and isinstance(self.elements[-1], str):
            # Word wants a paragraph behind the last table.
            self.elements.append(Paragraph("Gap", ""))
        parts = [element if isinstance(element, str) else element.xml() for element in self.elements]
        return "".join(parts) + self._section()

    def write(self, blocks: Sequence[Block]) -> None:
        """The blocks of one page or more."""
        contents = [block.text for block in blocks if isinstance(block, Text) and block.kind == "contents"]
        above = 0.0
        for block in blocks:
            if isinstance(block, PrintedTable):
                self._table(block, above)
                above = 0.0
            elif isinstance(block, Text) and block.kind != "contents":
                self._text(block)
                above += _PART
            elif contents:
                self.elements.append(contents_xml(contents, self.headings))
                contents = []

    def _text(self, text: Text) -> None:
        content = run(text.text)
        if text.kind in ("part", "heading"):
            content = self._marked(content)
        first_of_cover = text.kind == "cover" and not self.elements
        self._append(Paragraph(_STYLES[text.kind], content, before=round(_COVER_TOP * 20) if first_of_cover else 0))

    def _table(self, table: PrintedTable, above: float) -> None:
        assert self.page is not None
        lines = head(table, self.page)
        if table.form:
            lines[0].content = self._marked(lines[0].content)
        for line in lines:
            self._append(line)
        fitted = fit(table, self.page, above)
        self.sizes.add(fitted.size)
        self.elements.append(table_xml(table, fitted))
        for note in notes(table):
            self._append(note)

    def _marked(self, content: str) -> str:
        self.marks += 1
        return marked(content, self.marks - 1)

    def _append(self, paragraph: Paragraph) -> None:
        paragraph.new_page, self.new_page = self.new_page, False
        self.elements.append(paragraph)

    def _end_section(self) -> None:
        last = self.elements[-1]
        if isinstance(last, str):
            last = Paragraph("Gap", "")
            self.elements.append(last)
        last.section = self._section()

    def _section(self) -> str:
        """The properties of the present section; pages are numbered from behind cover and contents, as in the PDF."""
        page = self.page or TEXT
        turned = ' w:orient="landscape"' if page.lies else ""
        footer = "" if self.front else f'<w:footerReference w:type="default" r:id="{FOOTER}"/>'
        start = "" if self.front or self.numbered else '<w:pgNumType w:start="1"/>'
        self.numbered = self.numbered or not self.front
        edges = "".join(
            f' w:{name}="{round(width * 20)}"'
            for name, width in (
                ("top", page.top), ("right", page.right), ("bottom", page.bottom), ("left", page.left),
            )
        )  # fmt: skip
        foot = round((page.bottom - _FOOT) * 20)
        return (
            f'<w:sectPr>{footer}<w:type w:val="nextPage"/>'
            f'<w:pgSz w:w="{round(page.width * 20)}" w:h="{round(page.height * 20)}"{turned}/>'
            f'<w:pgMar{edges} w:header="851" w:footer="{foot}" w:gutter="0"/>{start}</w:sectPr>'
        )
