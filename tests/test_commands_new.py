from __future__ import annotations

import zipfile

from mingzhang.cli import main


def test_a_new_workbook(tmp_path, capsys):
    path = tmp_path / "某局2024年账簿.xlsx"
    assert main(["new", str(path)]) == 0
    assert zipfile.is_zipfile(path)
    assert "已新建" in capsys.readouterr().out


def test_a_new_folder(tmp_path, capsys):
    folder = tmp_path / "账簿"
    assert main(["new", f"{folder}/"]) == 0
    assert (folder / "明细账.csv").read_text(encoding="utf-8-sig").startswith("单位编码,凭证号,摘要,")
    assert "明细账.csv" in capsys.readouterr().out


def test_nothing_is_overwritten(tmp_path, capsys):
    path = tmp_path / "账簿.xlsx"
    path.write_text("甲", encoding="utf-8")
    assert main(["new", str(path)]) == 2
    assert main(["new", f"{tmp_path}/"]) == 2
    assert path.read_text(encoding="utf-8") == "甲"
    assert [p.name for p in tmp_path.iterdir()] == ["账簿.xlsx"]
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert all("没有覆盖" in line for line in lines)


def test_another_ending_is_refused(tmp_path, capsys):
    assert main(["new", str(tmp_path / "账簿.xls")]) == 2
    assert "应以 .xlsx 结尾" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
