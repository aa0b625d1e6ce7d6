"""The patterns of wording: what they must find, and the correct sentences they must leave alone."""

from __future__ import annotations

import pytest

from mingzhang.check.wording_book import RULES
from mingzhang.finding import LEVELS
from mingzhang.model import Place
from wording_document import found

WRONG = [
    ("wording.blank-slot", "本年收入合计万元，其中：其他收入2.00万元。"),
    ("wording.blank-slot", "社会保障和就业支出（类）万元，占1.20%。"),
    ("wording.blank-slot", "卫生健康支出（类）3.00万元，占%；"),
    ("wording.blank-slot", "完成年初预算的%。"),
    ("wording.blank-slot", "支出减少的主要原因是。"),
    ("wording.blank-slot", "支出减少的主要原因：。"),
    ("wording.blank-slot", "观星台维修费3.00万元，主要用于。"),
    ("wording.blank-slot", "全年安排出国团组个、累计2人次。"),
    ("wording.blank-slot", "国内公务接待3批次、人次，其中外宾0批次。"),
    ("wording.blank-slot", "机要通信用车1辆、应急保障用车辆、其他用车0辆。"),
    ("wording.blank-slot", "截至2023年月日，本部门共有车辆2辆。"),
    ("wording.blank-slot", "涉及项目个，资金20.00万元。"),
    ("wording.blank-slot", "支出决算为万元。"),
    ("wording.blank-slot", "全年收、支总计均为万元。"),
    ("wording.blank-slot", "支出2.00万元，比上年万元减少1.00万元。"),
    ("wording.blank-slot", "其他交通费用万元，办公费2.00万元。"),
    ("wording.blank-slot", "自评结果为：个项目自评等级为“优”。"),
    ("wording.blank-slot", "比上年增加元，主要原因是项目增多。"),
    ("wording.blank-slot", "共接待批次，20人次。"),
    ("wording.blank-slot", "基本支出构成如下，其中：。"),
    ("wording.blank-slot", "绩效自评平均得分为分。"),
    ("wording.blank-slot", "纳入决算的单位共个，比上年没有变化。"),
    ("wording.blank-slot", "按照《》的要求开展。"),
    ("wording.placeholder", "云州市XX局共有车辆2辆。"),
    ("wording.placeholder", "主要原因待补充。"),
    ("wording.placeholder", "收入总计XX万元。"),
    ("wording.placeholder", "云州市某某局共有车辆2辆。"),
    ("wording.placeholder", "主要用于____。"),
    ("wording.placeholder", "【单位名称】共有车辆2辆。"),
    ("wording.alternatives", "比上年增加（减少）2.00万元。"),
    ("wording.alternatives", "比上年下降(增长)3.10%。"),
    ("wording.alternatives", "决算数大于（小于）预算数的主要原因是项目提前完工。"),
    ("wording.instruction", "本年度没有此项支出（如有请逐项说明）。"),
    ("wording.instruction", "没有此项支出的部门，作下述说明："),
    ("wording.instruction", "主要用于接待外省来访，列明公务接待3批次、20人次。"),
    ("wording.alternatives", "本年度有/无此项支出。"),
    ("wording.instruction", "注：请按实际情况填列。"),
    ("wording.both-names", "本部门（单位）共有车辆2辆。"),
    ("wording.missing-unit", "比上年增加2.00万元，增长3.15。"),
    ("wording.missing-unit", "国内公务接待支出0.42万（含外宾接待支出0.00万元）。"),
    ("wording.missing-unit", "收入总计增加512.30，主要原因是项目增多。"),
    ("wording.missing-unit", "完成预算的87.5。"),
    ("wording.missing-unit", "占本年支出合计的99.20。"),
    ("wording.missing-unit", "上级补助收入0，占0%。"),
    ("wording.missing-unit", "节约电费17900/年。"),
    ("wording.malformed-number", "收入总计1.234.50万元。"),
    ("wording.malformed-number", "收入总计5。20万元。"),
    ("wording.malformed-number", "收入总计1O5.30万元。"),
    ("wording.malformed-number", "比上年减少-3.00万元。"),
    ("wording.malformed-number", "收入总计1,23.40万元。"),
    ("wording.malformed-number", "收入总计12..40万元。"),
    ("wording.malformed-number", "与22022年度相比，增加2.00万元。"),
    ("wording.malformed-number", "收入总计12.40万元万元。"),
    ("wording.malformed-number", "占30.10%%。"),
    ("wording.punctuation", "主要原因是项目增多。。"),
    ("wording.punctuation", "主要原因是项目增多。；"),
    ("wording.punctuation", "编图和印发，，观测。"),
    ("wording.punctuation", "其中:项目支出2.00万元。"),
    ("wording.punctuation", "支出决算为0.90万元。完成年初预算的100%。"),
    ("wording.punctuation", "因公出国（）费2.00万元。"),
    ("wording.repeated-words", "2023年年度收入2.00万元。"),
    ("wording.repeated-words", "主要用于：主要用于车辆燃料费。"),
    ("wording.repeated-words", "观星台维修费观星台维修费2.00万元。"),
]
RIGHT = [
    "2023年度收入总计1,234.50万元，支出总计1,234.50万元，与2022年度相比，各增加20.00万元，增长1.65%。",
    "每户补助不足万元，覆盖三百余户；单价100万元（含）以上设备（不含车辆）0台（套）。",
    "以万元为单位，百分比保留两位小数，由于四舍五入，占比之和不一定等于100%。",
    "公务接待批次、人次均比上年减少，主要原因是厉行节约；公务用车辆统一管理。",
    "决算数增加的原因是多方面的，以上原因见附表。",
    "增加（减少）额按决算数减上年决算数计算，下降率保留两位小数。",
    "主要用于“星图下乡”活动、观星台（含附属用房）维修等方面。",
    "二〇二三年度共接待外宾2批次、15人次，其中：国内接待1批次、10人次。",
    "第202个观测点建成，2023年5月起使用；星图中心使用年限20年。",
    "研究研究计划，逐步完善制度；常常开展观星活动。",
    "收入0.50万元，占0.01%，增长3.5个百分点，受益群众3.5万人。",
    "本单位没有国有资本经营预算财政拨款支出。",
    "网址为http://www.xxgk.example.cn/xx/2023.html，请按规定查询。",
    "机要通信用车1辆、应急保障用车0辆、其他用车0辆，主要是业务用车。",
    "分别为12、34万元和5.00、6.00万元。",
    "收入、支出总计各增加10.20、11.30万元，分别增长5.20、6.10和2.00个百分点。",
    "截至年末，观星台投入使用200年，2023年月均接待百余人，2023年5月日均观测三次。",
    "金额单位为人民币万元，按补助标准×人次计算，单价万元以上设备另行登记。",
    "现作如下说明：",
    "支出金额的单位均为万元。",
    "各表金额统一使用万元，个别项目除外。",
    "支出增加，增加原因是项目增多；因故请假（请假手续齐全）的不计。",
    "比上年减少2.00万元，降低8.00%；完成年初预算的100%。",
]
BY_ID = {rule.id: rule for rule in RULES}


@pytest.mark.parametrize(("rule", "text"), WRONG)
def test_the_slip_is_found_where_it_stands(rule, text):
    findings = found(rule, text)
    assert findings
    assert findings[0].level in LEVELS
    assert findings[0].places[0].place == Place(line=2)
    assert findings[0].places[0].text in text


@pytest.mark.parametrize("text", RIGHT)
def test_correct_sentences_are_left_alone(text):
    assert [(rule.id, finding.actual) for rule in RULES for finding in found(rule.id, text)] == []


def test_a_number_that_is_missing_is_an_error_and_a_style_is_a_notice():
    assert found("wording.blank-slot", "收入总计万元。")[0].level == "error"
    assert found("wording.alternatives", "下降（增长）3.10%。")[0].level == "error"
    assert found("wording.alternatives", "决算数大于（小于）预算数的主要原因是完工。")[0].level == "warning"
    assert found("wording.punctuation", "完工。。")[0].level == "notice"


def test_many_places_of_one_style_make_one_finding():
    (finding,) = found("wording.punctuation", "完工。。\n验收。。\n付款。。")
    assert [quote.place.line for quote in finding.places] == [2, 3, 4]
    assert "共 3 处" in finding.message


def test_an_unfilled_form_is_one_warning():
    (finding,) = found("wording.placeholder", "\n".join(["收入XX万元，占XX%。"] * 40))
    assert finding.level == "warning"
    assert len(finding.places) == 80
    assert "没有填写的模板" in finding.message


def test_more_slips_than_a_reader_wants_one_by_one_are_gathered():
    findings = found("wording.placeholder", "\n".join(["收入XX万元。"] * 20))
    assert {finding.level for finding in findings} == {"error"}
    assert (len(findings), sum(len(finding.places) for finding in findings)) == (9, 20)


def test_the_glossary_and_attachments_are_no_explanation():
    assert found("wording.blank-slot", "第五部分附件\n一、评价报告\n资金万元，项目个。") == []


def test_the_budget_is_named_in_the_overview_of_final_accounts():
    text = "第一部分概况\n一、机构设置\n纳入星图局2023年度部门预算编制范围的单位包括："
    (finding,) = found("wording.budget-residue", text)
    assert finding.level == "warning"
    assert found("wording.budget-residue", text.replace("预算编制", "决算编制")) == []
    assert found("wording.budget-residue", "第一部分概况\n一、机构设置\n从预算单位构成看，部门决算包括本级决算。") == []


def test_every_pattern_rule_is_complete():
    for rule in BY_ID.values():
        assert rule.title
        assert rule.sentence.endswith("。")
        assert rule.basis
