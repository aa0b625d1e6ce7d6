from __future__ import annotations

import re

from mingzhang.check.wording_text import Prose
from mingzhang.model import Disclosure, Heading, Passage, Place, Section


def document(*sections: Section) -> Disclosure:
    return Disclosure("x.txt", "text", 1, sections=[*sections])


def section(title: str, *texts: str, part: str = "", level: int = 1) -> Section:
    heading = Heading(level, 1, title, Place(line=1))
    return Section(heading, part, [Passage(text, Place(line=at)) for at, text in enumerate(texts, start=2)])


def test_a_match_knows_its_paragraph_and_its_line():
    passage = Passage("收入总计万元。", Place(line=7), ((0, Place(line=7)), (4, Place(line=8))))
    made = document(section("一、收入情况说明", "没有变化。"))
    made.sections[0].paragraphs.append(passage)
    prose = Prose(made)
    ((match, piece),) = prose.matches(re.compile("万元"))
    assert piece.text == "收入总计万元。"
    quote = prose.quote(match.start(), match.end(), 2)
    assert (quote.text, quote.place.line) == ("总计万元。", 8)


def test_roles_follow_parts_and_titles():
    made = document(
        Section(None, "", [Passage("目录", Place(line=1))]),
        section("第一部分概况", part="第一部分概况", level=0),
        section("第二部分决算表", "表下的话。", part="第二部分决算表", level=0),
        section("一、总体情况说明", "文字。", part="第二部分决算表"),
        section("第四部分名词解释", "基本支出：指支出。", part="第四部分名词解释", level=0),
        section("第五部分附件", "评价报告。", part="第五部分附件", level=0),
    )
    roles = [piece.role for piece in Prose(made).pieces if piece.heading is None]
    assert roles == ["cover", "tables", "explanation", "glossary", "attachment"]


def test_brackets_have_one_width_and_quotes_stay_as_printed():
    prose = Prose(document(section("一、情况说明", "设备(不含车辆)占3％。")))
    ((match, _),) = prose.matches(re.compile("（不含车辆）占3%"))
    assert prose.quote(match.start(), match.end()).text == "(不含车辆)占3％"


def test_a_document_read_with_doubts_only_asks():
    made = document(section("一、情况说明", "收入。"))
    assert Prose(made).certainty == "certain"
    made.doubts.append("部分页面是扫描件")
    assert Prose(made).certainty == "to_confirm"
