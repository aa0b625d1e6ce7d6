"""Additive rounding: everything adds up, no figure is more than one unit away, and no fewer cells could be moved."""

from __future__ import annotations

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.books.make import make_book
from benchmarks.books.sheets import write_folder
from benchmarks.generator.cube import make_cube
from mingzhang.check.rule import Case
from mingzhang.compile.book import read_book
from mingzhang.compile.consolidate import department_year
from mingzhang.compile.cube import Cube
from mingzhang.forms import editions
from mingzhang.relations.generate import generate
from mingzhang.write.explanation import FORM, TOLD, amounts_told
from mingzhang.write.layout import disclosure_of
from mingzhang.write.prints import prints_of
from mingzhang.write.publication import publication
from mingzhang.write.rounding import additive
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


@pytest.mark.parametrize("seed", [2, 3, 4])  # of 上海2024, whose tables have no procurement, the last
def test_sentences_add_up_with_the_tables_to_the_last_digit(tmp_path, seed):
    edition = list(editions().values())[seed % len(editions())]
    write_folder(make_book(seed, edition, 5), tmp_path)
    year = department_year(read_book(tmp_path)[0], edition.grades)
    tables = print_tables(edition, year.cube, TableStyle())

    def off():
        system = Case(disclosure_of(publication(edition, year))).system
        totals = [(r, sum(sign * system.figures[at].value for sign, at in r.terms)) for r in system.relations]
        return [r for r, total in totals if total > 0 or (total and r.sense == "=")]

    year.adjusted = additive(tables).adjusted
    assert off()
    year.adjusted = additive([*tables, amounts_told(year.cube, tables)], more={TOLD: FORM}).adjusted
    assert off() == []


@given(st.lists(st.integers(1, 400), min_size=2, max_size=4))
def test_no_other_choice_of_last_digits_moves_fewer_cells(amounts):
    tables = print_tables(editions()["山西2023"], spent(amounts), TableStyle())
    found = additive(tables)
    values = {cell.key: cell.value * 100 for t in tables for row in t.body for cell in row if cell.value is not None}
    shown = Counter(cell.key for t in tables for row in t.body for cell in row)
    units = [Decimal(amount) / 100 for amount in amounts]
    codes = ("2150501", "2150502", "2150517", "2150805")[: len(amounts)]
    fewest = None
    for choice in product(*({floor(unit), ceil(unit)} for unit in units)):
        moved = 0
        for key, value in values.items():
            code = key.get("function") or ""
            total = sum(part for part, own in zip(choice, codes, strict=True) if own.startswith(code))
            if abs(total - value) >= 1:
                break
            moved += shown[key] * (total != value.quantize(Decimal(1), ROUND_HALF_UP))
        else:
            fewest = moved if fewest is None else min(fewest, moved)
    assert fewest == len(found.cells)
