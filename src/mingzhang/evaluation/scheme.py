"""The schemes of self-evaluation: weights, grades and formulas, loaded from data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Scheme:
    """How the hundred points are shared out between execution and the first-level indicators."""

    id: str
    name: str
    execution: Decimal
    total: Decimal
    parts: Mapping[str, Decimal]
    source: str
    confidence: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """The totals that earn a grade: `low` belongs to it, `high` only where it is the full mark."""

    word: str
    low: Decimal
    high: Decimal

    def holds(self, total: Decimal, full: Decimal) -> bool:
        """Whether a total lies in this band."""
        return self.low <= total < self.high or total == self.high == full


@dataclass(frozen=True, slots=True)
class Grades:
    """One set of grades."""

    id: str
    bands: tuple[Band, ...]
    source: str
    confidence: str

    def band(self, word: str) -> Band | None:
        """The band of a grade, or None where the set does not know it."""
        return next((band for band in self.bands if band.word == word), None)

    def word(self, total: Decimal) -> str | None:
        """The grade that a total earns."""
        full = max(band.high for band in self.bands)
        return next((band.word for band in self.bands if band.holds(total, full)), None)


@dataclass(frozen=True, slots=True)
class Formula:
    """How a score is worked out, in words."""

    id: str
    name: str
    text: str
    source: str
    confidence: str
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """The part of its weight that an indicator earns by what was achieved, in words."""

    words: tuple[str, ...]
    low: Decimal
    high: Decimal


@cache
def _data() -> dict[str, Any]:
    text = files("mingzhang.evaluation").joinpath("schemes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)


@cache
def schemes() -> tuple[Scheme, ...]:
    """All weight schemes, the usual one first."""
    return tuple(
        Scheme(
            item["id"],
            item["name"],
            Decimal(item["execution"]),
            Decimal(item["total"]),
            {name: Decimal(points) for name, points in item["parts"].items()},
            item["source"],
            item["confidence"],
            tuple(item.get("kinds", ())),
        )
        for item in _data()["scheme"]
    )


@cache
def grade_sets(first: str = "") -> tuple[Grades, ...]:
    """All sets of grades, the one with the id `first` before the usual one and the others."""
    found = tuple(
        Grades(
            item["id"],
            tuple(Band(band["word"], Decimal(band["low"]), Decimal(band["high"])) for band in item["bands"]),
            item["source"],
            item["confidence"],
        )
        for item in _data()["grades"]
    )
    return tuple(sorted(found, key=lambda grades: grades.id != first))


@cache
def formulas() -> tuple[Formula, ...]:
    """All scoring formulas."""
    return tuple(Formula(**{**item, "signs": tuple(item.get("signs", ()))}) for item in _data()["formula"])


@cache
def formula_of(sign: str) -> str:
    """The id of the formula for a comparison sign, or nothing."""
    return next((formula.id for formula in formulas() if sign in formula.signs), "")


@cache
def share_of(words: str) -> Share | None:
    """What an achieved value in words earns, or None where the words are not known."""
    return next((share for share in _shares() if words in share.words), None)


@cache
def _shares() -> tuple[Share, ...]:
    return tuple(Share(tuple(item["words"]), Decimal(item["low"]), Decimal(item["high"])) for item in _data()["band"])
