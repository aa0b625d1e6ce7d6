"""Find the tables printed without ruling lines: words in columns under the title of a public table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from mingzhang.forms import Form
from mingzhang.forms.label import bare, compact
from mingzhang.read.aligned_grid import aligned_grid, is_figure
from mingzhang.read.aligned_heading import Labels, Piece
from mingzhang.read.headings import heading_of, numbered_start
from mingzhang.read.layout import Block, Layout, Line, Paragraph
from mingzhang.read.titles import form_of, is_head

LONGEST_LABEL = 14
"""A text with a comma or full stop is prose from this length on."""
NAME_GOES_ON = 1.2
"""How far below the last figure its name may go on, in sizes."""
_NOTE = re.compile(r"^(?:注|说明|备注)[:：]")
_USUAL = (
    "项目",
    "行次",
    "栏次",
    "科目编码",
    "科目代码",
    "科目名称",
    "功能分类科目编码",
    "经济分类科目编码",
    "收入",
    "支出",
)


class _Spot(NamedTuple):
    """A line and the block it stands in."""

    block: int
    line: Line


def with_aligned_grids(layout: Layout, kind: str = "决算") -> Layout:
    """The layout with a doubtful grid for every run of words in columns under a known title that has no grid."""
    blocks = list(layout.blocks)
    begin = 0
    while begin < len(blocks):
        block = blocks[begin]
        form = form_of(compact(block.text), kind) if isinstance(block, Paragraph) else None
        begin += 1
        if form is not None and (made := _replaced(blocks, begin, form, kind)) is not None:
            blocks = made
    return replace(layout, blocks=blocks)


def _replaced(blocks: Sequence[Block], begin: int, form: Form, kind: str) -> list[Block] | None:
    """The blocks with the table that begins at `begin` as a grid; None where there is none."""
    spots = _run(blocks, begin, kind)
    while spots and is_head(compact(spots[0].line.text)):
        spots.pop(0)
    lines = [_pieces(spot.line) for spot in spots]
    while any(map(_has_figure, lines)) and not _ends_table(lines):
        lines.pop()
        spots.pop()
    grid = aligned_grid(lines, _labels(form)) if lines else None
    if grid is None:
        return None
    first, last = spots[0].block, spots[-1].block
    taken = {id(spot.line) for spot in spots}
    before = [line for line in _lines(blocks[first]) if id(line) not in taken] if first != last else []
    after = [line for line in _lines(blocks[last]) if id(line) not in taken]
    start = next(at for at, line in enumerate(_lines(blocks[first])) if id(line) in taken)
    if first == last:
        before, after = after[:start], after[start:]
    return [*blocks[:first], *_rest(before), grid, *_rest(after), *blocks[last + 1 :]]


def _run(blocks: Sequence[Block], begin: int, kind: str) -> list[_Spot]:
    """The lines after a title up to what ends a table; none where a grid comes first or places are unknown."""
    spots: list[_Spot] = []
    for at in range(begin, len(blocks)):
        block = blocks[at]
        if not isinstance(block, Paragraph):
            return []
        if _is_prose(block.text) and not any(line.words for line in block.lines):
            return spots
        for line in block.lines:
            if line.place.box is None:
                return []
            text = compact(line.text)
            mark = heading_of(text)
            part = mark is not None and (mark.level == 0 or (mark.level == 1 and "说明" in text))
            if part or _NOTE.match(text) or form_of(text, kind) is not None or (_is_prose(text) and not line.words):
                return spots
            spots.append(_Spot(at, line))
    return spots


def _is_prose(text: str) -> bool:
    return len(text) > LONGEST_LABEL and any(mark in text for mark in "，。；")


def _pieces(line: Line) -> list[Piece]:
    left, top, right, bottom = line.place.box or (0.0, 0.0, 0.0, 0.0)
    page = line.place.page or 1
    words = [(word.text, word.left, word.right) for word in line.words] or [(line.text, left, right)]
    return [Piece(text, start, end, top, bottom, page) for text, start, end in words]


def _has_figure(line: Sequence[Piece]) -> bool:
    return any(is_figure(piece.text) for piece in line)


def _ends_table(lines: Sequence[Sequence[Piece]]) -> bool:
    """Whether the last line belongs to the table: it has a figure, or the name of the line before goes on in it."""
    last = lines[-1]
    if _has_figure(last):
        return len(last) > 1
    if len(lines) < 2 or len(last) > 1 or numbered_start(last[0].text) or last[0].page != lines[-2][0].page:
        return False
    near = last[0].middle - lines[-2][0].middle < NAME_GOES_ON * last[0].size
    return near and _has_figure(lines[-2])


def _lines(block: Block) -> Sequence[Line]:
    return block.lines if isinstance(block, Paragraph) else ()


def _rest(lines: Sequence[Line]) -> list[Paragraph]:
    return [Paragraph("".join(line.text for line in lines), tuple(lines))] if lines else []


def _labels(form: Form) -> Labels:
    """What a form prints above its columns, and as names of its rows."""
    heading = set(map(bare, _USUAL))
    for column in (*form.columns, *(column for panel in form.panels for column in panel.columns)):
        heading |= {*column.labels, *column.block_labels, column.group}
    for panel in form.panels:
        heading |= panel.labels
    return Labels(frozenset(heading - {""}), frozenset(label for row in form.rows for label in row.labels))
