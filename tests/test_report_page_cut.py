from __future__ import annotations

from mingzhang.finding import Finding, Quote
from mingzhang.model import Place
from mingzhang.report.page_cut import page_cuts, pages_wanted
from mingzhang.report.pages import PageImage

IMAGE = PageImage(8, 595, 842, "data:", 40, 550)


def finding(*places: Place, text: str = "1") -> Finding:
    return Finding("r", "t", "error", "m", tuple(Quote(text, place) for place in places))


def boxed(top: float, page: int = 8) -> Place:
    return Place(page=page, box=(100, top, 160, top + 12))


def test_a_cut_is_as_wide_as_the_print_and_marks_every_box():
    (cut,) = page_cuts(finding(boxed(300), boxed(340)), {8: IMAGE})
    left, top, width, height = cut.view
    assert (left, left + width) == (26, 564)
    assert top < 300 - 40
    assert top + height > 352 + 40
    assert [(mark.top, mark.main) for mark in cut.marks] == [(299, True), (339, False)]


def test_places_far_apart_are_cut_apart_with_the_main_one_first():
    cuts = page_cuts(finding(boxed(700), boxed(50)), {8: IMAGE})
    assert [[mark.main for mark in cut.marks] for cut in cuts] == [[True], [False]]


def test_boxes_off_the_page_or_without_meaning_do_no_harm():
    wild = Place(page=8, box=(float("nan"), 0, 1, 1))
    assert page_cuts(finding(wild), {8: IMAGE}) == []
    (cut,) = page_cuts(finding(Place(page=8, box=(9000, 9000, 9100, 9100))), {8: IMAGE})
    assert cut.view == (0, 0, 595, 842)


def test_only_pages_with_boxes_are_drawn_in_the_order_of_the_findings():
    assert pages_wanted([finding(boxed(1, 9), Place(page=3)), finding(boxed(1, 2), boxed(5, 9))]) == [9, 2]
