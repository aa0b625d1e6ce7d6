"""The words in which a book is explained to whoever fills it in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mingzhang.compile.schema import Column, Format


@dataclass(frozen=True, slots=True)
class Guide:
    """The explanation: a title, the steps, the heading of the list of sheets, words for types and for the rest.

    `page` are the lines that only the page of the documentation begins with.
    """

    title: str
    steps: tuple[str, ...]
    order: str
    page: tuple[str, ...]
    types: Mapping[str, str]
    words: Mapping[str, str]


@cache
def guide() -> Guide:
    """The explanation that `guide.toml` states."""
    data = tomllib.loads(files(__package__).joinpath("guide.toml").read_text(encoding="utf-8"))
    return Guide(data["title"], tuple(data["steps"]), data["order"], tuple(data["page"]), data["types"], data["words"])


def explained(column: Column, format_: Format) -> str:
    """What to write in a column: its type, its choices and its note, in one line."""
    told = guide()
    what = told.types[column.type]
    if column.of:
        what = f"{told.words['choices']}：{'、'.join(format_.choices[column.of])}"
    return f"{what}。{column.note}"
