"""Exact amounts near the plan that print as every given cell, by a mixed-integer programme on small differences.

The programme never sees an amount: its variables are differences from the plan and its bounds what a cell allows beyond
the plan's own sum, so that no tolerance of the solver can hide a 分. The result is added up again in integers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import highspy
import numpy as np

from examples.bureau_maker.plan import CENTRE, Line
from mingzhang.compile.cube import Cube
from mingzhang.forms import editions
from mingzhang.model import FactKey
from mingzhang.write.style import TableStyle
from mingzhang.write.tables import print_tables

Name = tuple[str, str, str]
"""Table, row key and column of a cell."""
Window = tuple[int, int]
EDITION = "山西2023"
STYLE = TableStyle(thousands=False)
FREE = 500_000
"""分 by which a line may leave the plan."""
REACHES = (2000, 2500, 3000, 3500, 4000, 4500, 4999)
"""分 by which an amount may differ from the printed figure; the first that works, so that none is near the edge."""


def window(printed: str, reach: int) -> Window:
    """The amounts in 分 at most `reach` from a printed figure in 万元; a printed 0.00 is 1 to 49 元."""
    middle = int(Decimal(printed) * 1_000_000)
    return (middle - reach, middle + reach) if middle else (100, 4900)


def book(cube: Cube, line: Line, amount: int) -> None:
    """Book a line's amount in 分 on every fact it moves."""
    for key, sign in line.facts():
        cube.book(key, Decimal(sign * amount) / 100)


def cube_of(lines: Sequence[Line]) -> Cube:
    """The cube of a department from its lines."""
    cube = Cube("", 2023, "部门")
    for line in lines:
        book(cube, line, line.amount)
    return cube


def printed(cube: Cube) -> dict[Name, tuple[str, FactKey]]:
    """Every figure that the public tables print in 万元, with the fact it prints."""
    return {
        (table.form, *cell.name): (cell.text, cell.key)
        for table in print_tables(editions()[EDITION], cube, STYLE)
        for row in table.body
        for cell in row
        if cell.key is not None and cell.text and cell.unit == STYLE.unit
    }


def solve(plan: Sequence[Line], cells: Mapping[Name, str]) -> list[Line]:
    """The plan with exact amounts, so that it prints every cell and no other.

    Raises:
        ValueError: the cells and the plan do not fit together.
    """
    keys = {name: key for name, (_, key) in printed(cube_of(plan)).items() if key.get("stage") is None}
    unlike = set(keys) ^ set(cells)
    if unlike:
        raise ValueError(f"the plan prints other cells than the given ones: {sorted(unlike)}")
    steps = next((steps for reach in REACHES if (steps := _steps(plan, _limits(cells, keys, reach)))), None)
    if steps is None:
        raise ValueError("no amounts print as the given cells")
    found = [replace(line, amount=line.amount + step) for line, step in zip(plan, steps, strict=True)]
    wrong = [name for name, (text, _) in printed(cube_of(found)).items() if cells.get(name, text) != text]
    if wrong:
        raise ValueError(f"the solution does not print as it should: {wrong}")
    return found


def _limits(cells: Mapping[Name, str], keys: Mapping[Name, FactKey], reach: int) -> dict[FactKey, Window]:
    """What all prints of a fact together allow."""
    limits: dict[FactKey, Window] = {}
    for name, text in cells.items():
        low, high = window(text, reach)
        before = limits.get(keys[name], (low, high))
        limits[keys[name]] = max(low, before[0]), min(high, before[1])
    return limits


def _steps(plan: Sequence[Line], limits: Mapping[FactKey, Window]) -> list[int] | None:
    """By how many 分 each line leaves the plan; None where nothing fits."""
    model: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    model.setOptionValue("random_seed", 0)
    model.setOptionValue("mip_rel_gap", 0.0)
    infinity = highspy.kHighsInf
    # Two columns a line, up and down, so that the cost is the distance from the plan.
    for line in plan:
        free = 0 if line.project else FREE
        down = min(free, max(line.amount - 100, 0))
        model.addCol(1.0, 0.0, float(free), 0, np.array([], dtype=np.int32), np.array([]))
        model.addCol(1.0, 0.0, float(down), 0, np.array([], dtype=np.int32), np.array([]))
    model.changeColsIntegrality(
        2 * len(plan), np.arange(2 * len(plan), dtype=np.int32),
        np.full(2 * len(plan), highspy.HighsVarType.kInteger),
    )  # fmt: skip
    cube = cube_of(plan)
    shares = _shares(plan, list(limits))
    rows = [
        (low - _fen(cube, key), high - _fen(cube, key), shares[key]) for key, (low, high) in sorted(
            limits.items(), key=lambda item: str(item[0])
        )
    ]  # fmt: skip
    rows.extend(_balances(plan))
    for low, high, weights in rows:
        index = np.array([2 * at + side for at in weights for side in (0, 1)], dtype=np.int32)
        value = np.array([float(sign * weights[at]) for at in weights for sign in (1, -1)])
        model.addRow(float(max(low, -infinity)), float(min(high, infinity)), len(index), index, value)
    model.run()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    values = model.getSolution().col_value
    return [round(values[2 * at]) - round(values[2 * at + 1]) for at in range(len(plan))]


def _fen(cube: Cube, key: FactKey) -> int:
    return int(cube.value(key) * 100)


def _shares(plan: Sequence[Line], keys: Sequence[FactKey]) -> dict[FactKey, dict[int, int]]:
    """By how much each fact grows with each line, for lines that move it."""
    found: dict[FactKey, dict[int, int]] = {key: {} for key in keys}
    for at, line in enumerate(plan):
        alone = Cube("", 2023, "部门")
        book(alone, line, 100)
        for key in keys:
            share = int(alone.value(key))
            if share:
                found[key][at] = share
    return found


def _balances(plan: Sequence[Line]) -> list[tuple[int, int, dict[int, int]]]:
    """What must hold inside a unit, as sums that are nothing.

    In the 事业单位 reserves cover its own spending and income of its own is distributed; what is paid from an opening
    balance alone got no new money.
    """
    sides = [
        {at: sign for at, line in enumerate(plan) if line.own(CENTRE) and (sign := signs.get(line.measure, 0))}
        for signs in ({"drawdown": 1, "expenditure": -1}, {"income": 1, "distribution": -1})
    ]
    for purse in sorted({line.purse for line in plan if line.measure == "opening" and line.fiscal}):
        mine = [(at, line) for at, line in enumerate(plan) if line.purse == purse]
        weights = {at: 1 if line.measure == "expenditure" else -1 for at, line in mine}
        if not sum(plan[at].amount * sign for at, sign in weights.items()):
            sides.append(weights)
    rests = [-sum(plan[at].amount * sign for at, sign in weights.items()) for weights in sides]
    return [(rest, rest, weights) for rest, weights in zip(rests, sides, strict=True)]
