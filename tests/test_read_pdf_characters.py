from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from mingzhang.read.layout import Paragraph
from mingzhang.read.page_frame import PageFrame
from mingzhang.read.pdf import read_pdf
from mingzhang.read.pdf_characters import RADICALS
from mingzhang.read.ruled_grid import Rule
from pdf_by_hand import pdf, stream

number = st.integers(-500, 1500).map(float)
frames = st.builds(PageFrame, st.just((50.0, -20.0, 645.0, 822.0)), st.integers(0, 3))


@given(frames, number, number, number, number)
def test_boxes_go_to_the_page_and_back(frame: PageFrame, x: float, y: float, width: float, height: float) -> None:
    box = (x, y, x + abs(width), y + abs(height))
    assert frame.file_box(frame.shown_box(box)) == box


@given(frames, number, number, number)
def test_lines_turn_as_their_ends_do(frame: PageFrame, at: float, start: float, length: float) -> None:
    rule = Rule(at, start, start + abs(length))
    level, upright = frame.rules([rule], [])
    left, top, right, bottom = frame.shown_box((rule.start, at, rule.end, at))
    if frame.turned % 2:
        assert (level, upright) == ([], [Rule(left, top, bottom)])
    else:
        assert (level, upright) == ([Rule(top, left, right)], [])


def test_the_radical_table_says_what_unicode_names_say() -> None:
    simplified = {"⻋": "C-SIMPLIFIED CART", "⻔": "C-SIMPLIFIED GATE", "⻚": "C-SIMPLIFIED LEAF"}
    for radical, name in simplified.items():
        assert unicodedata.name(radical) == f"CJK RADICAL {name}"
    assert all(unicodedata.name(radical).startswith("CJK RADICAL") for radical in RADICALS)
    assert all("一" <= character <= "鿿" for character in RADICALS.values())


def test_radicals_are_folded_and_full_width_signs_kept() -> None:
    printed = "⻔⼀金，（１）" + chr(0xF90A)
    codes = "".join(f"<{index + 1:02x}> <{ord(c):04x}>\n" for index, c in enumerate(printed))
    unicode_map = stream(
        b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
        + f"{len(printed)} beginbfchar\n{codes}endbfchar endcmap".encode()
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 11 0 R >>"
    words = "".join(f"{index + 1:02x}" for index in range(len(printed)))
    page = f"BT /F9 12 Tf 100 700 Td <{words}> Tj ET"
    data = pdf(page, objects=[font, unicode_map]).replace(b"/F1 3 0 R", b"/F9 10 0 R")
    (block,) = read_pdf(data, "x").blocks
    assert isinstance(block, Paragraph)
    assert block.text == "门一金，（１）金"
