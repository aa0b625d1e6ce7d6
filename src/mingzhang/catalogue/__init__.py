"""The classifications: functional (类/款/项) and economic codes with their names, each with its source."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Entry:
    """One code of a classification; `source` says which published table evidences it."""

    code: str
    name: str
    source: str


@cache
def classification(dimension: str) -> dict[str, Entry]:
    """All known codes of `function` or `economic`. An unknown code is not verifiable, never wrong."""
    name = {"function": "functional.csv", "economic": "economic.csv"}[dimension]
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return {row["code"]: Entry(**row) for row in csv.DictReader(text.splitlines())}


@cache
def _former() -> dict[tuple[str, str], tuple[tuple[str, int], ...]]:
    text = files(__package__).joinpath("former.csv").read_text(encoding="utf-8")
    found: dict[tuple[str, str], tuple[tuple[str, int], ...]] = {}
    for row in csv.DictReader(text.splitlines()):
        key = (row["dimension"], row["code"])
        found[key] = (*found.get(key, ()), (row["name"], int(row["until"])))
    return found


def former_names(dimension: str, code: str, year: int | None = None) -> tuple[str, ...]:
    """Names that a code went by in earlier classifications; with a year, only those still valid in it."""
    return tuple(name for name, until in _former().get((dimension, code), ()) if year is None or year <= until)


def name_of(dimension: str, code: str) -> str | None:
    """The catalogue's name of a code, or None where the catalogue does not know it."""
    entry = classification(dimension).get(code)
    return entry.name if entry else None
