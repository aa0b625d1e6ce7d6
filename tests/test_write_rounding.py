"""Additive rounding: everything adds up, no figure is more than one unit away, and no fewer cells could be moved."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.generator.cube import make_cube
from mingzhang.compile.cube import Cube
from mingzhang.forms import editions
from mingzhang.relations.generate import generate
from mingzhang.write.rounding import additive, prints_of
from mingzhang.write.style import TableStyle
from mingzhang.write.tables import print_tables

EDITIONS = sorted(editions())


def broken(tables):
    """The relations that the printed figures do not satisfy to the last digit."""
    system = generate(prints_of(tables))
    totals = [(r, sum(sign * system.figures[at].value for sign, at in r.terms)) for r in system.relations]
    return [relation for relation, total in totals if total > 0 or (total and relation.sense == "=")]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("seed", range(3))
def test_every_relation_of_a_department_holds_to_the_last_digit(edition, seed):
    cube = make_cube(seed)
    plain = print_tables(editions()[edition], cube, TableStyle())
    found = additive(plain)
    assert broken(plain)
    assert broken(print_tables(editions()[edition], cube, TableStyle(), found.adjusted)) == []
    assert found.optimal
    assert found.least == len(found.cells)
    for cell in found.cells:
        assert abs(cell.printed - cell.true) < Decimal("0.01")
        assert cell.printed != cell.rounded


def spent(amounts: list[int]) -> Cube:
    """A department that spends these amounts of 元 on projects of one class, all paid from this year's income."""
    cube = Cube("云州市星图局", 2023, "部门")
    for code, amount in zip(("2150501", "2150502", "2150517", "2150805"), amounts, strict=False):
        cube.add(Decimal(amount), "expenditure", fund="general", function=code, kind="project")
        cube.add(Decimal(amount), "income", fund="general", function=code)
    return cube


@given(st.lists(st.integers(1, 100_000), min_size=2, max_size=3))
def test_nothing_is_moved_exactly_where_half_up_adds_up(amounts):
    found = additive(print_tables(editions()["山西2023"], spent(amounts), TableStyle()))
    units = [Decimal(amount) / 100 for amount in amounts]
    half_up = [value.quantize(Decimal(1), ROUND_HALF_UP) for value in units]
    adds_up = sum(half_up) == sum(units).quantize(Decimal(1), ROUND_HALF_UP)
    assert (not found.cells) == adds_up
    assert found.optimal


def test_what_adds_up_already_is_left_alone():
    tables = print_tables(editions()["山西2023"], spent([10_000, 20_000]), TableStyle())
    assert additive(tables).adjusted == {}


def test_an_office_without_money_has_nothing_to_round():
    tables = print_tables(editions()["山西2023"], Cube("云州市星图局", 2023, "单位"), TableStyle())
    found = additive(tables)
    assert (found.adjusted, found.cells, found.optimal, found.least) == ({}, (), True, 0)
