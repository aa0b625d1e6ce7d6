"""Prints as integer variables, with the inference whether a printed zero is an exact zero."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from mingzhang.amount import FACTORS, Amount
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
    coarse = _coarseness(tables)
    for number, table in enumerate(tables):
        mixed = _mixed_columns(table)
        for item in table.prints:
            figure = _figure(len(figures), number, table.form, item, quantum, item.column in mixed)
            factor = coarse.get(_manner(item.amount), 1) if item.amount is not None else 1
            figures.append(_widened(figure, factor) if factor > 1 and figure.low < figure.high else figure)
    return figures


def _manner(amount: Amount) -> tuple[str, int]:
    return amount.unit, amount.decimals


def _coarseness(tables: Sequence[Table]) -> dict[tuple[str, int], int]:
    """By how much figures are coarser than their digits, by unit and number of digits.

    元 made from 万元 end in 00.00, 万元 padded to six decimals in 0000. A power of ten that divides nearly all of many
    figures counts (one slip must not hide it), down to two decimals of 万元, which offices really have.
    """
    numbers: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for table in tables:
        for item in table.prints:
            if item.amount is not None and item.amount.value and item.amount.unit in FACTORS:
                numbers[_manner(item.amount)].append(int(abs(item.amount.value).scaleb(item.amount.decimals)))
    found = {}
    for (unit, decimals), printed in numbers.items():
        most = 8 if unit == "元" else max(decimals - 2, 0)
        enough = len(printed) >= 20
        fitting = [p for p in range(1, most + 1) if 20 * sum(n % 10**p == 0 for n in printed) >= 19 * len(printed)]
        found[unit, decimals] = 10 ** max(fitting if enough else [], default=0)
    return found


def _widened(figure: Figure, factor: int) -> Figure:
    step = figure.step * factor
    return figure._replace(low=figure.value - step // 2, high=figure.value + step // 2, step=step)


def _mixed_columns(table: Table) -> set[str]:
    """Columns in which a printed zero may be a small amount; in a sentence it always may."""
    prints = table.prints
    if table.narrative:
        return {item.column for item in prints}
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
    # A count is exact; where a table prints no unit, an amount with decimals may be rounded money.
    if item.amount.unit not in FACTORS and (item.amount.unit or not item.amount.decimals):
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
