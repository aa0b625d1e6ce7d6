"""Slips in the self-evaluation forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from benchmarks.generator.printed import Cell, PrintedTable
from benchmarks.slips.planted import InForm, NoRoom, Original, Slip, forms, with_blocks, with_cells, wrong_digit


def _cells(form: PrintedTable, column: str) -> list[tuple[int, int, Cell]]:
    return [
        (r, c, cell)
        for r, row in enumerate(form.body)
        for c, cell in enumerate(row)
        if cell.name[1] == column and cell.text
    ]


def wrong_score(original: Original, chance: Random) -> Slip:
    """A digit of a score, now and then of the total."""
    if not forms(original.document):
        raise NoRoom
    at, form = chance.choice(forms(original.document))
    column = "总分" if chance.random() < 0.15 else "得分"
    r, c, cell = chance.choice(_cells(form, column))
    wrong = wrong_digit(cell.text, chance)
    new = with_blocks(original.document, {at: with_cells(form, {(r, c): replace(cell, text=wrong)})})
    return Slip("form score", new, (InForm(form.title, cell.name[0]),), wrong, cell.text)


def wrong_grade(original: Original, chance: Random) -> Slip:
    """Another grade than the score earns."""
    if not forms(original.document):
        raise NoRoom
    at, form = chance.choice(forms(original.document))
    [(r, c, cell)] = _cells(form, "等级")
    wrong = chance.choice([grade for grade in original.department.grades if grade != cell.text])
    new = with_blocks(original.document, {at: with_cells(form, {(r, c): replace(cell, text=wrong)})})
    return Slip("form grade", new, (InForm(form.title, "等级"),), wrong, cell.text)


PLANTERS: dict[str, Callable[[Original, Random], Slip]] = {"form score": wrong_score, "form grade": wrong_grade}
