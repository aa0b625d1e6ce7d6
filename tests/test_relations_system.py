from __future__ import annotations

from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.amount import parse_amount
from mingzhang.model import FactKey, Place, Print
from mingzhang.relations.system import Figure, Relation, System, judge, total_range

Sense = Literal["=", "<="]


def figure(index: int, value: int, *, exact: bool = False, blank: bool = False, step: int = 2) -> Figure:
    """A figure of a value in quanta; two quanta are one unit of the last digit."""
    half = 0 if exact or blank else step // 2
    text = "" if blank else str(value)
    item = Print(FactKey("expenditure"), text, parse_amount(text), Place(), "", "", "")
    positive = value >= 0
    closed = (positive, not positive) if half else (True, True)
    return Figure(index, item.key, 0, "GK03", value, value - half, value + half, *closed, 0 if blank else step, item)


def verdict(whole: int, parts: list[int], sense: Sense = "=", **options: bool) -> str:
    """The verdict on a whole and its parts, all in quanta (half units of the last digit)."""
    figures = [figure(at, value, **options) for at, value in enumerate([whole, *parts])]
    terms = ((-1, 0), *((1, at) for at in range(1, len(figures))))
    return judge(figures, Relation(0, "sum.kind", sense, terms, (0,)))


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 12])
@pytest.mark.parametrize("side", [1, -1])
def test_the_bands_of_a_sum_end_exactly_where_the_printed_digits_say(count: int, side: int):
    """SUM(n): passes while |D| < (n+1)/2 units, is levelled for one unit more, fails beyond."""
    parts = [10_000] * count
    for units in range(count + 4):
        gap = 2 * units  # in half units
        if gap < count + 1:
            expected = "pass"
        elif gap - 2 < count + 1:
            expected = "levelled"
        else:
            expected = "fail"
        assert verdict(sum(parts) + side * gap, parts) == expected, units


def test_two_equal_halves_at_the_open_end_do_not_pass():
    """0.01 = 0.00 + …: 1.00 against 0.50 + 0.51 needs 1.005 = 0.495 + 0.505, and 1.005 prints as 1.01."""
    assert verdict(200, [100, 102]) == "pass"  # 1.00 against 1.01: 1.004 = 0.497 + 0.507
    assert verdict(200, [202]) == "levelled"  # 1.00 against 1.01 alone: the halves only touch, the end is open
    assert verdict(202, [200]) == "levelled"
    assert verdict(200, [204]) == "fail"


def test_the_closed_end_is_reached_where_signs_differ():
    """-0.01 and 0.01 touch zero from their closed ends: 0.005 prints as 0.01, -0.005 as -0.01."""
    left = [figure(0, 2), figure(1, 0)]
    right = [figure(0, -2), figure(1, 0)]
    relation = Relation(0, "agreement", "=", ((-1, 0), (1, 1)), (0,))
    assert judge(left, relation) == "levelled"  # 0.005 prints as 0.01, but 0.00 ends below 0.005
    exact = [figure(0, 1, exact=True), figure(1, 0)]
    assert judge(exact, relation) == "levelled"
    exact = [figure(0, -1, exact=True), figure(1, 0)]
    assert judge(exact, relation) == "pass"  # as half-up reads it, -0.005 is the closed lower end of 0.00
    both = [figure(0, 2), figure(1, 1, exact=True)]
    assert judge(both, relation) == "pass"  # the lower end of 0.01 is closed
    mirrored = [figure(0, -2), figure(1, -1, exact=True)]
    assert judge(mirrored, relation) == "pass"
    assert [judge(side, relation) for side in (left, right)] == ["levelled", "pass"]


@pytest.mark.parametrize(
    ("printed", "expected"), [(100, "pass"), (200, "pass"), (202, "pass"), (204, "levelled"), (206, "fail")]
)
def test_a_bound_fails_only_from_above(printed: int, expected: str):
    """Parts of 1.00 + printed under a whole of 2.00: three figures, so less than one and a half units are rounding."""
    assert verdict(300, [100, printed], "<=") == expected


def test_exact_values_leave_no_room_but_the_one_further_unit():
    assert verdict(200, [100, 100], exact=True) == "pass"
    assert verdict(202, [100, 100], exact=True) == "levelled"
    assert verdict(203, [100, 100], exact=True) == "fail"


def test_nothing_printed_is_neither_passed_nor_failed():
    assert verdict(0, [0, 0], blank=True) == "blank"
    figures = [figure(0, 5), figure(1, 0, blank=True)]
    assert judge(figures, Relation(0, "sum.kind", "=", ((-1, 0), (1, 1)), (0,))) == "fail"


def test_the_further_unit_is_that_of_the_coarsest_figure():
    relation = Relation(0, "agreement", "=", ((-1, 0), (1, 1)), (0,))
    rough, fine = figure(0, 20_000, step=200), figure(1, 20_000)
    assert judge([rough, figure(1, 20_100)], relation) == "pass"  # the ends touch, and the fine one's is closed
    assert judge([rough, figure(1, 20_101)], relation) == "levelled"
    assert judge([rough, figure(1, 20_300)], relation) == "levelled"
    assert judge([rough, figure(1, 20_302)], relation) == "fail"
    assert judge([rough, fine], relation) == "pass"


@given(
    trues=st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=8),
    step=st.sampled_from([2, 20, 200]),
)
def test_a_true_sum_however_rounded_always_passes(trues: list[int], step: int):
    def printed(value: int) -> int:
        size = (abs(value) + step // 2) // step * step  # half away from zero
        return size if value >= 0 else -size

    values = [sum(trues), *trues]
    figures = [figure(at, printed(value), step=step) for at, value in enumerate(values) if printed(value)]
    if len(figures) == len(values):
        terms = ((-1, 0), *((1, at) for at in range(1, len(values))))
        assert judge(figures, Relation(0, "sum.function", "=", terms, (0,))) == "pass"
        assert judge(figures, Relation(0, "sum.function", "<=", terms, (0,))) == "pass"


def test_ranges_add_and_keep_count_of_open_ends():
    figures = [figure(0, 10), figure(1, 4), figure(2, 6, exact=True)]
    span = total_range(figures, [(-1, 0), (1, 1), (1, 2)])
    assert (span.printed, span.low, span.high) == (0, -2, 2)
    assert (span.low_closed, span.high_closed) == (False, False)


def test_a_system_knows_the_relations_of_each_figure_and_speaks_yuan():
    relations = [
        Relation(0, "sum.kind", "=", ((-1, 0), (1, 1)), (0,)),
        Relation(1, "agreement", "=", ((-1, 1), (1, 2)), (0, 1)),
    ]
    system = System([figure(0, 1), figure(1, 1), figure(2, 1)], relations, Decimal(50))
    assert system.by_figure() == [[0], [0, 1], [1]]
    assert system.amount(10**13 + 1) == Decimal(50) * (10**13 + 1)
    assert [relation.inner for relation in relations] == [True, False]
