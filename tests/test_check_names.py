from __future__ import annotations

from dataclasses import replace

import pytest

from mingzhang.check import check
from mingzhang.check.example import Example
from mingzhang.check.names_near import near_miss
from mingzhang.model import Disclosure, Place
from small_disclosure import findings, table
from wording_document import found

OWN = "云州市星河区星图和观测局"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("云州市星河区星图与观测局", "“和”写成了“与”"),
        ("云州市星图和观测局", "漏了“星河区”"),
        ("云州市星测局", "简称"),
        (OWN, ""),
        (f"{OWN}观测大队", ""),
        ("云州市财政局", ""),
        ("云州市星河区天文馆", ""),
    ],
)
def test_how_a_name_differs(name, kind):
    assert near_miss(name, OWN) == kind


def test_numbers_and_directions_make_another_office():
    assert near_miss("云州市星河区第二实验中学", "云州市星河区第一实验中学") == ""
    assert near_miss("云州市城东区观测管理局", "云州市城西区观测管理局") == ""


def test_the_own_name_where_it_must_stand():
    text = f"{OWN}2023年度收入总计8.00万元。\n云州市星图和观测局2023年度无政府性基金支出。"
    (finding,) = found("names.organisation", text, organisation=OWN)
    assert (finding.level, finding.expected) == ("warning", OWN)
    assert finding.places[0].place.line == 3


def test_a_superior_office_elsewhere_is_no_slip():
    text = "根据云州市星图和观测局的部署，项目推迟。由云州市星图和观测局2023年下达的资金未用完。"
    assert found("names.organisation", text, organisation=OWN) == []


def test_a_name_that_is_printed_oftener_than_the_own_one_only_asks():
    text = "\n".join(["云州市星图和观测局2023年度无政府性基金支出。"] * 3)
    (finding,) = found("names.organisation", text, organisation=OWN)
    assert finding.certainty == "to_confirm"


def test_a_listed_organisation_is_no_slip():
    text = "云州市星图和观测局2023年度无政府性基金支出。"
    assert found("names.organisation", text, organisation=OWN, organisations=("云州市星图和观测局",)) == []


def document(*organisations: str) -> Disclosure:
    tables = [replace(table("GK03", "all\n合计 1.00"), organisation=name) for name in organisations]
    return Disclosure("x.txt", "text", 1, "", "云岭市星图局", 2024, "决算", "部门", tables=tables)


def test_the_head_of_a_table_names_another_office():
    assert findings(document("云岭市星图局", "云岭市星图局[部门]"), "names.table-head") == []
    (finding,) = findings(document("云岭市星图局", "云岭市天文台"), "names.table-head")
    assert finding.actual == "云岭市天文台"


def test_the_suffix_of_the_system_is_one_finding():
    (finding,) = findings(document("云岭市星图局[部门]", "云岭市星图局[部"), "names.suffix")
    assert len(finding.places) == 2
    assert findings(document("云岭市星图局（本级）"), "names.suffix") == []


def test_both_names_for_itself():
    (finding,) = found("names.speaker", "本部门共有车辆2辆。\n本单位没有大型设备，本部门没有出国。")
    assert finding.places[0].place == Place(line=3)
    assert found("names.speaker", "本部门共有车辆2辆。本部门内各单位有序推进，本部门（单位）没有出国。") == []


def test_titles_of_parts_and_the_cover():
    text = "第二部分2023年度单位决算表\n第三部分2023年度部门决算情况说明"
    (finding,) = found("names.kind", text)
    assert [quote.place.line for quote in finding.places] == [1]
    assert found("names.kind", text.replace("单位", "部门")) == []


def test_every_outcome_says_why_it_was_not_applied():
    made = Example(text="一、情况说明\n没有变化。").document()
    (outcome,) = check(made, ["names.speaker"]).outcomes
    assert outcome.reasons
