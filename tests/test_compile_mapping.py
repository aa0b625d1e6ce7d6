from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from mingzhang.compile.book import BadBook, Entry, Voucher, read_book
from mingzhang.compile.mapping import read_mapping
from mingzhang.compile.schema import book_format
from mingzhang.compile.validation import validate
from tests.book_files import as_folder, good, told

PAGE = Path(__file__).resolve().parent.parent / "docs" / "mapping.md"

PLAIN = """
[[source]]
file = "账.csv"
[source.columns]
"单位编码" = "账套"
"科目编码" = "科目"
"借方" = "借"
"贷方" = "贷"
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    """A book without a ledger, beside which exports are put."""
    as_folder({**good(), "明细账": []}, tmp_path / "book")
    return tmp_path


def read(folder: Path, mapping: str):
    (folder / "对照.toml").write_text(mapping, encoding="utf-8")
    return read_book(folder / "book", folder / "对照.toml")


def block(kind: str, number: int = 0) -> str:
    """A code block of the page."""
    return re.findall(rf"^```{kind}\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)[number]


def test_the_example_of_the_page_does_what_it_says(folder):
    (folder / "凭证.csv").write_text(block("csv"), encoding="gb18030")
    book, problems = read(folder, block("toml"))
    assert told(problems) == []
    assert book.entries == [
        Entry("001", "71010101", "general", "2010101", "30101", "basic", "", "", 120_000, 0, 3, 1),
        Entry("001", "8001", "general", "", "", "", "", "", 0, 170_000, 4, 2),
        Entry("001", "71010201", "general", "2010102", "30216", "project", "P01", "", 50_000, 0, 5, 1),
    ]
    assert book.vouchers == {}


def test_the_trial_balance_of_the_page(folder):
    workbook = openpyxl.Workbook()
    page = workbook.active
    page.title = "余额表"
    for row in (
        ["云州市档案局余额表"],
        [],
        ["科目编码", "科目名称", "期初余额", None, "期末余额", None],
        [None, None, "借方", "贷方", "借方", "贷方"],
        ["8101", "财政拨款结转", None, 300.5, None, 100],
        ["810101", "年初余额调整", None, 100.5, None, 40],
        ["810102", "单位内部调剂", 20, 220, None, 60],
        ["8001", "资金结存", 300.5, None, 100, None],
    ):
        page.append(row)
    workbook.save(folder / "余额表.xlsx")
    book, problems = read(folder, block("toml", 1))
    assert told(problems) == []
    assert [(row.text("account"), row.whole("opening"), row.whole("closing")) for row in book.rows["balances"]] == [
        ("810101", 10_050, 4_000),
        ("810102", 20_000, 6_000),
    ]
    assert book.rows["balances"][0].spot.row == 6
    assert book.rows["balances"][0].spot.file == "余额表.xlsx"


def test_the_heading_is_found_below_titles(folder):
    (folder / "账.csv").write_text("某单位\n\n打印日期,2024\n序号,账套,科 目,借,贷\n1,001,7101,5,\n", encoding="utf-8")
    book, problems = read(folder, PLAIN)
    assert problems == []
    assert (book.entries[0].account, book.entries[0].debit, book.entries[0].first_row) == ("7101", 500, 5)
    assert book.vouchers == {("001", ""): Voucher(500, 5)}
    (unbalanced,) = [str(problem) for problem in validate(book) if "借贷不平" in str(problem)]
    assert unbalanced.startswith("「明细账（账.csv）」第5行“凭证号”")


def test_problems_name_row_and_column_of_the_export(folder):
    (folder / "账.csv").write_text("序号,借,账套,科目,贷\n1,5元,003,7101,\n2,5,001,71,\n", encoding="utf-8")
    _, problems = read(folder, PLAIN)
    assert [line.split("：")[0] for line in told(problems)] == [
        "「明细账（账.csv）」第2行“借方”(B2)",
        "「明细账（账.csv）」第2行“单位编码”(C2)",
        "「明细账（账.csv）」第3行“科目编码”(D3)",
    ]


def test_several_exports_and_the_book_itself_are_added_up(folder):
    as_folder({"明细账": good()["明细账"][:2]}, folder / "book")
    for name in ("账.csv", "账2.csv"):
        (folder / name).write_text("账套,科目,借,贷\n001,8001,,1\n", encoding="utf-8")
    book, problems = read(folder, PLAIN + PLAIN.replace("账.csv", "账2.csv"))
    assert problems == []
    assert [(line.account, line.debit, line.credit, line.count) for line in book.entries] == [
        ("7101", 10_000, 0, 1),
        ("8001", 0, 10_200, 3),
    ]


def test_a_tab_may_stand_between_columns(folder):
    (folder / "账.csv").write_text("账套\t科目\t借\t贷\n001\t8001\t\t1,000.00\n", encoding="utf-8")
    book, problems = read(folder, PLAIN.replace('file = "账.csv"', 'file = "账.csv"\ndelimiter = "\\t"'))
    assert problems == []
    assert book.entries[0].credit == 100_000


def test_a_fixed_value_stands_where_the_export_is_blank(folder):
    (folder / "账.csv").write_text("账套,科目,借,贷\n,8001,,1\n002,8001,,1\n", encoding="utf-8")
    book, _ = read(folder, PLAIN + '[source.fixed]\n"单位编码" = "001"\n')
    assert [line.unit for line in book.entries] == ["001", "002"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("账套,科目,借方金额,贷\n001,8001,,1\n", "找不到列“借”；列名行里有：账套、科目、借方金额、贷。"),
        ("账套,科目,借,借,贷\n001,8001,,1\n", "列“借”不止一列"),
        ("", "找不到列"),
    ],
)
def test_headings_that_do_not_fit(folder, text, says):
    (folder / "账.csv").write_text(text, encoding="utf-8")
    assert any(says in line for line in told(read(folder, PLAIN)[1]))


def test_a_file_that_is_not_there_is_a_problem(folder):
    assert "「明细账（账.csv）」：找不到文件“账.csv”；请放在对照文件旁边。" in told(read(folder, PLAIN)[1])
    (folder / "账.csv").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert any("旧式 Excel 文件" in line for line in told(read(folder, PLAIN)[1]))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[source]", "不是正确的 TOML"),
        ("", "里应只有"),
        ("a = 1", "里应只有"),
        ('[[source]]\nfile = "a.csv"\nfoo = 1', "不认识的设置“foo”"),
        ('[[source]]\nfile = "../a.csv"', "同一文件夹"),
        ('[[source]]\nfile = "/etc/passwd"', "同一文件夹"),
        ('[[source]]\nfile = "C:\\\\a.csv"', "同一文件夹"),
        ("[[source]]\nfile = 3", "应是加引号的文字"),
        ('[[source]]\nfile = "a.csv"\ninto = "无"', "不是账簿的表"),
        ('[[source]]\nfile = "a.csv"\ninto = "概况"', "不是账簿的表"),
        ('[[source]]\nfile = "a.csv"\nheading = 0', "行号"),
        ('[[source]]\nfile = "a.csv"\ndelimiter = ";;"', "逗号、分号"),
        ('[[source]]\nfile = "a.csv"\nlowest = "true"', "不加引号"),
        ('[[source]]\nfile = "a.csv"\n[source.columns]\n"贷" = "贷"', "「明细账」没有列“贷”"),
        ('[[source]]\nfile = "a.csv"\n[source.columns]\n"贷方" = 1', "每项应是"),
        ('[[source]]\nfile = "a.csv"\n[source.values]\n"贷方" = 1', "应是一节"),
        ('[[source]]\nfile = "a.csv"\n[[source.split]]\ncolumn = "甲"', "恰有 column 和 pattern"),
        ("[[source]]\nfile = 'a.csv'\n[[source.split]]\ncolumn = '甲'\npattern = '(a+)+'", "重复的重复"),
        ("[[source]]\nfile = 'a.csv'\n[[source.split]]\ncolumn = '甲'\npattern = 'a'", "没有命名的组"),
        ("[[source]]\nfile = 'a.csv'\n[[source.split]]\ncolumn = '甲'\npattern = '(?P<乙>a)'", "没有列“乙”"),
        ("[[source]]\nfile = 'a.csv'\nsplit = 1", "split"),
        ("[[source]]\nfile = 'a.csv'\n[source.skip]\n'甲' = '['", "不是正确的正则表达式"),
        ("source = [1]", "不认识的设置"),
    ],
)
def test_a_mapping_that_is_wrong_says_where(tmp_path, text, says):
    path = tmp_path / "对照.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadBook, match=re.escape(says)) as caught:
        read_mapping(path, book_format())
    assert str(caught.value).startswith("对照文件“对照.toml”")


def test_a_mapping_that_is_not_there(tmp_path):
    with pytest.raises(BadBook, match="打不开对照文件"):
        read_mapping(tmp_path / "无.toml", book_format())


def test_the_page_lists_every_setting():
    page = PAGE.read_text(encoding="utf-8")
    for setting in ("file", "sheet", "into", "heading", "delimiter", "lowest"):
        assert f"| `{setting}` |" in page
    for section in ("columns", "fixed", "split", "values", "keep", "skip"):
        assert f"source.{section}" in page
