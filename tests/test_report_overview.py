from __future__ import annotations

from rich.cells import cell_len

import report_sample as sample
from mingzhang.report.overview import Line, line, overview


def test_a_document_is_counted():
    document = sample.disclosure()
    assert line("甲.pdf", document, sample.report(document)) == Line("甲.pdf", 2, 1, 7, 1, 2)


def test_what_needs_attention_comes_first():
    lines = [
        Line("提示.pdf", 0, 0, 9, 0, 0),
        Line("净.pdf", 0, 0, 0, 0, 0),
        Line("存疑.pdf", 0, 0, 0, 0, 1),
        Line("错.pdf", 1, 0, 0, 0, 0),
        Line("说明.pdf", 0, 1, 0, 0, 0),
        Line("待确认.pdf", 0, 0, 0, 1, 0),
    ]
    rows = [row.split() for row in overview(lines).splitlines()]
    assert rows[0] == ["■", "各份文件（6）"]
    assert rows[1] == ["文件", "错误", "须说明", "提示", "待确认", "读表存疑"]
    names = ["错.pdf", "说明.pdf", "待确认.pdf", "存疑.pdf", "提示.pdf", "净.pdf"]
    assert [row[0] for row in rows[2:]] == names
    assert rows[2][1:] == ["1", "0", "0", "0", "0"]


def test_unreadable_documents_are_named():
    assert overview([Line("甲.pdf", 0, 0, 0, 0, 0)], ["乙.pdf", "丙.pdf"]).endswith("读不出 2 份：乙.pdf、丙.pdf\n")


def test_long_and_hostile_names_keep_to_the_width():
    text = overview([Line("很长的文件名" * 20 + sample.HOSTILE, 1, 0, 0, 0, 0)], width=60)
    assert max(cell_len(row) for row in text.splitlines()) <= 60
    assert not {"\x1b", "\u202e", "\x00"} & set(text)
