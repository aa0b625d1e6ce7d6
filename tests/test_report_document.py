from __future__ import annotations

import io
import zipfile

import docx
from docx.oxml.ns import qn

from mingzhang.report.document import FANG, HEI, Document


def made() -> bytes:
    document = Document("例")
    document.title("标题")
    document.heading("一、甲")
    document.paragraph("正文 1,036.40")
    document.table((3.0, 5.0), ("序号", "问题"), [("1", "第一行\n第二行")])
    document.table((3.0, 5.0), (), [("单位", "云州市星图局")])
    return document.done()


def test_every_letter_has_a_chinese_font():
    read = docx.Document(io.BytesIO(made()))
    cells = [cell for table in read.tables for row in table.rows for cell in row.cells]
    paragraphs = [*read.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]
    fonts = set()
    for paragraph in paragraphs:
        for run in paragraph.runs:
            mine = run._r.rPr.rFonts if run._r.rPr is not None else None
            style = paragraph.style.element.rPr.rFonts
            used = mine if mine is not None else style
            assert used.get(qn("w:eastAsiaTheme")) is None
            fonts.add(used.get(qn("w:eastAsia")))
    assert fonts == {FANG, HEI}


def test_a_table_repeats_its_head_and_breaks_between_rows():
    first, second = docx.Document(io.BytesIO(made())).tables
    assert first.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert first.rows[1]._tr.trPr.find(qn("w:cantSplit")) is not None
    assert [paragraph.text for paragraph in first.rows[1].cells[1].paragraphs] == ["第一行", "第二行"]
    assert [cell.text for cell in second.rows[0].cells] == ["单位", "云州市星图局"]


def test_the_same_content_is_the_same_file():
    assert made() == made()
    with zipfile.ZipFile(io.BytesIO(made())) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {2000}
    assert docx.Document(io.BytesIO(made())).core_properties.created.year == 2000
