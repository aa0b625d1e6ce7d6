"""一图读懂: the figures of the year that one page shows, by panel, as the tables print them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from mingzhang.amount import format_amount
from mingzhang.compile.year import OfficeYear
from mingzhang.model import FactKey
from mingzhang.write.explanation.figures import Figures

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Line:
    """A named figure in 万元; `other` is what it is compared with (None: not known), `note` says how they compare."""

    label: str
    value: Decimal
    other: Decimal | None = None
    note: str = ""

    @property
    def text(self) -> str:
        """The figure as printed."""
        return format_amount(self.value)

    @property
    def other_text(self) -> str:
        """What it is compared with, as printed; empty where it is not known."""
        return "" if self.other is None else format_amount(self.other)


@dataclass(frozen=True, slots=True)
class Panel:
    """A chart: `kind` is list, parts or pairs; `own` and `other` name the two bars of a pair, `total` is the whole.

    `remark` stands in for what is not there.
    """

    id: str
    kind: str
    title: str
    lines: tuple[Line, ...]
    total: Line | None = None
    own: str = ""
    other: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Glance:
    """Everything the page shows."""

    title: str
    subtitle: str
    source: str
    headline: tuple[Line, ...]
    panels: tuple[Panel, ...]


def glance(office: OfficeYear, stage: str = "") -> Glance:
    """What the page shows of a year, amounts in 万元.

    `stage` is the budget that 三公 are compared with (`full_year_budget`, `initial_budget`), as the edition's table
    prints it; the first one known where it is not given.
    """
    told = _told()
    cube = office.cube
    named = {"organisation": cube.organisation, "year": cube.year, "before": cube.year - 1, "speaker": cube.speaker}
    return Glance(
        told["title"], told["subtitle"].format(**named), told["source"].format(**named),
        tuple(_line(office, row) for row in told["headline"]),
        tuple(_panel(office, panel, stage, named) for panel in told["panel"]),
    )  # fmt: skip


def described(panel: Panel) -> str:
    """A panel in words, for those who cannot see it."""
    total = f"{panel.total.label}{panel.total.text}万元。" if panel.total else ""
    pieces = []
    for line in panel.lines:
        against = f"，{panel.other}{line.other_text}万元" if line.other is not None else ""
        note = f"，{line.note}" if line.note else ""
        own = f"{panel.own}" if panel.own else ""
        pieces.append(f"{line.label}{own}{line.text}万元{against}{note}")
    words = "；".join(pieces) + "。" if pieces else ""
    remark = f"{panel.remark}。" if panel.remark else ""
    return f"{panel.title}。{total}{words}{remark}"


def _panel(office: OfficeYear, told: Mapping[str, Any], stage: str, named: Mapping[str, Any]) -> Panel:
    if told["kind"] == "budget":
        return _budget(office, told, stage)
    if told["kind"] == "last_year":
        return _last_year(office, told, named)
    total = _line(office, told["total"])
    lines = [*_members(office, told["members"])] if "members" in told else []
    lines += [line for line in (_line(office, row) for row in told["rows"]) if line.value]
    shared = tuple(Line(line.label, line.value, note=_share(line.value, total.value)) for line in lines)
    return Panel(told["id"], told["kind"], told["title"], shared, total, remark="" if shared else _told()["nothing"])


def _members(office: OfficeYear, told: Mapping[str, Any]) -> Iterator[Line]:
    """The members of a dimension that have an amount, the largest first, what is too many in one line."""
    cube, dimension = office.cube, told["dimension"]
    codes = sorted(code for code in cube.members(dimension) if len(code) == told["digits"])
    found = [(code, _key({**told["at"], dimension: code})) for code in codes]
    found = sorted((item for item in found if _amount(office, item[1])), key=lambda item: -_amount(office, item[1]))
    most = told["most"] if len(found) > told["most"] + 1 else len(found)
    for code, key in found[:most]:
        yield Line(cube.name_of(dimension, code), _amount(office, key))
    if found[most:]:
        rest = sum((_amount(office, key) for _, key in found[most:]), Decimal(0))
        yield Line(told["rest"].format(count=len(found) - most), rest)


def _budget(office: OfficeYear, told: Mapping[str, Any], stage: str) -> Panel:
    stages: dict[str, str] = told["stages"]

    def planned(row: Mapping[str, Any], name: str) -> Decimal:
        return _amount(office, _key({**row["at"], "stage": name}))

    known = stage or next((name for name in stages if any(planned(row, name) for row in told["rows"])), "")
    lines = []
    for row in told["rows"]:
        spent, budget = _amount(office, _key(row["at"])), planned(row, known) if known else None
        note = f"完成预算{format_amount(spent / budget * _HUNDRED)}%" if budget and budget > 0 else ""
        lines.append(Line(row["label"], spent, budget, note))
    nothing = not any(line.value or line.other for line in lines)
    remark = _told()["nothing"] if nothing else "" if known else told["missing"]
    shown = () if nothing else tuple(lines)
    return Panel(told["id"], "pairs", told["title"], shown, None, told["own"], stages.get(known, ""), remark)


def _last_year(office: OfficeYear, told: Mapping[str, Any], named: Mapping[str, Any]) -> Panel:
    lines = []
    for row in told["rows"]:
        key = _key(row["at"])
        now, other = _amount(office, key), Figures(office).last(key)
        lines.append(Line(row["label"], now, other, "" if other is None else _change(now, other)))
    known = any(line.other is not None for line in lines)
    if not known and not any(line.value for line in lines):
        return Panel(told["id"], "pairs", told["title"], (), remark=_told()["nothing"])
    if known:  # a bar alone among pairs would look like a year without anything
        lines = [line for line in lines if line.other is not None]
    own, other_name = told["own"].format(**named), told["other"].format(**named) if known else ""
    return Panel(
        told["id"], "pairs", told["title"], tuple(lines), None, own, other_name, "" if known else told["missing"]
    )


def _change(now: Decimal, before: Decimal) -> str:
    """How a figure compares with last year's; a rate only where last year's is above zero."""
    if now == before:
        return "与上年持平"
    word = "增长" if now > before else "下降"
    if before <= 0:
        return f"{'增加' if now > before else '减少'}{format_amount(abs(now - before))}万元"
    return f"{word}{format_amount(abs(now - before) / before * _HUNDRED)}%"


def _share(value: Decimal, whole: Decimal) -> str:
    """A part's share in words; none where the part or the whole is not above zero."""
    if value <= 0 or whole <= 0:
        return ""
    share = format_amount(value / whole * _HUNDRED, 1)
    return "<0.1%" if share == "0.0" else f"{share}%"


def _line(office: OfficeYear, told: Mapping[str, Any]) -> Line:
    return Line(told["label"], _amount(office, _key(told["at"])))


def _amount(office: OfficeYear, key: FactKey) -> Decimal:
    """The amount in 万元 as the tables and the explanation print it, so that rates and shares are theirs too."""
    return Figures(office).now(key)


def _key(at: Mapping[str, str]) -> FactKey:
    coordinates = dict(at)
    return FactKey.of(coordinates.pop("measure"), coordinates)


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads((resources.files("mingzhang.write") / "glance.toml").read_text("utf-8"))
