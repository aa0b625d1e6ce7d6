"""Totals as formulas of a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.write.printed import PrintedTable, placed
from mingzhang.write.totals import Spot, Total, decimals_of, exact_value

_DECIMALS = 6
"""元 and 分 in 万元: rounding to so many decimals takes away what binary fractions leave, and nothing else."""
_MOST_TERMS = 200
_LONGEST = 8000


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where figures stand: the names of the sheets, and for each the sheet's row of each row of the table's body."""

    names: Sequence[str]
    rows: Sequence[Sequence[int]]

    def cell(self, spot: Spot) -> str:
        """A cell as formulas of its own sheet name it."""
        return f"{_letters(spot.column)}{self.rows[spot.table][spot.row] + 1}"

    def elsewhere(self, spot: Spot) -> str:
        """A cell as formulas of other sheets name it."""
        name = self.names[spot.table].replace("'", "''")
        return f"'{name}'!{self.cell(spot)}"


def formulas(tables: Sequence[PrintedTable], totals: Mapping[Spot, Total], addresses: Addresses) -> dict[Spot, str]:
    """The formula of each total; one that programs could not hold is left out."""
    values = {
        Spot(number, row, column): exact_value(cell) or Decimal(0)
        for number, table in enumerate(tables)
        for row, column, cell in placed(table.body, len(table.widths))
        if cell.key is not None
    }
    made = {}
    for whole, total in totals.items():
        if total.parts[0].table != whole.table:
            made[whole] = f"={addresses.elsewhere(total.parts[0])}"
            continue
        decimals = max(decimals_of(values[part] for part in total.parts), _DECIMALS)
        terms = list(_ranges(total.parts, addresses))
        groups = [terms[at : at + _MOST_TERMS] for at in range(0, len(terms), _MOST_TERMS)]
        added = "+".join("SUM({})".format(",".join(group)) for group in groups)
        text = f"=ROUND({added},{decimals})"
        if len(text) <= _LONGEST:
            made[whole] = text
    return made


def _ranges(parts: Sequence[Spot], addresses: Addresses) -> Iterator[str]:
    """The parts as cells and ranges: neighbours above one another or beside one another become one range."""
    left = sorted(parts, key=lambda spot: (spot.column, spot.row))
    down = len({spot.column for spot in parts}) < len({spot.row for spot in parts})
    if not down:
        left.sort(key=lambda spot: (spot.row, spot.column))
    start = 0
    for at in range(1, len(left) + 1):
        if at < len(left) and _follows(left[at - 1], left[at], down, addresses):
            continue
        first, last = addresses.cell(left[start]), addresses.cell(left[at - 1])
        yield first if first == last else f"{first}:{last}"
        start = at


def _follows(one: Spot, next_one: Spot, down: bool, addresses: Addresses) -> bool:
    rows = addresses.rows[one.table]
    if down:
        return one.column == next_one.column and rows[next_one.row] == rows[one.row] + 1
    return one.row == next_one.row and next_one.column == one.column + 1


def _letters(column: int) -> str:
    """The letters of a column counted from 0."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
