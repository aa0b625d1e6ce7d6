"""Amounts by chance, in whole 分, so that nothing is ever rounded."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

LEAST_PROJECT = 5_000_000
"""The smallest project, in 分: its form prints money in 万元 with two decimals."""


@dataclass(frozen=True, slots=True)
class Purse:
    """Amounts of one unit; `digits` is how many digits its largest amount has in 分."""

    random: Random
    digits: int

    def amount(self, less: int = 0) -> int:
        """An amount of any magnitude up to the largest, which `less` shortens by some digits; seldom a few 分."""
        if self.random.random() < 0.03:
            return self.random.randint(1, 120)
        length = self.random.randint(5, max(5, self.digits - less))
        return self.random.randrange(10 ** (length - 1), 10**length)

    def part(self, whole: int) -> int:
        """A part of an amount, neither nothing nor everything where that is possible."""
        return self.random.randint(1, whole - 1) if whole > 1 else whole

    def split(self, whole: int, most: int) -> list[int]:
        """An amount in at most so many parts, none of them nothing."""
        count = min(self.random.randint(1, most), whole)
        cuts = sorted(self.random.sample(range(1, whole), count - 1)) if count > 1 else []
        return [high - low for low, high in zip([0, *cuts], [*cuts, whole], strict=True)]

    def happens(self, chance: float) -> bool:
        """Whether something of this chance happens."""
        return self.random.random() < chance
