"""`mingzhang new`: an empty book to fill in."""

from __future__ import annotations

import argparse
from pathlib import Path

from mingzhang.commands import output
from mingzhang.commands.arguments import UsageError
from mingzhang.commands.status import CLEAN

_ENDING = ".xlsx"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "new",
        help="新建一本空账簿，填好后用来编制决算",
        description="新建一本空账簿：每张表有列名、批注和下拉清单，第一张表说明怎么填。已有的文件不会被覆盖。",
        epilog="示例：\n  mingzhang new 某局2024年账簿.xlsx\n  mingzhang new 某局2024年账簿/\n\n"
        "退出码：0 已写好；2 文件已存在，或写不进去。",
    )
    parser.add_argument(
        "book",
        metavar="账簿",
        help="要新建的文件（.xlsx）；以 / 结尾则建文件夹，每张表一个 CSV 文件（明细账行数多时用）",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the empty book, unless there is something already."""
    name: str = arguments.book
    path = Path(name)
    if name.endswith(("/", "\\")):
        _folder(Path(name.rstrip("/\\") or name))
    elif path.suffix.lower() != _ENDING:
        raise UsageError(f"“{name}”应以 {_ENDING} 结尾；要建 CSV 文件夹，请以 / 结尾。")
    else:
        _workbook(path)
    return CLEAN


def _workbook(path: Path) -> None:
    from mingzhang.compile.new_book import new_book

    if path.exists():
        raise UsageError(f"“{path}”已经有了，没有覆盖；请换一个文件名。")
    output.write_bytes(new_book(), path)
    output.write(f"已新建 {path}：用 WPS 或 Excel 打开，先看第一张表“怎么填”。\n", output.STDOUT)


def _folder(path: Path) -> None:
    from mingzhang.compile.new_book import new_folder

    if path.is_file() or (path.is_dir() and any(path.iterdir())):
        raise UsageError(f"“{path}”已经有了，没有覆盖；请换一个文件夹名。")
    files = new_folder()
    for name, data in files.items():
        output.write_bytes(data, path / name)
    output.write(f"已新建文件夹 {path}：{'、'.join(files)}\n", output.STDOUT)
