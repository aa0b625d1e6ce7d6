"""Word documents in the manner of an office: Chinese fonts, A4, ruled tables; the same bytes for the same content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from mingzhang.report.office_text import office_text

SONG, HEI, FANG = "宋体", "黑体", "仿宋"
"""Fonts that Word and WPS have wherever Chinese is written."""

_DATE = datetime(2000, 1, 1)
_ZIP_DATE = (2000, 1, 1, 0, 0, 0)
_LATIN = "Times New Roman"


class Document:
    """A Word document in the making."""

    def __init__(self, title: str, *, landscape: bool = False) -> None:
        import docx
        from docx.enum.section import WD_ORIENT
        from docx.shared import Cm

        self.docx: Any = docx.Document()
        properties = self.docx.core_properties
        properties.title, properties.author, properties.language = office_text(title), "明账", "zh-CN"
        properties.created = properties.modified = _DATE
        properties.comments = ""
        section = self.docx.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        if landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Cm(29.7), Cm(21)
        section.left_margin = section.right_margin = Cm(2.2)
        section.top_margin = section.bottom_margin = Cm(2.2)
        _font(self.docx.styles["Normal"], FANG, 12)
        for level, size in ((1, 15), (2, 13)):
            _font(self.docx.styles[f"Heading {level}"], HEI, size, colour="000000")
        self._page_number(section)

    def title(self, text: str) -> None:
        """The title, in the middle."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        paragraph = self.paragraph(text, font=HEI, size=20, after=10)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def heading(self, text: str, level: int = 1) -> None:
        """A heading that the navigation pane lists."""
        paragraph = self.docx.add_heading(office_text(text), level)
        paragraph.paragraph_format.space_before = _points(12 if level == 1 else 8)
        paragraph.paragraph_format.space_after = _points(4)
        paragraph.paragraph_format.keep_with_next = True

    def paragraph(
        self,
        text: str,
        *,
        font: str = FANG,
        size: float = 12,
        bold: bool = False,
        colour: str = "",
        indent: float = 0,
        after: float = 3,
        keep: bool = False,
    ) -> Any:
        """A paragraph; `indent` in points, `keep` holds it on the page of the next."""
        paragraph = self.docx.add_paragraph()
        layout = paragraph.paragraph_format
        layout.space_after, layout.space_before, layout.line_spacing = _points(after), _points(0), 1.25
        layout.left_indent, layout.keep_with_next = _points(indent), keep
        _write(paragraph, text, font, size, bold, colour)
        return paragraph

    def table(
        self, widths: Sequence[float], head: Sequence[str], rows: Sequence[Sequence[str]], *, size: float = 10.5
    ) -> None:
        """A ruled table, its head (where it has one) repeated on every page; widths in centimetres."""
        from docx.enum.table import WD_TABLE_ALIGNMENT
        from docx.oxml import OxmlElement
        from docx.shared import Cm

        table = self.docx.add_table(rows=1 if head else 0, cols=len(widths))
        table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        if head:
            for cell, text in zip(table.rows[0].cells, head, strict=True):
                _fill(cell, text, HEI, size)
            table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for record in rows:
            row = table.add_row()
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for cell, text in zip(row.cells, record, strict=True):
                _fill(cell, text, FANG, size)
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Cm(width)

    def done(self) -> bytes:
        """The finished file."""
        out = io.BytesIO()
        self.docx.save(out)
        return _settled(out.getvalue())

    def _page_number(self, section: Any) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        paragraph = section.footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        paragraph._p.append(field)
        # What stands there until the program counts the pages.
        field.append(paragraph.add_run("1")._r)


def _fill(cell: Any, text: str, font: str, size: float) -> None:
    lines = office_text(text).split("\n")
    for number, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = _points(1)
        _write(paragraph, line, font, size, False, "")


def _write(paragraph: Any, text: str, font: str, size: float, bold: bool, colour: str) -> None:
    _font(paragraph.add_run(office_text(text)), font, size, colour=colour)
    paragraph.runs[-1].bold = bold


def _font(styled: Any, name: str, size: float, *, colour: str = "") -> None:
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    styled.font.name, styled.font.size = _LATIN, _points(size)
    fonts = styled.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), name)
    # The theme's fonts would win over the named one.
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    if colour:
        styled.font.color.rgb = RGBColor.from_string(colour)


def _points(value: float) -> Any:
    from docx.shared import Pt

    return Pt(value)


def _settled(data: bytes) -> bytes:
    """The package with fixed dates inside."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as settled:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            settled.writestr(entry, made.read(name))
    return out.getvalue()
