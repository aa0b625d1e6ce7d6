"""Prints as integer variables, with the inference whether a printed zero is an exact zero."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from mingzhang.amount import FACTORS
from mingzhang.model import Print, Table
from mingzhang.relations.system import Figure


def quantum_of(tables: Sequence[Table]) -> Decimal:
    """Half a unit of the finest digit printed anywhere."""
    steps = {item.amount.step for table in tables for item in table.prints if item.amount is not None}
    return min(steps, default=Decimal(1)) / 2


def make_figures(tables: Sequence[Table], quantum: Decimal) -> list[Figure]:
    """One variable for each print of each table.

    Where a column prints zeros and also leaves cells blank, a printed zero is a small amount (its interval); where it
    prints zeros throughout, a zero is exact. A blank is exact.
    """
    figures: list[Figure] = []
    for number, table in enumerate(tables):
        mixed = _mixed_columns(table.prints)
        for item in table.prints:
            figures.append(_figure(len(figures), number, table.form, item, quantum, item.column in mixed))
    return figures


def _mixed_columns(prints: Sequence[Print]) -> set[str]:
    blanks: defaultdict[str, bool] = defaultdict(bool)
    zeros: defaultdict[str, bool] = defaultdict(bool)
    for item in prints:
        blanks[item.column] |= item.amount is None
        zeros[item.column] |= item.amount is not None and item.amount.value == 0
    return {column for column in zeros if zeros[column] and blanks[column]}


def _figure(index: int, table: int, form: str, item: Print, quantum: Decimal, mixed: bool) -> Figure:
    if item.amount is None:
        return Figure(index, item.key, table, form, 0, 0, 0, True, True, 0, item, item.row_key, item.column, item.sure)
    value = int(item.amount.base / quantum)
    step = int(item.amount.step / quantum)
    if item.amount.unit not in FACTORS:  # a count is exact
        return Figure(
            index, item.key, table, form, value, value, value, True, True, 0, item, item.row_key, item.column, item.sure
        )
    if item.amount.value == 0 and not mixed:
        return Figure(
            index, item.key, table, form, 0, 0, 0, True, True, step, item, item.row_key, item.column, item.sure
        )
    half = step // 2
    positive = not item.text.strip().startswith("-") and value >= 0
    return Figure(
        index,
        item.key,
        table,
        form,
        value,
        value - half,
        value + half,
        positive,
        not positive,
        step,
        item,
        item.row_key,
        item.column,
        item.sure,
    )
