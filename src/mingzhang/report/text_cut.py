"""The lines of a text source a finding quotes, with the quoted words marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mingzhang.finding import Finding
from mingzhang.model import Disclosure, Place
from mingzhang.report.wording import quoted, table_at

_LINES = 2
_CUTS = 3
_DIGITS = frozenset("0123456789.,")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of a text source in pieces: (text, "" or "main" or "other")."""

    number: int
    quoted: bool
    pieces: tuple[tuple[str, str], ...]


def source_lines(source: bytes) -> list[str]:
    """The lines of a text source, counted as its reader counts them; none where it is no text."""
    from mingzhang.read.problem import Unreadable
    from mingzhang.read.text import decode

    try:
        text = decode(source, "")
    except Unreadable:
        return []
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "").split("\n")


def text_cuts(finding: Finding, disclosure: Disclosure, lines: Sequence[str]) -> list[list[TextLine]]:
    """The lines a finding quotes with two lines around them; far-apart ones stand in separate pieces."""
    marked: dict[int, dict[int, str]] = {}
    shown: set[int] = set()
    for text, place, main in quoted(finding):
        if place.line is None or not 1 <= place.line <= len(lines):
            continue
        last = min(max(place.last_line or place.line, place.line), len(lines))
        for number, column in _found(
            text, lines[place.line - 1 : last + _LINES], place.line, _before(text, place, disclosure)
        ):
            kind = marked.setdefault(number, {})
            kind[column] = "main" if main or kind.get(column) == "main" else "other"
        for number in range(place.line, last + 1):
            marked.setdefault(number, {})
        shown.update(range(max(1, place.line - _LINES), min(len(lines), last + _LINES) + 1))
    pieces: list[list[TextLine]] = []
    for number in sorted(shown):
        if number - 1 not in shown:
            pieces.append([])
        content = _pieces(lines[number - 1], marked.get(number, {}))
        pieces[-1].append(TextLine(number, number in marked, content))
    return pieces[:_CUTS]


def _before(text: str, place: Place, disclosure: Disclosure) -> int:
    """How many cells that read alike stand before a cell on its line."""
    table = table_at(place, disclosure) if place.table else None
    alike = (
        [item.place for item in table.prints if item.place.line == place.line and item.text == text] if table else []
    )
    return alike.index(place) if place in alike else 0


def _found(text: str, lines: Sequence[str], first: int, before: int) -> list[tuple[int, int]]:
    """Where the characters of a quote stand, as (line, column); `before` equal ones are passed over."""
    # A quote may have lost the white space and the line breaks of its source.
    wanted = "".join(text.split())
    spots = [
        (number, column, character)
        for number, line in enumerate(lines, first)
        for column, character in enumerate(line)
        if not character.isspace()
    ]
    whole = "".join(character for _, _, character in spots)
    starts = []
    start = whole.find(wanted) if wanted else -1
    while start >= 0:
        if not (_runs_on(spots, start) or _runs_on(spots, start + len(wanted))):
            starts.append(start)
        start = whole.find(wanted, start + 1)
    if not starts:
        return []
    start = starts[min(before, len(starts) - 1)]
    return [(number, column) for number, column, _ in spots[start : start + len(wanted)]]


def _runs_on(spots: Sequence[tuple[int, int, str]], at: int) -> bool:
    """Whether a number goes on across this point, so that a match here would split it."""
    if not 0 < at < len(spots):
        return False
    (line, column, before), (next_line, next_column, after) = spots[at - 1 : at + 1]
    return line == next_line and next_column == column + 1 and {before, after} <= _DIGITS


def _pieces(line: str, marked: Mapping[int, str]) -> tuple[tuple[str, str], ...]:
    pieces: list[tuple[str, str]] = []
    for column, character in enumerate(line):
        kind = marked.get(column, "")
        if not kind and character.isspace() and column - 1 in marked and column + 1 in marked:
            kind = marked[column - 1]
        if pieces and pieces[-1][1] == kind:
            pieces[-1] = (pieces[-1][0] + character, kind)
        else:
            pieces.append((character, kind))
    return tuple(pieces)
