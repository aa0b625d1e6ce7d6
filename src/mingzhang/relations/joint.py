"""Whether all relations can hold at once: a linear programme on the deltas between true and printed values.

Each relation may hold alone while no set of true values satisfies all of them together. Only deltas enter the
programme (a few half units of the last digit), never the amounts, so its numbers stay small and the verdict is safe.
"""

from __future__ import annotations

from dataclasses import dataclass

from mingzhang.relations.system import System, further_unit

_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class _Row:
    relation: int
    low: float
    high: float
    terms: tuple[tuple[int, float], ...]


def conflict(system: System) -> tuple[int, ...]:
    """Relations that cannot hold together in the levelled band, empty where they can.

    Relations that fail alone are left out: they are found without this.
    """
    rows = _rows(system)
    if not rows:
        return ()
    return _solve(system, rows)


def _rows(system: System) -> list[_Row]:
    """Relations that the deltas could break: those that hold whatever the deltas are do not enter."""
    rows: list[_Row] = []
    for relation, verdict in zip(system.relations, system.verdicts(), strict=True):
        if verdict not in ("pass", "levelled"):
            continue
        unit = further_unit(system.figures, relation.terms)
        printed = sum(sign * system.figures[index].value for sign, index in relation.terms)
        reach = sum(
            max(f.high - f.value, f.value - f.low) for _, index in relation.terms for f in [system.figures[index]]
        )
        bound = printed + reach <= unit and (relation.sense == "<=" or printed - reach >= -unit)
        terms = tuple(
            (index, float(sign))
            for sign, index in relation.terms
            if system.figures[index].high > system.figures[index].low
        )
        if not bound and terms:
            low = float(-unit - printed) if relation.sense == "=" else -float("inf")
            rows.append(_Row(relation.index, low, float(unit - printed), terms))
    return rows


def _solve(system: System, rows: list[_Row]) -> tuple[int, ...]:
    """Minimise the total violation; where it is not zero, the rows with a price are the conflict."""
    import highspy
    import numpy as np

    used = sorted({index for row in rows for index, _ in row.terms})
    column = {index: at for at, index in enumerate(used)}
    lower = [float(system.figures[i].low - system.figures[i].value) for i in used] + [0.0] * (2 * len(rows))
    upper = [float(system.figures[i].high - system.figures[i].value) for i in used] + [float("inf")] * (2 * len(rows))
    starts, indices, values = [0], [], []
    for at, row in enumerate(rows):
        indices += [column[index] for index, _ in row.terms] + [len(used) + 2 * at, len(used) + 2 * at + 1]
        values += [sign for _, sign in row.terms] + [1.0, -1.0]
        starts.append(len(indices))
    programme = highspy.HighsLp()
    programme.num_col_ = len(lower)
    programme.num_row_ = len(rows)
    programme.col_cost_ = np.array([0.0] * len(used) + [1.0] * (2 * len(rows)))
    programme.col_lower_, programme.col_upper_ = np.array(lower), np.array(upper)
    programme.row_lower_ = np.array([row.low for row in rows])
    programme.row_upper_ = np.array([row.high for row in rows])
    programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    programme.a_matrix_.start_ = np.array(starts, dtype=np.int32)
    programme.a_matrix_.index_ = np.array(indices, dtype=np.int32)
    programme.a_matrix_.value_ = np.array(values)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("log_to_console", False)
    solver.setOptionValue("threads", 1)
    solver.passModel(programme)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal or solver.getObjectiveValue() <= _TOLERANCE:
        return ()
    prices = solver.getSolution().row_dual
    return tuple(row.relation for row, price in zip(rows, prices, strict=True) if abs(price) > _TOLERANCE)
