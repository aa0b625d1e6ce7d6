from __future__ import annotations

import pytest

from mingzhang.read.layout import Grid
from mingzhang.read.pdf import read_pdf
from pdf_by_hand import pdf, ruling, text

XS, YS = (60.0, 100.0, 140.0, 180.0), (700.0, 680.0, 660.0)
DIGIT = 5.56
"""The width of a digit at ten points."""
NARROW = {",": 2.78, ".": 2.78, "-": 3.33}


def width(words: str) -> float:
    return sum(NARROW.get(one, DIGIT) for one in words)


def only(content: str) -> Grid:
    (grid,) = (block for block in read_pdf(pdf(content), "x").blocks if isinstance(block, Grid))
    return grid


def rows(grid: Grid) -> list[list[str]]:
    return [[cell.text if cell else "∅" for cell in row] for row in grid.matrix()]


def placed(words: str, column: int, row: int, how: str, pad: float = 3) -> str:
    left, right = XS[column], XS[column + 1]
    x = {"left": left + pad, "right": right - pad - width(words), "centre": (left + right - width(words)) / 2}[how]
    return text(words, round(x, 2), YS[row] - 15)


@pytest.mark.parametrize("how", ["left", "right", "centre"])
@pytest.mark.parametrize("words", ["500,000.00", "1,500,000.00", "-1,500,000.00", "11.000000"])
def test_a_number_wider_than_its_cell_stays_whole_in_it_and_is_sure(how: str, words: str) -> None:
    shown = [["", words, ""], ["1.00", "2.00", "3.50"]]
    page = "".join(placed(one, c, r, how) for r, line in enumerate(shown) for c, one in enumerate(line) if one)
    grid = only(ruling(XS, YS) + page)
    assert rows(grid) == shown
    assert all(cell.sure for cell in grid.cells)


@pytest.mark.parametrize("how", ["left", "right"])
def test_numbers_that_overlap_each_other_stay_two(how: str) -> None:
    page = "".join(placed("500,000.00", c, r, how) for r in range(2) for c in range(3))
    grid = only(ruling(XS, YS) + page)
    assert rows(grid) == [["500,000.00"] * 3] * 2
    assert all(cell.sure for cell in grid.cells)


def test_a_number_may_stick_out_of_the_table() -> None:
    last = only(ruling(XS, YS) + placed("500,000.00", 2, 0, "left"))
    first = only(ruling(XS, YS) + placed("500,000.00", 0, 0, "right"))
    assert rows(last)[0] == ["", "", "500,000.00"]
    assert rows(first)[0] == ["500,000.00", "", ""]


def test_numbers_printed_on_end_are_parted_by_their_decimals() -> None:
    words = "11.0000005.000000"
    grid = only(ruling((60, 106, 152, 198), YS) + text(words, 63, 685))
    assert rows(grid)[0] == ["11.000000", "5.000000", ""]


def test_numbers_that_fill_their_cells_to_the_wall_stay_apart() -> None:
    first = 100 - width("200.00") - 0.4
    grid = only(ruling(XS, YS) + text("200.00", first, 685) + text("302", 100.6, 685))
    assert rows(grid)[0] == ["200.00", "302", ""]


def test_a_number_that_no_alignment_places_is_whole_but_unsure() -> None:
    grid = only(ruling(XS, YS) + text("500,000.00", 78, 685))
    assert sorted(rows(grid)[0]) == ["", "", "500,000.00"]
    assert [cell.sure for cell in grid.cells if cell.text] == [False]


def test_a_number_that_lands_beside_another_is_unsure() -> None:
    shown = text("1.00", 63, 665) + text("2.00", 103, 665) + text("5.50", 143, 665)
    grid = only(ruling(XS, YS) + shown + text("7", 120, 685) + text("500,000.00", 126, 685) + text("8", 103, 685))
    assert all("," not in cell.text or not cell.sure for cell in grid.cells)


# Numbers broken over lines and set wide apart.


@pytest.mark.parametrize(
    "pieces", [("3,650,0", "00.00"), ("3,650,", "000.00"), ("3,650,000.", "00"), ("3,65", "0,0", "00.00")]
)
def test_a_number_broken_over_lines_is_one(pieces: tuple[str, ...]) -> None:
    page = "".join(text(piece, 62, 690 - 12 * line) for line, piece in enumerate(pieces))
    assert rows(only(ruling((60, 160, 260), (704, 660)) + page))[0][0] == "".join(pieces)


@pytest.mark.parametrize("pieces", [("1.00", "2.00"), ("365", "000.00"), ("3,650", "0.00"), ("3,650,0", "5.00")])
def test_lines_that_may_be_numbers_of_their_own_stay_apart(pieces: tuple[str, str]) -> None:
    page = "".join(text(piece, 62, 690 - 12 * line) for line, piece in enumerate(pieces))
    assert rows(only(ruling((60, 160, 260), (704, 660)) + page))[0][0] == " ".join(pieces)


def spread(words: str, x: float, y: float, gap: float) -> str:
    return text(words, x, y, before=f"{gap} Tc")


def test_digits_set_wide_apart_are_one_number() -> None:
    page = spread("365.00", 62, 685, 3) + spread("31", 162, 685, 3) + spread("2,150.50", 62, 665, 3)
    assert rows(only(ruling((60, 160, 260), YS) + page)) == [["365.00", "31"], ["2,150.50", ""]]


def test_digits_apart_without_a_rule_to_it_are_left_as_they_are() -> None:
    page = spread("31", 62, 685, 3) + text("1", 162, 685) + text("2", 172, 685) + text("5", 190, 685)
    assert rows(only(ruling((60, 160, 260), YS) + page))[0] == ["3 1", "1 2 5"]
    assert rows(only(ruling((60, 200, 260), YS) + spread("365", 62, 685, 14)))[0][0] == "3 6 5"
