"""Sections on totals, on the sources of income and on the kinds of expenditure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mingzhang.forms import Form
from mingzhang.model import FactKey
from mingzhang.write.explanation.data import data
from mingzhang.write.explanation.voice import Voice, body, joined
from mingzhang.write.printed import Text


def totals(voice: Voice, section: Mapping[str, Any]) -> Iterator[Text]:
    """The totals of income and expenditure, of everything or of one fund, and their change."""
    key = FactKey.of("total", section.get("at", {}))
    scope = section.get("scope", "")
    if voice.figures.now(key):
        said = joined(voice.say("both_totals", scope=scope, amount=voice.figures.money(key)))
    else:
        said = joined(voice.say("no_totals", scope=scope))
    yield body(said, voice.moved(key, section["subject"], scope + data()["names"]["totals"], both=True))
    if voice.figures.now(key.measured("opening_adjustment")):
        yield body(voice.say("adjusted", scope=scope, opening=voice.figures.money(key.measured("opening"))))


def income(voice: Voice, section: Mapping[str, Any]) -> Iterator[Text]:
    """All income with the share of each source."""
    yield _shares(voice, voice.edition.forms[section["form"]])


def expenditure(voice: Voice, section: Mapping[str, Any]) -> Iterator[Text]:
    """All expenditure with the share of each kind."""
    yield _shares(voice, voice.edition.forms[section["form"]])


def _shares(voice: Voice, form: Form) -> Text:
    """The whole of a form and those of its columns that have money."""
    figures = voice.figures
    base = dict(form.base)
    whole = FactKey.of(base["measure"], {})
    if not figures.now(whole):
        return body(joined(voice.say(f"no_{whole.measure}")))
    parts = []
    for column in form.columns:
        key = FactKey.of(whole.measure, dict(column.at))
        if column.at and figures.now(key):
            share = figures.rate(figures.now(key), figures.now(whole))
            parts.append(voice.say("listed", name=column.label, amount=figures.money(key), share=share))
    return body(voice.say(whole.measure, whole=figures.money(whole), list="；".join(parts)))
