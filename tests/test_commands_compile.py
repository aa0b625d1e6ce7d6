"""`mingzhang compile`: everything of an office from its book, or nothing at all and every problem in words."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from examples.bureau_maker.claims import compare, load
from mingzhang.cli import main
from mingzhang.commands.compile import FORMATS
from mingzhang.write.publish import FORMATS as MADE
from small_book import SHEETS, written

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
QUICK = "txt,json,csv"
NAMED = ("table", "row_key", "column", "value", "unit")


def cells(path: Path, tmp_path: Path) -> list[tuple[str, ...]]:
    """What `mingzhang read --cells` reads in a file: table, row, column, value, unit; spaces do not count."""
    out = tmp_path / f"{path.suffix[1:]}.csv"
    assert main(["read", str(path), "--cells", str(out)]) == 0
    rows = csv.DictReader(io.StringIO(out.read_text(encoding="utf-8")))
    return [tuple("".join(row[name].split()) for name in NAMED) for row in rows]


@pytest.fixture(scope="module")
def bureau(tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    assert main(["compile", str(EXAMPLES / "bureau"), "--out", str(out), "--units"]) == 0
    return out


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx", "txt", "json"])
def test_every_format_of_the_example_prints_exactly_what_the_book_must_give(bureau, tmp_path, ending):
    with (EXAMPLES / "bureau_printed" / "cells.csv").open(encoding="utf-8", newline="") as file:
        wanted = {tuple("".join(row[name].split()) for name in NAMED) for row in csv.DictReader(file)}
    found = cells(bureau / "department" / f"部门决算.{ending}", tmp_path)
    assert len(found) == len(set(found))
    assert set(found) == wanted


def test_the_example_says_what_its_list_of_claims_promises(bureau):
    text = (bureau / "department" / "数据" / "claims.csv").read_text(encoding="utf-8-sig")
    said = [(row["measure"], row["value"], row["unit"]) for row in csv.DictReader(io.StringIO(text))]
    missing, surprising = compare(load(EXAMPLES / "bureau_printed" / "claims.csv"), said)
    assert missing == []
    assert [claim.subject for claim in surprising] == ["自评等级为“中”的项目"]  # the same number for other projects


def test_the_example_passes_its_own_check_and_those_of_its_units(bureau):
    reports = sorted(bureau.rglob("自查结果.txt"))
    assert len(reports) == 5
    assert all("确定错误 0" in report.read_text(encoding="utf-8-sig") for report in reports)


def test_a_unit_without_money_still_publishes_empty_tables(bureau, tmp_path):
    listed = csv.DictReader(io.StringIO((EXAMPLES / "bureau" / "单位.csv").read_text(encoding="utf-8")))
    (unit,) = [row["单位编码"] for row in listed if row["状态"] == "零申报"]
    assert cells(bureau / "units" / unit / "单位决算.txt", tmp_path) == []


def test_a_second_run_writes_the_same_bytes(bureau, tmp_path):
    assert main(["compile", str(EXAMPLES / "bureau"), "--out", str(tmp_path)]) == 0
    files = [path for path in (tmp_path / "department").rglob("*") if path.is_file()]
    assert len(files) >= 14
    for path in files:
        assert path.read_bytes() == (bureau / path.relative_to(tmp_path)).read_bytes(), path.name


def test_the_data_holds_the_published_schema(bureau):
    import jsonschema

    schema = json.loads(
        (Path(EXAMPLES).parent / "src/mingzhang/report/schemas/disclosure.schema.json").read_text("utf-8")
    )
    jsonschema.validate(json.loads((bureau / "department" / "部门决算.json").read_text(encoding="utf-8")), schema)


def test_additive_rounding_lists_what_it_moved(tmp_path):
    book = str(EXAMPLES / "bureau")
    assert main(["compile", book, "--out", str(tmp_path), "--rounding", "additive", "--formats", QUICK]) == 0
    moved = (tmp_path / "department" / "尾数调整.csv").read_text(encoding="utf-8-sig").splitlines()
    assert moved[0] == "表,行,列,原数,四舍五入,列示数"
    assert len(moved) > 1
    assert "尾差" not in (tmp_path / "department" / "自查结果.txt").read_text(encoding="utf-8-sig")


def test_missing_reasons_are_asked_for_by_name_and_a_draft_goes_without(tmp_path, capsys):
    book = written(tmp_path / "book")
    assert main(["compile", str(book), "--out", str(tmp_path / "out")]) == 2
    assert "请在“原因”表填写“公务接待费”比预算的原因" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert main(["compile", str(book), "--out", str(tmp_path / "out"), "--formats", QUICK, "--draft"]) == 0
    assert "草稿" in capsys.readouterr().err


def test_reasons_that_nothing_asks_for_are_not_lost_in_silence(tmp_path, capsys):
    book = written(tmp_path / "book")
    lines = [
        "三公经费,比预算,厉行节约",
        '"""三公""经费",比预算,厉行节约',
        "2150501,比预算,人员减少",
        "收支总计,比预算,x",
    ]
    (book / "原因.csv").write_text("\n".join(["事项,比较,说明", *lines]), encoding="utf-8")
    assert main(["compile", str(book), "--out", str(tmp_path / "out")]) == 2
    _, first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("  「原因」第2行“事项”：比预算没有叫“三公经费”的事项；可填：一般公共预算支出、“三公”经费")
    assert second.startswith("  「原因」第5行“事项”：比预算没有叫“收支总计”的事项；可填：")


def test_last_years_document_gives_the_comparison(tmp_path):
    last = written(tmp_path / "last", {"概况": ("年度,2023", "年度,2022")})
    assert main(["compile", str(last), "--out", str(tmp_path / "a"), "--formats", "json", "--draft"]) == 0
    book = written(tmp_path / "book", {"明细账": ("110000.00,\n301002,3", "110000.00,\n301002,3")})
    prior = tmp_path / "a" / "department" / "部门决算.json"
    command = ["compile", str(book), "--out", str(tmp_path / "b"), "--formats", "txt", "--draft", "--prior", str(prior)]
    assert main(command) == 0
    text = (tmp_path / "b" / "department" / "部门决算.txt").read_text(encoding="utf-8-sig")
    assert "持平" in text
    report = (tmp_path / "b" / "department" / "自查结果.txt").read_text(encoding="utf-8-sig")
    assert "prior.opening" in report  # the year before ended with more than this one begins with


def test_what_last_years_document_of_another_edition_leaves_blank_did_not_occur(tmp_path):
    fund = SHEETS["明细账"]
    fund = fund[fund.index("301002,1,拨款,8001") : fund.index("301002,3,服务收入")]
    profile = "年度,2023\n称谓,部门\n表样,山西2023"
    changes = {"明细账": (fund, ""), "概况": (profile, "年度,2022\n称谓,部门\n表样,通用2021")}
    last = written(tmp_path / "last", changes)
    assert main(["compile", str(last), "--out", str(tmp_path / "a"), "--formats", "json", "--draft"]) == 0
    prior = tmp_path / "a" / "department" / "部门决算.json"
    book = written(tmp_path / "book")
    command = ["compile", str(book), "--out", str(tmp_path / "b"), "--formats", "txt", "--draft", "--prior", str(prior)]
    assert main(command) == 0
    text = (tmp_path / "b" / "department" / "部门决算.txt").read_text(encoding="utf-8-sig")
    assert "政府性基金预算财政拨款收入支出总计各增加20.00万元，上年没有发生" in text


def test_a_document_of_another_year_is_not_taken_for_last_years(tmp_path, capsys):
    book = written(tmp_path / "book")
    assert main(["compile", str(book), "--out", str(tmp_path / "a"), "--formats", "json", "--draft"]) == 0
    prior = tmp_path / "a" / "department" / "部门决算.json"
    assert main(["compile", str(book), "--out", str(tmp_path / "b"), "--draft", "--prior", str(prior)]) == 2
    assert "是 2023 年度的，应为 2022 年度" in capsys.readouterr().err
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize(
    ("sheet", "old", "new", "said"),
    [
        ("概况", "年度,2023", "年度,2021", "是 2021 年度的，应为 2022 年度"),
        ("概况", "部门名称,云州市星图局", "部门名称,云州市水文局", "编制单位是“云州市水文局”"),
    ],
)
def test_what_is_not_last_years_document_is_refused(tmp_path, capsys, sheet, old, new, said):
    last = written(tmp_path / "last", {sheet: (old, new)})
    if sheet != "概况" or "年度" not in old:
        text = (last / "概况.csv").read_text(encoding="utf-8").replace("年度,2023", "年度,2022")
        (last / "概况.csv").write_text(text, encoding="utf-8")
    assert main(["compile", str(last), "--out", str(tmp_path / "a"), "--formats", "json", "--draft"]) == 0
    prior = str(tmp_path / "a" / "department" / "部门决算.json")
    command = ["compile", str(written(tmp_path / "book")), "--out", str(tmp_path / "b"), "--draft", "--prior", prior]
    assert main(command) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "b").exists()


def test_the_result_is_not_put_into_the_book(tmp_path, capsys):
    book = written(tmp_path / "book")
    assert main(["compile", str(book), "--out", str(book / "公开"), "--draft"]) == 2
    assert "在账簿文件夹里" in capsys.readouterr().err
    assert not (book / "公开").exists()


def test_a_unit_without_money_has_nothing_to_round(tmp_path):
    command = ["compile", str(written(tmp_path / "book")), "--out", str(tmp_path / "out"), "--draft"]
    assert main([*command, "--units", "--rounding", "additive", "--formats", "txt"]) == 0
    moved = tmp_path / "out" / "units" / "301003" / "尾数调整.csv"
    assert moved.read_text(encoding="utf-8-sig") == "表,行,列,原数,四舍五入,列示数\n"


def test_an_edition_of_other_years_is_remarked_on(tmp_path, capsys):
    book = written(tmp_path / "book", {"概况": ("年度,2023", "年度,2030")})
    assert main(["compile", str(book), "--out", str(tmp_path / "out"), "--draft", "--formats", "json"]) == 0
    assert "注意：表样“山西2023”是 2022、2023、2024 年度用的，账簿是 2030 年度" in capsys.readouterr().err


def test_a_check_of_the_folder_takes_the_disclosure_and_not_what_lies_beside_it(tmp_path, capsys):
    command = ["compile", str(written(tmp_path / "book")), "--out", str(tmp_path / "out"), "--draft"]
    assert main([*command, "--formats", "txt"]) == 0
    capsys.readouterr()
    assert main(["check", str(tmp_path / "out")]) == 0
    said = capsys.readouterr()
    assert "自查结果" not in said.err
    assert "云州市星图局2023年度部门决算" in said.out


@pytest.mark.parametrize(
    ("sheet", "old", "new", "said"),
    [
        ("明细账", "900000.00", "九十万", "第4行“借方”"),
        ("明细账", "900000.00", "=1+1", "第4行“借方”"),
        ("明细账", "6101", "6999", "不认识的科目“6999”"),
        ("概况", "山西2023", "某省2030", "「概况」第7行“内容”(B7)：表样“某省2030”不在可选项里"),
        ("概况", "表样,山西2023\n", "", "没有填“表样”；可填："),
    ],
)
def test_a_bad_book_is_named_and_nothing_is_written(tmp_path, capsys, sheet, old, new, said):
    book = written(tmp_path / "book", {sheet: (old, new)})
    assert main(["compile", str(book), "--out", str(tmp_path / "out")]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_what_exists_is_not_overwritten_unasked(tmp_path, capsys):
    command = [
        "compile",
        str(written(tmp_path / "book")),
        "--out",
        str(tmp_path / "out"),
        "--formats",
        "txt",
        "--draft",
    ]
    assert main(command) == 0
    (tmp_path / "out" / "department" / "旧.txt").write_text("旧", encoding="utf-8")
    assert main(command) == 2
    assert "--overwrite" in capsys.readouterr().err
    assert main([*command, "--overwrite"]) == 0
    assert not (tmp_path / "out" / "department" / "旧.txt").exists()
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["department"]


def test_hostile_names_stay_text(tmp_path):
    hostile = "=cmd|'/C calc'!A0<script>"
    changes = {"单位": ("云州市星图服务中心", hostile), "项目": ("星图更新", hostile)}
    book = written(tmp_path / "book", changes)
    assert main(["compile", str(book), "--out", str(tmp_path / "out"), "--draft", "--units"]) in (0, 1)
    page = (tmp_path / "out" / "units" / "301002" / "单位决算.html").read_text(encoding="utf-8")
    assert "<script>" not in page
    import openpyxl

    sheets = openpyxl.load_workbook(tmp_path / "out" / "units" / "301002" / "单位决算.xlsx")
    texts = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if hostile[1:4] in str(cell.value)]
    assert texts
    assert all(cell.data_type == "s" for cell in texts)


def test_every_format_named_is_made():
    assert set(FORMATS) == set(MADE)
