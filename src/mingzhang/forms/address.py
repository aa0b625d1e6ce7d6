"""Find the fact that a cell of a public table prints, from the names of its row and its column."""

from __future__ import annotations

from collections.abc import Mapping

from mingzhang.forms.form import Column, Form, Row
from mingzhang.forms.label import bare
from mingzhang.model import FactKey


def fact_at(form: Form, row_key: str, column: str) -> tuple[FactKey, Row | None] | None:
    """The fact in a row and a column named as exports name them, with the form's own row where it has fixed ones.

    A row of codes is named by its code, one of a panel `收入:label`, one of 三公 by its block (预算数) if any; a column
    heading that stands twice is named with its group, `本年支出:合计`. None where the form has no such cell.
    """
    at: dict[str, str] = dict(form.base)
    columns: tuple[Column, ...] = form.columns
    row: Row | None = None
    if form.shape == "single":
        columns = tuple(item for item in form.columns if bare(row_key) in (item.block_labels or {bare(form.total)}))
    elif form.shape == "panels":
        name, _, label = row_key.rpartition(":")
        panel = next((item for item in form.panels if item.label == name), None)
        row = _row(panel.rows, label) if panel else None
        if panel is None or row is None:
            return None
        columns = panel.columns
    elif row_key.isdigit():
        at[form.dimension] = row_key
    elif form.rows:
        row = _row(form.rows, row_key)
        if row is None:
            return None
    elif row_key != form.total:
        return None
    found = _column(columns, column)
    if found is None:
        return None
    at |= dict(row.at if row else ())
    at |= dict(found.at)
    return _key(at), row


def _row(rows: tuple[Row, ...], label: str) -> Row | None:
    return next((row for row in rows if not row.heading and bare(label) in row.labels), None)


def _column(columns: tuple[Column, ...], name: str) -> Column | None:
    group, _, label = name.rpartition(":")
    exact = [item for item in columns if item.label == label and (not group or item.group == bare(group))]
    loose = [item for item in columns if bare(label) in item.labels and (not group or item.group == bare(group))]
    return next(iter(exact or loose), None)


def _key(at: Mapping[str, str]) -> FactKey:
    rest = dict(at)
    measure = rest.pop("measure")
    return FactKey.of(measure, rest)
