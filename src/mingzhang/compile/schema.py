"""The format of the book as values: its sheets, their columns, what may be chosen, and the items of the profile."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from mingzhang.forms import editions

Type = Literal[
    "text", "paragraph", "money", "count", "number", "unit", "project", "account", "function", "economic", "choice"
]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet; `of` names its choices, `defines` says of what it holds the codes (`unit` or `project`)."""

    id: str
    label: str
    type: Type
    required: bool = False
    of: str = ""
    defines: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A part of the book; of a `summed` one only the sums of its rows are kept.

    `once` are the columns that tell its rows apart: no two rows may say the same in all of them.
    """

    id: str
    label: str
    columns: tuple[Column, ...]
    required: bool = False
    summed: bool = False
    once: Sequence[str] = ()
    note: str = ""

    def column(self, id_: str) -> Column:
        """The column with this id; KeyError where there is none."""
        for column in self.columns:
            if column.id == id_:
                return column
        raise KeyError(id_)


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the profile; `of` names its choices, `least` and `most` bound a count."""

    id: str
    label: str
    type: Type = "paragraph"
    of: str = ""
    required: bool = False
    repeated: bool = False
    least: int = 0
    most: int = 10**12
    note: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """The whole format; `choices` are the ids by printed label, by name of the choice.

    `guide` and `options` are the labels of a workbook's sheets without data, `homes` those of the sheets that list the
    units and the projects.
    """

    version: int
    guide: str
    options: str
    sheets: tuple[Sheet, ...]
    items: tuple[Item, ...]
    choices: Mapping[str, Mapping[str, str]]
    homes: Mapping[str, str]

    def sheet(self, id_: str) -> Sheet:
        """The sheet with this id; KeyError where there is none."""
        for sheet in self.sheets:
            if sheet.id == id_:
                return sheet
        raise KeyError(id_)

    @property
    def profile(self) -> Sheet:
        """The sheet that holds one item a row."""
        return self.sheet("profile")


@cache
def book_format() -> Format:
    """The format that `book.toml` states; the editions of the public tables to choose from are those there are."""
    return _format(tomllib.loads(files(__package__).joinpath("book.toml").read_text(encoding="utf-8")))


def _format(data: Mapping[str, Any]) -> Format:
    choices = {**data["choices"], "edition": {name: name for name in editions()}}
    sheets = tuple(
        Sheet(**{name: value for name, value in sheet.items() if name != "column"}, columns=_columns(sheet))
        for sheet in data["sheet"]
    )
    items = tuple(Item(id_, label, **data["items"].get(id_, {})) for label, id_ in data["choices"]["profile"].items())
    homes = {column.defines: sheet.label for sheet in sheets for column in sheet.columns if column.defines}
    return Format(data["version"], data["guide"], data["options"], sheets, items, choices, homes)


def _columns(sheet: Mapping[str, Any]) -> tuple[Column, ...]:
    return tuple(Column(**column) for column in sheet["column"])
