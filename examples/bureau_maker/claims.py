"""Which numeric claims of the sample's text follow from the book, and which do not, each with why.

`stated` makes the list from the book's figures; `compare` holds it against the claims that were read in a text compiled
from the book, so that the list can be checked once there is such a text.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from examples.bureau_maker.plan import HERE
from mingzhang import catalogue
from mingzhang.compile.cube import Cube
from mingzhang.model import FactKey

HEADING = ("行号", "事项", "口径", "数值", "单位", "能否写出", "编出的文字", "说明")
YES, NO = "是", "否"
_STEP = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim by the line of the transcription it stands in.

    `why` is empty where it follows from the book; `silent` says why the compiled text leaves it out all the same.
    """

    line: int
    subject: str
    measure: str
    value: str
    unit: str
    why: str
    silent: str = ""

    @property
    def what(self) -> tuple[str, str, str]:
        """Measure, value without trailing zeros, unit."""
        return self.measure, plain(self.value), self.unit

    def row(self) -> tuple[str, ...]:
        """The claim as a row under HEADING."""
        return (
            str(self.line), self.subject, self.measure, self.value, self.unit, NO if self.why else YES,
            NO if self.why or self.silent else YES, self.why or self.silent,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figures:
    """What a text is written from: this year, last year, counts; budgets are in the cube under their stage."""

    cube: Cube
    last: Mapping[FactKey, Decimal]
    counts: Mapping[str, int]

    def now(self, key: FactKey) -> Decimal:
        """A figure of this year in 万元 as printed."""
        return _rounded(self.cube.value(key) / 10000)

    def before(self, key: FactKey) -> Decimal | None:
        """A figure of last year in 万元 as printed; None where it is not known."""
        value = self.last.get(key)
        return None if value is None else _rounded(value / 10000)


def stated(narrative: Path, figures: Figures) -> Iterator[Claim]:
    """Every claim of a transcription with whether it follows from the figures."""
    data = tomllib.loads((HERE / "claims.toml").read_text(encoding="utf-8"))
    with narrative.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            subject = data["neutral"].get(str(line), row["subject"])
            name = subject.removesuffix("(类)")
            found = value_of(name, row["measure"], figures, data)
            why = "" if found is not None and plain(found) == plain(row["value"]) else _why(name, row, found, data)
            silent = "" if why else _silent(name, row, data)
            yield Claim(line, subject, row["measure"], row["value"], row["unit"], why, silent)


def _silent(name: str, row: Mapping[str, str], data: Mapping[str, Any]) -> str:
    """Why the compiled text leaves out a claim that follows from the book; "" where it makes it."""
    for entry in data["unwritten"]:
        named = name in entry.get("names", (name,))
        if (
            row["measure"] in entry["measures"]
            and named
            and plain(row["value"]) == entry.get("value", plain(row["value"]))
        ):
            return str(entry["why"])
    return ""


def value_of(name: str, measure: str, figures: Figures, data: Mapping[str, Any]) -> str | None:
    """What the book gives for a claim; None where it gives nothing."""
    if measure == "数量":
        items = data["counts"].get(name)
        return None if items is None else str(sum(figures.counts.get(item, 0) for item in items))
    key = _key(name, data)
    if key is None:
        return None
    now, before = figures.now(key), figures.before(key)
    if measure == "决算数":
        return str(now)
    if measure in ("年初预算数", "全年预算数"):
        return str(figures.now(key.at("stage", _STAGES[measure])))
    if measure == "占比":
        return str(_quotient(now, figures.now(_whole(key))))
    if measure == "完成率":
        stage = "full_year_budget" if key.get("economic") else "initial_budget"
        return str(_quotient(now, figures.now(key.at("stage", stage))))
    if before is None or (measure == "增减率" and not before):
        return None
    return str(now - before) if measure == "增减额" else str(_quotient(now - before, before))


def compare(listed: Iterable[Claim], read: Iterable[tuple[str, str, str]]) -> tuple[list[Claim], list[Claim]]:
    """Listed claims against measure, value and unit of those read in a compiled text.

    Returns the claims that the text should make and does not, and those in the text that do not follow from
    the book (a figure may be there for another reason: look before complaining). Names are not compared.
    """
    there = {(measure, plain(value), unit) for measure, value, unit in read}
    claims = list(listed)
    follows = {claim.what for claim in claims if not claim.why}
    missing = [claim for claim in claims if not claim.why and not claim.silent and claim.what not in there]
    return missing, [claim for claim in claims if claim.why and claim.what in there - follows]


def load(path: Path) -> list[Claim]:
    """The list as it was written."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Claim(
                int(row["行号"]),
                row["事项"],
                row["口径"],
                row["数值"],
                row["单位"],
                row["说明"] if row["能否写出"] == NO else "",
                "" if row["能否写出"] == NO else row["说明"],
            )
            for row in csv.DictReader(file)
        ]


def write(claims: Iterable[Claim], path: Path) -> None:
    """Write the list as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADING)
        writer.writerows(claim.row() for claim in claims)


def plain(value: str) -> str:
    """A figure without separators and trailing zeros."""
    try:
        number = Decimal(value.replace(",", ""))
    except InvalidOperation:
        return value
    return f"{number.normalize():f}" if number else "0"


_STAGES = {"年初预算数": "initial_budget", "全年预算数": "full_year_budget"}


def _key(name: str, data: Mapping[str, Any]) -> FactKey | None:
    at = data["names"].get(name)
    if at is None:
        code = next((code for code, entry in catalogue.classification("economic").items() if entry.name == name), None)
        if code is None:
            return None
        at = {"measure": "expenditure", "fund": "general", "kind": "basic", "economic": code}
    return FactKey.of(at["measure"], {dimension: member for dimension, member in at.items() if dimension != "measure"})


def _whole(key: FactKey) -> FactKey:
    """What a share of the text is a share of: the same without its last coordinate but for classes of a fund."""
    return key.at("function", None) if key.get("function") else FactKey.of(key.measure, {})


def _why(name: str, row: Mapping[str, str], found: str | None, data: Mapping[str, Any]) -> str:
    if row["value"] == "∞":
        return "上年为零：增长率没有意义，不写"
    if name in data["reasons"]:
        return str(data["reasons"][name])
    if found is None:
        return "账上推不出"
    if Decimal(found).quantize(Decimal(row["value"]), ROUND_HALF_UP) == Decimal(row["value"]):
        return f"精度不同：账上算得{found}"
    return f"与账上不同：账上算得{found}"


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_STEP, ROUND_HALF_UP)


def _quotient(part: Decimal, whole: Decimal) -> Decimal:
    return _rounded(part * 100 / whole) if whole else Decimal("0.00")
