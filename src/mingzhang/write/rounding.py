"""Rounding such that everything printed adds up exactly: the fewest last digits moved.

Half-up rounding leaves sums off by some last digits. Here each figure may be its value rounded down or up instead, so
that it stays within one unit of its true value, and all relations of the printed tables hold exactly. An integer
programme on those choices (0 or 1 each, the amounts never enter) moves the fewest cells from where half-up rounding
puts them (a figure printed in several tables moves in all of them). Where no such choice exists, a figure may be one
unit from its half-up value either way.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from mingzhang.amount import FACTORS
from mingzhang.forms import Form, forms
from mingzhang.model import FactKey
from mingzhang.relations.generate import generate
from mingzhang.relations.system import System
from mingzhang.write.printed import Cell, PrintedTable
from mingzhang.write.prints import prints_of

_SECONDS = 60.0
_Row = tuple[str, tuple[tuple[int, FactKey], ...]]


@dataclass(frozen=True, slots=True)
class Moved:
    """A printed cell whose figure is not the half-up one, in the unit printed."""

    table: str
    row: str
    column: str
    true: Decimal
    rounded: Decimal
    printed: Decimal


@dataclass(frozen=True, slots=True)
class Rounding:
    """The figures to print instead of the half-up ones, by key in the unit printed.

    `optimal` says whether the programme proved that no fewer cells can be moved; `least` is the proven lower bound.
    `cells` lists every printed cell that shows such a figure.
    """

    adjusted: Mapping[FactKey, Decimal]
    cells: tuple[Moved, ...]
    optimal: bool
    least: int


class NoRounding(Exception):
    """No rounding within one unit lets everything add up; the message is a Chinese sentence."""


def additive(tables: Sequence[PrintedTable], decimals: int = 2, more: Mapping[str, Form] | None = None) -> Rounding:
    """The rounding of printed tables, whose cells carry exact values; `more` are forms that no edition has.

    Raises NoRounding.
    """
    step = Decimal(1).scaleb(-decimals)
    values = {
        cell.key: cell.value / step
        for table in tables
        for cell in _money(table)
        if cell.key is not None and cell.value is not None
    }
    if not values:  # a unit without money: the programme takes no empty matrix
        return Rounding({}, (), True, 0)
    rows = list(_rows(generate(prints_of(tables), {**forms(), **(more or {})}), values))
    printed = Counter(cell.key for table in tables for cell in _money(table))
    found = _solve(values, rows, printed, near=False) or _solve(values, rows, printed, near=True)
    if found is None:
        raise NoRounding("找不到每个数只动末一位、又使各表和表间完全相等的取舍办法；请改用四舍五入（half-up）。")
    chosen, optimal, least = found
    half_up = {key: value.quantize(Decimal(1), ROUND_HALF_UP) for key, value in values.items()}
    adjusted = {key: Decimal(units) * step for key, units in chosen.items() if units != half_up[key]}
    cells = tuple(
        Moved(table.title, cell.row_name, cell.name[1], cell.value, half_up[cell.key] * step, adjusted[cell.key])
        for table in tables
        for cell in _money(table)
        if cell.key in adjusted and cell.value is not None
    )
    return Rounding(adjusted, cells, optimal, least)


def moved_csv(rounding: Rounding) -> bytes:
    """The moved cells as CSV for Excel: where, the true amount, half-up, and what is printed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("表", "行", "列", "原数", "四舍五入", "列示数"))
    writer.writerows(
        (c.table, c.row, c.column, f"{c.true:f}", f"{c.rounded:f}", f"{c.printed:f}") for c in rounding.cells
    )
    return text.getvalue().encode("utf-8-sig")


def _money(table: PrintedTable) -> Iterable[Cell]:
    return (cell for row in table.body for cell in row if cell.key is not None and cell.unit in FACTORS)


def _rows(system: System, values: Mapping[FactKey, Decimal]) -> Iterable[_Row]:
    """The relations between different keys that the true values satisfy exactly, each once."""
    seen: set[_Row] = set()
    for relation in system.relations:
        terms: dict[FactKey, int] = {}
        for sign, index in relation.terms:
            key = system.figures[index].key
            if key in values:
                terms[key] = terms.get(key, 0) + sign
        row = (relation.sense, tuple(sorted(((sign, key) for key, sign in terms.items() if sign), key=lambda t: t[1])))
        total = sum((sign * values[key] for sign, key in row[1]), Decimal(0))
        true = total == 0 if relation.sense == "=" else total <= 0
        if row[1] and true and row not in seen:
            seen.add(row)
            yield row


def _solve(
    values: Mapping[FactKey, Decimal], rows: Sequence[_Row], printed: Mapping[FactKey | None, int], *, near: bool
) -> tuple[dict[FactKey, int], bool, int] | None:
    """For each key its whole number of last units; whether that is proven best; a lower bound of what must move.

    `near`: a figure may be one unit from its half-up value either way, else it is its value rounded down or up.
    """
    import highspy
    import numpy as np

    keys = list(values)
    column = {key: at for at, key in enumerate(keys)}
    base, half_up = [], []
    for key in keys:
        rounded = int(values[key].quantize(Decimal(1), ROUND_HALF_UP))
        half_up.append(rounded)
        base.append(rounded - 1 if near else int(values[key].quantize(Decimal(1), ROUND_FLOOR)))
    most = [2.0 if near else float(values[key] != at) for key, at in zip(keys, base, strict=True)]
    count = len(keys)
    # behind the choices stand, for each figure, one that says it moved: 1 where the choice is not the half-up one
    starts, indices, weights, low, high = [0], [], [], [], []
    infinity = highspy.kHighsInf
    for sense, terms in rows:
        indices += [column[key] for _, key in terms]
        weights += [float(sign) for sign, _ in terms]
        shift = -sum(sign * base[column[key]] for sign, key in terms)
        low.append(float(shift) if sense == "=" else -infinity)
        high.append(float(shift))
        starts.append(len(indices))
    for at in range(count):
        own = half_up[at] - base[at]
        for sign in (1.0, -1.0):  # moved >= choice - own and moved >= own - choice
            indices += [at, count + at]
            weights += [sign, -1.0]
            low.append(-infinity)
            high.append(sign * own)
            starts.append(len(indices))
    programme = highspy.HighsLp()
    programme.num_col_, programme.num_row_ = 2 * count, len(low)
    programme.col_cost_ = np.array([0.0] * count + [float(printed[key]) for key in keys])
    programme.col_lower_ = np.zeros(2 * count)
    programme.col_upper_ = np.array(most + [1.0] * count)
    programme.integrality_ = [highspy.HighsVarType.kInteger] * count + [highspy.HighsVarType.kContinuous] * count
    programme.row_lower_, programme.row_upper_ = np.array(low), np.array(high)
    programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    programme.a_matrix_.start_ = np.array(starts, dtype=np.int32)
    programme.a_matrix_.index_ = np.array(indices, dtype=np.int32)
    programme.a_matrix_.value_ = np.array(weights)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, setting in (
        ("output_flag", False), ("log_to_console", False), ("threads", 1), ("random_seed", 0),
        ("time_limit", _SECONDS), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.5),
    ):  # fmt: skip
        solver.setOptionValue(option, setting)
    solver.passModel(programme)
    solver.run()
    info = solver.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    solution = solver.getSolution().col_value
    chosen = {key: base[at] + round(solution[at]) for at, key in enumerate(keys)}
    for sense, terms in rows:  # the programme works in floating point: what it says is verified in whole numbers
        total = sum(sign * chosen[key] for sign, key in terms)
        if total > 0 or (sense == "=" and total):
            return None
    optimal = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return chosen, optimal, int(-(-info.mip_dual_bound // 1)) if not optimal else round(info.objective_function_value)
