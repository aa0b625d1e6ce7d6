"""The explanation written from figures: what it says in the ordinary and the special cases, and what it asks for."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from mingzhang.compile.cube import Cube
from mingzhang.compile.year import OfficeYear
from mingzhang.forms import editions
from mingzhang.model import FactKey
from mingzhang.write.explanation import explanation, missing_reasons, reasons_for
from mingzhang.write.explanation.data import data
from office_years import WAN, empty_year, office_year

EDITIONS = sorted(editions())
EDITION = editions()["山西2023"]
ITEM = "2080501"


def small(spent="18", budget="20", last=None, **changes) -> OfficeYear:
    """One office with one item, in 万元; `last` is last year's spending, None where it is not known."""
    cube = Cube("云州市星图局", 2023, "部门")
    for measure in ("income", "expenditure"):
        at = {"fund": "general", "function": ITEM}
        at |= {"kind": "basic", "economic": "30302"} if measure == "expenditure" else {}
        cube.add(Decimal(spent) * WAN, measure, **at)
    if budget:
        cube.add(Decimal(budget) * WAN, "expenditure", fund="general", function=ITEM, stage="initial_budget")
    known = {} if last is None else _last(Decimal(last) * WAN)
    return OfficeYear(cube, last=known, **changes)


def _last(spent):
    keys = [FactKey.of("total", {}), FactKey.of("total", {"fund": "fiscal"})]
    return dict.fromkeys([*keys, FactKey.of("expenditure", {"fund": "general"})], spent)


def text(year, edition=EDITION):
    return "\n".join(block.text for block in explanation(edition, year))


@pytest.mark.parametrize("edition", EDITIONS)
def test_sections_follow_the_forms_of_the_edition(edition):
    titles = [block.text for block in explanation(editions()[edition], empty_year()) if block.kind == "heading"]
    words = {"GK07": "政府性基金", "GK08": "国有资本", "GK09": "三公"}
    order = [form for form in editions()[edition].order if form in words]
    found = [form for title in titles for form, word in words.items() if word in title]
    assert found == order
    assert titles[0].startswith("一、")
    assert titles[-1] == "十、其他重要事项的情况说明"


def test_a_fund_whose_form_prints_spending_only_has_a_title_of_its_own():
    titles = {name: text(empty_year(), edition) for name, edition in editions().items()}
    assert "国有资本经营预算财政拨款支出决算情况说明" in titles["山西2023"]
    assert "国有资本经营预算财政拨款收入支出决算情况说明" in titles["上海2024"]


def test_changes_and_rates_are_those_of_the_printed_amounts():
    # 18.004 and 12.006 are printed as 18.00 and 12.01: 5.99 more, which is 49.88 %, not the 5.998 and 49.96 % booked
    said = text(small(spent="18.004", last="12.006"))
    assert "收、支总计均为18.00万元" in said
    assert "收、支总计各增加5.99万元，增长49.88%" in said


def test_adjusted_figures_are_told_as_the_tables_print_them():
    key = FactKey.of("expenditure", {"fund": "general", "function": ITEM})
    said = text(small(adjusted={key: Decimal("18.01")}))
    assert "支出决算为18.01万元，完成年初预算的90.05%" in said


def test_separators_are_the_offices_choice():
    said = "".join(block.text for block in explanation(EDITION, small(spent="1800"), thousands=False))
    assert "1800.00万元" in said
    assert "1,800.00万元" in text(small(spent="1800"))


@pytest.mark.parametrize(
    ("last", "wanted"),
    [
        ("18", "一般公共预算财政拨款支出与2022年度持平。"),
        ("0", "一般公共预算财政拨款支出增加18.00万元，上年没有发生，不计算增长率"),
        ("20", "一般公共预算财政拨款支出减少2.00万元，下降10.00%"),
    ],
)
def test_the_comparison_with_last_year(last, wanted):
    assert wanted in text(small(last=last))


def test_nothing_in_both_years_is_not_compared():
    year = replace(empty_year(), last=_last(Decimal(0)))
    assert "2022" not in text(year)
    assert missing_reasons(EDITION, year) == []


def test_without_last_year_nothing_is_compared():
    assert "2022" not in text(small())
    assert not [missing for missing in missing_reasons(EDITION, small()) if missing.compared == "last_year"]


@pytest.mark.parametrize(
    ("spent", "budget", "wanted"),
    [
        ("18", "20", "年初预算为20.00万元，支出决算为18.00万元，完成年初预算的90.00%。决算数小于年初预算数。"),
        ("18", "18", "年初预算为18.00万元，支出决算为18.00万元，完成年初预算的100.00%。决算数与年初预算数持平。"),
        ("18", "", "年初预算为0.00万元，支出决算为18.00万元，年初未安排预算，无法计算完成率。"),
        ("0", "20", "年初预算为20.00万元，支出决算为0.00万元，预算没有执行。决算数小于年初预算数。"),
    ],
)
def test_an_item_against_its_budget(spent, budget, wanted):
    said = text(small(spent, budget))
    assert f"1．社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）。{wanted}" in said


def test_reasons_stand_behind_what_they_explain_however_they_are_punctuated():
    reasons = {
        ("收支总计", "last_year"): " 退休人员\n增加。",
        (ITEM, "budget"): "年中人员调出",
        ("一般公共预算支出", "budget"): "年中追加",
    }
    said = text(small(last="12", reasons=reasons))
    assert "增长50.00%，主要原因是：退休人员增加。" in said
    assert "决算数小于年初预算数的主要原因是：年中人员调出。" in said
    assert "。。" not in said
    assert {missing.subject for missing in missing_reasons(EDITION, small(last="12", reasons=reasons))} == {
        "财政拨款收支总计",
        "一般公共预算支出",
    }


def test_missing_reasons_ask_by_name_with_the_figures():
    asked = {(missing.subject, missing.compared): missing.message for missing in missing_reasons(EDITION, small())}
    message = asked[ITEM, "budget"]
    assert message.startswith(f"请在“原因”表填写“{ITEM}”比预算的原因：社会保障和就业支出（类）")
    assert "决算数18.00万元，年初预算数20.00万元，决算数小于年初预算数" in message
    assert asked.keys() == {(ITEM, "budget"), ("一般公共预算支出", "budget")}


def test_nothing_is_asked_where_the_printed_figures_are_the_same():
    assert missing_reasons(EDITION, small("18.001", "18.002", last="18.004")) == []


@pytest.mark.parametrize("quotes", ["“三公”经费", '"三公"经费'])
def test_a_subject_is_known_however_its_quotes_are_typed(quotes):
    year = office_year(EDITION, 3, reasons=False)
    asked = [missing for missing in missing_reasons(EDITION, year) if "三公" in missing.subject]
    assert asked
    year = replace(year, reasons={(quotes, missing.compared): "公务活动有调整" for missing in asked})
    assert not [missing for missing in missing_reasons(EDITION, year) if "三公" in missing.subject]


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_department_without_any_money_says_so_in_every_section(edition):
    said = text(empty_year(), editions()[edition])
    assert not re.search(r"[1-9]\d*\.\d\d万元", said)
    assert "%" not in said
    for words in (
        "没有收入、支出和结转结余",
        "没有取得收入",
        "没有发生支出",
        "没有安排“三公”经费",
        "没有发生政府采购支出",
    ):
        assert words in said


def test_counts_of_journeys_vehicles_and_guests():
    cube = Cube("云州市星图局", 2023, "部门")
    cube.add(WAN, "expenditure", fund="general", function=ITEM, kind="basic", economic="30217")
    counts = {"reception_batches": 3, "reception_guests": 20, "foreign_batches": 1, "foreign_guests": 4}
    said = text(OfficeYear(cube, statistics=counts))
    assert "国内公务接待3批次，20人次，其中：外宾接待1批次，4人次。" in said
    assert "没有安排因公出国（境）团组" in said
    assert "本年没有购置公务用车" in said


def test_what_is_told_of_projects_is_counted_from_them():
    year = office_year(EDITION, 3)
    said = text(year)
    assert f"共涉及项目{len(year.projects)}个" in said
    counted = {grade: sum(p.form.grade.text == grade for p in year.projects) for grade in "优良中差"}
    for grade, count in counted.items():
        assert (f"{count}个项目自评等级为“{grade}”" in said) == bool(count)
    shown = round(sum(Decimal(p.form.total.text) for p in year.projects) / len(year.projects), 2)
    assert f"项目平均得分{shown}分" in said
    assert "没有开展绩效自评的项目" in text(replace(year, projects=()))


def test_the_offices_own_words_are_added():
    profile = {"running": "主要用于办公费和差旅费", "assets": "房屋均为自用。", "performance": "第一段。\n第二段。"}
    year = replace(office_year(EDITION, 1), profile=profile)
    assert year.projects
    blocks = [block.text for block in explanation(EDITION, year)]
    assert any(block.endswith("主要用于办公费和差旅费。") for block in blocks)
    assert {"房屋均为自用。", "第一段。", "第二段。"} <= set(blocks)


def test_nothing_is_said_of_the_use_of_what_there_is_not():
    profile = {"running": "主要用于办公费", "vehicles": "主要用于现场检查", "performance": "对项目开展了绩效自评。"}
    said = text(replace(empty_year(), profile=profile))
    assert [words for words in profile.values() if words in said] == []
    assert "没有机关运行经费支出" in said and "共有车辆0辆" in said and "没有开展绩效自评的项目" in said


def test_a_unit_takes_the_departments_reason_only_where_its_figure_moved_the_same_way():
    reasons = {
        (ITEM, "budget"): "年中追加了资金",
        ("一般公共预算支出", "budget"): "据实支出",
        ("没有的事", "budget"): "无",
    }
    item, whole = list(reasons.items())[:2]
    department = small(spent="25", budget="20", reasons=reasons)
    assert reasons_for(EDITION, department, small(spent="12", budget="10")) == dict([item])
    assert reasons_for(EDITION, department, small(spent="8", budget="10")) == {}
    assert reasons_for(EDITION, department, small(spent="10", budget="10")) == {}
    # a department of one unit: the reason of the whole is the unit's too
    assert reasons_for(EDITION, department, small(spent="25", budget="20")) == dict([item, whole])


def test_the_same_year_gives_the_same_text():
    assert text(office_year(EDITION, 2)) == text(office_year(EDITION, 2))


def test_the_subjects_of_reasons_are_documented():
    told = (Path(__file__).parents[1] / "docs" / "reasons.md").read_text(encoding="utf-8")
    subjects = {entry["subject"] for entry in data()["reason"]}
    assert len(subjects) > 8
    assert [subject for subject in subjects if subject not in told] == []


def test_reasons_for_the_three_kinds_follow_the_budget_that_the_form_prints():
    form = EDITION.forms["GK09"]
    columns = tuple(
        replace(column, at=tuple((name, "initial_budget" if name == "stage" else member) for name, member in column.at))
        for column in form.columns
    )
    edition = replace(EDITION, forms={**EDITION.forms, "GK09": replace(form, columns=columns)})
    year = small()
    year.cube.add(Decimal(2) * WAN, "expenditure", fund="general", function=ITEM, kind="basic", economic="30217")
    key = FactKey.of("expenditure", {"fund": "general", "economic": "30217", "stage": "initial_budget"})
    year.cube.book(key, Decimal(2) * WAN, within="economic")
    asked = {missing.subject: missing.message for missing in missing_reasons(EDITION, year)}
    assert "全年预算数0.00万元" in asked["公务接待费"]
    assert "公务接待费" not in {missing.subject for missing in missing_reasons(edition, year)}


def test_contracts_of_small_firms_are_no_more_than_the_adjusted_whole():
    year = small(small=Decimal("100050"), micro=Decimal("100050"))
    year.cube.add(Decimal("100050"), "procurement", category="goods")
    year.adjusted = {FactKey.of("procurement", at): Decimal("10.00") for at in ({}, {"category": "goods"})}
    said = text(year)
    assert "10.01万元" not in said
    assert said.count("占政府采购支出总额的100.00%") == 2
