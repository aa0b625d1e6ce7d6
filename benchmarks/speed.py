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
from mingzhang.read import read_bytes


def _pdfplumber(path: Path) -> None:
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_tables()


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def cold_help(rounds: int) -> float:
    """Seconds of `mingzhang --help` as a fresh process."""
    command = [sys.executable, "-m", "mingzhang.cli", "--help"]
    return statistics.median(
        _timed(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(rounds)
    )


def measure(path: Path, rounds: int) -> tuple[str, ...]:
    """One row: our reading and checking and pdfplumber's tables in turn, so that a drift of the machine hits both."""
    data = path.read_bytes()
    disclosure = read_bytes(data, path.name)
    check(disclosure)
    reading, checking, others, ratios = [], [], [], []
    for _ in range(rounds):
        reading.append(_timed(lambda: read_bytes(data, path.name)))
        checking.append(_timed(lambda: check(disclosure)))
        if path.suffix == ".pdf":
            others.append(_timed(lambda: _pdfplumber(path)))
            ratios.append(others[-1] / (reading[-1] + checking[-1]))
    read, judge = statistics.median(reading), statistics.median(checking)
    return (
        path.name,
        str(disclosure.pages),
        f"{read:.3f}",
        f"{judge:.3f}",
        f"{disclosure.pages / (read + judge):.0f}",
        f"{statistics.median(others):.2f}" if others else "–",
        f"{statistics.median(ratios):.1f} × ({min(ratios):.1f}–{max(ratios):.1f})" if ratios else "–",
    )


def main() -> None:
    """Print one row per file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    grid = Grid("file", "pages", "read s", "check s", "read+check pages/s", "pdfplumber s", "ratio", title="medians")
    for path in arguments.files:
        grid.add_row(*measure(path, arguments.rounds))
    console = Console(width=130)
    console.print(grid)
    console.print(f"mingzhang --help, cold: {cold_help(arguments.rounds):.3f} s")


if __name__ == "__main__":
    main()
