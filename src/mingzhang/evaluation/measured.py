"""Targets and achieved values as numbers, units and dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from mingzhang.amount import FACTORS, Amount, parse_amount

Day = tuple[int, int, int]

_SIGNS = {
    "≥": "≥", "≧": "≥", "＞": ">", ">": ">", "≤": "≤", "≦": "≤", "＜": "<", "<": "<", "＝": "＝", "=": "＝",
    "大于等于": "≥", "不少于": "≥", "不低于": "≥", "不小于": "≥", "至少": "≥",
    "小于等于": "≤", "不超过": "≤", "不高于": "≤", "不大于": "≤", "不多于": "≤", "控制在": "≤", "等于": "＝",
}  # fmt: skip
_AFTER = {"以内": "≤", "以下": "≤", "及以下": "≤", "以上": "≥", "及以上": "≥"}
_NATURE = r"(?:正向|反向|逆向|定量)?(?:指标)?"
_WORDS = "|".join(sorted(map(re.escape, _SIGNS), key=len, reverse=True))
_FIGURE = r"-?\d[\d,]*(?:\.\d+)?"
_UNIT = r"[^\d，。；、≥≤＝=＞＜><]{0,10}?(?:/\d*[^\d，。；]{1,6})?"
_VALUE = re.compile(
    rf"{_NATURE}(?P<sign>{_WORDS})?(?P<number>{_FIGURE})(?P<unit>{_UNIT})(?P<after>及?以[上下]|以内)?(?:（含）|\(含\))?"
)
_RANGE = re.compile(
    rf"{_NATURE}(?P<number>{_FIGURE})(?P<first>[^\d]{{0,4}}?)[-~～—–至到]+(?P<high>{_FIGURE})(?P<unit>{_UNIT})"
)
_DATE = r"(20\d\d)(?:年度?|[./-])?(?:(\d{1,2})(?:月|[./-])?(?:(\d{1,2})[日号]?)?)?"
_DAY = re.compile(_DATE)
_PERIOD = re.compile(rf"{_DATE}(?:[-—－–~～至到]+{_DATE})?[年底末之以前内]*")


@dataclass(frozen=True, slots=True)
class Measured:
    """A value with its comparison sign (or nothing) and unit; `high` differs from `low` in a range."""

    sign: str
    low: Amount
    high: Amount
    unit: str
    dimension: str

    @property
    def single(self) -> bool:
        """Whether it is one number and no range."""
        return self.low == self.high


@lru_cache(maxsize=4096)
def measured(text: str | None) -> Measured | None:
    """The number a target or achieved value prints, or None where it prints words, a date or nothing."""
    if not text or _PERIOD.fullmatch(text):
        return None
    plain = text.replace("％", "%").replace("百分比", "%")
    match = _VALUE.fullmatch(plain)
    if match:
        sign = _SIGNS.get(match["sign"] or "", "") or _AFTER.get(match["after"] or "", "")
        return _made(sign, match["number"], match["number"], match["unit"])
    match = _RANGE.fullmatch(plain)
    if match and match["first"] in ("", match["unit"]):
        return _made("", match["number"], match["high"], match["unit"])
    return None


def _made(sign: str, low: str, high: str, unit: str) -> Measured | None:
    head, slash, rest = unit.partition("/")
    first, last = parse_amount(low, head), parse_amount(high, head)
    if first is None or last is None:
        return None
    return Measured(sign, first, last, unit, ("元" if head in FACTORS else head) + slash + rest)


@lru_cache(maxsize=1024)
def period(text: str | None) -> tuple[Day, Day] | None:
    """First and last day of a date or a span of dates with years, or None."""
    if not text or not _PERIOD.fullmatch(text):
        return None
    days = list(_DAY.finditer(text))
    first, last = days[0], days[-1]
    start = (int(first[1]), int(first[2] or 1), int(first[3] or 1))
    return start, (int(last[1]), int(last[2] or 12), int(last[3] or 31))


def slip(one: Decimal, other: Decimal) -> int:
    """The power of ten (not 0) by which two figures differ, or 0 where they do not differ by one."""
    if one == 0 or other == 0:
        return 0
    ratio = one / other
    power = ratio.adjusted()
    return power if power and ratio == Decimal(1).scaleb(power) else 0
