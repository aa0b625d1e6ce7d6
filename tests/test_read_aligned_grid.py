from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mingzhang.read.aligned_grid import DOUBT, aligned_grid
from mingzhang.read.aligned_heading import Labels, Piece
from mingzhang.read.layout import Grid

SIZE = 10.0
PITCH = 20.0


def drawn(picture: str, *, page: int = 1) -> list[list[Piece]]:
    """Words of a text picture: white parts words, a Chinese character is as wide as two others.

    A line begins with how far below the one before it stands, in tenths of a row (`|` for a whole row).
    """
    lines, top = [], 100.0
    for line in picture.strip("\n").split("\n"):
        mark, text = line[0], line[1:]
        top += PITCH if mark == "|" else PITCH * int(mark) / 10
        pieces, at, word, start = [], 0.0, "", 0.0
        for character in text + "  ":
            if character == " ":
                if word:
                    pieces.append(Piece(word, start, at, top, top + SIZE, page))
                word = ""
            else:
                start = start if word else at
                word += character
            at += SIZE if character >= "⺀" else SIZE / 2
        if pieces:
            lines.append(pieces)
    return lines


def texts(grid: Grid | None) -> list[list[str]]:
    assert grid is not None
    return [[cell.text if cell else "" for cell in row] for row in grid.matrix()]


CODES = """
|   项目        本年支  基本支  项目支
6               出合计   出      出
6编码  名称
|      合计       150.00  100.00   50.00
|201  一般公共    100.00  100.00
|20103  运行      100.00  100.00
|205  教育         50.00           50.00
"""


def test_columns_come_from_the_body_and_headings_stand_over_them():
    grid = aligned_grid(
        drawn(CODES), Labels(frozenset({"项目", "编码", "名称", "本年支出合计", "基本支出", "项目支出"}))
    )
    rows = texts(grid)
    assert rows[0] == ["项目", "项目", "本年支出合计", "基本支出", "项目支出"]
    assert rows[1] == ["编码", "名称", "本年支出合计", "基本支出", "项目支出"]
    assert rows[2][1:] == ["合计", "150.00", "100.00", "50.00"]
    assert rows[3:] == [
        ["201", "一般公共", "100.00", "100.00", ""],
        ["20103", "运行", "100.00", "100.00", ""],
        ["205", "教育", "50.00", "", "50.00"],
    ]


def test_it_is_a_doubtful_reading_with_places():
    grid = aligned_grid(drawn(CODES))
    assert grid is not None
    assert (grid.ruled, grid.doubts, grid.pages) == (False, [DOUBT], (1,))
    (cell,) = [cell for cell in grid.cells if cell.text == "150.00"]
    assert cell.place.page == 1
    assert cell.place.box is not None
    assert cell.place.box[2] - cell.place.box[0] == 30.0


WRAPPED = """
|编码  名称      决算数
|       一般公共
5201                 7.00
5       服务支出
|204  公共安全       8.00
|205  教育支出       9.00
4       教育管理
"""


def test_a_wrapped_name_belongs_to_the_row_it_is_nearest_to():
    rows = texts(aligned_grid(drawn(WRAPPED)))
    assert rows[1:] == [
        ["201", "一般公共服务支出", "7.00"],
        ["204", "公共安全", "8.00"],
        ["205", "教育支出教育管理", "9.00"],
    ]


LISTS = """
|       收入               支出
|项目      决算数   项目      决算数
|一、甲拨款    9.00  一、教育      4.00
|二、乙拨款          二、科学
|三、丙拨款          三、卫生      5.00
|合计          9.00  合计          9.00
"""


def test_lists_side_by_side_keep_their_rows_without_figures():
    rows = texts(aligned_grid(drawn(LISTS), Labels(frozenset({"收入", "支出", "项目"}))))
    assert rows[0] == ["收入", "收入", "支出", "支出"]
    assert rows[3] == ["二、乙拨款", "", "二、科学", ""]
    assert rows[5] == ["合计", "9.00", "合计", "9.00"]


def test_numbers_of_the_columns_make_no_column():
    picture = """
|项目                 决算数
|栏次         1       2
|甲支出    100,000.00      100,000.00
|乙支出          1.00            2.00
|丙支出          1.00            2.00
"""
    grid = aligned_grid(drawn(picture))
    assert grid is not None
    assert grid.columns == 3


def test_a_heading_without_figures_keeps_its_column():
    picture = """
|项目      甲拨款      乙拨款      丙拨款
|一、教育    1.00                    3.00
|二、科学    1.00                    3.00
|三、卫生    1.00                    3.00
"""
    rows = texts(aligned_grid(drawn(picture)))
    assert rows[0] == ["项目", "甲拨款", "乙拨款", "丙拨款"]
    assert rows[1] == ["一、教育", "1.00", "", "3.00"]


def test_a_word_that_reaches_into_a_column_of_figures_is_unsure():
    picture = """
|项目            甲拨款    乙拨款
|一、教育          1.00      2.00
|二、科学          1.00      2.00
|三、卫生          1.00      2.00
|四、很长很长很长很长很长    2.00
"""
    grid = aligned_grid(drawn(picture))
    assert grid is not None
    (cell,) = [cell for cell in grid.cells if "很长" in cell.text]
    assert cell.column_span == 2 or not cell.sure


def test_two_figures_in_one_cell_do_not_read_as_one():
    picture = """
|项目       甲拨款
|一、教育   1,000.00
|二、科学   1.00 2.00
|三、卫生   1,000.00
"""
    assert texts(aligned_grid(drawn(picture)))[2] == ["二、科学", "1.00 2.00"]


def test_a_new_page_may_print_the_heading_again():
    first = drawn("|项目      决算数\n|一、教育    1.00\n|二、科学    2.00")
    second = drawn("|项目      决算数\n|三、卫生    3.00", page=2)
    grid = aligned_grid([*first, *second])
    assert texts(grid)[1:] == [["一、教育", "1.00"], ["二、科学", "2.00"], ["三、卫生", "3.00"]]
    assert grid is not None
    assert grid.pages == (1, 2)


def test_what_is_no_table_is_none():
    assert aligned_grid([]) is None
    assert aligned_grid(drawn("|收入是决算的一部分\n|支出也是\n|没有数字")) is None
    assert aligned_grid(drawn("|项目      决算数\n|一、教育    1.00")) is None
    assert aligned_grid(drawn("|1.00\n|2.00\n|3.00\n|4.00")) is None


def test_an_empty_table_is_known_by_its_labels_only():
    head = drawn("|编码  名称  小计  基本支出")
    assert texts(aligned_grid(head, Labels(frozenset({"编码", "名称", "小计"})))) == [
        ["编码", "名称", "小计", "基本支出"]
    ]
    assert aligned_grid(head) is None


names = st.text("甲乙丙丁戊己", min_size=1, max_size=6)
figures = st.one_of(st.just(""), st.decimals("-99999.99", "9999999.99", places=2).map(lambda value: f"{value:,}"))


@given(st.data())
def test_any_aligned_table_comes_back(data):
    columns = data.draw(st.integers(1, 6))
    count = data.draw(st.integers(2, 8))
    body = [[data.draw(names), *(data.draw(figures) for _ in range(columns))] for _ in range(count)]
    for row in body:
        row[1] = row[1] or "0.00"
    head = ["项目", *(f"{data.draw(names)}款" for _ in range(columns))]
    width = 80.0
    lines = []
    for at, row in enumerate([head, *body]):
        line, top = [], 100 + PITCH * at
        for column, text in enumerate(row):
            long = sum(SIZE if character >= "⺀" else SIZE / 2 for character in text)
            left, right = 50 + width * column, 50 + width * (column + 1) - 10
            start = (left + right - long) / 2 if at == 0 else left if column == 0 else right - long
            if text:
                line.append(Piece(text, start, start + long, top, top + SIZE))
        lines.append(line)
    assert texts(aligned_grid(lines)) == [head, *body]
