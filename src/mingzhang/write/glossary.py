"""The glossary: the terms that a disclosure uses, explained in our own words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from mingzhang.compile.cube import Cube
from mingzhang.forms import Edition
from mingzhang.model import FactKey
from mingzhang.write.explanation.data import key_of
from mingzhang.write.printed import Text
from mingzhang.write.printer import numeral


@cache
def _terms() -> list[dict[str, Any]]:
    data = tomllib.loads(files(__package__).joinpath("glossary.toml").read_text(encoding="utf-8"))
    return list(data["term"])


def glossary(edition: Edition, cube: Cube, explanation: Sequence[Text]) -> list[Text]:
    """The numbered terms that the year's figures or the explanation use, under the names the tables print."""
    said = "".join(block.text for block in explanation)
    used = [term for term in _terms() if _used(term, cube, said)]
    return [
        Text(f"{numeral(number)}、{_name(term, edition)}：{term['meaning']}", "body")
        for number, term in enumerate(used, start=1)
    ]


def _used(term: Mapping[str, Any], cube: Cube, said: str) -> bool:
    if "facts" in term:
        return any(cube.value(key_of(fact)) for fact in term["facts"])
    return term["name"] in said


def _name(term: Mapping[str, Any], edition: Edition) -> str:
    """The term as the edition's tables print it; only terms that are rows of their own differ."""
    if not term.get("printed"):
        return str(term["name"])
    key = key_of(term["facts"][0])
    rows = (row for form in edition.forms.values() for panel in form.panels for row in panel.rows)
    own = (row.label for row in rows if FactKey.of(dict(row.at).get("measure", ""), _rest(row.at)) == key)
    return next(own, str(term["name"]))


def _rest(at: Sequence[tuple[str, str]]) -> dict[str, str]:
    return {name: member for name, member in at if name != "measure"}
