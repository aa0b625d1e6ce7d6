"""The parts of an Excel workbook, taken from its archive with care: sizes limited, no document types, no macros run."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from mingzhang.read.archive import BROKEN, count_entries, count_marks, is_usual
from mingzhang.read.problem import Unreadable

_ENTRIES = 10_000
_SHEETS = 500
_MARKS = 6_000_000
"""Tags and attributes of all parts together: a careless workbook has a million empty cells, no more."""
_SMALL_MARKS = 1_000_000
"""Tags and attributes of a part that is held as a tree."""
_LONGEST_NAME = 100
_SMALL = 30_000_000
_PART = 150_000_000
_ALL = 400_000_000
_RELATIONS = "xl/_rels/workbook.xml.rels"
_BOOK = "xl/workbook.xml"
Attributes = dict[str, str]


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of the workbook: its name, where it lies in the archive, and whether it is shown."""

    name: str
    path: str
    hidden: bool


@dataclass(slots=True)
class Package:
    """An opened workbook; every message names its `source`.

    The numbers count what was read of all parts so far: no workbook is to exhaust the reader by many small ones.
    """

    source: str
    archive: zipfile.ZipFile
    names: frozenset[str]
    read_bytes: int = 0
    marks: int = 0
    cells: int = 0
    characters: int = 0
    sheets: list[SheetPart] = field(default_factory=list)
    since_1904: bool = False
    strings_path: str = ""
    styles_path: str = ""

    def has(self, path: str) -> bool:
        """Whether the archive holds a part."""
        return path in self.names

    def part(self, path: str, most: int = _PART, most_marks: int = _MARKS) -> bytes:
        """The bytes of a part; never more than a limit, whatever the archive says of its size."""
        try:
            entry = self.archive.getinfo(path)
            if not is_usual(entry):
                raise zipfile.BadZipFile
            with self.archive.open(entry) as stream:
                data = stream.read(most + 1)
        except BROKEN:
            raise broken(self.source) from None
        marks = count_marks(data)
        self.read_bytes += len(data)
        self.marks += marks
        if len(data) > most or marks > most_marks or self.read_bytes > _ALL or self.marks > _MARKS:
            raise Unreadable(f"“{self.source}”解压后太大，不像正常的决算表；请删去多余的行和列后另存再读。")
        return data

    def stream(
        self,
        path: str,
        start: Callable[[str, Attributes], Any],
        end: Callable[[str], Any],
        text: Callable[[str], Any],
        most: int = _PART,
        most_marks: int = _MARKS,
    ) -> None:
        """Read a part as XML, calling back for each element by its name without prefix, and for text."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = self._refuse
        try:
            parser.Parse(self.part(path, most, most_marks), True)
        except (expat.ExpatError, ValueError, LookupError, RecursionError):
            raise broken(self.source) from None

    def tree(self, path: str) -> Element:
        """A small part as a tree of elements without prefixes."""
        builder = TreeBuilder()
        self.stream(
            path,
            lambda name, attributes: builder.start(
                name, {key.rpartition(":")[2]: own for key, own in attributes.items()}
            ),
            builder.end,
            builder.data,
            _SMALL,
            _SMALL_MARKS,
        )
        return builder.close()

    def _refuse(self, *_: object) -> None:
        raise Unreadable(f"“{self.source}”里有不该有的文档类型声明（DOCTYPE），可能有害，没有读；请另存为 xlsx 再读。")


def broken(source: str) -> Unreadable:
    """What is said of a file that is not whole."""
    return Unreadable(f"Excel 工作簿“{source}”不完整或已损坏；请用 Excel 或 WPS 打开后另存为 xlsx 再读。")


def open_package(data: bytes, source: str) -> Package:
    """Open a workbook and list its sheets; raises Unreadable."""
    if (listed := count_entries(data)) > _ENTRIES:
        raise Unreadable(f"“{source}”里有 {listed} 个部件，太多了，不像正常的决算表；请另存为 xlsx 再读。")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN:
        raise broken(source) from None
    entries = archive.infolist()
    package = Package(source, archive, frozenset(entry.filename for entry in entries))
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable(f"“{source}”加了密码，不能读；请去掉密码后再读。")
    if package.has("xl/workbook.bin"):
        raise Unreadable(f"“{source}”是二进制工作簿（xlsb），不能读；请另存为 xlsx 再读。")
    if not package.has(_BOOK) or not package.has(_RELATIONS):
        raise broken(source)
    _list_sheets(package)
    return package


def _list_sheets(package: Package) -> None:
    targets: dict[str, str] = {}
    for relation in package.tree(_RELATIONS).iter("Relationship"):
        target = relation.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        kind = relation.get("Type", "").rpartition("/")[2]
        if relation.get("TargetMode") == "External":
            continue
        if kind == "worksheet":
            targets[relation.get("Id", "")] = path
        elif kind == "sharedStrings" and package.has(path):
            package.strings_path = path
        elif kind == "styles" and package.has(path):
            package.styles_path = path
    book = package.tree(_BOOK)
    package.since_1904 = any(item.get("date1904") in ("1", "true") for item in book.iter("workbookPr"))
    for sheet in book.iter("sheet"):
        path = targets.get(sheet.get("id", ""), "")
        if path and package.has(path):
            hidden = sheet.get("state", "visible") != "visible"
            package.sheets.append(SheetPart(sheet.get("name", "")[:_LONGEST_NAME], path, hidden))
    if len(package.sheets) > _SHEETS:
        raise Unreadable(
            f"“{package.source}”里有 {len(package.sheets)} 张工作表，太多了，不像决算表；请删去无关的工作表后再读。"
        )
