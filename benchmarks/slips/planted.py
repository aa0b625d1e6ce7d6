"""What a planted slip is, and what the planters share: copies of documents, wrong digits, choices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from random import Random

from benchmarks.generator.department import Department
from mingzhang.amount import format_amount
from mingzhang.write.printed import Block, Cell, Document, PrintedTable, Text


@dataclass(frozen=True, slots=True)
class InTable:
    """Cells of a public table; without columns whole rows, without rows the head; `gone` rows are not printed."""

    form: str
    title: str
    rows: frozenset[str] = frozenset()
    columns: frozenset[str] = frozenset()
    gone: bool = False


@dataclass(frozen=True, slots=True)
class InText:
    """Characters of a paragraph as it is printed with the slip; `twice` where the paragraph stands there twice."""

    paragraph: str
    start: int
    end: int
    twice: bool = False


@dataclass(frozen=True, slots=True)
class InForm:
    """A row of a self-evaluation form; no row where the form's head is meant."""

    title: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip: the document with it, where it is, and what is printed instead of what.

    `unseen` says why no reader could see it, "" where one could; None where only the tables can tell.
    """

    kind: str
    document: Document
    places: tuple[InTable | InText | InForm, ...]
    printed: str
    right: str
    unseen: str | None = ""


@dataclass(frozen=True, slots=True)
class Original:
    """A correct document with the department it tells of."""

    document: Document
    department: Department


class NoRoom(Exception):
    """The document has nothing in which a slip of this kind could be planted."""


def with_blocks(document: Document, changed: dict[int, Block | list[Block]]) -> Document:
    """A copy in which the blocks at some positions are others."""
    blocks: list[Block] = []
    for at, block in enumerate(document.blocks):
        new = changed.get(at, block)
        blocks.extend(new if isinstance(new, list) else [new])
    return replace(document, blocks=blocks)


def with_cells(table: PrintedTable, changed: dict[tuple[int, int], Cell]) -> PrintedTable:
    """A copy of a table in which some cells, by row and number in the row, are others."""
    body = [[changed.get((r, c), cell) for c, cell in enumerate(row)] for r, row in enumerate(table.body)]
    return replace(table, body=body)


def public_tables(document: Document) -> list[tuple[int, PrintedTable]]:
    """The public tables with their positions among the blocks."""
    return [(at, block) for at, block in enumerate(document.blocks) if isinstance(block, PrintedTable) and block.form]


def forms(document: Document) -> list[tuple[int, PrintedTable]]:
    """The self-evaluation forms with their positions among the blocks."""
    found = enumerate(document.blocks)
    return [(at, block) for at, block in found if isinstance(block, PrintedTable) and not block.form]


def paragraphs(document: Document) -> Iterator[tuple[int, Text]]:
    """The paragraphs of the explanation with their positions."""
    for at, block in enumerate(document.blocks):
        if isinstance(block, Text) and block.kind == "body" and block.spots:
            yield at, block


def number_of(text: str) -> Decimal:
    """The number a figure prints."""
    return Decimal(re.sub(r"[,%]", "", text))


def wrong_digit(text: str, chance: Random) -> str:
    """The text with one digit changed; a leading digit does not become a zero."""
    digits = [at for at, character in enumerate(text) if character.isdigit()]
    at = chance.choice(digits)
    choices = [digit for digit in "0123456789" if digit != text[at]]
    if at == digits[0] and len(digits) > 1 and text[at + 1 : at + 2].isdigit():
        choices.remove("0") if "0" in choices else None
    return text[:at] + chance.choice(choices) + text[at + 1 :]


def transposed(text: str, chance: Random) -> str:
    """The text with two neighbouring digits in the other order."""
    digits = [at for at, character in enumerate(text) if character.isdigit()]
    pairs = [(a, b) for a, b in pairwise(digits) if text[a] != text[b]]
    pairs = [(a, b) for a, b in pairs if not (a == digits[0] and text[b] == "0" and text[a + 1 : a + 2] != ".")]
    if not pairs:
        raise NoRoom
    a, b = chance.choice(pairs)
    characters = list(text)
    characters[a], characters[b] = characters[b], characters[a]
    return "".join(characters)


def dropped(text: str, chance: Random) -> str:
    """The text without one digit of its whole part, with the separators set anew."""
    whole, point, rest = text.replace(",", "").partition(".")
    if len(whole) < 2:
        raise NoRoom
    ways = [whole[:at] + whole[at + 1 :] for at in range(len(whole))]
    ways = [way for way in ways if way[0] != "0" or way == "0"]
    if not ways:
        raise NoRoom
    way = chance.choice(ways)
    return (f"{int(way):,}" if "," in text else way) + point + rest


def other_unit(text: str, chance: Random) -> str:
    """The amount ten thousand times as large or as small, with as many decimals."""
    value, decimals = number_of(text), len(text.partition(".")[2])
    power = chance.choice((4, -4))
    new = value.scaleb(power).quantize(Decimal(1).scaleb(-decimals))
    if not new:
        new = value.scaleb(4)
    return format_amount(new, decimals, thousands="," in text or abs(value) < 1000)
