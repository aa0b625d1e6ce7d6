from __future__ import annotations

from wording_document import found

LINE = "附属单位上缴收入2.00万元，占比1.00%；"
LONG = "观星台维修项目由星图局组织实施，资金按照工程进度拨付，全年完成主体结构和外墙保温，验收工作安排在下年春季。"


def test_a_paragraph_twice_in_its_section():
    (finding,) = found("wording.doubled-paragraph", f"{LINE}\n其他收入3.00万元，占比1.50%；\n{LINE}")
    assert finding.level == "warning"
    assert {quote.place.line for quote in finding.places} == {2, 4}


def test_a_short_line_with_a_figure_twice():
    assert found("wording.doubled-paragraph", "平均得分96.05分。\n平均得分96.05分。")
    assert found("wording.doubled-paragraph", "平均得分较高。\n平均得分较高。") == []


def test_a_paragraph_of_another_section_is_a_notice():
    (finding,) = found("wording.doubled-paragraph", f"二、收入情况说明\n{LONG}\n三、支出情况说明\n{LONG}")
    assert finding.level == "notice"


def test_copies_with_another_number_before_them_are_found():
    (finding,) = found("wording.doubled-paragraph", f"1、{LONG}\n2、{LONG}")
    assert len(finding.places) == 2


def test_what_offices_repeat_with_reason_is_left_alone():
    none = "本年度没有此项支出。\n本年度没有此项支出。"
    assert found("wording.doubled-paragraph", none) == []
    zero = "支出决算0.00万元，完成年初预算的100%，与上年持平。"
    assert found("wording.doubled-paragraph", f"1、公务接待费\n{zero}\n2、出国费\n{zero}") == []
    same = "人员经费5.00万元，主要包括：基本工资、津贴补贴、奖金、绩效工资、住房公积金、离休费、退休费、生活补助。"
    text = f"六、财政拨款基本支出情况说明\n{same}\n七、一般公共预算基本支出情况说明\n{same}"
    assert found("wording.doubled-paragraph", text) == []


def test_a_document_printed_several_times_over_accuses_nobody():
    sections = "\n".join(f"{number}、情况说明\n{LONG}" for number in "一二三四五六七八")
    (finding,) = found("wording.doubled-paragraph", sections)
    assert (finding.level, finding.certainty) == ("notice", "to_confirm")


def test_a_sentence_twice_in_a_paragraph():
    sentence = "观星台维修项目今年全部完工。"
    (finding,) = found("wording.doubled-sentence", f"{sentence}{sentence}")
    assert finding.level == "notice"
    figures = "观星台维修项目支出2.00万元。"
    (finding,) = found("wording.doubled-sentence", f"{figures}{figures}")
    assert finding.level == "warning"
    assert found("wording.doubled-sentence", f"{sentence}星图印制项目今年全部完工。") == []
    assert found("wording.doubled-sentence", "决算数与年初预算数基本持平。" * 3) == []


def test_a_reason_under_two_classes():
    reason = "年中有两名职工调离本单位，缴费人数减少"
    items = [
        f"{name}（类）2.00万元。决算数小于预算数的主要原因：{reason}。" for name in ("卫生健康支出", "住房保障支出")
    ]
    (finding,) = found("wording.copied-reason", "\n".join(items))
    assert [quote.place.line for quote in finding.places] == [2, 3]
    assert found("wording.copied-reason", "\n".join([items[0], items[0]])) == []
