"""Sentences in one office's manner: its wording for each kind, and what every figure in them leaves possible."""

from __future__ import annotations

import re
import tomllib
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from mingzhang.amount import format_amount
from mingzhang.model import FactKey
from mingzhang.narrative.sentences import sentences
from mingzhang.write.printed import Spot, SpotKind, Text

_WAN = Decimal(10_000)
_STEP = Decimal("0.01")
_MARK = re.compile("\ue000(\\d+)\ue001(.*?)\ue002")
_MOST = Decimal(10) ** 30


@cache
def wordings() -> dict[str, Any]:
    """Templates and word lists by kind of sentence: the library's, and what only the generator needs."""
    own = tomllib.loads(Path(__file__).with_name("wordings.toml").read_text(encoding="utf-8"))
    return {kind: list(sentence.wordings) for kind, sentence in sentences().items()} | own


def in_wan(value: Decimal) -> Decimal:
    """An amount in 元 as printed in 万元."""
    return (value / _WAN).quantize(_STEP, ROUND_HALF_UP)


class Words:
    """Formats figures and picks wordings; every figure is marked, so that `text` knows where it came to stand."""

    def __init__(self, seed: int, year: int, office: str) -> None:
        self.seed = seed
        self.year = year
        self.office = office
        random = Random(f"words {seed}")
        self.thousands = random.random() < 0.6
        self.zero = random.choice(("0.00", "0.00", "0"))
        self.digits = random.choice((2, 2, 2, 1))
        self._spots: list[Spot] = []
        self._reasons = Random(f"reasons {seed}")

    def pick(self, kind: str) -> str:
        """The office's wording for a kind of sentence: always the same one."""
        return str(Random(f"{kind} {self.seed}").choice(wordings()[kind]))

    def reason(self, kind: str) -> str:
        """A reason, not always the same one."""
        return str(self._reasons.choice(wordings()["reasons"][kind]))

    def mark(
        self, kind: SpotKind, text: str, bounds: tuple[Decimal, Decimal] | None, key: FactKey | None = None
    ) -> str:
        """A piece of text that will be known as a spot."""
        low, high = bounds or (None, None)
        self._spots.append(Spot(kind, 0, 0, low, high, key))
        return f"\ue000{len(self._spots) - 1}\ue001{text}\ue002"

    def text(self, template: str, **values: object) -> Text:
        """A paragraph; years and the office's name are at hand in every template."""
        filled = template.format(**{"year": self.this, "last": self.before, "office": self.office, **values})
        plain, spots, at = "", [], 0
        for found in _MARK.finditer(filled):
            plain += filled[at : found.start()]
            spot = self._spots[int(found[1])]
            spots.append(Spot(spot.kind, len(plain), len(plain) + len(found[2]), spot.low, spot.high, spot.key))
            plain += found[2]
            at = found.end()
        return Text(plain + filled[at:], "body", tuple(spots))

    @property
    def this(self) -> str:
        """The year reported."""
        return self.mark("year", str(self.year), (Decimal(self.year), Decimal(self.year)))

    @property
    def before(self) -> str:
        """The year before."""
        return self.mark("year", str(self.year - 1), (Decimal(self.year - 1), Decimal(self.year - 1)))

    def number(self, value: Decimal) -> str:
        """An amount of 元 in 万元, without the unit."""
        printed = in_wan(value)
        return format_amount(printed, 2, thousands=self.thousands) if printed else self.zero

    def bare(self, value: Decimal, key: FactKey | None, bounds: tuple[Decimal, Decimal] | None = None) -> str:
        """An amount as a spot, without its unit; a keyed one is printed in a table too."""
        if bounds is None and key is not None:
            bounds = in_wan(value) - _STEP, in_wan(value) + _STEP
        return self.mark("amount", self.number(value), bounds, key)

    def money(self, value: Decimal, key: FactKey | None = None, bounds: tuple[Decimal, Decimal] | None = None) -> str:
        """An amount as a spot, with its unit."""
        return f"{self.bare(value, key, bounds)}万元"

    def count(self, number: object, bound: bool = True) -> str:
        """A count as a spot; an unbound one is mentioned nowhere else."""
        value = Decimal(str(number))
        return self.mark("count", str(number), (value, value) if bound else None)

    def rate(self, part: Decimal, whole: Decimal) -> str:
        """A quotient in per cent as printed."""
        digits = Decimal(1).scaleb(-self.digits)
        return f"{(part * 100 / whole).quantize(digits, ROUND_HALF_UP) if whole else Decimal(0).quantize(digits)}"

    def quotient(self, kind: SpotKind, part: Decimal, whole: Decimal) -> str:
        """A share or a rate of completion as a spot, bounded by the printed amounts."""
        if not whole:
            return self.mark(kind, f"{self.rate(part, whole)}%", (Decimal(0), Decimal(0)))
        half, own = _STEP / 2, self._tail
        low = (in_wan(part) - half) * 100 / (in_wan(whole) + half) - own
        under = in_wan(whole) - half
        high = (in_wan(part) + half) * 100 / under + own if under > 0 else _MOST
        return self.mark(kind, f"{self.rate(part, whole)}%", (low, high))

    @property
    def _tail(self) -> Decimal:
        """Half a unit of a rate's last digit, and the one further unit that is a mere tail."""
        return Decimal("1.5").scaleb(-self.digits)

    def inverse(self, part: Decimal, whole: Decimal) -> tuple[Decimal, Decimal]:
        """What the whole may be in 万元, by a printed part and its printed share of the whole."""
        rate, half = Decimal(self.rate(part, whole)), Decimal(1).scaleb(-self.digits) / 2
        low = (in_wan(part) - _STEP) * 100 / (rate + half)
        high = (in_wan(part) + _STEP) * 100 / (rate - half) if rate > half else _MOST
        return low - _STEP, high + _STEP

    def direction(self, word: str) -> str:
        """A word that says up or down, as a spot."""
        return self.mark("direction", word, None)

    def change(self, name: str, now: Decimal, before: Decimal, key: FactKey | None = None) -> str:
        """The comparison with the year before, in the office's wording."""
        apart = in_wan(now) - in_wan(before)
        if not apart:
            return self.pick("flat").format(name=name, last=self.before)
        up = apart > 0
        if not in_wan(before):
            amount = self.mark("change", self._plain(apart), (apart - _STEP, apart + _STEP))
            return self.pick("new").format(
                name=name, last=self.before, word=self.direction("增加"), amount=f"{amount}万元"
            )
        return self.pick("change").format(
            name=name, last=self.before, word=self.direction("增加" if up else "减少"),
            rise=self.direction("增长" if up else "下降"), before=self.earlier(now, before),
            amount=f"{self.difference(now, before)}万元", rate=self.growth(now, before),
        )  # fmt: skip

    def earlier(self, now: Decimal, before: Decimal) -> str:
        """Last year's amount, which the change and this year's amount imply."""
        right = in_wan(before)
        return self.money(before, None, (right - 2 * _STEP, right + 2 * _STEP))

    def difference(self, now: Decimal, before: Decimal) -> str:
        """The change as a spot without unit, bounded by this year's amount and the printed rate."""
        apart = in_wan(now) - in_wan(before)
        rate = Decimal(self._growth(now, before)) * (1 if apart > 0 else -1)
        half, value = Decimal(1).scaleb(-self.digits) / 2, in_wan(now)
        ends = [
            edge - edge * 100 / (100 + end) if 100 + end > 0 else _MOST
            for end in (rate - half, rate + half)
            for edge in (value - _STEP, value + _STEP)
        ]
        ends = [abs(end) for end in ends] if min(ends) * max(ends) > 0 else [Decimal(0), *map(abs, ends)]
        return self.mark("change", self._plain(apart), (min(ends) - _STEP, max(ends) + _STEP))

    def growth(self, now: Decimal, before: Decimal) -> str:
        """The rate of change as a spot, bounded by the printed amounts."""
        apart, value, half = abs(in_wan(now) - in_wan(before)), in_wan(now), _STEP / 2
        old, own = value - (in_wan(now) - in_wan(before)), self._tail
        low = (apart - half) * 100 / (old + 2 * half) - own
        high = (apart + half) * 100 / (old - 2 * half) + own if old > 2 * half else _MOST
        return self.mark("growth", f"{self._growth(now, before)}%", (low, high))

    def _growth(self, now: Decimal, before: Decimal) -> str:
        """From the printed amounts, as offices compute it."""
        return self.rate(abs(in_wan(now) - in_wan(before)), in_wan(before))

    def _plain(self, value: Decimal) -> str:
        return format_amount(abs(value), 2, thousands=self.thousands)
