"""A disclosure on the web: one page that loads nothing, with real tables and headings, and nothing taken for markup."""

from __future__ import annotations

import base64
import hashlib
import re
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from benchmarks.generator.document import make_document
from benchmarks.generator.style import Style, style_of
from mingzhang.forms import editions
from mingzhang.write.html import html_bytes
from mingzhang.write.printed import Cell, Document, PrintedTable, Text
from tests.printed_sample import OFFICE, document, figure, form, table


def parsed(made: Document) -> html.HtmlElement:
    return html.document_fromstring(html_bytes(made).decode())


def page(*blocks) -> html.HtmlElement:
    return parsed(document(*blocks))


def text(element) -> str:
    return "".join(element.text_content().split())


@pytest.fixture(scope="module", params=[*editions()])
def whole(request) -> tuple[Document, html.HtmlElement]:
    made = make_document(editions()[request.param], 5, style_of(5))
    return made, parsed(made)


def test_every_table_is_there_cell_by_cell(whole):
    made, shown = whole
    tables = [block for block in made.blocks if isinstance(block, PrintedTable)]
    for printed, element in zip(tables, shown.iter("table"), strict=True):
        rows = [*printed.heading, *printed.body]
        for row, line in zip(rows, element.iter("tr"), strict=True):
            assert [
                ("".join(cell.text.split()), cell.columns, cell.rows) for cell in row
            ] == [(text(item), int(item.get("colspan", 1)), int(item.get("rowspan", 1))) for item in line]  # fmt: skip


def test_figures_are_numbers_for_programs(whole):
    made, shown = whole
    printed = [
        Decimal(cell.text.replace(",", ""))
        for table in made.tables for row in table.body for cell in row if cell.figure and cell.key and cell.text
    ]  # fmt: skip
    found = [Decimal(data.get("value")) for data in shown.xpath("//article[not(contains(@class, 'form'))]//td/data")]
    assert [value for value in found if value in set(printed)] != []
    assert set(printed) <= set(found)


def test_every_link_leads_to_a_heading_of_that_name(whole):
    _, shown = whole
    links = shown.xpath("//nav//a")
    assert len(links) > 20
    for link in links:
        (target,) = shown.xpath(f"//*[@id='{link.get('href')[1:]}']")
        assert text(target) == text(link)


def test_ids_are_unique_and_labels_exist(whole):
    _, shown = whole
    ids = shown.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(shown.xpath("//@aria-labelledby")) <= set(ids)


def test_headings_leave_no_level_out(whole):
    _, shown = whole
    levels = [int(element.tag[1]) for element in shown.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_list_of_contents_is_a_navigation_and_not_printed_twice():
    shown = page(Text("目录", "title"), Text("第一部分 概况", "contents"), Text("第一部分 概况", "part"))
    assert text(shown.find(".//main")) == "第一部分概况"
    assert text(shown.find(".//nav")) == "目录第一部分概况"


def test_heads_and_names_are_marked_as_such():
    shown = page(table(1))
    heads = [(text(cell), cell.get("scope")) for cell in shown.iter("th")]
    assert heads == [
        ("项目", "colgroup"), ("本年收入", "colgroup"), ("科目代码", "col"), ("科目名称", "col"), ("第1列", "col"),
        ("第2列", "col"), ("名称1", "row"),
    ]  # fmt: skip
    assert [text(cell) for cell in shown.xpath("//td[contains(@class, 'n')]")] == ["1.50", "1.51"]


def test_a_merged_name_is_the_head_of_its_rows():
    assert [
        (text(cell), cell.get("scope"), cell.get("rowspan")) for cell in page(form(3)).iter("th")
    ] == [("项目名称", "row", None), ("产出指标", "rowgroup", "3")]  # fmt: skip


def test_a_table_says_whose_it_is_and_ends_with_its_notes():
    shown = page(table(notes=("注：本表反映收入情况。",)))
    assert text(shown.find(".//caption")) == f"公开02表部门名称：{OFFICE}2023年度金额单位：万元"
    assert text(shown.find(".//article/p")) == "注：本表反映收入情况。"


def test_wide_tables_are_printed_on_lying_pages():
    shown = page(table(columns=2), table(columns=9))
    assert [article.get("class") for article in shown.iter("article")] == ["upright", "wide"]
    style = shown.find(".//style").text
    assert re.search(r"@page wide \{[^}]*landscape", style) and ".wide { page: wide; }" in style


def test_only_its_own_style_is_allowed_and_nothing_is_loaded():
    source = html_bytes(make_document(editions()["山西2023"], 0, Style())).decode()
    shown = html.document_fromstring(source)
    (policy,) = shown.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    style = re.search(r"<style>(.*?)</style>", source, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy and "default-src 'none'" in policy
    assert not shown.xpath("//script|//link|//img|//iframe|//@src|//@style|//@onclick")
    assert "http" not in source.replace("http-equiv", "")
    assert shown.get("lang") == "zh-CN"
    assert shown.xpath("//a[@class='skip']/@href") == ["#main"]


@settings(max_examples=50)
@given(st.text(alphabet="<>&\"'/=!-{}%#;` \n决a\x00\u202e\ud800", min_size=1, max_size=40))
def test_no_text_is_taken_for_markup(words):
    cell = PrintedTable("", words, [[Cell(words)]], [[Cell(words, "left")]], [9.0], notes=[words])
    shown = page(Text(words, "cover"), Text(words, "part"), Text(words, "heading"), Text(words, "body"), cell)
    allowed = {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "a",
        "header",
        "h1",
        "span",
        "div",
        "nav",
        "h2",
        "ol",
        "li",
    }
    allowed |= {
        "main",
        "section",
        "h3",
        "p",
        "br",
        "article",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "data",
    }
    assert {element.tag for element in shown.iter()} <= allowed
    expected = "".join(character for character in words if character not in "\x00\u202e\ud800")
    assert text(shown.find(".//p")) == "".join(expected.split())


def test_several_lines_of_a_cell_stay_lines():
    cell = page(PrintedTable("", "表", [], [[Cell("一"), Cell("甲\n乙", "left")]], [4.0, 9.0])).findall(".//td")[0]
    assert html.tostring(cell, encoding="unicode").strip() == '<td class="l">甲<br>乙</td>'


def test_negative_figures_keep_their_sign_and_text_is_no_number():
    table = PrintedTable("GK02", "表", [[Cell("a"), Cell("b")]], [[figure("-1,234.50"), figure("────")]], [9.0, 9.0])
    assert page(table).xpath("//td//data/@value") == ["-1234.50"]


def test_the_same_document_gives_the_same_bytes():
    first, second = (html_bytes(make_document(editions()["上海2024"], 1, Style())) for _ in range(2))
    assert first == second
