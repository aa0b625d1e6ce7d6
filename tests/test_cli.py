from __future__ import annotations

import json
import subprocess
import sys
import types
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

import mingzhang
from mingzhang.amount import Amount
from mingzhang.cli import main
from mingzhang.commands import documents
from mingzhang.commands.output import in_folder
from mingzhang.finding import Certainty, Finding, Level, Outcome, Quote, Report, Tally
from mingzhang.model import Disclosure, FactKey, Place, Print, Table


class Unreadable(Exception):
    """Stands for the readers' own."""


def finding(level: Level, certainty: Certainty = "certain") -> Finding:
    quote = Quote("12.00", Place(line=3))
    return Finding(
        "R1", "合计等于各项之和", level, "合计与各项之和不符", (quote,), certainty, "13.00", "12.00", "-1.00"
    )


def report_of(disclosure: Disclosure, only: object = ()) -> Report:
    """A report as the file's first line asks for it."""
    del only
    kinds = {
        "error": [finding("error")],
        "doubt": [finding("error", "to_confirm")],
        "warning": [finding("warning")],
        "notice": [finding("notice")],
        "clean": [],
    }
    found = kinds[disclosure.name]
    return Report([Outcome("R1", tuple(found), Tally(passed=5, failed=len(found)))])


def read_file(path: Path, *, max_pages: int = 1000, progress: Callable[[int, int], None] | None = None) -> Disclosure:
    """The file's first line says what becomes of it."""
    if progress:
        progress(1, 1)
    if not path.exists():
        raise Unreadable("没有这个文件。")
    word = path.read_text(encoding="utf-8").strip()
    if word == "unreadable":
        raise Unreadable("这份文件打不开。")
    if word == "long" and max_pages < 100:
        raise Unreadable(f"文件超过 {max_pages} 页。")
    if word == "bug":
        raise RuntimeError("kaput")
    if word == "stop":
        raise KeyboardInterrupt
    table = Table("GK01", "收入支出决算总表", [], [], Place(line=1))
    amount = Amount("12.00", Decimal("12.00"), 2, "万元")
    table.prints.append(Print(FactKey("total"), "12.00", amount, Place(line=3), "income:总计", "总计", "金额"))
    return Disclosure(path.name, "text", 1, name=word.replace("long", "clean"), tables=[table])


RULE = types.SimpleNamespace(
    id="R1",
    title="合计等于各项之和",
    sentence="每张表的合计等于各项之和。",
    level="error",
    basis="部门决算报表编制说明",
    not_applicable="表里没有数字",
    example_pass="合计 3，各项 1 和 2",
    example_fail="合计 4，各项 1 和 2",
)


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small stand-ins for the readers and the rule book, so that each outcome can be had at will."""
    modules = {
        "mingzhang.read": {"read_file": read_file},
        "mingzhang.read.problem": {"Unreadable": Unreadable},
        "mingzhang.check": {"check": report_of, "rules": lambda: [RULE]},
        "mingzhang.report.html": {"render_html": lambda d, r, s, **_: f"<html>{d.source}</html>\n"},
    }
    for name, members in modules.items():
        module = types.ModuleType(name)
        module.__dict__.update(members)
        monkeypatch.setitem(sys.modules, name, module)


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Files in an empty working folder."""
    monkeypatch.chdir(tmp_path)

    def files(**words: str) -> None:
        for name, word in words.items():
            Path(f"{name}.txt").write_text(word, encoding="utf-8")

    return files


@pytest.mark.usefixtures("parts")
class TestCheck:
    @pytest.mark.parametrize(
        ("word", "options", "status"),
        [
            ("clean", [], 0),
            ("notice", ["--strict"], 0),
            ("doubt", ["--strict"], 0),
            ("warning", [], 0),
            ("warning", ["--strict"], 1),
            ("error", [], 1),
            ("unreadable", [], 2),
            ("bug", [], 2),
            ("stop", [], 130),
        ],
    )
    def test_exit_status(self, make, word, options, status):
        make(a=word)
        assert main(["check", "a.txt", *options]) == status

    def test_an_unreadable_file_does_not_end_the_work(self, make, capsys):
        make(a="unreadable", b="error", c="bug")
        assert main(["check", "a.txt", "b.txt", "c.txt", "nowhere.pdf"]) == 2
        out, err = capsys.readouterr()
        assert "合计等于各项之和" in out
        lines = err.splitlines()
        assert [line.split("：")[0] for line in lines] == ["a.txt", "c.txt", "nowhere.pdf"]
        assert lines[0] == "a.txt：这份文件打不开。"
        assert "RuntimeError" in lines[1]
        assert "没有这个文件" in lines[2]

    def test_no_traceback_unless_asked_for(self, make, capsys, monkeypatch):
        make(a="bug")
        main(["check", "a.txt"])
        assert "Traceback" not in capsys.readouterr().err
        monkeypatch.setenv("MINGZHANG_DEBUG", "1")
        main(["check", "a.txt"])
        assert "Traceback" in capsys.readouterr().err

    def test_json_is_an_object_for_one_document_and_a_list_for_several(self, make, capsys):
        make(a="error", b="clean")
        main(["check", "a.txt", "--format", "json"])
        assert json.loads(capsys.readouterr().out)["summary"]["error"] == 1
        main(["check", "a.txt", "b.txt", "--format", "json"])
        listed = json.loads(capsys.readouterr().out)
        assert [one["document"]["source"] for one in listed] == ["a.txt", "b.txt"]

    def test_a_folder_is_searched_in_order_and_gives_a_list(self, make, capsys):
        make()
        Path("f/sub").mkdir(parents=True)
        for name in ("f/b.txt", "f/sub/a.TXT", "f/ignored.odt"):
            Path(name).write_text("clean", encoding="utf-8")
        assert main(["check", "f", "--format", "json"]) == 0
        sources = [one["document"]["source"] for one in json.loads(capsys.readouterr().out)]
        assert sources == ["b.txt", "a.TXT"]
        Path("f/b.txt").unlink()
        main(["check", "f", "--format", "json"])
        assert isinstance(json.loads(capsys.readouterr().out), list)

    def test_a_folder_without_documents_is_bad_usage(self, make, capsys):
        make()
        Path("empty").mkdir()
        assert main(["check", "empty"]) == 2
        assert "没有可读的文件" in capsys.readouterr().err

    def test_patterns_are_resolved_where_the_console_does_not(self, make, capsys):
        make(a="clean", b="clean")
        main(["check", "*.txt", "--format", "json"])
        assert len(json.loads(capsys.readouterr().out)) == 2
        assert main(["check", "*.pdf"]) == 2

    def test_reports_to_files(self, make, capsys):
        make(a="error", b="clean")
        assert main(["check", "a.txt", "--format", "html", "--out", "new/a.html"]) == 1
        assert Path("new/a.html").read_text(encoding="utf-8") == "<html>a.txt</html>\n"
        assert main(["check", "a.txt", "b.txt", "--format", "html", "--out", "pages"]) == 1
        assert sorted(p.name for p in Path("pages").iterdir()) == ["a.html", "b.html", "index.html"]
        assert main(["check", "a.txt", "b.txt", "--out", "all.txt"]) == 1
        assert "合计等于各项之和" in Path("all.txt").read_text(encoding="utf-8")
        out, err = capsys.readouterr()
        assert out == ""
        assert "a.txt：发现 1 处确定错误" in err

    @pytest.mark.parametrize("out", [[], ["--out", "a.txt"]])
    def test_several_pages_need_a_folder(self, make, capsys, out):
        make(a="clean", b="clean")
        assert main(["check", "a.txt", "b.txt", "--format", "html", *out]) == 2
        assert "文件夹" in capsys.readouterr().err
        assert Path("a.txt").read_text(encoding="utf-8") == "clean"

    def test_output_that_cannot_be_written(self, make, capsys):
        make(a="clean")
        Path("taken").mkdir()
        assert main(["check", "a.txt", "--out", "taken"]) == 2
        assert "写不进" in capsys.readouterr().err

    def test_chosen_rules(self, make, capsys):
        make(a="clean")
        assert main(["check", "a.txt", "--rule", "r1"]) == 0
        assert main(["check", "--rule", "R1", "a.txt"]) == 0
        capsys.readouterr()
        assert main(["check", "a.txt", "--rule", "nothing"]) == 2
        assert "没有编号为“nothing”的规则" in capsys.readouterr().err

    def test_one_draft_against_another(self, make, capsys):
        make(old="error", new="warning")
        assert main(["check", "new.txt", "--against", "old.txt"]) == 0
        out = capsys.readouterr().out
        assert "■ 与上一稿相比（old.txt）" in out
        assert [name in out for name in ("已改好（1）", "仍存在（0）", "新出现（1）")] == [True] * 3
        assert main(["check", "old.txt", "--against", "old.txt", "--format", "json", "--out", "o.json"]) == 1
        against = json.loads(Path("o.json").read_text(encoding="utf-8"))["against"]
        assert (against["source"], against["fixed"], against["new"]) == ("old.txt", [], [])
        assert [(one["rule"], one["level"]) for one in against["remaining"]] == [("R1", "error")]
        assert "已改好 0，仍存在 1，新出现 0" in capsys.readouterr().err

    def test_without_drafts_and_lists_nothing_is_said_of_them(self, make, capsys):
        make(a="error")
        main(["check", "a.txt"])
        out = capsys.readouterr().out
        assert not [word for word in ("上一稿", "已作说明", "编号", "各份文件") if word in out]
        main(["check", "a.txt", "--format", "json"])
        assert not {"against", "dismissed"} & set(json.loads(capsys.readouterr().out))

    @pytest.mark.parametrize("line", ["a.txt b.txt --against a.txt", "f --against a.txt", "a.txt --against f"])
    def test_drafts_are_compared_one_by_one(self, make, capsys, line):
        make(a="clean", b="clean")
        Path("f").mkdir()
        Path("f/c.txt").write_text("clean", encoding="utf-8")
        assert main(["check", *line.split()]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.count("\n") == 1
        assert "一份新稿对一份旧稿" in err

    def test_an_old_draft_that_cannot_be_read_does_not_end_the_work(self, make, capsys):
        make(a="error", old="unreadable")
        assert main(["check", "a.txt", "--against", "old.txt"]) == 2
        out, err = capsys.readouterr()
        assert "合计等于各项之和" in out
        assert "上一稿" not in out
        assert err == "old.txt：这份文件打不开。\n"

    def test_what_has_been_explained_does_not_count(self, make, capsys):
        make(a="error")
        main(["check", "a.txt", "--format", "json"])
        (mark,) = {one["id"] for one in json.loads(capsys.readouterr().out)["findings"]}
        main(["check", "a.txt", "--verbose"])
        assert f"编号：{mark}" in capsys.readouterr().out
        Path("list.csv").write_text(f"fingerprint,reason\n{mark},代列\nR2:0123456789,无\n", encoding="utf-8-sig")
        assert main(["check", "a.txt", "--dismissed", "list.csv"]) == 0
        out, err = capsys.readouterr()
        assert "确定错误 0" in out
        assert "■ 已作说明（1）" in out
        assert "说明：代列" in out
        assert err == "list.csv：1 个编号没有对应的发现：R2:0123456789\n"
        Path("list.toml").write_text(f'[[dismissed]]\nfingerprint = "{mark}"\nreason = "代列"\n', encoding="utf-8")
        assert main(["check", "a.txt", "--dismissed", "list.toml", "--format", "json"]) == 0
        made = json.loads(capsys.readouterr().out)
        assert (made["summary"]["error"], made["findings"]) == (0, [])
        assert [(one["id"], one["reason"]) for one in made["dismissed"]] == [(mark, "代列")]

    @pytest.mark.parametrize(
        ("name", "text", "says"),
        [
            ("list.csv", "x\n", "清单“list.csv”：第一行应为"),
            ("list.toml", "x\n", "清单“list.toml”：不是正确的 TOML"),
            ("list.xls", "x\n", "应是 .csv 或 .toml 文件"),
            ("none.csv", None, "读不出清单“none.csv”"),
        ],
    )
    def test_a_list_that_cannot_be_used_is_bad_usage(self, make, capsys, name, text, says):
        make(a="clean")
        if text is not None:
            Path(name).write_text(text, encoding="utf-8")
        assert main(["check", "a.txt", "--dismissed", name]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert says in err
        assert err.count("\n") == 1

    def test_several_documents_end_in_one_table(self, make, capsys):
        make(a="clean", b="unreadable", c="error", d="warning")
        main(["check", "a.txt", "b.txt", "c.txt", "d.txt"])
        table = capsys.readouterr().out.split("■ 各份文件（3）\n")[1].splitlines()
        assert [row.split()[0] for row in table[1:4]] == ["c.txt", "d.txt", "a.txt"]
        assert table[4] == "读不出 1 份：b.txt"
        main(["check", "a.txt", "c.txt", "--out", "all.txt"])
        assert "■ 各份文件（2）" in Path("all.txt").read_text(encoding="utf-8")

    def test_max_pages_reaches_the_reader(self, make, capsys):
        make(a="long")
        assert main(["check", "a.txt", "--max-pages", "5"]) == 2
        assert "超过 5 页" in capsys.readouterr().err


@pytest.mark.usefixtures("parts")
class TestRead:
    def test_json_goes_to_the_screen_unless_told_otherwise(self, make, capsys):
        make(a="clean")
        assert main(["read", "a.txt"]) == 0
        assert json.loads(capsys.readouterr().out)["source"] == "a.txt"

    def test_both_outputs(self, make, capsys):
        make(a="clean")
        assert main(["read", "a.txt", "--json", "a.json", "--cells", "a.csv"]) == 0
        assert capsys.readouterr().out == ""
        assert json.loads(Path("a.json").read_text(encoding="utf-8"))["source"] == "a.txt"
        header, row = Path("a.csv").read_text(encoding="utf-8-sig").splitlines()
        assert header == "table,row_key,row_name,column,value,unit"
        assert row.startswith("GK01,income:总计,总计,金额,12.00")

    def test_several_files(self, make):
        make(a="clean", b="unreadable", c="clean")
        assert main(["read", "a.txt", "b.txt", "c.txt", "--json", "all.json", "--cells", "cells"]) == 2
        assert len(json.loads(Path("all.json").read_text(encoding="utf-8"))) == 2
        assert sorted(p.name for p in Path("cells").iterdir()) == ["a.cells.csv", "c.cells.csv"]

    def test_an_unreadable_file_leaves_no_output(self, make, capsys):
        make(a="unreadable")
        assert main(["read", "a.txt", "--json", "a.json"]) == 2
        assert not Path("a.json").exists()
        assert capsys.readouterr().err == "a.txt：这份文件打不开。\n"

    def test_two_outputs_cannot_share_the_screen(self, make):
        make(a="clean")
        assert main(["read", "a.txt", "--json", "-", "--cells", "-"]) == 2

    def test_equal_names_get_files_of_their_own(self):
        targets = in_folder("out", [Path("x/a.pdf"), Path("y/A.pdf"), Path("y/b.pdf")], ".html")
        assert [p.name for p in targets.values()] == ["a.html", "A-2.html", "b.html"]


@pytest.mark.usefixtures("parts")
class TestRules:
    def test_the_book(self, capsys):
        assert main(["rules"]) == 0
        assert "R1  确定错误" in capsys.readouterr().out

    def test_one_rule(self, capsys):
        assert main(["rules", "r1"]) == 0
        out = capsys.readouterr().out
        for text in (RULE.sentence, RULE.basis, RULE.not_applicable, RULE.example_pass, RULE.example_fail):
            assert text in out

    def test_an_unknown_rule(self, capsys):
        assert main(["rules", "zzz"]) == 2
        assert "没有编号为“zzz”的规则" in capsys.readouterr().err


class TestUsage:
    @pytest.mark.parametrize("command", [[], ["read"], ["check"], ["new"], ["rules"], ["demo"]])
    def test_help_is_chinese_with_an_example(self, capsys, command):
        with pytest.raises(SystemExit) as ended:
            main([*command, "--help"])
        assert ended.value.code == 0
        out = capsys.readouterr().out
        assert out.startswith("用法：mingzhang")
        assert "示例" in out
        assert f"  {' '.join(['mingzhang', *command])}" in out
        for english in ("usage", "options:", "positional", "show this"):
            assert english not in out

    def test_version(self, capsys):
        with pytest.raises(SystemExit) as ended:
            main(["--version"])
        assert ended.value.code == 0
        assert capsys.readouterr().out == f"mingzhang {mingzhang.__version__}\n"

    @pytest.mark.parametrize(
        ("line", "says"),
        [
            ("", "缺少参数：命令"),
            ("chek a", "不能是 'chek'"),
            ("read", "缺少参数：文件"),
            ("read a --max-pages x", "应为正整数，不是“x”"),
            ("read a --max-pages 0", "应为正整数，不是“0”"),
            ("check a --format doc", "不能是 'doc'"),
            ("check a --rule", "--rule 后面至少要写一个值"),
            ("check a --out", "--out 后面要写一个值"),
            ("check a --strict=yes", "后面不能写值"),
            ("check a --stri", "不认识的参数：--stri"),
            ("rules a b", "不认识的参数：b"),
        ],
    )
    def test_bad_usage_is_one_chinese_line(self, capsys, line, says):
        with pytest.raises(SystemExit) as ended:
            main(line.split())
        assert ended.value.code == 2
        err = capsys.readouterr().err
        assert says in err
        assert err.count("\n") == 1

    def test_check_without_files(self, capsys):
        assert main(["check"]) == 2
        assert "要写出检查哪份文件" in capsys.readouterr().err

    def test_help_imports_no_heavy_library(self):
        code = (
            "import sys\nfrom mingzhang.cli import build_parser\nbuild_parser().format_help()\n"
            "heavy = 'rich numpy pypdfium2 jinja2 highspy PIL docx xlsxwriter openpyxl pypdf'.split()\n"
            "print([m for m in heavy if m in sys.modules])"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout == "[]\n"

    def test_output_is_utf8_on_any_console(self):
        done = subprocess.run(
            [sys.executable, "-m", "mingzhang", "--help"],
            capture_output=True,
            check=True,
            env={"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(Path(mingzhang.__file__).parent.parent)},
        )
        assert "用法：mingzhang".encode() in done.stdout

    def test_a_broken_command_says_one_line(self, monkeypatch, capsys):
        def fail() -> list[object]:
            raise RuntimeError("kaput")

        module = types.ModuleType("mingzhang.check")
        monkeypatch.setattr(module, "rules", fail, raising=False)
        monkeypatch.setitem(sys.modules, "mingzhang.check", module)
        assert main(["rules"]) == 2
        err = capsys.readouterr().err
        assert "RuntimeError：kaput" in err
        assert err.count("\n") == 1

    def test_a_closed_pipe_is_no_error_message(self, monkeypatch, capsys):
        def closed(*_: object, **__: object) -> None:
            raise BrokenPipeError

        monkeypatch.setattr("mingzhang.commands.rules.run", closed)
        assert main(["rules"]) == 2
        assert capsys.readouterr().err == ""


def test_progress_shows_on_a_terminal_only(monkeypatch):
    with documents.shown_progress("a.pdf") as progress:
        assert progress is None
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with documents.shown_progress("a.pdf") as progress:
        assert progress is not None
        progress(1, 2)


class TestRealParts:
    """The commands with the package's own readers, rules and reports."""

    def test_demo_writes_every_report(self, tmp_path, capsys):
        assert main(["demo", "--out", str(tmp_path / "demo")]) == 0
        out = capsys.readouterr().out
        assert "确定错误" in out
        folder = tmp_path / "demo"
        assert {p.name for p in folder.iterdir()} == {
            *("disclosure.pdf", "report.html", "findings.json", "cells.csv"),
            *("findings.xlsx", "annotated.pdf", "corrections.docx", "inspection.docx"),
        }
        assert json.loads((folder / "findings.json").read_text(encoding="utf-8"))["summary"]["error"] > 0
        assert "<html" in (folder / "report.html").read_text(encoding="utf-8")

    def test_demo_is_deterministic(self, tmp_path, capsys):
        for name in ("one", "two"):
            assert main(["demo", "--out", str(tmp_path / name)]) == 0
        capsys.readouterr()
        for path in (tmp_path / "one").iterdir():
            assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()

    def test_every_rule_can_be_shown(self, capsys):
        from mingzhang.check import rules

        for rule in rules():
            assert main(["rules", rule.id]) == 0
            assert rule.sentence in capsys.readouterr().out

    @pytest.mark.parametrize("content", [b"", b"%PDF-1.7\ngarbage", b"\x00\xff" * 100])
    @pytest.mark.parametrize("name", ["a.pdf", "a.txt", "a.docx"])
    def test_a_broken_file_is_one_chinese_line(self, tmp_path, capsys, name, content):
        path = tmp_path / name
        path.write_bytes(content)
        status = main(["check", str(path)])
        err = capsys.readouterr().err
        assert "Traceback" not in err
        assert "意外" not in err
        if status == 2:
            assert err.startswith(f"{path}：")
            assert err.count("\n") == 1

    def test_a_missing_file(self, tmp_path, capsys):
        assert main(["check", str(tmp_path / "无.pdf")]) == 2
        assert capsys.readouterr().err.count("\n") == 1

    def test_real_disclosures_give_a_list(self, shared, capsys):
        names = ["datong-gxj-2023.txt", "putuo-guihua-2024.pdf"]
        status = main(["check", *(str(shared / "samples" / name) for name in names), "--format", "json"])
        assert status in (0, 1)
        listed = json.loads(capsys.readouterr().out)
        assert [one["document"]["source"] for one in listed] == names
        assert all(one["checks"]["applied"] > 0 for one in listed)
