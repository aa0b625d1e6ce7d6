from mingzhang.check import check
from mingzhang.check.example import Example
from mingzhang.check.forms_family import form, other_form


def found(rule, *forms, year=2023):
    return check(Example(evaluations=forms, year=year).document(), [rule]).findings


def levels(rule, *forms, year=2023):
    return [finding.level for finding in found(rule, *forms, year=year)]


SMALL = ("9", "9", "9", "9", "0", "100", "10")


def test_one_name_for_two_projects():
    (one,) = found("forms.project-name", form({}), other_form(), form({"funds": SMALL}))
    assert one.level == "warning"
    assert levels("forms.project-name", form({}), form({})) == []  # the same form twice
    assert levels("forms.project-name", form({}), form({"funds": SMALL, "budget_unit_name": "云州市水文站"})) == []
    (unknown,) = found(
        "forms.project-name", *(form({"funds": f, "budget_unit_name": None}) for f in (SMALL, SMALL[::-1]))
    )
    assert unknown.certainty == "to_confirm"


def test_forms_of_another_year():
    assert levels("forms.year", form({}), other_form(), form({"year": "2021年度"})) == ["error"]
    assert levels("forms.year", form({"year": "2021年度"})) == ["warning"]
    assert levels("forms.year", form({"year": None})) == []


def test_codes_are_judged_only_where_most_of_them_nest():
    assert levels("forms.unit-code", form({}), other_form(), form({"budget_unit_code": "130001"})) == ["warning"]
    odd = {"budget_unit_code": "X7701"}
    assert levels("forms.unit-code", form(odd), form(odd), form({})) == []


def test_a_form_whose_points_are_shared_out_otherwise():
    moved = {5: ("效益指标", "社会效益指标", "居民满意度", "≥90%", "95%", "10", "10", None)}
    usual = (form({}), form({}), form({}))
    assert levels("forms.weights", *usual, form({"rows": moved})) == ["notice"]
    assert levels("forms.weights", form({}), form({"rows": moved}), form({"rows": {}})) == []  # no rule to be seen


def test_texts_of_other_projects():
    text = {"产出情况及分析": "进一步健全了工作机制，各项任务有序推进。"}
    (one,) = found("forms.repeated-text", form({"analysis": text}), other_form(analysis=text))
    assert one.level == "notice"
    assert len(one.places) == 2
    same = {"产出情况及分析": "巡查到位。巡查到位。", "效益情况及分析": "巡查到位。巡查到位。"}
    assert levels("forms.repeated-text", form({"analysis": same})) == ["notice"]
    short = {"产出情况及分析": "无", "效益情况及分析": "无"}
    assert levels("forms.repeated-text", form({"analysis": short}), other_form(analysis=short)) == []


def test_a_text_that_breaks_off_in_a_word():
    told = [f"第{n}段河堤加固完工。" for n in "一二三四"]
    whole = {f"分析{n}": text for n, text in enumerate(told)}
    broken = form({"analysis": whole, "actual_completion": "全年巡查十三次，完成河堤加"})
    # 堤加 is always followed by 固 elsewhere.
    assert levels("forms.cut-text", broken) == ["notice"]
    assert (
        levels("forms.cut-text", form({"analysis": whole, "actual_completion": "全年巡查十三次，整治河段四处"})) == []
    )
    assert levels("forms.cut-text", form({"actual_completion": "全年巡查十三次，整治河段四处，并"})) == ["notice"]


def test_a_text_that_begins_with_a_stop():
    assert levels("forms.cut-text", form({"annual_goal": "，及时清理河道垃圾。"})) == ["notice"]
    assert levels("forms.cut-text", form({"annual_goal": "1.及时清理河道垃圾。"})) == []


def test_achieved_values_that_are_bounds_and_vague_benefits_are_one_finding_each():
    bound = ("产出指标", "数量指标", "巡查次数", "≥12次", "≥12次", "20", "20", None)
    vague = ("效益指标", "社会效益指标", "改善水环境", "改善", "达成预期指标", "30", "30", None)
    both = [form({"rows": {0: bound, 4: vague}}), other_form(rows={0: bound, 4: vague})]
    assert levels("forms.actual-sign", *both) == ["notice"]
    assert levels("forms.vague-benefit", *both) == ["notice"]


def test_everybody_wholly_satisfied_is_a_lead():
    pleased = {5: ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%", "100%", "10", "10", None)}
    three = [form({"project_name": name, "rows": pleased}) for name in ("甲", "乙", "丙")]
    assert levels("forms.satisfaction", *three) == ["lead"]
    assert levels("forms.satisfaction", *three[:2]) == []
    assert levels("forms.satisfaction", *three, form({})) == []
