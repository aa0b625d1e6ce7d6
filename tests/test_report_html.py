from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

import report_sample as sample
from mingzhang.finding import Explanation, Finding, Outcome, Quote, Report, Tally
from mingzhang.model import Place
from mingzhang.report.compare import Comparison
from mingzhang.report.html import render_html


class Page(HTMLParser):
    def __init__(self, html: str):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words += data + "\n"


@pytest.fixture(scope="module")
def html() -> str:
    document = sample.disclosure()
    return render_html(document, sample.report(document), sample.SOURCE)


def test_the_document_cannot_inject_markup(html):
    page = Page(html)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;[31m&amp;&#34;甲" in html
    assert sum(tag == "script" for tag, _ in page.tags) == 1
    assert not any(name.startswith("on") or name == "style" for _, attributes in page.tags for name in attributes)
    assert not {"\x1b", "\x00", "\u202e"} & set(html)


def test_it_stands_alone_and_its_policy_admits_only_itself(html):
    page = Page(html)
    policy = next(attributes["content"] for _, attributes in page.tags if "http-equiv" in attributes)
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    for tag in ("style", "script"):
        (body,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    links = [
        value or "" for _, attributes in page.tags for name, value in attributes.items() if name in ("href", "src")
    ]
    assert links
    assert all(link.startswith(("#", "data:image/png;base64,")) for link in links)


def test_a_finding_shows_both_quotes_the_sum_and_every_explanation(html):
    words = Page(html).words
    for shown in (
        "基本支出合计 800.00 万元，各类相加得 737.00 万元，相差 63.00 万元",
        "第 8 页 公开03 支出决算表 · 208 社会保障和就业支出 · 基本支出",
        "207.00 + 530.00 = 737.00",
        "最可能",
        "也可能",
        "数字颠倒",
        "本年支出合计1,269.00万元",
        "第 5–6 行",
    ):
        assert shown in words
    assert '<td>208 社会保障和就业支出</td><td class="figure">207.00</td>' in html
    assert "<del>207.00</del>" in html
    assert "<ins>270.00</ins>" in html
    assert '<mark class="main">本年支出合计1,269.00万元</mark>' in html


def test_it_says_what_was_and_was_not_checked(html):
    words = Page(html).words
    assert "判定 315 项，通过 304，不符 11；不适用 4 项，各处均为空白而无可判定 12 项" in words
    for shown in ("国有资本经营预算表为空表", "没有给出上年决算", "表头没有画线，列按对齐推断", "第 9 页没有文字层"):
        assert shown in words
    assert "页面上看不见的文字" in words


def test_every_link_inside_leads_somewhere(html):
    page = Page(html)
    names = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(names) == len(set(names))
    targets = {(attributes.get("href") or "")[1:] for tag, attributes in page.tags if tag in ("a", "use")}
    assert targets <= set(names)


def on_page(number: int, page: int = 1) -> Finding:
    place = Place(page=page, box=(50, 10, 90, 30))
    return Finding("r", "规则", "error", f"第 {number} 条", (Quote("8.00", place),))


def test_each_page_is_drawn_once_and_cut_for_every_finding():
    report = Report([Outcome("r", tuple(on_page(n, 1 + n % 2) for n in range(6)), Tally(0, 6))])
    document = replace(sample.disclosure(), format="pdf")
    page = Page(render_html(document, report, sample.pdf()))
    assert sum(tag == "image" for tag, _ in page.tags) == 2
    assert sum(tag == "use" for tag, _ in page.tags) == 6
    assert sum(tag == "rect" and attributes.get("class") == "main" for tag, attributes in page.tags) == 6


def test_without_the_page_the_quote_stands_with_a_note():
    report = Report([Outcome("r", (on_page(1, 77),), Tally(0, 1))])
    for source in (None, sample.pdf(), b"%PDF-1.4 broken"):
        html = render_html(replace(sample.disclosure(), format="pdf"), report, source)
        assert "此处未附原页截图" in html
        assert "8.00" in html


def test_an_explanation_without_words_shows_its_change_once():
    quote = Quote("207.00", Place(page=8, table="GK03", row="208", column="基本支出"))
    found = Finding("r", "t", "error", "m", (quote,), explanations=(Explanation("", ((quote, "270.00", ""),)),))
    html = render_html(sample.disclosure(), Report([Outcome("r", (found,), Tally(0, 1))]), None)
    assert html.count("270.00</ins>") == 1
    assert "应为 270.00" not in html


def test_long_lists_fold(html):
    assert "同类还有 4 条" in html
    assert html.index("第 3 处尾差") < html.index("同类还有 4 条") < html.index("第 4 处尾差")


def test_a_report_without_findings_does_not_praise():
    html = render_html(sample.disclosure(), Report([Outcome("r", (), Tally(3, 0, 1))]), None, issued="2025年9月1日")
    assert "没有发现问题。这只说明下面列出的已判定各项相符。" in html
    assert "2025年9月1日" in html
    nothing = render_html(replace(sample.disclosure(), tables=[], sections=[]), Report([]), None)
    assert "不能作出结论" in nothing
    assert "没有认出公开表" in nothing


def test_the_same_report_is_the_same_file(html):
    document = sample.disclosure()
    assert render_html(document, sample.report(document), sample.SOURCE) == html


def test_drafts_and_explained_findings_have_their_place():
    document = sample.disclosure()
    report = sample.report(document)
    remaining, new = report.findings[:2]
    fixed = replace(sample.sentence(), message="旧稿的<b>问题")
    report.dismissed.append((replace(sample.sentence(), message="已说明的发现"), sample.HOSTILE))
    html = render_html(document, report, None, against=Comparison([fixed], [remaining], [new], "旧稿.pdf"))
    words = Page(html).words
    for shown in (
        "与上一稿相比",
        "旧稿.pdf",
        "已改好（1）",
        "仍存在（1）",
        "新出现（1）",
        "已作说明（1 条）",
        "已说明的发现",
    ):
        assert shown in words
    assert "旧稿的&lt;b&gt;问题" in html
    assert "\x1b" not in html
    # Both where the finding stands and in the list, with a way from one to the other.
    first = html[html.index('id="f1"') : html.index("</article>")]
    assert "仍存在" in first
    assert '<a href="#f1">#1</a>' in html
    plain = Page(render_html(document, sample.report(document), None)).words
    assert "上一稿" not in plain
    assert "不计入数目" not in plain
