"""Paragraphs and runs of a Word document as XML, children in the order the schema wants."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_INNER = {"\t": "<w:tab/>", "\n": "<w:br/>", "\r": ""}


def escaped(text: str) -> str:
    """The text as XML may hold it, in an element or an attribute."""
    return escape(_ILLEGAL.sub("", text), {'"': "&quot;"})


def run(text: str) -> str:
    """A run of text in the look of its paragraph; tabs and line ends are kept."""
    if not text:
        return ""
    pieces = re.split("([\t\n\r])", text)
    inner = "".join(
        _INNER[piece] if piece in _INNER else f'<w:t xml:space="preserve">{escaped(piece)}</w:t>'
        for piece in pieces
        if piece
    )
    return f"<w:r>{inner}</w:r>"


def field(kind: str, *, dirty: bool = False) -> str:
    """One mark of a field: where it begins, where its result begins, where it ends."""
    changed = ' w:dirty="true"' if dirty else ""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"{changed}/></w:r>'


def instruction(text: str) -> str:
    """What a field does."""
    return f'<w:r><w:instrText xml:space="preserve">{escaped(text)}</w:instrText></w:r>'


@dataclass(slots=True)
class Paragraph:
    """A paragraph: its style, its content as XML, and what differs from the style; `section` ends a section with it."""

    style: str
    content: str
    new_page: bool = False
    keep: bool = False
    before: int = 0
    outline: int | None = None
    section: str = ""

    def xml(self) -> str:
        """The element; `before` is in twips."""
        look = f'<w:pStyle w:val="{self.style}"/>'
        look += "<w:keepNext/>" if self.keep else ""
        look += "<w:pageBreakBefore/>" if self.new_page else ""
        look += f'<w:spacing w:before="{self.before}"/>' if self.before else ""
        look += f'<w:outlineLvl w:val="{self.outline}"/>' if self.outline is not None else ""
        return f"<w:p><w:pPr>{look}{self.section}</w:pPr>{self.content}</w:p>"
