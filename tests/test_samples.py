"""The real samples beside the repository against their exact transcriptions; skipped where they are not at hand."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from mingzhang.check import check
from mingzhang.finding import Report
from mingzhang.model import Disclosure
from mingzhang.read import read_bytes, read_file
from mingzhang.report.cells_csv import cells_csv

FINAL = ("datong-gxj-2023.txt", "putuo-guihua-2024.pdf")
BUDGETS = ("jiangsu-gaoyuan-2018-budget.pdf", "putuo-wanli-2024-budget.pdf")
TEMPLATE = "putuo-template-2024.pdf"
ARITHMETIC = ("sum.", "balance.", "agreement", "bound.")


@cache
def disclosure(path: Path) -> Disclosure:
    return read_file(path)


@cache
def report(path: Path) -> Report:
    return check(disclosure(path))


def sample(shared: Path, name: str) -> Path:
    path = shared / "samples" / name
    if not path.is_file():
        pytest.skip(f"the real sample {name} is not on this machine")
    return path


@pytest.mark.parametrize("name", FINAL)
def test_every_cell_is_read_as_printed(shared: Path, tmp_path: Path, name: str):
    """The transcription's own scorer says so."""
    gold = shared / "gold" / f"{Path(name).stem}.cells.csv"
    mine = tmp_path / "cells.csv"
    mine.write_text(cells_csv(disclosure(sample(shared, name))), encoding="utf-8")
    command = [sys.executable, str(shared / "gold" / "score.py"), str(gold), str(mine), "--names"]
    scored = subprocess.run(command, capture_output=True, check=False, env={"PYTHONIOENCODING": "utf-8"})
    told = scored.stdout.decode("utf-8")
    assert scored.returncode == 0, told + scored.stderr.decode("utf-8")
    lines = told.splitlines()
    assert [line.split("=")[-1].strip() for line in lines[:2]] == ["1.0000", "1.0000"]
    assert len(lines) == 3, told  # no name or unit differs either


@pytest.mark.parametrize("name", FINAL)
def test_every_table_is_read_with_certainty(shared: Path, name: str):
    found = disclosure(sample(shared, name))
    assert [table.doubts for table in found.tables if not table.sure] == []
    assert all(item.sure for item in found.prints())
    assert len({table.form for table in found.tables}) == len(found.tables)


@pytest.mark.parametrize(("name", "fewest"), [(FINAL[0], 300), (FINAL[1], 200)])
def test_honest_tables_are_not_accused(shared: Path, name: str, fewest: int):
    """No error of table arithmetic, certain or not, in files whose tables add up; and much was judged."""
    judged = report(sample(shared, name))
    outcomes = [outcome for outcome in judged.outcomes if outcome.rule.startswith(ARITHMETIC)]
    assert [finding.message for outcome in outcomes for finding in outcome.findings] == []
    assert sum(outcome.tally.failed for outcome in outcomes) == 0
    assert sum(outcome.tally.passed for outcome in outcomes) > fewest


@pytest.mark.parametrize(("name", "tails"), [(FINAL[0], 0), (FINAL[1], 3)])
def test_tails_are_notices_and_nothing_more(shared: Path, name: str, tails: int):
    found = [
        finding for finding in report(sample(shared, name)).findings if finding.rule.startswith(("tail.", "joint."))
    ]
    assert [finding.level for finding in found] == ["notice"] * tails


def test_a_national_encoding_makes_no_difference(shared: Path):
    path = sample(shared, FINAL[0])
    copy = read_bytes(path.read_text(encoding="utf-8").encode("gb18030"), path.name)
    assert cells_csv(copy) == cells_csv(disclosure(path))
    assert copy == disclosure(path)


def amounts(path: Path, first: str, last: str, pattern: str) -> Counter[str]:
    """The figures printed between two lines of a PDF, from its bare text: nothing here knows about tables."""
    document = pdfium.PdfDocument(path)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    return Counter(re.findall(pattern, text[text.index(first) : text.rindex(last)]))


@pytest.mark.parametrize(
    ("name", "first", "last", "pattern"),
    [
        (BUDGETS[0], "单位：万元", "政府采购预算表", r"(?<![\d,])\d[\d,]*\.\d\d(?!\d)"),
        (BUDGETS[1], "编制部门：", "其他相关情况说明", r"(?<![\d,])\d{1,3}(?:,\d{3})+(?!\d)"),
    ],
)
def test_every_figure_of_a_budgets_tables_is_read(shared: Path, name: str, first: str, last: str, pattern: str):
    """As many of each amount as the pages print; where each belongs, the sums below say."""
    path = sample(shared, name)
    found = disclosure(path)
    assert (found.kind, [table.doubts for table in found.tables if not table.sure]) == ("预算", [])
    assert all(item.sure and item.key.get("stage") == "initial_budget" for item in found.prints())
    tables = [table for table in found.tables if table.form != "YS13"]
    mine = Counter(item.text for table in tables for item in table.prints if re.fullmatch(pattern, item.text))
    assert mine == amounts(path, first, last, pattern)
    assert mine.total() > 150


@pytest.mark.parametrize(("name", "fewest"), [(BUDGETS[0], 100), (BUDGETS[1], 600)])
def test_the_tables_of_a_budget_add_up(shared: Path, name: str, fewest: int):
    judged = report(sample(shared, name))
    assert judged.findings == []
    outcomes = [outcome for outcome in judged.outcomes if outcome.rule.startswith(ARITHMETIC)]
    assert sum(outcome.tally.passed for outcome in outcomes) > fewest
    refused = [outcome for outcome in judged.outcomes if any("预算公开" in reason for reason in outcome.reasons)]
    assert refused and not any(outcome.findings for outcome in refused)


def test_a_form_nobody_filled_in_is_read_empty_and_accuses_no_one(shared: Path):
    path = sample(shared, TEMPLATE)
    assert len(disclosure(path).tables) == 9
    assert all(table.empty for table in disclosure(path).tables)
    assert report(path).count("error", None) == 0
    assert any("空白表样" in finding.message for finding in report(path).findings)


def test_reading_and_checking_give_the_same_every_time(shared: Path):
    path = sample(shared, FINAL[1])
    again = read_file(path)
    assert again == disclosure(path)
    assert check(again) == report(path)
