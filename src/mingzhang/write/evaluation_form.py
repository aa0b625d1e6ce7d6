"""A self-evaluation form (项目支出绩效自评表) as one ruled table, read back by mingzhang.evaluation.grid_form."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from mingzhang.evaluation.funds import WEIGHT
from mingzhang.evaluation.model import FUND_COLUMNS, Evaluation, FundRow, Indicator
from mingzhang.write.printed import Cell, PrintedTable

_WIDTHS = (3.9, 4.9, 5.4, 4.9, 4.9, 4.9, 3.9, 3.9, 5.9)
_REASON = "原因"
_RATE = FUND_COLUMNS.index("执行率")
_ORDER = (*FUND_COLUMNS[:_RATE], WEIGHT, *FUND_COLUMNS[_RATE:], _REASON)
_SPLIT = FUND_COLUMNS[:2]


@cache
def _labels() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("evaluation_form.toml").read_text(encoding="utf-8"))


def evaluation_form(evaluation: Evaluation) -> PrintedTable:
    """The form with all its texts and figures as they are; blanks stay blank.

    The block of funds takes one column more than its printed ones, the indicators eight or nine; the table has as many
    as the wider of both.
    """
    labels = _labels()
    columns = _fund_columns(evaluation)
    heads = [*labels["indicators"], *([labels["reasons"]] if evaluation.has_reasons else [])]
    width = max(len(heads), len(columns) + 2)
    spare = width - len(heads)
    half = width // 2
    body: list[list[Cell]] = [
        [Cell(labels["project"], columns=2), _text(evaluation.project_name, width - 2)],
        [
            Cell(labels["department"], columns=2),
            _text(_coded(evaluation.department_code, evaluation.department_name), half - 1),
            Cell(labels["unit"]),
            _text(_coded(evaluation.budget_unit_code, evaluation.budget_unit_name), width - half - 2),
        ],
        *_funds(evaluation, columns, width),
        [
            Cell(labels["goals"], rows=2),
            Cell(labels["goal"], columns=half),
            Cell(labels["completion"], columns=width - half - 1),
        ],
        [_text(evaluation.annual_goal, half), _text(evaluation.actual_completion, width - half - 1)],
        _stretched([Cell(text) for text in heads], spare),
        *(_stretched(row, spare) for row in _indicators(evaluation.indicators, reasons=evaluation.has_reasons)),
        *_total(evaluation, width, spare),
    ]
    body += [[Cell(label, columns=2), _text(text, width - 2)] for label, text in evaluation.analysis.items()]
    return PrintedTable(
        "",
        evaluation.title or labels["title"],
        [],
        body,
        [*_WIDTHS, *[5.0] * (width - len(_WIDTHS))][:width],
        number=f"（{evaluation.year}）" if evaluation.year else "",
        notes=[labels["note"].format(text=note) for note in evaluation.source_notes],
    )


def _text(text: str | None, columns: int = 1) -> Cell:
    return Cell(text or "", "left", columns=columns)


def _coded(code: str | None, name: str | None) -> str | None:
    return f"{code}-{name}" if code and name else name or code


def _stretched(row: list[Cell], spare: int) -> list[Cell]:
    """The row over the whole width: its last cell takes what a wider block of funds leaves over."""
    last = row[-1]
    return [*row[:-1], Cell(last.text, last.align, rows=last.rows, columns=last.columns + spare, name=last.name)]


def _fund_columns(evaluation: Evaluation) -> list[str]:
    """The columns that any row of the funds prints, in their order."""
    printed = {column for row in evaluation.funds for column in row.cells}
    printed |= {WEIGHT} if any(row.weight for row in evaluation.funds) else set()
    printed |= {_REASON} if any(row.reason for row in evaluation.funds) else set()
    return [column for column in _ORDER if column in printed]


def _funds(evaluation: Evaluation, columns: Sequence[str], width: int) -> list[list[Cell]]:
    labels = _labels()
    if not columns:
        return []
    spare = width - 2 - len(columns)
    split = [column for column in _SPLIT if column in columns]
    under = split if len(split) == len(_SPLIT) else []
    heads: list[Cell] = [Cell(labels["initial"], columns=len(under))] if under else []
    for column in columns[len(under) :]:
        text = labels["alone"].get(column, labels["columns"][column])
        heads.append(Cell(text, rows=2 if under else 1))
    title = Cell(labels["funds"].format(unit=evaluation.funds_unit or ""), rows=len(evaluation.funds) + 1 + bool(under))
    # what the block leaves of the width widens the column of names
    rows = [[title, Cell("", rows=2 if under else 1, columns=1 + spare), *heads]]
    if under:
        rows.append([Cell(labels["columns"][column]) for column in under])
    return [*rows, *(_fund_row(row, columns, 1 + spare) for row in evaluation.funds)]


def _fund_row(row: FundRow, columns: Sequence[str], names: int) -> list[Cell]:
    texts = {column: mark.text for column, mark in row.cells.items()} | {WEIGHT: row.weight, _REASON: row.reason}
    cells = [
        Cell(texts.get(column) or "", "left" if column == _REASON else "right", name=(row.item, column))
        for column in columns
    ]
    return [Cell(row.item, columns=names), *cells]


def _indicators(items: Sequence[Indicator], *, reasons: bool) -> list[list[Cell]]:
    """A row each; neighbours under one heading of the first two levels share its cell."""
    rows = []
    for at, item in enumerate(items):
        row = []
        outer = [(other.level1,) for other in items]
        inner = [(other.level1, other.level2) for other in items]
        if at == 0 or outer[at - 1] != outer[at]:
            row.append(Cell(item.level1 or "", rows=_run(outer[at:])))
        if at == 0 or inner[at - 1] != inner[at]:
            row.append(Cell(item.level2 or "", rows=_run(inner[at:])))
        row.append(_text(item.level3))
        row += [Cell(text or "") for text in (item.initial_target, item.adjusted_target, item.actual, item.weight)]
        row.append(Cell(item.score or "", name=(item.name, FUND_COLUMNS[-1])))
        rows.append([*row, *([_text(item.deviation_reason)] if reasons else [])])
    return rows


def _run(values: Sequence[object]) -> int:
    return next((at for at, value in enumerate(values) if value != values[0]), len(values))


def _total(evaluation: Evaluation, width: int, spare: int) -> list[list[Cell]]:
    """Total and grade in one row where there is a column beside the scores, else in two."""
    labels = _labels()
    weight = [Cell(evaluation.total_weight)] if evaluation.total_weight else []
    total, grade = (Cell(mark.text or "") for mark in (evaluation.total, evaluation.grade))
    label = Cell(labels["total"], columns=7 - len(weight))
    if evaluation.has_reasons:
        return [_stretched([label, *weight, total, grade], spare)]
    return [
        _stretched([label, *weight, total], spare),
        [Cell(labels["grade"], columns=2), Cell(grade.text, columns=width - 2)],
    ]
