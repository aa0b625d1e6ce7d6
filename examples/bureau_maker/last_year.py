"""Last year's figures: this year's less the changes that are to be stated, to the 分."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mingzhang.compile.cube import Cube
from mingzhang.model import FactKey

Amounts = Mapping[tuple[tuple[str, str], ...], int]
"""Amounts in 分 by the columns of the sheet 上年数 that are filled in."""

_UNIT = 1_000_000
"""分 in a 万元."""
# What this year's figure is more than last year's, in 分.
_TOTAL = 351_253 * _UNIT // 100
_FISCAL = 352_212 * _UNIT // 100
_GENERAL = 85_393 * _UNIT // 100
# The class 215 takes what the others leave: the classes must add up to the whole.
_CLASSES = {
    "208": 25_045 * _UNIT // 100,
    "210": 925 * _UNIT // 100,
    "214": 554 * _UNIT // 100,
    "221": 492 * _UNIT // 100,
}
_CARS = 57 * _UNIT // 100
_RUNNING = -1_113 * _UNIT // 100
_OPENING = {"": 4_127_600, "fiscal": 3_006_400}


def last_year(cube: Cube) -> Amounts:
    """Last year's amounts in 分, by the columns of the sheet 上年数."""
    total = _now(cube, "total") - _TOTAL
    fiscal = _now(cube, "total", fund="fiscal") - _FISCAL
    general = _now(cube, "expenditure", fund="general") - _GENERAL
    closing = fiscal - general
    own_closing = _now(cube, "opening", fund="own_funds")
    found: dict[tuple[tuple[str, str], ...], int] = {}

    def put(amount: int, measure: str, **at: str) -> None:
        found[tuple({"measure": measure, **at}.items())] = amount

    # All fiscal money of last year was of the general fund.
    wholes = (("", total, closing + own_closing), ("fiscal", fiscal, closing), ("general", fiscal, closing))
    for source, whole, left in wholes:
        at = {"source": source} if source else {}
        opening = _OPENING["fiscal" if source else ""]
        put(whole, "total", **at)
        put(opening, "opening", **at)
        put(whole - opening, "income", **at)
        put(whole - left, "expenditure", **at)
        put(left, "closing", **at)
    for measure in ("total", "opening", "income", "expenditure", "closing"):
        put(0, measure, source="government_fund")
    rest = general
    for code, change in _CLASSES.items():
        amount = _now(cube, "expenditure", fund="general", function=code) - change
        rest -= amount
        put(amount, "expenditure", source="general", function=code)
    put(rest, "expenditure", source="general", function="215")
    cars = _now(cube, "expenditure", fund="fiscal", economic="vehicle_running") - _CARS
    for item in ("three_public", "vehicles", "vehicle_running"):
        put(cars, "expenditure", source="fiscal", economic=item)
    for item in ("overseas", "vehicle_purchase", "reception"):
        put(0, "expenditure", source="fiscal", economic=item)
    put(_now(cube, "running_costs") - _RUNNING, "running_costs")
    return found


def rows_of(amounts: Amounts) -> Iterator[dict[str, str]]:
    """The rows of the sheet."""
    for at, amount in amounts.items():
        yield {**dict(at), "amount": f"{amount // 100}.{amount % 100:02d}"}


def surrendered(cube: Cube, amounts: Amounts) -> int:
    """What went back to the treasury at the beginning of this year, in 分."""
    closing = amounts[(("measure", "closing"), ("source", "fiscal"))]
    return closing - _now(cube, "opening", fund="fiscal")


def _now(cube: Cube, measure: str, **at: str) -> int:
    return int(cube.value(FactKey.of(measure, at)) * 100)
