from __future__ import annotations

from itertools import product

import pytest

from mingzhang.model import FactKey
from mingzhang.relations.partition import partitions

TREES = partitions().trees


@pytest.mark.parametrize(
    ("dimension", "member", "above"),
    [
        ("function", "2080505", ["20805"]),
        ("function", "20805", ["208"]),
        ("function", "208", ["all"]),
        ("fund", "general", ["fiscal"]),
        ("fund", "other", ["own_funds"]),
        ("fund", "own_funds", ["all"]),
        ("economic", "30101", ["301"]),
        ("economic", "301", ["personnel"]),
        ("economic", "30217", ["reception", "302"]),  # 公务接待费 is of 公用经费 and of 三公
    ],
)
def test_every_member_knows_what_it_is_part_of(dimension: str, member: str, above: list[str]):
    assert TREES[dimension].parents(member) == above


def test_the_chain_holds_a_member_and_all_above_it():
    assert TREES["function"].chain("2080505") == ["2080505", "20805", "208"]
    assert set(TREES["economic"].chain("30217")) == {
        "30217",
        "reception",
        "302",
        "three_public",
        "three_and_meetings",
        "public",
    }


@pytest.mark.parametrize(
    ("shown", "frontier", "complete"),
    [
        ({"fiscal", "superior", "business", "operating", "subsidiary", "other"}, 6, True),
        (
            {"general", "government_fund", "state_capital", "superior", "business", "operating", "subsidiary", "other"},
            8,
            True,
        ),
        ({"fiscal", "general", "superior", "business", "operating", "subsidiary", "other"}, 6, True),
        ({"fiscal", "superior"}, 2, False),
        ({"general", "superior", "business", "operating", "subsidiary", "other"}, 6, False),
        (set(), 0, False),
    ],
)
def test_the_displayed_frontier_descends_through_what_is_not_printed(shown: set[str], frontier: int, complete: bool):
    found, whole = TREES["fund"].frontier("all", shown)
    assert len(found) == frontier == len(set(found))
    assert whole is complete


def test_codes_split_by_their_prefixes_and_never_count_a_level_twice():
    tree = TREES["function"]
    shown = {"208", "20805", "2080501", "2080505", "210", "2101101"}
    assert tree.frontier("all", shown)[0] == ["208", "210"]
    assert tree.frontier("208", shown)[0] == ["20805"]
    assert tree.frontier("20805", shown)[0] == ["2080501", "2080505"]
    assert tree.frontier("210", shown)[0] == ["2101101"]  # its 款 is not printed
    assert tree.frontier("2080501", shown)[0] == []


def test_a_key_is_part_of_every_wider_key_along_any_dimension():
    key = FactKey.of("expenditure", {"fund": "general", "function": "2080505"})
    above = partitions().above(key)
    assert len(above) == 3 * 4 - 1
    funds = ["general", "fiscal", None]
    functions = ["2080505", "20805", "208", None]
    for fund, function in product(funds, functions):
        wider = FactKey.of("expenditure", {k: v for k, v in (("fund", fund), ("function", function)) if v})
        assert (partitions().number(wider) in above) is (wider != key)


@pytest.mark.parametrize(
    ("measure", "at", "zero"),
    [
        ("drawdown", {"fund": "general"}, True),
        ("distribution", {"fund": "fiscal"}, True),
        ("drawdown", {}, False),
        ("drawdown", {"fund": "other"}, False),
        ("expenditure", {"fund": "government_fund", "kind": "operating"}, True),
        ("expenditure", {"kind": "operating"}, False),
        ("expenditure", {"fund": "general", "kind": "basic"}, False),
    ],
)
def test_some_keys_are_zero_by_their_nature(measure: str, at: dict[str, str], zero: bool):
    assert partitions().is_zero(FactKey.of(measure, at)) is zero


@pytest.mark.parametrize(
    ("measure", "at", "bounded"),
    [
        ("expenditure", {}, True),
        ("income", {"fund": "other"}, True),
        ("closing", {"fund": "general"}, True),
        ("closing", {}, False),  # a balance of money that is not fiscal can be negative
        ("total", {"fund": "other"}, False),
    ],
)
def test_a_part_is_at_most_its_whole_only_where_no_part_can_be_negative(
    measure: str, at: dict[str, str], bounded: bool
):
    assert partitions().bounded(FactKey.of(measure, at)) is bounded
