"""Which characters of a PDF page a reader cannot see, although they are in the file."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from typing import Any

import numpy
from pypdfium2 import raw

from mingzhang.read import pdfium
from mingzhang.read.page_frame import Numbers, PageFrame
from mingzhang.read.pdf_objects import Painted, Surface, TextPaint
from mingzhang.read.ruled_grid import Box

LEFT_BY_CLIP = 0.1
"""A character of which a clip leaves no more than this is not to be seen."""
OPAQUE = 255
SOLID = 0.98
"""A picture of which this share is opaque hides what lies below."""

Opaque = Callable[[pdfium.Handle], bool]
"""Says of a picture whether it hides what lies below."""


def hidden_characters(
    text: pdfium.Handle, printing: Sequence[int], boxes: Numbers, frame: PageFrame, found: Painted, opaque: Opaque
) -> Numbers:
    """Which characters cannot be seen: outside the page or clip, unpainted, white on white, or painted over."""
    page = frame.box
    left, top, right, bottom = boxes.T
    hide = (right <= page[0]) | (left >= page[2]) | (top <= page[1]) | (bottom >= page[3])
    covers = _covering(found)
    covered = _covered(found, covers)
    suspects = {
        item: paint
        for item, paint in found.texts.items()
        if paint.invisible or paint.white or paint.clip or item in covered
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


def _covered(found: Painted, covers: Sequence[Surface]) -> set[pdfium.Handle]:
    """The text objects that something painted later may hide, at least in part."""
    if not covers:
        return set()
    left, bottom, right, top = numpy.array([cover.box for cover in covers]).T
    order = numpy.array([cover.order for cover in covers])
    last = covers[-1].order
    return {
        item
        for item, paint in found.texts.items()
        if paint.order < last
        and (
            (order > paint.order)
            & (left < paint.box[2])
            & (right > paint.box[0])
            & (bottom < paint.box[3])
            & (top > paint.box[1])
        ).any()
    }


def _unseen(paint: TextPaint, box: Box, surfaces: list[Surface], covers: list[Surface], opaque: Opaque) -> bool:
    if paint.invisible:
        return True
    left, bottom, right, top = box
    if paint.clip:
        width = min(right, paint.clip[2]) - max(left, paint.clip[0])
        height = min(top, paint.clip[3]) - max(bottom, paint.clip[1])
        if max(width, 0) * max(height, 0) <= LEFT_BY_CLIP * (right - left) * (top - bottom):
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


def is_opaque(picture: pdfium.Handle, document: Any, page: Any) -> bool:
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
