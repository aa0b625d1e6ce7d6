"""`python -m benchmarks.generator --out DIR --count 60`: write disclosures with their truth."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from itertools import cycle, islice, product
from pathlib import Path

from benchmarks.generator.document import make_document
from benchmarks.generator.producers.program import Missing
from benchmarks.generator.score import truth
from benchmarks.generator.style import style_of
from benchmarks.round_trip import PRODUCERS
from mingzhang.forms import editions
from mingzhang.write.printed import Document

COLUMNS = ("table", "row_key", "row_name", "column", "value", "unit")


def write_truth(document: Document, path: Path) -> None:
    """The truth as CSV, in the convention of the public transcriptions."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([getattr(row, column) for column in COLUMNS] for row in truth(document))


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the documents, going round the producers and editions."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generator", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--count", type=int, default=60, help="how many documents")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    manners = list(product(PRODUCERS, editions()))
    missing: set[str] = set()
    for number, (producer, edition) in enumerate(islice(cycle(manners), options.count)):
        if producer in missing:
            continue
        seed = options.seed + number // len(manners)
        style = style_of(seed)
        document = make_document(editions()[edition], seed, style)
        write, ending = PRODUCERS[producer]
        name = f"{producer}-{edition}-{seed}"
        try:
            (options.out / f"{name}.{ending}").write_bytes(write(document, style))
        except Missing as problem:
            missing.add(producer)
            print(f"{producer}: left out, {problem}")
            continue
        write_truth(document, options.out / f"{name}.cells.csv")


if __name__ == "__main__":
    main()
