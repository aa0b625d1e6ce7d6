"""Sections on the spending of the general public budget: as a whole, by class, by item, and basic spending."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mingzhang.model import FactKey
from mingzhang.relations.partition import partitions
from mingzhang.write.explanation.data import data
from mingzhang.write.explanation.voice import Voice, body, joined, subheading
from mingzhang.write.printed import Text

STAGE = "initial_budget"
"""The budget that the spending of the general public budget is held against."""
_SPENT = FactKey.of("expenditure", {"fund": "general"})
_BASIC = _SPENT.at("kind", "basic")


def general(voice: Voice, _section: Mapping[str, Any]) -> Iterator[Text]:
    """The whole with its change, the classes with their shares, the items with their budgets."""
    figures = voice.figures
    spent, everything = figures.now(_SPENT), figures.now(FactKey.of("expenditure", {}))
    yield subheading("general_whole")
    nothing = joined(voice.say("no_general"))
    if spent:
        share = figures.rate(spent, everything)
        said = joined(voice.say("general_spent", spent=figures.amount(spent), share=share))
    else:
        said = nothing
    yield body(said, voice.moved(_SPENT, data()["subjects"]["general"], data()["names"]["general"]))
    yield subheading("general_structure")
    yield body(voice.say("structure", spent=figures.amount(spent), list=_classes(voice)) if spent else nothing)
    yield subheading("general_items")
    yield from _items(voice)


def _classes(voice: Voice) -> str:
    figures = voice.figures
    listed = []
    for code in voice.codes(0):
        key = _SPENT.at("function", code)
        if figures.now(key):
            share = figures.rate(figures.now(key), figures.now(_SPENT))
            name = figures.year.cube.name_of("function", code)
            listed.append(voice.say("class", name=name, amount=figures.money(key), share=share))
    return "；".join(listed)


def _items(voice: Voice) -> Iterator[Text]:
    figures = voice.figures
    spent, budget = figures.now(_SPENT), figures.planned(_SPENT, STAGE)
    if not spent and not budget:
        yield body(joined(voice.say("no_general_items")))
        return
    values = {"budget": figures.amount(budget), "spent": figures.amount(spent)}
    why = voice.against(_SPENT, STAGE, data()["subjects"]["general"])
    if budget:
        yield body(voice.say("planned", **values, rate=figures.rate(spent, budget), why=why))
    else:
        yield body(voice.say("general_unplanned", **values, why=why))
    keys = [(code, _SPENT.at("function", code)) for code in voice.codes(2)]
    told = [(code, key) for code, key in keys if figures.now(key) or figures.planned(key, STAGE)]
    for number, (code, key) in enumerate(told, start=1):
        yield _item(voice, number, code, key)


def _item(voice: Voice, number: int, code: str, key: FactKey) -> Text:
    figures = voice.figures
    spent, budget = figures.now(key), figures.planned(key, STAGE)
    values = {
        "number": number,
        "path": voice.path(code),
        "budget": figures.amount(budget),
        "spent": figures.amount(spent),
        "why": voice.against(key, STAGE, code),
    }
    if not budget:
        return body(voice.say("unplanned", **values))
    if not spent:
        return body(voice.say("item_unspent", **values))
    return body(voice.say("item", **values, rate=figures.rate(spent, budget)))


def basic(voice: Voice, _section: Mapping[str, Any]) -> Iterator[Text]:
    """Basic spending on people and on running the office, each with the names of what it was spent on."""
    figures = voice.figures
    if not figures.now(_BASIC):
        yield body(joined(voice.say("no_basic")))
        return
    staff, public = (_side(voice, *side) for side in (("personnel", "staff"), ("public", "public")))
    yield body(voice.say("basic_whole", whole=figures.money(_BASIC)), "；".join((staff, public)), "。")


def _side(voice: Voice, member: str, name: str) -> str:
    figures = voice.figures
    key = _BASIC.at("economic", member)
    if not figures.now(key):
        return voice.say(f"no_{name}")
    heads = partitions().trees["economic"].members[member]
    cube = figures.year.cube
    codes = [code for code in sorted(cube.members("economic")) if code[:3] in heads and len(code) == 5]
    keys = [(cube.name_of("economic", code), _BASIC.at("economic", code)) for code in codes]
    # what prints as 0.00 would read as an item without money
    named = [f"{item}{figures.money(own)}" for item, own in keys if figures.now(own)]
    return voice.say(f"basic_{name}", amount=figures.money(key), list="、".join(named))
