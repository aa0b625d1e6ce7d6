"""Which printed tables have sums that differ in the last digit from the sums of their printed parts."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.relations.generate import generate
from mingzhang.relations.system import total_range
from mingzhang.write.printed import PrintedTable
from mingzhang.write.prints import prints_of


def with_tails(tables: Sequence[PrintedTable]) -> set[str]:
    """The forms of the tables in which some relation holds only because the figures are rounded."""
    system = generate(prints_of(tables))
    return {
        tables[relation.tables[0]].form
        for relation in system.relations
        if relation.inner and relation.sense == "=" and total_range(system.figures, relation.terms).printed
    }
