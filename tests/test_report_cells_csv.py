from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

import report_sample as sample
from mingzhang.model import Disclosure
from mingzhang.report.cells_csv import cells_csv

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def one(text: str, *, row: str = "208", name: str = "甲", column: str = "金额") -> dict[str, str] | None:
    table = sample.table("GK03", "", "", [])
    table.prints.append(sample.cell("GK03", row, name, column, text))
    return next(iter(read(cells_csv(Disclosure("a", "txt", 0, tables=[table])))), None)


def test_every_cell_with_something_in_it_and_no_other():
    rows = read(cells_csv(sample.disclosure()))
    assert len(rows) == 8 + 8 + 1
    assert list(rows[0].values()) == [
        "GK01",
        "收入:一、一般公共预算财政拨款收入",
        "一、一般公共预算财政拨款收入",
        "金额",
        "1180.00",
        "万元",
    ]


@pytest.mark.parametrize(
    ("printed", "value"),
    [("0.00", "0.00"), ("-1,234.50", "-1234.50"), ("1，234", "1234"), ("99.5%", "99.5%"), ("无", "无")],
)
def test_values_stay_as_printed_without_separators(printed, value):
    row = one(printed)
    assert row is not None
    assert row["value"] == value


@pytest.mark.parametrize("printed", ["", " ", "────", "—"])
def test_blanks_are_absent(printed):
    assert one(printed) is None


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-cmd", "@SUM(A1)", "＝1+1", " =1+1", "\t=1+1"])
def test_no_cell_runs_as_a_formula(text):
    row = one(text, name=text, column=text)
    assert row is not None
    assert all(row[field].startswith("'") for field in ("value", "row_name", "column"))


def test_the_header_is_the_gold_files_header():
    gold = sorted(GOLD.glob("*.cells.csv"))
    if not gold:
        pytest.skip("没有 ../shared/gold 的样本")
    first = gold[0].read_text(encoding="utf-8-sig").splitlines()[0]
    assert cells_csv(sample.disclosure()).splitlines()[0] == first
