"""Heads of tables that a text dump repeats on the next page or lets sink into the table before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mingzhang.forms import Form
from mingzhang.forms.label import fold
from mingzhang.read.layout import Line
from mingzhang.read.text_rows import anchor, is_note

_ANCHORS = ("项目", "栏次", "科目编码", "科目代码", "科目名称")
_HEAD_LINE = re.compile(r"公开|名称:|单位:|20\d\d年")
_CODE = re.compile(r"^\d{3}(?:\d{2}){0,2}$")
_REACH = 8


def without_repeated_heads(form: Form, lines: Sequence[Line]) -> list[Line]:
    """The lines of a table without the head that a further page prints again."""
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    texts = [fold(lines[at].text) for at in filled]
    first = next((at for at in range(len(texts)) if _is_anchor(lines[filled[at]].text)), None)
    dropped: set[int] = set()
    if first is None:
        return list(lines)
    at = first + 1
    while at < len(texts):
        length = _same(texts, first, at)
        if texts[at] != texts[first] or length < 2:
            at += 1
            continue
        start = at
        while start > first + 1 and _head_line(form, texts[start - 1], texts[: first + 1]):
            start -= 1
        dropped.update(filled[start : at + length])
        at += length
    return [line for at, line in enumerate(lines) if at not in dropped]


def _same(texts: Sequence[str], first: int, at: int) -> int:
    """How many lines from `at` on are those from `first` on."""
    length = 0
    while at + length < len(texts) and first + length < at and texts[at + length] == texts[first + length]:
        length += 1
    return length


def _head_line(form: Form, text: str, head: Sequence[str]) -> bool:
    """Whether a line above a repeated heading belongs to the repeated head."""
    return text in head or _HEAD_LINE.search(text) is not None or any(title in text for title in form.titles)


def _is_anchor(text: str) -> bool:
    return any(fold(token) in _ANCHORS for token in text.split())


def goes_on(form: Form, before: Sequence[Line], after: Sequence[Line]) -> bool:
    """Whether lines under a title printed again are the rest of the table before: no second total, codes go up."""
    if form.shape == "codes":
        codes = [_codes(lines) for lines in (before, after)]
        totals = [any(_first(line) == form.total for line in lines) for lines in (before, after)]
        return all(codes) and not all(totals) and codes[1][0] > codes[0][-1]
    labels = {label for row in form.rows for label in row.labels if row.total}
    labels |= {label for panel in form.panels for row in panel.rows for label in row.labels if row.total}
    ends = [labels & {fold(token) for line in lines for token in line.text.split()} for lines in (before, after)]
    return bool(labels) and not ends[0] and bool(ends[1])


def _first(line: Line) -> str:
    return fold(line.text.split()[0]) if line.text.split() else ""


def _codes(lines: Sequence[Line]) -> list[str]:
    """The codes that begin lines, whether a name is glued to them or not."""
    firsts = [re.match(r"^(\d{7}|\d{5}|\d{3})(?!\d)(?![,.])", anchor(_first(line))) for line in lines]
    return [match[1] for match in firsts if match]


def sunk_head(lines: Sequence[Line], start: int) -> int | None:
    """The line behind a head that sank into a table of codes: codes follow it and no heading; None where it did not."""
    seen = 0
    for at in range(start, len(lines)):
        text = lines[at].text
        if not text.strip():
            continue
        if _CODE.match(anchor(_first(lines[at]))):
            return at
        seen += 1
        if seen > _REACH or is_note(text) or any(word in fold(text) for word in ("项目", "科目", "栏次", "预算数")):
            return None
    return None
