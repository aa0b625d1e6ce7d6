"""The model every part shares: facts, prints of facts with their places, and the disclosure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from mingzhang.amount import Amount


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is printed.

    `page` counts from 1; `box` is (left, top, right, bottom) in points from the page's top left;
    `line` counts the lines of a text file from 1. `table`, `row` and `column` name a table cell.
    """

    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    line: int | None = None
    last_line: int | None = None
    table: str | None = None
    row: str | None = None
    column: str | None = None


class FactKey(NamedTuple):
    """What is measured: a measure and sparse coordinates; an absent dimension means "all of it".

    A tuple, since keys are hashed and compared more often than anything else.
    """

    measure: str
    coordinates: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, measure: str, coordinates: Mapping[str, str]) -> FactKey:
        """A key from a mapping; the order of its items does not matter."""
        return cls(measure, tuple(sorted(coordinates.items())))

    def get(self, dimension: str) -> str | None:
        """The coordinate along a dimension, or None for the whole of it."""
        for name, member in self.coordinates:
            if name == dimension:
                return member
        return None

    def at(self, dimension: str, member: str | None) -> FactKey:
        """The same key with another coordinate along one dimension (None: the whole of it)."""
        return _moved(self, dimension, member)

    def measured(self, measure: str) -> FactKey:
        """The same coordinates under another measure."""
        return FactKey(measure, self.coordinates)


@lru_cache(maxsize=200_000)
def _moved(key: FactKey, dimension: str, member: str | None) -> FactKey:
    """Remembered, since the relations of one document ask for the same keys again and again."""
    rest = [item for item in key.coordinates if item[0] != dimension]
    if member is not None:
        rest.append((dimension, member))
    return FactKey(key.measure, tuple(sorted(rest)))


@dataclass(frozen=True, slots=True)
class Print:
    """One appearance of a fact: the text as printed, its amount (None for a blank) and its place.

    `row_key` and `column` are the labels under which exports name the cell. `sure` is False where the reader
    is not certain that the text belongs to this fact. `quote` is the clause of a figure that a sentence states.
    """

    key: FactKey
    text: str
    amount: Amount | None
    place: Place
    row_key: str
    row_name: str
    column: str
    sure: bool = True
    quote: str = ""


@dataclass(slots=True)
class Table:
    """A printed table that was recognised as a public form, or a section of text whose figures are taken as one.

    `rows` are the row keys in print order (also of rows without figures); `doubts` say in Chinese why the reading
    may be wrong (an empty list means it is sure).
    """

    form: str
    title: str
    prints: list[Print]
    rows: list[TableRow]
    place: Place
    unit: str = ""
    number: str = ""
    year: int | None = None
    organisation: str = ""
    notes: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    unread: list[Place] = field(default_factory=list)
    pages: tuple[int, ...] = ()
    narrative: bool = False

    @property
    def sure(self) -> bool:
        """Whether the table was read with certainty."""
        return not self.doubts

    @property
    def empty(self) -> bool:
        """Whether no cell carries a figure other than zero."""
        return all(item.amount is None or item.amount.value == 0 for item in self.prints)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table: its key, printed name, and the coordinates it adds (None: not understood)."""

    key: str
    name: str
    place: Place
    member: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading: level 0 for 第…部分, 1 for 一、, 2 for （一）, 3 for 1、."""

    level: int
    ordinal: int | None
    text: str
    place: Place


class Passage(NamedTuple):
    """A paragraph without white space, and the way back from each character to its line.

    `lines` holds (offset of the line's first character in `text`, place of the line), in order.
    """

    text: str
    place: Place
    lines: tuple[tuple[int, Place], ...] = ()

    def place_of(self, start: int, end: int) -> Place:
        """Where the characters from `start` to before `end` are printed: on one line, or over the lines they run on."""
        if not self.lines:
            return self.place
        ends = [offset for offset, _ in self.lines[1:]] + [len(self.text)]
        covered = [
            place for (offset, place), stop in zip(self.lines, ends, strict=True) if offset < end and stop > start
        ]
        if not covered:
            return self.place
        first = covered[0]
        same = [place for place in covered if place.page == first.page]
        boxes = [place.box for place in same if place.box is not None]
        box = None
        if boxes:
            left, top, right, bottom = zip(*boxes, strict=True)
            box = (min(left), min(top), max(right), max(bottom))
        last = max((place.last_line or place.line or 0 for place in covered), default=0)
        return Place(first.page, box, first.line, last if first.line and last > first.line else None)


@dataclass(slots=True)
class Section:
    """A stretch of text under a heading, with its paragraphs."""

    heading: Heading | None
    part: str
    paragraphs: list[Passage] = field(default_factory=list)


@dataclass(slots=True)
class Disclosure:
    """One document, understood.

    `kind` is 决算 or 预算; `speaker` is 部门 or 单位, as the document speaks of itself. `evaluations` are the
    self-evaluation forms in the shape of `mingzhang.evaluation`.
    """

    source: str
    format: str
    pages: int
    name: str = ""
    organisation: str = ""
    year: int | None = None
    kind: str = ""
    speaker: str = ""
    edition: str = ""
    tables: list[Table] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    glossary: list[tuple[str, str, Place]] = field(default_factory=list)
    organisations: list[tuple[str, Place]] = field(default_factory=list)
    evaluations: list[Any] = field(default_factory=list)
    hidden: list[tuple[str, Place]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def prints(self) -> Iterator[Print]:
        """Every print of every table, in print order."""
        for table in self.tables:
            yield from table.prints

    def table(self, form: str) -> Table | None:
        """The first table recognised as `form`, or None."""
        return next((table for table in self.tables if table.form == form), None)
