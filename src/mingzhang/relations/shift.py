"""Values that slipped by one cell: a row's one column to the right, a column's one row down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mingzhang.relations.system import Figure, System, judge

ROW = "本行各栏右移了一栏"
COLUMN = "本栏数字下移了一行"
_LEAST = 2
"""So many figures must come right, else one wrong figure says it as well."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A slipped run: what it is called, the relations that hold again, and for each figure its right value (quanta)."""

    name: str
    mended: frozenset[int]
    values: tuple[tuple[int, int], ...]


def find_shift(system: System, touching: Sequence[Sequence[int]], failed: Sequence[int]) -> Shift | None:
    """The shortest slipped run that, put back, lets the most of the failed relations hold and breaks none."""
    best: Shift | None = None
    for name, run in _runs(system, failed):
        found = _put_back(system, touching, set(failed), name, run)
        if found and (best is None or len(found.mended) > len(best.mended)):
            best = found
    return best


def _runs(system: System, failed: Sequence[int]) -> Iterator[tuple[str, list[Figure]]]:
    """Rows, and parts of columns, that begin with a zero or a blank in a failed relation."""
    rows: defaultdict[tuple[int, str], list[Figure]] = defaultdict(list)
    columns: defaultdict[tuple[int, str], list[Figure]] = defaultdict(list)
    for figure in system.figures:
        if figure.print is not None:
            rows[figure.table, figure.row_key].append(figure)
            columns[figure.table, figure.column].append(figure)
    involved = {index for relation in failed for _, index in system.relations[relation].terms}
    starts = [system.figures[index] for index in sorted(involved)]
    for start in starts:
        if start.print is None or start.value:
            continue
        row = rows[start.table, start.row_key]
        if row[0] is start and len(row) > 1:
            yield ROW, row
        column = columns[start.table, start.column]
        at = column.index(start)
        for end in range(at + _LEAST, len(column) + 1):
            yield COLUMN, column[at:end]


def _put_back(
    system: System, touching: Sequence[Sequence[int]], failed: set[int], name: str, run: Sequence[Figure]
) -> Shift | None:
    """The run with each value one cell back; its last cell was empty, else what it held is lost."""
    last = run[-1]
    empty = last._replace(value=0, low=0, high=0, step=0)
    closed = _mended(system, touching, failed, {own.index: other for own, other in pairwise([*run, empty])}, set())
    if closed is None and last.value:
        values = {own.index: other for own, other in pairwise(run)}
        closed = _mended(system, touching, failed, values, {last.index})
    return Shift(name, *closed) if closed is not None else None


def _mended(
    system: System, touching: Sequence[Sequence[int]], failed: set[int], values: dict[int, Figure], lost: set[int]
) -> tuple[frozenset[int], tuple[tuple[int, int], ...]] | None:
    """The failed relations that hold with other values, and the values; None where any other relation fails then.

    What speaks of a `lost` value cannot be judged.
    """
    changed = [index for index, other in values.items() if other.value != system.figures[index].value]
    if len(changed) < _LEAST:
        return None
    figures = list(system.figures)
    for index, other in values.items():
        own = figures[index]
        figures[index] = other._replace(index=index, key=own.key, row_key=own.row_key, column=own.column)
    mended: set[int] = set()
    judged = 0
    for number in {relation for index in [*changed, *lost] for relation in touching[index]}:
        relation = system.relations[number]
        open_end = bool(lost & {index for _, index in relation.terms})
        if not open_end and judge(figures, relation) == "fail":
            return None
        if number in failed:
            mended.add(number)
            judged += not open_end
    if judged < _LEAST:
        return None
    return frozenset(mended), tuple((index, figures[index].value) for index in changed)
