from __future__ import annotations

import json
from decimal import Decimal
from importlib.resources import files

import jsonschema
import pytest

import report_sample as sample
from mingzhang.amount import Amount
from mingzhang.disclosure_json import NotADisclosure, from_json, to_json
from mingzhang.evaluation.model import Evaluation, Mark
from mingzhang.model import Disclosure, FactKey, Heading, Place, Print, Section

SCHEMA = json.loads((files("mingzhang.report") / "schemas" / "disclosure.schema.json").read_text(encoding="utf-8"))


def full() -> Disclosure:
    document = sample.disclosure()
    document.evaluations.append(Evaluation("星图测绘项目绩效自评表", seq=1, year="2024年度", grade=Mark("优")))
    document.sections.append(Section(None, "第一部分", []))
    document.headings.append(Heading(0, None, sample.HOSTILE, Place(page=2, box=(0.1, 0.2, 0.3, 0.30000000000000004))))
    awkward = Amount("（1,234,567,890,123,456.10）", Decimal("-1234567890123456.10"), 2, "万元")
    key = FactKey.of("expenditure", {"period": "last", "kind": "basic"})
    document.tables[0].prints.append(Print(key, awkward.text, awkward, Place(line=3), "k", "名", "列", sure=False))
    return document


def test_nothing_is_lost_on_the_way_through_json():
    document = full()
    assert from_json(json.loads(json.dumps(to_json(document), ensure_ascii=False))) == document


def test_what_is_written_keeps_to_its_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    made = json.loads(json.dumps(to_json(full())))
    jsonschema.Draft202012Validator(SCHEMA).validate(made)
    assert made["schema"] == "mingzhang-disclosure/1"
    assert made["evaluations"][0]["grade"] == "优"
    assert isinstance(made["tables"][0]["prints"][0]["amount"]["value"], str)


@pytest.mark.parametrize("data", [None, [], {}, {"schema": "mingzhang-disclosure/2"}])
def test_other_data_is_refused_in_one_sentence(data):
    with pytest.raises(NotADisclosure, match="不是明账导出的决算数据"):
        from_json(data)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("tables", 0, "prints", 0, "amount", "value"), "NaN"),
        (("tables", 0, "prints", 0, "amount", "value"), "1E+999999999"),
        (("tables", 0, "prints", 0, "text"), 5),
        (("tables", 0, "place"), {"page": "八"}),
        (("tables",), {"a": 1}),
        (("sections", 0, "heading"), "二、"),
        (("year",), "2024"),
        (("hidden", 0, "place", "box"), [1, 2, 3]),
    ],
)
def test_damaged_data_is_refused_and_never_half_read(path, value):
    data = json.loads(json.dumps(to_json(sample.disclosure())))
    spot = data
    for step in path[:-1]:
        spot = spot[step]
    spot[path[-1]] = value
    with pytest.raises(NotADisclosure):
        from_json(data)
