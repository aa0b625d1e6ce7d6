"""Plant slips of twenty kinds in correct documents of three editions: how many are detected, and where first.

Run: python -m benchmarks.planted_slips [--kind KIND] [--count 100] [--seed 0] [--list] [--pdf 10]

The originals come from the generator with text and forms; as text dumps, a few per kind also as PDF. A slip that no
reader could see (a digit within the rounding of everything else, a figure that stands nowhere else) is counted apart.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from random import Random

from rich.console import Console
from rich.progress import track
from rich.table import Table as Grid

from benchmarks.generator.department import make_department
from benchmarks.generator.document import make_document
from benchmarks.generator.producers.text_dump import text_dump
from benchmarks.generator.producers.typst_pdf import typst_pdf
from benchmarks.generator.style import style_of
from benchmarks.slips import in_forms, in_tables, in_text
from benchmarks.slips.judge import Judgement, Writer, findings_of, judge, summary
from benchmarks.slips.planted import NoRoom, Original, Slip
from mingzhang.forms import editions
from mingzhang.read import read_bytes

PLANTERS: dict[str, Callable[[Original, Random], Slip]] = {
    **in_tables.PLANTERS, **in_text.PLANTERS, **in_forms.PLANTERS,
}  # fmt: skip
KINDS = (
    "table digit", "table transposition", "dropped digit", "×10⁴ unit", "sentence amount", "direction word",
    "growth rate", "share", "completion rate", "year", "figure from the neighbouring table", "row shifted by one",
    "column shifted by one", "swapped names", "lost row", "doubled paragraph", "blank slot", "form score", "form grade",
    "count of projects or vehicles",
)  # fmt: skip
"""The kinds in the order of the table."""
_PER_DOCUMENT = 2
"""Slips of one kind in one original."""


@dataclass(frozen=True, slots=True)
class Task:
    """The slips planted in one original: kind and how many of it."""

    edition: str
    seed: int
    kinds: tuple[tuple[str, int], ...]
    pdf: bool = False


def work(task: Task) -> tuple[list[str], list[Judgement]]:
    """Errors and warnings about the original, and what came of each slip."""
    edition, style = editions()[task.edition], style_of(task.seed)
    original = Original(make_document(edition, task.seed, style), make_department(edition, task.seed))
    write: Writer = typst_pdf if task.pdf else text_dump
    name = f"{task.edition}-{task.seed}.{'pdf' if task.pdf else 'txt'}"
    clean = findings_of(read_bytes(write(original.document, style), name))
    known = {finding.message for finding in clean}
    accused = [
        f"{name} {finding.level} {finding.rule} {finding.message}"
        for finding in clean
        if finding.level in ("error", "warning")
    ]
    judged = []
    for kind, count in task.kinds:
        chance = Random(f"{kind} {task.edition} {task.seed}")
        for _ in range(count):
            try:
                slip = PLANTERS[kind](original, chance)
            except NoRoom:
                continue
            judged.append(judge(slip, original, style, write, name, known))
    return accused, judged


def tasks(kinds: Sequence[str], count: int, seed: int, *, pdf: bool = False) -> list[Task]:
    """`count` slips of each kind spread over documents of all editions."""
    names = list(editions())
    made = []
    number = 0
    while count - number * _PER_DOCUMENT > 0:
        size = min(_PER_DOCUMENT, count - number * _PER_DOCUMENT)
        own = tuple((kind, size) for kind in kinds)
        made.append(Task(names[number % len(names)], seed + number // len(names), own, pdf))
        number += 1
    return made


def run(work_list: Sequence[Task], processes: int) -> tuple[list[str], list[Judgement]]:
    """All tasks, in several processes; the order does not depend on their number."""
    accused: list[str] = []
    judged: list[Judgement] = []
    with ProcessPoolExecutor(processes) as pool:
        console = Console(stderr=True)
        for found, results in track(
            pool.map(work, work_list), total=len(work_list), description="slips", transient=True, console=console
        ):
            accused += found
            judged += results
    return accused, judged


def show(console: Console, title: str, judged: Iterable[Judgement]) -> bool:
    """One row per kind, with the rates of each edition; whether every kind reaches what it should."""
    by_kind: defaultdict[str, list[Judgement]] = defaultdict(list)
    for item in judged:
        by_kind[item.kind].append(item)
    names = list(editions())
    heads = (
        "kind",
        "planted",
        "could be seen",
        "detected",
        "right first",
        *(f"{name} detected/first" for name in names),
    )
    grid = Grid(*heads, title=title)
    good = True
    rows = [(kind, by_kind[kind]) for kind in KINDS if by_kind[kind]]
    for kind, items in [*rows, ("all", [item for _, found in rows for item in found])]:
        planted, seen, detected, first = summary(items)
        good &= seen == 0 or (detected >= 0.97 * seen and first >= 0.9 * seen)
        parts = [summary([item for item in items if item.edition == name]) for name in names]
        rates = [f"{_rate(d, s)} / {_rate(f, s)}" for _, s, d, f in parts]
        grid.add_row(kind, str(planted), str(seen), _rate(detected, seen), _rate(first, seen), *rates)
    console.print(grid)
    return good


def _rate(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def show_lists(console: Console, judged: Iterable[Judgement]) -> None:
    """The slips nobody could see with the reason, those missed, and those explained in the wrong place."""
    for title, wanted in (
        ("unseen", lambda item: item.unseen), ("missed", lambda item: not item.unseen and not item.detected),
        ("wrong place first", lambda item: not item.unseen and item.detected and not item.first),
    ):  # fmt: skip
        console.print(f"\n{title}")
        for item in sorted(filter(wanted, judged), key=lambda item: KINDS.index(item.kind)):
            said = item.unseen or item.rule
            line = f"  {item.kind} | {item.document} | {item.where} | {item.right} → {item.printed} | {said}"
            console.print(line, highlight=False, soft_wrap=True, markup=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit status says whether the clean originals are clean and every kind is found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planted_slips", description=__doc__)
    parser.add_argument("--kind", choices=KINDS, action="append", help="only this kind (may be repeated)")
    parser.add_argument("--count", type=int, default=100, help="slips of each kind")
    parser.add_argument("--seed", type=int, default=0, help="the first seed of the originals")
    parser.add_argument("--pdf", type=int, default=0, metavar="N", help="as many of each kind as PDF, too")
    parser.add_argument("--list", action="store_true", help="list what was unseen, missed or explained elsewhere")
    parser.add_argument("--processes", type=int, default=min(2, os.cpu_count() or 1))
    options = parser.parse_args(arguments)
    kinds = options.kind or KINDS
    console = Console(width=170)
    good = True
    for name, count, pdf in (("text dumps", options.count, False), ("PDF", options.pdf, True)):
        if not count:
            continue
        accused, judged = run(tasks(kinds, count, options.seed, pdf=pdf), options.processes)
        good &= show(console, f"planted slips, {name}", judged) and not accused
        console.print(f"errors and warnings on the clean originals: {len(accused)}")
        for line in accused:
            console.print(f"  {line}", highlight=False, soft_wrap=True, markup=False)
        if options.list:
            show_lists(console, judged)
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
