"""Slips in the public tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from random import Random

from benchmarks.slips.planted import (
    InTable,
    NoRoom,
    Original,
    Slip,
    dropped,
    number_of,
    other_unit,
    public_tables,
    transposed,
    with_blocks,
    with_cells,
    wrong_digit,
)
from mingzhang.write.printed import Cell, PrintedTable

_CODED = ("GK02", "GK03", "GK05", "GK07", "GK08")


def _misprint(kind: str, spoil: Callable[[str, Random], str]) -> Callable[[Original, Random], Slip]:
    """A planter that prints another text in one cell."""

    def plant(original: Original, chance: Random) -> Slip:
        cells = [
            (at, table, r, c, cell)
            for at, table in public_tables(original.document)
            for r, row in enumerate(table.body)
            for c, cell in enumerate(row)
            if cell.figure and len(cell.text) > 2 and number_of(cell.text)
        ]
        for _ in range(50):
            at, table, r, c, cell = chance.choice(cells)
            try:
                wrong = spoil(cell.text, chance)
            except NoRoom:
                continue
            new = with_cells(table, {(r, c): replace(cell, text=wrong)})
            place = InTable(table.form, table.title, frozenset({cell.name[0]}), frozenset({cell.name[1]}))
            return Slip(kind, with_blocks(original.document, {at: new}), (place,), wrong, cell.text, None)
        raise NoRoom

    return plant


def _labels(row: list[Cell]) -> tuple[int, str] | None:
    """(number of the cell that prints the name, row key) of a row of a table with codes."""
    for number, cell in enumerate(row):
        if cell.figure and cell.name[0].isdigit() and number:
            return number - 1, cell.name[0]
    return None


def _coded(original: Original) -> list[tuple[int, PrintedTable]]:
    found = [(at, table) for at, table in public_tables(original.document) if table.form in _CODED]
    return [(at, table) for at, table in found if sum(_labels(row) is not None for row in table.body) > 3]


def shifted_rows(original: Original, chance: Random) -> Slip:
    """Some neighbouring values of a column one row too low."""
    for _ in range(50):
        at, table = chance.choice(public_tables(original.document))
        columns: dict[tuple[str, int], list[tuple[int, int, Cell]]] = {}
        for r, row in enumerate(table.body):
            for c, cell in enumerate(row):
                if cell.figure and cell.name[0]:
                    columns.setdefault((cell.name[1], c if table.form == "GK06" else len(row) - c), []).append(
                        (r, c, cell)
                    )
        runs = [cells for cells in columns.values() if len(cells) >= 4]
        if not runs:
            continue
        cells = chance.choice(runs)
        size = chance.randint(3, min(6, len(cells)))
        first = chance.randrange(len(cells) - size + 1)
        run = cells[first : first + size]
        texts = ["", *(cell.text for _, _, cell in run[:-1])]
        changed = {(r, c): (cell, text) for (r, c, cell), text in zip(run, texts, strict=True) if cell.text != text}
        if len([text for text in texts if text and number_of(text)]) < 2 or len(changed) < 2:
            continue
        new = with_cells(table, {spot: replace(cell, text=text) for spot, (cell, text) in changed.items()})
        rows = frozenset(cell.name[0] for cell, _ in changed.values())
        place = InTable(table.form, table.title, rows, frozenset({run[0][2].name[1]}))
        printed, right = "、".join(texts), "、".join(cell.text for _, _, cell in run)
        return Slip("row shifted by one", with_blocks(original.document, {at: new}), (place,), printed, right, None)
    raise NoRoom


def shifted_columns(original: Original, chance: Random) -> Slip:
    """The values of a row one column too far to the right."""
    for _ in range(50):
        at, table = chance.choice(_coded(original))
        r, row = chance.choice(list(enumerate(table.body)))
        cells = [(c, cell) for c, cell in enumerate(row) if cell.figure and cell.name[0]]
        texts = ["", *(cell.text for _, cell in cells[:-1])]
        changed = {(r, c): (cell, text) for (c, cell), text in zip(cells, texts, strict=False) if cell.text != text}
        if len(cells) < 2 or not any(text and number_of(text) for text in texts) or len(changed) < 2:
            continue
        new = with_cells(table, {spot: replace(cell, text=text) for spot, (cell, text) in changed.items()})
        columns = frozenset(cell.name[1] for cell, _ in changed.values())
        place = InTable(table.form, table.title, frozenset({cells[0][1].name[0]}), columns)
        printed, right = "、".join(texts), "、".join(cell.text for _, cell in cells)
        return Slip("column shifted by one", with_blocks(original.document, {at: new}), (place,), printed, right, None)
    raise NoRoom


def swapped_names(original: Original, chance: Random) -> Slip:
    """The names of two neighbouring rows of one level, each beside the other's code."""
    for _ in range(50):
        at, table = chance.choice(_coded(original))
        rows = [(r, *found) for r, row in enumerate(table.body) if (found := _labels(row))]
        pairs = [
            (one, two)
            for one, two in pairwise(rows)
            if len(one[2]) == len(two[2]) and table.body[one[0]][one[1]].text != table.body[two[0]][two[1]].text
        ]
        if not pairs:
            continue
        (r1, c1, key1), (r2, c2, key2) = chance.choice(pairs)
        first, second = table.body[r1][c1], table.body[r2][c2]
        new = with_cells(
            table, {(r1, c1): replace(first, text=second.text), (r2, c2): replace(second, text=first.text)}
        )
        place = InTable(table.form, table.title, frozenset({key1, key2}))
        changed = with_blocks(original.document, {at: new})
        return Slip("swapped names", changed, (place,), f"{key1} {second.text}", f"{key1} {first.text}")
    raise NoRoom


def lost_row(original: Original, chance: Random) -> Slip:
    """A row of a table with codes that is not printed."""
    for _ in range(50):
        at, table = chance.choice(_coded(original))
        rows = [(r, found[1]) for r, row in enumerate(table.body) if (found := _labels(row)) and _filled(row)]
        if not rows:
            continue
        r, key = chance.choice(rows)
        body = [row for number, row in enumerate(table.body) if number != r]
        breaks = tuple(edge - (edge > r) for edge in table.breaks)
        new = replace(table, body=body, breaks=breaks)
        place = InTable(table.form, table.title, frozenset({key}), gone=True)
        return Slip("lost row", with_blocks(original.document, {at: new}), (place,), "", key, None)
    raise NoRoom


def _filled(row: list[Cell]) -> bool:
    return any(cell.figure and cell.text and number_of(cell.text) for cell in row)


PLANTERS: dict[str, Callable[[Original, Random], Slip]] = {
    "table digit": _misprint("table digit", wrong_digit),
    "table transposition": _misprint("table transposition", transposed),
    "dropped digit": _misprint("dropped digit", dropped),
    "×10⁴ unit": _misprint("×10⁴ unit", other_unit),
    "row shifted by one": shifted_rows,
    "column shifted by one": shifted_columns,
    "swapped names": swapped_names,
    "lost row": lost_row,
}
