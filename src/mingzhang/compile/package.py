"""An .xlsx file before anything in it is believed: whether it is one, is safe, and what its raw sheets say."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from mingzhang.compile.problem import BadBook

LAST_ROW = 1_048_576
"""The last row that a sheet can have."""
_LARGEST = 200_000_000
_MOST_MEMBERS = 3000
# Unpacked: all together, and those parts that are held in memory whole.
_UNPACKED = 1_000_000_000
_UNPACKED_PART = 150_000_000
_SUSPECT_SIZE, _SUSPECT_RATIO = 20_000_000, 200
_CHUNK = 1 << 20
_OVERLAP = 600
_MOST_NAMED = 10_000
_MOST_SHEETS = 500
# A row is held in memory whole: so many chunks without the beginning of another are no row of figures.
_LONGEST_ROW = 10
# Tags of a part that is held in memory: each takes time and memory, however short it is.
_MOST_TAGS, _MOST_TAGS_OF_TEXTS = 300_000, 8_000_000

_OLE = b"\xd0\xcf\x11\xe0"
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([\w.-]+)")
_ROW_BEGINS = re.compile(rb"<(?:\w+:)?row[\s/>]")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s")
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# The lengths are limited because a tag of a megabyte would be looked over again from each of its attributes.
_FORMULA = re.compile(rb'<(?:\w+:)?c\s[^<>]{0,200}?\br="([A-Z]{1,3}\d{1,7})"[^<>]{0,200}>\s*<(?:\w+:)?f[\s/>]')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]*?\bref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_ROW = re.compile(rb'row\s[^<>]{0,200}?\br="(\d{1,7})"')
_ROW_WITHOUT_NUMBER = re.compile(rb'<(?:\w+:)?row(?=[\s/>])(?![^<>]*\br=")')
_ENDS_OF_VALUES = (b"v>", b"is>")


@dataclass(slots=True)
class Raw:
    """What the text of a sheet says beside its values.

    `formulas` are cells with a formula and `merged` ranges of merged cells; `last` is the last row that holds a value,
    0 where none does.
    """

    formulas: set[str] = field(default_factory=set)
    merged: set[str] = field(default_factory=set)
    last: int = 0


def opened(file: BinaryIO, path: Path) -> zipfile.ZipFile:
    """The archive of an .xlsx file, every part of it looked at.

    Raises:
        BadBook: it is something else, protected by a password, broken, or made to exhaust the reader.
    """
    name = path.name
    size = file.seek(0, 2)
    file.seek(0)
    if size > _LARGEST:
        raise BadBook(f"“{name}”有 {size // 1_000_000} MB，太大；明细账行数多时，请改用 CSV 文件夹。")
    head = file.read(4)
    if not head:
        raise BadBook(f"“{name}”是空文件（0 字节）；请重新保存。")
    if head == _OLE:
        if _ENCRYPTED in file.read():
            raise BadBook(f"“{name}”设了打开密码；请取消密码后再试。")
        raise BadBook(f"“{name}”是旧式 Excel 文件（.xls）；请另存为 .xlsx 后再试。")
    if head != b"PK\x03\x04":
        raise BadBook(f"“{name}”不是 .xlsx 文件；请用 mingzhang new 新建账簿，填好后保存为 .xlsx。")
    file.seek(0)
    if sum(chunk.count(_ENTRY) for chunk in iter(lambda: file.read(_CHUNK), b"")) > _MOST_MEMBERS:
        raise BadBook(f"“{name}”里的部件太多，不是表格软件写的，没有读；请用表格软件另存为 .xlsx。")
    try:
        archive = zipfile.ZipFile(file)
        _inspect(archive, name)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        OSError,
        ValueError,
        EOFError,
        RuntimeError,
        OverflowError,
        LookupError,
        struct.error,
    ) as error:
        raise BadBook(f"“{name}”已损坏，打不开；请用表格软件打开后另存为 .xlsx，或重新拷贝。") from error
    return archive


def _inspect(archive: zipfile.ZipFile, name: str) -> None:
    members = archive.infolist()
    names = {member.filename for member in members}
    if "xl/workbook.xml" not in names:
        kind = "二进制工作簿（.xlsb）" if "xl/workbook.bin" in names else "别的文件（如 Word 文档、压缩包）"
        raise BadBook(f"“{name}”是{kind}，不是 .xlsx；请另存为 .xlsx 后再试。")
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _UNPACKED:
        raise BadBook(f"“{name}”展开后太大，没有读；明细账行数多时，请改用 CSV 文件夹。")
    for member in members:
        held = not member.filename.startswith("xl/worksheets/")
        swollen = member.file_size > _SUSPECT_SIZE and member.file_size > _SUSPECT_RATIO * member.compress_size
        if swollen or (held and member.file_size > _UNPACKED_PART):
            raise BadBook(f"“{name}”里的“{member.filename[:60]}”展开后大得不正常，没有读；请重新保存。")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise zipfile.BadZipFile  # no office program packs so, and unpacking may claim gigabytes
        if member.filename.endswith((".xml", ".rels")) or _begins_like_xml(archive, member):
            tags = _inspect_xml(archive, member, name)
            most = _MOST_TAGS_OF_TEXTS if "strings" in member.filename.lower() else _MOST_TAGS
            if held and tags > most:
                raise BadBook(f"“{name}”里的“{member.filename[:60]}”过于细碎，没有读；请重新保存。")
    sheets = len(_SHEET.findall(archive.read("xl/workbook.xml")))
    if sheets > _MOST_SHEETS:
        raise BadBook(f"“{name}”有 {sheets} 张工作表，太多，没有读；请删去无关的工作表。")


def _begins_like_xml(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether a part that is not called so is XML; pictures may be and are never read."""
    if member.filename.startswith("xl/media/") or member.is_dir():
        return False
    with archive.open(member) as part:
        return part.read(100).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"


def _inspect_xml(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> int:
    """About how many tags a part has.

    No office program writes entities or another encoding; both are ways to exhaust or deceive a reader.
    """
    tags = since_row = 0
    for number, chunk in enumerate(_chunks(archive, member.filename)):
        if number == 0:
            encoding = _ENCODING.search(chunk[:200])
            plain = chunk.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"<", b"")
            if not plain or (encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")):
                raise BadBook(f"“{name}”的内部格式不是表格软件写的，没有读；请用表格软件另存为 .xlsx。")
        if _ENTITIES.search(chunk):
            raise BadBook(f"“{name}”含有不安全的内容（XML 实体），没有读。")
        tags += chunk.count(b"<")
        since_row = (
            0 if not member.filename.startswith("xl/worksheets/") or _ROW_BEGINS.search(chunk) else since_row + 1
        )
        if since_row > _LONGEST_ROW:
            raise BadBook(f"“{name}”里的“{member.filename[:60]}”有一行长得不正常，没有读；请重新保存。")
    return tags


def _chunks(archive: zipfile.ZipFile, member: str) -> Iterator[bytes]:
    """A part piece by piece, each with the end of the one before, so that no mark is cut in two."""
    kept = b""
    with archive.open(member) as part:
        while chunk := part.read(_CHUNK):
            yield kept + chunk
            kept = (kept + chunk)[-_OVERLAP:]


def raw_sheet(archive: zipfile.ZipFile, member: str) -> Raw:
    """Look through the text of a sheet, which takes a fraction of the time of reading it."""
    raw, row, numbered = Raw(), 0, True
    for chunk in _chunks(archive, member):
        for marks, found in ((_FORMULA, raw.formulas), (_MERGED, raw.merged)):
            if len(found) < _MOST_NAMED:
                found.update(mark.decode() for mark in marks.findall(chunk))
        numbered = numbered and not _ROW_WITHOUT_NUMBER.search(chunk)
        value = max(chunk.rfind(end) for end in _ENDS_OF_VALUES)
        if value >= 0:
            raw.last = (_last_row(chunk, value) or row) if numbered else LAST_ROW
        row = _last_row(chunk, len(chunk)) or row
    return raw


def _last_row(chunk: bytes, end: int) -> int:
    """The number of the last row that begins before this place."""
    at = chunk.rfind(b"row ", 0, end)
    while at >= 0:
        match = _ROW.match(chunk, at) if chunk[at - 1 : at] in (b"<", b":") else None
        if match:
            return min(int(match[1]), LAST_ROW)
        at = chunk.rfind(b"row ", 0, at)
    return 0
