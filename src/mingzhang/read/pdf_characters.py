"""The characters of a PDF page: where each stands, and whether a reader can see it."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy
from pypdfium2 import raw

from mingzhang.read import pdfium
from mingzhang.read.pdf_objects import Painted, Surface, TextPaint, painted
from mingzhang.read.ruled_grid import Box, Rule
from mingzhang.read.text_lines import Character

RADICALS = dict(
    zip(
        "⺁⺓⺟⺠⻁⻄⻅⻆⻉⻋⻌⻐⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "厂幺母民虎西见角贝车辶钅长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
"""Radicals some fonts map to instead of the characters they print; Unicode gives these no decomposition."""

_FOLDED = {
    code: folded
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00))
    if len(folded := RADICALS.get(chr(code)) or unicodedata.normalize("NFKC", chr(code))) == 1 and folded != chr(code)
}
# pdfium marks a hyphen at the end of a line by these.
_FOLDED |= {0x02: "-", 0xFFFE: "-", 0x00: "�"}
_UNSEEN_WHITE = ("Cc", "Cf", "Zs", "Zl", "Zp")
_COVERED_SHARE = 0.1
"""A character of which a clip leaves no more than this is not to be seen."""

OPAQUE = 255
SOLID = 0.98
"""A picture of which this share is opaque hides what lies below."""

Numbers = Any
Opaque = Callable[[pdfium.Handle], bool]
"""Says of a picture whether it hides what lies below."""


class PageFrame(NamedTuple):
    """A page as displayed: its box in the file's coordinates and how far it is turned clockwise (quarters)."""

    box: Box
    turned: int

    @property
    def width(self) -> float:
        """Width as displayed."""
        return self.box[3] - self.box[1] if self.turned % 2 else self.box[2] - self.box[0]

    @property
    def height(self) -> float:
        """Height as displayed."""
        return self.box[2] - self.box[0] if self.turned % 2 else self.box[3] - self.box[1]

    def point(self, x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
        """A point of the file (or arrays of them) as displayed, from the top left."""
        (x_sign, x_shift), (y_sign, y_shift) = self._axes()
        x, y = x_sign * x + x_shift, y_sign * y + y_shift
        return (y, x) if self.turned % 2 else (x, y)

    def rules(self, horizontal: list[Rule], vertical: list[Rule]) -> tuple[list[Rule], list[Rule]]:
        """The file's horizontal and vertical lines as (horizontal, vertical) ones of the displayed page."""
        x_axis, y_axis = self._axes()
        level, upright = _moved(horizontal, y_axis, x_axis), _moved(vertical, x_axis, y_axis)
        return (upright, level) if self.turned % 2 else (level, upright)

    def _axes(self) -> tuple[tuple[int, float], tuple[int, float]]:
        """Sign and shift of x and y from the file to the display, before they change places."""
        left, bottom, right, top = self.box
        return ((1, -left), (-1, right))[self.turned in (2, 3)], ((1, -bottom), (-1, top))[self.turned in (0, 3)]


def _moved(rules: list[Rule], at_axis: tuple[int, float], run_axis: tuple[int, float]) -> list[Rule]:
    (at_sign, at_shift), (sign, shift) = at_axis, run_axis
    if sign > 0:
        return [Rule(at_sign * at + at_shift, start + shift, end + shift) for at, start, end in rules]
    return [Rule(at_sign * at + at_shift, shift - end, shift - start) for at, start, end in rules]


@dataclass(slots=True)
class Page:
    """A page read: what can be seen, what cannot, and its ruled lines, from the top left."""

    number: int
    width: float
    height: float
    characters: list[Character]
    hidden: list[Character]
    horizontal: list[Rule]
    vertical: list[Rule]
    pictures: int
    cut_off: bool


def read_page(document: Any, number: int) -> Page:
    """Read one page of an open pypdfium2 document (`number` counts from 1)."""
    handle = raw.FPDF_LoadPage(document, number - 1)
    if not handle:
        return Page(number, 0, 0, [], [], [], [], 0, True)
    text = raw.FPDFText_LoadPage(handle)
    try:
        frame = _frame(handle)
        found = painted(pdfium.address(handle))
        opaque = cache(lambda picture: _opaque(picture, document, handle))
        seen, hidden = _characters(pdfium.address(text), frame, found, opaque) if text else ([], [])
        level, upright = frame.rules(found.horizontal, found.vertical)
        return Page(
            number, frame.width, frame.height, seen, hidden, level, upright, found.pictures, found.cut_off
        )
    finally:
        if text:
            raw.FPDFText_ClosePage(text)
        raw.FPDF_ClosePage(handle)


def _frame(handle: Any) -> PageFrame:
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(handle, ctypes.byref(box))
    return PageFrame((box.left, box.bottom, box.right, box.top), raw.FPDFPage_GetRotation(handle) % 4)


def _characters(
    text: pdfium.Handle, frame: PageFrame, found: Painted, opaque: Opaque
) -> tuple[list[Character], list[Character]]:
    codes = _codes(text)
    printing = [index for index, code in enumerate(codes) if unicodedata.category(code) not in _UNSEEN_WHITE]
    if not printing:
        return [], []
    count = len(printing)
    origins = numpy.empty((count, 2), dtype=numpy.float64)
    boxes = numpy.empty((count, 4), dtype=numpy.float32)
    origin_at, box_at = origins.ctypes.data, boxes.ctypes.data
    origin, box = pdfium.character_origin, pdfium.character_box
    for index in printing:
        origin(text, index, origin_at, origin_at + 8)
        box(text, index, box_at)
        origin_at += 16
        box_at += 16
    hide = _hidden(text, printing, boxes, frame, found, opaque)
    characters = _placed([codes[index] for index in printing], origins, boxes.astype(numpy.float64), frame)
    if not hide.any():
        return characters, []
    seen = [character for character, unseen in zip(characters, hide, strict=True) if not unseen]
    return seen, [character for character, unseen in zip(characters, hide, strict=True) if unseen]


def _codes(text: pdfium.Handle) -> str:
    """The page's characters by pdfium's index, radicals folded to the characters they stand for."""
    pointer = ctypes.cast(text, raw.FPDF_TEXTPAGE)
    count = max(raw.FPDFText_CountChars(pointer), 0)
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    units = raw.FPDFText_GetText(pointer, 0, count, buffer)
    codes = bytes(buffer)[: 2 * max(units - 1, 0)].decode("utf-16-le", "replace")
    if len(codes) != count:
        codes = "".join(chr(min(pdfium.character_code(text, index), 0x10FFFF)) for index in range(count))
    return codes.translate(_FOLDED)


def _placed(codes: list[str], origins: Numbers, boxes: Numbers, frame: PageFrame) -> list[Character]:
    x0, y0 = frame.point(boxes[:, 0], boxes[:, 1])
    x1, y1 = frame.point(boxes[:, 2], boxes[:, 3])
    left, right = numpy.minimum(x0, x1), numpy.maximum(x0, x1)
    top, bottom = numpy.minimum(y0, y1), numpy.maximum(y0, y1)
    _, baseline = frame.point(origins[:, 0], origins[:, 1])
    height, width = bottom - top, right - left
    astray = (baseline < top - 1) | (baseline > bottom + 1)
    baseline = numpy.where(astray, bottom - 0.15 * height, baseline)
    # Loose boxes are as high as the font says, which some fonts overstate; a Chinese character is as high as wide.
    wide = numpy.array([code >= "⺀" for code in codes])
    size = numpy.where(wide & (width > 0), numpy.minimum(width, height), height)
    columns = (left.tolist(), right.tolist(), baseline.tolist(), size.tolist())
    return list(map(Character, codes, *columns))


def _hidden(
    text: pdfium.Handle, printing: list[int], boxes: Numbers, frame: PageFrame, found: Painted, opaque: Opaque
) -> Numbers:
    """Which characters cannot be seen: outside the page or clip, unpainted, white on white, or painted over."""
    page = frame.box
    left, top, right, bottom = boxes.T
    hide = (right <= page[0]) | (left >= page[2]) | (top <= page[1]) | (bottom >= page[3])
    covers = _covering(found)
    suspects = {
        item: paint
        for item, paint in found.texts.items()
        if paint.invisible or paint.white or paint.clip or _later(paint, covers)
    }
    if not suspects:
        return hide
    of = pdfium.character_object
    for position, index in enumerate(printing):
        paint = suspects.get(of(text, index))
        if paint is not None and not hide[position]:
            x0, y1, x1, y0 = boxes[position].tolist()
            hide[position] = _unseen(paint, (x0, y0, x1, y1), found.surfaces, covers, opaque)
    return hide


def _covering(found: Painted) -> list[Surface]:
    """Surfaces painted after some text that are sure to hide what lies below."""
    first = min((paint.order for paint in found.texts.values()), default=0)
    return [item for item in found.surfaces if item.rectangle and item.order > first]


def _later(paint: TextPaint, covers: list[Surface]) -> bool:
    if not covers or covers[-1].order < paint.order:
        return False
    left, bottom, right, top = paint.box
    return any(
        cover.order > paint.order
        and cover.box[0] < right
        and left < cover.box[2]
        and cover.box[1] < top
        and bottom < cover.box[3]
        for cover in covers
    )


def _unseen(
    paint: TextPaint, box: Box, surfaces: list[Surface], covers: list[Surface], opaque: Opaque
) -> bool:
    if paint.invisible:
        return True
    left, bottom, right, top = box
    if paint.clip:
        width = min(right, paint.clip[2]) - max(left, paint.clip[0])
        height = min(top, paint.clip[3]) - max(bottom, paint.clip[1])
        if max(width, 0) * max(height, 0) <= _COVERED_SHARE * (right - left) * (top - bottom):
            return True
    x, y = (left + right) / 2, (bottom + top) / 2
    for cover in covers:
        if cover.order > paint.order and _holds(cover.box, x, y) and (not cover.picture or opaque(cover.picture)):
            return True
    if paint.white:
        under = [surface for surface in surfaces if surface.order < paint.order and _holds(surface.box, x, y)]
        return not under or under[-1].white
    return False


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _opaque(picture: pdfium.Handle, document: Any, page: Any) -> bool:
    """Whether a picture hides what lies below; one with a clear background (a seal) does not."""
    bitmap = raw.FPDFImageObj_GetRenderedBitmap(document, page, ctypes.cast(picture, raw.FPDF_PAGEOBJECT))
    if not bitmap:
        return False
    try:
        if raw.FPDFBitmap_GetFormat(bitmap) != raw.FPDFBitmap_BGRA:
            return True
        height, stride = raw.FPDFBitmap_GetHeight(bitmap), raw.FPDFBitmap_GetStride(bitmap)
        content = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), height * stride)
        alpha = numpy.frombuffer(content, dtype=numpy.uint8).reshape(height, stride)
        return bool((alpha[:, 3 : 4 * raw.FPDFBitmap_GetWidth(bitmap) : 4] == OPAQUE).mean() > SOLID)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
