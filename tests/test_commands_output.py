from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from mingzhang.commands import output
from mingzhang.commands.arguments import UsageError


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    target = tmp_path / "a.docx"
    output.write_bytes(b"old", target)

    def broken(self: Path, data: bytes) -> None:
        with self.open("wb") as file:
            file.write(data[:2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", broken)
    with pytest.raises(UsageError, match="磁盘已满"):
        output.write_bytes(b"new content", target)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]


def test_folders_are_made_and_links_followed(tmp_path):
    output.write_bytes(b"1", tmp_path / "a" / "b" / "c.txt")
    (tmp_path / "link").symlink_to(tmp_path / "a" / "b" / "c.txt")
    output.write_bytes(b"2", tmp_path / "link")
    assert (tmp_path / "a" / "b" / "c.txt").read_bytes() == b"2"
    assert (tmp_path / "link").is_symlink()


def test_files_are_for_whom_the_user_lets_read_them(tmp_path):
    (tmp_path / "plain").write_bytes(b"")
    output.write_bytes(b"", tmp_path / "ours")
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("plain", "ours")}
    assert len(modes) == 1


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no such device here")
def test_a_device_stays_one():
    output.write_bytes(b"1", Path(os.devnull))
    assert not Path(os.devnull).is_file()


def test_trouble_is_told_in_chinese(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    for target in (tmp_path, tmp_path / "file" / "a.txt", tmp_path / ("长" * 300)):
        with pytest.raises(UsageError) as told:
            output.write_bytes(b"", target)
        assert str(told.value).startswith(f"写不进“{target}”：")
        assert not set("abcdefghijklmnopqrstuvwxyz") & set(str(told.value).split("”：")[1])


def test_endings_decide_between_file_and_folder(tmp_path):
    (tmp_path / "2024.已有").mkdir()
    source = Path("x/某局.pdf")

    def named(out: str) -> str:
        return str(output.file_or_folder(out, source, "-检查表.docx", "例.docx"))

    assert named("甲.docx") == "甲.docx"
    assert named("甲.DOCX") == "甲.DOCX"
    assert Path(named("甲")) == Path("甲/某局-检查表.docx")
    assert Path(named(str(tmp_path / "2024.已有"))).name == "某局-检查表.docx"
    for wrong, says in (("甲.pdf", "结尾"), ("-", "不能写到屏幕")):
        with pytest.raises(UsageError, match=says):
            named(wrong)


def test_several_files_need_a_folder_not_a_file_name():
    with pytest.raises(UsageError, match="不是文件夹"):
        output.in_folder("甲.docx", [Path("a.pdf")], ".docx")
    assert (
        output.in_folder("甲", [Path("index.pdf")], ".html", taken=["index"])[Path("index.pdf")].name == "index-2.html"
    )
