from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mingzhang.read.ruled_grid import Frame, FrameCell, Rule, find_frames, join_collinear

XS, YS = [10.0, 60.0, 110.0, 160.0], [10.0, 30.0, 50.0, 70.0]


def full(xs: list[float] = XS, ys: list[float] = YS) -> tuple[list[Rule], list[Rule]]:
    return [Rule(y, xs[0], xs[-1]) for y in ys], [Rule(x, ys[0], ys[-1]) for x in xs]


def pieces(xs: list[float] = XS, ys: list[float] = YS) -> tuple[list[Rule], list[Rule]]:
    """The same grid with every line cut at every crossing."""
    level = [Rule(y, a, b) for y in ys for a, b in pairwise(xs)]
    upright = [Rule(x, a, b) for x in xs for a, b in pairwise(ys)]
    return level, upright


def spans(frame: Frame) -> set[tuple[int, int, int, int]]:
    return set(map(tuple, frame.cells))


def test_a_full_grid_has_all_its_cells_empty_ones_too() -> None:
    (frame,) = find_frames(*full())
    assert (frame.columns, frame.rows) == (tuple(XS), tuple(YS))
    assert spans(frame) == {(row, column, 1, 1) for row in range(3) for column in range(3)}


def test_lines_cut_at_every_crossing_give_the_same_grid() -> None:
    assert find_frames(*pieces()) == find_frames(*full())


def test_a_missing_wall_merges_cells() -> None:
    level, upright = pieces()
    upright.remove(Rule(60.0, 10.0, 30.0))
    level.remove(Rule(30.0, 110.0, 160.0))
    (frame,) = find_frames(level, upright)
    assert {(0, 0, 1, 2), (0, 2, 2, 1)} <= spans(frame)
    assert frame.cell_box(FrameCell(0, 0, 1, 2)) == (10.0, 10.0, 110.0, 30.0)


def test_what_is_no_rectangle_is_cut_into_rows_not_lost() -> None:
    level, upright = pieces()
    upright.remove(Rule(60.0, 10.0, 30.0))
    level.remove(Rule(30.0, 10.0, 60.0))
    (frame,) = find_frames(level, upright)
    assert {(0, 0, 1, 2), (1, 0, 1, 1)} <= spans(frame)


def test_open_sides_are_closed_where_the_lines_end() -> None:
    level, upright = full()
    (frame,) = find_frames(level, upright[1:-1])
    assert frame == find_frames(level, upright)[0]


def test_an_open_top_is_closed_where_the_uprights_begin() -> None:
    level, upright = full()
    (frame,) = find_frames(level[1:], upright)
    assert frame == find_frames(level, upright)[0]


def test_a_double_rule_is_one_wall() -> None:
    level, upright = full()
    level += [Rule(y + 1.5, 10.0, 160.0) for y in YS]
    upright += [Rule(x + 1.5, 10.0, 71.5) for x in XS]
    (frame,) = find_frames(level, upright)
    assert len(frame.cells) == 9


def test_two_tables_on_a_page_stay_two() -> None:
    upper, lower = full(), full(XS, [y + 100 for y in YS])
    frames = find_frames(upper[0] + lower[0], upper[1] + lower[1])
    assert [frame.rows[0] for frame in frames] == [10.0, 110.0]


def test_underlines_boxes_and_one_column_are_no_tables() -> None:
    assert find_frames([Rule(y, 10, 160) for y in YS], []) == []
    assert find_frames([Rule(10, 10, 160), Rule(50, 10, 160)], [Rule(10, 10, 50), Rule(160, 10, 50)]) == []
    assert find_frames(*full([10.0, 160.0])) == []


def test_a_stepped_outline_makes_no_cell_outside() -> None:
    level, upright = pieces()
    for gone in (Rule(10.0, 10.0, 60.0), Rule(10.0, 60.0, 110.0)):
        level.remove(gone)
    for gone in (Rule(10.0, 10.0, 30.0), Rule(60.0, 10.0, 30.0)):
        upright.remove(gone)
    (frame,) = find_frames(level, upright)
    assert {cell[:2] for cell in spans(frame) if cell[0] == 0} == {(0, 2)}


def test_a_drawing_of_very_many_lines_ends_quickly() -> None:
    many = [float(n * 5) for n in range(700)]
    assert find_frames(*full(many, many)) == []


edges = st.lists(st.floats(8, 90), min_size=2, max_size=8).map(
    lambda steps: [round(20 + sum(steps[:index]), 2) for index in range(len(steps) + 1)]
)


@given(edges, edges, st.randoms(use_true_random=False))
def test_any_full_grid_is_found_whatever_the_order_cuts_and_overlaps_of_its_lines(xs, ys, chance) -> None:
    level, upright = pieces(xs, ys)
    level += chance.sample(level, len(level) // 2)
    chance.shuffle(level)
    chance.shuffle(upright)
    jitter = [rule._replace(at=rule.at + chance.uniform(-0.2, 0.2)) for rule in level]
    (frame,) = find_frames(jitter, upright)
    assert len(frame.cells) == (len(xs) - 1) * (len(ys) - 1)
    assert all(abs(one - other) < 0.3 for one, other in zip(frame.rows, ys, strict=True))


@given(edges, edges, st.data())
def test_cells_never_overlap_and_cover_the_frame_while_its_outline_stands(xs, ys, data) -> None:
    level, upright = pieces(xs, ys)
    inner = [rule for rule in level if ys[0] < rule.at < ys[-1]]
    inner_upright = [rule for rule in upright if xs[0] < rule.at < xs[-1]]
    gone = set(data.draw(st.lists(st.sampled_from(inner), unique=True))) if inner else set()
    gone_upright = set(data.draw(st.lists(st.sampled_from(inner_upright), unique=True))) if inner_upright else set()
    for frame in find_frames([r for r in level if r not in gone], [r for r in upright if r not in gone_upright]):
        covered = [
            (row, column)
            for cell in frame.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        assert len(covered) == len(set(covered))
        # Lines taken away may leave an island inside; its own outline may be stepped, so it need not be covered.
        if (frame.rows[0], frame.rows[-1], frame.columns[0], frame.columns[-1]) == (ys[0], ys[-1], xs[0], xs[-1]):
            assert len(covered) == (len(frame.rows) - 1) * (len(frame.columns) - 1)


@given(st.lists(st.tuples(st.floats(0, 50), st.floats(0, 50), st.floats(0, 20)), max_size=30))
def test_joining_is_done_once(raw) -> None:
    joined = join_collinear([Rule(at, start, start + length) for at, start, length in raw], 0.5)
    by_line: dict[float, list[Rule]] = {}
    for rule in joined:
        by_line.setdefault(rule.at, []).append(rule)
    assert all(second.start > first.end for group in by_line.values() for first, second in pairwise(sorted(group)))
