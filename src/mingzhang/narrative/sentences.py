"""The sentence library: how each kind of statement is worded, for writers to fill and for the reader to understand."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from mingzhang.model import FactKey


@dataclass(frozen=True, slots=True)
class Slot:
    """A figure in a sentence: what it says (决算数, 增减额, 占比 …) of which fact, and how it may look.

    The key is that of the example; a writer fills the slot with the figure of the fact it writes about. It is None
    for what is said of self-evaluated projects, which are no facts of the cube.
    """

    says: str
    key: FactKey | None
    example: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One kind of statement with its wordings; see sentences.toml."""

    kind: str
    heading: str
    before: str
    wordings: tuple[str, ...]
    slots: Mapping[str, Slot]
    words: Mapping[str, str]

    def used(self, wording: str) -> tuple[str, ...]:
        """The slots whose figures a wording has, in order."""
        names = [name for _, name, _, _ in string.Formatter().parse(wording) if name]
        return tuple(name for name in names if name in self.slots)

    def example(self, wording: str, year: int = 2023, office: str = "云州市星图局") -> str:
        """A wording with its example filled in, behind what must have been said before."""
        figures = {name: slot.example for name, slot in self.slots.items()}
        return self.before + write(wording, year, office, {**self.words, **figures})


def write(wording: str, year: int, office: str, values: Mapping[str, object]) -> str:
    """A wording filled in; the year, the year before and the office's name are at hand in each."""
    return wording.format(**{"year": year, "last": year - 1, "office": office, **values})


@cache
def sentences() -> dict[str, Sentence]:
    """All kinds of sentences by name."""
    data = tomllib.loads(files(__package__).joinpath("sentences.toml").read_text(encoding="utf-8"))
    return {
        item["kind"]: Sentence(
            item["kind"],
            item["heading"],
            item.get("before", ""),
            tuple(item["wordings"]),
            {name: _slot(slot) for name, slot in item.get("slots", {}).items()},
            item.get("with", {}),
        )
        for item in data["sentence"]
    }


def _slot(slot: Mapping[str, Any]) -> Slot:
    return Slot(slot["says"], _key(slot["key"]) if "key" in slot else None, slot["example"])


def _key(at: Mapping[str, str]) -> FactKey:
    return FactKey.of(at["measure"], {name: member for name, member in at.items() if name != "measure"})
