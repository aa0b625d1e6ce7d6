"""The documents a command works on: found, read one by one with progress, problems said in one line each."""

from __future__ import annotations

import contextlib
import glob
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mingzhang.commands.arguments import UsageError
from mingzhang.commands.status import debugging, say

if TYPE_CHECKING:
    from mingzhang.model import Disclosure
    from mingzhang.read.file import Progress

ENDINGS = (".pdf", ".docx", ".txt")
"""Endings of the files that are taken from a folder."""
BESIDE = ("自查结果.txt", "一图读懂.pdf")
"""What `mingzhang compile` puts beside a disclosure, which is none itself."""


def find(names: Sequence[str]) -> list[Path]:
    """The files that the arguments name: files themselves, the supported ones below folders, and patterns.

    Raises:
        UsageError: a folder or pattern holds no file to read.
    """
    found: list[Path] = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            matches = sorted(p for p in path.rglob("*") if _readable(p))
            if not matches:
                raise UsageError(f"文件夹“{name}”里没有可读的文件（{'、'.join(ENDINGS)}）。")
            found += matches
        elif not path.exists() and glob.has_magic(name):
            # The Windows console hands patterns on as they are.
            matches = sorted(Path(match) for match in glob.glob(name))  # noqa: PTH207 - absolute patterns too
            if not matches:
                raise UsageError(f"没有文件符合“{name}”。")
            found += matches
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _readable(path: Path) -> bool:
    """Whether a folder's file is taken; what Word leaves beside a document that is open is none."""
    own = path.name in BESIDE or path.name.startswith("~$")
    return path.suffix.lower() in ENDINGS and not own and path.is_file()


def several(names: Sequence[str], paths: Sequence[Path]) -> bool:
    """Whether results come as a list: more than one file, or a folder, however many files are in it today."""
    return len(paths) > 1 or any(Path(name).is_dir() for name in names)


def read_all(paths: Sequence[Path], max_pages: int, failed: list[Path]) -> Iterator[tuple[Path, Disclosure]]:
    """Read each file; one that cannot be read is said in one line, put into `failed`, and passed over."""
    from mingzhang.read import read_file

    for number, path in enumerate(paths, 1):
        disclosure = None
        with guarded(path, failed), shown_progress(f"[{number}/{len(paths)}] {path.name}") as progress:
            disclosure = read_file(path, max_pages=max_pages, progress=progress)
        if disclosure is not None:
            yield path, disclosure


@contextlib.contextmanager
def guarded(path: Path, failed: list[Path]) -> Iterator[None]:
    """Work on one file: whatever goes wrong becomes one line that names it, and the file a member of `failed`."""
    from mingzhang.read.problem import Unreadable

    try:
        yield
    except Unreadable as problem:
        failed.append(path)
        say(f"{path}：{problem}")
    except (BrokenPipeError, UsageError):
        raise
    except Exception as error:
        failed.append(path)
        if debugging():
            traceback.print_exc()
        say(f"{path}：处理时出了意外（{type(error).__name__}），请把这份文件和这句话报告给我们。")


@contextlib.contextmanager
def shown_steps(label: str) -> Iterator[Callable[[str], None]]:
    """The step that is under way, on a terminal; nothing where the messages go to a file."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console
    from rich.markup import escape

    with Console(stderr=True).status(label) as status:
        yield lambda step: status.update(f"{label}：{escape(step)}")


@contextlib.contextmanager
def shown_progress(label: str) -> Iterator[Progress | None]:
    """A progress bar on a terminal; nothing where the messages go to a file."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich import progress
    from rich.console import Console

    columns = (
        progress.TextColumn("{task.description}", markup=False),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TextColumn("页"),
    )
    with progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
