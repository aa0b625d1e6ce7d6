"""Where results go: a file, a folder with one file for each document, or standard output."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from mingzhang.commands.arguments import UsageError

STDOUT = "-"
"""The name that stands for standard output."""

_PLAIN_WIDTH = 100
TROUBLE = {
    errno.ENOSPC: "磁盘已满",
    errno.ENOENT: "没有这个文件夹，也建不了",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EEXIST: "路径里有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EROFS: "磁盘是只读的",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
}
_FILES = (".csv", ".docx", ".html", ".json", ".pdf", ".txt", ".xlsx")


def write(text: str, target: str | Path) -> None:
    """Write text to a file, or to standard output where the target is `-`.

    Raises:
        UsageError: the file cannot be written.
    """
    if target == STDOUT:
        sys.stdout.write(text)
        return
    write_bytes(text.encode("utf-8"), Path(target))


def write_bytes(data: bytes, path: Path) -> None:
    """Write a file, its folder too; whole, or not at all.

    Raises:
        UsageError: the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            # A device takes what it is given; a folder complains.
            path.write_bytes(data)
        else:
            _put_in_place(data, path.resolve())
    except PermissionError as error:
        raise UsageError(f"写不进“{path}”：没有权限，或文件正被别的程序（如 WPS、Excel）打开。") from error
    except OSError as error:
        raise UsageError(f"写不进“{path}”：{TROUBLE.get(error.errno or 0, '磁盘或文件夹有问题')}。") from error


def _put_in_place(data: bytes, path: Path) -> None:
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError
    part = path.with_name(f".mingzhang-{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def file_named(out: str, endings: Sequence[str], example: str) -> Path:
    """The file to write, where the format is made for one of these endings only.

    Raises:
        UsageError: it is the screen, or has another ending.
    """
    if out == STDOUT:
        raise UsageError(f"这种格式不能写到屏幕，请写出文件，例如：--out {example}")
    if Path(out).suffix.lower() not in endings:
        raise UsageError(f"--out 的文件名应以 {' 或 '.join(endings)} 结尾，不是“{out}”。")
    return Path(out)


def file_or_folder(out: str, source: Path, ending: str, example: str) -> Path:
    """The file for one source: as named, or under the source's name in the folder that is named.

    Raises:
        UsageError: it is the screen, or a file with another ending.
    """
    path = Path(out)
    if out != STDOUT and (path.is_dir() or not path.suffix):
        return in_folder(out, [source], ending)[source]
    return file_named(out, (Path(ending).suffix,), example)


def as_json(value: object) -> str:
    """JSON as every command writes it: Chinese as it is, two spaces, a final line break."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def in_folder(folder: str, sources: Iterable[Path], ending: str, taken: Iterable[str] = ()) -> dict[Path, Path]:
    """A file of its own in the folder for each source; equal names, and those taken, are told apart by a number.

    Raises:
        UsageError: it is the screen or the name of a file.
    """
    if folder == STDOUT or Path(folder).is_file() or Path(folder).suffix.lower() in _FILES:
        raise UsageError(f"有多份文件，结果要写进文件夹，而“{folder}”不是文件夹。")
    targets: dict[Path, Path] = {}
    # Compared without case, as Windows and macOS do.
    used = {name.casefold() for name in taken}
    for source in sources:
        name, number = source.stem, 1
        while name.casefold() in used:
            number += 1
            name = f"{source.stem}-{number}"
        used.add(name.casefold())
        targets[source] = Path(folder) / f"{name}{ending}"
    return targets


def page_width(target: str) -> int:
    """Columns for running text: the terminal's, or a fixed number where the text goes elsewhere."""
    if target == STDOUT and sys.stdout.isatty():
        return shutil.get_terminal_size((_PLAIN_WIDTH, 24)).columns
    return _PLAIN_WIDTH


def coloured(target: str) -> bool:
    """Whether running text may carry colours: on a terminal that knows them, unless NO_COLOR is set."""
    if target != STDOUT or not sys.stdout.isatty() or "NO_COLOR" in os.environ:
        return False
    # The old Windows console prints the escape codes instead of obeying them.
    return sys.platform != "win32" or "WT_SESSION" in os.environ
