from __future__ import annotations

import report_sample as sample
from mingzhang.finding import Finding, Quote
from mingzhang.model import Place
from mingzhang.report.text_cut import source_lines, text_cuts


def finding(*places: Place, text: str = "1") -> Finding:
    return Finding("r", "t", "error", "m", tuple(Quote(text, place) for place in places))


def test_a_quote_is_marked_across_lines_and_lost_spaces():
    (piece,) = text_cuts(sample.sentence(), sample.disclosure(), source_lines(sample.SOURCE))
    assert [line.number for line in piece] == [3, 4, 5, 6, 7, 8]
    assert [line.number for line in piece if line.quoted] == [5, 6]
    assert piece[2].pieces == (
        ("本年支出合计1,269.00万元", "main"),
        ("，其中：", ""),
        ("基本支出 8 0 0.00", "other"),
    )
    assert piece[3].pieces[0] == ("万元", "other")


def test_a_quote_that_is_not_there_still_shows_its_line():
    (piece,) = text_cuts(finding(Place(line=2), text="没有这句话"), sample.disclosure(), source_lines(sample.SOURCE))
    assert [line.quoted for line in piece] == [False, True, False, False]
    assert text_cuts(finding(Place(line=900)), sample.disclosure(), source_lines(sample.SOURCE)) == []


def test_a_number_is_not_found_inside_another_and_equal_cells_are_told_apart():
    document = sample.disclosure()
    line = "208 17.77 7.77  7.77"
    cells = [sample.cell("GK03", "208", "甲", column, "7.77", line=1) for column in ("合计", "基本支出", "项目支出")]
    document.tables[1].prints[:] = cells[:2]
    marks = []
    for item in cells[:2]:
        ((shown,),) = text_cuts(Finding("r", "t", "error", "m", (Quote("7.77", item.place),)), document, [line])
        marks.append([kind for _, kind in shown.pieces])
    assert marks == [["", "main", ""], ["", "main"]]


def test_lines_count_alike_in_every_encoding():
    assert source_lines("甲\r\n乙\x0c丙\n".encode("gb18030")) == ["甲", "乙丙", ""]
    assert source_lines("\ufeff甲\n乙".encode()) == ["甲", "乙"]
    assert source_lines(b"\x00\x01\x02" * 40) == []
