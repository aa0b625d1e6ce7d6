"""An amount that the text states against a figure that a table prints."""

from __future__ import annotations

from decimal import Decimal

from mingzhang.amount import Amount


def gap(stated: Amount, printed: Amount | None) -> tuple[Decimal, bool] | None:
    """(how far they are apart in 元, whether within one unit of the coarser last digit); None where they can be equal.

    A blank counts as zero. A coarser amount equals a finer one that rounds to it.
    """
    step = max(stated.step, printed.step) if printed is not None else stated.step
    apart = abs(stated.base - (printed.base if printed is not None else Decimal(0)))
    coarser = printed is not None and printed.step != stated.step
    if apart == 0 or (coarser and 2 * apart <= step):
        return None
    return apart, apart <= step
