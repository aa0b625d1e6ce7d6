"""Plant one wrong digit in every cell in turn: how many are detected, explained uniquely, and right first.

Run: python -m benchmarks.planted_digits FILE… [--seeds N] [--leading] [--list]
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table as Grid

from benchmarks.oracle import feasible
from mingzhang.amount import parse_amount
from mingzhang.model import Disclosure, Print
from mingzhang.read import read_file
from mingzhang.relations.generate import generate
from mingzhang.relations.joint import conflict
from mingzhang.relations.locate import diagnose


def wrong_digit(text: str, chance: random.Random, leading: bool = False) -> str:
    """The text with one digit changed, any or the first; a leading digit does not become a zero."""
    digits = [at for at, character in enumerate(text) if character.isdigit()]
    at = digits[0] if leading else chance.choice(digits)
    choices = [d for d in "0123456789" if d != text[at]]
    if at == digits[0] and len(digits) > 1 and text[at + 1 : at + 2] not in (".", ""):
        choices.remove("0") if "0" in choices else None
    return text[:at] + chance.choice(choices) + text[at + 1 :]


def plant(disclosure: Disclosure, chance: random.Random, leading: bool) -> tuple[Counter[str], list[str]]:
    """Counts over all cells, and the cells in which the slip could not be seen."""
    counts: Counter[str] = Counter()
    unseen: list[str] = []
    cells = [(t, at) for t in disclosure.tables for at, item in enumerate(t.prints) if item.amount is not None]
    for table, at in track(cells, description=disclosure.source, transient=True):
        item = table.prints[at]
        text = wrong_digit(item.text, chance, leading)
        assert item.amount is not None
        table.prints[at] = replace(item, text=text, amount=parse_amount(text, item.amount.unit))
        _judge(disclosure, table.prints[at], item, counts, unseen)
        table.prints[at] = item
    return counts, unseen


def _judge(disclosure: Disclosure, planted: Print, item: Print, counts: Counter[str], unseen: list[str]) -> None:
    system = generate(disclosure.tables)
    diagnoses = diagnose(system)
    detected = bool(diagnoses) or bool(conflict(system))
    possible = feasible(system)
    counts["cells"] += 1
    counts["infeasible"] += not possible
    counts["detected"] += detected
    counts["missed"] += detected is False and not possible
    if not detected:
        unseen.append(f"{item.place.table} {item.row_key} {item.column}: {item.text} → {planted.text}")
    own = next(figure.index for figure in system.figures if figure.print is planted)
    assert item.amount is not None
    for diagnosis in diagnoses:
        right = [any(culprit.figure == own for culprit in culprits) for culprits in diagnosis.explanations]
        if any(right):
            counts["named"] += 1
            counts["unique"] += len(right) == 1
            counts["first"] += right[0]
            repaired = next((c.value for c in diagnosis.explanations[right.index(True)] if c.figure == own), 0)
            counts["value"] += right[0] and system.amount(repaired) == item.amount.base


def main() -> None:
    """Print one table row per file and seed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--list", action="store_true", help="list the cells in which nothing could be seen")
    parser.add_argument("--leading", action="store_true", help="change the first digit instead of any")
    arguments = parser.parse_args()
    console = Console(width=140)
    grid = Grid(
        "file",
        "seed",
        "cells",
        "LP infeasible",
        "detected",
        "missed",
        "named",
        "unique",
        "right first",
        "right value",
        "seconds",
    )
    listed: list[str] = []
    for path in arguments.files:
        disclosure = read_file(path)
        for seed in range(arguments.seeds):
            began = time.perf_counter()
            counts, unseen = plant(disclosure, random.Random(seed), arguments.leading)
            names = ("cells", "infeasible", "detected", "missed", "named", "unique", "first", "value")
            grid.add_row(
                path.name[:28], str(seed), *(str(counts[name]) for name in names), f"{time.perf_counter() - began:.0f}"
            )
            listed += [f"{path.name} seed {seed}: {line}" for line in unseen]
    console.print(grid)
    if arguments.list:
        console.print("\n".join(listed), highlight=False)


if __name__ == "__main__":
    main()
