"""The table of contents of a Word document: a field that the program can update, with its entries filled in."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.forms.label import compact
from mingzhang.write.docx_xml import Paragraph, escaped, field, instruction, run
from mingzhang.write.printed import Block, PageEnd, PrintedTable, Text

_FIELD = r' TOC \o "1-2" \h \z \u '
"""Headings of two levels and what has their outline level, as links."""
_LEVELS = {"part": 1, "heading": 2}


def with_contents(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with a page of contents behind the cover, where they have parts but no contents yet."""
    texts = [block for block in blocks if isinstance(block, Text)]
    if any(text.kind == "contents" for text in texts) or not any(text.kind == "part" for text in texts):
        return list(blocks)
    cover = [at for at, block in enumerate(blocks) if isinstance(block, Text) and block.kind == "cover"]
    at = cover[-1] + 1 if cover else 0
    entries = [Text(text, "contents") for _, text in listed(blocks)]
    return [*blocks[:at], PageEnd(), Text("目录", "title"), *entries, PageEnd(), *blocks[at:]]


def listed(blocks: Sequence[Block]) -> list[tuple[int, str]]:
    """What the program will list when it updates the contents: level and text of each heading and public table."""
    found: list[tuple[int, str]] = []
    for block in blocks:
        if isinstance(block, Text) and block.kind in _LEVELS:
            found.append((_LEVELS[block.kind], block.text))
        elif isinstance(block, PrintedTable) and block.form:
            found.append((2, block.above or block.title))
    return found


def contents_xml(entries: Sequence[str], headings: Sequence[tuple[int, str]]) -> str:
    """The contents with the entries as they shall stand; each links to the next heading that it names."""
    paragraphs = []
    start = 0
    for number, entry in enumerate(entries):
        at = next((at for at in range(start, len(headings)) if _names(entry, headings[at][1])), None)
        level = 1
        text = run(entry)
        if at is not None:
            level, start = headings[at][0], at + 1
            text = f'<w:hyperlink w:anchor="{escaped(bookmark(at))}" w:history="1">{text}</w:hyperlink>'
        if number == 0:
            # The entries stand without page numbers until the program, which alone knows them, updates the field.
            text = field("begin", dirty=True) + instruction(_FIELD) + field("separate") + text
        if number == len(entries) - 1:
            text += field("end")
        paragraphs.append(Paragraph(f"TOC{level}", text).xml())
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    return f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{''.join(paragraphs)}</w:sdtContent></w:sdt>"


def bookmark(number: int) -> str:
    """The name of the place of a listed heading."""
    return f"_Toc{number + 1:08d}"


def marked(content: str, number: int) -> str:
    """A heading's content inside its bookmark."""
    begin = f'<w:bookmarkStart w:id="{number}" w:name="{bookmark(number)}"/>'
    return f'{begin}{content}<w:bookmarkEnd w:id="{number}"/>'


def _names(entry: str, heading: str) -> bool:
    """Whether an entry lists a heading, perhaps with a number before it that the heading lacks."""
    return bool(compact(heading)) and compact(entry).endswith(compact(heading))
