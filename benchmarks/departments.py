"""Compile generated departments and hold every file against the ledger.

Run: python -m benchmarks.departments [--count 200] [--formats txt,json,docx,xlsx,pdf] [--recalculate] [--list]

For each department: the book has no problem, its own check finds nothing, each format read back gives every printed
cell, the ledger re-added without the product agrees, and with additive rounding every relation of the printed tables
holds to the last digit while no figure moves by more than one. `--recalculate` also lets LibreOffice recalculate the
workbooks' formulas.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from rich.console import Console
from rich.table import Table as Shown

from benchmarks.books import readd
from benchmarks.books.make import make_book
from benchmarks.books.sheets import write_folder
from benchmarks.generator.score import Truth, cells, score, truth
from benchmarks.recalculate import errors, formulas, recalculated
from mingzhang.check import check
from mingzhang.compile.book import read_book
from mingzhang.compile.consolidate import department_year
from mingzhang.compile.validation import validate
from mingzhang.compile.year import OfficeYear
from mingzhang.forms import Edition, editions
from mingzhang.read import read_bytes
from mingzhang.relations.generate import generate
from mingzhang.report.cells_csv import cells_csv
from mingzhang.write.explanation import FORM, TOLD, amounts_told, missing_reasons
from mingzhang.write.layout import disclosure_of
from mingzhang.write.prints import prints_of
from mingzhang.write.publication import publication
from mingzhang.write.publish import FORMATS, Publication, files_of
from mingzhang.write.rounding import additive
from mingzhang.write.style import TableStyle
from mingzhang.write.tables import print_tables

MAIN = {"txt", "json", "docx", "xlsx", "pdf"}


@dataclass(slots=True)
class Result:
    """What came of one department; `faults` are lines that should not be there, by what was looked at."""

    seed: int
    edition: str
    units: int
    printed: int = 0
    seconds: float = 0.0
    readded: int = 0
    moved: int = 0
    proven: bool = True
    formulas: int = 0
    faults: dict[str, list[str]] = field(default_factory=dict)

    def fault(self, what: str, lines: Sequence[str]) -> None:
        """Note lines under a heading, if there are any."""
        if lines:
            self.faults.setdefault(what, []).extend(lines)


def department(seed: int, formats: tuple[str, ...], recalculate: bool) -> Result:
    """One department from a seed."""
    edition = list(editions().values())[seed % len(editions())]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_folder(make_book(seed, edition), folder)
        book, problems = read_book(folder)
        result = Result(seed, edition.name, len(book.rows["units"]))
        result.fault("book", [str(problem) for problem in [*problems, *validate(book)]])
        started = time.perf_counter()
        year = department_year(book, edition.grades)
        result.fault("reasons", [missing.message for missing in missing_reasons(edition, year)])
        document = publication(edition, year)
        made = Publication(year, document, disclosure_of(document))
        files, _ = files_of(made, formats)
        result.seconds = time.perf_counter() - started
        found = [one for one in check(made.disclosure).findings if one.level in ("error", "warning")]
        result.fault("check", [f"{one.rule} {one.message}" for one in found])
        wanted = truth(document)
        result.printed = len(wanted)
        for path, data in files.items():
            # The page of pictures holds no table.
            if Path(path).stem == made.stem and Path(path).suffix[1:] in MAIN:
                read = read_bytes(data, path)
                result.fault(Path(path).suffix[1:], score(wanted, cells(read)).differences)
        rows = csv.DictReader(io.StringIO(cells_csv(made.disclosure)))
        result.readded, different = readd.compare(readd.readd(folder, ""), rows)
        result.fault("ledger", [str(line) for line in different])
        _round(result, edition, year)
        if recalculate:
            _recalculate(result, files, wanted, folder)
    return result


def _round(result: Result, edition: Edition, year: OfficeYear) -> None:
    """Additive rounding of tables and of what only sentences state; the document printed so must pass the check."""
    plain = print_tables(edition, year.cube, TableStyle())
    found = additive([*plain, amounts_told(year.cube, plain)], more={TOLD: FORM})
    result.moved, result.proven = len(found.cells), found.optimal
    far = [cell for cell in found.cells if abs(cell.printed - cell.rounded) > Decimal("0.01")]
    result.fault("moved too far", [f"{cell.table} {cell.row} {cell.column}" for cell in far])
    system = generate(prints_of(print_tables(edition, year.cube, TableStyle(), found.adjusted)))
    for relation in system.relations:
        total = sum(sign * system.figures[at].value for sign, at in relation.terms)
        if total > 0 or (total and relation.sense == "="):
            result.fault("additive", [f"{relation.rule} {relation.node}"])
    rounded = publication(edition, replace(year, adjusted=found.adjusted))
    loud = [one for one in check(disclosure_of(rounded)).findings if one.level in ("error", "warning")]
    result.fault("check of the additive", [f"{one.rule} {one.message}" for one in loud])


def _recalculate(result: Result, files: dict[str, bytes], wanted: list[Truth], folder: Path) -> None:
    """Let LibreOffice work out each workbook anew; it must show what was printed, and no error."""
    for path, data in files.items():
        if path.endswith("决算.xlsx"):
            again = recalculated(data, folder)
            result.formulas += formulas(data)
            result.fault("formulas", score(wanted, cells(read_bytes(again, path))).differences)
            result.fault("formulas", errors(again))


def run(seeds: Sequence[int], formats: tuple[str, ...], recalculate: bool, processes: int) -> Iterator[Result]:
    """The departments of some seeds, in order."""
    if processes == 1:
        yield from (department(seed, formats, recalculate) for seed in seeds)
        return
    with ProcessPoolExecutor(processes) as pool:
        tasks = [pool.submit(department, seed, formats, recalculate) for seed in seeds]
        yield from (task.result() for task in tasks)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 0 where no department has a fault."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.departments", description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--formats", default=",".join(FORMATS))
    parser.add_argument("--recalculate", action="store_true")
    parser.add_argument("--list", action="store_true", help="list the faults")
    parser.add_argument("--processes", type=int, default=min(2, os.cpu_count() or 1))
    options = parser.parse_args(arguments)
    formats = tuple(options.formats.split(","))
    seeds = range(options.seed, options.seed + options.count)
    results = list(run(seeds, formats, options.recalculate, options.processes))
    console = Console(width=120)
    table = Shown("measured", "value")
    table.add_row("departments, units", f"{len(results)}, {sum(r.units for r in results)}")
    table.add_row("printed cells, each read back from every format", f"{sum(r.printed for r in results):,}")
    table.add_row("cells re-added from the ledger", f"{sum(r.readded for r in results):,}")
    table.add_row("cells moved by additive rounding", f"{sum(r.moved for r in results):,}")
    table.add_row("proven the fewest", f"{sum(r.proven for r in results)} of {len(results)}")
    table.add_row("formulas recalculated", f"{sum(r.formulas for r in results):,}")
    table.add_row("departments with a fault", str(sum(bool(r.faults) for r in results)))
    for what in sorted({what for r in results for what in r.faults}):
        table.add_row(f"faults: {what}", str(sum(len(r.faults.get(what, ())) for r in results)))
    times = sorted(result.seconds for result in results)
    table.add_row("seconds for the files of one, median and most", f"{times[len(times) // 2]:.2f}, {times[-1]:.2f}")
    console.print(table)
    for result in results if options.list else ():
        for what, lines in result.faults.items():
            for line in lines[:5]:
                console.print(f"{result.seed} {result.edition} {what}: {line}", highlight=False, markup=False)
    return int(any(result.faults for result in results))


if __name__ == "__main__":
    sys.exit(main())
