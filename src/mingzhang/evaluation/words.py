"""The words that the rules for forms look for, loaded from data and compiled once."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from mingzhang.evaluation.model import Evaluation, Indicator


@cache
def _data() -> dict[str, Any]:
    text = files("mingzhang.evaluation").joinpath("wording.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A word, a pattern or a list of them under a name, as one pattern."""
    value = _data()[name]
    return re.compile(value if isinstance(value, str) else "|".join(value))


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(_data()[name])


@cache
def pairs(name: str) -> tuple[tuple[str, str], ...]:
    """The pairs of a list of pairs."""
    return tuple((one, other) for one, other in _data()[name])


@cache
def limit(name: str) -> Decimal:
    """A threshold."""
    return Decimal(_data()["limits"][name])


_SAID_NOTHING = re.compile(r"(?:(?:偏差|未完成)?原因(?:分析)?|改进措施)[:：]?|[，。；、:：]")


@lru_cache(maxsize=4096)
def _nothing(text: str) -> bool:
    rest = _SAID_NOTHING.sub("", text)
    return not rest or rest in listed("blank") or set(rest) == {"无"}


def blank(text: str | None) -> bool:
    """Whether a text says nothing: empty, 无 and the like."""
    return text is None or (len(text) < 24 and _nothing(text))


@lru_cache(maxsize=4096)
def _admission(text: str) -> str:
    found = pattern("admitted").search(pattern("denied").sub("", text))
    return found[0] if found else ""


def admission(text: str | None) -> str:
    """The words by which a reason admits a wrong or missed target, or nothing."""
    return _admission(text) if text else ""


def is_cost(item: Indicator) -> bool:
    """Whether an indicator measures a cost."""
    return any(pattern("cost").search(level or "") for level in (item.level1, item.level2))


def is_kind(item: Indicator, name: str) -> bool:
    """Whether an indicator is of the first level that a word names (output, benefit, satisfaction)."""
    return pattern(name).search(item.level1 or "") is not None


def target(item: Indicator) -> str | None:
    """The target that holds: the adjusted one where there is one."""
    return item.adjusted_target or item.initial_target


def analysed(form: Evaluation, name: str) -> tuple[str, str | None] | None:
    """Label and text of the part of the analysis whose label contains a word, or None."""
    return next(((label, text) for label, text in form.analysis.items() if pattern(name).search(label)), None)


def year_of(form: Evaluation) -> int | None:
    """The year of a form, or None."""
    found = re.search(r"20\d\d", form.year or "")
    return int(found[0]) if found else None
