"""Bind the items of the explanation to the figures of the tables by their printed names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mingzhang.forms.label import bare, fold
from mingzhang.model import Disclosure, Print
from mingzhang.narrative.claims import Statement

_PATH = re.compile(r"(.+?)（类）(.+?)（款）(.+?)（项）")
_LEVEL = re.compile(r"（[类款项]）$")


@dataclass(frozen=True, slots=True)
class _Source:
    heading: str
    by: str
    measure: str
    at: Mapping[str, str]
    varies: str
    names: Mapping[str, str]


@cache
def _sources() -> tuple[_Source, ...]:
    data = tomllib.loads(files(__package__).joinpath("items.toml").read_text(encoding="utf-8"))
    return tuple(_Source(**{"names": {}, **item}) for item in data["items"])


def named_figures(disclosure: Disclosure) -> dict[str, list[Print]]:
    """For each kind of section the figures its items can speak of."""
    return {source.heading: [item for item in disclosure.prints() if _belongs(item, source)] for source in _sources()}


def figures_of(named: Mapping[str, list[Print]], statement: Statement) -> list[Print] | None:
    """The figures that carry an item's name in the table its section speaks of; several where the name recurs.

    None where the section speaks of no table of items.
    """
    source = next((item for item in _sources() if fold(item.heading) in fold(statement.section)), None)
    if source is None:
        return None
    candidates = named[source.heading]
    path = _PATH.search(fold(statement.subject))
    if path:
        return _by_path(candidates, path[1], path[3])
    name = _LEVEL.sub("", fold(statement.subject))
    wanted = {bare(name), bare(source.names.get(statement.subject, name))}
    return [item for item in candidates if bare(item.row_name if source.by == "row" else item.column) in wanted]


def names_path(statement: Statement) -> tuple[str, str] | None:
    """The 类 and the 项 that a statement's subject names, None where it is no such path."""
    path = _PATH.search(fold(statement.subject))
    return (path[1], path[3]) if path else None


def _belongs(item: Print, source: _Source) -> bool:
    """Whether a figure lies at the source's coordinates and varies along its dimension only."""
    if item.key.measure != source.measure:
        return False
    coordinates = dict(item.key.coordinates)
    member = coordinates.pop(source.varies, None)
    return member is not None and coordinates == source.at


def _by_path(candidates: list[Print], kind: str, item: str) -> list[Print]:
    """Figures of the 项 of a name under the 类 of a name."""
    classes = {print_.row_key for print_ in candidates if len(print_.row_key) == 3 and fold(print_.row_name) == kind}
    return [
        figure
        for figure in candidates
        if len(figure.row_key) == 7 and figure.row_key[:3] in classes and fold(figure.row_name) == item
    ]
