"""Make the book in examples/bureau: a fictitious bureau whose accounts consolidate to given printed figures.

Needs ../shared/gold beside the project; run it from the project's root as `python -m examples.make_bureau`. What it
writes is committed, so that nobody else has to run it. Same input, same files.
"""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

from examples.bureau_maker.claims import Figures, stated, write
from examples.bureau_maker.last_year import last_year, rows_of, surrendered
from examples.bureau_maker.ledger import vouchers_of
from examples.bureau_maker.plan import load_plan
from examples.bureau_maker.sheets import Sheets, sheets_of, write_book
from examples.bureau_maker.solve import Name, cube_of, solve
from mingzhang.compile.cube import Cube
from mingzhang.model import FactKey

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "gold"
CELLS = GOLD / "datong-gxj-2023.cells.csv"
NARRATIVE = GOLD / "datong-gxj-2023.narrative.csv"
BOOK = ROOT / "examples" / "bureau"
PRINTED = ROOT / "examples" / "bureau_printed"


def printed_cells() -> list[dict[str, str]]:
    """The figures that the book must print, as they are given."""
    with CELLS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def make(book: Path = BOOK, printed: Path = PRINTED) -> None:
    """Solve, write the book, and write to another folder what it must print and what a text can say of it."""
    cells = printed_cells()
    wanted: dict[Name, str] = {
        (row["table"], row["row_key"], row["column"]): row["value"]
        for row in cells
        # A budget is what was planned, not what the ledger adds up to; it is entered as such.
        if row["unit"] == "万元" and row["row_key"] != "预算数"
    }
    lines = solve(load_plan(), wanted)
    cube = cube_of(lines)
    last = last_year(cube)
    sheets = sheets_of(lines, vouchers_of(lines), surrendered(cube, last), rows_of(last))
    write_book(sheets, book)
    printed.mkdir(exist_ok=True)
    write(stated(NARRATIVE, figures_of(cube, sheets)), printed / "claims.csv")
    with (printed / "cells.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(cells[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(cells)


def figures_of(cube: Cube, sheets: Sheets) -> Figures:
    """What a text can be written from: the cube with the budgets of the book, last year's figures, and the counts."""
    for row in sheets["budgets"]:
        at = {name: row[name] for name in ("stage", "fund", "function", "economic") if row.get(name)}
        cube.add(Decimal(row["amount"]), "expenditure", **at)
    last = {}
    for row in sheets["last_year"]:
        at = {name: row[name] for name in ("function", "kind", "economic") if row.get(name)}
        if row.get("source"):
            at["fund"] = row["source"]
        last[FactKey.of(row["measure"], at)] = Decimal(row["amount"])
    counts: Counter[str] = Counter()
    for row in sheets["statistics"]:
        counts[row["item"]] += int(row["count"])
    return Figures(cube, last, counts)


if __name__ == "__main__":
    make()
