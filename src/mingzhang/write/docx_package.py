"""The parts of a Word file around the document itself: styles, fonts, page number; the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingzhang.write.docx_page import LANDSCAPE, LINE, PORTRAIT, TABLE_LINE, TEXT, Page
from mingzhang.write.docx_xml import escaped, field, instruction

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
FOOTER = "rId4"
"""The name by which sections refer to the page number."""

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DATE = (2000, 1, 1, 0, 0, 0)
_STAMP = "2000-01-01T00:00:00Z"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_KINDS = ("styles", "settings", "fontTable", "footer")

_LATIN = "Times New Roman"
_TITLE, _HEI, _KAI, _FANG, _SONG = "方正小标宋简体", "黑体", "楷体", "仿宋", "宋体"
_FONTS = (
    # Where a font is not installed, Word takes the first of the others that is.
    (_TITLE, "小标宋,华文中宋,STZhongsong,Noto Serif CJK SC", "roman"),
    (_HEI, "SimHei,Noto Sans CJK SC", "swiss"),
    (_KAI, "KaiTi,楷体_GB2312,华文楷体", "modern"),
    (_FANG, "FangSong,仿宋_GB2312,华文仿宋", "modern"),
    (_SONG, "SimSun,Noto Serif CJK SC", "roman"),
)


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style: font, size in points, line spacing and space before and after in points (0 for single)."""

    id: str
    name: str
    font: str
    size: float
    line: float = LINE
    align: str = "both"
    indent: bool = False
    left: int = 0
    before: float = 0
    after: float = 0
    outline: int | None = None
    tabs: str = ""


def _tab(kind: str, at: float, leader: str = "") -> str:
    dots = f' w:leader="{leader}"' if leader else ""
    return f'<w:tab w:val="{kind}"{dots} w:pos="{round(at * 20)}"/>'


def _head_tabs(page: Page) -> str:
    return _tab("center", page.text_width / 2) + _tab("right", page.text_width)


_TO_RIGHT = _tab("right", TEXT.text_width, "dot")
_STYLES = (
    _Style("Body", "正文段落", _FANG, 16, indent=True),
    _Style("CoverName", "封面单位", _TITLE, 26, line=44, align="center", before=20),
    _Style("Title", "Title", _TITLE, 22, line=36, align="center", after=14),
    _Style("Heading1", "heading 1", _TITLE, 22, line=36, align="center", after=14, outline=0),
    _Style("Heading2", "heading 2", _HEI, 16, indent=True, outline=1),
    _Style("Heading3", "heading 3", _KAI, 16, indent=True, outline=2),
    _Style("TableTitle", "表题", _TITLE, 16, line=26, align="center"),
    _Style("TableNumber", "表号", _SONG, 10.5, line=15, align="right"),
    _Style("TableYear", "表年度", _SONG, 10.5, line=18, align="center"),
    _Style("TableHead", "表头行", _SONG, 10.5, line=18, align="left", tabs=_head_tabs(PORTRAIT)),
    _Style("TableHeadWide", "表头行（横）", _SONG, 10.5, line=18, align="left", tabs=_head_tabs(LANDSCAPE)),
    _Style("TableNote", "表注", _SONG, 9, line=13, align="left", before=2),
    _Style("Gap", "分节", _SONG, 1, line=1, align="left"),
    _Style("Footer", "footer", _SONG, 14, line=0, align="center"),
)


def package(body: str, title: str, organisation: str, sizes: Iterable[float], contents: float) -> bytes:
    """The file around a body; in points, the type sizes of the tables and the line spacing of the contents."""
    own = [
        _Style("TOC1", "toc 1", _HEI, 14, line=contents, align="left", tabs=_TO_RIGHT),
        _Style("TOC2", "toc 2", _FANG, 14, line=contents, align="left", left=2, tabs=_TO_RIGHT),
    ]
    own += [
        _Style(f"Cell{round(size * 2)}", f"表格文字 {size:g}", _SONG, size, line=size * TABLE_LINE, align="center")
        for size in sorted(set(sizes))
    ]
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations([(_OFFICE + "officeDocument", "word/document.xml"), (_CORE, "docProps/core.xml")]),
        "docProps/core.xml": _core(title, organisation),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": _styles([*_STYLES, *own]),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _fonts(),
        "word/footer1.xml": _footer(),
        "word/_rels/document.xml.rels": _relations(
            [(_OFFICE + kind, f"{kind}{1 if kind == 'footer' else ''}.xml") for kind in _KINDS]
        ),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, xml in parts.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Else the bytes would tell the system they were written on.
            entry.create_system = 0
            file.writestr(entry, _XML + xml)
    return out.getvalue()


def _content_types() -> str:
    own = [("/word/document.xml", _TYPES + "document.main+xml")]
    own += [(f"/word/{kind}{1 if kind == 'footer' else ''}.xml", f"{_TYPES}{kind}+xml") for kind in _KINDS]
    own.append(("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"))
    lines = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in own)
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'
    )


def _core(title: str, organisation: str) -> str:
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(title)}</dc:title><dc:creator>{escaped(organisation)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_STAMP}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_STAMP}</dcterms:modified>'
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def _settings() -> str:
    # In documents without this mark Word falls back to the line breaking of an old version.
    compat = '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        f'<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>{compat}</w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _fonts() -> str:
    lines = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, others, family in _FONTS
    )
    return f"<w:fonts {NAMESPACES}>{lines}</w:fonts>"


def _footer() -> str:
    number = f"{field('begin')}{instruction(' PAGE ')}{field('separate')}<w:r><w:t>1</w:t></w:r>{field('end')}"
    dash = ['<w:r><w:t xml:space="preserve">' + text + "</w:t></w:r>" for text in ("— ", " —")]
    return f'<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{dash[0]}{number}{dash[1]}</w:p></w:ftr>'


def _styles(styles: Sequence[_Style]) -> str:
    fonts = f'<w:rFonts w:ascii="{_LATIN}" w:hAnsi="{_LATIN}" w:eastAsia="{_FANG}" w:cs="{_LATIN}"/>'
    defaults = f'{fonts}<w:kern w:val="2"/><w:sz w:val="32"/><w:szCs w:val="32"/>'
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    return (
        f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{defaults}{language}</w:rPr></w:rPrDefault>"
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl w:val="0"/></w:pPr></w:style>'
        f"{''.join(_style(style) for style in styles)}</w:styles>"
    )


def _style(style: _Style) -> str:
    before, after = round(style.before * 20), round(style.after * 20)
    line = f' w:line="{round(style.line * 20)}" w:lineRule="exact"' if style.line else ""
    look = "<w:keepNext/><w:keepLines/>" if style.outline is not None else ""
    look += f"<w:tabs>{style.tabs}</w:tabs>" if style.tabs else ""
    look += f'<w:spacing w:before="{before}" w:after="{after}"{line}/>'
    if style.indent:
        look += f'<w:ind w:firstLineChars="200" w:firstLine="{round(style.size * 40)}"/>'
    elif style.left:
        look += f'<w:ind w:left="{round(style.left * style.size * 20)}"/>'
    look += f'<w:jc w:val="{style.align}"/>'
    look += f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else ""
    half = round(style.size * 2)
    # A table's digits come from its Chinese font: they are half as wide as its characters wherever it is read.
    latin = style.font if style.font == _SONG else _LATIN
    font = f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{style.font}" w:cs="{latin}"/>'
    letters = f'<w:rPr>{font}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.id}"><w:name w:val="{style.name}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{look}</w:pPr>{letters}</w:style>"
    )
