"""The comparison of a reading with the truth counts every kind of difference."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.generator.score import Truth, score

CELL = Truth("GK02", "208", "社会保障和就业支出", "本年收入合计", "12.50", "万元")
OTHER = replace(CELL, row_key="210", row_name="卫生健康支出", value="3.00")


def test_the_same_cells_are_right_whatever_the_separators():
    result = score([CELL, OTHER], [replace(OTHER, value="3"), replace(CELL, value="12.5")])
    assert (result.recall, result.precision, result.differences) == (1.0, 1.0, [])


def test_a_wrong_value_a_missing_and_an_extra_cell_are_counted():
    wrong = score([CELL], [replace(CELL, value="12.60")])
    assert (wrong.right, wrong.expected, wrong.found) == (0, 1, 1)
    missing = score([CELL, OTHER], [CELL])
    assert (missing.recall, missing.precision) == (0.5, 1.0)
    extra = score([CELL], [CELL, OTHER])
    assert (extra.recall, extra.precision) == (1.0, 0.5)


def test_unit_and_row_name_must_agree_and_a_cell_counts_once():
    assert score([CELL], [replace(CELL, unit="元")]).right == 0
    assert score([CELL], [replace(CELL, row_name="卫生健康支出")]).right == 0
    twice = score([CELL], [CELL, CELL])
    assert (twice.right, twice.found) == (1, 2)
