"""`check --prior` and `--budget` on small invented documents, saved as `read --json` saves them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from mingzhang.check.example import Example
from mingzhang.cli import main
from mingzhang.disclosure_json import to_json
from mingzhang.model import Disclosure

NOW = Example(cells="GK01 收入:年初结转和结余 决算数 35.00", year=2023)
BEFORE = Example(cells="GK01 支出:年末结转和结余 决算数 30.00", year=2022)
BUDGET = Example(cells="YS07 合计 合计 90.00", year=2023)
RULES = ["--rule", "prior.opening", "budget.initial"]


def save(path: Path, document: Disclosure) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    named = replace(document, source=path.name)
    path.write_text(json.dumps(to_json(named), ensure_ascii=False), encoding="utf-8")
    return str(path)


@pytest.fixture
def now(tmp_path: Path) -> str:
    return save(tmp_path / "now.txt", NOW.document())


def test_a_document_is_held_against_the_file_that_is_named(
    now: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    before = save(tmp_path / "before.txt", BEFORE.document())
    assert main(["check", now, "--prior", before, "--strict", *RULES]) == 1
    out, err = capsys.readouterr()
    assert "上年决算" in out and "30.00" in out and "35.00" in out
    assert err == ""


def test_without_another_file_the_report_says_that_nothing_was_compared(now: str, capsys: pytest.CaptureFixture[str]):
    assert main(["check", now, "--strict", *RULES]) == 0
    assert "--prior" in capsys.readouterr().out


def test_in_a_folder_the_office_and_the_year_are_found(now: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder = tmp_path / "before"
    other = replace(BEFORE.document(), organisation="云州市水利局")
    save(folder / "a.txt", other)
    save(folder / "b.txt", replace(BEFORE.document(), year=2021))
    save(folder / "c.txt", BEFORE.document())
    (folder / "d.txt").write_text("今天天气很好。", encoding="utf-8")
    assert main(["check", now, "--prior", str(folder), "--strict", *RULES]) == 1
    err = capsys.readouterr().err
    assert "d.txt" in err and err.count("\n") == 1


def test_a_folder_without_the_office_is_said_in_one_line(now: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    save(tmp_path / "before" / "a.txt", replace(BEFORE.document(), organisation="云州市水利局"))
    assert main(["check", now, "--prior", str(tmp_path / "before"), "--strict", *RULES]) == 0
    err = capsys.readouterr().err
    assert "没有找到“云州市星图局”的上年决算" in err and err.count("\n") == 1


@pytest.mark.parametrize(
    ("option", "document", "words"),
    [
        ("--prior", BUDGET, "不是上年决算"),
        ("--budget", BEFORE, "不是公布的预算"),
        ("--budget", replace(BUDGET, year=2022), "2022 年度"),
        ("--budget", replace(BUDGET, organisation="云州市水利局"), "云州市水利局"),
    ],
)
def test_a_file_that_does_not_fit_is_said_and_accuses_nobody(
    now: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, document: Example, words: str
):
    other = save(tmp_path / "other.txt", document.document())
    assert main(["check", now, option, other, "--strict", *RULES]) == 0
    out, err = capsys.readouterr()
    assert words in err and err.count("\n") == 1
    assert words in "".join(out.split()).replace("2022年度", "2022 年度")


@pytest.mark.parametrize("content", [None, b"", b"\x00\x01"], ids=["missing", "empty", "not a document"])
def test_a_file_that_cannot_be_read_is_one_sentence_and_status_2(
    now: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
):
    other = tmp_path / "other.txt"
    if content is not None:
        other.write_bytes(content)
    assert main(["check", now, "--prior", str(other)]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and "other.txt" in err


def test_a_budget_itself_is_checked_as_a_budget(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    budget = save(tmp_path / "budget.txt", BUDGET.document())
    assert main(["check", budget]) == 0
    out, err = capsys.readouterr()
    assert "预算公开，不是决算" in err
    assert "确定错误 0" in out and "预算公开，不是决算" in "".join(out.split())
