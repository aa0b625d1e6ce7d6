"""Folders of results are complete or not there at all, and what was there before stays where writing fails."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from mingzhang.commands.arguments import UsageError
from mingzhang.commands.folders import put, refuse_existing

FILES = {"department/a.txt": b"new", "department/b/c.txt": b"new"}


def found(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_result_takes_the_place_of_the_one_before(tmp_path):
    out = tmp_path / "new" / "out"
    put({"department/old.txt": b"old"}, out, ["department"])
    put(FILES, out, ["department"])
    assert found(tmp_path) == ["new/out/department/a.txt", "new/out/department/b/c.txt"]


@pytest.mark.parametrize(
    ("trouble", "kind"), [(OSError(errno.ENOSPC, "no"), UsageError), (KeyboardInterrupt(), KeyboardInterrupt)]
)
def test_a_full_disk_or_an_interruption_leaves_nothing_of_the_new(tmp_path, monkeypatch, trouble, kind):
    out = tmp_path / "new" / "out"
    write = Path.write_bytes

    def fail(path: Path, data: bytes) -> int:
        if path.name == "c.txt":
            raise trouble
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(kind):
        put(FILES, out, ["department"])
    assert list(tmp_path.iterdir()) == []


def test_the_old_result_stays_where_the_new_one_cannot_be_moved(tmp_path, monkeypatch):
    put({"department/old.txt": b"old"}, tmp_path, ["department"])
    move = Path.rename

    def fail(path: Path, target: Path) -> Path:
        if path.parent.name.startswith(".mingzhang") and path.name == "department":
            raise OSError(errno.ENOSPC, "no")
        return move(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(UsageError, match="磁盘已满"):
        put(FILES, tmp_path, ["department"])
    assert found(tmp_path) == ["department/old.txt"]


def test_places_where_nothing_can_be_written_are_refused_before_the_work(tmp_path):
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    for out in (file, file / "below", tmp_path / ("长" * 200)):
        with pytest.raises(UsageError, match=r"请换一个 --out"):
            refuse_existing(out, ["department"], overwrite=True)
    assert list(tmp_path.iterdir()) == [file]
