"""The characters of a PDF page: where each stands, and whether a reader can see it."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy
from pypdfium2 import raw

from mingzhang.read import pdfium
from mingzhang.read.page_frame import Numbers, PageFrame
from mingzhang.read.pdf_objects import Painted, painted
from mingzhang.read.pdf_overlays import Candidate, candidates
from mingzhang.read.pdf_visibility import Opaque, hidden_characters, is_opaque
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

ANGLES = 40
"""So many characters of a page say which way it stands."""
SPACE = 0x20


@dataclass(slots=True)
class Page:
    """A page read: what can be seen, what cannot, and its ruled lines, from the top left.

    `overlays` may be laid over the page rather than printed in it; their places are those of `characters`.
    Where its text lies on its side as the page is `shown`, all is as if the page were turned to `read` it.
    """

    number: int
    shown: PageFrame
    read: PageFrame
    characters: list[Character]
    hidden: list[Character]
    horizontal: list[Rule]
    vertical: list[Rule]
    pictures: int
    cut_off: bool
    overlays: list[Candidate] = field(default_factory=list)

    @property
    def lying(self) -> bool:
        """Whether the text lies on its side (or head) as the page is displayed."""
        return self.shown.turned != self.read.turned

    def as_shown(self, box: Box) -> Box:
        """A box of the page as read, on the page as displayed."""
        left, top, right, bottom = self.shown.shown_box(self.read.file_box(box)) if self.lying else box
        return round(left, 2), round(top, 2), round(right, 2), round(bottom, 2)


def read_page(document: Any, number: int) -> Page:
    """Read one page of an open pypdfium2 document (`number` counts from 1)."""
    handle = raw.FPDF_LoadPage(document, number - 1)
    if not handle:
        nowhere = PageFrame((0, 0, 0, 0), 0)
        return Page(number, nowhere, nowhere, [], [], [], [], 0, True)
    text = raw.FPDFText_LoadPage(handle)
    try:
        shown = _frame(handle)
        frame = shown._replace(turned=_upright(text, shown.turned)) if text else shown
        found = painted(pdfium.address(handle))
        opaque = cache(lambda picture: is_opaque(picture, document, handle))
        seen, hidden, overlays = _characters(pdfium.address(text), frame, found, opaque) if text else ([], [], [])
        level, upright = frame.rules(found.horizontal, found.vertical)
        return Page(number, shown, frame, seen, hidden, level, upright, found.pictures, found.cut_off, overlays)
    finally:
        if text:
            raw.FPDFText_ClosePage(text)
        raw.FPDF_ClosePage(handle)


def _frame(handle: Any) -> PageFrame:
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(handle, ctypes.byref(box))
    return PageFrame((box.left, box.bottom, box.right, box.top), raw.FPDFPage_GetRotation(handle) % 4)


def _upright(text: Any, turned: int) -> int:
    """How far the page must be turned so that most of its text stands upright."""
    count = raw.FPDFText_CountChars(text)
    handle = pdfium.address(text)
    votes = Counter(
        -round(pdfium.character_angle(handle, index) / (math.pi / 2)) % 4
        for index in range(0, count, max(1, count // ANGLES))
        if pdfium.character_code(handle, index) > SPACE
    )
    most = max(votes, key=lambda turn: (votes[turn], turn == turned), default=turned)
    return most if votes[most] > votes.total() / 2 else turned


def _characters(
    text: pdfium.Handle, frame: PageFrame, found: Painted, opaque: Opaque
) -> tuple[list[Character], list[Character], list[Candidate]]:
    """What can be seen, what cannot, and what of the former may be laid over the page."""
    codes = _codes(text)
    printing = [index for index, code in enumerate(codes) if unicodedata.category(code) not in _UNSEEN_WHITE]
    if not printing:
        return [], [], []
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
    hide = hidden_characters(text, printing, boxes, frame, found, opaque)
    characters = _placed([codes[index] for index in printing], origins, boxes.astype(numpy.float64), frame)
    overlays = candidates(text, printing, boxes, found)
    if not hide.any():
        return characters, [], overlays
    seen = [character for character, unseen in zip(characters, hide, strict=True) if not unseen]
    places = (numpy.cumsum(~hide) - 1).tolist()
    overlays = [
        group._replace(places=kept)
        for group in overlays
        if (kept := [places[index] for index in group.places if not hide[index]])
    ]
    return seen, [character for character, unseen in zip(characters, hide, strict=True) if unseen], overlays


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
