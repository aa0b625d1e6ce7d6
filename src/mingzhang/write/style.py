"""How the tables of an office look, as far as the edition leaves it open."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableStyle:
    """How one office prints its tables.

    `code_columns` is 1 or 3, or 0 for what the edition says; `own_digits` leaves the digits of the levels above out
    of the three columns; `total_in_heading` puts 合计 into the row of 类 款 项, `total_flipped` to the other end of the
    table than the edition has it; `spaced` justifies short labels with spaces; `name_width` is in characters;
    `empty_manner` says in which words an empty table explains itself.
    """

    unit: str = "万元"
    decimals: int = 2
    thousands: bool = True
    code_columns: int = 0
    own_digits: bool = False
    total_in_heading: bool = False
    total_flipped: bool = False
    optional_totals: bool = False
    numbered_titles: bool = True
    spaced: bool = False
    indent: bool = True
    name_width: int = 12
    empty_manner: int = 0
