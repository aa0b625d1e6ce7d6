from __future__ import annotations

import random

import pytest

from mingzhang.read.layout import Grid, Layout, Paragraph
from mingzhang.read.pdf import read_pdf
from mingzhang.read.problem import Unreadable
from pdf_by_hand import lines, pdf, picture, ruling, stream, text

XS, YS = (60, 160, 260, 360), (700, 680, 660)


def read(data: bytes) -> Layout:
    return read_pdf(data, "样本.pdf")


def grids(layout: Layout) -> list[Grid]:
    return [block for block in layout.blocks if isinstance(block, Grid)]


def texts(layout: Layout) -> list[str]:
    return [block.text for block in layout.blocks if isinstance(block, Paragraph)]


def rows(grid: Grid) -> list[list[str]]:
    return [[cell.text if cell else "∅" for cell in row] for row in grid.matrix()]


def table(*words: tuple[str, float, float]) -> str:
    return ruling(XS, YS) + "".join(text(*word) for word in words)


# What cannot be read says so in one sentence.


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空文件"),
        (b"PK\x03\x04 no pdf", "不是 PDF"),
        (b"%PDF-1.7\n" + bytes(5000) + b"startxref\n0\n%%EOF", "损坏"),
        (pdf("0 0 m")[:-200], "不完整"),
        (pdf(), "损坏"),
        (pdf(""), "没有任何文字"),
        (pdf("q 595 0 0 842 0 0 cm /X10 Do Q", objects=[picture()]), "扫描件"),
        (pdf(text("secret", 100, 100, before="3 Tr")), "看不见"),
    ],
)
def test_unreadable_files_get_one_clear_sentence(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said) as problem:
        read(data)
    assert "样本.pdf" in str(problem.value)


def test_too_many_pages_are_refused_with_the_limit_and_the_way_out() -> None:
    with pytest.raises(Unreadable, match=r"有 12 页，超过.*10 页.*拆分"):
        read_pdf(pdf(*[text("x", 100, 100)] * 12), "x", max_pages=10)


def test_encrypted_file_asks_for_the_password_to_go() -> None:
    whole = pdf(text("x", 100, 100))
    encrypt = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >> "
        b"/ID [<00> <00>] /Root"
    )
    with pytest.raises(Unreadable, match="密码"):
        read(whole.replace(b"/Root", encrypt))


def test_damage_anywhere_never_escapes_as_another_error() -> None:
    whole = pdf(table(("1", 62, 685)), text("last", 100, 100))
    chance = random.Random(5)
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(chance.randrange(1, 30)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            read(bytes(damaged[: chance.randrange(len(damaged))] if chance.random() < 0.3 else damaged))
        except Unreadable as problem:
            assert str(problem)


def test_a_form_that_draws_itself_ends() -> None:
    itself = "/Resources << /XObject << /X10 10 0 R >> >>"
    form = stream(b"/X10 Do", f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] {itself}")
    assert texts(read(pdf("/X10 Do " + text("seen", 100, 700), objects=[form]))) == ["seen"]


def test_progress_counts_the_pages() -> None:
    seen: list[tuple[int, int]] = []
    read_pdf(pdf(*[text("x", 100, 100)] * 3), "x", progress=lambda done, of: seen.append((done, of)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_page_that_is_a_picture_among_others_is_a_doubt() -> None:
    layout = read(pdf(text("words", 100, 700), "q 595 0 0 842 0 0 cm /X10 Do Q", objects=[picture()]))
    assert layout.doubts == ["第 2 页只有图片、没有文字，其中的内容没有读到。"]


# Ruled tables.


def test_cells_keep_their_place_from_the_top_left() -> None:
    grid = grids(read(pdf(table(("A", 62, 685), ("12.50", 200, 665)))))[0]
    assert rows(grid) == [["A", "", ""], ["", "12.50", ""]]
    cell = next(cell for cell in grid.cells if cell.text == "12.50")
    assert (cell.place.page, cell.place.box) == (1, (160, 162, 260, 182))
    assert grid.ruled and grid.pages == (1,)
    assert all(cell.sure for cell in grid.cells)


def test_thin_filled_rectangles_and_stroked_rectangles_are_rules() -> None:
    filled = "".join(f"60 {y} 300 0.5 re f\n" for y in YS) + "".join(f"{x} 660 0.5 40 re f\n" for x in XS)
    one_path = " ".join(f"60 {y} 300 0.5 re" for y in YS) + " " + " ".join(f"{x} 660 0.5 40 re" for x in XS) + " f\n"
    boxes = "".join(f"{x} {y} 100 20 re S\n" for x in XS[:-1] for y in YS[1:])
    for drawn in (filled, one_path, boxes):
        assert rows(grids(read(pdf(drawn + text("7", 165, 665))))[0]) == [["", "", ""], ["", "7", ""]]


def test_unseen_paint_rules_nothing() -> None:
    white = "1 g " + "".join(f"60 {y} 300 20 re f 60 {y} 300 0.5 re f\n" for y in YS)
    empty = "".join(f"{x} {y} 100 20 re n\n" for x in XS for y in YS)
    clear = "/G0 gs " + ruling(XS, YS)
    pale = "1 G " + ruling(XS, YS)
    for drawn in (white + "0 g ", empty, "q " + clear + "Q ", pale):
        layout = read(pdf(drawn + text("Title", 165, 705)))
        assert (grids(layout), texts(layout)) == ([], ["Title"])


def test_shading_behind_cells_rules_nothing() -> None:
    shaded = "0.9 g 60 660 300 20 re f 0 g " + table(("1", 62, 685), ("2", 62, 665))
    grid = grids(read(pdf(shaded)))[0]
    assert rows(grid) == [["1", "", ""], ["2", "", ""]]


def test_rules_inside_form_objects_are_moved_by_their_matrix() -> None:
    form = stream(ruling((0, 50, 100), (0, 10, 20)).encode(), "/Type /XObject /Subtype /Form /BBox [-5 -5 200 200]")
    grid = grids(read(pdf("q 2 0 0 2 100 600 cm /X10 Do Q " + text("in", 105, 605), objects=[form])))[0]
    assert grid.column_edges == pytest.approx((100, 200, 300), abs=0.1)
    assert rows(grid) == [["", ""], ["in", ""]]


def test_dashed_and_double_rules_are_one_line_each() -> None:
    dashes = lines(*[(x, y, x + 3, y) for y in YS for x in range(60, 360, 5)])
    double = lines(*[(x + d, 660, x + d, 700) for x in XS for d in (-0.75, 0.75)])
    assert rows(grids(read(pdf(dashes + double + text("1", 62, 685))))[0])[0] == ["1", "", ""]


def test_turned_pages_read_as_they_are_displayed() -> None:
    upright = pdf(table(("A", 62, 685), ("B", 200, 665)))
    want = grids(read(upright))[0]
    # The content is turned against the page, so that it stands upright; a quarter turn shows 842 by 595 as 595 by 842.
    turns = {90: "0 1 -1 0 842 0 cm ", 180: "-1 0 0 -1 595 842 cm ", 270: "0 -1 1 0 0 595 cm "}
    for angle, content in turns.items():
        sized = "0 0 595 842" if angle == 180 else "0 0 842 595"
        layout = read(pdf(content + table(("A", 62, 685), ("B", 200, 665)), box=sized, page_keys=f"/Rotate {angle}"))
        grid = grids(layout)[0]
        assert rows(grid) == rows(want), angle
        assert grid.column_edges == pytest.approx(want.column_edges, abs=0.1), angle
        assert grid.row_edges == pytest.approx(want.row_edges, abs=0.1), angle


def test_text_lying_on_its_side_is_read_and_placed_as_displayed() -> None:
    # Where the middle of the second cell, (210, 670) of the content, goes on the page.
    turns = {"0 1 -1 0 842 0 cm ": (172, 210), "0 -1 1 0 -300 842 cm ": (370, 632), "-1 0 0 -1 595 842 cm ": (385, 172)}
    for matrix, (x, y) in turns.items():
        layout = read(pdf(matrix + table(("A", 62, 685), ("12.50", 200, 665)) + text("below the table", 62, 600)))
        grid = grids(layout)[0]
        assert rows(grid) == [["A", "", ""], ["", "12.50", ""]]
        assert texts(layout) == ["below the table"]
        box = next(cell.place.box for cell in grid.cells if cell.text == "12.50")
        assert box is not None
        assert ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) == pytest.approx((x, 842 - y), abs=0.2)


def test_a_crop_box_moves_the_origin() -> None:
    layout = read(pdf(table(("A", 62, 685)), page_keys="/CropBox [50 600 500 750]"))
    assert grids(layout)[0].column_edges == pytest.approx((10, 110, 210, 310), abs=0.1)
    assert grids(layout)[0].row_edges == pytest.approx((50, 70, 90), abs=0.1)


def test_text_that_overflows_into_an_empty_cell_goes_back_and_is_unsure() -> None:
    grid = grids(read(pdf(table(("an uncomfortably long label", 80, 685), ("9", 262, 685)))))[0]
    assert rows(grid)[0] == ["an uncomfortably long label", "", "9"]
    assert [cell.sure for cell in grid.cells[:3]] == [False, False, True]


def test_two_numbers_in_one_cell_are_not_glued() -> None:
    side = grids(read(pdf(table(("1.00", 65, 685), ("2.00", 110, 685)))))[0]
    above = grids(read(pdf(ruling((60, 160, 260), (700, 660)) + text("1.00", 62, 688) + text("2.00", 62, 668))))[0]
    assert rows(side)[0][0] == rows(above)[0][0] == "1.00 2.00"


def test_a_number_that_fills_its_cell_goes_on_in_the_next_line() -> None:
    drawn = ruling((60, 110, 260), (700, 660)) + text("1,234,567", 62, 688) + text(".89", 62, 672)
    assert rows(grids(read(pdf(drawn)))[0])[0][0] == "1,234,567.89"


# Text outside tables.


def test_page_numbers_go_and_unruled_columns_stay_apart() -> None:
    page = text("Total", 60, 700) + text("12.00", 300, 700) + text("- 3 -", 290, 30)
    assert texts(read(pdf(page))) == ["Total  12.00"]


def test_a_running_header_is_kept_once() -> None:
    layout = read(pdf(*[text("Department", 60, 810, 8) + text(f"Page text {n}", 60, 600) for n in range(4)]))
    assert texts(layout) == ["Department", *[f"Page text {n}" for n in range(4)]]


# Hidden text.

HIDING = {
    "outside the page": text("ghost", 700, 300),
    "clipped away": "q 0 0 50 50 re W n " + text("ghost", 100, 300) + "Q ",
    "covered by a fill": text("ghost", 100, 300) + "0.8 g 90 290 100 30 re f 0 g ",
    "covered by white": text("ghost", 100, 300) + "1 g 90 290 100 30 re f 0 g ",
    "invisible mode": text("ghost", 100, 300, before="3 Tr"),
    "white on white": "1 g " + text("ghost", 100, 300) + "0 g ",
    "wholly transparent": "q /G0 gs " + text("ghost", 100, 300) + "Q ",
    "covered by a picture": text("ghost", 100, 300) + "q 200 0 0 60 80 280 cm /X10 Do Q ",
}


@pytest.mark.parametrize("how", HIDING)
def test_hidden_text_is_kept_apart(how: str) -> None:
    layout = read(pdf(text("seen", 100, 700) + HIDING[how], objects=[picture()]))
    assert texts(layout) == ["seen"]
    assert [(line.text, line.place.page) for line in layout.hidden] == [("ghost", 1)]


SHOWING = {
    "on a white fill": "1 g 90 290 100 30 re f 0 g " + text("ghost", 100, 300),
    "white on dark": "0.2 g 90 290 100 30 re f 1 g " + text("ghost", 100, 300) + "0 g ",
    "white on a picture": "q 200 0 0 60 80 280 cm /X10 Do Q 1 g " + text("ghost", 100, 300) + "0 g ",
    "inside its clip": "q 90 290 100 30 re W n " + text("ghost", 100, 300) + "Q ",
    "beside a later fill": text("ghost", 100, 300) + "0.8 g 90 200 100 30 re f 0 g ",
    "under a seal with a clear background": text("ghost", 100, 300) + "q 200 0 0 60 80 280 cm /X11 Do Q ",
}


@pytest.mark.parametrize("how", SHOWING)
def test_what_can_be_seen_is_not_hidden(how: str) -> None:
    seal = picture("/SMask 12 0 R")
    layout = read(pdf(SHOWING[how], objects=[picture(), seal, picture()]))
    assert (texts(layout), layout.hidden) == (["ghost"], [])
