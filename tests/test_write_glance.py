"""一图读懂: figures as the tables print them, drawings true to them, words for those who cannot see them."""

from __future__ import annotations

import io
import re
from decimal import Decimal

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from benchmarks.generator.department import make_department
from mingzhang.amount import format_amount
from mingzhang.compile.cube import Cube
from mingzhang.compile.year import OfficeYear
from mingzhang.forms import editions
from mingzhang.model import FactKey
from mingzhang.write.glance import Glance, Panel, described, glance
from mingzhang.write.glance_files import glance_html, glance_pdf
from mingzhang.write.glance_svg import HEIGHT, WIDTH, alternative, glance_svg
from mingzhang.write.style import TableStyle
from mingzhang.write.tables import print_tables
from tests.printed_sample import OFFICE, fonts

SVG = "{http://www.w3.org/2000/svg}"
AMOUNT = re.compile(r"-?[\d,]+\.\d\d")


def year(**amounts: str) -> OfficeYear:
    """A year from amounts in 元 by `measure__dimension_member`, as in `income__fund_general`."""
    cube = Cube(OFFICE, 2023, "单位")
    for name, amount in amounts.items():
        measure, *at = name.split("__")
        cube.add(Decimal(amount), measure, **dict(part.split("_", 1) for part in at))
    return OfficeYear(cube)


def panel(office: OfficeYear, name: str, stage: str = "") -> Panel:
    return next(panel for panel in glance(office, stage).panels if panel.id == name)


def lines(shown: Panel) -> list[tuple[str, str, str]]:
    return [(line.label, line.text, line.note) for line in shown.lines]


def drawn(shown: Glance) -> etree._Element:
    return etree.fromstring(glance_svg(shown).encode())


@pytest.fixture(scope="module")
def whole() -> OfficeYear:
    department = make_department(editions()["山西2023"], 1)
    last = {key: department.last.value(key) for key in (FactKey.of("total", {}), *department.last.known)}
    return OfficeYear(department.cube, last=last)


def test_every_amount_stands_in_a_table_too(whole):
    tables = print_tables(editions()["山西2023"], whole.cube, TableStyle())
    printed = {cell.text for table in tables for row in table.body for cell in row if cell.figure}
    for shown in glance(whole).panels:
        for line in shown.lines:
            if shown.id != "last_year" and not line.label.startswith("其余") and line.value:
                assert line.text in printed, line.label


def test_money_comes_from_sources_and_balances():
    office = year(
        income__fund_general="1234567.85", income__fund_other="50", income__fund_superior="49.99",
        opening__fund_general="765332.16", income__fund_business="0", expenditure__fund_general="2000000",
    )  # fmt: skip
    shown = panel(office, "sources")  # what prints as 0.00 would read as a source without money
    assert shown.total.text == "200.00"
    assert lines(shown) == [
        ("一般公共预算财政拨款收入", "123.46", "61.7%"),
        ("其他收入", "0.01", "<0.1%"),  # and nothing of the income that is printed as 0.00
        ("年初结转和结余", "76.53", "38.3%"),
    ]


def test_spending_by_class_is_sorted_and_the_rest_is_one_bar():
    codes = ["201", "204", "205", "206", "207", "208", "210", "211", "212", "221"]
    office = year(**{f"expenditure__function_{code}0101": f"{at}0000" for at, code in enumerate(codes, 1)})
    shown = lines(panel(office, "functions"))
    assert [label for label, _, _ in shown[:2]] == ["住房保障支出", "城乡社区支出"]
    assert len(shown) == 8 and shown[-1][:2] == ("其余3类支出", "6.00")


def test_one_class_too_many_is_shown_by_name():
    office = year(**{f"expenditure__function_{code}0101": "10000" for code in (201, 204, 205, 206, 207, 208, 210, 211)})
    assert not any("其余" in label for label, _, _ in lines(panel(office, "functions")))


def test_figures_levelled_by_hand_are_shown_as_printed():
    office = year(income__fund_general="12345")
    office.adjusted = {FactKey.of("income", {"fund": "general"}): Decimal("1.24")}
    assert lines(panel(office, "sources"))[0][1] == "1.24"


def test_budget_and_final_of_the_three_kinds_of_expenses():
    at = "__fund_general__economic_30217"
    office = year(**{f"expenditure{at}": "8600"})
    office.cube.add(Decimal(20000), "expenditure", fund="general", economic="30217", stage="full_year_budget")
    office.cube.add(Decimal(10000), "expenditure", fund="general", economic="30217", stage="initial_budget")
    shown = panel(office, "three_public")
    assert (shown.own, shown.other) == ("决算数", "全年预算数")
    assert [(line.label, line.text, line.other_text, line.note) for line in shown.lines][-1] == (
        "公务接待费", "0.86", "2.00", "完成预算43.00%",
    )  # fmt: skip
    assert lines(shown)[1] == ("因公出国（境）费", "0.00", "")
    other = panel(office, "three_public", "initial_budget")
    assert (other.other, other.lines[-1].other_text) == ("年初预算数", "1.00")


def test_without_a_budget_the_page_says_so():
    shown = panel(year(expenditure__fund_general__economic_30231="100"), "three_public")
    assert (shown.other, shown.remark) == ("", "未提供预算数")
    assert all(line.other is None for line in shown.lines)
    assert panel(year(), "three_public").remark == "本年度没有此项收支"


@pytest.mark.parametrize(
    ("now", "before", "note"),
    [
        ("11000", "10000", "增长10.00%"), ("9000", "10000", "下降10.00%"), ("10000", "10000", "与上年持平"),
        ("10000", "0", "增加1.00万元"), ("10000", "-20000", "增加3.00万元"), ("0", "10000", "下降100.00%"),
        ("10049", "9950", "与上年持平"), ("149", "151", "下降50.00%"),  # as a reader of 1.00 and 0.01 works it out
    ],
)  # fmt: skip
def test_how_the_year_compares_with_the_last(now, before, note):
    office = year(income__fund_general=now)
    office.last = {FactKey.of("income", {}): Decimal(before)}
    shown = panel(office, "last_year")
    assert (shown.own, shown.other) == ("2023年度", "2022年度")
    by_name = {line.label: line for line in shown.lines}
    assert by_name["本年收入"].note == note
    assert list(by_name) == ["本年收入"]  # a bar alone would look like a year without anything


def test_without_last_year_the_page_says_so():
    shown = panel(year(income__fund_general="100"), "last_year")
    assert (shown.other, shown.remark) == ("", "未提供上年数")


def test_a_negative_balance_is_hollow_and_has_no_share():
    office = year(income__fund_general="10000", opening__fund_other="-5000")
    assert lines(panel(office, "sources"))[-1] == ("年初结转和结余", "-0.50", "")
    hollow = drawn(glance(office)).findall(f"{SVG}rect[@stroke='#b3541e']")
    assert [round(float(rect.get("width"))) for rect in hollow] == [124]


def test_bars_are_as_long_as_their_figures_say(whole):
    shown = panel(whole, "functions")
    left = f"{(WIDTH + 24) / 2:g}"
    bars = [
        float(rect.get("width")) for rect in drawn(glance(whole)).iter(f"{SVG}rect")
        if abs(float(rect.get("x")) - float(left)) < 1 and rect.get("height") == "7" and rect.get("fill") == "#17457a"
    ][: len(shown.lines)]  # fmt: skip
    most = max(line.value for line in shown.lines)
    assert bars == pytest.approx([max(float(line.value / most) * max(bars), 0.8) for line in shown.lines], abs=0.02)


def test_every_figure_of_the_page_is_drawn_and_told(whole):
    shown = glance(whole)
    words = " ".join(element.text for element in drawn(shown).iter(f"{SVG}text"))
    told = alternative(shown)
    for part in shown.panels:
        for line in part.lines:
            assert line.text in words and f"{line.text}万元" in told
            assert line.other_text in words


def inside(shown: Glance) -> None:
    """Nothing is drawn outside the page, and no text on another."""
    boxes = []
    for element in drawn(shown).iter(f"{SVG}text"):
        size = float(element.get("font-size"))
        wide = sum(size if character > "\u2000" else 0.5 * size for character in element.text)
        right = float(element.get("x")) + (0 if element.get("text-anchor") else wide)
        boxes.append((right - wide, float(element.get("y")) - 0.8 * size, right, float(element.get("y")), element.text))
    for left, top, right, bottom, words in boxes:
        assert left >= 0 and right <= WIDTH and top >= 0 and bottom <= HEIGHT, words
    for at, one in enumerate(boxes):
        for two in boxes[at + 1 :]:
            apart = one[0] >= two[2] or two[0] >= one[2] or one[1] >= two[3] or two[1] >= one[3]
            assert apart, (one[4], two[4])


@pytest.mark.parametrize("seed", range(6))
def test_nothing_overlaps(seed):
    department = make_department(editions()["山西2023"], seed)
    inside(glance(OfficeYear(department.cube, last=dict(department.last.known))))


def test_nothing_overlaps_with_long_names_and_large_amounts():
    cube = Cube("云州市" + "某某综合服务管理" * 8 + "中心", 2023, "部门", {"299": "名称很长的支出" * 9})
    for at, code in enumerate(("299", "201", "208", "210")):
        for kind in ("basic", "project", "operating", "to_superior", "to_subsidiary"):
            cube.add(Decimal(f"98765432{at}012.34"), "expenditure", function=f"{code}0101", kind=kind, fund="other")
    cube.add(Decimal("-98765432109.87"), "closing", fund="other")
    cube.add(Decimal("98765432109.87"), "income", fund="other")
    inside(glance(OfficeYear(cube)))


@pytest.mark.parametrize("office", [year(), year(opening__fund_other="-1", closing__fund_other="-1")])
def test_an_office_with_nothing_has_a_page_too(office):
    inside(glance(office))
    assert "本年度没有此项收支" in alternative(glance(office))


@settings(max_examples=40)
@given(st.text(alphabet="<>&\"']/-!{}#%; \n决\x00\u202e", min_size=1, max_size=30))
def test_no_name_is_taken_for_markup(name):
    cube = Cube(name, 2023, name, {"299": name})
    cube.add(Decimal(10_000), "expenditure", function="2990101")
    shown = glance(OfficeYear(cube))
    assert {element.tag for element in drawn(shown).iter()} == {
        f"{SVG}{tag}" for tag in ("svg", "title", "desc", "rect", "text")
    }
    page = html.document_fromstring(glance_html(shown).decode())
    assert not page.xpath("//script|//img|//a|//*[@onclick]")


def test_the_web_page_lists_the_figures_and_loads_nothing(whole):
    shown = glance(whole)
    source = glance_html(shown).decode()
    page = html.document_fromstring(source)
    assert [len(table.findall(".//tbody/tr")) for table in page.iter("table")] == [
        len(part.lines) for part in shown.panels
    ]
    assert set(AMOUNT.findall(described(shown.panels[0]))) <= set(
        AMOUNT.findall(page.find(".//section").text_content())
    )
    assert not page.xpath("//script|//@src|//@href|//@style")
    assert source.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "").count("http") == 0


def test_the_pdf_is_one_page_with_words_for_the_picture(whole):
    shown = glance(whole)
    data = glance_pdf(shown, fonts())
    assert data == glance_pdf(shown, fonts())
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert len(reader.pages) == 1
    assert reader.metadata.title == f"{shown.subtitle}一图读懂"
    words = "".join(reader.pages[0].extract_text().split())
    assert format_amount(shown.headline[0].value) in words
    objects = [pypdf.generic.IndirectObject(at, 0, reader).get_object() for at in range(1, reader.trailer["/Size"])]
    assert alternative(shown) in [
        item.get("/Alt") for item in objects if isinstance(item, pypdf.generic.DictionaryObject)
    ]


def test_the_same_year_gives_the_same_drawing(whole):
    assert glance_svg(glance(whole)) == glance_svg(glance(whole))


def test_rates_are_those_of_the_printed_amounts():
    office = year(income__fund_general="18004", expenditure__fund_general="18004")
    office.last = {FactKey.of("income", {}): Decimal("12006")}
    assert {line.label: line.note for line in panel(office, "last_year").lines} == {"本年收入": "增长50.00%"}
