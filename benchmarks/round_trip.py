"""Print disclosures of known truth with every producer in every edition's manner, read them back, and compare cells.

`python -m benchmarks.round_trip` prints a table: recall and precision of the cells, errors reported on the clean
documents, and the time. A producer whose program is not installed is left out with a line that says so.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchmarks.generator.document import make_document
from benchmarks.generator.producers.chromium_pdf import chromium_pdf
from benchmarks.generator.producers.docx_pdf import docx_pdf
from benchmarks.generator.producers.program import Missing
from benchmarks.generator.producers.text_dump import text_dump
from benchmarks.generator.producers.typst_pdf import typst_pdf
from benchmarks.generator.producers.xlsx_pdf import xlsx_pdf
from benchmarks.generator.score import Score, cells, score, truth
from benchmarks.generator.style import Style, style_of
from mingzhang.check import check
from mingzhang.forms import editions
from mingzhang.read import Unreadable, read_bytes
from mingzhang.write.printed import Document

PRODUCERS: dict[str, tuple[Callable[[Document, Style], bytes], str]] = {
    "typst": (typst_pdf, "pdf"),
    "docx": (docx_pdf, "pdf"),
    "xlsx": (xlsx_pdf, "pdf"),
    "chromium": (chromium_pdf, "pdf"),
    "text": (text_dump, "txt"),
}


@dataclass(slots=True)
class Row:
    """What was measured of one producer and edition."""

    documents: int = 0
    score: Score = field(default_factory=Score)
    errors: int = 0
    doubts: int = 0
    written: float = 0.0
    read: float = 0.0


def round_trip(producer: str, edition: str, seed: int) -> tuple[str, Row]:
    """Print, read and compare one document; gives its name and what was measured."""
    write, ending = PRODUCERS[producer]
    style = style_of(seed)
    document = make_document(editions()[edition], seed, style)
    started = time.perf_counter()
    data = write(document, style)
    written = time.perf_counter()
    name = f"{producer}-{edition}-{seed}.{ending}"
    try:
        disclosure = read_bytes(data, name)
    except Unreadable as problem:
        return name, Row(1, Score(expected=len(truth(document)), differences=[str(problem)]), written=written - started)
    done = time.perf_counter()
    errors = [finding for finding in check(disclosure).findings if finding.level == "error"]
    result = score(truth(document), cells(disclosure))
    result.differences.extend(f"误报 {finding.message}" for finding in errors)
    doubts = sum(len(table.doubts) for table in disclosure.tables)
    return name, Row(1, result, len(errors), doubts, written - started, done - written)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit status says whether every cell was read exactly and no error reported."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=4, help="documents for each producer and edition")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--producer", choices=[*PRODUCERS], action="append", help="only this producer")
    options = parser.parse_args(arguments)
    table: defaultdict[tuple[str, str], Row] = defaultdict(Row)
    for producer in options.producer or PRODUCERS:
        try:
            for edition in editions():
                for seed in range(options.first, options.first + options.seeds):
                    name, row = round_trip(producer, edition, seed)
                    _add(table[producer, edition], row)
                    for line in row.score.differences[:8]:
                        print(f"  {name}: {line}", flush=True)
        except Missing as problem:
            print(f"{producer}: left out, {problem}")
    _print(table)
    return int(any(row.score.differences or row.errors for row in table.values()))


def _add(total: Row, row: Row) -> None:
    total.documents += row.documents
    total.score = total.score + row.score
    total.errors += row.errors
    total.doubts += row.doubts
    total.written += row.written
    total.read += row.read


def _print(table: dict[tuple[str, str], Row]) -> None:
    heads = (
        "producer",
        "edition",
        "documents",
        "cells",
        "recall",
        "precision",
        "false errors",
        "doubts",
        "s print",
        "s read",
    )
    print(f"| {' | '.join(heads)} |")
    print("|---" * len(heads) + "|")
    whole = Row()
    for (producer, edition), row in table.items():
        _add(whole, row)
        print(_line(producer, edition, row))
    print(_line("all", "", whole))


def _line(producer: str, edition: str, row: Row) -> str:
    count = max(row.documents, 1)
    rates = f"{row.score.recall:.4f} | {row.score.precision:.4f}"
    times = f"{row.written / count:.2f} | {row.read / count:.2f}"
    counts = f"{row.documents} | {row.score.expected}"
    return f"| {producer} | {edition} | {counts} | {rates} | {row.errors} | {row.doubts} | {times} |"


if __name__ == "__main__":
    sys.exit(main())
