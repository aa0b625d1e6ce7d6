"""A copy of the PDF that was checked, with a numbered box and a note at every place a finding quotes."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from mingzhang.read.page_frame import PageFrame
from mingzhang.read.problem import Unreadable
from mingzhang.report import wording
from mingzhang.report.checked import Checked, Entry, entries
from mingzhang.report.office_text import office_text
from mingzhang.report.signs import Sign, signs_of

if TYPE_CHECKING:
    from pypdf import PdfWriter

Colour = tuple[float, float, float]

COLOURS: dict[str, Colour] = {
    "error": (0.78, 0.10, 0.07),
    "warning": (0.85, 0.42, 0.0),
    "notice": (0.12, 0.40, 0.75),
    "lead": (0.45, 0.27, 0.70),
    wording.TO_CONFIRM: (0.36, 0.40, 0.46),
}
"""The colour of each group's boxes."""

_TITLE = 60


def annotated(source: bytes, checked: Checked) -> bytes:
    """The annotated copy.

    Raises:
        Unreadable: the file is no PDF, or none that notes can be added to.
    """
    if checked.disclosure.format != "pdf":
        raise Unreadable(
            "批注只能加在 PDF 上，这份文件不是 PDF；"
            "请改用 --format corrections（更正建议清单）或 --format xlsx（发现一览表）。"
        )
    copy, frames = _plain_copy(source)
    listed = entries(checked)
    signs = signs_of(listed, frames)
    try:
        return _written(copy, frames, listed, signs)
    except Exception as problem:  # whatever a stranger's file makes the writer stumble over
        raise Unreadable(
            "这份 PDF 的结构特殊，加不上批注；请用打印或“另存为”重新生成一份 PDF 再试，或改用 --format corrections。"
        ) from problem


def _plain_copy(source: bytes) -> tuple[bytes, list[PageFrame]]:
    """The file as pdfium writes it anew, sound whatever the original was like, and its pages as displayed."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as problem:
        raise Unreadable("这份 PDF 打不开，加不上批注；请检查文件是否完整，有没有打开密码。") from problem
    try:
        if raw.FPDF_GetSecurityHandlerRevision(document) != -1:
            raise Unreadable(
                "这份 PDF 加了密（限制修改或复制），不能加批注；"
                "请向编制单位索取未加密的 PDF，或改用 --format corrections。"
            )
        frames = []
        for number in range(len(document)):
            page = document[number]
            frames.append(PageFrame(page.get_bbox(), page.get_rotation() // 90 % 4))
            page.close()
        out = io.BytesIO()
        document.save(out, flags=raw.FPDF_NO_INCREMENTAL)
    except pypdfium2.PdfiumError as problem:
        raise Unreadable("这份 PDF 有打不开的页，加不上批注；请重新生成一份 PDF 再试。") from problem
    finally:
        document.close()
    return out.getvalue(), frames


def _written(copy: bytes, frames: Sequence[PageFrame], listed: Sequence[Entry], signs: Sequence[Sign]) -> bytes:
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import ArrayObject, ByteStringObject, NameObject

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(copy)))
    font = _font(writer)
    for number, sign in enumerate(signs, 1):
        _add(writer, sign, frames[sign.page - 1], font, number)
    _outline(writer, listed, signs, frames)
    writer.root_object[NameObject("/PageMode")] = NameObject("/UseOutlines")
    # pypdf and pdfium would both make up an identifier from the clock.
    digest = hashlib.sha256(copy[: copy.rfind(b"trailer")]).digest()[:16]
    writer._ID = ArrayObject([ByteStringObject(digest), ByteStringObject(digest)])
    # The shade of the boxes needs 1.4; a reader may refuse what calls itself older.
    writer.pdf_header = "%PDF-1.7"
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _font(writer: PdfWriter) -> Any:
    from pypdf.generic import DictionaryObject, NameObject

    names = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica-Bold", "/Encoding": "/WinAnsiEncoding"}
    return writer._add_object(DictionaryObject({NameObject(key): NameObject(name) for key, name in names.items()}))


def _add(writer: PdfWriter, sign: Sign, frame: PageFrame, font: Any, number: int) -> None:
    from pypdf.generic import (
        ArrayObject,
        DictionaryObject,
        FloatObject,
        NameObject,
        NumberObject,
        TextStringObject,
    )

    def numbers(values: Sequence[float]) -> ArrayObject:
        return ArrayObject(FloatObject(round(value, 2)) for value in values)

    colour = COLOURS[sign.entry.group]
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Square" if sign.box else "/Text"),
            NameObject("/Rect"): numbers(frame.file_box(sign.whole)),
            NameObject("/C"): numbers(colour),
            NameObject("/Contents"): TextStringObject(sign.note),
            NameObject("/T"): TextStringObject("明账"),
            NameObject("/Subj"): TextStringObject(office_text(sign.entry.finding.title)),
            NameObject("/NM"): TextStringObject(f"mingzhang-{number}"),
            # Printed, and as the page turns.
            NameObject("/F"): NumberObject(4),
        }
    )
    if sign.box:
        inner, outer = frame.file_box(sign.box), frame.file_box(sign.whole)
        gaps = [abs(a - b) for a, b in zip(inner, outer, strict=True)]
        note[NameObject("/RD")] = numbers(gaps)
    picture = _picture(sign, frame, colour, font)
    note[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(picture)})
    page = writer.pages[sign.page - 1]
    here = page.get("/Annots")
    listed = ArrayObject(here.get_object()) if here is not None and here.get_object() else ArrayObject()
    listed.append(writer._add_object(note))
    page[NameObject("/Annots")] = listed


def _picture(sign: Sign, frame: PageFrame, colour: Colour, font: Any) -> Any:
    """The look of a note, drawn upright on the displayed page: its matrix turns it as the page is turned back."""
    from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, StreamObject

    left, top, right, bottom = sign.whole
    width, height = right - left, bottom - top
    stream = StreamObject()
    stream.set_data("\n".join(_strokes(sign, colour, left, bottom)).encode("ascii"))
    turn = ((1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0))[frame.turned]
    faint = DictionaryObject({NameObject("/ca"): FloatObject(0.13), NameObject("/Type"): NameObject("/ExtGState")})
    solid = DictionaryObject({NameObject("/ca"): FloatObject(1), NameObject("/Type"): NameObject("/ExtGState")})
    stream.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject(FloatObject(round(value, 2)) for value in (0, 0, width, height)),
            NameObject("/Matrix"): ArrayObject(FloatObject(value) for value in (*turn, 0, 0)),
            NameObject("/Resources"): DictionaryObject(
                {
                    NameObject("/Font"): DictionaryObject({NameObject("/F"): font}),
                    NameObject("/ExtGState"): DictionaryObject(
                        {NameObject("/Faint"): faint, NameObject("/Solid"): solid}
                    ),
                }
            ),
        }
    )
    return stream


def _strokes(sign: Sign, colour: Colour, left: float, bottom: float) -> Iterator[str]:
    paint = " ".join(f"{value:.3f}" for value in colour)
    if sign.box:
        x0, y0, x1, y1 = sign.box
        line = 1.2 if sign.main else 0.8
        where = f"{x0 - left + line / 2:.2f} {bottom - y1 + line / 2:.2f} {x1 - x0 - line:.2f} {y1 - y0 - line:.2f} re"
        yield f"q /Faint gs {paint} rg {where} f Q"
        # Solid where the correction is due, dashed where the other side stands.
        yield f"q {paint} RG {line} w {'' if sign.main else '[3 2] 0 d'} {where} S Q"
    x0, y0, x1, y1 = sign.tag
    yield f"q /Solid gs {paint} rg {x0 - left:.2f} {bottom - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re f"
    yield f"BT 1 1 1 rg /F 8 Tf {x0 - left + 2.5:.2f} {bottom - y1 + 2.2:.2f} Td ({sign.entry.number}) Tj ET Q"


def _outline(writer: PdfWriter, listed: Sequence[Entry], signs: Sequence[Sign], frames: Sequence[PageFrame]) -> None:
    from pypdf.generic import Fit

    first: dict[int, Sign] = {}
    for sign in signs:
        first.setdefault(sign.entry.number, sign)
    root = writer.add_outline_item(title=f"审核意见（{len(listed)} 条）", page_number=0, bold=True)
    for group, name in wording.GROUPS.items():
        mine = [entry for entry in listed if entry.group == group]
        if not mine:
            continue
        above = writer.add_outline_item(
            title=f"{name}（{len(mine)}）",
            page_number=first[mine[0].number].page - 1,
            parent=root,
            color=COLOURS[group],
            bold=True,
            is_open=group == "error",
        )
        for entry in mine:
            sign = first[entry.number]
            left, _, _, top = frames[sign.page - 1].file_box(sign.whole)
            title = f"{entry.number}. 第 {sign.page} 页 {wording.shortened(entry.finding.message, _TITLE)}"
            # A little above and beside, so that what stands around is seen as well.
            where = Fit.xyz(left=max(left - 60, 0), top=top + 60)
            writer.add_outline_item(title=office_text(title), page_number=sign.page - 1, parent=above, fit=where)
    _to_the_front(writer.get_outline_root(), root)


def _to_the_front(outline: Any, item: Any) -> None:
    """Make the last of the bookmarks the first."""
    from pypdf.generic import NameObject

    moved = item.get_object()
    if outline.raw_get("/First") == item:
        return
    first, before = outline.raw_get("/First"), moved.raw_get("/Prev")
    del before.get_object()["/Next"], moved["/Prev"]
    moved[NameObject("/Next")] = first
    first.get_object()[NameObject("/Prev")] = item
    outline[NameObject("/First")], outline[NameObject("/Last")] = item, before
