"""A reference linear programme: whether any true values satisfy every relation, built apart from the product's own.

Variables are the true values themselves (in half units of the last digit), bounded by their printed intervals; each
relation may be off by one further unit, as in the levelled band.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import lil_matrix

from mingzhang.relations.system import System


def feasible(system: System) -> bool:
    """Whether the whole system has a solution in the levelled band."""
    figures, relations = system.figures, system.relations
    rows = [r for r in relations if any(not figures[index].blank for _, index in r.terms)]
    count = sum(2 if relation.sense == "=" else 1 for relation in rows)
    matrix = lil_matrix((count, len(figures)))
    limits = np.zeros(count)
    at = 0
    for relation in rows:
        unit = max(figures[index].step for _, index in relation.terms)
        for side in (1, -1) if relation.sense == "=" else (1,):
            for sign, index in relation.terms:
                matrix[at, index] += side * sign
            # shift by the printed values, so that the numbers in the programme stay small
            printed = sum(sign * figures[index].value for sign, index in relation.terms)
            limits[at] = unit - side * printed
            at += 1
    bounds = [(figure.low - figure.value, figure.high - figure.value) for figure in figures]
    solved = linprog(np.zeros(len(figures)), A_ub=matrix.tocsr(), b_ub=limits, bounds=bounds, method="highs")
    return bool(solved.status == 0)
