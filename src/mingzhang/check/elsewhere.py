"""Where a wrong figure seems to come from: the same amount printed as another fact."""

from __future__ import annotations

from mingzhang.check import describe
from mingzhang.model import Disclosure
from mingzhang.relations.system import Figure, System

_DIGITS = 3
"""Amounts of fewer digits are the same by chance too often."""


def elsewhere(disclosure: Disclosure, system: System, figure: Figure, right: int) -> str:
    """（与…相同，疑为错取该处的数), or nothing where the amount stands nowhere else.

    The nearest source counts: the same table before others, then the fact with the most coordinates in common.
    """
    if not figure.value or len(str(abs(figure.value)).rstrip("0")) < _DIGITS:
        return ""
    same = [
        other
        for other in system.figures
        if other.value == figure.value
        and other.key != figure.key
        and other.print is not None
        and not disclosure.tables[other.table].narrative
        and other.value != right
    ]
    if not same:
        return ""
    own = set(figure.key.coordinates)
    nearest = max(
        same,
        key=lambda other: (
            other.table == figure.table,
            other.key.measure == figure.key.measure,
            len(own & set(other.key.coordinates)) - len(own ^ set(other.key.coordinates)),
            -other.index,
        ),
    )
    if nearest.key.measure != figure.key.measure:
        return ""
    return f"（与{describe.figure_name(disclosure, nearest)}相同，疑为错取该处的数）"
