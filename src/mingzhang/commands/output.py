"""Where results go: a file, a folder with one file for each document, or standard output."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from mingzhang.commands.arguments import UsageError

STDOUT = "-"
"""The name that stands for standard output."""

_PLAIN_WIDTH = 100


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
    """Write a file, its folder too.

    Raises:
        UsageError: the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except PermissionError as error:
        raise UsageError(f"写不进“{path}”：没有权限，或文件正被别的程序（如 WPS、Excel）打开。") from error
    except OSError as error:
        raise UsageError(f"写不进“{path}”：{error.strerror or error}。") from error


def as_json(value: object) -> str:
    """JSON as every command writes it: Chinese as it is, two spaces, a final line break."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def in_folder(folder: str, sources: Iterable[Path], ending: str) -> dict[Path, Path]:
    """A file of its own in the folder for each source; equal names are told apart by a number.

    Raises:
        UsageError: there is a file where the folder should be.
    """
    if folder == STDOUT or Path(folder).is_file():
        raise UsageError(f"有多份文件，结果要写进文件夹，而“{folder}”不是文件夹。")
    targets: dict[Path, Path] = {}
    # Compared without case, as Windows and macOS do.
    taken: set[str] = set()
    for source in sources:
        name, number = source.stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{source.stem}-{number}"
        taken.add(name.casefold())
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
