"""Slips in the sentences of the explanation, and years in the heads of tables and forms."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import TypeVar

from benchmarks.slips.planted import (
    InForm,
    InTable,
    InText,
    NoRoom,
    Original,
    Slip,
    forms,
    number_of,
    paragraphs,
    public_tables,
    with_blocks,
    wrong_digit,
)
from mingzhang.amount import format_amount
from mingzhang.model import FactKey
from mingzhang.write.printed import Spot, Text

_TURNED = {"增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长", "大于": "小于", "小于": "大于"}
_ONCE = "全文只在这里出现，没有可以对照的数字"
_ROUNDING = "改后的数仍在其他数字的舍入范围内"
_WAN = Decimal(10_000)
Item = TypeVar("Item")
Found = tuple[int, Text, Spot]


def _spots(original: Original, kinds: Collection[str]) -> list[Found]:
    return [(at, text, spot) for at, text in paragraphs(original.document) for spot in text.spots if spot.kind in kinds]


def _slip(kind: str, original: Original, found: Found, wrong: str, unseen: str = "") -> Slip:
    at, text, spot = found
    paragraph = text.text[: spot.start] + wrong + text.text[spot.end :]
    place = InText(paragraph, spot.start, spot.start + len(wrong))
    document = with_blocks(original.document, {at: replace(text, text=paragraph)})
    return Slip(kind, document, (place,), wrong, text.text[spot.start : spot.end], unseen)


def _hidden(spot: Spot, wrong: str) -> str:
    """Why a reader could not see a wrong figure, "" where one could."""
    if spot.low is None or spot.high is None:
        return _ONCE
    return _ROUNDING if spot.low <= number_of(wrong) <= spot.high else ""


def _misstated(kind: str, kinds: Collection[str]) -> Callable[[Original, Random], Slip]:
    """A planter that changes a digit of a figure in a sentence."""

    def plant(original: Original, chance: Random) -> Slip:
        spots = [found for found in _spots(original, kinds) if number_of(_printed(found))]
        if not spots:
            raise NoRoom
        found = chance.choice(spots)
        wrong = wrong_digit(_printed(found), chance)
        return _slip(kind, original, found, wrong, _hidden(found[2], wrong))

    return plant


def _printed(found: Found) -> str:
    _, text, spot = found
    return text.text[spot.start : spot.end]


def turned(original: Original, chance: Random) -> Slip:
    """A word of direction turned into its opposite."""
    found = chance.choice(_spots(original, ("direction",)))
    return _slip("direction word", original, found, _TURNED[_printed(found)])


def wrong_year(original: Original, chance: Random) -> Slip:
    """A year off by one: in a sentence, in the head of a table, or in that of a form."""
    document, kind = original.document, "year"
    year, where = document.year, chance.random()
    wrong = year + chance.choice((-1, 1))
    if where < 0.15 and forms(document):
        at, form = chance.choice(forms(document))
        new = with_blocks(document, {at: replace(form, number=form.number.replace(str(year), str(wrong)))})
        return Slip(kind, new, (InForm(form.title),), str(wrong), str(year))
    if where < 0.4:
        at, table = chance.choice(public_tables(document))
        new = with_blocks(document, {at: replace(table, year=wrong)})
        return Slip(kind, new, (InTable(table.form, table.title),), str(wrong), str(year))
    found = chance.choice(_spots(original, ("year",)))
    return _slip(kind, original, found, str(int(_printed(found)) + chance.choice((-1, 1))))


def neighbouring(original: Original, chance: Random) -> Slip:
    """A figure of the table next to the one meant: another fund's, or all spending instead of one kind."""
    cube = original.department.cube
    for found in _shuffled(_spots(original, ("amount",)), chance):
        key, text = found[2].key, _printed(found)
        if key is None or not number_of(text):
            continue
        for other in _shuffled(_neighbours(key), chance):
            value = (cube.value(other) / _WAN).quantize(Decimal("0.01"))
            if value and abs(value - number_of(text)) > Decimal("0.02"):
                return _slip(
                    "figure from the neighbouring table", original, found,
                    format_amount(value, 2, thousands="," in text or number_of(text) < 1000),
                )  # fmt: skip
    raise NoRoom


def _neighbours(key: FactKey) -> list[FactKey]:
    funds = [key.at("fund", fund) for fund in (None, "fiscal", "general") if key.get("fund") != fund]
    kinds = [key.at("kind", kind) for kind in (None, "basic", "project") if key.get("kind") != kind]
    if key.measure not in ("income", "expenditure", "total"):
        return []
    return [*funds, *(kinds if key.measure == "expenditure" and not key.get("economic") else ())]


def _shuffled(items: Sequence[Item], chance: Random) -> list[Item]:
    return chance.sample(items, len(items))


def doubled(original: Original, chance: Random) -> Slip:
    """A paragraph that stands there twice."""
    at, text = chance.choice(list(paragraphs(original.document)))
    place = InText(text.text, 0, len(text.text), twice=True)
    return Slip(
        "doubled paragraph", with_blocks(original.document, {at: [text, text]}), (place,), text.text[:30], ""
    )  # fmt: skip


def blank(original: Original, chance: Random) -> Slip:
    """A figure that was never filled in; its unit stays."""
    kinds = ("amount", "change", "growth", "share", "completion", "count")
    found = chance.choice(_spots(original, kinds))
    return _slip("blank slot", original, found, "%" if _printed(found).endswith("%") else "")


def wrong_count(original: Original, chance: Random) -> Slip:
    """A count of projects or vehicles that is one or a digit off."""
    spots = [
        found
        for found in _spots(original, ("count",))
        if found[1].text[found[2].end] in "辆台" or "项目" in found[1].text
    ]
    found = chance.choice(spots)
    text = _printed(found)
    wrong = str(max(0, int(text) + chance.choice((-1, 1, 1)))) if chance.random() < 0.5 else wrong_digit(text, chance)
    wrong = wrong if wrong != text else str(int(text) + 1)
    return _slip("count of projects or vehicles", original, found, wrong, _hidden(found[2], wrong))


PLANTERS: dict[str, Callable[[Original, Random], Slip]] = {
    "sentence amount": _misstated("sentence amount", ("amount", "change")),
    "direction word": turned,
    "growth rate": _misstated("growth rate", ("growth",)),
    "share": _misstated("share", ("share",)),
    "completion rate": _misstated("completion rate", ("completion",)),
    "year": wrong_year,
    "figure from the neighbouring table": neighbouring,
    "doubled paragraph": doubled,
    "blank slot": blank,
    "count of projects or vehicles": wrong_count,
}
