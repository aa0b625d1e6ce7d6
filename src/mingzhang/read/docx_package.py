"""The parts of a Word file, taken out of its archive with care: everything in it may be hostile."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from typing import Any

from lxml import etree

from mingzhang.read.archive import BROKEN, count_entries, count_marks, is_usual
from mingzhang.read.problem import Unreadable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of the document's own elements."""

MAX_ENTRIES = 20_000
MAX_PART = 64_000_000
MAX_MARKS = 3_000_000
"""Tags and attributes of all parts together; a long disclosure has a tenth of them."""
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}
"""Word's strict format says the same under other names."""
_MAIN = "/officeDocument"


@dataclass(frozen=True, slots=True)
class Package:
    """The parts that are read; those a file may lack are None."""

    document: Any
    styles: Any
    numbering: Any


@dataclass(slots=True)
class _Opened:
    """An archive while its parts are read; `marks` counts what its XML is made of so far."""

    source: str
    archive: zipfile.ZipFile
    names: frozenset[str]
    marks: int = 0


def is_docx(data: bytes) -> bool:
    """Whether an archive says that it is a Word document; a broken one is judged by its names."""
    if count_entries(data) > MAX_ENTRIES:
        return b"word/" in data
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(name.lower().startswith("word/") for name in archive.namelist())
    except BROKEN:
        return b"word/" in data


def open_package(data: bytes, source: str) -> Package:
    """The parts of a Word file; raises Unreadable where it is broken, too large or no Word document.

    Nothing outside the file is fetched, whatever it refers to.
    """
    if (entries := count_entries(data)) > MAX_ENTRIES:
        raise Unreadable(f"“{source}”里有 {entries} 个部件，不像正常的 Word 文档；请用 Word 打开后另存一份再试。")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            opened = _Opened(source, archive, frozenset(archive.namelist()))
            main = _main(opened)
            folder = posixpath.dirname(main)
            styles, numbering = (
                _parsed(opened, name) if (name := posixpath.join(folder, part)) in opened.names else None
                for part in ("styles.xml", "numbering.xml")
            )
            return Package(_parsed(opened, main), styles, numbering)
    except BROKEN:
        raise Unreadable(
            f"“{source}”像是 Word 文档，但文件不完整或已损坏；请重新下载，或用 Word 打开后另存一份。"
        ) from None


def _main(opened: _Opened) -> str:
    """The name of the part with the text: what the package says it is, else the usual one."""
    if "_rels/.rels" in opened.names:
        for relation in _parsed(opened, "_rels/.rels").iter("{*}Relationship"):
            target = (relation.get("Target") or "").lstrip("/")
            if (relation.get("Type") or "").endswith(_MAIN) and target in opened.names:
                return target
    if "word/document.xml" not in opened.names:
        raise Unreadable(
            f"“{opened.source}”像是 Word 文档，但里面没有正文（document.xml）；请用 Word 打开后另存一份再试。"
        )
    return "word/document.xml"


def _parsed(opened: _Opened, name: str) -> Any:
    source, entry = opened.source, opened.archive.getinfo(name)
    if entry.flag_bits & 1:
        raise Unreadable(f"“{source}”是带密码的文件，不能读；请取消密码后再试。")
    if not is_usual(entry):
        raise zipfile.BadZipFile
    with opened.archive.open(entry) as part:
        # What the archive says of the size may be a lie: no more than the limit is ever unpacked.
        data = part.read(MAX_PART + 1)
    opened.marks += count_marks(data)
    if len(data) > MAX_PART or opened.marks > MAX_MARKS:
        raise Unreadable(
            f"“{source}”解开后太大（超过 {MAX_PART // 1_000_000} MB）或过于细碎，不像决算公开；"
            "请确认文件，或另存为 PDF 再试。"
        )
    for strict, usual in _STRICT.items():
        data = data.replace(strict, usual)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unreadable(f"“{source}”像是 Word 文档，但内容已损坏（{name}）；请用 Word 打开后另存一份再试。") from None
    if root.getroottree().docinfo.doctype:
        raise Unreadable(f"“{source}”里有 Word 文档不该有的声明（DTD），为安全起见不读；请用 Word 打开后另存一份再试。")
    return root
