"""The figures of a year as the tables print them, and what a reader of the print works out from them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from mingzhang.amount import FACTORS, format_amount
from mingzhang.compile.year import OfficeYear
from mingzhang.model import FactKey

UNIT = "万元"
_STEP = Decimal("0.01")


def rounded(value: Decimal) -> Decimal:
    """To the two decimals that are printed, half up."""
    return value.quantize(_STEP, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Figures:
    """Printed amounts in 万元 by fact; `thousands` says whether they have separators."""

    year: OfficeYear
    thousands: bool = True

    def now(self, key: FactKey) -> Decimal:
        """This year's figure (or a budget's, by its stage): the adjusted one, else the rounded one."""
        adjusted = self.year.adjusted.get(key)
        return rounded(adjusted if adjusted is not None else self.year.cube.value(key) / FACTORS[UNIT])

    def last(self, key: FactKey) -> Decimal | None:
        """Last year's figure; None where it is not known."""
        value = self.year.last.get(key)
        return None if value is None else rounded(value / FACTORS[UNIT])

    def planned(self, key: FactKey, stage: str) -> Decimal:
        """The budget of a fact; zero where none was booked."""
        return self.now(key.at("stage", stage))

    def amount(self, value: Decimal) -> str:
        """An amount of 万元 as it stands in a sentence."""
        return format_amount(value, 2, thousands=self.thousands) + UNIT

    def money(self, key: FactKey) -> str:
        """This year's figure as it stands in a sentence."""
        return self.amount(self.now(key))

    @staticmethod
    def rate(part: Decimal, whole: Decimal) -> str:
        """A quotient of printed amounts in per cent; of nothing it is zero."""
        return f"{rounded(part * 100 / whole) if whole else Decimal('0.00')}%"
