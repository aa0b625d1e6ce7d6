"""Pages of a PDF as small pictures."""

from __future__ import annotations

import base64
import math
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

SCALE = 1.8
"""Pixels per point: about 130 dpi, sharp enough to read a printed figure."""

_PIXELS = 4_000_000
_HEAVY = 300_000
_BUDGET = 6_000_000
_WHITE = bytes(range(240, 256))


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page: its number, its size in points, its picture as a data URI, and from where to where print reaches."""

    number: int
    width: float
    height: float
    uri: str
    left: float
    right: float


def page_images(source: bytes, numbers: Iterable[int], *, limit: int = 60) -> dict[int, PageImage]:
    """Pictures of the pages asked for, most wanted first, until `limit` pages or some megabytes are reached.

    Pages that cannot be drawn are left out; a file that is no PDF gives none.
    """
    import pypdfium2

    images: dict[int, PageImage] = {}
    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError:
        return images
    try:
        spent = 0
        for number in dict.fromkeys(numbers):
            if len(images) >= limit or spent >= _BUDGET:
                break
            if not 1 <= number <= len(document):
                continue
            try:
                image = _drawn(document[number - 1], number)
            except pypdfium2.PdfiumError:
                continue
            images[number] = image
            spent += len(image.uri)
    finally:
        document.close()
    return images


def _drawn(page: PdfPage, number: int) -> PageImage:
    width, height = page.get_size()
    scale = min(SCALE, math.sqrt(_PIXELS / max(width * height, 1)))
    bitmap = page.render(scale=scale, grayscale=True)
    pixels = bytes(bitmap.buffer)
    # Few greys halve the size of a page of print; a scan needs fewer still.
    picture = _png(pixels, bitmap.width, bitmap.height, bitmap.stride, greys=16)
    if len(picture) > _HEAVY:
        picture = _png(pixels, bitmap.width, bitmap.height, bitmap.stride, greys=4)
    uri = "data:image/png;base64," + base64.b64encode(picture).decode("ascii")
    left, right = _reach(pixels, bitmap.width, bitmap.height, bitmap.stride)
    return PageImage(number, width, height, uri, left / scale, right / scale)


def _reach(pixels: bytes, width: int, height: int, stride: int) -> tuple[int, int]:
    left, right = width, 0
    for start in range(0, height * stride, stride):
        row = pixels[start : start + width].rstrip(_WHITE)
        if row:
            left, right = min(left, len(row) - len(row.lstrip(_WHITE))), max(right, len(row))
    return (left, right) if left < right else (0, width)


def _png(pixels: bytes, width: int, height: int, stride: int, *, greys: int) -> bytes:
    step = 255 / (greys - 1)
    levels = bytes(round(round(value / step) * step) for value in range(256))
    flat = pixels.translate(levels)
    rows = b"".join(b"\0" + flat[start : start + width] for start in range(0, height * stride, stride))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
