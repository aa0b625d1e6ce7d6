"""A project self-evaluation form, as printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from mingzhang.amount import Amount, parse_amount
from mingzhang.model import Passage, Place

FUND_COLUMNS = (
    "年初目标申报数",
    "年初预算编制数",
    "全年预算数",
    "全年执行数",
    "结转结余",
    "执行率",
    "得分",
)
"""The columns of the funds block, in print order, under the names of the published data."""

MONEY_COLUMNS = FUND_COLUMNS[:5]
"""The columns of the funds block that hold money."""


_parsed = lru_cache(maxsize=4096)(parse_amount)


@dataclass(frozen=True, slots=True)
class Mark:
    """A value as printed (None: blank) and where it stands."""

    text: str | None
    place: Place = field(default_factory=Place)

    @property
    def amount(self) -> Amount | None:
        """The value as a number, or None where it is blank or no number."""
        return _parsed(self.text) if self.text else None


@dataclass(frozen=True, slots=True)
class FundRow:
    """One row of the funds block; `cells` holds the printed columns only."""

    item: str
    cells: Mapping[str, Mark]
    place: Place = field(default_factory=Place)
    weight: str | None = None
    reason: str | None = None

    @property
    def is_total(self) -> bool:
        """Whether this is the row of all funds."""
        return "总额" in self.item

    def amount(self, column: str) -> Amount | None:
        """The number printed in a column, or None."""
        mark = self.cells.get(column)
        return mark.amount if mark else None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator row; `numbers` is the place of its weight and score."""

    level1: str | None
    level2: str | None
    level3: str | None
    initial_target: str | None
    adjusted_target: str | None
    actual: str | None
    weight: str | None
    score: str | None
    deviation_reason: str | None
    place: Place = field(default_factory=Place)
    numbers: Place = field(default_factory=Place)

    @property
    def name(self) -> str:
        """The innermost printed name."""
        return self.level3 or self.level2 or self.level1 or "（未命名指标）"


@dataclass(frozen=True)
class Evaluation:
    """A whole self-evaluation form.

    `doubts` say in Chinese what the reader could not decide; findings of a doubtful form are to be confirmed.
    `text_doubts` concern the boundaries of texts only, no figure.
    `execution_weight` is the weight of the execution rate where the form prints one; `has_reasons` says whether it
    has a column for the reasons of deviations. `passages` holds where the texts stand, by `annual_goal`,
    `actual_completion` or the label of the analysis. `grade_set` is the set of grades usual where the document comes
    from (None where that is not known).
    """

    title: str
    year: str | None = None
    project_name: str | None = None
    department_code: str | None = None
    department_name: str | None = None
    budget_unit_code: str | None = None
    budget_unit_name: str | None = None
    funds_unit: str | None = None
    funds: tuple[FundRow, ...] = ()
    annual_goal: str | None = None
    actual_completion: str | None = None
    indicators: tuple[Indicator, ...] = ()
    total: Mark = field(default_factory=lambda: Mark(None))
    grade: Mark = field(default_factory=lambda: Mark(None))
    analysis: Mapping[str, str | None] = field(default_factory=dict)
    source_notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    text_doubts: tuple[str, ...] = ()
    place: Place = field(default_factory=Place)
    execution_weight: str | None = None
    total_weight: str | None = None
    seq: int | None = None
    has_reasons: bool = True
    passages: Mapping[str, Passage] = field(default_factory=dict)
    grade_set: str | None = None

    @cached_property
    def money_scale(self) -> int:
        """How many decimals the money of the funds has: systems drop trailing zeros, so the finest print tells."""
        amounts = (row.amount(column) for row in self.funds for column in MONEY_COLUMNS)
        return max((amount.decimals for amount in amounts if amount is not None), default=0)

    @cached_property
    def texts(self) -> dict[str, str]:
        """The texts that are not blank: goal, achievement, then the analysis under its labels."""
        found = {"annual_goal": self.annual_goal, "actual_completion": self.actual_completion, **self.analysis}
        return {name: text for name, text in found.items() if text}

    def spot(self, name: str, start: int = 0, end: int | None = None) -> Place:
        """Where the characters from `start` to before `end` of a text stand."""
        passage = self.passages.get(name)
        if passage is None:
            return self.place
        return passage.place_of(start, len(passage.text) if end is None else end)

    @property
    def sure(self) -> bool:
        """Whether the figures were read with certainty."""
        return not self.doubts

    @property
    def fund_total(self) -> FundRow | None:
        """The row of all funds, or None."""
        return next((row for row in self.funds if row.is_total), None)

    @property
    def name(self) -> str:
        """What a message calls the form."""
        return self.project_name or self.title


_HEADER = (
    "title",
    "year",
    "project_name",
    "department_code",
    "department_name",
    "budget_unit_code",
    "budget_unit_name",
    "funds_unit",
)
_INDICATOR = (
    "level1",
    "level2",
    "level3",
    "initial_target",
    "adjusted_target",
    "actual",
    "weight",
    "score",
    "deviation_reason",
)


def to_json(evaluation: Evaluation) -> dict[str, Any]:
    """The form as plain data: the published keys, then what only this project keeps (weights, doubts, places)."""
    result: dict[str, Any] = {"seq": evaluation.seq}
    result |= {name: getattr(evaluation, name) for name in _HEADER}
    result["funds"] = [
        {"item": row.item} | {column: mark.text for column, mark in _ordered(row.cells)} for row in evaluation.funds
    ]
    result["annual_goal"] = evaluation.annual_goal
    result["actual_completion"] = evaluation.actual_completion
    result["indicators"] = [{name: getattr(item, name) for name in _INDICATOR} for item in evaluation.indicators]
    result["total_score"] = evaluation.total.text
    result["grade"] = evaluation.grade.text
    result["analysis"] = dict(evaluation.analysis)
    result["source_notes"] = list(evaluation.source_notes)
    result["doubts"] = list(evaluation.doubts)
    result["text_doubts"] = list(evaluation.text_doubts)
    result["execution_weight"] = evaluation.execution_weight
    result["total_weight"] = evaluation.total_weight
    result["has_reasons"] = evaluation.has_reasons
    result["fund_weights"] = [row.weight for row in evaluation.funds]
    result["fund_reasons"] = [row.reason for row in evaluation.funds]
    result["places"] = {
        "form": _place_out(evaluation.place),
        "funds": [
            {"row": _place_out(row.place)} | {column: _place_out(mark.place) for column, mark in _ordered(row.cells)}
            for row in evaluation.funds
        ],
        "indicators": [
            {"row": _place_out(item.place), "numbers": _place_out(item.numbers)} for item in evaluation.indicators
        ],
        "total_score": _place_out(evaluation.total.place),
        "grade": _place_out(evaluation.grade.place),
        "texts": {name: _passage_out(passage) for name, passage in evaluation.passages.items()},
    }
    return result


def from_json(data: Mapping[str, Any]) -> Evaluation:
    """The form back from `to_json`, or from the published keys alone (then without places)."""
    places: Mapping[str, Any] = data.get("places") or {}
    indicators = data.get("indicators") or []
    return Evaluation(
        **{name: data.get(name) for name in _HEADER if name != "title"},
        title=data.get("title") or "",
        seq=data.get("seq"),
        funds=tuple(_fund_in(data, places, number) for number in range(len(data.get("funds") or []))),
        annual_goal=data.get("annual_goal"),
        actual_completion=data.get("actual_completion"),
        indicators=tuple(
            Indicator(
                **{name: item.get(name) for name in _INDICATOR},
                place=_place_in(_at(places.get("indicators"), number).get("row")),
                numbers=_place_in(_at(places.get("indicators"), number).get("numbers")),
            )
            for number, item in enumerate(indicators)
        ),
        total=Mark(data.get("total_score"), _place_in(places.get("total_score"))),
        grade=Mark(data.get("grade"), _place_in(places.get("grade"))),
        analysis=dict(data.get("analysis") or {}),
        source_notes=tuple(data.get("source_notes") or ()),
        doubts=tuple(data.get("doubts") or ()),
        text_doubts=tuple(data.get("text_doubts") or ()),
        place=_place_in(places.get("form")),
        execution_weight=data.get("execution_weight"),
        total_weight=data.get("total_weight"),
        has_reasons=data.get("has_reasons", True),
        passages={name: _passage_in(item) for name, item in (places.get("texts") or {}).items()},
    )


def _fund_in(data: Mapping[str, Any], places: Mapping[str, Any], number: int) -> FundRow:
    row = data["funds"][number]
    spots = _at(places.get("funds"), number)
    cells = {column: Mark(text, _place_in(spots.get(column))) for column, text in row.items() if column != "item"}
    weights, reasons = data.get("fund_weights") or (), data.get("fund_reasons") or ()
    return FundRow(
        row["item"],
        cells,
        _place_in(spots.get("row")),
        weights[number] if number < len(weights) else None,
        reasons[number] if number < len(reasons) else None,
    )


def _at(items: Any, number: int) -> Mapping[str, Any]:
    return items[number] if items and number < len(items) else {}


def _ordered(cells: Mapping[str, Mark]) -> Iterator[tuple[str, Mark]]:
    return ((column, cells[column]) for column in FUND_COLUMNS if column in cells)


def _passage_out(passage: Passage) -> dict[str, Any]:
    lines = [[offset, _place_out(place)] for offset, place in passage.lines]
    return {"text": passage.text, "place": _place_out(passage.place), "lines": lines}


def _passage_in(data: Mapping[str, Any]) -> Passage:
    lines = tuple((offset, _place_in(place)) for offset, place in data.get("lines") or ())
    return Passage(data.get("text") or "", _place_in(data.get("place")), lines)


def _place_out(place: Place) -> dict[str, Any]:
    names = ("page", "box", "line", "last_line", "table", "row", "column")
    values = {name: getattr(place, name) for name in names}
    return {name: list(v) if isinstance(v, tuple) else v for name, v in values.items() if v is not None}


def _place_in(data: Mapping[str, Any] | None) -> Place:
    if not data:
        return Place()
    box = data.get("box")
    return Place(**{**data, "box": tuple(box) if box else None})
