"""The explanation of a disclosure (决算情况说明), written from the figures of a year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mingzhang.compile.year import OfficeYear
from mingzhang.forms import Edition
from mingzhang.write.explanation.amounts import FORM, TOLD, amounts_told
from mingzhang.write.explanation.data import data
from mingzhang.write.explanation.figures import Figures
from mingzhang.write.explanation.funds import balanced, fund
from mingzhang.write.explanation.general import basic, general
from mingzhang.write.explanation.other import other
from mingzhang.write.explanation.overall import expenditure, income, totals
from mingzhang.write.explanation.reasons import MissingReason, missing_reasons, reasons_for, unasked_reasons
from mingzhang.write.explanation.three_public import three_public
from mingzhang.write.explanation.voice import Voice
from mingzhang.write.printed import Text
from mingzhang.write.printer import numeral

__all__ = [
    "FORM", "TOLD", "MissingReason", "amounts_told", "explanation", "missing_reasons", "reasons_for", "unasked_reasons",
]  # fmt: skip

_WRITERS: Mapping[str, Callable[[Voice, Mapping[str, Any]], Iterator[Text]]] = {
    "totals": totals,
    "income": income,
    "expenditure": expenditure,
    "general": general,
    "basic": basic,
    "fund": fund,
    "three_public": three_public,
}


def explanation(edition: Edition, year: OfficeYear, *, thousands: bool = True) -> list[Text]:
    """The numbered sections in the order of the edition's forms, then the other matters.

    Amounts are in 万元 with two decimals as the tables print them, with or without separators; changes, rates and
    shares are those of the printed amounts. A reason that is missing is left out (see `missing_reasons`); a comparison
    with a year before that is not known too.
    """
    voice = Voice(edition, Figures(year, thousands))
    known = {section["form"]: section for section in data()["section"]}
    written: list[Text] = []
    number = 0
    for section in (known[form] for form in edition.order if form in known):
        number += 1
        written.append(Text(f"{numeral(number)}、{_title(edition, section)}", "heading"))
        written.extend(_WRITERS[section["writer"]](voice, section))
    written.append(Text(f"{numeral(number + 1)}、{data()['other']['title']}", "heading"))
    written.extend(other(voice))
    return written


def _title(edition: Edition, section: Mapping[str, Any]) -> str:
    spending_only = "spent" in section and not balanced(edition.forms[section["form"]])
    return str(section["spent"] if spending_only else section["title"])
