"""Whether an achieved value reaches its target, and what the formulas of the scheme give for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from mingzhang.amount import Amount, Interval
from mingzhang.evaluation.judge import rounded
from mingzhang.evaluation.measured import Measured, measured
from mingzhang.evaluation.model import Indicator
from mingzhang.evaluation.scheme import formula_of
from mingzhang.evaluation.words import is_cost, target

State = Literal["met", "over", "unmet", "open"]


@dataclass(frozen=True, slots=True)
class Reached:
    """Whether a target was reached, and how: `formula` is the id of what scores it."""

    state: State
    formula: str
    aim: Measured
    actual: Measured


def reached(item: Indicator) -> Reached | None:
    """How the achieved value stands to the target; None where they are no two comparable numbers."""
    aim, actual = measured(target(item)), measured(item.actual)
    if aim is None or actual is None or not (aim.single and actual.single):
        return None
    if not actual.unit and aim.unit and not (aim.unit == "%" and actual.low.value <= 1):
        # Where the unit has a column of its own, the achieved value is a bare number.
        actual = replace(actual, low=replace(actual.low, unit=aim.low.unit), unit=aim.unit, dimension=aim.dimension)
    if aim.dimension != actual.dimension:
        return None
    wanted, got = aim.low.base, actual.low
    formula = formula_of(aim.sign)
    below, above = got.interval.high <= wanted, got.interval.low > wanted
    state: State = "open"
    if got.base == wanted:
        state = "met"
    elif formula == "positive":
        state = "unmet" if below else "met" if got.base > wanted else "open"
    elif formula == "reverse":
        state = "unmet" if above else "met" if got.base < wanted else "open"
    elif formula == "equal":
        state = "unmet" if below and not is_cost(item) else ("over" if is_cost(item) else "met") if above else "open"
    elif above and is_cost(item):
        state = "over"
    return Reached(state, formula, aim, actual)


def earned(found: Reached, weight: Decimal) -> list[Interval]:
    """The scores that the formulas for the target's sign allow for an unmet target; none where they say nothing."""
    wanted = found.aim.low.base
    if wanted <= 0:
        return []
    spans = []
    for formula in (found.formula, "ratio") if found.formula == "reverse" else (found.formula,):
        ends = [max(_share(formula, end / wanted), Decimal(0)) * weight for end in _ends(found.actual.low)]
        spans.append(Interval(min(ends), max(ends)))
    return spans


def _ends(amount: Amount) -> tuple[Decimal, Decimal, Decimal]:
    span = amount.interval
    return span.low, amount.base, span.high


def _share(formula: str, ratio: Decimal) -> Decimal:
    if formula == "ratio":
        return min(1 / ratio, Decimal(1)) if ratio > 0 else Decimal(1)
    if formula != "reverse":
        return min(ratio, Decimal(1))
    return Decimal(0) if ratio >= 2 else min(2 - ratio, Decimal(1))


def due(found: Reached, weight: Decimal) -> str | None:
    """The score that the formula gives for the printed value, or None where it gives none."""
    if found.state == "over" or found.aim.low.base <= 0:
        return None
    return rounded(max(_share(found.formula, found.actual.low.base / found.aim.low.base), Decimal(0)) * weight, 2)
