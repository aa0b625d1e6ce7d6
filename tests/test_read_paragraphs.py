from __future__ import annotations

import pytest

from mingzhang.model import Place
from mingzhang.read.layout import Line
from mingzhang.read.paragraphs import Margins, Row, margins, paragraphs, running_headers, without_page_numbers

EM, LEFT, RIGHT = 10.0, 90.0, 390.0
MARGIN = Margins(LEFT, RIGHT)


def row(
    text: str, line: int = 0, *, left: float = LEFT, right: float | None = None, page: int = 1, size: float = EM
) -> Row:
    end = left + len(text) * size if right is None else right
    top = 100.0 + 18 * line
    return Row(Line(text, Place(page=page, box=(left, top, end, top + size))), left, end, top, top + size, size)


def joined(*rows: Row) -> list[str]:
    return [paragraph.text for paragraph in paragraphs([(row, MARGIN) for row in rows])]


FULL = "本年收入合计一千二百三十四万元其中财政拨款收入一千一百万元"


def full(line: int, left: float = LEFT, page: int = 1) -> Row:
    return row(FULL, line, left=left, right=RIGHT, page=page)


def test_full_lines_go_on_and_an_indented_one_begins() -> None:
    assert joined(full(0, LEFT + 20), full(1), row("完。", 2), full(3, LEFT + 20)) == [FULL + FULL + "完。", FULL]


def test_a_line_that_ends_early_ends_its_paragraph() -> None:
    assert joined(row("收支总表", 0), row("收入", 1)) == ["收支总表", "收入"]


def test_a_line_is_not_early_where_the_next_number_had_no_room() -> None:
    short = row(FULL[:25], 0, right=RIGHT - 50)
    assert joined(short, row("1234567.89万元", 1)) == [FULL[:25] + "1234567.89万元"]
    assert joined(short, row("其中", 1)) == [FULL[:25], "其中"]


def test_a_paragraph_goes_on_over_the_page() -> None:
    (paragraph,) = paragraphs([(full(30), MARGIN), (row("完。", 0, page=2), MARGIN)])
    assert [line.place.page for line in paragraph.lines] == [1, 2]


@pytest.mark.parametrize(
    "start", ["第二部分概况", "一、收入", "（一）总体", "(二)结构", "1、甲", "12.乙", "3．丙", "（1）丁"]
)
def test_headings_begin_whatever_stands_before(start: str) -> None:
    assert joined(full(0), row(start, 1)) == [FULL, start]


@pytest.mark.parametrize("start", ["1.5万元", "2024年", "十三五期间"])
def test_numbers_at_the_start_of_a_line_are_no_headings(start: str) -> None:
    assert joined(full(0), row(start, 1)) == [FULL + start]


def test_titles_units_and_columns_stay_one_line_each() -> None:
    title, unit = row("收入决算表", 0, left=210), row("单位：万元", 1, left=340)
    assert joined(title, unit, full(2)) == ["收入决算表", "单位：万元", FULL]
    assert joined(full(0), row("部门：某局  单位：元", 1, right=RIGHT), full(2)) == [FULL, "部门：某局  单位：元", FULL]


def test_another_size_or_a_wide_gap_begins() -> None:
    assert len(joined(full(0), row(FULL, 1, size=14, right=RIGHT))) == 2
    assert len(joined(full(0), full(4))) == 2


@pytest.mark.parametrize("number", ["3", "- 3 -", "—3—", "第 3 页", "第3页共20页", "3/20", "iv"])
def test_page_numbers_go_at_the_edges_only(number: str) -> None:
    rows = [row("3", 5), row("正文", 8), row(number, 38)]
    assert [r.text for r in without_page_numbers(rows, 842)] == ["3", "正文"]


def test_a_title_that_repeats_within_the_page_is_no_running_header() -> None:
    pages = [([row("项目支出绩效自评表", 0), row(f"项目{n}", 1)], 842.0) for n in range(5)]
    assert running_headers(pages) == set()


def test_a_line_that_sticks_out_moves_no_margin() -> None:
    assert margins([full(0, LEFT - 30), full(1), full(2), full(3, LEFT + 20)], 480) == MARGIN
    ragged = [full(n, LEFT + 7 * n) for n in range(4)]
    assert margins(ragged, 480).left == LEFT


def test_margins_come_from_the_flush_lines() -> None:
    rows = [full(0, LEFT + 20), full(1), full(2), full(3, LEFT + 20), full(4), row("短", 5)]
    found = margins(rows, 480)
    assert (found.left, found.right) == (pytest.approx(LEFT, abs=3), RIGHT)


def test_a_mark_that_hangs_over_the_margin_does_not_move_it() -> None:
    hanging = row(FULL + "，", 1, right=RIGHT + EM)
    assert margins([full(0), hanging, full(2)], 480) == Margins(LEFT, RIGHT)
    assert margins([row(FULL[:20], 0), hanging, row(FULL[:20], 2)], 300).right == RIGHT + EM
