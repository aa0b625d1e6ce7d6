from __future__ import annotations

import pytest

from mingzhang.model import Place
from mingzhang.read.continuation import BLANK_PAGE, BROKEN_ROW, NOT_JOINED, join_continued
from mingzhang.read.layout import Grid, GridCell, Line, Paragraph

HEADER = ["编码", "名称", "金额"]


def grid(page: int, *rows: list[str], edges: tuple[float, ...] = (10, 60, 160, 200)) -> Grid:
    cells = [
        GridCell(row, column, text, Place(page, (edges[column], 10.0 * row, edges[column + 1], 10.0 * row + 10)))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    tops = tuple(10.0 * row for row in range(len(rows) + 1))
    return Grid(len(rows), len(edges) - 1, cells, True, (page,), edges, tops)


def title(page: int, text: str) -> Paragraph:
    return Paragraph(text, (Line(text, Place(page=page)),))


def texts(block: object) -> list[list[str]]:
    assert isinstance(block, Grid)
    return [[cell.text if cell else "∅" for cell in row] for row in block.matrix()]


def test_a_table_goes_on_without_its_repeated_header() -> None:
    first = grid(3, HEADER, ["208", "甲", "1.00"])
    second = grid(4, HEADER, ["210", "乙", "2.00"])
    (joined,) = join_continued([first, second])
    assert texts(joined) == [HEADER, ["208", "甲", "1.00"], ["210", "乙", "2.00"]]
    assert joined.pages == (3, 4)
    assert [cell.place.page for cell in joined.cells if cell.row == 2] == [4, 4, 4]
    assert len(joined.row_edges) == joined.rows + 1


def test_a_first_row_that_repeats_an_amount_row_is_no_header() -> None:
    row = ["合计", "合计", "1.00"]
    (joined,) = join_continued([grid(1, row, ["208", "甲", "1.00"]), grid(2, row, ["210", "乙", "2.00"])])
    assert texts(joined)[2] == row


def test_numbers_of_the_columns_belong_to_the_header() -> None:
    numbers = ["栏次", "1", "2"]
    first, second = ["208", "甲", "1.00"], ["210", "乙", "2.00"]
    (joined,) = join_continued([grid(1, HEADER, numbers, first), grid(2, HEADER, numbers, second)])
    assert texts(joined) == [HEADER, numbers, first, second]


def test_three_pages_become_one() -> None:
    pages = [grid(page, HEADER, [f"20{page}", "甲", "1.00"]) for page in (1, 2, 3)]
    (joined,) = join_continued(pages)
    assert (joined.rows, joined.pages) == (4, (1, 2, 3))


def test_empty_rows_at_the_break_go_others_stay() -> None:
    blank = ["", "", ""]
    first = grid(1, HEADER, blank, ["208", "甲", "1.00"], blank)
    (joined,) = join_continued([first, grid(2, blank, ["210", "乙", "2.00"], blank)])
    assert texts(joined) == [HEADER, blank, ["208", "甲", "1.00"], ["210", "乙", "2.00"], blank]


def test_other_columns_or_a_title_between_start_a_new_table() -> None:
    first = grid(1, HEADER, ["208", "甲", "1.00"])
    moved = grid(2, HEADER, edges=(10, 64, 160, 200))
    assert len(join_continued([first, moved])) == 2
    assert len(join_continued([first, title(2, "支出决算表"), grid(2, HEADER)])) == 3
    assert len(join_continued([first, grid(4, HEADER)])) == 2
    assert len(join_continued([first, grid(1, HEADER)])) == 2


def test_a_page_that_shows_merged_cells_only_takes_the_finer_columns() -> None:
    first = grid(1, HEADER, ["208", "甲", "1.00"])
    (joined,) = join_continued([first, grid(2, ["合计", "1.00"], edges=(10, 160, 200))])
    assert texts(joined)[2] == ["合计", "合计", "1.00"]
    (joined,) = join_continued([grid(1, ["收入", "支出"], edges=(10, 60, 200)), grid(2, HEADER)])
    assert texts(joined) == [["收入", "支出", "支出"], HEADER]


def test_a_name_broken_over_the_pages_is_made_whole_and_unsure() -> None:
    first = grid(1, HEADER, ["2080505", "机关事业单位基本养老", "1.00"])
    (joined,) = join_continued([first, grid(2, ["", "保险缴费支出", ""], ["210", "卫生", "2.00"])])
    assert texts(joined)[1:] == [["2080505", "机关事业单位基本养老保险缴费支出", "1.00"], ["210", "卫生", "2.00"]]
    assert [cell.sure for cell in joined.cells if cell.row == 1] == [False, False, False]
    assert [cell.sure for cell in joined.cells if cell.row == 2] == [True, True, True]
    assert joined.doubts == [BROKEN_ROW]


def test_a_lone_name_that_may_be_its_own_row_stays_one() -> None:
    for lone in (["", "（二）项目支出", ""], ["", "其中：甲", ""], ["", "", "3.00"], ["合计", "", ""]):
        (joined,) = join_continued([grid(1, HEADER, ["208", "甲", "1.00"]), grid(2, lone, ["210", "乙", "2.00"])])
        assert texts(joined)[2] == lone
    (joined,) = join_continued([grid(1, HEADER, ["一、甲", "", "1.00"]), grid(2, ["", "乙", ""])])
    assert joined.rows == 3


def test_the_lines_above_may_be_printed_again_on_each_page() -> None:
    first = grid(3, HEADER, ["208", "甲", "1.00"])
    second = grid(4, HEADER, ["210", "乙", "2.00"])
    third = grid(5, HEADER, ["212", "丙", "3.00"])
    blocks = [title(3, "支出表"), title(3, "单位：甲局"), first]
    blocks += [title(4, "支出表"), title(4, "单位：甲局"), second, title(5, "支出表"), title(5, "单位：甲局"), third]
    *heads, joined = join_continued(blocks)
    assert [block.text for block in heads if isinstance(block, Paragraph)] == ["支出表", "单位：甲局"]
    assert texts(joined)[1:] == [["208", "甲", "1.00"], ["210", "乙", "2.00"], ["212", "丙", "3.00"]]


@pytest.mark.parametrize(
    "head",
    [
        ["支出表（续表）", "单位：甲局"],
        ["支出表（续）"],
        ["支出表(续1)", "单位：甲局"],
        ["续表", "单位：甲局"],
        ["续表：支出表"],
    ],
)
@pytest.mark.parametrize("edges", [(10, 60, 160, 200), (10, 80, 150, 200)])
def test_a_head_that_says_so_goes_on_with_the_table_before(head: list[str], edges: tuple[float, ...]) -> None:
    first = grid(3, HEADER, ["合计", "", "1.00"])
    second = grid(4, HEADER, ["210", "乙", "2.00"], edges=edges)
    blocks = [title(3, "支出表"), title(3, "单位：甲局"), first, *[title(4, line) for line in head], second]
    *heads, joined = join_continued(blocks)
    assert [block.text for block in heads if isinstance(block, Paragraph)] == ["支出表", "单位：甲局"]
    assert texts(joined) == [HEADER, ["合计", "", "1.00"], ["210", "乙", "2.00"]]


def test_a_table_that_should_go_on_but_does_not_fit_is_doubted_with_the_one_before() -> None:
    first = grid(3, HEADER, ["合计", "", "1.00"])
    second = grid(4, ["编码", "金额"], ["210", "2.00"], edges=(10, 75, 200))
    blocks = [title(3, "支出表"), first, title(4, "支出表（续表）"), second]
    found = join_continued(blocks)
    assert len(found) == 4
    assert [block.doubts for block in found if isinstance(block, Grid)] == [[NOT_JOINED]] * 2


def test_the_same_table_of_another_office_or_begun_anew_is_a_table_of_its_own() -> None:
    first = grid(3, HEADER, ["合计", "", "1.00"])
    other = grid(4, HEADER, ["208", "甲", "2.00"])
    anew = grid(4, HEADER, ["合计", "", "2.00"])
    form = grid(4, ["名称", "乙", ""], ["208", "甲", "2.00"])
    assert len(join_continued([title(3, "单位：甲局"), first, title(4, "单位：乙局"), other])) == 4
    assert len(join_continued([title(3, "支出表"), first, title(4, "支出表"), anew])) == 4
    assert len(join_continued([title(3, "自评表"), first, title(4, "自评表"), form])) == 4


def test_a_blank_page_may_stand_inside_a_table() -> None:
    first = grid(3, HEADER, ["208", "甲", "1.00"])
    (joined,) = join_continued([first, grid(5, ["210", "乙", "2.00"])])
    assert isinstance(joined, Grid)
    assert joined.doubts == [BLANK_PAGE]
    assert len(join_continued([first, grid(6, ["210", "乙", "2.00"])])) == 2
