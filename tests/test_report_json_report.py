from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest

import report_sample as sample
from mingzhang.finding import Report
from mingzhang.report.compare import compare, fingerprint
from mingzhang.report.dismissed import set_aside
from mingzhang.report.json_report import to_json

SCHEMA = json.loads((files("mingzhang.report") / "schemas" / "check.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def made() -> dict:
    document = sample.disclosure()
    return to_json(document, sample.report(document))


def test_it_keeps_the_contract_and_its_schema(made):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    validator = jsonschema.Draft202012Validator(SCHEMA)
    validator.validate(json.loads(json.dumps(made)))
    validator.validate([made, made])
    assert {"name", "organisation", "year", "kind", "source"} <= set(made["document"])
    assert made["summary"] == {"error": 2, "warning": 1, "notice": 7, "lead": 0, "to_confirm": 1}
    assert made["checks"] == {"applied": 315, "passed": 304, "failed": 11, "not_applicable": 4, "blank": 12}


def test_drafts_and_explained_findings_keep_the_schema():
    document = sample.disclosure()
    report = sample.report(document)
    first, second = report.findings[:2]
    rest = set_aside(report, {fingerprint(first): "已核对"})
    made = to_json(document, rest, against=compare(report, rest, "旧稿.pdf"))
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(made)))
    assert [(one["id"], one["reason"]) for one in made["dismissed"]] == [(fingerprint(first), "已核对")]
    assert [one["message"] for one in made["against"]["fixed"]] == [first.message]
    assert made["against"]["remaining"][0]["id"] == made["findings"][0]["id"] == fingerprint(second)


def test_every_place_names_every_coordinate(made):
    place = made["findings"][0]["places"][1]
    assert place == {
        "page": 8,
        "box": [300.0, 120.0, 360.0, 132.0],
        "line": None,
        "last_line": None,
        "table": "GK03",
        "row": "208",
        "column": "基本支出",
        "quote": "207.00",
    }


def test_explanations_and_reasons_are_there_to_act_on(made):
    change = made["findings"][0]["explanations"][0]["changes"][0]
    assert (change["printed"], change["proposed"], change["slip"]) == ("207.00", "270.00", "数字颠倒")
    assert made["rules"][0]["reasons"] == ["国有资本经营预算表为空表"] * 3
    assert made["rules"][-1]["title"] == "prior.closing"


def test_findings_to_confirm_come_last_and_count_apart(made):
    assert [finding["certainty"] for finding in made["findings"]].index("to_confirm") == len(made["findings"]) - 1


def test_the_schema_refuses_what_the_contract_does_not_know(made):
    validator = jsonschema.Draft202012Validator(SCHEMA)
    made["findings"][0]["level"] = "fatal"
    assert not validator.is_valid(made)
    assert validator.is_valid(to_json(sample.disclosure(), Report([])))
