"""The grammar of targets and achieved values, as costs: how unlikely a text is as a value."""

from __future__ import annotations

import re
from functools import lru_cache

from mingzhang.evaluation.labels import ACHIEVED

_SIGNS = "≥≤＝=＞＜><≧≦"
_UNIT = rf"[^\d{_SIGNS}。；]{{0,12}}(?:/\d*[^\d{_SIGNS}。；]{{1,6}})?"
_QUANTITY = re.compile(rf"(?P<sign>[{_SIGNS}]?)-?\d[\d,]*(?:\.\d+)?(?P<unit>{_UNIT})")
_DAY = r"(?:\d{4}年(?:\d{1,2}月(?:\d{1,2}[日号])?)?|\d{4}[./-]\d{1,2}(?:[./-]\d{1,2})?|\d{1,2}月(?:\d{1,2}[日号])?)"
_DATES = re.compile(rf"[{_SIGNS}]?{_DAY}(?:(?:-|—|－|–|~|～|至|到)+{_DAY})?(?:底|前|之前|内|年底|末|以前|年)?")
NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,4})?")
_PAIRS = ("（）", "()", "“”", "《》", "【】")
STRAY = re.compile(rf"[{_SIGNS}]")


@lru_cache(maxsize=4096)
def kind(text: str) -> str:
    """What a value is: 量 (sign, number, unit), 时 (dates), 性 (words), 空 or 残 (a piece of something)."""
    if not text:
        return "空"
    if _DATES.fullmatch(text):
        return "时"
    match = _QUANTITY.fullmatch(text)
    if match:
        return "量" if match["sign"] or match["unit"] else "数"
    if STRAY.search(text[1:]) or text[-1] in _SIGNS + "-~至/" or text[0] in "/-%,.日月" or STRAY.match(text):
        return "残"
    return "性"


def unit(text: str) -> str:
    """The unit of a measured value, or nothing."""
    match = _QUANTITY.fullmatch(text)
    return match["unit"] if match else ""


def sign(text: str) -> str:
    """The comparison sign of a measured value, or nothing."""
    match = _QUANTITY.fullmatch(text)
    return match["sign"] if match else ""


@lru_cache(maxsize=4096)
def unbalanced(text: str) -> int:
    """How many kinds of brackets do not close."""
    return sum(text.count(pair[0]) != text.count(pair[1]) for pair in _PAIRS)


_ALONE = {"量": 0.0, "时": 0.0, "数": 2.0, "性": 1.0, "空": 6.0, "残": 8.0}


@lru_cache(maxsize=4096)
def target_cost(text: str) -> float:
    """How unlikely a text is as a target."""
    cost = _ALONE[kind(text)] + 1.5 * unbalanced(text)
    if kind(text) == "性":
        cost += 0.05 * len(text) + (3 if text in ACHIEVED[:9] else 0) + (2 if "。" in text[:-1] else 0)
    return cost


@lru_cache(maxsize=4096)
def pair_cost(initial: str, adjusted: str) -> float:
    """How unlikely the adjusted target is beside the initial one; most are not adjusted."""
    if initial == adjusted:
        return 0
    if kind(adjusted) == "空":
        return 4
    if kind(initial) == kind(adjusted) == "量":
        return 2 if unit(initial) == unit(adjusted) else 4
    return 3.5 if kind(initial) == kind(adjusted) else 6


@lru_cache(maxsize=4096)
def actual_cost(target: str, actual: str) -> float:
    """How unlikely an achieved value is beside its target."""
    measured, target_kind = kind(actual), kind(target)
    if measured == "残":
        return 8
    if measured == "空":
        return 5
    if target_kind in ("量", "数"):
        if measured in ("量", "数"):
            same = unit(actual) == unit(target)
            return (0 if same else 3) + (0 if sign(actual) == sign(target) else 0.3)
        return 2 if actual in ACHIEVED else 4
    if actual in ACHIEVED:
        return 0
    if measured in ("量", "数"):
        return 3
    return (1 if actual == target else 2.5) + 1.5 * unbalanced(actual)
