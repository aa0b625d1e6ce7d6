"""Small Word files made by hand, as Word and its kin or an attacker write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from mingzhang.model import Place
from mingzhang.read.docx import read_docx
from mingzhang.read.layout import Grid, Layout, Paragraph

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def word(body: str, **parts: str) -> bytes:
    """A file around a body; further parts (numbering, styles) by name, each the inside of its root element."""
    roots = {"numbering": "numbering", "styles": "styles"}
    files = {"word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"}
    files |= {f"word/{name}.xml": f"<w:{roots[name]} {SPACES}>{xml}</w:{roots[name]}>" for name, xml in parts.items()}
    return archive({"[Content_Types].xml": "<Types/>", **files})


def p(text: str, look: str = "", run_look: str = "") -> str:
    return f"<w:p><w:pPr>{look}</w:pPr><w:r><w:rPr>{run_look}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, look: str = "") -> str:
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{p(text)}</w:tc>"


def tr(*cells: str, look: str = "") -> str:
    return f"<w:tr><w:trPr>{look}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str, widths: tuple[int, ...] = ()) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def read(body: str, **parts: str) -> Layout:
    return read_docx(word(body, **parts), "草稿.docx")


def texts(layout: Layout) -> list[str]:
    return [paragraph.text for paragraph in layout.paragraphs()]


def grids(layout: Layout) -> list[list[list[str]]]:
    """Each grid as rows of texts, a merged cell in each position that it covers."""
    return [
        [[cell.text if cell else "∅" for cell in row] for row in block.matrix()]
        for block in layout.blocks
        if isinstance(block, Grid)
    ]


def places(layout: Layout) -> list[Place]:
    return [block.place for block in layout.blocks if isinstance(block, Paragraph)]
