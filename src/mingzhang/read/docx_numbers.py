"""The numbers that Word puts before paragraphs by itself: 一、, （一）, 1. and the like."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from mingzhang.read.docx_package import W

_DIGITS = "零一二三四五六七八九"
_CHINESE = frozenset(
    ("chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting",
     "taiwaneseCountingThousand")
)  # fmt: skip
_CIRCLES = frozenset(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"))
_LETTERS = frozenset(("lowerLetter", "upperLetter"))
_KNOWN = _CHINESE | _CIRCLES | _LETTERS | {"decimal", "decimalZero"}
"""The formats that are written out; a paragraph under another one, such as a bullet, stays without its number."""
_LEVELS = 9
_LARGEST = 999
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has been counted."""

    levels: dict[str, dict[int, _Level]]
    lists: dict[str, str]
    starts: dict[str, dict[int, int]]
    styles: dict[str, tuple[str, int]]
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def prefix(self, paragraph: Any) -> str:
        """The number before a paragraph as Word shows it, counted on; "" where there is none or it is a bullet."""
        mark = _mark(paragraph.find(f"{W}pPr"), self.styles)
        if mark is None or mark[0] not in self.lists:
            return ""
        number, level = mark
        abstract = self.lists[number]
        levels = self.levels.get(abstract, {})
        if level not in levels:
            return ""
        counts = self.counts.setdefault(abstract, [None] * _LEVELS)
        if number not in self.begun:
            self.begun.add(number)
            for at, start in self.starts.get(number, {}).items():
                counts[at:] = [None] * (_LEVELS - at)
                counts[at] = start - 1
        before = counts[level]
        counts[level] = levels[level].start if before is None else before + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        return _shown(levels, level, counts)


def numbering(part: Any, styles: Any) -> Numbering:
    """The lists that a document defines; `part` and `styles` may be None."""
    levels: dict[str, dict[int, _Level]] = {}
    lists: dict[str, str] = {}
    starts: dict[str, dict[int, int]] = {}
    for element in part.iterfind(f"{W}abstractNum") if part is not None else ():
        levels[element.get(f"{W}abstractNumId", "")] = {
            _whole(level.get(f"{W}ilvl")): _Level(
                _whole(_value(level, "start"), 1), _format(level), (_value(level, "lvlText") or "")[:_LONGEST]
            )
            for level in element.iterfind(f"{W}lvl")
        }
    for element in part.iterfind(f"{W}num") if part is not None else ():
        number = element.get(f"{W}numId", "")
        lists[number] = _value(element, "abstractNumId") or ""
        for change in element.iterfind(f"{W}lvlOverride"):
            level = _whole(change.get(f"{W}ilvl"))
            if (start := _value(change, "startOverride")) is not None and level < _LEVELS:
                starts.setdefault(number, {})[level] = _whole(start, 1)
    return Numbering(levels, lists, starts, _styled(styles))


def _styled(styles: Any) -> dict[str, tuple[str, int]]:
    """The list and level of each paragraph style that numbers its paragraphs."""
    found = {}
    for style in styles.iterfind(f"{W}style") if styles is not None else ():
        if (mark := _mark(style.find(f"{W}pPr"), {})) is not None:
            found[style.get(f"{W}styleId", "")] = mark
    return found


def _mark(look: Any, styles: dict[str, tuple[str, int]]) -> tuple[str, int] | None:
    if look is None:
        return None
    style = styles.get(_value(look, "pStyle") or "")
    own = look.find(f"{W}numPr")
    if own is None:
        return style
    number, level = _value(own, "numId"), _value(own, "ilvl")
    if number == "0":
        return None
    at = _whole(level) if level is not None else style[1] if style else 0
    number = number or (style[0] if style else None)
    return (number, at) if number is not None and at < _LEVELS else None


def _shown(levels: dict[int, _Level], level: int, counts: list[int | None]) -> str:
    shown = levels[level]
    used = {
        shown.format,
        *(levels[int(at) - 1].format for at in re.findall("%([1-9])", shown.text) if int(at) - 1 in levels),
    }
    if not used <= _KNOWN:
        return ""

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        value = counts[at] if at < _LEVELS else None
        if value is None:
            value = levels[at].start if at in levels else 1
        return _written(value, levels[at].format if at in levels else "decimal")

    return re.sub(r"%([1-9])", number, shown.text)


def _written(value: int, form: str) -> str:
    if not 0 < value <= _LARGEST:
        return str(value)
    if form in _CHINESE:
        return _chinese(value)
    if form in _LETTERS:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in _CIRCLES and value <= 20:
        return chr(ord("①") + value - 1)
    return f"{value:02d}" if form == "decimalZero" else str(value)


def _chinese(value: int) -> str:
    """1 to 999 in Chinese.

    >>> [_chinese(value) for value in (1, 10, 12, 20, 105, 110, 999)]
    ['一', '十', '十二', '二十', '一百零五', '一百一十', '九百九十九']
    """
    hundreds, rest = divmod(value, 100)
    tens, units = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and units:
        text += "零"
    return text + (_DIGITS[units] if units else "")


def _value(element: Any, name: str) -> str | None:
    child = element.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def _format(level: Any) -> str:
    """The format of a level's number; one inside a compatibility choice counts."""
    found = next(level.iter(f"{W}numFmt"), None)
    return (found.get(f"{W}val") if found is not None else None) or "decimal"


def _whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 7 else otherwise
