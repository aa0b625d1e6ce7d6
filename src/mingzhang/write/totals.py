"""Which printed cell is the exact sum of which others: the relations of the tables, turned into something to trace.

A cell may be the whole of several relations (a class of a table of kinds is the sum of its items below it and of the
kinds beside it). One is chosen: a sum over the rows of its own column before a sum along its row, and the codes of a
classification before the balance of the measures, since that is how a reader follows a table from its totals down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from mingzhang.amount import Amount, format_amount, parse_amount
from mingzhang.relations.generate import generate
from mingzhang.relations.system import Relation, System
from mingzhang.write.printed import Cell, PrintedTable, placed
from mingzhang.write.prints import prints_of


class Spot(NamedTuple):
    """A figure's table, counted from 0 among the tables given, and its row and column in the table's body."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Total:
    """What a cell is the sum of; one part of another table stands for "the same as there"."""

    parts: tuple[Spot, ...]


def totals(tables: Sequence[PrintedTable]) -> dict[Spot, Total]:
    """The figures that are exact sums of others of their table, or else the same as a sum in another table.

    A relation that the exact values do not satisfy gives none, and so does one that would lead back to its own whole.
    """
    figures = dict(_figures(tables))
    spots = list(figures)
    values = {spot: exact_value(cell) or Decimal(0) for spot, cell in figures.items()}
    system = generate(prints_of(tables, _amount))
    found: dict[Spot, Total] = {}
    # A figure's index is its place among the prints: they are made in this order; absent rows come after them.
    known = range(len(spots))
    sums = [
        relation
        for relation in system.relations
        if relation.sense == "=" and relation.inner and all(index in known for _, index in relation.terms)
    ]
    for relation in sorted(sums, key=lambda relation: _preference(relation, spots)):
        whole, *parts = (spots[index] for _, index in relation.terms)
        fits = _is_sum(relation, system) and _holds(figures, values, whole, parts)
        if fits and whole not in found and not _leads_to(found, parts, whole):
            found[whole] = Total(tuple(sorted(parts)))
    _same_elsewhere(system, spots, figures, values, found)
    return found


def _figures(tables: Sequence[PrintedTable]) -> Iterator[tuple[Spot, Cell]]:
    for number, table in enumerate(tables):
        for row, column, cell in placed(table.body, len(table.widths)):
            if cell.key is not None:
                yield Spot(number, row, column), cell


def exact_value(cell: Cell) -> Decimal | None:
    """The exact value of a figure in its unit; where it would print otherwise than it is printed, the printed one."""
    amount = parse_amount(cell.text, cell.unit)
    if amount is None:
        return None
    if cell.value is None:
        return amount.value
    grouped = "," in cell.text
    return cell.value if format_amount(cell.value, amount.decimals, thousands=grouped) == cell.text else amount.value


def _amount(cell: Cell) -> Amount | None:
    value = exact_value(cell)
    return None if value is None else Amount(cell.text, value, decimals_of([value]), cell.unit)


def decimals_of(values: Iterable[Decimal]) -> int:
    """How many decimals exact values have at most."""
    exponents = (value.normalize().as_tuple().exponent for value in values)
    return max((-exponent for exponent in exponents if isinstance(exponent, int)), default=0)


def _preference(relation: Relation, spots: Sequence[Spot]) -> tuple[int, int, int]:
    """Sums down a column first, then sums along a row; codes before balances; then the order of the relations."""
    whole, *parts = (spots[index] for _, index in relation.terms)
    down = all(part.column == whole.column for part in parts)
    return (0 if down else 1, 1 if relation.dimension == "measure" else 0, relation.index)


def _is_sum(relation: Relation, system: System) -> bool:
    """Whether the first term is a whole and all others its parts: a balance without its total is none."""
    if [sign for sign, _ in relation.terms] != [-1] + [1] * (len(relation.terms) - 1) or not relation.dimension:
        return False
    if relation.dimension == "measure":
        return system.figures[relation.terms[0][1]].key.measure == relation.node
    return True


def _holds(figures: Mapping[Spot, Cell], values: Mapping[Spot, Decimal], whole: Spot, parts: Sequence[Spot]) -> bool:
    """Whether the exact values add up, in one unit, to a whole that is printed."""
    if not figures[whole].text or any(figures[part].unit != figures[whole].unit for part in parts):
        return False
    return values[whole] == sum((values[part] for part in parts), Decimal(0))


def _leads_to(found: Mapping[Spot, Total], starts: Sequence[Spot], goal: Spot) -> bool:
    """Whether following the sums from some cells ends at another: a sum of its own parts would go round."""
    waiting, seen = list(starts), set(starts)
    while waiting:
        spot = waiting.pop()
        if spot == goal:
            return True
        parts = found[spot].parts if spot in found else ()
        waiting.extend(part for part in parts if part not in seen)
        seen.update(parts)
    return False


def _same_elsewhere(
    system: System,
    spots: Sequence[Spot],
    figures: Mapping[Spot, Cell],
    values: Mapping[Spot, Decimal],
    found: dict[Spot, Total],
) -> None:
    """Let a figure that no sum of its own table gives follow the total of another table that agrees with it."""
    for relation in system.relations:
        indices = [index for _, index in relation.terms]
        if relation.rule != "agreement" or relation.inner or max(indices) >= len(spots):
            continue
        one, other = (spots[index] for index in indices)
        for cell, source in ((one, other), (other, one)):
            same = values[cell] == values[source] and figures[cell].unit == figures[source].unit
            total = found.get(source)
            summed = total is not None and all(part.table == source.table for part in total.parts)
            if cell not in found and summed and same and figures[cell].text and not _leads_to(found, [source], cell):
                found[cell] = Total((source,))
