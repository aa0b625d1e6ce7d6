"""Numbered headings of a disclosure: 第…部分, 一、, （一）, 1、."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mingzhang.forms.label import compact

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
_PATTERNS = (
    re.compile(r"^第([一二三四五六七八九十]+)部分[：:]?(.{0,60})$"),
    re.compile(r"^([一二三四五六七八九十]{1,3})、(.{1,60})$"),
    re.compile(r"^[（(]([一二三四五六七八九十]{1,3})[)）](.{1,60})$"),
    re.compile(r"^(\d{1,2})[、.．](?!\d)(.{1,40})$"),
)
_SENTENCE = re.compile(r"[。；！]|，.*，|：.+")


@dataclass(frozen=True, slots=True)
class HeadingMark:
    """A heading as recognised in one line: level 0 to 3, its ordinal and the text behind it."""

    level: int
    ordinal: int
    text: str


def chinese_number(text: str) -> int:
    """一 … 九十九 as an integer.

    >>> chinese_number("二十四")
    24
    """
    if "十" in text:
        tens, _, units = text.partition("十")
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[units] if units else 0)
    return _DIGITS[text[-1]]


def heading_of(text: str) -> HeadingMark | None:
    """The heading a line is, or None: a numbered line that is no sentence."""
    line = compact(text)
    for level, pattern in enumerate(_PATTERNS):
        match = pattern.match(line)
        if match and not _SENTENCE.search(match[2]):
            ordinal = int(match[1]) if match[1].isdigit() else chinese_number(match[1])
            return HeadingMark(level, ordinal, match[2])
    return None


def numbered_start(text: str) -> bool:
    """Whether a line begins a numbered item (heading or sentence)."""
    return (
        re.match(
            r"^(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[、.．](?!\d))",
            compact(text),
        )
        is not None
    )
