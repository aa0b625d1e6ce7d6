"""The last section: running costs, procurement, vehicles and equipment."""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.amount import FACTORS
from mingzhang.forms import Row, forms
from mingzhang.model import FactKey
from mingzhang.write.explanation.data import data
from mingzhang.write.explanation.figures import UNIT, rounded
from mingzhang.write.explanation.performance import performance
from mingzhang.write.explanation.voice import Voice, body, joined, one_line, subheading
from mingzhang.write.printed import Text

_RUNNING = FactKey.of("running_costs", {})
_PROCURED = FactKey.of("procurement", {})
_CATEGORIES = ("goods", "works", "services")


def other(voice: Voice) -> Iterator[Text]:
    """All subsections, whether there is anything to tell or not."""
    yield subheading("running")
    yield _running(voice)
    yield subheading("procurement")
    yield _procurement(voice)
    yield subheading("assets")
    yield from _assets(voice)
    yield subheading("performance")
    yield from performance(voice)


def _running(voice: Voice) -> Text:
    figures = voice.figures
    if figures.now(_RUNNING):
        said, use = joined(voice.say("running_spent", spent=figures.money(_RUNNING))), _told(voice, "running")
    else:
        said, use = joined(voice.say("no_running")), ""
    return body(said, voice.moved(_RUNNING, data()["subjects"]["running"]), use)


def _told(voice: Voice, item: str) -> str:
    """What the office itself says, as a sentence."""
    return joined(one_line(voice.figures.year.profile.get(item, "")))


def _procurement(voice: Voice) -> Text:
    figures, year = voice.figures, voice.figures.year
    whole = figures.now(_PROCURED)
    if not whole:
        return body(joined(voice.say("no_procurement")))
    # a part is no more than its whole, also where additive rounding has moved that
    small = min(rounded(year.small / FACTORS[UNIT]), whole)
    micro = min(rounded(year.micro / FACTORS[UNIT]), small)
    return body(
        voice.say(
            "procurement",
            whole=figures.amount(whole),
            **{name: figures.money(_PROCURED.at("category", name)) for name in _CATEGORIES},
            small=figures.amount(small),
            share=figures.rate(small, whole),
            micro=figures.amount(micro),
            own=figures.rate(micro, whole),
        )
    )


def _uses() -> list[Row]:
    """The rows for vehicles by use, with the names under which the tables print them."""
    rows = [row for form in forms().values() for panel in form.panels for row in panel.rows]
    return [row for row in rows if dict(row.at).get("measure") == "vehicles" and dict(row.at).get("use")]


def _assets(voice: Voice) -> Iterator[Text]:
    cube = voice.figures.year.cube
    vehicles, equipment = cube.get("vehicles"), cube.get("equipment")
    if vehicles:
        counted = [(row.label, cube.get("vehicles", use=dict(row.at)["use"])) for row in _uses()]
        listed = "、".join(voice.say("vehicles_of_use", name=name, count=f"{count:f}") for name, count in counted)
        said = voice.say("assets", vehicles=f"{vehicles:f}", list=listed, equipment=f"{equipment:f}")
        said += _told(voice, "vehicles")
    else:
        said = voice.say("assets_without_vehicles", vehicles="0", equipment=f"{equipment:f}")
    yield body(said)
    if text := _told(voice, "assets"):
        yield body(text)
