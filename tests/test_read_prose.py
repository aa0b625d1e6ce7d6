from __future__ import annotations

from mingzhang.model import Disclosure, Place
from mingzhang.read import prose
from mingzhang.read.layout import Grid, GridCell, Line, Paragraph
from small_disclosure import dump, read_text_dump


def filled(*blocks: str | Grid) -> Disclosure:
    made = Disclosure("x.txt", "text", 1)
    texts = [
        block if isinstance(block, Grid) else Paragraph(block, (Line(block, Place(line=at)),))
        for at, block in enumerate(blocks, start=1)
    ]
    prose.fill(made, texts)
    return made


def shape(disclosure: Disclosure) -> list[tuple[str, str, int]]:
    """Each section as (part, heading, number of paragraphs)."""
    return [(s.part, s.heading.text if s.heading else "", len(s.paragraphs)) for s in disclosure.sections]


def test_paragraphs_belong_to_the_heading_before_them():
    found = filled(
        "封面", "第一部分 概况", "一、主要职责", "编制星图。", "养护观星台。", "第二部分 说明", "一、收入情况", "无。"
    )
    assert shape(found) == [
        ("", "", 1),
        ("第一部分概况", "第一部分概况", 0),
        ("第一部分概况", "一、主要职责", 2),
        ("第二部分说明", "第二部分说明", 0),
        ("第二部分说明", "一、收入情况", 1),
    ]
    assert [heading.level for heading in found.headings] == [0, 1, 0, 1]


def test_the_table_of_contents_is_no_row_of_headings():
    contents = ["目 录", "第一部分 概况......1", "一、主要职责", "第二部分 说明......9"]
    found = filled(*contents, "第一部分 概况", "一、主要职责", "编制星图。", "第二部分 说明")
    assert [heading.text for heading in found.headings] == ["第一部分概况", "一、主要职责", "第二部分说明"]


def test_terms_of_the_glossary_have_their_explanation():
    found = filled(
        "第四部分 名词解释",
        "一、基本支出：指为保障机构正常运转而发生的支出。",
        "（二）项目支出: 指为完成特定任务而发生的支出。",
        "3、“三公”经费：指三项经费的支出。",
        "以上供参考。",
    )
    assert [(term, text[:2]) for term, text, _ in found.glossary] == [
        ("基本支出", "指为"),
        ("项目支出", "指为"),
        ("“三公”经费", "指三"),
    ]
    assert [place.line for _, _, place in found.glossary] == [2, 3, 4]


def test_explanations_elsewhere_are_no_glossary():
    assert filled("第三部分 说明", "一、基本支出：指为保障机构正常运转而发生的支出。").glossary == []


def test_offices_are_listed_under_their_heading():
    found = filled(
        "二、机构设置", "纳入决算的单位包括：", "1.云岭市星图局本级", "2.云岭市观星台", "三、人员", "1.编制十人"
    )
    assert [name for name, _ in found.organisations] == ["云岭市星图局本级", "云岭市观星台"]


def test_offices_are_listed_in_a_table_too():
    cells = [("序号", "单位名称"), ("1", "云岭市星图局本级"), ("2", "云岭市观星台")]
    grid = Grid(
        3,
        2,
        [GridCell(r, c, text, Place(page=2)) for r, row in enumerate(cells) for c, text in enumerate(row)],
        ruled=True,
    )
    assert filled("二、机构设置", grid).organisations == [
        ("云岭市星图局本级", Place(page=2)),
        ("云岭市观星台", Place(page=2)),
    ]


def test_names_are_listed_under_a_title_without_a_number_too():
    found = filled(
        "星图局（部门）机构设置",
        "本部门包括两家单位：",
        "1. 云岭市星图局（本部）。",
        "2. 云岭市观星台。",
        "名词解释",
        "1. 星图。",
    )
    assert [name for name, _ in found.organisations] == ["云岭市星图局（本部）", "云岭市观星台"]


def test_the_words_around_a_table_do_not_become_sections():
    texts = [text for section in read_text_dump().sections for text in (p.text for p in section.paragraphs)]
    assert not any("公开01表" in text or "金额单位" in text or "本表反映" in text for text in texts)


def test_a_wrapped_paragraph_is_one_paragraph_with_the_place_of_each_line():
    wrapped = "本年支出合计1,000.00万元，其中：基本支出600.00万元，占60%；项目支出\n400.00万元，占40%。"
    found = read_text_dump(
        dump(("本年支出合计1,000.00万元，其中：基本支出600.00万元，占60%；项目支出400.00万元，占40%。", wrapped))
    )
    (passage,) = next(s.paragraphs for s in found.sections if s.heading and s.heading.text == "二、支出决算情况说明")
    assert passage.text == wrapped.replace("\n", "")
    at = passage.text.index("400.00万元")
    first = passage.place_of(0, 4).line
    assert first is not None
    assert passage.place_of(at, at + 8).line == first + 1
    over = passage.place_of(passage.text.index("项目支出"), at + 4)
    assert (over.line, over.last_line) == (first, first + 1)


def test_nothing_gives_nothing():
    found = filled()
    assert (found.sections, found.headings, found.glossary, found.organisations) == ([], [], [], [])
