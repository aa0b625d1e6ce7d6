import json
import random

from evaluation_forms import as_lines, dump, invent
from mingzhang.evaluation.model import from_json, to_json
from mingzhang.evaluation.text_form import read_text_form, split_forms

PUBLISHED = {
    "seq", "title", "year", "project_name", "department_code", "department_name", "budget_unit_code",
    "budget_unit_name", "funds_unit", "funds", "annual_goal", "actual_completion", "indicators", "total_score",
    "grade", "analysis", "source_notes",
}  # fmt: skip


def test_a_form_survives_json_with_its_places():
    chance = random.Random(7)
    (text,) = split_forms(as_lines(dump(invent(chance), chance), first=41))
    form = read_text_form(text)
    data = json.loads(json.dumps(to_json(form), ensure_ascii=False))
    assert from_json(data) == form
    assert (form.place.line or 0) >= 41


def test_the_published_keys_alone_are_enough():
    data = to_json(invent(random.Random(1)))
    assert set(data) >= PUBLISHED
    plain = from_json({key: value for key, value in data.items() if key in PUBLISHED})
    again = to_json(plain)
    assert {key: again[key] for key in PUBLISHED} == {key: data[key] for key in PUBLISHED}


def test_a_fund_row_has_the_published_columns_in_order():
    row = to_json(invent(random.Random(1)))["funds"][0]
    names = ["item", "年初目标申报数", "年初预算编制数", "全年预算数", "全年执行数", "结转结余", "执行率", "得分"]
    assert list(row) == names
