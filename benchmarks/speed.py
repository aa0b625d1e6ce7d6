"""Read and check speed side by side with pdfplumber's table extraction, warm, in one process on one core.

Run: python -m benchmarks.speed FILE.pdf… [--rounds N]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
from rich.console import Console
from rich.table import Table as Grid

from mingzhang.check import check
from mingzhang.read import read_bytes, read_file


def _pdfplumber(path: Path) -> None:
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_tables()


def _median(work: Callable[[], object], rounds: int) -> float:
    work()
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def cold_help(rounds: int) -> float:
    """Seconds of `mingzhang --help` as a fresh process."""
    command = [sys.executable, "-m", "mingzhang.cli", "--help"]
    return _median(lambda: subprocess.run(command, check=True, capture_output=True), rounds)


def main() -> None:
    """Print one row per file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    grid = Grid(
        "file", "pages", "read s", "check s", "read+check pages/s", "pdfplumber s", "ratio", title="speed, medians"
    )
    for path in arguments.files:
        data = path.read_bytes()
        disclosure = read_file(path)
        reading = _median(lambda data=data, path=path: read_bytes(data, path.name), arguments.rounds)
        checking = _median(lambda disclosure=disclosure: check(disclosure), arguments.rounds)
        both = reading + checking
        other = (
            _median(lambda path=path: _pdfplumber(path), max(arguments.rounds // 2, 1))
            if path.suffix == ".pdf"
            else 0.0
        )
        grid.add_row(
            path.name,
            str(disclosure.pages),
            f"{reading:.3f}",
            f"{checking:.3f}",
            f"{disclosure.pages / both:.0f}",
            f"{other:.2f}" if other else "–",
            f"{other / both:.1f} ×" if other else "–",
        )
    console = Console(width=120)
    console.print(grid)
    console.print(f"mingzhang --help, cold: {cold_help(arguments.rounds):.3f} s")


if __name__ == "__main__":
    main()
