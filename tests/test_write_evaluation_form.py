"""A printed self-evaluation form is read back as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.generator.cube import make_cube
from benchmarks.generator.projects import BANDS, projects_of
from mingzhang.evaluation.grid_form import read_grid_form
from mingzhang.evaluation.model import FUND_COLUMNS, Evaluation, FundRow, Mark, to_json
from mingzhang.model import Place
from mingzhang.read.layout import Grid, GridCell
from mingzhang.write.evaluation_form import evaluation_form
from mingzhang.write.printed import placed
from office_years import evaluation

_KEPT_APART = ("places", "source_notes", "seq")


def read(printed):
    """What the reader of ruled tables makes of it."""
    cells = [
        GridCell(row, column, cell.text, Place(), cell.rows, cell.columns)
        for row, column, cell in placed(printed.body, len(printed.widths))
    ]
    grid = Grid(len(printed.body), len(printed.widths), cells, ruled=True)
    return read_grid_form(f"{printed.title}{printed.number}", grid, Place())


def plain(form):
    return {name: value for name, value in to_json(form).items() if name not in _KEPT_APART}


def forms():
    return [evaluation(funded.form) for seed in range(4) for funded in projects_of(make_cube(seed), next(iter(BANDS)))]


def test_every_text_and_figure_comes_back():
    for form in forms():
        assert plain(read(evaluation_form(form))) == plain(form)


@pytest.mark.parametrize(
    "changes",
    [
        {"has_reasons": False},
        {"total_weight": "100"},
        {"annual_goal": None, "actual_completion": None},
        {"total": Mark("88.50"), "grade": Mark("良")},
        {"department_code": None, "budget_unit_code": None},
        {"analysis": {"主要经验做法": None, "下一步改进措施及管理建议": "提前安排。"}},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_forms_of_other_make(changes):
    form = replace(forms()[0], **changes)
    if not form.has_reasons:
        form = replace(form, indicators=tuple(replace(item, deviation_reason=None) for item in form.indicators))
    assert plain(read(evaluation_form(form))) == plain(form)


@pytest.mark.parametrize("columns", [FUND_COLUMNS[1:], (FUND_COLUMNS[0], *FUND_COLUMNS[2:]), FUND_COLUMNS[2:]])
def test_columns_of_the_funds_that_are_not_printed_are_not_read(columns):
    form = forms()[0]
    rows = tuple(FundRow(row.item, {name: row.cells[name] for name in columns}) for row in form.funds)
    form = replace(form, funds=rows)
    assert plain(read(evaluation_form(form))) == plain(form)


def test_weights_and_reasons_of_the_funds():
    form = forms()[0]
    first, *rest = form.funds
    form = replace(form, funds=(replace(first, weight="10", reason="部分款项待付"), *rest), execution_weight="10")
    assert plain(read(evaluation_form(form))) == plain(form)


def test_blanks_stay_blank_and_every_row_is_filled():
    form = Evaluation("项目支出绩效自评表", project_name="甲项目")
    printed = evaluation_form(form)
    list(placed(printed.body, len(printed.widths)))  # says which row is not
    assert "None" not in "".join(cell.text for row in printed.body for cell in row)
