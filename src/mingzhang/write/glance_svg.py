"""一图读懂 drawn as SVG on one A4 page: bars with their figures beside them, nothing but shapes and text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from mingzhang.amount import format_amount
from mingzhang.write.glance import Glance, Panel, described
from mingzhang.write.printable import printable

WIDTH, HEIGHT = 595, 842
FAMILIES = '"Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei", sans-serif'
_LEFT, _GAP = 36, 24
_FULL = WIDTH - 2 * _LEFT
_HALF = (_FULL - _GAP) // 2
_TOP, _FOOT = 172, 40
_ROW, _PAIR = 25, 35
_SHARE = 38
"""What a share beside a figure takes, in points."""
_THICK = 7
_FIGURE = 62
"""What a figure beside a bar takes, in points."""
_INK, _SOFT, _RULE, _OWN, _OTHER, _BELOW = "#1c2430", "#566273", "#c9d1dc", "#17457a", "#9db4cf", "#b3541e"
_PARTS = ("#17457a", "#e0a030", "#3a9188", "#8c3b5e", "#8a94a3")
"""Told apart by lightness as well as by hue, so that they differ for the colour-blind and in black and white."""


def glance_svg(shown: Glance, families: str = FAMILIES) -> str:
    """The page as SVG; `families` are the fonts of its text."""
    panels = {panel.id: panel for panel in shown.panels}
    pieces = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}pt" height="{HEIGHT}pt" '
        f'role="img" aria-labelledby="glance-title glance-text" lang="zh-CN" font-family={quoteattr(families)}>',
        f'<title id="glance-title">{_safe(shown.subtitle)}{_safe(shown.title)}</title>',
        f'<desc id="glance-text">{_safe(alternative(shown))}</desc>',
        _rect(0, 0, WIDTH, HEIGHT, "#ffffff"),
        *_head(shown),
    ]
    rows = max(len(panels["sources"].lines), len(panels["functions"].lines), 4)
    bands = (
        40 + rows * _ROW + 10,
        70 + 13 * ((len(panels["kinds"].lines) + 2) // 3),
        40 + _PAIR * max(len(panels["three_public"].lines), len(panels["last_year"].lines)),
    )
    # What the page has to spare goes between the bands.
    spare = min(max(HEIGHT - _FOOT - _TOP - sum(bands), 0) / 3, 22)
    top = _TOP + spare / 2
    pieces += _bars(panels["sources"], _LEFT, top)
    pieces += _bars(panels["functions"], _LEFT + _HALF + _GAP, top)
    top += bands[0] + spare
    pieces += _stack(panels["kinds"], _LEFT, top)
    top += bands[1] + spare
    pieces += _pairs(panels["three_public"], _LEFT, top)
    pieces += _pairs(panels["last_year"], _LEFT + _HALF + _GAP, top)
    pieces.append(_text(_LEFT, HEIGHT - 24, shown.source, 7.5, _SOFT))
    return "\n".join([*pieces, "</svg>"]) + "\n"


def alternative(shown: Glance) -> str:
    """The whole page in words."""
    headline = "，".join(f"{line.label}{line.text}万元" for line in shown.headline)
    return f"{shown.subtitle}。{headline}。" + "".join(described(panel) for panel in shown.panels)


def _head(shown: Glance) -> Iterator[str]:
    yield _rect(0, 0, WIDTH, 92, _OWN)
    yield _text(_LEFT, 42, shown.title, 24, "#ffffff", bold=True)
    size = min(15.0, max(9.0, 15 * _FULL / _wide(shown.subtitle, 15)))
    yield _text(_LEFT, 70, _cut(shown.subtitle, _FULL, size), size, "#ffffff")
    yield _text(WIDTH - _LEFT, 42, "单位：万元", 9, "#ffffff", anchor="end")
    step = _FULL / len(shown.headline)
    for at, line in enumerate(shown.headline):
        left = _LEFT + at * step
        if at:
            yield _rect(left - 8, 108, 0.8, 40, _RULE)
        yield _text(left, 119, line.label, 9.5, _SOFT)
        size = 17 if _wide(line.text, 17) < step - 16 else 17 * (step - 16) / _wide(line.text, 17)
        yield _text(left, 143, line.text, size, _BELOW if line.value < 0 else _INK, bold=True)


def _title(panel: Panel, left: float, top: float, width: float) -> Iterator[str]:
    yield _rect(left, top - 11, 3.5, 14, _OWN)
    yield _text(left + 10, top + 1, panel.title, 13, _INK, bold=True)
    if panel.total:
        yield _text(left + width, top + 1, f"{panel.total.label} {panel.total.text}", 9, _SOFT, anchor="end")
    yield _rect(left, top + 9, width, 0.8, _RULE)
    if panel.remark:
        yield _text(left, top + 26, panel.remark, 9, _SOFT)


def _bars(panel: Panel, left: float, top: float) -> Iterator[str]:
    yield from _title(panel, left, top, _HALF)
    scale = _scale([abs(line.value) for line in panel.lines])
    for at, line in enumerate(panel.lines):
        y = top + 26 + at * _ROW
        room = _HALF - _SHARE
        yield _text(left, y, _cut(line.label, room - _wide(line.text, 9) - 8, 9), 9, _INK)
        yield _text(left + room, y, line.text, 9, _BELOW if line.value < 0 else _INK, anchor="end")
        yield _text(left + _HALF, y, line.note, 9, _SOFT, anchor="end")
        yield _rect(left, y + 4, _HALF, _THICK, "#eef1f5")
        yield _bar(left, y + 4, line.value, _length(line.value, scale, _HALF), _OWN)


def _stack(panel: Panel, left: float, top: float) -> Iterator[str]:
    yield from _title(panel, left, top, _FULL)
    whole = sum((max(line.value, Decimal(0)) for line in panel.lines), Decimal(0))
    x, start = left, Decimal(0)
    for at, line in enumerate(panel.lines):
        colour = _PARTS[at % len(_PARTS)]
        if whole > 0 and line.value > 0:
            yield _rect(
                left + float(start / whole) * _FULL, top + 18, float(line.value / whole) * _FULL, 16, colour, edge=True
            )
            start += line.value
        words = f"{line.label} {line.text}" + (f"（{line.note}）" if line.note else "")
        size = 8.5 if len(panel.lines) < 4 else 7
        across = _FULL / min(len(panel.lines), 3)
        x, y = left + at % 3 * across, top + 49 + at // 3 * 13
        yield _rect(x, y - 7.5, 8, 8, colour)
        yield _text(x + 12, y, _cut(words, across - 14, size), size, _INK)


def _pairs(panel: Panel, left: float, top: float) -> Iterator[str]:
    yield from _title(panel, left, top, _HALF)
    if not panel.lines:
        return
    named = [(panel.own, _OWN), *([(panel.other, _OTHER)] if panel.other else [])]
    x = left + _HALF
    for name, colour in reversed(named):
        x -= _wide(name, 8)
        yield _text(x, top + 1, name, 8, _SOFT)
        x -= 10
        yield _rect(x, top - 6, 7, 7, colour)
        x -= 8
    values = [abs(value) for line in panel.lines for value in (line.value, line.other) if value is not None]
    scale, room = _scale(values), _HALF - _FIGURE
    first = top + (26 if not panel.remark else 42)
    for at, line in enumerate(panel.lines):
        y = first + at * _PAIR
        yield _text(left, y, line.label, 9, _INK)
        yield _text(left + _HALF, y, line.note, 8.5, _SOFT, anchor="end")
        yield from _half_pair(left, y + 4, line.value, _length(line.value, scale, room), _OWN)
        if line.other is not None:
            yield from _half_pair(left, y + 13, line.other, _length(line.other, scale, room), _OTHER)


def _half_pair(left: float, y: float, value: Decimal, length: float, colour: str) -> Iterator[str]:
    yield _bar(left, y, value, length, colour)
    yield _text(left + length + 4, y + 6.5, format_amount(value), 7.5, _BELOW if value < 0 else _INK)


def _bar(left: float, y: float, value: Decimal, length: float, colour: str) -> str:
    """A bar from the left; below zero it is hollow and of another colour."""
    if value >= 0:
        return _rect(left, y, length, _THICK, colour)
    x, top, wide, high = (_n(size) for size in (left + 0.5, y + 0.5, max(length - 1, 0.5), _THICK - 1))
    return f'<rect x="{x}" y="{top}" width="{wide}" height="{high}" fill="#ffffff" stroke="{_BELOW}"/>'


def _length(value: Decimal, scale: Decimal, room: float) -> float:
    """How long a bar is, in points; what is not zero can be seen."""
    if not value or scale <= 0:
        return 0.0
    return max(float(abs(value) / scale) * room, 0.8)


def _scale(values: Sequence[Decimal]) -> Decimal:
    return max(values, default=Decimal(0))


def _rect(x: float, y: float, width: float, height: float, fill: str, *, edge: bool = False) -> str:
    white = ' stroke="#ffffff" stroke-width="0.8"' if edge else ""
    return f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" fill="{fill}"{white}/>'


def _text(x: float, y: float, words: str, size: float, fill: str, *, anchor: str = "start", bold: bool = False) -> str:
    if not words:
        return ""
    weight = ' font-weight="bold"' if bold else ""
    end = ' text-anchor="end"' if anchor == "end" else ""
    return f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" fill="{fill}"{weight}{end}>{_safe(words)}</text>'


def _wide(words: str, size: float) -> float:
    return sum(size if character > "\u2000" else 0.58 * size for character in words)


def _cut(words: str, room: float, size: float) -> str:
    """The words, cut with an ellipsis where they are wider than `room`."""
    words = " ".join(printable(words).split())
    if _wide(words, size) <= room:
        return words
    while words and _wide(words + "…", size) > room:
        words = words[:-1]
    return f"{words}…"


def _safe(words: str) -> str:
    return escape(printable(words))


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
