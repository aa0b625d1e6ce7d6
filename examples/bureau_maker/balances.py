"""Balances at the beginning and the end of the year, with what was adjusted at its beginning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from examples.bureau_maker.ledger import CASH, drawn
from examples.bureau_maker.plan import BUREAU, CENTRE, OFFICE, Line

_TURNED = 320_000
"""分 of a finished project's rest (8102) that the bureau turned to another use within it (8101)."""
_SAVED = 800_000
"""分 of the bureau's own money that is 非财政拨款结余."""
_RESERVES = {"8202": 2_206_540, "8301": 815_300}
"""分 that the 事业单位 had put by."""


@dataclass(frozen=True, slots=True)
class Balance:
    """A balance of one unit in 分; `opening` is before the adjustments, which are by their cause."""

    unit: str
    account: str
    fund: str
    function: str
    opening: int
    closing: int
    adjusted: Mapping[str, int] = field(default_factory=dict)


def balances_of(lines: Sequence[Line], surrendered: int) -> list[Balance]:
    """Every balance, money last in each unit. Nothing of the treasury's money is left at the end of the year."""
    opening = {line.purse: line.amount for line in lines if line.measure == "opening"}
    retired = opening[BUREAU, "general", "2080501"]
    own = opening[BUREAU, "own_funds", "2150501"]
    kept = own + sum(_sign(line) * line.amount for line in lines if line.own(BUREAU) and line.measure != "opening")
    used = drawn(lines)
    put_by = sum(line.amount for line in lines if line.measure == "distribution")
    back = {"surrendered": -surrendered}
    found = [
        Balance(BUREAU, "8101", "general", "2080501", retired - _TURNED, 0, {"internal": _TURNED}),
        Balance(BUREAU, "8102", "general", "2080501", _TURNED, 0, {"internal": -_TURNED}),
        Balance(BUREAU, "8102", "general", "2150502", surrendered, 0, back),
        Balance(BUREAU, "8201", "own_funds", "", own - _SAVED, kept - _SAVED),
        Balance(BUREAU, "8202", "own_funds", "", _SAVED, _SAVED),
        Balance(CENTRE, "8101", "general", "2080503", opening[CENTRE, "general", "2080503"], 0),
        Balance(CENTRE, "8202", "own_funds", "", _RESERVES["8202"], _RESERVES["8202"] - used["8202"] + put_by),
        Balance(CENTRE, "8301", "own_funds", "", _RESERVES["8301"], _RESERVES["8301"] - used["8301"]),
    ]
    for unit in (BUREAU, OFFICE, CENTRE):
        mine = [one for one in found if one.unit == unit]
        found.append(
            Balance(
                unit, CASH, "", "", sum(one.opening for one in mine), sum(one.closing for one in mine),
                back if unit == BUREAU else {},
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.unit, one.account == CASH, one.account, one.function))


def _sign(line: Line) -> int:
    return -1 if line.measure in ("expenditure", "distribution") else 1
