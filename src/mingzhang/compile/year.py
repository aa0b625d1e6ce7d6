"""Everything one office tells of its year, ready to be written: figures, last year, counts, reasons, projects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from mingzhang.compile.cube import Cube
from mingzhang.evaluation.model import Evaluation
from mingzhang.model import FactKey


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the department; `type` and `status` as in the choices of book.toml."""

    code: str
    name: str
    type: str
    status: str
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """A project with a self-evaluation, its money in 元 and its form as printed."""

    code: str
    unit: str
    fund: str
    planned: Decimal
    full: Decimal
    spent: Decimal
    form: Evaluation


@dataclass(slots=True)
class OfficeYear:
    """The year of a department, or of one unit of it.

    `cube` holds this year in 元, budgets among it (under the dimension `stage`); `last` are last year's figures by
    key, as far as they are known. `statistics` are counts by the choices of book.toml. `small` and `micro` are the
    contracts of small firms in 元, `micro` being part of `small`. `reasons` are texts by subject and comparison
    (`last_year` or `budget`); a subject is a code of the functional classification or a name. `profile` holds the
    rest by the choices of book.toml. `adjusted` are printed figures in 万元 that differ from the rounded ones.
    """

    cube: Cube
    last: Mapping[FactKey, Decimal] = field(default_factory=dict)
    statistics: Mapping[str, int] = field(default_factory=dict)
    small: Decimal = Decimal(0)
    micro: Decimal = Decimal(0)
    reasons: Mapping[tuple[str, str], str] = field(default_factory=dict)
    projects: tuple[Project, ...] = ()
    units: tuple[Unit, ...] = ()
    duties: tuple[str, ...] = ()
    profile: Mapping[str, str] = field(default_factory=dict)
    adjusted: Mapping[FactKey, Decimal] = field(default_factory=dict)
