from __future__ import annotations

import math

import pytest

from mingzhang.read.layout import Grid, Layout, Paragraph
from mingzhang.read.pdf import read_pdf
from pdf_by_hand import pdf, ruling, text

XS, YS = (60, 160, 260, 360), (700, 680, 660, 640)
CELLS = [["A", "1.00", "2.00"], ["B", "3.00", "4.00"], ["C", "5.00", "6.00"]]
GREY = "0.8 g"


def table() -> str:
    words = [(one, XS[c] + 4, YS[r] - 14) for r, row in enumerate(CELLS) for c, one in enumerate(row)]
    return ruling(XS, YS) + "".join(text(one, x, y) for one, x, y in words)


def slanted(words: str, size: float, x: float, y: float, colour: str = "0 g", degrees: float = 45) -> str:
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return (
        f"BT {colour} /F1 {size} Tf {cosine:.4f} {sine:.4f} {-sine:.4f} {cosine:.4f} {x} {y} Tm ({words}) Tj ET 0 g\n"
    )


def read(content: str) -> Layout:
    return read_pdf(pdf(content), "x")


def cells(layout: Layout) -> list[list[str]]:
    (grid,) = (block for block in layout.blocks if isinstance(block, Grid))
    assert all(cell.sure for cell in grid.cells)
    return [[cell.text if cell else "∅" for cell in row] for row in grid.matrix()]


@pytest.mark.parametrize(
    "mark",
    [
        text("2023", 200, 655, 30, GREY) + "0 g ",  # faint and big, over walls
        text("2023", 164, 662, 18, GREY) + "0 g ",  # faint and big, inside one cell
        text("2023", 150, 666, 10, GREY) + "0 g ",  # faint, over a wall
        text("2023", 150, 650, 40),  # big, over walls
        text("2023", 150, 650, 40, "1 0 0 rg") + "0 g ",
        slanted("SAMPLE", 60, 100, 600, GREY),
        slanted("SAMPLE 2023", 30, 150, 640),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_watermark_never_enters_a_table(mark: str, first: bool) -> None:
    layout = read(mark + table() if first else table() + mark)
    assert cells(layout) == CELLS
    assert len(layout.blocks) == 1


def test_a_slanted_watermark_breaks_no_line_of_the_text() -> None:
    body = "".join(text(f"The department spent {n}.00 this year as planned", 60, 700 - 20 * n) for n in range(9))
    shown = [
        block.text
        for block in read(body + slanted("SAMPLE", 60, 120, 560, GREY)).blocks
        if isinstance(block, Paragraph)
    ]
    plain = [block.text for block in read(body).blocks if isinstance(block, Paragraph)]
    assert shown == plain


def test_titles_coloured_amounts_and_faint_notes_in_their_cells_stay() -> None:
    mark = text("Title", 200, 740, 24) + text("9.00", 300, 686, 10, "1 0 0 rg") + text("n", 230, 666, 10, GREY) + "0 g "
    layout = read(mark + table())
    assert [block.text for block in layout.blocks if isinstance(block, Paragraph)] == ["Title"]
    assert cells(layout)[0][2] == "2.00 9.00"
    assert cells(layout)[1][1] == "3.00 n"


def test_a_faint_amount_wider_than_its_cell_stays() -> None:
    xs = (60, 100, 140, 180)
    layout = read(ruling(xs, (700, 680, 660)) + text("7.00", 63, 685) + text("500,000.00", 63, 665, 10, GREY) + "0 g ")
    (grid,) = (block for block in layout.blocks if isinstance(block, Grid))
    assert [cell.text for cell in grid.cells if cell.text] == ["7.00", "500,000.00"]


def test_a_heading_and_a_title_right_below_it_are_no_slanted_text() -> None:
    heads = text("Heading", 60, 760, 20) + text("The title of the table", 150, 738, 20)
    layout = read(heads + table())
    assert [block.text for block in layout.blocks if isinstance(block, Paragraph)] == [
        "Heading",
        "The title of the table",
    ]
    assert cells(layout) == CELLS
