"""Read a file by what is in it, whatever its name says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from mingzhang.amount import parse_amount
from mingzhang.disclosure_json import NotADisclosure, from_json
from mingzhang.forms.label import compact
from mingzhang.model import Disclosure
from mingzhang.read.layout import Grid, Layout
from mingzhang.read.problem import Unreadable
from mingzhang.read.recognise import recognise_layout

MAX_BYTES = 500_000_000
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_TABLE = 4
"""A sheet with so many figures is more than a line of text."""
Progress = Callable[[int, int], None]


def read_file(path: Path, *, max_pages: int = 1000, progress: Progress | None = None) -> Disclosure:
    """The disclosure in a file; raises Unreadable with one Chinese sentence where there is none."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise Unreadable(
                f"“{path.name}”有 {size // 1_000_000} MB，超过 {MAX_BYTES // 1_000_000} MB 的上限；请拆分后再读。"
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise Unreadable(f"找不到文件“{path}”；请检查路径。") from None
    except IsADirectoryError:
        raise Unreadable(f"“{path}”是文件夹，不是文件；请指定其中的文件。") from None
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or "文件名含有不允许的字符"
        raise Unreadable(f"无法打开“{path}”：{why}；请检查文件名、权限，或文件是否被占用。") from None
    return read_bytes(data, path.name, max_pages=max_pages, progress=progress)


def read_bytes(data: bytes, source: str, *, max_pages: int = 1000, progress: Progress | None = None) -> Disclosure:
    """The disclosure in the bytes of a file named `source`; raises Unreadable."""
    if not data:
        raise Unreadable(f"“{source}”是空文件（0 字节）；请重新下载或保存。")
    if data.lstrip()[:1] == b"{":
        return _from_json(data, source)
    layout = _layout(data, source, max_pages, progress)
    disclosure = recognise_layout(layout)
    if not disclosure.tables:
        raise Unreadable(_why_nothing(disclosure, layout))
    if layout.format == "xlsx":
        disclosure.doubts.extend(_not_recognised(layout, disclosure))
    return disclosure


def _not_recognised(layout: Layout, disclosure: Disclosure) -> Iterator[str]:
    """What is said of sheets whose table looks like one of final accounts and is none that is known."""
    known = {page for table in disclosure.tables for page in table.pages}
    for block in layout.blocks:
        if not isinstance(block, Grid) or known.intersection(block.pages):
            continue
        texts = [cell.text for cell in block.cells]
        amounts = sum(parse_amount(text) is not None for text in texts)
        if amounts >= _TABLE and any("决算" in text for text in texts) and not any("指标" in text for text in texts):
            yield f"第 {block.pages[0]} 张工作表里的表格没有认出是哪张决算表，没有核对；请在表的上方写上完整的表名。"


def _from_json(data: bytes, source: str) -> Disclosure:
    """A disclosure that `mingzhang read --json` wrote."""
    try:
        return from_json(json.loads(data.decode("utf-8-sig")))
    except (UnicodeDecodeError, RecursionError, json.JSONDecodeError):
        raise Unreadable(f"“{source}”像是 JSON，但内容不完整或已损坏；请重新用 mingzhang read --json 生成。") from None
    except NotADisclosure as problem:
        raise Unreadable(f"“{source}”不是 mingzhang read --json 写出的文件：{str(problem).rstrip('。')}。") from None


def _layout(data: bytes, source: str, max_pages: int, progress: Progress | None) -> Layout:
    if b"%PDF-" in data[:1024]:
        from mingzhang.read.pdf import read_pdf

        return read_pdf(data, source, max_pages=max_pages, progress=progress)
    if data[:4] == b"PK\x03\x04":
        return _archive(data, source)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Unreadable(_of_old_office(data, source))
    if data[:3] in (b"\xff\xd8\xff", b"\x89PN") or data[:4] in (b"II*\x00", b"MM\x00*", b"GIF8"):
        raise Unreadable(f"“{source}”是图片，本版本还不能识别扫描件；请提供带文字的 PDF。")
    if _HTML.match(data.removeprefix(b"\xef\xbb\xbf").lstrip()[:300]):
        raise Unreadable(f"“{source}”是网页，本版本还不能读；请提供同一份决算的 PDF、Word 或 Excel 文件。")
    from mingzhang.read.text import read_text

    return read_text(data, source, progress)


def _archive(data: bytes, source: str) -> Layout:
    """The layout of a Word document or an Excel workbook, told by the parts it has."""
    from mingzhang.read.docx_package import is_docx

    if is_docx(data):
        from mingzhang.read.docx import read_docx

        return read_docx(data, source)
    if b"xl/workbook" in data or b"xl/worksheets/" in data:
        from mingzhang.read.xlsx import read_xlsx

        return read_xlsx(data, source)
    raise Unreadable(f"“{source}”其实是压缩包，不能读；请解压后读其中的文件。")


def _of_old_office(data: bytes, source: str) -> str:
    """What is said of a container of streams; their names tell what is in it."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return f"“{source}”加了密码，不能读；请去掉密码后再读。"
    if "Workbook".encode("utf-16-le") in data:
        return f"“{source}”是旧式 Excel 文件（xls），不能读；请用 Excel 或 WPS 另存为 xlsx 后再读。"
    return f"“{source}”是旧式 Word/Excel 文件（doc、xls）或带密码的文件，本版本还不能读；请另存为 PDF 后再试。"


def _why_nothing(disclosure: Disclosure, layout: Layout) -> str:
    text = "".join(compact(paragraph.text) for paragraph in layout.paragraphs())
    name = layout.source
    if disclosure.kind == "预算" and layout.format == "text":
        return f"“{name}”是一份部门（单位）预算公开，不是决算；预算表只能从 PDF 读取，请换成 PDF 文件。"
    if disclosure.kind == "预算":
        return (
            f"“{name}”是一份部门（单位）预算公开，但没有认出任何一张预算表；"
            "请确认表格是文字而不是图片、画有框线，且每张表的表名完整地印在表的上方。"
        )
    if "决算" in text:
        return (
            f"“{name}”提到决算，但没有认出任何一张决算表；"
            "请确认表格是文字而不是图片、画有框线，且每张表的表名完整地印在表的上方。"
        )
    return f"“{name}”里没有部门决算的表格，看起来不是部门决算公开；请确认文件。"
