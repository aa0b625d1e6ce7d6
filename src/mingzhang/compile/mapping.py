"""The mapping file: how the columns of an export of accounting software become those of a sheet of the book."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from mingzhang.compile.pattern import Unusable, compiled
from mingzhang.compile.problem import BadBook
from mingzhang.compile.schema import Format

_LARGEST = 1_000_000
_DELIMITERS = (",", ";", "|", "\t")
_KEYS = {
    "file",
    "sheet",
    "into",
    "heading",
    "delimiter",
    "lowest",
    "columns",
    "fixed",
    "split",
    "values",
    "keep",
    "skip",
}


@dataclass(frozen=True, slots=True)
class Split:
    """A column that holds several things: the pattern's groups are named after columns of the book."""

    column: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Take:
    """Where a column's value comes from: a column of the export, or one amount less another."""

    plus: str
    minus: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One export: the file, and how it is read.

    `into` is the id of a sheet. `heading` are the rows of the heading, none where it is to be found. `columns`, `fixed`
    and `values` go by labels of the sheet's columns; `keep` and `skip` by columns of the export. With `lowest`, rows of
    accounts that have accounts below them are left out.
    """

    path: Path
    into: str
    sheet: str = ""
    heading: tuple[int, ...] = ()
    delimiter: str = ","
    lowest: bool = False
    columns: Mapping[str, Take] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    split: Sequence[Split] = ()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    keep: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    skip: Mapping[str, re.Pattern[str]] = field(default_factory=dict)

    @property
    def needed(self) -> set[str]:
        """The columns of the export that are used."""
        taken = {name for take in self.columns.values() for name in (take.plus, take.minus) if name}
        return taken | {split.column for split in self.split} | set(self.keep) | set(self.skip)


def read_mapping(path: Path, format_: Format) -> list[Source]:
    """The exports that a mapping file names.

    Raises:
        BadBook: it cannot be read, or says something that is not understood.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise BadBook(f"对照文件“{path.name}”太大，没有读。")
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"，见第 {line[1]} 行" if line else ""
        raise BadBook(f"对照文件“{path.name}”不是正确的 TOML{where}；中文名和文字都要加英文引号。") from error
    except (OSError, ValueError, RecursionError) as error:
        raise BadBook(f"打不开对照文件“{path.name}”；请检查路径，并存为 UTF-8 文字。") from error
    sources = data.pop("source", None)
    if data or not isinstance(sources, list) or not sources:
        raise BadBook(f"对照文件“{path.name}”里应只有 [[source]]，每个导出文件一节。")
    found: list[Source] = []
    for number, source in enumerate(sources, 1):
        try:
            found.append(_source(source, path.parent, format_))
        except Unusable as wrong:
            raise BadBook(f"对照文件“{path.name}”第 {number} 个 [[source]]：{wrong}") from wrong
    return found


def _source(data: Any, folder: Path, format_: Format) -> Source:
    if not isinstance(data, dict) or set(data) - _KEYS:
        strange = "、".join(sorted(set(data) - _KEYS)) if isinstance(data, dict) else ""
        raise Unusable(f"不认识的设置“{strange[:60]}”；可以写：{'、'.join(sorted(_KEYS))}。")
    into = _string(data.get("into", next(sheet.label for sheet in format_.sheets if sheet.summed)), "into")
    sheet = next((one for one in format_.sheets if one.label == into and one is not format_.profile), None)
    if sheet is None:
        raise Unusable(f"into 写的“{into[:30]}”不是账簿的表。")
    labels = {column.label for column in sheet.columns}
    source = Source(
        path=_path(_string(data.get("file"), "file"), folder),
        into=sheet.id,
        sheet=_string(data.get("sheet", ""), "sheet"),
        heading=_heading(data.get("heading", [])),
        delimiter=_string(data.get("delimiter", ","), "delimiter"),
        lowest=_flag(data.get("lowest", False)),
        columns={name: _take(value) for name, value in _table(data, "columns").items()},
        fixed={name: _string(value, name) for name, value in _table(data, "fixed").items()},
        split=[_split(one) for one in _list(data, "split")],
        values={
            name: {old: _string(new, old) for old, new in _table({name: value}, name).items()}
            for name, value in _table(data, "values").items()
        },
        keep={_name(name): compiled(_string(value, name)) for name, value in _table(data, "keep").items()},
        skip={_name(name): compiled(_string(value, name)) for name, value in _table(data, "skip").items()},
    )
    named = {
        *source.columns,
        *source.fixed,
        *source.values,
        *(g for one in source.split for g in one.pattern.groupindex),
    }
    if named - labels:
        strange = "、".join(sorted(named - labels))
        raise Unusable(
            f"「{sheet.label}」没有列“{strange[:60]}”；有的列是：{'、'.join(c.label for c in sheet.columns)}。"
        )
    if source.delimiter not in _DELIMITERS:
        raise Unusable('delimiter 应是逗号、分号、竖线或制表符（写作 "\\t"）。')
    return source


def _string(value: Any, name: str) -> str:
    if isinstance(value, str) and (value.isprintable() or value == "\t"):
        return value
    raise Unusable(f"“{name[:30]}”应是加引号的文字。")


def _name(column: str) -> str:
    """A column of an export as it is looked for: without the spaces that spread short headings."""
    return "".join(column.split())


def _table(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = data.get(name, {})
    if isinstance(value, dict):
        return value
    raise Unusable(f"“{name[:30]}”应是一节，每行一个“名称 = 值”。")


def _list(data: Mapping[str, Any], name: str) -> Sequence[Any]:
    value = data.get(name, [])
    if isinstance(value, list):
        return value
    raise Unusable(f"“{name}”应写成 [[source.{name}]]，每条一节。")


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise Unusable("lowest 应是 true 或 false，不加引号。")


def _path(name: str, folder: Path) -> Path:
    """A file beside the mapping or below it, nowhere else."""
    pure = PurePosixPath(name.replace("\\", "/"))
    if pure.is_absolute() or ".." in pure.parts or ":" in name or not pure.name:
        raise Unusable(f"file 写的“{name[:60]}”应是与对照文件在同一文件夹（或其下）的文件。")
    return folder / pure


def _heading(value: Any) -> tuple[int, ...]:
    rows = [value] if isinstance(value, int) else value
    if isinstance(rows, list) and len(rows) <= 3 and all(type(row) is int and 1 <= row <= 1000 for row in rows):
        return tuple(sorted(rows))
    raise Unusable("heading 应是列名所在的行号，如 3，或两行列名 [3, 4]。")


def _take(value: Any) -> Take:
    if isinstance(value, str):
        return Take(_name(value))
    if isinstance(value, dict) and set(value) == {"plus", "minus"}:
        return Take(_name(_string(value["plus"], "plus")), _name(_string(value["minus"], "minus")))
    raise Unusable('columns 里每项应是导出文件的列名，或 { plus = "列名", minus = "列名" }。')


def _split(value: Any) -> Split:
    if not isinstance(value, dict) or set(value) != {"column", "pattern"}:
        raise Unusable("[[source.split]] 应恰有 column 和 pattern 两项。")
    pattern = compiled(_string(value["pattern"], "pattern"))
    if not pattern.groupindex:
        raise Unusable("pattern 里没有命名的组；写法如 (?P<功能科目>\\d{7})。")
    return Split(_name(_string(value["column"], "column")), pattern)
