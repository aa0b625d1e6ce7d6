"""Which reasons an office has not yet given, asked for by the name under which the book wants them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from mingzhang.compile.book import Book
from mingzhang.compile.cells import shown
from mingzhang.compile.problem import Problem
from mingzhang.compile.schema import book_format
from mingzhang.compile.validation.place import at_row
from mingzhang.compile.year import OfficeYear
from mingzhang.forms import Edition
from mingzhang.forms.label import fold
from mingzhang.model import FactKey
from mingzhang.write.explanation.data import data, directed, key_of
from mingzhang.write.explanation.figures import Figures
from mingzhang.write.explanation.funds import balanced
from mingzhang.write.explanation.three_public import stage_of
from mingzhang.write.explanation.voice import Voice

Compared = Literal["last_year", "budget"]


@dataclass(frozen=True, slots=True)
class MissingReason:
    """A reason the sheet 原因 lacks: its subject, what is compared, and a request in Chinese."""

    subject: str
    compared: Compared
    message: str


def missing_reasons(edition: Edition, year: OfficeYear) -> list[MissingReason]:
    """Every reason that is due and not given; [[reason]] of sections.toml says which and in what order."""
    voice = Voice(edition, Figures(year))
    return [missing for entry in _entries(edition) for missing in _missing(voice, entry)]


def unasked_reasons(book: Book) -> list[Problem]:
    """Reasons of the book that no sentence would take up: their subject is called otherwise, or not so compared.

    A code of the functional classification is let pass: an office may keep more reasons than are told.
    """
    asked = {(fold(entry["subject"]), entry["compared"]): entry["subject"] for entry in data()["reason"]}
    each = {entry["compared"] for entry in data()["reason"] if "each" in entry}
    compared = {id_: label for label, id_ in book_format().choices["compared"].items()}
    found = []
    for row in book.rows["reasons"]:
        subject, kind = row.text("subject"), row.text("compared")
        if (fold(subject), kind) in asked or subject.isdecimal():
            continue
        names = "、".join(dict.fromkeys(name for (_, one), name in asked.items() if one == kind and name))
        code = "，或功能科目（项）编码" if kind in each else ""
        message = f"{compared[kind]}没有叫“{shown(subject)}”的事项；可填：{names}{code}。"
        found.append(at_row("reasons", row, "subject", message))
    return found


def reasons_for(edition: Edition, department: OfficeYear, unit: OfficeYear) -> Mapping[tuple[str, str], str]:
    """The department's reasons that may stand for one of its units.

    That of an item stands where the unit's figure moved the same way; that of a whole, which may come from any other
    unit, only where the unit alone makes up the figures.
    """
    whole, part = (dict(_compared(Voice(edition, Figures(year)))) for year in (department, unit))

    def stands(at: tuple[str, str]) -> bool:
        if at not in part or at not in whole:
            return False
        item, now, before = part[at]
        return (now, before) == whole[at][1:] or (item and _way(now, before) == _way(*whole[at][1:]))

    return {
        (subject, compared): text
        for (subject, compared), text in department.reasons.items()
        if stands((fold(subject), compared))
    }


def _compared(voice: Voice) -> Iterator[tuple[tuple[str, str], tuple[bool, Decimal, Decimal | None]]]:
    """For each subject and comparison whether it is an item, its figure, and what that is held against."""
    for entry in _entries(voice.edition):
        for subject, key, _ in _subjects(voice, entry):
            yield (
                (fold(subject), entry["compared"]),
                ("each" in entry, voice.figures.now(key), _before(voice, entry, key)),
            )


def _way(now: Decimal, before: Decimal | None) -> int | None:
    return None if before is None else (now > before) - (now < before)


def _missing(voice: Voice, entry: dict[str, Any]) -> Iterator[MissingReason]:
    for subject, key, called in _subjects(voice, entry):
        yield from _one(voice, entry, subject, key, called)


def _entries(edition: Edition) -> Iterator[dict[str, Any]]:
    """What must be explained in an edition; the budget of a form's own columns is the one that it prints."""
    for entry in data()["reason"]:
        form = edition.forms.get(entry.get("form", ""))
        own = form is not None and entry["compared"] == "budget"
        yield {"stage": stage_of(form), **entry} if own and form is not None else entry


def _subjects(voice: Voice, entry: dict[str, Any]) -> Iterator[tuple[str, FactKey, str]]:
    """The subjects of an entry, each with its fact and the name it is called by behind its code."""
    key = key_of(entry["key"])
    form = voice.edition.forms.get(entry.get("form", ""))
    if form is not None and not balanced(form):
        key = key.measured("expenditure")
    if "each" not in entry:
        yield entry["subject"], key, ""
        return
    for code in voice.codes(2):
        yield code, key.at(entry["each"], code), voice.path(code)


def _before(voice: Voice, entry: dict[str, Any], key: FactKey) -> Decimal | None:
    """What a figure is held against: last year's, None where it is not known, or its budget."""
    figures = voice.figures
    return figures.last(key) if entry["compared"] == "last_year" else figures.planned(key, entry["stage"])


def _one(voice: Voice, entry: dict[str, Any], subject: str, key: FactKey, called: str) -> Iterator[MissingReason]:
    figures, compared = voice.figures, entry["compared"]
    now, before = figures.now(key), _before(voice, entry, key)
    if before is None or not _apart(now, before, Decimal(entry.get("least", 0))) or voice.reason(subject, compared):
        return
    messages, apart = data()["messages"], now - before
    message = messages[compared].format(
        subject=subject,
        called=messages["called"].format(name=called) if called else "",
        now=figures.amount(now),
        before=figures.amount(before),
        amount=figures.amount(abs(apart)),
        word=directed("changed", apart),
        compare=directed("compared", apart),
        stage=data()["stages"].get(entry.get("stage"), ""),
    )
    yield MissingReason(subject, compared, message)


def _apart(now: Decimal, before: Decimal, least: Decimal) -> bool:
    """Whether two printed figures differ, by at least so many per cent; without anything before any amount counts."""
    if now == before:
        return False
    return not before or abs(now - before) * 100 >= least * abs(before)
