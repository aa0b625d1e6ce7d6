"""Titles, names and words of the explanation, from sections.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from mingzhang.model import FactKey


@cache
def data() -> dict[str, Any]:
    """The whole file; see its comments."""
    return tomllib.loads(files(__package__).joinpath("sections.toml").read_text(encoding="utf-8"))


def key_of(at: Mapping[str, str]) -> FactKey:
    """A fact from its measure and coordinates."""
    return FactKey.of(at["measure"], {name: member for name, member in at.items() if name != "measure"})


def directed(word: str, amount: Decimal) -> str:
    """One of a pair of words by the sign of an amount: 增加 or 减少."""
    up, down = data()["words"][word]
    return str(up if amount > 0 else down)
