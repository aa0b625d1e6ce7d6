"""The running text of a disclosure as one string, for rules that read every sentence in one pass."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from mingzhang.finding import Certainty, Quote
from mingzhang.model import Disclosure, Heading, Passage, Section

Role = Literal["cover", "overview", "explanation", "glossary", "tables", "attachment"]

_EXPLANATION: tuple[Role, ...] = ("explanation",)
_SAME_WIDTH = str.maketrans("()％", "（）%")
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("attachment", re.compile("附件|附录")),
    ("glossary", re.compile("名词解释|名词说明|专业名词")),
    ("overview", re.compile("概况|职责|职能|机构设置|机构构成|单位构成|基本情况$")),
)
_TABLES = re.compile("决算表|公开表|附表")
_EXPLAINS = re.compile("说明|情况|事项")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or a heading: where it stands in the whole text, and in which section."""

    start: int
    end: int
    section: int
    role: Role
    title: str
    passage: Passage
    heading: Heading | None = None

    @property
    def text(self) -> str:
        """The piece as printed, without white space."""
        return self.passage.text


class Prose:
    """All pieces joined by line breaks; brackets and per cent signs of one width, so that offsets stay as printed."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.pieces: list[Piece] = []
        at = 0
        for section, role, title, passage, heading in _passages(disclosure):
            end = at + len(passage.text)
            self.pieces.append(Piece(at, end, section, role, title, passage, heading))
            at = end + 1
        self.text = "\n".join(piece.text for piece in self.pieces).translate(_SAME_WIDTH)
        self.certainty: Certainty = "to_confirm" if disclosure.doubts else "certain"
        self._starts = [piece.start for piece in self.pieces]

    def at(self, offset: int) -> Piece:
        """The piece that an offset lies in."""
        return self.pieces[bisect_right(self._starts, offset) - 1]

    def matches(
        self, pattern: re.Pattern[str], roles: Collection[Role] = _EXPLANATION
    ) -> Iterator[tuple[re.Match[str], Piece]]:
        """Each place where a pattern stands in the pieces of some roles."""
        for match in pattern.finditer(self.text):
            piece = self.at(match.start())
            if piece.role in roles:
                yield match, piece

    def quote(self, start: int, end: int, around: int = 0) -> Quote:
        """The text from one offset to before another as printed, with some characters around it, and its place."""
        piece = self.at(start)
        shown = slice(max(start - around - piece.start, 0), min(end + around, piece.end) - piece.start)
        return Quote(piece.text[shown], piece.passage.place_of(start - piece.start, end - piece.start))

    def in_role(self, *roles: Role) -> list[Piece]:
        """The pieces of some roles, in print order."""
        return [piece for piece in self.pieces if piece.role in roles]


def _passages(disclosure: Disclosure) -> Iterator[tuple[int, Role, str, Passage, Heading | None]]:
    title = ""
    many = len(disclosure.sections) > 1
    for number, section in enumerate(disclosure.sections):
        heading = section.heading
        if heading is not None and heading.level <= 1:
            title = heading.text
        role = _role(section, title, many and number == 0)
        name = heading.text if heading is not None else ""
        if heading is not None:
            yield number, role, name, Passage(heading.text, heading.place), heading
        for passage in section.paragraphs:
            yield number, role, name, passage, None


def _role(section: Section, title: str, first: bool) -> Role:
    if section.heading is None and first:
        return "cover"
    for role, words in _ROLES:
        if words.search(section.part) or (title != section.part and words.search(title)):
            return role
    within_tables = _TABLES.search(section.part) and "说明" not in section.part
    explains = title != section.part and _EXPLAINS.search(title)
    return "tables" if within_tables and not explains else "explanation"


def where(piece: Piece) -> str:
    """The section a piece stands in, as a message names it."""
    return f"“{piece.title}”中" if piece.title and piece.heading is None else "标题" if piece.heading else ""
