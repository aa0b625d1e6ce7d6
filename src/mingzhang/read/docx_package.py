"""The parts of a Word file, taken out of its archive with care: everything in it may be hostile."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from lxml import etree

from mingzhang.read.problem import Unreadable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of the document's own elements."""

MAX_ENTRIES = 20_000
MAX_PART = 64_000_000
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}
"""Word's strict format says the same under other names."""
_MAIN = "/officeDocument"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, KeyError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Package:
    """The parts that are read; those a file may lack are None."""

    document: Any
    styles: Any
    numbering: Any


def is_docx(data: bytes) -> bool:
    """Whether an archive says that it is a Word document; a broken one is judged by its names."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(name.lower().startswith("word/") for name in archive.namelist()[:MAX_ENTRIES])
    except _BROKEN:
        return b"word/" in data


def open_package(data: bytes, source: str) -> Package:
    """The parts of a Word file; raises Unreadable where it is broken, too large or no Word document.

    Nothing outside the file is fetched, whatever it refers to.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if len(names) > MAX_ENTRIES:
                raise Unreadable(
                    f"“{source}”里有 {len(names)} 个部件，不像正常的 Word 文档；请用 Word 打开后另存一份再试。"
                )
            main = _main(archive, names, source)
            folder = posixpath.dirname(main)
            styles, numbering = (
                _parsed(archive, name, source) if (name := posixpath.join(folder, part)) in names else None
                for part in ("styles.xml", "numbering.xml")
            )
            return Package(_parsed(archive, main, source), styles, numbering)
    except _BROKEN:
        raise Unreadable(
            f"“{source}”像是 Word 文档，但文件不完整或已损坏；请重新下载，或用 Word 打开后另存一份。"
        ) from None


def _main(archive: zipfile.ZipFile, names: list[str], source: str) -> str:
    """The name of the part with the text: what the package says it is, else the usual one."""
    if "_rels/.rels" in names:
        for relation in _parsed(archive, "_rels/.rels", source).iter("{*}Relationship"):
            target = (relation.get("Target") or "").lstrip("/")
            if (relation.get("Type") or "").endswith(_MAIN) and target in names:
                return target
    if "word/document.xml" not in names:
        raise Unreadable(f"“{source}”像是 Word 文档，但里面没有正文（document.xml）；请用 Word 打开后另存一份再试。")
    return "word/document.xml"


def _parsed(archive: zipfile.ZipFile, name: str, source: str) -> Any:
    entry = archive.getinfo(name)
    if entry.flag_bits & 1:
        raise Unreadable(f"“{source}”是带密码的文件，不能读；请取消密码后再试。")
    with archive.open(entry) as part:
        # What the archive says of the size may be a lie: no more than the limit is ever unpacked.
        data = part.read(MAX_PART + 1)
    if len(data) > MAX_PART:
        raise Unreadable(
            f"“{source}”解开后超过 {MAX_PART // 1_000_000} MB，不像一份决算公开；请确认文件，或另存为 PDF 后再试。"
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
