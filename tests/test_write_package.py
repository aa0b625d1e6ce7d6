"""The data package describes its own files, and nothing of the disclosure is lost in it."""

from __future__ import annotations

import csv
import io
import json

import pytest

from benchmarks.generator.document import make_document
from benchmarks.generator.score import truth
from benchmarks.generator.style import Style
from mingzhang.forms import editions
from mingzhang.write.layout import disclosure_of
from mingzhang.write.package import package_files


@pytest.fixture(scope="module")
def document():
    return make_document(editions()["山西2023"], 5, Style())


@pytest.fixture(scope="module")
def files(document):
    return package_files(disclosure_of(document))


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_every_file_is_described_with_its_columns(files):
    description = json.loads(files["datapackage.json"])
    assert {item["path"] for item in description["resources"]} == set(files) - {"datapackage.json"}
    for item in description["resources"]:
        header = next(csv.reader(io.StringIO(files[item["path"]].decode("utf-8-sig"))))
        assert [field["name"] for field in item["schema"]["fields"]] == header


def test_the_cells_are_those_that_were_printed(document, files):
    wanted = {(row.table, row.row_key, row.column, row.value) for row in truth(document)}
    assert {(r["table"], r["row_key"], r["column"], r["value"]) for r in rows(files["cells.csv"])} == wanted


def test_evaluations_carry_their_indicators(files):
    evaluations, indicators = rows(files["evaluations.csv"]), rows(files["indicators.csv"])
    assert evaluations
    assert {row["seq"] for row in indicators} == {row["seq"] for row in evaluations}
    assert all(row["score"] and row["grade"] for row in evaluations)
