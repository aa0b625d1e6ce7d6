"""Sections on the single funds: government funds and state capital."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mingzhang.forms import Form
from mingzhang.model import FactKey
from mingzhang.write.explanation.data import data
from mingzhang.write.explanation.voice import Voice, body, joined
from mingzhang.write.printed import Text

_BALANCES = {"opening": "opening", "income": "income", "spent": "expenditure", "closing": "closing"}
_KINDS = ("basic", "project")


def balanced(form: Form) -> bool:
    """Whether a fund's form prints what came in and was left, not spending alone."""
    return any(dict(column.at).get("measure") == "income" for column in form.columns)


def fund(voice: Voice, section: Mapping[str, Any]) -> Iterator[Text]:
    """What came in, was spent and was left of one fund, or that there was nothing; then each item."""
    figures = voice.figures
    total, name = FactKey.of("total", section["at"]), section["scope"]
    spent = total.measured("expenditure")
    whole = total if balanced(voice.edition.forms[section["form"]]) else spent
    called = name + data()["names"]["fund_totals" if whole == total else "spent"]
    moved = voice.moved(whole, section["subject"], called, both=whole == total)
    if not figures.now(whole):
        yield body(joined(voice.say("no_fund", name=name)), moved)
        return
    kinds = {kind: figures.money(spent.at("kind", kind)) for kind in _KINDS}
    if whole == total:
        money = {slot: figures.money(total.measured(measure)) for slot, measure in _BALANCES.items()}
        amount = figures.money(total)
        yield body(
            joined(voice.say("fund_totals", name=name, total=amount, total_again=amount)),
            joined(voice.say("fund_balances", **money, **kinds)),
            moved,
        )
    else:
        yield body(joined(voice.say("fund_kinds", name=name, spent=figures.money(spent), **kinds)), moved)
    yield from _items(voice, spent)


def _items(voice: Voice, spent: FactKey) -> Iterator[Text]:
    figures = voice.figures
    codes = [code for code in voice.codes(2) if figures.now(spent.at("function", code))]
    if codes:
        yield body(voice.say("fund_items"))
    for number, code in enumerate(codes, start=1):
        money = figures.money(spent.at("function", code))
        yield body(voice.say("fund_item", number=number, path=voice.path(code), spent=money))
