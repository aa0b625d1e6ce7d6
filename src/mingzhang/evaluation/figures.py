"""The figures that the texts of a form state: money, rates, scores, and figures with a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mingzhang.amount import Amount, parse_amount

_FIGURE = re.compile(
    r"(?P<number>\d[\d,]*(?:\.\d+)?)"
    r"(?P<unit>亿元|万元|千元|元|万|%|％|平方米|公里|人次|人|名|次|个|家|台|套|户|份|场|期|条|项|件|吨|度|米|分)?"
    r"(?P<per>/(?:平方米|立方米|人次|公里|千米|季度|学年|小时|[\u4e00-\u9fff]))?"
)
_NOT_A_FIGURE = re.compile(r"年|月|日|号|[、.．]|%?[-—~～至]\d")
_BREAK = re.compile(r"[，。；！？：:;,]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a text: `lead` is what stands before it in its clause, after the figure before."""

    amount: Amount
    unit: str
    lead: str
    start: int
    end: int
    clause: int

    @property
    def text(self) -> str:
        """Number and unit as printed."""
        return self.amount.text + self.unit


@lru_cache(maxsize=2048)
def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text in order; years, dates and numbering are none."""
    return tuple(_figures(text))


def _figures(text: str) -> Iterator[Figure]:
    begin = 0
    for match in _FIGURE.finditer(text):
        number, unit = match["number"], match["unit"] or ""
        after = text[match.end() :]
        if not unit and _NOT_A_FIGURE.match(after):
            continue
        breaks = [found.end() for found in _BREAK.finditer(text, begin, match.start())]
        clause = breaks[-1] if breaks else begin
        begin = match.end()
        money = {"万": "万元", "％": "%"}.get(unit, unit)
        amount = parse_amount(number, money)
        if amount is not None:
            start = max((found.end() for found in _BREAK.finditer(text, 0, match.start())), default=0)
            yield Figure(
                amount, money + (match["per"] or ""), text[clause : match.start()], match.start(), begin, start
            )
