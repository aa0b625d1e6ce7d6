"""Figures and the relations between them, in exact integers.

Every amount is a whole number of quanta (half a unit of the finest printed digit, in 元), so nothing is ever rounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

from mingzhang.model import FactKey, Place, Print

Verdict = Literal["pass", "levelled", "fail", "blank"]


class Figure(NamedTuple):
    """One print as a variable: its true value lies between `low` and `high` (in quanta).

    `step` is one unit of the last printed digit, 0 where the value is exact (a blank, a count). `print` is None for an
    absent row: a closed table that does not list a member says that it is zero.
    """

    index: int  # type: ignore[assignment]  # a tuple's own method is not needed
    key: FactKey
    table: int
    form: str
    value: int
    low: int
    high: int
    low_closed: bool
    high_closed: bool
    step: int
    print: Print | None
    row_key: str = ""
    column: str = ""
    sure: bool = True

    @property
    def blank(self) -> bool:
        """Whether nothing is printed: a blank cell or a row that is not there."""
        return self.print is None or self.print.amount is None

    @property
    def place(self) -> Place:
        """Where the figure is printed (for an absent row: the table only)."""
        return self.print.place if self.print else Place(table=self.form, row=self.row_key, column=self.column)


class Relation(NamedTuple):
    """Signed figures that add to zero (`=`) or to at most zero (`<=`).

    The first term is the whole (sign -1), the others its parts. `node` is the member that is split along `dimension`;
    `tables` are the tables it ties, one for a relation within a table.
    """

    index: int  # type: ignore[assignment]
    rule: str
    sense: Literal["=", "<="]
    terms: tuple[tuple[int, int], ...]
    tables: tuple[int, ...]
    dimension: str = ""
    node: str = ""
    title: str = ""

    @property
    def inner(self) -> bool:
        """Whether the relation lies within one table."""
        return len(set(self.tables)) == 1


@dataclass(slots=True)
class System:
    """All figures and relations of one disclosure; `skipped` says which relations could not be made, and why."""

    figures: list[Figure]
    relations: list[Relation]
    quantum: Decimal
    skipped: list[tuple[str, str]] = field(default_factory=list)
    _verdicts: list[Verdict] = field(default_factory=list, repr=False, compare=False)

    def verdicts(self) -> list[Verdict]:
        """The verdict on each relation, in their order; each is judged once."""
        for relation in self.relations[len(self._verdicts) :]:
            self._verdicts.append(judge(self.figures, relation))
        return self._verdicts

    def amount(self, quanta: int) -> Decimal:
        """Quanta as 元 (or as a count)."""
        return quanta * self.quantum

    def by_figure(self) -> list[list[int]]:
        """For each figure the relations it stands in."""
        table: list[list[int]] = [[] for _ in self.figures]
        for relation in self.relations:
            for _, figure in relation.terms:
                table[figure].append(relation.index)
        return table


class Range(NamedTuple):
    """What a sum of figures can be: `printed` from the printed values, `low` to `high` for the true ones."""

    printed: int
    low: int
    high: int
    low_closed: bool
    high_closed: bool


def total_range(figures: Sequence[Figure], terms: Sequence[tuple[int, int]]) -> Range:
    """The range of a signed sum."""
    printed = low = high = 0
    low_closed = high_closed = True
    for sign, index in terms:
        figure = figures[index]
        printed += sign * figure.value
        if sign > 0:
            low, high = low + figure.low, high + figure.high
            low_closed, high_closed = low_closed and figure.low_closed, high_closed and figure.high_closed
        else:
            low, high = low - figure.high, high - figure.low
            low_closed, high_closed = low_closed and figure.high_closed, high_closed and figure.low_closed
    return Range(printed, low, high, low_closed, high_closed)


def further_unit(figures: Sequence[Figure], terms: Sequence[tuple[int, int]]) -> int:
    """The one further unit in the last digit that the levelled band allows: the coarsest of the figures'."""
    return max((figures[index].step for _, index in terms), default=0)


def judge(figures: Sequence[Figure], relation: Relation) -> Verdict:
    """Whether a relation can hold for some true values, only with one further unit, or not at all."""
    if all(figures[index].blank for _, index in relation.terms):
        return "blank"
    span = total_range(figures, relation.terms)
    if _holds(relation, span, 0):
        return "pass"
    return "levelled" if _holds(relation, span, further_unit(figures, relation.terms)) else "fail"


def _holds(relation: Relation, span: Range, slack: int) -> bool:
    """Whether zero (or, for a bound, something below) lies in a range that is wider by a slack at both ends."""
    low, high = span.low - slack, span.high + slack
    below = low < 0 or (low == 0 and span.low_closed)
    return below and (relation.sense == "<=" or high > 0 or (high == 0 and span.high_closed))
