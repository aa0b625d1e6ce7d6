from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingzhang.compile.book import BadBook, Entry, Spot, Voucher, read_book
from mingzhang.compile.problem import SHOWN, letters
from mingzhang.compile.schema import Column, book_format
from tests.book_files import SPENT, as_folder, as_workbook, entry, good, sheet_csv, told

FORMS = (as_folder, as_workbook)


def written(form, book, folder: Path) -> Path:
    return form(book, folder / ("book" if form is as_folder else "book.xlsx"))


@pytest.mark.parametrize("form", FORMS)
def test_a_good_book_has_no_problem(tmp_path, form):
    book, problems = read_book(written(form, good(), tmp_path))
    assert told(problems) == []
    assert book.profile.items["organisation"] == "云州市档案局"
    assert book.profile.year == 2024
    assert book.profile.lists["duty"] == ("收集档案。", "开放档案。")
    assert [unit.text("code") for unit in book.rows["units"]] == ["001", "002"]
    assert [unit.text("type") for unit in book.rows["units"]] == ["administrative", "institution"]
    project = book.rows["projects"][0]
    assert (project.whole("planned"), project.whole("full"), project.whole("spent")) == (100_000, 120_050, None)
    assert book.rows["statistics"][0].whole("count") == 3
    assert book.rows["indicators"][0].number("weight") == Decimal("12.5")
    assert book.rows["indicators"][0].text("target") == "≥95%"
    assert book.rows["balances"] == []
    assert project.spot == Spot("项目", 2, "项目.csv" if form is as_folder else "book.xlsx")


@pytest.mark.parametrize("form", FORMS)
def test_entries_that_say_the_same_are_summed(tmp_path, form):
    book, _ = read_book(written(form, good(), tmp_path))
    assert book.entries[:2] == [
        Entry("001", "7101", "general", "2010101", "30201", "basic", "", "", 110_050, 0, 2, 2),
        Entry("001", "8001", "", "", "", "", "", "", 0, 110_050, 3, 2),
    ]
    assert book.entries[2].project == "P01"
    assert len(book.entries) == 4
    assert book.vouchers == {}


@pytest.mark.parametrize("form", FORMS)
def test_vouchers_that_do_not_balance_are_kept_with_their_first_row(tmp_path, form):
    book = good()
    book["明细账"][3]["贷方"] = "1000.49"
    read, problems = read_book(written(form, book, tmp_path))
    assert problems == []
    assert read.vouchers == {("001", "记-2"): Voucher(1, 4)}


def test_a_voucher_may_be_spread_over_the_ledger(tmp_path):
    book = good()
    book["明细账"].append(book["明细账"].pop(0))
    book["明细账"].append(entry("001", "记-9", "7101", debit="-5", **SPENT))
    read, _ = read_book(as_folder(book, tmp_path))
    assert read.vouchers == {("001", "记-9"): Voucher(-500, 8)}


def test_spellings_of_one_combination_are_one_entry(tmp_path):
    book = good()
    book["明细账"][2] |= {"单位编码": " 001", "功能科目": "２０１０１０１"}
    read, problems = read_book(as_folder(book, tmp_path))
    assert problems == []
    assert (read.entries[0].debit, read.entries[0].count) == (110_050, 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_files_may_be_in_the_encodings_that_spreadsheets_write(tmp_path, encoding):
    book, problems = read_book(as_folder(good(), tmp_path, encoding))
    assert problems == []
    assert book.rows["units"][1].text("name") == "云州市档案馆"


def test_the_order_of_columns_is_free(tmp_path):
    book = good()
    book["单位"] = [dict(reversed(row.items())) for row in book["单位"]]
    read, problems = read_book(as_folder(book, tmp_path))
    assert problems == []
    assert read.rows["units"][0].text("code") == "001"


def test_a_profile_may_be_toml_with_plain_names(tmp_path):
    folder = as_folder({**good(), "概况": []}, tmp_path)
    text = '部门名称 = "甲局"\n"年度" = 2023\n'
    text += '表样 = "山西2023"\n主要职能 = ["一。", "二。"]\n机构说明 = """\n第一段\n第二段"""\n'
    (folder / "概况.toml").write_text(text, encoding="utf-8")
    book, problems = read_book(folder)
    assert problems == []
    assert book.profile.year == 2023
    assert book.profile.lists["duty"] == ("一。", "二。")
    assert book.profile.items["institution"] == "第一段\n第二段"


BAD_CELLS = [
    ("单位", 0, "单位类型", "国企", "「单位」第2行“单位类型”(C2)：“国企”不在可选项里"),
    ("单位", 1, "单位名称", "", "「单位」第3行“单位名称”(B3)：没有填“单位名称”。"),
    ("单位", 1, "单位编码", "001", "「单位」第3行“单位编码”(A3)：“001”与第2行重复。"),
    ("单位", 1, "并入单位编码", "009", "“009”不在「单位」表里；请先在那里列出。"),
    ("项目", 0, "单位编码", "2", "“2”不在「单位」表里；是不是“002”，前面的 0 丢了？"),
    ("项目", 0, "年初预算数", "1.234", "「项目」第2行“年初预算数”(E2)：“1.234”的小数超过两位"),
    ("绩效指标", 0, "项目编码", "P02", "「绩效指标」第2行“项目编码”(A2)：“P02”不在「项目」表里"),
    ("绩效指标", 0, "分值", "十", "「绩效指标」第2行“分值”(G2)：“十”不是数"),
    ("统计", 0, "数量", "1.5", "「统计」第2行“数量”(C2)：“1.5”不是个数"),
    ("明细账", 0, "借方", "1,23", "「明细账」第2行“借方”(D2)：“1,23”不是金额"),
    ("明细账", 0, "科目编码", "71", "「明细账」第2行“科目编码”(C2)：“71”不是会计科目编码"),
    ("明细账", 4, "项目编码", "P9", "「明细账」第6行“项目编码”(J6)：“P9”不在「项目」表里"),
    ("明细账", 4, "单位编码", "", "「明细账」第6行“单位编码”(A6)：没有填“单位编码”。"),
    ("概况", 2, "内容", "两千", "「概况」第4行“内容”(B4)：年度“两千”不是数"),
    ("概况", 2, "内容", "1024", "“年度”是 1024，应在 2000 到 2100 之间"),
    ("概况", 0, "内容", "2", "“格式版本”是 2，本程序只认 1"),
    ("概况", 1, "内容", "", "「概况」：没有填“部门名称”。"),
    ("概况", 3, "项目", "部门名称", "「概况」第5行“内容”(B5)：“部门名称”重复。"),
]


@pytest.mark.parametrize(("sheet", "row", "column", "text", "says"), BAD_CELLS)
def test_every_wrong_cell_is_named(tmp_path, sheet, row, column, text, says):
    book = good()
    book[sheet][row][column] = text
    _, problems = read_book(as_folder(book, tmp_path))
    assert any(says in line for line in told(problems)), told(problems)


def test_all_problems_are_told_at_once_in_the_order_of_the_sheets(tmp_path):
    book = good()
    for sheet, row, column, text, _ in BAD_CELLS[:9]:
        book[sheet][row][column] = text
    _, problems = read_book(as_folder(book, tmp_path))
    order = [sheet.label for sheet in book_format().sheets]
    places = [order.index(problem.sheet) for problem in problems]
    assert len(problems) >= 8
    assert places == sorted(places)


def test_wrong_codes_of_the_ledger_are_told_once_with_the_number_of_rows(tmp_path):
    book = good()
    book["明细账"] = [entry("001", f"记-{n}", "7101", debit="1", **{**SPENT, "功能科目": "201"}) for n in range(50)]
    _, problems = read_book(as_folder(book, tmp_path))
    assert len(problems) == 1
    assert "第2行“功能科目”" in str(problems[0])
    assert "（这样的共 50 行）" in str(problems[0])


def test_many_problems_are_counted_not_listed(tmp_path):
    book = good()
    book["单位"] += [{"单位编码": f"9{n}", "单位名称": "甲", "单位类型": "乙", "状态": "丙"} for n in range(100, 400)]
    _, problems = read_book(as_folder(book, tmp_path))
    assert len(problems) <= SHOWN + 1
    assert str(problems[-1]) == "另有 560 处问题没有列出，请先改正以上各处再试。"


class TestFolders:
    def told(self, folder: Path) -> list[str]:
        return told(read_book(folder)[1])

    def test_missing_sheets(self, tmp_path):
        assert self.told(as_folder({"概况": good()["概况"]}, tmp_path)) == ["「单位」：缺少这张表。"]
        (tmp_path / "单位.csv").write_text("单位编码,单位名称,单位类型,状态\n,,,\n", encoding="utf-8")
        assert self.told(tmp_path) == ["「单位」：这张表里没有内容。"]

    def test_unknown_and_doubled_columns(self, tmp_path):
        folder = as_folder(good(), tmp_path)
        (folder / "统计.csv").write_text("单位编码,指标,数量,数量,备注\n", encoding="utf-8")
        lines = self.told(folder)
        assert "「统计」第1行(D1)：列“数量”重复。" in lines
        assert "「统计」第1行(E1)：不认识的列“备注”；本表的列有：单位编码、指标、数量。" in lines

    def test_missing_columns(self, tmp_path):
        folder = as_folder(good(), tmp_path)
        (folder / "统计.csv").write_text("单位编码,数量\n001,3\n", encoding="utf-8")
        assert self.told(folder) == ["「统计」第1行：缺少列“指标”；列名写在第一行。"]

    @pytest.mark.parametrize("sheet", ["统计", "明细账"])
    def test_text_under_no_heading(self, tmp_path, sheet):
        book = good()
        folder = as_folder(book, tmp_path)
        lines = sheet_csv(book[sheet]).splitlines()
        (folder / f"{sheet}.csv").write_text("\n".join([lines[0], f"{lines[1]},备用"]), encoding="utf-8")
        assert any("“备用”上面没有列名" in line for line in self.told(folder))

    def test_blank_rows_are_passed_over(self, tmp_path):
        book = good()
        folder = as_folder(book, tmp_path)
        for sheet in ("统计", "明细账"):
            text = sheet_csv(book[sheet])
            (folder / f"{sheet}.csv").write_text(text + "\r\n,, ,\r\n" * 3, encoding="utf-8")
        read, problems = read_book(folder)
        assert problems == []
        assert len(read.entries) == 4

    def test_files_that_belong_to_no_book(self, tmp_path):
        folder = as_folder(good(), tmp_path)
        (folder / "明细.csv").write_text("", encoding="utf-8")
        (folder / ".hidden").write_text("", encoding="utf-8")
        assert [line for line in self.told(folder) if line.startswith("文件“明细.csv”：不认识")]
        assert len(self.told(folder)) == 1

    def test_two_profiles(self, tmp_path):
        folder = as_folder(good(), tmp_path)
        (folder / "概况.toml").write_text("年度 = 2024", encoding="utf-8")
        assert self.told(folder) == ["「概况」：“概况.csv”和“概况.toml”只能有一个；请删去一个。"]

    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (b"\xff\xfe\x00\x01" * 3, "文字编码认不出"),
            (b"", "第一行没有列名"),
            ('单位编码,指标,数量\n001,"甲,3\n'.encode(), "引号不成对"),
        ],
    )
    def test_broken_files(self, tmp_path, data, says):
        folder = as_folder(good(), tmp_path)
        (folder / "统计.csv").write_bytes(data)
        assert any(says in line for line in self.told(folder)), self.told(folder)

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("年度 = ", "不是正确的 TOML"),
            ('部门名称 = "甲"\n年度 = 2024.5', "「概况」“年度”：应为加引号的文字或整数"),
            ('部门名称 = "甲"\n年度 = 2024\n网址 = "x"', "不是正确的 TOML"),
            ('部门名称 = "甲"\n年度 = 2024\n"网址" = "x"', "「概况」第3行“项目”：“网址”不在可选项里"),
            ('部门名称 = "甲"\n年度 = "两千"', "「概况」第2行“内容”：年度“两千”不是数"),
        ],
    )
    def test_broken_profiles(self, tmp_path, text, says):
        folder = as_folder({**good(), "概况": []}, tmp_path)
        (folder / "概况.toml").write_text(text, encoding="utf-8")
        assert any(says in line for line in self.told(folder)), self.told(folder)

    def test_nothing_to_read(self, tmp_path):
        with pytest.raises(BadBook, match=r"没有账簿的文件；应有 概况.csv、单位.csv 等"):
            read_book(tmp_path)
        with pytest.raises(BadBook, match="找不到账簿"):
            read_book(tmp_path / "无")


def test_columns_have_letters():
    assert [letters(n) for n in (0, 25, 26, 51, 702)] == ["A", "Z", "AA", "AZ", "AAA"]


def _texts(column: Column) -> st.SearchStrategy[str]:
    """Any content of a column, as it is typed."""
    format_ = book_format()
    words = st.text("甲乙丙abc=+-@%;,\"' （）09", max_size=12).map(str.strip)
    if column.of:
        found = st.sampled_from(sorted(format_.choices[column.of]))
    else:
        found = {
            "money": st.integers(-(10**12), 10**12).map(lambda fen: f"{fen // 100}.{fen % 100:02d}"),
            "count": st.integers(0, 10**6).map(str),
            "number": st.decimals(0, 100, places=1).map(str),
            "unit": st.sampled_from(["001", "002"]),
            "project": st.just("P01"),
            "account": st.sampled_from(["7101", "800101"]),
            "function": st.sampled_from(["2010101", "2080505"]),
            "economic": st.sampled_from(["30101", "31002"]),
            "paragraph": st.lists(words.filter(bool), min_size=1, max_size=3).map("\n".join),
            "text": words.filter(bool),
        }[column.type]
    return found if column.required else st.one_of(st.just(""), found)


@st.composite
def books(draw):
    """A book without a problem, in every sheet some rows of any content."""
    book = good()
    for sheet in book_format().sheets:
        if sheet.required or any(column.defines for column in sheet.columns):
            continue
        row = st.fixed_dictionaries({column.label: _texts(column) for column in sheet.columns})
        book[sheet.label] = draw(st.lists(row, max_size=4))
    return book


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(book=books())
def test_any_book_is_the_same_as_folder_and_as_workbook(tmp_path_factory, book):
    folder = tmp_path_factory.mktemp("book")
    read, problems = read_book(as_folder(book, folder / "folder"))
    other, others = read_book(as_workbook(book, folder / "book.xlsx"))
    assert told(problems) == told(others) == []
    assert (read.profile, read.entries, read.vouchers) == (other.profile, other.entries, other.vouchers)
    for id_, rows in read.rows.items():
        assert [row.values for row in rows] == [row.values for row in other.rows[id_]]
        typed = [
            {column.label: "" for column in book_format().sheet(id_).columns} | row
            for row in book.get(book_format().sheet(id_).label, [])
        ]
        for row, texts in zip(rows, typed, strict=True):
            for column in book_format().sheet(id_).columns:
                if column.type in ("text", "paragraph", "unit", "project", "account"):
                    assert row.text(column.id) == texts[column.label]
    assert sum(line.debit for line in read.entries) == sum(
        round(Decimal(row["借方"] or 0) * 100) for row in book["明细账"]
    )
