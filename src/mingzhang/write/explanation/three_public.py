"""The section on 三公: as a whole, by item, and what the money was spent on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mingzhang.forms import Form
from mingzhang.model import FactKey
from mingzhang.write.explanation.data import data
from mingzhang.write.explanation.voice import Voice, body, joined, subheading
from mingzhang.write.printed import Text

_KEY = FactKey.of("expenditure", {"fund": "fiscal", "economic": "three_public"})


def three_public(voice: Voice, section: Mapping[str, Any]) -> Iterator[Text]:
    """Budget, final figure and change of the whole and of each item; then journeys, vehicles and guests."""
    stage = stage_of(voice.edition.forms[section["form"]])
    yield subheading("three_public_whole")
    whole = _told(voice, _KEY, stage, data()["subjects"]["three_public"], "three_public_whole", "no_three_public")
    if voice.figures.now(_KEY) or voice.figures.planned(_KEY, stage):
        yield body(whole, voice.say("three_public_details"))
        for number, item in enumerate(data()["three_public"], start=1):
            key = _KEY.at("economic", item["economic"])
            said = _told(voice, key, stage, item["name"], "three_public_part", "no_three_public_part")
            yield body(data()["words"]["numbered"].format(number=number, text=said))
    else:
        yield body(whole)
    yield subheading("three_public_details")
    for item in data()["three_public"]:
        yield body(_details(voice, item))


def stage_of(form: Form) -> str:
    """The budget that a form prints beside the final figures: initial or full-year; "" where it prints none."""
    return next((stage for column in form.columns if (stage := dict(column.at).get("stage"))), "")


def _told(voice: Voice, key: FactKey, stage: str, name: str, kind: str, nothing: str) -> str:
    """Budget and final figure, the change since last year, and how the final figure stands to the budget."""
    figures = voice.figures
    spent, budget = figures.now(key), figures.planned(key, stage)
    moved = voice.moved(key, name)
    if not spent and not budget:
        return joined(voice.say(nothing, name=name)) + moved
    values = {"name": name, "stage": data()["stages"][stage], "budget": figures.amount(budget)}
    values["spent"] = figures.amount(spent)
    if not budget:
        said = joined(voice.say(f"{kind}_unplanned", **values))
    else:
        said = joined(voice.say(kind, **values, rate=figures.rate(spent, budget)))
    return said + (voice.against(key, stage, name) if voice.reason(name, "budget") else "") + moved


def _details(voice: Voice, item: Mapping[str, Any]) -> str:
    figures = voice.figures
    spent = figures.money(_KEY.at("economic", item["economic"]))
    counts = _counts(voice, item)
    if not any(counts.values()):
        return voice.say(item["nothing"], spent=spent)
    said = voice.say(item["told"], spent=spent, **counts)
    more = [(part, _counts(voice, part)) for part in item.get("more", ())]
    parts = [voice.say(part["told"], **known) for part, known in more if any(known.values())]
    return said if said.endswith("。") else joined(said, "；".join(parts))


def _counts(voice: Voice, item: Mapping[str, Any]) -> dict[str, int]:
    statistics = voice.figures.year.statistics
    return {slot: statistics.get(name, 0) for slot, name in item["counts"].items()}
