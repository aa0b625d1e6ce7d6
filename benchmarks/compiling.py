"""Time and memory of compiling, side by side in one run.

Run: python -m benchmarks.compiling [--book FOLDER] [--units 9] [--entries 250000 500000 1000000]

The whole set of files of one department is made several times in one process, each format timed by itself; a ledger of
so many entries is compiled in processes of their own, with the time of each and the most memory it took.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from rich.console import Console
from rich.table import Table as Shown

from benchmarks.books import big
from mingzhang.check import check
from mingzhang.compile.book import read_book
from mingzhang.compile.consolidate import department_year
from mingzhang.compile.validation import validate
from mingzhang.forms import editions
from mingzhang.write.layout import disclosure_of
from mingzhang.write.publication import publication
from mingzhang.write.publish import FORMATS, Publication, files_of

_RUNS = 5


def steps(book: Path) -> tuple[dict[str, list[float]], int, bool]:
    """The seconds of each step in each run, the pages of the PDF, and whether all runs wrote the same bytes."""
    times: defaultdict[str, list[float]] = defaultdict(list)
    written: set[bytes] = set()
    pages = 0
    for _ in range(_RUNS):
        clock = _Clock(times)
        read, problems = read_book(book)
        problems = problems or validate(read)
        clock("book")
        edition = editions()[read.profile.items["edition"]]
        year = department_year(read, edition.grades)
        document = publication(edition, year)
        made = Publication(year, document, disclosure_of(document))
        clock("figures and text")
        check(made.disclosure)
        clock("check")
        files: dict[str, bytes] = {}
        for name in FORMATS:
            files |= files_of(made, (name,))[0]
            clock(name)
        written.add(b"".join(files[path] for path in sorted(files)))
        pages = next(len(pypdfium2.PdfDocument(data)) for path, data in files.items() if path.endswith("决算.pdf"))
    return times, pages, len(written) == 1


class _Clock:
    def __init__(self, times: defaultdict[str, list[float]]) -> None:
        self.times, self.last = times, time.perf_counter()

    def __call__(self, name: str) -> None:
        now = time.perf_counter()
        self.times[name].append(now - self.last)
        self.last = now


def ledger(entries: int, units: int, folder: Path) -> tuple[float, int]:
    """Seconds and megabytes of compiling a ledger of so many entries with the command line."""
    book = folder / f"book-{entries}"
    big.main([str(book), "--units", str(units), "--entries", str(entries)])
    command = [sys.executable, "-m", "mingzhang", "compile", str(book), "--out", str(folder / f"out-{entries}")]
    probe = (
        "import resource,subprocess,sys;"
        "code=subprocess.run(sys.argv[1:],stderr=subprocess.DEVNULL).returncode;"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss);sys.exit(code)"
    )
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", probe, *command], capture_output=True, text=True, check=True)
    return time.perf_counter() - started, int(done.stdout) // 1024


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compiling", description=__doc__)
    parser.add_argument("--book", type=Path, default=Path("examples/bureau"))
    parser.add_argument("--units", type=int, default=40, help="units of the large ledger")
    parser.add_argument("--entries", type=int, nargs="*", default=[250_000, 500_000, 1_000_000])
    options = parser.parse_args(arguments)
    console = Console(width=110)
    times, pages, same = steps(options.book)
    table = Shown("step", "first s", "median s of the others", "share")
    warm = {name: sorted(runs[1:])[len(runs[1:]) // 2] for name, runs in times.items()}
    total = sum(warm.values())
    for name, runs in times.items():
        table.add_row(name, f"{runs[0]:.2f}", f"{warm[name]:.2f}", f"{100 * warm[name] / total:.0f} %")
    table.add_row("all", f"{sum(runs[0] for runs in times.values()):.2f}", f"{total:.2f}", "")
    console.print(table)
    console.print(f"{options.book}: {pages} pages; {_RUNS} runs wrote {'the same' if same else 'DIFFERENT'} bytes")
    if options.entries:
        sizes = Shown("entries", "seconds", "seconds per 100,000", "MB")
        with tempfile.TemporaryDirectory() as folder:
            for entries in options.entries:
                seconds, memory = ledger(entries, options.units, Path(folder))
                sizes.add_row(f"{entries:,}", f"{seconds:.1f}", f"{seconds * 100_000 / entries:.2f}", str(memory))
        console.print(sizes)
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
