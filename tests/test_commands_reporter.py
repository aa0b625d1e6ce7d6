"""The formats of `mingzhang check` from the command line to the files, with the real parts."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

import mingzhang
from mingzhang.cli import main
from mingzhang.commands.reporter import FORMATS
from office_files import Workbook
from small_disclosure import dump

EXAMPLE = Path(mingzhang.__file__).parent / "example" / "disclosure.pdf"


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "甲.pdf").write_bytes(EXAMPLE.read_bytes())
    (tmp_path / "乙.txt").write_text(dump(), encoding="utf-8")
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.7 broken")
    return tmp_path


def names(folder: str) -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


def test_one_document_one_file(work, capsys):
    for form, name in (
        ("xlsx", "a.xlsx"),
        ("pdf", "a.pdf"),
        ("corrections", "a.docx"),
        ("sheet", "b.docx"),
        ("sheet", "b.xlsx"),
    ):
        assert main(["check", "甲.pdf", "--format", form, "--out", name]) == 1
        assert Path(name).stat().st_size > 5_000
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("处确定错误") == 5
    assert PdfReader("a.pdf").outline
    assert docx.Document("a.docx").paragraphs[0].text == "更正建议清单"
    assert docx.Document("b.docx").paragraphs[0].text == "公开情况检查表"


def test_several_documents(work, capsys):
    files = ["甲.pdf", "乙.txt", "坏.pdf"]
    assert main(["check", *files, "--format", "xlsx", "--out", "a.xlsx"]) == 2
    rows = Workbook(Path("a.xlsx").read_bytes()).rows
    assert {row[1] for row in rows["发现"][1:]} == {"甲.pdf", "乙.txt"}
    assert [row[0] for row in rows["各份文件"][1:]] == ["甲.pdf", "乙.txt", "坏.pdf"]
    assert main(["check", *files, "--format", "corrections", "--out", "c"]) == 2
    assert names("c") == ["乙-更正建议.docx", "甲-更正建议.docx"]
    assert main(["check", *files, "--format", "sheet", "--out", "s"]) == 2
    assert names("s") == ["乙-检查表.docx", "甲-检查表.docx"]
    assert main(["check", *files, "--format", "sheet", "--out", "s.xlsx"]) == 2
    assert len(Workbook(Path("s.xlsx").read_bytes()).rows) == 2
    assert main(["check", *files, "--format", "html", "--out", "h"]) == 2
    assert names("h") == ["index.html", "乙.html", "甲.html"]
    index = Path("h/index.html").read_text(encoding="utf-8")
    assert index.index("甲.pdf") < index.index("乙.txt") < index.index("坏.pdf")


def test_notes_go_on_pdfs_only(work, capsys):
    assert main(["check", "甲.pdf", "乙.txt", "--format", "pdf", "--out", "p"]) == 2
    assert names("p") == ["甲-批注.pdf"]
    err = capsys.readouterr().err.splitlines()
    assert err[1].startswith("乙.txt：批注只能加在 PDF 上")
    assert main(["check", "乙.txt", "--format", "pdf", "--out", "b.pdf"]) == 2
    assert not Path("b.pdf").exists()


def test_the_original_is_never_written_over(work, capsys):
    before = Path("甲.pdf").read_bytes()
    for out in ("甲.pdf", "./x/../甲.pdf"):
        assert main(["check", "甲.pdf", "--format", "pdf", "--out", out]) == 2
        assert "原文件" in capsys.readouterr().err
    assert main(["check", "甲.pdf", "乙.txt", "--format", "pdf", "--out", "."]) == 2
    assert Path("甲.pdf").read_bytes() == before
    assert "甲-批注.pdf" in names(".")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("甲.pdf --format xlsx", "不能写到屏幕"),
        ("甲.pdf --format xlsx --out a.xls", "应以 .xlsx 结尾"),
        ("甲.pdf --format xlsx --out 夹", "应以 .xlsx 结尾"),
        ("甲.pdf --format pdf --out a.docx", "应以 .pdf 结尾"),
        ("甲.pdf --format corrections --out a.doc", "应以 .docx 结尾"),
        ("甲.pdf --format sheet --out a.pdf", "应以 .docx 结尾"),
        ("甲.pdf --format sheet", "不能写到屏幕"),
        ("甲.pdf 乙.txt --format corrections --out a.docx", "不是文件夹"),
        ("甲.pdf 乙.txt --format pdf", "写进文件夹"),
        ("甲.pdf --format corrections --out 乙.txt/a.docx", "写不进"),
    ],
)
def test_where_it_cannot_go_is_one_sentence(work, capsys, line, says):
    before = names(".")
    assert main(["check", *line.split()]) == 2
    err = capsys.readouterr().err
    assert says in err
    assert err.count("\n") == 1
    assert names(".") == before


def test_drafts_and_lists_reach_every_format(work, capsys):
    Path("list.csv").write_text("fingerprint,reason\n", encoding="utf-8")
    for form, name in (("xlsx", "a.xlsx"), ("html", "a.html"), ("corrections", "a.docx")):
        command = ["check", "甲.pdf", "--against", "甲.pdf", "--dismissed", "list.csv", "--format", form, "--out", name]
        assert main(command) == 1
    assert {row[-1] for row in Workbook(Path("a.xlsx").read_bytes()).rows["发现"][1:]} == {"仍存在"}
    assert "与上一稿相比" in Path("a.html").read_text(encoding="utf-8")
    with zipfile.ZipFile(io.BytesIO(Path("a.docx").read_bytes())) as package:
        assert "【仍存在】" in package.read("word/document.xml").decode()


def test_every_format_gives_the_same_bytes_again(work):
    ending = {
        "text": "txt",
        "json": "json",
        "html": "html",
        "xlsx": "xlsx",
        "pdf": "pdf",
        "corrections": "docx",
        "sheet": "docx",
    }
    assert set(ending) == set(FORMATS)
    for form, kind in ending.items():
        for name in ("one", "two"):
            assert main(["check", "甲.pdf", "--format", form, "--out", f"{name}.{kind}"]) == 1
        assert Path(f"one.{kind}").read_bytes() == Path(f"two.{kind}").read_bytes()


def test_the_rule_book_as_a_page(capsys):
    assert main(["rules", "--format", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("# 规则\n")
    assert main(["rules", "sum.kind", "--format", "markdown"]) == 2
    assert "不能再写编号" in capsys.readouterr().err
