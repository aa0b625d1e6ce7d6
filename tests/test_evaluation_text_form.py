import json
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation_forms import as_lines, dump, invent
from mingzhang.evaluation.model import Evaluation, to_json
from mingzhang.evaluation.text_form import read_text_form, split_forms
from mingzhang.model import Place
from mingzhang.read.layout import FormText, Line

_APART = ("places", "doubts", "text_doubts", "source_notes")

HEAD = """ X公园养护经费项目支出绩效自评表
（2024年度）

项目名称 X公园养护经费
主管部门及代码 301-某县园林局[部门] 预算单位 301001-某县园林局

项目资金预算安排及执行进度
（万元）

年初预算数 全年预算数 全年执行数 资金结(转)余 执行率 得分 偏差原因分析及改进措施
目标申报数 预算编制数

资金总额： 20 20 20 18 2 90 9
市县区财政资金 20 20 20 18 2 90.00 9.00

项目年度
绩效目标

年度目标 实际完成情况

公园养护到位。 已养护到位。

绩
效
指
标

一级指标 二级指标 三级指标 年初指标值 调整后指标值 实际完成值 分值 得分 偏差原因分析及改进措施

"""
ROWS = """产出指标

数量指标 养护面积 ≥500亩 ≥500亩 ≥512亩 50 50

效益指标

社会效益指标 环境改善 改善 改善 达成预期指标 30 30

满意度指标 服务对象满意度指标 游客满意度 ≥90% ≥90% ≥92% 10 10

"""
TAIL = """总 分 99 优

项目绩效分析
自评结果分析

项目实施和预算执行情况及分析 按计划实施。

产出情况及分析 完成。

主要经验做法 无
"""


def read(text: str) -> Evaluation:
    """The only form in a text."""
    (form,) = split_forms(as_lines(text.split("\n")))
    return read_text_form(form)


def fields(form: Evaluation) -> dict[str, object]:
    """What the form says, without where it stands and what was doubted."""
    return {key: value for key, value in to_json(form).items() if key not in _APART}


def test_reads_every_field_of_a_small_form():
    form = read(HEAD + ROWS + TAIL)
    assert form.sure
    assert (form.project_name, form.year, form.funds_unit) == ("X公园养护经费", "2024年度", "万元")
    assert (form.department_code, form.department_name) == ("301", "某县园林局[部门]")
    assert (form.budget_unit_code, form.budget_unit_name) == ("301001", "某县园林局")
    assert [row.item for row in form.funds] == ["资金总额", "市县区财政资金"]
    assert form.funds[1].cells["执行率"].text == "90.00"
    assert (form.annual_goal, form.actual_completion) == ("公园养护到位。", "已养护到位。")
    assert [(i.level1, i.level2, i.level3, i.weight) for i in form.indicators] == [
        ("产出指标", "数量指标", "养护面积", "50"),
        ("效益指标", "社会效益指标", "环境改善", "30"),
        ("满意度指标", "服务对象满意度指标", "游客满意度", "10"),
    ]
    assert (form.total.text, form.grade.text) == ("99", "优")
    assert form.analysis == {
        "项目实施和预算执行情况及分析": "按计划实施。",
        "产出情况及分析": "完成。",
        "主要经验做法": "无",
    }


def test_figures_carry_their_lines():
    text = HEAD + ROWS + TAIL
    form = read(text)
    lines = text.split("\n")
    assert "资金总额" in lines[(form.funds[0].cells["全年执行数"].place.line or 0) - 1]
    assert "50 50" in lines[(form.indicators[0].numbers.line or 0) - 1]
    assert "总 分" in lines[(form.total.place.line or 0) - 1]


def test_texts_carry_their_lines_to_the_character():
    text = HEAD + ROWS + TAIL.replace("按计划实施。", "按计划实施，修补园路\n三处，更换座椅。")
    form = read(text)
    lines = text.split("\n")
    label = "项目实施和预算执行情况及分析"
    at = form.texts[label].index("更换")
    assert "更换座椅" in lines[(form.spot(label, at, at + 4).line or 0) - 1]
    assert "修补园路" in lines[(form.spot(label).line or 0) - 1]
    assert "已养护到位" in lines[(form.spot("actual_completion").line or 0) - 1]


def test_a_form_without_a_column_of_reasons_says_so():
    assert read(HEAD + ROWS + TAIL).has_reasons
    without = HEAD.removesuffix(" 偏差原因分析及改进措施\n\n") + "\n\n"
    assert without != HEAD + "\n\n"
    assert not read(without + ROWS + TAIL).has_reasons


@pytest.mark.parametrize("seed", range(10))
def test_what_a_dump_prints_is_read_back_exactly(seed):
    chance = random.Random(seed)
    form = invent(chance)
    (text,) = split_forms(as_lines(dump(form, chance)))
    back = read_text_form(text)
    wrong = [key for key, value in fields(form).items() if fields(back)[key] != value]
    assert back.sure
    # Where two columns of words cannot be told apart the reader must say so; figures are never in doubt.
    assert not wrong or (back.text_doubts and not {"funds", "total_score", "grade"} & set(wrong))
    assert [(i.weight, i.score) for i in back.indicators] == [(i.weight, i.score) for i in form.indicators]


def test_most_invented_forms_are_read_without_any_difference():
    exact = 0
    for seed in range(100, 112):
        chance = random.Random(seed)
        form = invent(chance)
        (text,) = split_forms(as_lines(dump(form, chance)))
        exact += fields(read_text_form(text)) == fields(form)
    assert exact >= 11


@pytest.mark.parametrize(
    ("printed", "score", "reason"),
    [
        ("50 资金由上级统一支付", None, "资金由上级统一支付"),
        ("50  资金由上级统一支付", None, "资金由上级统一支付"),
        ("50 0 本年没有实施", "0", "本年没有实施"),
        ("50 41.67\n\n开工较晚，部分养护\n未完成。", "41.67", "开工较晚，部分养护未完成。"),
        ("50", None, None),
    ],
)
def test_score_and_reason_may_each_be_missing(printed, score, reason):
    form = read(HEAD + ROWS.replace("50 50", printed) + TAIL)
    assert (form.indicators[0].weight, form.indicators[0].score) == ("50", score)
    assert form.indicators[0].deviation_reason == reason
    assert form.indicators[1].level2 == "社会效益指标"


def test_several_indicators_stand_under_one_second_level():
    two = "数量指标\n\n养护面积\n\n≥500亩 ≥500亩 ≥512亩 25 25\n\n"
    two += "补植苗木\n数量\n\n≤73905\n株\n\n≤73905\n株\n\n≤73905\n株\n\n25 25"
    form = read(HEAD + ROWS.replace("数量指标 养护面积 ≥500亩 ≥500亩 ≥512亩 50 50", two) + TAIL)
    assert [(i.level2, i.level3, i.actual) for i in form.indicators[:2]] == [
        ("数量指标", "养护面积", "≥512亩"),
        ("数量指标", "补植苗木数量", "≤73905株"),
    ]


def test_numbers_inside_wrapped_values_are_no_weights():
    row = "数量指标 养护时间\n2024.1.1-\n2024.12.3\n1\n\n2024.1.1-\n2024.12.3\n1\n\n达成预期\n指标\n\n50 50"
    form = read(HEAD + ROWS.replace("数量指标 养护面积 ≥500亩 ≥500亩 ≥512亩 50 50", row) + TAIL)
    assert form.indicators[0].initial_target == form.indicators[0].adjusted_target == "2024.1.1-2024.12.31"
    assert form.indicators[0].actual == "达成预期指标"
    assert len(form.indicators) == 3


def test_a_label_glued_to_the_end_of_a_reason_is_cut_off():
    glued = ROWS.replace("50 50\n\n效益指标\n", "50 40\n养护单位更换，进度较慢。效益指标\n")
    form = read(HEAD + glued + TAIL)
    assert form.indicators[0].deviation_reason == "养护单位更换，进度较慢。"
    assert form.indicators[1].level1 == "效益指标"


def test_an_analysis_label_may_be_clipped_wrapped_or_glued():
    tail = TAIL.replace("项目实施和预算执行情况及分析 按", "项目实施和预算执\n行\n\n按")
    tail = tail.replace("完成。\n\n主要经验做法", "完\n成。主要经\n验做法")
    form = read(HEAD + ROWS + tail)
    assert form.analysis["项目实施和预算执行情况及分析"] == "按计划实施。"
    assert form.analysis["产出情况及分析"] == "完成。"
    assert form.analysis["主要经验做法"] == "无"
    assert len(form.source_notes) == 1


def test_a_form_goes_on_over_a_page_break():
    form = read(HEAD + ROWS.replace("效益指标\n\n社会", " 效益指标\n\n社会", 1) + TAIL)
    assert len(form.indicators) == 3
    assert form.indicators[1].level1 == "效益指标"


def test_a_blank_fund_cell_is_put_where_the_arithmetic_holds_and_said():
    form = read(HEAD.replace("资金总额： 20 20 20 18 2 90 9", "资金总额： 20 20 18 2 90 9") + ROWS + TAIL)
    total = form.funds[0]
    assert {column: mark.text for column, mark in total.cells.items()}["全年执行数"] == "18"
    assert not form.sure


def test_doubled_spaces_are_blank_fund_cells():
    form = read(HEAD.replace("资金总额： 20 20 20 18 2 90 9", "资金总额：  20 20 18 2 90 9") + ROWS + TAIL)
    assert form.funds[0].cells["年初目标申报数"].text is None
    assert form.funds[0].cells["年初预算编制数"].text == "20"


def test_sources_and_the_reason_beside_a_row_are_told_apart():
    funds = "20 20 20 18 2 90 9\n付款审批未完成\n\n中央财政\n资金\n5 5 5 5 0 100 10\n其他资金 15 15 15 13 2 86.67 8.67"
    old = "20 20 20 18 2 90 9\n市县区财政资金 20 20 20 18 2 90.00 9.00"
    form = read(HEAD.replace(old, funds) + ROWS + TAIL)
    assert [row.item for row in form.funds] == ["资金总额", "中央财政资金", "其他资金"]
    assert form.funds[0].reason == "付款审批未完成"


def test_missing_parts_make_the_form_doubtful():
    form = read(HEAD)
    assert not form.sure
    assert any("总分" in doubt for doubt in form.doubts)
    assert read_text_form(FormText("空表", (Line("", Place(line=1)),))).doubts


def test_a_long_title_is_joined_and_two_forms_are_kept_apart():
    wrapped = HEAD.replace(" X公园养护经费项目支出绩效自评表", " X公园养护经费项目支\n出绩效自\n评表")
    text = "前面的一段话。\n" + wrapped + ROWS + TAIL + HEAD + ROWS + TAIL + "第六部分 其他\n后面的话"
    forms = split_forms(as_lines(text.split("\n")))
    assert [form.title for form in forms] == ["X公园养护经费项目支出绩效自评表"] * 2
    assert forms[0].lines[0].place.line == 2
    assert read_text_form(forms[1]).analysis["主要经验做法"] == "无"


def test_a_form_that_swallowed_the_next_one_is_doubtful():
    headless = HEAD.split("\n", 2)[2]
    assert not read(HEAD + ROWS + TAIL + headless + ROWS + TAIL).sure


def test_text_without_forms_has_none():
    assert split_forms(as_lines(["项目支出绩效自评表见附件。", "（2024年度）", "别的话"])) == []


def test_the_sample_is_read_like_its_transcription(shared: Path, tmp_path: Path):
    sample, gold = shared / "samples/datong-gxj-2023.txt", shared / "gold/datong-gxj-2023.evaluations.json"
    if not gold.exists():
        pytest.skip("the transcription (../shared/gold) is not on this machine")
    forms = [read_text_form(form) for form in split_forms(as_lines(sample.read_text(encoding="utf-8").split("\n")))]
    assert all(form.sure and not form.text_doubts for form in forms)
    out = tmp_path / "read.json"
    numbered = [to_json(replace(form, seq=number)) for number, form in enumerate(forms, 1)]
    out.write_text(json.dumps(numbered, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, str(shared / "gold/evaluations.py"), str(gold), str(out)]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env={"PYTHONUTF8": "1"})
    assert result.returncode == 0, result.stdout


def test_a_form_with_an_indicator_missing_or_run_together_is_doubtful():
    cut = ROWS.replace("社会效益指标 环境改善 改善 改善 达成预期指标 30 30\n", "")
    assert any("分值合计" in doubt for doubt in read(HEAD + cut + TAIL).doubts)
    glued = ROWS.replace("≥512亩 50 50", "≥512亩50 50")
    assert not read(HEAD + glued + TAIL).sure
    assert read(HEAD + ROWS + TAIL).sure
