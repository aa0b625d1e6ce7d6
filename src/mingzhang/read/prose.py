"""The running text of a disclosure: headings, sections, glossary and the list of organisations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mingzhang.forms.label import compact, fold
from mingzhang.model import Disclosure, Heading, Passage, Place, Section
from mingzhang.read.headings import heading_of
from mingzhang.read.layout import Grid, Paragraph

_TERM = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]+[)）]|\d{1,2}[.、．])?([^：:，。]{2,25}?)[：:](.{6,})$"
)
_ITEM = re.compile(
    r"^(?:\d{1,3}[.、．]|[（(]\d{1,3}[)）]|[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、)(.{3,60}?)(?:[。；;，].*)?$"
)

_UNITS = re.compile(r"机构设置|单位构成|机构构成|单位名单")
_LONGEST_TITLE = 40
_COVER = 20
"""So many blocks may stand before the table of contents at the beginning of a document."""


def fill(disclosure: Disclosure, blocks: Sequence[Paragraph | Grid]) -> None:
    """Set headings, sections, glossary and organisations from the text outside the tables."""
    section = Section(None, "")
    part = ""
    contents = _contents(blocks)
    for number, block in enumerate(blocks):
        if isinstance(block, Grid):
            disclosure.organisations.extend(_listed(block))
            continue
        mark = heading_of(block.text)
        if mark is None and _continues(section, block.text):
            assert section.heading is not None
            section.heading = replace(section.heading, text=section.heading.text + compact(block.text))
            disclosure.headings[-1] = section.heading
            section.part = part = section.heading.text
        elif mark is None or number in contents:
            section.paragraphs.append(_passage(block))
        else:
            heading = Heading(mark.level, mark.ordinal, compact(block.text), block.place)
            part = heading.text if mark.level == 0 else part
            disclosure.sections.append(section)
            disclosure.headings.append(heading)
            section = Section(heading, part)
    disclosure.sections.append(section)
    disclosure.sections = [item for item in disclosure.sections if item.heading or item.paragraphs]
    disclosure.glossary = _glossary(disclosure.sections)
    if not disclosure.organisations:
        disclosure.organisations = _organisations(disclosure.sections) or _under_bare_title(disclosure.sections)


def _continues(section: Section, text: str) -> bool:
    """Whether a line is the rest of a part's heading that was printed on two lines."""
    heading = section.heading
    new = heading is not None and heading.level == 0 and not section.paragraphs
    return (
        new
        and re.fullmatch(r"(?:部门|单位)?(?:决算)?(?:情况说明|决算表|表|说明|概况|名词解释|附件)", compact(text))
        is not None
    )


def _passage(paragraph: Paragraph) -> Passage:
    """The paragraph without white space; where its lines do not add up to it, only its first place is known."""
    text = compact(paragraph.text)
    lines: list[tuple[int, Place]] = []
    offset = 0
    for line in paragraph.lines:
        lines.append((offset, line.place))
        offset += len(compact(line.text))
    return Passage(text, paragraph.place, tuple(lines) if offset == len(text) else ())


def _contents(blocks: Sequence[Paragraph | Grid]) -> range:
    """The blocks of the table of contents, and of the cover before it: up to where its first heading stands again.

    It may stand far behind the beginning where the tables come first, as in a workbook.
    """
    texts = [fold(block.text) if isinstance(block, Paragraph) else "" for block in blocks]
    start = next((at for at, text in enumerate(texts) if text in ("目录", "目次")), None)
    if start is None:
        return range(0)
    first = next((text for text in texts[start + 1 :] if text), "")
    key = re.sub(r"[.…·\s]*\d*$", "", first)[:12]
    again = [at for at in range(start + 2, len(texts)) if key and texts[at].startswith(key)]
    if start < _COVER:
        return range(again[0] if again else start + 1)
    return range(start, again[0] if again else start)


def _glossary(sections: Sequence[Section]) -> list[tuple[str, str, Place]]:
    inside = [s for s in sections if "名词解释" in s.part or (s.heading and "名词解释" in s.heading.text)]
    terms: list[tuple[str, str, Place]] = []
    for section in inside:
        lines = [(passage.text, passage.place) for passage in section.paragraphs]
        if section.heading is not None:
            lines.insert(0, (section.heading.text, section.heading.place))
        for text, place in lines:
            if match := _TERM.match(text):
                terms.append((match[1], match[2], place))
    return terms


def _organisations(sections: Sequence[Section]) -> list[tuple[str, Place]]:
    """Names listed under 机构设置 or 单位构成, the last such section of the document counting.

    Short items look like headings of the third level; they are names all the same.
    """
    found: list[tuple[str, Place]] = []
    names: list[tuple[str, Place]] = []
    inside: int | None = None
    for section in sections:
        heading = section.heading
        if heading is None:
            continue
        lines = [(passage.text, passage.place) for passage in section.paragraphs]
        if _UNITS.search(heading.text):
            inside, names = heading.level, []
        elif inside is not None and heading.level > inside:
            lines.insert(0, (heading.text, heading.place))
        else:
            inside = None
            continue
        names += [(match[1], place) for text, place in lines if (match := _ITEM.match(text))]
        found = names or found
    return found


def _under_bare_title(sections: Sequence[Section]) -> list[tuple[str, Place]]:
    """Names in the numbered list under a title without a number that stands on a line of its own."""
    found: list[tuple[str, Place]] = []
    inside = False
    for passage in (passage for section in sections for passage in section.paragraphs):
        item = _ITEM.match(passage.text)
        if len(passage.text) < _LONGEST_TITLE and item is None and not re.search("[，。；：…]", passage.text):
            inside = _UNITS.search(passage.text) is not None
        elif inside and item is not None:
            found.append((item[1], passage.place))
    return found


def _listed(grid: Grid) -> list[tuple[str, Place]]:
    """Names in a table that has a column 单位名称 and 序号."""
    matrix = grid.matrix()
    if not matrix:
        return []
    heads = [fold(cell.text) if cell else "" for cell in matrix[0]]
    column = next((at for at, head in enumerate(heads) if head in ("单位名称", "预算单位名称", "机构名称")), None)
    if column is None:
        return []
    cells = [row[column] for row in matrix[1:]]
    return [(compact(cell.text), cell.place) for cell in cells if cell is not None and compact(cell.text)]
