"""A document at a glance: its tables and its text in miniature, with the findings where they are."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mingzhang.finding import Finding
from mingzhang.model import Disclosure, Place, Table
from mingzhang.report.wording import GROUPS, group_of, quoted, table_at, table_words

TILE = (200, 112)
"""Width and height of a tile's picture."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One table (or the text) in miniature.

    `shapes` holds (class, SVG path) for blank, zero, printed and quoted cells; `worst` is the group of the
    heaviest finding or ""; `first` is the number of that finding.
    """

    title: str
    detail: str
    worst: str
    shapes: tuple[tuple[str, str], ...]
    findings: int
    first: int
    sure: bool


def tiles(disclosure: Disclosure, findings: Sequence[Finding]) -> list[Tile]:
    """A tile for each table in print order, and one for the text when there is any."""
    made = [_table_tile(table, disclosure, findings) for table in disclosure.tables]
    text = _text_tile(disclosure, findings)
    return made if text is None else [*made, text]


def _worse(group: str, other: str) -> str:
    order = list(GROUPS)
    return min((group, other), key=lambda name: order.index(name) if name else len(order))


def _table_tile(table: Table, disclosure: Disclosure, findings: Sequence[Finding]) -> Tile:
    spots = {item.place: (item.row_key, item.column) for item in table.prints}
    by_name = {(item.row_name, item.column): (item.row_key, item.column) for item in table.prints}
    hits: dict[tuple[str, str], str] = {}
    touching: list[tuple[int, str]] = []
    for number, finding in enumerate(findings, 1):
        here = [item for item in quoted(finding) if item[1].table and table_at(item[1], disclosure) is table]
        if here:
            touching.append((number, group_of(finding)))
        for _, place, main in here:
            spot = spots.get(place) or (place.row or "", place.column or "")
            spot = by_name.get(spot, spot)
            if main:
                hits[spot] = _worse(group_of(finding), hits.get(spot, ""))
            else:
                hits.setdefault(spot, "")
    worst, first = _heaviest(touching)
    return Tile(
        title=table_words(table),
        detail="空表" if table.empty else f"{sum(item.amount is not None for item in table.prints)} 个数",
        worst=worst,
        shapes=_cells(table, hits),
        findings=len(touching),
        first=first,
        sure=table.sure,
    )


def _heaviest(touching: Sequence[tuple[int, str]]) -> tuple[str, int]:
    worst = ""
    for _, group in touching:
        worst = _worse(group, worst)
    return worst, next((number for number, group in touching if group == worst), 0)


def _cells(table: Table, hits: dict[tuple[str, str], str]) -> tuple[tuple[str, str], ...]:
    rows = list(dict.fromkeys([row.key for row in table.rows] + [item.row_key for item in table.prints]))
    columns = list(dict.fromkeys(item.column for item in table.prints)) or [""]
    if not rows:
        return ()
    panels = _panels(len(rows), len(columns))
    deep = math.ceil(len(rows) / panels)
    cell_width = (TILE[0] - 6 * (panels - 1)) / (panels * len(columns))
    cell_height = TILE[1] / deep
    texts = {(item.row_key, item.column): item for item in table.prints}
    paths: dict[str, list[str]] = {}
    for at, row in enumerate(rows):
        panel, line = divmod(at, deep)
        for across, column in enumerate(columns):
            item = texts.get((row, column))
            amount = item.amount if item else None
            kind = "blank" if amount is None else "zero" if amount.value == 0 else "figure"
            if (row, column) in hits:
                kind = hits[row, column] or "other"
            left = panel * (cell_width * len(columns) + 6) + across * cell_width
            paths.setdefault(kind, []).append(
                _rectangle(left + 0.6, line * cell_height + 0.5, cell_width - 1.2, cell_height - 1.0, kind in GROUPS)
            )
    return tuple((kind, "".join(path)) for kind, path in sorted(paths.items(), key=lambda item: item[0] in GROUPS))


def _panels(rows: int, columns: int) -> int:
    """How many columns of rows make cells of about four to one."""

    def badness(panels: int) -> float:
        shape = (TILE[0] / (panels * columns)) / (TILE[1] / math.ceil(rows / panels))
        return abs(math.log(shape / 4))

    return min(range(1, 7), key=badness)


def _rectangle(left: float, top: float, width: float, height: float, grown: bool = False) -> str:
    # A hit must be seen even where its table has many small cells.
    more_x, more_y = (max(0.0, (9 - width) / 2), max(0.0, (6 - height) / 2)) if grown else (0.0, 0.0)
    left, top = max(left - more_x, 0.0), max(top - more_y, 0.0)
    width, height = max(width + 2 * more_x, 0.8), max(height + 2 * more_y, 0.8)
    return f"M{left:.1f} {top:.1f}h{width:.1f}v{height:.1f}h-{width:.1f}z"


def _text_tile(disclosure: Disclosure, findings: Sequence[Finding]) -> Tile | None:
    paragraphs = [item for section in disclosure.sections for item in section.paragraphs]
    if not paragraphs:
        return None
    starts = [_order(item.place) for item in paragraphs]
    ordered = all(before <= after for before, after in pairwise(starts))
    hits: dict[int, str] = {}
    touching: list[tuple[int, str]] = []
    for number, finding in enumerate(findings, 1):
        here = [place for _, place, _ in quoted(finding) if not place.table and (place.page or place.line)]
        if here:
            touching.append((number, group_of(finding)))
        for place in here if ordered else ():
            at = max(bisect_right(starts, _order(place)) - 1, 0)
            hits[at] = _worse(group_of(finding), hits.get(at, ""))
    worst, first = _heaviest(touching)
    panels = max(1, min(4, math.ceil(len(paragraphs) / 22)))
    deep = math.ceil(len(paragraphs) / panels)
    wide, high = (TILE[0] - 8 * (panels - 1)) / panels, TILE[1] / deep
    longest = max(len(item.text) for item in paragraphs) or 1
    paths: dict[str, list[str]] = {}
    for at, (text, *_) in enumerate(paragraphs):
        panel, line = divmod(at, deep)
        length = wide * max(0.12, math.sqrt(len(text) / longest))
        thick = min(high * 0.62, 5.0)
        shape = _rectangle(panel * (wide + 8), line * high + (high - thick) / 2, length, thick)
        paths.setdefault(hits.get(at, "figure"), []).append(shape)
    return Tile(
        title="文字说明",
        detail=f"{len(paragraphs)} 段",
        worst=worst,
        shapes=tuple((kind, "".join(path)) for kind, path in paths.items()),
        findings=len(touching),
        first=first,
        sure=True,
    )


def _order(place: Place) -> tuple[int, float, int]:
    return place.page or 0, place.box[1] if place.box else 0.0, place.line or 0
