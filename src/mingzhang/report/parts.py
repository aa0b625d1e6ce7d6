"""The parts of a document as its readers name them: cover, contents, sections, tables, self-evaluation forms."""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal, NamedTuple

from mingzhang.model import Disclosure, Place
from mingzhang.report import wording

Kind = Literal["whole", "cover", "contents", "section", "table", "form"]
_Spot = tuple[float, float]


class Part(NamedTuple):
    """A part of a document: what it is, its title as printed, and its rank in reading order.

    `above` is the title of the part of the text that a section lies in.
    """

    kind: Kind
    title: str
    rank: int = 0
    above: str = ""


WHOLE = Part("whole", "全文", -1)


class Parts:
    """All parts of a document in reading order; finds the one in which a place lies."""

    def __init__(self, disclosure: Disclosure) -> None:
        self._disclosure = disclosure
        marks = _openings(disclosure)
        for number, table in enumerate(disclosure.tables):
            marks.append((_spot(table.place), Part("table", wording.table_words(table)), number))
        for form in disclosure.evaluations:
            marks.append((_spot(form.place), Part("form", wording.clean(form.title)), None))
        for section in disclosure.sections:
            if section.heading is not None:
                part = Part("section", wording.clean(section.heading.text), above=wording.clean(section.part))
                marks.append((_spot(section.heading.place), part, None))
        # Python sorts stably: what has no place keeps its order, behind the rest.
        marks.sort(key=lambda mark: (mark[0] is None, mark[0] or (0.0, 0.0)))
        ranked = [(spot, part._replace(rank=rank), number) for rank, (spot, part, number) in enumerate(marks)]
        self.all = [part for _, part, _ in ranked]
        self._placed = [(spot, part) for spot, part, _ in ranked if spot is not None]
        self._tables = {number: part for _, part, number in ranked if number is not None}
        self._forms = {part.title: part for part in self.all if part.kind == "form"}

    def at(self, place: Place) -> Part:
        """The part that a place lies in; the whole document where the place says nothing."""
        if place.table and wording.clean(place.table) in self._forms:
            return self._forms[wording.clean(place.table)]
        table = wording.table_at(place, self._disclosure) if place.table else None
        if table is not None:
            return self.of_table(next(at for at, one in enumerate(self._disclosure.tables) if one is table))
        spot = _spot(place)
        if spot is None:
            return WHOLE
        at = bisect_right(self._placed, spot, key=lambda mark: mark[0]) - 1
        return self._placed[at][1] if at >= 0 else WHOLE

    def of_table(self, number: int) -> Part:
        """The part that a table of the document is, by its position among the tables."""
        return self._tables[number]


def _openings(disclosure: Disclosure) -> list[tuple[_Spot | None, Part, int | None]]:
    """Where the cover begins and, in a file with pages, where what stands between it and the first part does."""
    if not disclosure.sections and not disclosure.tables:
        return []
    cover: tuple[_Spot | None, Part, int | None] = ((0.0, 0.0), Part("cover", "封面"), None)
    if disclosure.format in ("text", "xlsx"):
        return [cover]
    return [cover, ((2.0, 0.0), Part("contents", "目录"), None)]


def _spot(place: Place) -> _Spot | None:
    if place.page is not None:
        return float(place.page), place.box[1] if place.box else float(place.line or 0)
    return (float(place.line), 0.0) if place.line is not None else None
