"""Forms and editions as values, loaded from the data files of this folder."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from mingzhang import catalogue
from mingzhang.forms.label import bare, fold


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: its printed label, other labels it goes by, and the coordinates it adds.

    `group` is the heading it may stand under; `block` and `block_labels` name the repeated block (预算数, 决算数).
    Where none of the columns `beside` is printed, it stands at the coordinates `alone` instead.
    """

    id: str
    label: str
    labels: frozenset[str]
    group: str
    at: tuple[tuple[str, str], ...]
    block: str = ""
    block_labels: frozenset[str] = frozenset()
    beside: tuple[str, ...] = ()
    alone: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled row of a form with fixed rows.

    `under` is the id of the row it is part of, `heading` marks a row that never has figures. Where none of the rows
    `beside` is printed, it stands at the coordinates `alone` instead.
    """

    id: str
    label: str
    labels: frozenset[str]
    panel: str
    at: tuple[tuple[str, str], ...]
    under: str = ""
    unit: str = ""
    prefix: str = ""
    ordinal: bool = False
    total: bool = False
    heading: bool = False
    indent: bool = False
    optional: bool = False
    beside: tuple[str, ...] = ()
    alone: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """One of the independent lists that stand side by side in a table; an optional one may not be printed."""

    id: str
    label: str
    labels: frozenset[str]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One public table.

    `kind` is the kind of document that prints it, 决算 or 预算. `shape` is panels (fixed labels), codes (a row a
    code), code panels (codes side by side), single (one row of figures) or text (a section's sentences). `closed` names
    the dimensions along which the table shows all there is.
    """

    id: str
    title: str
    titles: frozenset[str]
    shape: str
    closed: frozenset[str]
    base: tuple[tuple[str, str], ...]
    dimension: str
    total: str
    note: str
    columns: tuple[Column, ...]
    panels: tuple[Panel, ...]
    rows: tuple[Row, ...]
    options: Mapping[str, Any]
    kind: str = "决算"

    @property
    def variant_of(self) -> str:
        """The form whose title this one shares, which is tried first; "" for most."""
        return str(self.options.get("variant_of", ""))

    @property
    def repeats(self) -> bool:
        """Whether one fact may rightly be printed twice in it."""
        return self.shape in ("panels", "text")

    def closed_from(self, dimension: str) -> str | None:
        """The member from which down the form shows all of a dimension ("all": everywhere), None where it is open."""
        for entry in self.closed:
            name, _, member = entry.partition("/")
            if name == dimension:
                return member or "all"
        return None


@dataclass(frozen=True, slots=True)
class Edition:
    """How one place prints its tables in some years: which forms, in which order, with which labels.

    `grades` is the set of grades that its self-evaluations use.
    """

    name: str
    province: str
    years: tuple[int, ...]
    order: tuple[str, ...]
    number: str
    line_numbers: bool
    column_numbers: bool
    zero: str
    classes: tuple[str, ...]
    source: str
    forms: Mapping[str, Form]
    grades: str = "优良中差"


def _pairs(at: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(at.items()))


def _labels(data: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(bare(text) for text in [data.get("label", ""), *data.get("aliases", [])] if text)


def _columns(data: Mapping[str, Any], blocks: Mapping[str, Any]) -> tuple[Column, ...]:
    plain = [
        Column(
            name,
            item["label"],
            _labels(item),
            fold(item.get("group", "")),
            _pairs(item.get("at", {})),
            beside=tuple(item.get("beside", ())),
            alone=_pairs(item.get("alone", {})),
        )
        for name, item in data.items()
        if not item.get("omit")
    ]
    if not blocks:
        return tuple(plain)
    return tuple(
        Column(
            f"{block_id}.{column.id}",
            column.label,
            column.labels,
            column.group,
            _pairs({**dict(column.at), **block.get("at", {})}),
            block["label"],
            _labels(block),
        )
        for block_id, block in blocks.items()
        for column in plain
    )


def _rows(data: Mapping[str, Any], classes: tuple[str, ...], default_panel: str) -> tuple[Row, ...]:
    rows: list[Row] = []
    for name, item in data.items():
        if item.get("omit"):
            continue
        panel = item.get("panel", default_panel)
        if item.get("expand") == "classes":
            for code in classes:
                label = catalogue.name_of("function", code) or code
                at = _pairs({**item.get("at", {}), "function": code})
                labels = frozenset(map(bare, (label, *catalogue.former_names("function", code))))
                rows.append(Row(code, label, labels, panel, at, ordinal=item.get("ordinal", False)))
            continue
        flags = {
            key: item[key]
            for key in ("under", "unit", "prefix", "ordinal", "total", "heading", "indent", "optional")
            if key in item
        }
        beside, alone = tuple(item.get("beside", ())), _pairs(item.get("alone", {}))
        at = _pairs(item.get("at", {}))
        rows.append(Row(name, item["label"], _labels(item), panel, at, **flags, beside=beside, alone=alone))
    return tuple(rows)


def _form(name: str, data: Mapping[str, Any], classes: tuple[str, ...], kind: str = "决算") -> Form:
    panel_data = data.get("panels", {})
    first = next(iter(panel_data), "")
    rows = _rows(data.get("rows", {}), classes, first)
    panels = tuple(
        Panel(
            panel_id,
            panel["label"],
            _labels(panel),
            _columns(panel["columns"], {}),
            tuple(row for row in rows if row.panel == panel_id),
            panel.get("optional", False),
        )
        for panel_id, panel in panel_data.items()
    )
    known = {
        "titles",
        "title",
        "shape",
        "closed",
        "base",
        "dimension",
        "total",
        "note",
        "columns",
        "blocks",
        "panels",
        "rows",
    }
    return Form(
        id=name,
        title=data.get("title", data["titles"][0]),
        titles=frozenset(fold(title) for title in data["titles"]),
        shape=data["shape"],
        closed=frozenset(data.get("closed", ())),
        base=_pairs(data.get("base", {})),
        dimension=data.get("dimension", ""),
        total=data.get("total", ""),
        note=data.get("note", ""),
        columns=_columns(data.get("columns", {}), data.get("blocks", {})),
        panels=panels,
        rows=rows,
        options={key: value for key, value in data.items() if key not in known},
        kind=kind,
    )


def _merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(base)
    for key, value in changes.items():
        if isinstance(value, Mapping) and isinstance(result.get(key), Mapping):
            result[key] = _merged(result[key], value)
        else:
            result[key] = value
    return result


def _read(*path: str) -> dict[str, Any]:
    resource = files("mingzhang.forms")
    for name in path:
        resource = resource.joinpath(name)
    return tomllib.loads(resource.read_text(encoding="utf-8"))


def load_edition(changes: Mapping[str, Any], base: Mapping[str, Any] | None = None) -> Edition:
    """An edition from its differences (the content of a file in editions/) to the base forms."""
    base = _read("base.toml") if base is None else base
    merged = _merged(base, {key: value for key, value in changes.items() if key in base})
    classes = tuple(changes["classes"])
    return Edition(
        name=changes["name"],
        province=changes["province"],
        years=tuple(changes["years"]),
        order=tuple(changes["order"]),
        number=changes.get("number", ""),
        line_numbers=changes.get("line_numbers", False),
        column_numbers=changes.get("column_numbers", False),
        zero=changes.get("zero", ""),
        classes=classes,
        source=changes.get("source", ""),
        forms={name: _form(name, merged[name], classes) for name in changes["order"]},
        grades=changes.get("grades", "优良中差"),
    )


@cache
def editions() -> dict[str, Edition]:
    """All editions by name, from the files in editions/."""
    loaded = [load_edition(changes) for changes in _edition_files()]
    return {edition.name: edition for edition in loaded}


def _edition_files() -> list[dict[str, Any]]:
    folder = files("mingzhang.forms").joinpath("editions")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return [_read("editions", name) for name in names]


@cache
def forms() -> dict[str, Form]:
    """The forms of accounts and budgets, with every class of the catalogue and every label any edition prints.

    This is what a reader matches printed tables against, so that an edition's own labels are known by its file alone.
    """
    classes = tuple(code for code in catalogue.classification("function") if len(code) == 3)
    base = _read("base.toml")
    for changes in _edition_files():
        base = {name: _with_labels(data, changes.get(name, {})) for name, data in base.items()}
    found = {name: _form(name, data, classes) for name, data in base.items()}
    return found | {name: _form(name, data, classes, "预算") for name, data in _read("budget.toml").items()}


@cache
def forms_of(kind: str) -> dict[str, Form]:
    """The forms that documents of one kind print, 决算 or 预算; variants of a form come last."""
    own = [form for form in forms().values() if form.kind == kind]
    return {form.id: form for form in sorted(own, key=lambda form: bool(form.variant_of))}


def _with_labels(data: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Data of a form with the labels and titles of an edition as further ones it goes by."""
    result = dict(data)
    if "label" in data and "label" in changes:
        result["aliases"] = [*data.get("aliases", ()), changes["label"]]
    if "titles" in data and "title" in changes:
        result["titles"] = [*data["titles"], changes["title"]]
    for name, value in changes.items():
        if isinstance(value, Mapping) and isinstance(data.get(name), Mapping):
            result[name] = _with_labels(data[name], value)
    return result
