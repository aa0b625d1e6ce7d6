from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from mingzhang.compile import package
from mingzhang.compile.book import BadBook, read_book
from mingzhang.compile.new_book import new_book
from mingzhang.compile.problem import letters
from mingzhang.compile.schema import book_format
from tests.book_files import as_workbook, good, told


@pytest.fixture
def changed(tmp_path) -> Callable[[Callable[[openpyxl.Workbook], object]], Path]:
    """A good workbook that a function has changed."""

    def make(change: Callable[[openpyxl.Workbook], object]) -> Path:
        path = as_workbook(good(), tmp_path / "book.xlsx")
        workbook = openpyxl.load_workbook(path)
        change(workbook)
        workbook.save(path)
        return path

    return make


def put(sheet: str, cell: str, value: object, number_format: str = "General"):
    def change(workbook: openpyxl.Workbook) -> None:
        workbook[sheet][cell] = value
        workbook[sheet][cell].number_format = number_format

    return change


def rewritten(path: Path, member: str, change: Callable[[bytes], bytes]) -> Path:
    """The archive with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == member else data)
    path.write_bytes(out.getvalue())
    return path


def sheet_part(path: Path, label: str) -> str:
    return openpyxl.load_workbook(path, read_only=True)[label]._worksheet_path.lstrip("/")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            put("单位", "B2", datetime.datetime(2024, 3, 1), "yyyy-mm-dd"),
            "「单位」第2行“单位名称”(B2)：是日期或时间（2024-03-01",
        ),
        (put("单位", "B2", True), "「单位」第2行“单位名称”(B2)：是逻辑值"),
        (put("明细账", "K2", "一百"), "「明细账」第2行“借方”(K2)：“一百”不是金额"),
        (put("明细账", "K2", "#REF!"), "「明细账」第2行“借方”(K2)：是错误值 #REF!"),
        (put("绩效指标", "H2", 0.125, "0%"), "「绩效指标」第2行“分值”(H2)：“12.5%”不是数"),
        (put("明细账", "N3", "备注"), "「明细账」第3行(N3)：“备注”上面没有列名"),
        (lambda book: book["明细账"].merge_cells("B2:B3"), "「明细账」单元格 B2:B3：是合并的单元格"),
        (lambda book: book.create_sheet("预 算").append(["甲"]), "工作表「预 算」：不认识，没有读"),
        (lambda book: setattr(book["统计"], "sheet_state", "hidden"), "「统计」：这张表被隐藏了，没有读"),
        (lambda book: book.remove(book["单位"]), "「单位」：缺少这张表。"),
        (lambda book: book["单位"].delete_rows(1), "「单位」第1行：缺少列“单位编码”"),
        (lambda book: book["统计"].insert_rows(1), "「统计」第1行：第一行没有列名。"),
    ],
)
def test_every_kind_of_wrong_cell_is_named(changed, change, says):
    lines = told(read_book(changed(change))[1])
    assert any(says in line for line in lines), lines


def test_a_formula_is_named_and_its_last_value_used(tmp_path):
    path = as_workbook(good(), tmp_path / "book.xlsx")
    member = sheet_part(path, "明细账")
    rewritten(path, member, lambda data: data.replace(b"<v>100</v>", b"<f>50+50</f><v>100</v>", 1))
    book, problems = read_book(path)
    assert told(problems) == ["「明细账」第2行“借方”(K2)：是公式；请改成数值（复制后“选择性粘贴”为“数值”）。"]
    assert book.entries[0].debit == 110_050


def test_a_cell_is_complained_of_once(changed):
    column = [cell.label for cell in book_format().sheet("projects").columns].index("全年预算数")
    lines = told(read_book(changed(put("项目", f"{letters(column)}2", "#REF!")))[1])
    assert lines == [f"「项目」第2行“全年预算数”({letters(column)}2)：是错误值 #REF!；请改正。"]


def test_text_that_looks_like_a_formula_is_text(changed):
    def change(workbook: openpyxl.Workbook) -> None:
        workbook["单位"]["B2"] = "=HYPERLINK(A1)"
        workbook["单位"]["B2"].data_type = "s"

    book, problems = read_book(changed(change))
    assert problems == []
    assert book.rows["units"][0].text("name") == "=HYPERLINK(A1)"


def test_figures_are_as_they_are_shown(changed):
    def change(workbook: openpyxl.Workbook) -> None:
        put("明细账", "K2", 0.1 + 0.2)(workbook)
        put("绩效指标", "E2", 0.955, "0.0%")(workbook)
        put("绩效指标", "G2", 1200)(workbook)
        put("明细账", "F2", 2010102)(workbook)

    book, problems = read_book(changed(change))
    assert problems == []
    assert (book.entries[0].debit, book.entries[0].function) == (30, "2010102")
    indicator = book.rows["indicators"][0]
    assert (indicator.text("target"), indicator.text("actual")) == ("95.5%", "1200")


def test_notes_and_hidden_sheets_of_others_are_ignored(changed):
    def change(workbook: openpyxl.Workbook) -> None:
        workbook["单位"]["B3"].comment = openpyxl.comments.Comment("请核对", "甲")
        workbook.create_sheet("草稿").append(["甲"])
        workbook["草稿"].sheet_state = "hidden"
        workbook.create_sheet("Sheet1")

    assert told(read_book(changed(change))[1]) == []


def test_a_million_empty_rows_are_no_rows(changed, monkeypatch):
    def change(workbook: openpyxl.Workbook) -> None:
        for row in range(10, 3000):
            workbook["明细账"].cell(row, 3).number_format = "@"
        workbook["明细账"].cell(1_048_576, 3).number_format = "@"

    path = changed(change)
    seen: list[int] = []
    real = openpyxl.worksheet._read_only.ReadOnlyWorksheet.iter_rows
    monkeypatch.setattr(
        openpyxl.worksheet._read_only.ReadOnlyWorksheet,
        "iter_rows",
        lambda self, **limits: seen.append(limits["max_row"]) or real(self, **limits),
    )
    book, problems = read_book(path)
    assert problems == []
    assert len(book.entries) == 4
    assert max(seen) == 7


@pytest.mark.parametrize("row", [b'<row r="99999999999999999">', b'<row r="5000000">'])
def test_rows_and_columns_beyond_a_sheet_do_not_hang(tmp_path, row):
    path = as_workbook(good(), tmp_path / "book.xlsx")
    cell = b'<c r="XFDZ9999999"><v>1</v></c></row></sheetData>'
    rewritten(path, sheet_part(path, "统计"), lambda data: data.replace(b"</sheetData>", row + cell))
    assert isinstance(read_book(path)[1], list)


class TestWhatIsNoBook:
    def says(self, tmp_path: Path, data: bytes) -> str:
        path = tmp_path / "book.xlsx"
        path.write_bytes(data)
        with pytest.raises(BadBook) as caught:
            read_book(path)
        assert str(caught.value).startswith("“book.xlsx”")
        return str(caught.value)

    def test_old_and_protected_files(self, tmp_path):
        ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
        assert "旧式 Excel 文件（.xls）" in self.says(tmp_path, ole)
        assert "打开密码" in self.says(tmp_path, ole + "EncryptedPackage".encode("utf-16-le"))

    def test_other_files(self, tmp_path):
        assert "空文件" in self.says(tmp_path, b"")
        assert "不是 .xlsx 文件" in self.says(tmp_path, b"%PDF-1.7")
        assert "已损坏" in self.says(tmp_path, b"PK\x03\x04" + bytes(100))
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("word/document.xml", "<a/>")
        assert "如 Word 文档" in self.says(tmp_path, out.getvalue())

    def test_another_workbook(self, tmp_path):
        out = io.BytesIO()
        workbook = openpyxl.Workbook()
        workbook.active.append(["甲"])
        workbook.save(out)
        assert "里没有账簿的表" in self.says(tmp_path, out.getvalue())

    @pytest.mark.parametrize("cut", [50, 5000, 30_000])
    def test_a_cut_file(self, tmp_path, cut):
        data = as_workbook(good(), tmp_path / "good.xlsx").read_bytes()
        assert "已损坏" in self.says(tmp_path, data[:-cut] if cut < len(data) else data[: len(data) // 2])

    def test_a_damaged_part(self, tmp_path):
        path = as_workbook(good(), tmp_path / "book.xlsx")
        for member in ("xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"):
            path.write_bytes(new_book())
            rewritten(path, member, lambda data: data[: len(data) // 2])
            assert "已损坏" in self.says(tmp_path, path.read_bytes())

    def test_a_damaged_sheet_is_told_where(self, tmp_path):
        path = as_workbook(good(), tmp_path / "book.xlsx")
        rewritten(path, sheet_part(path, "明细账"), lambda data: re.sub(rb"(<row r=\"4\").*", rb"\1", data, flags=re.S))
        assert any("「明细账」第" in line and "读不下去" in line for line in told(read_book(path)[1]))

    def test_entities(self, tmp_path):
        path = as_workbook(good(), tmp_path / "book.xlsx")
        bomb = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]>'
        member = sheet_part(path, "单位")
        rewritten(path, member, lambda data: data.replace(b"<worksheet", bomb + b"<worksheet", 1))
        assert "XML 实体" in self.says(tmp_path, path.read_bytes())
        rewritten(path, member, lambda data: data.decode().encode("utf-16"))
        assert "不是表格软件写的" in self.says(tmp_path, path.read_bytes())

    def test_bombs(self, tmp_path, monkeypatch):
        path = as_workbook(good(), tmp_path / "book.xlsx")
        rewritten(path, "xl/styles.xml", lambda data: data + b" " * 30_000_000)
        assert "展开后大得不正常" in self.says(tmp_path, path.read_bytes())
        monkeypatch.setattr(package, "_UNPACKED", 10_000)
        assert "展开后太大" in self.says(tmp_path, as_workbook(good(), path).read_bytes())
