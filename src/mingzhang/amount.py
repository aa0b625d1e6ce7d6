"""Printed amounts: what stands on the page, read exactly, with the interval it allows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

FACTORS: dict[str, Decimal] = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
}
"""Money units and the 元 they stand for; every other unit (辆, %, 人 …) counts as one."""

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－＋％（）", "0123456789.,-+%()")
_LONGEST = 60
"""No figure has so many digits; exact sums of longer ones could take for ever."""
_DASHES = re.compile(r"[─—–‐－\-―一]+")
_TWO_NUMBERS = re.compile(r"[\d０-９]\s+[\d０-９]")
_NUMBER = re.compile(
    r"(?P<open>\()?(?P<sign>[+-])?(?P<body>\d{1,3}(?:,\d{3})+|\d+)(?P<fraction>\.\d+)?(?(open)\))(?P<percent>%)?"
)


@lru_cache(maxsize=1024)
def _step(decimals: int, unit: str) -> Decimal:
    return Decimal(1).scaleb(-decimals) * FACTORS.get(unit, Decimal(1))


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as printed.

    `value` is in the printed `unit`; `decimals` counts the digits printed after the point.
    """

    text: str
    value: Decimal
    decimals: int
    unit: str = ""

    @property
    def base(self) -> Decimal:
        """The value in 元 for money, unchanged for counts and percentages."""
        factor = FACTORS.get(self.unit)
        return self.value if factor is None else self.value * factor

    @property
    def step(self) -> Decimal:
        """One unit of the last printed digit, in the same measure as `base`."""
        return _step(self.decimals, self.unit)

    @property
    def interval(self) -> Interval:
        """All true values that print as this amount (round half away from zero)."""
        half, base = self.step / 2, self.base
        negative = self.value < 0 or self.text.strip().startswith("-")
        return Interval(base - half, base + half, not negative, negative)


@dataclass(frozen=True, slots=True)
class Interval:
    """A range of true values; each end may be open or closed."""

    low: Decimal
    high: Decimal
    low_closed: bool = True
    high_closed: bool = True

    def __contains__(self, value: Decimal) -> bool:
        above = value > self.low or (self.low_closed and value == self.low)
        below = value < self.high or (self.high_closed and value == self.high)
        return above and below

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            self.low + other.low,
            self.high + other.high,
            self.low_closed and other.low_closed,
            self.high_closed and other.high_closed,
        )

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low, self.high_closed, self.low_closed)

    def widened(self, by: Decimal) -> Interval:
        """The same range with `by` more on either side."""
        return Interval(self.low - by, self.high + by, self.low_closed, self.high_closed)

    def meet(self, other: Interval) -> Interval | None:
        """The common part of two ranges, or None where they have none."""
        low, low_closed = max((self.low, not self.low_closed), (other.low, not other.low_closed))
        high, high_open = min((self.high, self.high_closed), (other.high, other.high_closed))
        met = Interval(low, high, not low_closed, high_open)
        if low > high or (low == high and not (met.low_closed and met.high_closed)):
            return None
        return met


def exact(value: Decimal) -> Interval:
    """The range that holds one value only."""
    return Interval(value, value)


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, white space, or a rule such as ────."""
    stripped = "".join(text.split())
    return stripped == "" or _DASHES.fullmatch(stripped) is not None


def parse_amount(text: str, unit: str = "") -> Amount | None:
    """Read a printed number; None where the text is not a number (a blank is none either).

    Full-width digits, thousands separators, signs, brackets for negatives and a percent sign are understood. A
    percentage has the unit `%`. Two numbers with a space between them are no number.
    """
    if _TWO_NUMBERS.search(text):
        return None
    compact = "".join(text.split()).translate(_FULL_WIDTH).replace("−", "-").replace("，", ",")
    match = _NUMBER.fullmatch(compact)
    if match is None or len(compact) > _LONGEST:
        return None
    fraction = match["fraction"] or ""
    value = Decimal(match["body"].replace(",", "") + fraction)
    if match["sign"] == "-" or match["open"]:
        value = -value
    return Amount(text, value, max(len(fraction) - 1, 0), "%" if match["percent"] else unit)


def format_amount(value: Decimal, decimals: int = 2, *, thousands: bool = True) -> str:
    """Write a value with half-up rounding, as tables print it.

    >>> format_amount(Decimal("12302.975"))
    '12,302.98'
    """
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{rounded:,f}" if thousands else f"{rounded:f}"
