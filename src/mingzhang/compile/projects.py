"""Self-evaluations worked out: the rate of execution, each score by the rule of its target, total and grade."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from mingzhang.evaluation.model import Evaluation, FundRow, Indicator, Mark
from mingzhang.evaluation.reached import due, reached
from mingzhang.evaluation.scheme import grade_sets, schemes, share_of

_WAN = Decimal(10_000)
_STEP = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Money:
    """The money of a project in 元."""

    declared: Decimal
    planned: Decimal
    full: Decimal
    spent: Decimal


@dataclass(frozen=True, slots=True)
class Texts:
    """What a project's form says in words; `analysis` by the label of each paragraph."""

    name: str
    year: int
    department: tuple[str, str]
    unit: tuple[str, str]
    source: str
    goal: str
    completion: str
    analysis: Mapping[str, str]


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("projects.toml").read_text(encoding="utf-8"))


def execution_weight() -> Decimal:
    """The points that the rate of execution earns at most."""
    return schemes()[0].execution


def source_of(fund: str) -> str:
    """How a form names the money of a fund where the book does not say."""
    return str(_words()["sources"][fund])


def score_of(indicator: Indicator) -> Decimal | None:
    """The score of an indicator by its target and what was achieved; None where only a judgement gives it.

    The rules are those of `schemes.toml`, the same that published forms are checked by.
    """
    weight = Decimal(indicator.weight or "0")
    found = reached(indicator)
    if found is None:
        share = share_of(indicator.actual or "")
        return weight if share is not None and share.high == 1 else None
    if found.state == "met":
        return weight
    score = due(found, weight)
    return Decimal(score) if score is not None else None


def evaluation(texts: Texts, money: Money, indicators: Sequence[Indicator], grades: str) -> Evaluation:
    """A whole form: what is not given is computed; an indicator that has a score keeps it."""
    scored = [_scored(item) for item in indicators]
    rate, earned = execution(money)
    total = earned + sum((Decimal(item.score or "0") for item in scored), Decimal(0))
    words = next(item for item in grade_sets() if item.id == grades)
    return Evaluation(
        title=_words()["title"].format(name=texts.name),
        year=f"{texts.year}年度",
        project_name=texts.name,
        department_code=texts.department[0],
        department_name=texts.department[1],
        budget_unit_code=texts.unit[0],
        budget_unit_name=texts.unit[1],
        funds_unit="万元",
        funds=tuple(_fund_row(item, money, rate, earned) for item in (_words()["total"], texts.source)),
        annual_goal=texts.goal,
        actual_completion=texts.completion,
        indicators=tuple(scored),
        total=Mark(_plain(total)),
        grade=Mark(words.word(total)),
        analysis=_analysis(texts, money, rate),
    )


def execution(money: Money) -> tuple[Decimal, Decimal]:
    """The rate of execution in per cent and the points it earns, from the amounts as printed."""
    full, spent = _printed(money.full), _printed(money.spent)
    if not full:
        return Decimal(0).quantize(_STEP), Decimal(0)
    rate = (spent * 100 / full).quantize(_STEP, ROUND_HALF_UP)
    earned = (min(spent / full, Decimal(1)) * execution_weight()).quantize(_STEP, ROUND_HALF_UP)
    return rate, earned


def _scored(item: Indicator) -> Indicator:
    score = Decimal(item.score) if item.score else score_of(item)
    return Indicator(
        item.level1, item.level2, item.level3, item.initial_target, item.adjusted_target or item.initial_target,
        item.actual, item.weight, None if score is None else _plain(score), item.deviation_reason,
    )  # fmt: skip


def _fund_row(item: str, money: Money, rate: Decimal, earned: Decimal) -> FundRow:
    left = _printed(money.full) - _printed(money.spent)
    cells = {
        "年初目标申报数": f"{_printed(money.declared)}",
        "年初预算编制数": f"{_printed(money.planned)}",
        "全年预算数": f"{_printed(money.full)}",
        "全年执行数": f"{_printed(money.spent)}",
        "结转结余": f"{left}",
        "执行率": f"{rate}%",
        "得分": _plain(earned),
    }
    return FundRow(item, {column: Mark(text) for column, text in cells.items()})


def _analysis(texts: Texts, money: Money, rate: Decimal) -> dict[str, str | None]:
    own = _words()["analysis"]
    wording = own["unfunded"] if not money.full else own["unplanned"] if not money.planned else own["text"]
    figures = {name: f"{_printed(getattr(money, name))}" for name in ("planned", "full", "spent")}
    first = {own["label"]: wording.format(**figures, rate=rate)}
    return {**first, **{label: text or own["nothing"] for label, text in texts.analysis.items()}}


def _printed(amount: Decimal) -> Decimal:
    """元 as 万元, exact, with two decimals or as many more as it takes: a form rounds nothing."""
    exact = (amount / _WAN).normalize()
    return exact if exact.as_tuple().exponent < -2 else exact.quantize(_STEP)  # type: ignore[operator]


def _plain(value: Decimal) -> str:
    """A score without needless zeros."""
    return f"{value.normalize():f}" if value else "0"
