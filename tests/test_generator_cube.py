"""The fictitious books: balances hold exactly, every key is the sum of its leaves."""

from __future__ import annotations

from decimal import Decimal

import pytest

from benchmarks.generator.cube import make_cube
from mingzhang.model import FactKey
from mingzhang.relations.partition import partitions

SEEDS = range(12)


@pytest.mark.parametrize("seed", SEEDS)
def test_income_and_expenditure_balance_to_the_cent(seed):
    cube = make_cube(seed)
    left, right = partitions().balance["total"]
    for at in ({}, {"fund": "fiscal"}, {"fund": "general"}, {"fund": "government_fund"}, {"fund": "state_capital"}):
        assert sum(cube.get(measure, **at) for measure in left) == sum(cube.get(measure, **at) for measure in right)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_item_of_a_fiscal_fund_balances(seed):
    cube = make_cube(seed)
    for fund in ("general", "government_fund", "state_capital"):
        for code in cube.members("function"):
            at = {"fund": fund, "function": code}
            assert cube.get("opening", **at) + cube.get("income", **at) == cube.get("expenditure", **at) + cube.get(
                "closing", **at
            )
            assert min(cube.get(measure, **at) for measure in ("opening", "income", "expenditure", "closing")) >= 0


@pytest.mark.parametrize("seed", SEEDS)
def test_a_whole_is_the_sum_of_its_members(seed):
    cube = make_cube(seed)
    kinds = partitions().trees["kind"].members["all"]
    assert cube.get("expenditure") == sum(cube.get("expenditure", kind=kind) for kind in kinds)
    tops = {code for code in cube.members("function") if len(code) == 3}
    assert cube.get("income") == sum(cube.get("income", function=code) for code in tops)
    basic = {"fund": "general", "kind": "basic"}
    both = cube.get("expenditure", economic="personnel", **basic) + cube.get("expenditure", economic="public", **basic)
    assert cube.get("expenditure", **basic) == both


@pytest.mark.parametrize("seed", SEEDS)
def test_three_public_is_at_least_its_codes_in_basic_spending_and_at_most_its_budget(seed):
    cube = make_cube(seed)
    for item, code in (
        ("overseas", "30212"),
        ("reception", "30217"),
        ("vehicle_running", "30231"),
        ("vehicle_purchase", "31013"),
    ):
        spent = cube.get("expenditure", fund="fiscal", economic=item)
        assert spent >= cube.get("expenditure", fund="general", kind="basic", economic=code)
        assert spent <= cube.get("expenditure", fund="fiscal", economic=item, stage="full_year_budget")


def test_the_budget_is_no_part_of_the_final_amount():
    cube = make_cube(3)
    budget = FactKey.of("expenditure", {"fund": "general", "economic": "30217", "stage": "full_year_budget"})
    before = cube.get("expenditure")
    cube.add(Decimal(1), "expenditure", **dict(budget.coordinates))
    assert cube.get("expenditure") == before


def test_a_seed_gives_the_same_books_and_another_seed_other_ones():
    assert make_cube(5).leaves == make_cube(5).leaves
    assert make_cube(5).leaves != make_cube(6).leaves


def test_amounts_span_many_magnitudes_and_some_funds_are_empty():
    cubes = [make_cube(seed) for seed in range(30)]
    amounts = [amount for cube in cubes for leaf, amount in cube.leaves.items() if leaf.measure == "expenditure"]
    assert min(amounts) < 1_000
    assert max(amounts) > 10**9
    funds = [bool(cube.get("expenditure", fund="government_fund")) for cube in cubes]
    assert any(funds)
    assert not all(funds)
    assert all(
        15 <= len({leaf.get("function") for leaf in cube.leaves if leaf.get("function")}) <= 50 for cube in cubes
    )
