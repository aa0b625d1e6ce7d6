"""Documents printed by a typesetter, and the real samples where they are at hand."""

from __future__ import annotations

import time
from pathlib import Path

import pypdfium2
import pytest

from mingzhang.read.cell_text import fill_frame
from mingzhang.read.layout import Grid, Layout, Paragraph
from mingzhang.read.pdf import read_pdf
from mingzhang.read.pdf_characters import read_page
from mingzhang.read.ruled_grid import find_frames

HEAD = """
#set page(paper: "a4", margin: 2.5cm, numbering: "- 1 -")
#set text(font: ("Noto Serif CJK SC",), size: 12pt, lang: "zh")
#set par(first-line-indent: (amount: 2em, all: true), justify: true)
#set table(stroke: 0.5pt, inset: 4pt)
"""


def printed(source: str) -> Layout:
    typst = pytest.importorskip("typst", reason="typst is not installed")
    return read_pdf(typst.compile((HEAD + source).encode()), "x.pdf")


def grids(layout: Layout) -> list[Grid]:
    return [block for block in layout.blocks if isinstance(block, Grid)]


def texts(layout: Layout) -> list[str]:
    return [block.text for block in layout.blocks if isinstance(block, Paragraph)]


def rows(grid: Grid) -> list[list[str]]:
    return [[cell.text if cell else "∅" for cell in row] for row in grid.matrix()]


def test_merged_headings_wrapped_names_and_empty_columns() -> None:
    layout = printed("""
#align(center)[支出决算表]
#align(right)[单位：万元]
#table(columns: (60pt, 90pt, 70pt, 70pt, 70pt),
  table.cell(colspan: 2)[项目], table.cell(rowspan: 2)[合计], table.cell(colspan: 2)[其中],
  [编码], [名称], [基本支出], [项目支出],
  [2080505], [机关事业单位基本养老保险缴费支出], align(right)[1,234.50], align(right)[-0.50], [],
  [20805], [因#h(1em)公#h(1em)出#h(1em)国], [], [], [],
)
注：本表数据有四舍五入。
""")
    assert texts(layout) == ["支出决算表", "单位：万元", "注：本表数据有四舍五入。"]
    (grid,) = grids(layout)
    assert rows(grid) == [
        ["项目", "项目", "合计", "其中", "其中"],
        ["编码", "名称", "合计", "基本支出", "项目支出"],
        ["2080505", "机关事业单位基本养老保险缴费支出", "1,234.50", "−0.50", ""],
        ["20805", "因公出国", "", "", ""],
    ]
    assert all(cell.sure for cell in grid.cells)
    title, table = layout.blocks[0], layout.blocks[2]
    assert isinstance(title, Paragraph) and isinstance(table, Grid)


def test_digits_on_another_baseline_stay_on_their_line() -> None:
    layout = printed("""
#table(columns: (200pt, 90pt), [共计#text(baseline: 2pt)[12]个#text(baseline: -2pt)[34]人], [甲], [乙], [丙])
本年#text(baseline: 1.5pt)[2024]年末
""")
    assert rows(grids(layout)[0])[0] == ["共计12个34人", "甲"]
    assert texts(layout) == ["本年2024年末"]


@pytest.mark.parametrize("repeat", ["true", "false"])
def test_a_long_table_is_one_grid_over_its_pages(repeat: str) -> None:
    body = " ".join(f"[{2010000 + n}], [第{n}项的名称], [{n}.25]," for n in range(120))
    layout = printed(f"""
收入决算表
#table(columns: (80pt, 200pt, 80pt), table.header(repeat: {repeat}, [编码], [名称], [金额]), {body})
说明：完。
""")
    (grid,) = grids(layout)
    wanted = [[str(2010000 + n), f"第{n}项的名称", f"{n}.25"] for n in range(120)]
    assert rows(grid) == [["编码", "名称", "金额"], *wanted]
    assert len(grid.pages) > 2
    assert texts(layout) == ["收入决算表", "说明：完。"]


def test_open_sided_tables_keep_their_outer_columns() -> None:
    layout = printed("""
#table(columns: (80pt, 100pt, 80pt),
  stroke: (x, y) => (top: 0.5pt, bottom: 0.5pt, left: if x > 0 { 0.5pt }, right: if x < 2 { 0.5pt }),
  [编码], [名称], [金额], [201], [甲], [1.00])
""")
    assert rows(grids(layout)[0]) == [["编码", "名称", "金额"], ["201", "甲", "1.00"]]


def test_white_words_on_a_dark_heading_are_seen() -> None:
    layout = printed("""
#let w = text.with(fill: white)
#table(columns: (80pt, 80pt), fill: (x, y) => if y == 0 { navy }, w[项目], w[金额], [甲], [1])
#text(fill: white)[看不见]
""")
    assert rows(grids(layout)[0])[0] == ["项目", "金额"]
    assert [line.text for line in layout.hidden] == ["看不见"]


def test_paragraphs_are_joined_over_lines_and_pages_and_parted_at_headings() -> None:
    sentence = "本年度收入合计一千二百三十四万元，比上年增加五十六万元，主要原因是项目增加。"
    layout = printed(f"""
#align(center)[#text(size: 18pt)[第三部分 情况说明]]

一、收入决算情况说明

{sentence * 25}

{sentence * 18}

（一）总体情况

1.{sentence * 8}

2.{sentence}
""")
    assert texts(layout) == [
        "第三部分情况说明",
        "一、收入决算情况说明",
        sentence * 25,
        sentence * 18,
        "（一）总体情况",
        "1." + sentence * 8,
        "2." + sentence,
    ]
    assert max(line.place.page or 0 for block in layout.paragraphs() for line in block.lines) > 1


def test_two_tables_with_titles_between_stay_two() -> None:
    one = "#table(columns: (80pt, 80pt), [项目], [金额], [甲], [1.00])"
    layout = printed(f"{one}\n#pagebreak()\n#align(center)[支出表]\n{one}\n#v(1cm)\n{one}")
    assert len(grids(layout)) == 3


def test_reading_is_deterministic() -> None:
    typst = pytest.importorskip("typst", reason="typst is not installed")
    data = typst.compile((HEAD + "#table(columns: 3, [a], [b], [c], [1], [2], [3])\n正文").encode())
    assert read_pdf(data, "x") == read_pdf(data, "x")


SAMPLES = ["putuo-guihua-2024", "putuo-template-2024", "putuo-wanli-2024-budget", "jiangsu-gaoyuan-2018-budget"]


@pytest.mark.parametrize("name", SAMPLES)
def test_cells_of_real_files_agree_with_pdfplumber(shared: Path, name: str) -> None:
    pdfplumber = pytest.importorskip("pdfplumber", reason="pdfplumber is not installed")
    path = shared / "samples" / f"{name}.pdf"
    document = pypdfium2.PdfDocument(path)
    compared = 0
    different = []
    with pdfplumber.open(path) as other:
        for number, other_page in enumerate(other.pages, 1):
            page = read_page(document, number)
            frames = find_frames(page.horizontal, page.vertical)
            ours = [fill_frame(frame, page.characters, number)[0] for frame in frames]
            theirs = [table.extract() for table in other_page.filter(_painted).find_tables()]
            theirs = [table for table in theirs if len(table[0]) > 1]
            assert len(ours) == len(theirs)
            for grid, table in zip(ours, theirs, strict=True):
                # pdfplumber loses the first row of a table that goes on without a line above it.
                lost = grid.rows - len(table)
                assert (lost in (0, 1), grid.columns) == (True, len(table[0]))
                starts = {(cell.row - lost, cell.column): "".join(cell.text.split()) for cell in grid.cells}
                for row, words in enumerate(table):
                    for column, text in enumerate(words):
                        compared += 1
                        if starts.get((row, column), "") != "".join((text or "").split()):
                            different.append((number, row, column))
    document.close()
    assert compared > 600
    assert len(different) <= 2, different


def _painted(item: dict[str, object]) -> bool:
    """White paint rules nothing, but pdfplumber takes it for lines."""
    return item["object_type"] != "rect" or item.get("non_stroking_color") not in ((1, 1, 1), (1,), 1)


def test_real_tables_go_on_over_their_pages(shared: Path) -> None:
    layout = read_pdf((shared / "samples/putuo-wanli-2024-budget.pdf").read_bytes(), "x")
    assert [grid.pages for grid in grids(layout) if len(grid.pages) > 1] == [
        (11, 12, 13, 14, 15),
        (16, 17, 18, 19, 20),
        (22, 23, 24, 25, 26),
        (29, 30),
    ]


def test_a_real_file_is_read_fast(shared: Path) -> None:
    data = (shared / "samples/putuo-guihua-2024.pdf").read_bytes()
    read_pdf(data, "x")
    start = time.process_time()
    pages = read_pdf(data, "x").pages
    assert pages / (time.process_time() - start) > 40  # ordinary machines reach several times this
