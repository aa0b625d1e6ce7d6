"""Slips in the self-evaluation forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

from benchmarks.slips.planted import (
    InForm,
    NoRoom,
    Original,
    Slip,
    forms,
    number_of,
    with_blocks,
    with_cells,
    wrong_digit,
)
from mingzhang.write.printed import Cell, PrintedTable

_ROUNDING = "改后的得分仍在各项得分四舍五入的范围内"


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
    unseen = _ROUNDING if abs(number_of(wrong) - number_of(cell.text)) <= _tolerance(form) else ""
    return Slip("form score", new, (InForm(form.title, cell.name[0]),), wrong, cell.text, unseen)


def _tolerance(form: PrintedTable) -> Decimal:
    """By how much the total may differ from the sum of the scores, each rounded to its printed decimals."""
    scores = [cell.text for *_, cell in _cells(form, "得分") if "." in cell.text]
    return sum((Decimal(1).scaleb(-len(text.partition(".")[2])) / 2 for text in scores[1:]), Decimal(0))


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
