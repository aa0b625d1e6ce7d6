"""Which printed tables have sums that differ in the last digit from the sums of their printed parts."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.amount import parse_amount
from mingzhang.model import Place, Print, Table
from mingzhang.relations.generate import generate
from mingzhang.relations.system import total_range
from mingzhang.write.printed import PrintedTable


def with_tails(tables: Sequence[PrintedTable]) -> set[str]:
    """The forms of the tables in which some relation holds only because the figures are rounded."""
    system = generate([_printed(table) for table in tables])
    return {
        tables[relation.tables[0]].form
        for relation in system.relations
        if relation.inner and relation.sense == "=" and total_range(system.figures, relation.terms).printed
    }


def _printed(table: PrintedTable) -> Table:
    """The table as a reader would have it, as far as relations ask."""
    place = Place(table=table.form)
    prints = [
        Print(cell.key, cell.text, parse_amount(cell.text, cell.unit), place, cell.name[0], cell.row_name, cell.name[1])
        for row in table.body
        for cell in row
        if cell.key is not None
    ]
    return Table(table.form, table.title, prints, [], place, table.unit)
