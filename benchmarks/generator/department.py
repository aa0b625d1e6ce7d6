"""A fictitious department with all that its disclosure tells: two years' books, budgets, counts and projects."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from benchmarks.generator.cube import Seeded, make_cube
from benchmarks.generator.last_year import last_year
from benchmarks.generator.projects import BANDS, Funded, projects_of
from mingzhang.forms import Edition

_HUNDRED = Decimal(100)
_LEAST = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class Counts:
    """What only the explanation tells: journeys, vehicles bought and held, guests, contracts of small firms in 元."""

    groups: int
    travellers: int
    bought: int
    held: int
    batches: int
    guests: int
    small: Decimal
    micro: Decimal


@dataclass(frozen=True, slots=True)
class Department:
    """Everything of one year; `budget` holds the initial budget of each item of the general public budget."""

    cube: Seeded
    last: Seeded
    budget: dict[str, Decimal]
    counts: Counts
    projects: tuple[Funded, ...]
    grades: tuple[str, ...]


def make_department(edition: Edition, seed: int) -> Department:
    """The department of a seed, in one of the edition's years."""
    cube = make_cube(seed, edition.years[seed % len(edition.years)])
    _settle(cube)
    bands = "优良合格不合格" if edition.province == "上海" else "优良中差"
    return Department(
        cube, last_year(cube), _budget(cube), _counts(cube), projects_of(cube, bands),
        tuple(word for word, _ in BANDS[bands]),
    )  # fmt: skip


def _settle(cube: Seeded) -> None:
    """Vehicles where there are running costs for them, none where there are none; procurement within spending."""
    driven = cube.get("expenditure", fund="fiscal", economic="vehicle_running") > 0
    held = cube.get("vehicles") > 0
    limit = (cube.get("expenditure") / 5).quantize(_HUNDRED)
    for leaf in [leaf for leaf in cube.leaves if leaf.measure in ("vehicles", "procurement")]:
        if leaf.measure == "vehicles" and not driven:
            cube.put(leaf, Decimal(0))
        elif leaf.measure == "procurement":
            cube.put(leaf, min(cube.leaves[leaf], limit))
    if driven and not held:
        cube.add(Decimal(1), "vehicles", use="confidential")


def _budget(cube: Seeded) -> dict[str, Decimal]:
    """Initial budgets: some as spent, some items without, the rest above or below."""
    random = Random(f"budget {cube.seed}")
    budget: dict[str, Decimal] = {}
    for code in sorted(code for code in cube.members("function") if len(code) == 7):
        spent = cube.get("expenditure", fund="general", function=code)
        chance, factor = random.random(), Decimal(random.uniform(0.75, 1.35))
        if not spent or chance < 0.12:
            continue
        budget[code] = spent if chance < 0.4 else max((spent * factor).quantize(_HUNDRED, ROUND_HALF_UP), _LEAST)
    return budget


def _counts(cube: Seeded) -> Counts:
    random = Random(f"counts {cube.seed}")

    def spent(economic: str) -> bool:
        return cube.get("expenditure", fund="fiscal", economic=economic) > 0

    groups, batches = random.randint(1, 6), random.randint(3, 60)
    travellers, guests = groups * random.randint(1, 4), batches * random.randint(3, 15)
    held = int(cube.get("vehicles"))
    bought = random.randint(1, max(1, min(3, held)))
    procured = cube.get("procurement")
    small = (procured * Decimal(random.uniform(0.3, 1))).quantize(_HUNDRED)
    micro = (small * Decimal(random.uniform(0.2, 1))).quantize(_HUNDRED)
    abroad, hosted = spent("overseas"), spent("reception")
    return Counts(
        groups * abroad, travellers * abroad, bought * spent("vehicle_purchase"), held * spent("vehicle_running"),
        batches * hosted, guests * hosted, small, micro,
    )  # fmt: skip
