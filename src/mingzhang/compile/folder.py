"""A book as a folder of CSV files, one a sheet, the profile as TOML too."""

from __future__ import annotations

import codecs
import csv
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from mingzhang.compile.cells import shown
from mingzhang.compile.problem import BadBook, Problems
from mingzhang.compile.rows import Table
from mingzhang.compile.schema import Format

_LARGEST = 1_000_000_000
_LARGEST_PROFILE = 1_000_000
_CHUNK = 1 << 20
_MOST_FILES = 1000
_WIDEST = 1000


def tables_of_folder(folder: Path, format_: Format, problems: Problems) -> dict[str, Table]:
    """The tables of a folder by id of the sheet, their rows to be read once each; other files are problems.

    Raises:
        BadBook: the folder cannot be listed, or holds no file of a book.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith((".", "~")))
    except OSError as error:
        raise BadBook(f"打不开文件夹“{folder.name}”；请检查权限。") from error
    sheets = {sheet.label: sheet for sheet in format_.sheets}
    found: dict[str, Table] = {}
    strange: list[str] = []
    for path in paths[:_MOST_FILES]:
        sheet = sheets.get(path.stem)
        ending = path.suffix.lower()
        if sheet is None or ending not in ((".csv", ".toml") if sheet is format_.profile else (".csv",)):
            strange.append(path.name)
        elif sheet.id in found:
            problems.add(sheet.label, "", f"“{found[sheet.id].file}”和“{path.name}”只能有一个；请删去一个。")
        else:
            table = _profile(path, format_, problems) if ending == ".toml" else _table(path, sheet.label, problems)
            if table is not None:
                found[sheet.id] = table
    if not found and not problems.kept:
        wanted = "、".join(f"{sheet.label}.csv" for sheet in format_.sheets if sheet.required)
        raise BadBook(f"文件夹“{folder.name}”里没有账簿的文件；应有 {wanted} 等。")
    for name in strange:
        known = "、".join(sheet.label for sheet in format_.sheets)
        problems.add("", f"文件“{shown(name)}”", f"不认识，没有读；账簿的文件名只能是：{known}（.csv）。", "文件")
    return found


def _table(path: Path, label: str, problems: Problems) -> Table | None:
    rows = csv_rows(path, label, problems)
    if rows is None:
        return None
    _, heading = next(rows, (1, []))
    if not any(text.strip() for text in heading):
        problems.add(label, "第1行", "第一行没有列名。")
        return None
    while heading and not heading[-1].strip():
        heading.pop()
    return Table(label, path.name, heading, rows)


def csv_rows(
    path: Path, label: str, problems: Problems, delimiter: str = ","
) -> Iterator[tuple[int, list[str]]] | None:
    """The records of a CSV file, numbered as a spreadsheet numbers them; None and a problem where it cannot be read."""
    try:
        if not path.is_file():
            problems.add(label, "", f"“{path.name}”不是文件。")
            return None
        if path.stat().st_size > _LARGEST:
            problems.add(label, "", f"“{path.name}”超过 {_LARGEST // 1_000_000} MB，没有读。")
            return None
        encoding = encoding_of(path)
    except OSError:
        problems.add(label, "", f"打不开“{path.name}”；请检查权限，或文件是否被占用。")
        return None
    if not encoding:
        problems.add(label, "", f"“{path.name}”的文字编码认不出；请另存为“CSV UTF-8”。")
        return None
    return _records(path, encoding, delimiter, label, problems)


def encoding_of(path: Path) -> str:
    """The encoding of a text file: UTF-8 with or without a mark, or GB18030; "" where it is neither."""
    for encoding in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    return ""


def _records(
    path: Path, encoding: str, delimiter: str, label: str, problems: Problems
) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        with path.open(encoding=encoding, newline="") as file:
            reader = csv.reader(file, delimiter=delimiter, strict=True)
            for number, row in enumerate(reader, 1):
                yield number, row if len(row) <= _WIDEST else row[:_WIDEST]
    except csv.Error:
        problems.add(label, f"第{number + 1}行", "引号不成对，从这一行起读不下去；文字里的英文双引号要写成两个。")
    except (OSError, UnicodeDecodeError):
        problems.add(label, f"第{number + 1}行", "从这一行起读不下去；请检查文件。")


def _profile(path: Path, format_: Format, problems: Problems) -> Table | None:
    """A profile written as TOML (label = value), as the table it stands for."""
    label = format_.profile.label
    try:
        if path.stat().st_size > _LARGEST_PROFILE:
            problems.add(label, "", f"“{path.name}”太大，没有读。")
            return None
        text = path.read_text(encoding="utf-8-sig")
        data = _toml(text, [item.label for item in format_.items])
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        problems.add(
            label, f"第{line[1]}行" if line else "", f"“{path.name}”不是正确的 TOML；等号后面的文字要加英文双引号。"
        )
        return None
    except (OSError, ValueError, RecursionError):
        problems.add(label, "", f"打不开“{path.name}”；请存为 UTF-8 文字。")
        return None
    rows = [
        (_line(text, name), [name, _plain(name, one, label, problems)])
        for name, value in data.items()
        for one in (value if isinstance(value, list) else [value])
    ]
    columns = [column.label for column in format_.profile.columns]
    return Table(label, path.name, columns, rows, origin=[None] * len(columns))


def _line(text: str, name: str) -> int:
    """The line on which a name of a TOML file stands; 1 where it is written in another way."""
    match = re.search(rf"^[ \t]*[\"']?{re.escape(name)}[\"']?[ \t]*=", text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else 1


def _toml(text: str, labels: Sequence[str]) -> dict[str, Any]:
    """TOML, in which a Chinese name must stand in quotation marks: nobody expects that, so the known ones need not."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        names = "|".join(map(re.escape, labels))
        return tomllib.loads(re.sub(rf"^[ \t]*({names})[ \t]*=", r'"\1" =', text, flags=re.MULTILINE))


def _plain(name: str, value: Any, label: str, problems: Problems) -> str:
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value)
    problems.add(label, f"“{shown(name)}”", '应为加引号的文字或整数；多条时写成 ["…", "…"]。')
    return ""
