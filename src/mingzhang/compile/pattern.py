"""Regular expressions from outside: only those that cannot keep the program busy for ever."""

from __future__ import annotations

import re
from math import comb

LONGEST_TEXT = 200
"""A pattern is tried on so many characters at most; more is no cell of codes and names."""
_LONGEST = 300
_MOST_STEPS = 300_000_000
# A lazy or possessive mark behind it is no repeat of its own.
_REPEAT = re.compile(r"(?:(?P<sign>[*+?])|\{(?P<least>\d*)(?:(?P<comma>,)(?P<most>\d*))?\})[?+]?", re.ASCII)


class Unusable(ValueError):
    """A setting cannot be used; the message says why in Chinese."""


def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, if the time it takes grows with a low power of the text's length at most.

    Raises:
        Unusable: it is no pattern, too long, repeats what can match in several ways, has too many repeats or
            alternatives, or refers back.
    """
    if len(pattern) > _LONGEST:
        raise Unusable(f"正则表达式太长（{len(pattern)} 字，最多 {_LONGEST} 字）。")
    try:
        found = re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        raise Unusable(f"“{pattern[:40]}”不是正确的正则表达式。") from error
    _look_over(pattern)
    return found


def _look_over(pattern: str) -> None:
    """Walk over the pattern and count in how many ways it could be tried.

    `varies` tells for each open group whether it can match in several ways, `ways` how many alternatives it has.
    """
    varies, ways, at = [False], [1], 0
    repeats, tried = 0, 1
    while at < len(pattern):
        sign = pattern[at]
        at += _length(pattern, at)
        if sign == "(":
            varies.append(False)
            ways.append(1)
            continue
        if sign == "|":
            varies[-1] = True
            ways[-1] += 1
            continue
        inner = False
        if sign == ")":
            inner = varies.pop()
            tried *= ways.pop()
        times = _REPEAT.match(pattern, at)
        if times:
            least, most = _bounds(times)
            if inner and most > 1:
                raise Unusable(f"“{pattern[:40]}”里有重复的重复，可能算不完；请写得简单些。")
            varies[-1] = varies[-1] or least != most
            repeats += least != most and most > 1
            tried *= 2 if (least, most) == (0, 1) else 1
            at = times.end()
        varies[-1] = varies[-1] or inner
    # Each repeat can end at any place behind the one before, and the whole can begin at any place.
    if tried * ways[0] * comb(LONGEST_TEXT + repeats, repeats + 1) > _MOST_STEPS:
        raise Unusable(f"“{pattern[:40]}”里的重复或选择太多，可能算不完；请拆成几条。")


def _length(pattern: str, at: int) -> int:
    """How long the sign at this place is."""
    measure = {"\\": _escape, "[": _set, "(": _opening}.get(pattern[at])
    return measure(pattern, at) if measure else 1


def _escape(pattern: str, at: int) -> int:
    if pattern[at + 1 : at + 2].isdigit() and pattern[at + 1] != "0":
        raise Unusable(f"“{pattern[:40]}”引用了前面的组，不能用。")
    return 2


def _set(pattern: str, at: int) -> int:
    """The length of a set of characters, in which signs have no meaning of their own."""
    end = at + 1
    end += pattern[end : end + 1] == "^"
    end += pattern[end : end + 1] == "]"
    while end < len(pattern) and pattern[end] != "]":
        end += 2 if pattern[end] == "\\" else 1
    return end + 1 - at


def _opening(pattern: str, at: int) -> int:
    match = re.match(r"\((?:\?(?:P<\w+>|:|=|!|<=|<!|>)|(?!\?))", pattern[at:])
    if match is None:
        raise Unusable(f"“{pattern[:40]}”用了不支持的写法“{pattern[at : at + 4]}”。")
    return match.end()


def _bounds(times: re.Match[str]) -> tuple[int, int]:
    """How often at least and at most something is repeated."""
    simple = {"*": (0, LONGEST_TEXT), "+": (1, LONGEST_TEXT), "?": (0, 1)}.get(times["sign"] or "")
    if simple:
        return simple
    least = int(times["least"] or 0)
    return least, int(times["most"] or LONGEST_TEXT) if times["comma"] else least
