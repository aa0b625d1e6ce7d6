"""What a PDF page paints besides its text: ruled lines, surfaces that may hide text, and text objects not to be seen.

Coordinates are the page's own (origin at the bottom left); `pdf_characters` turns them.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from pypdfium2 import raw

from mingzhang.read import pdfium
from mingzhang.read.matrix import Matrix, bounding, compose, contains, meet, moved, moved_box, overlap, scale, within
from mingzhang.read.ruled_grid import Box, Rule

THIN = 2.5
"""A filled rectangle up to this thickness is a ruled line."""
THICKEST_STROKE = 5.0
WHITE = 245
"""A colour whose parts all reach this is white to the eye."""
MOST_OBJECTS = 200_000
"""A page with more objects is cut off here, so that reading always ends."""
DEEPEST_FORM = 12
SLANT = 0.02

LONGEST_CLIP = 1000

Numbers = tuple[float, ...]
Colour = tuple[int, int, int, int]
"""Red, green, blue and opacity, each up to 255."""

_TEXT, _PATH = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH
_FILLED = {raw.FPDF_TEXTRENDERMODE_FILL, raw.FPDF_TEXTRENDERMODE_FILL_CLIP}
_UNPAINTED = {raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP}
# Quicker than reading a ctypes array item by item.
_FOUR_FLOATS = struct.Struct("4f").unpack_from
_FOUR_INTEGERS = struct.Struct("4I").unpack_from


class Surface(NamedTuple):
    """An opaque filled area or a picture: where it stands in the order of painting and what it looks like."""

    order: int
    box: Box
    white: bool
    picture: pdfium.Handle
    rectangle: bool


class TextPaint(NamedTuple):
    """How a text object is painted: its place in the order, its bounds, and what may keep it from being seen."""

    order: int
    box: Box
    clip: Box | None
    invisible: bool
    white: bool
    colour: Colour


@dataclass(slots=True)
class Painted:
    """All that matters of a page's objects."""

    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    surfaces: list[Surface] = field(default_factory=list)
    texts: dict[pdfium.Handle, TextPaint] = field(default_factory=dict)
    pictures: int = 0
    cut_off: bool = False


def painted(page: pdfium.Handle) -> Painted:
    """Walk a page's objects, those inside form objects too."""
    return _Walk().walk(page)


class _Walk:
    """One walk over a page; the buffers are reused for every call into pdfium."""

    def __init__(self) -> None:
        self.found = Painted()
        self.order = 0
        self.floats = (ctypes.c_float * 8)()
        self.integers = (ctypes.c_uint * 4)()
        self.clips: dict[tuple[int, Numbers, Matrix | None, Box | None], Box | None] = {}
        start = ctypes.addressof(self.floats)
        self.at = tuple(start + 4 * index for index in range(8))
        start = ctypes.addressof(self.integers)
        self.colour_at = tuple(start + 4 * index for index in range(4))

    def walk(self, page: pdfium.Handle) -> Painted:
        get, count = pdfium.get_object, pdfium.count_objects(page)
        self._objects((get(page, index) for index in range(count)), None, None, 0)
        return self.found

    def _objects(self, objects: Iterator[int], matrix: Matrix | None, clip: Box | None, depth: int) -> None:
        kind_of = pdfium.object_type
        for item in objects:
            if self.order >= MOST_OBJECTS:
                self.found.cut_off = True
                return
            self.order += 1
            kind = kind_of(item)
            if kind == _TEXT:
                self._text(item, matrix, clip)
            elif kind == _PATH:
                self._path(item, matrix, clip)
            elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
                self.found.pictures += kind == raw.FPDF_PAGEOBJ_IMAGE
                box = within(self._bounds(item, matrix), self._clip(item, matrix, clip))
                if box:
                    picture = item if kind == raw.FPDF_PAGEOBJ_IMAGE else 0
                    self.found.surfaces.append(Surface(self.order, box, False, picture, bool(picture)))
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST_FORM:
                inner = self._matrix(item)
                whole = compose(inner, matrix) if matrix else inner
                get = pdfium.get_form_object
                children = (get(item, index) for index in range(pdfium.count_form_objects(item)))
                self._objects(children, whole, self._clip(item, matrix, clip), depth + 1)

    def _text(self, item: pdfium.Handle, matrix: Matrix | None, clip: Box | None) -> None:
        colour = self._colour(pdfium.fill_colour, item)
        mode = pdfium.render_mode(item)
        box = self._bounds(item, matrix)
        clip = self._clip(item, matrix, clip)
        if clip and contains(clip, box):
            clip = None
        filled = mode in _FILLED
        invisible = mode in _UNPAINTED or (filled and not colour[3])
        self.found.texts[item] = TextPaint(self.order, box, clip, invisible, filled and _is_white(colour), colour)

    def _path(self, item: pdfium.Handle, matrix: Matrix | None, clip: Box | None) -> None:
        pdfium.draw_mode(item, self.colour_at[0], self.colour_at[1])
        filled, stroked = self.integers[0], self.integers[1]
        if not filled and not stroked:
            return
        box = self._bounds(item, matrix)
        clip = self._clip(item, matrix, clip)
        if clip is not None:
            if not overlap(box, clip):
                return
            if not stroked:
                box = within(box, clip) or box
        if stroked:
            colour = self._colour(pdfium.stroke_colour, item)
            if colour[3] and not _is_white(colour):
                self._stroke(item, box, matrix)
        if filled:
            colour = self._colour(pdfium.fill_colour, item)
            if colour[3]:
                self._fill(item, box, matrix, colour[3], _is_white(colour))

    def _fill(self, item: pdfium.Handle, box: Box, matrix: Matrix | None, alpha: int, white: bool) -> None:
        left, bottom, right, top = box
        if min(right - left, top - bottom) <= THIN:
            if not white:
                self._rule(box)
            return
        segments = pdfium.count_segments(item)
        if segments > 5 and not white:
            for part in self._subpaths(item, matrix):
                part_box = bounding(part)
                if part_box and min(part_box[2] - part_box[0], part_box[3] - part_box[1]) <= THIN:
                    self._rule(part_box)
        if alpha == 255:
            self.found.surfaces.append(Surface(self.order, box, white, 0, segments in (4, 5)))

    def _rule(self, box: Box) -> None:
        """A thin rectangle as a line along its longer side; a speck may be the corner of either kind."""
        left, bottom, right, top = box
        width, height = right - left, top - bottom
        if width >= height and (width > 0 or height > 0):
            self.found.horizontal.append(Rule((bottom + top) / 2, left, right))
        if height >= width or max(width, height) <= THIN:
            self.found.vertical.append(Rule((left + right) / 2, bottom, top))

    def _stroke(self, item: pdfium.Handle, box: Box, matrix: Matrix | None) -> None:
        pdfium.stroke_width(item, self.at[0])
        if self.floats[0] * (scale(matrix) if matrix else 1.0) > THICKEST_STROKE:
            return
        if min(box[2] - box[0], box[3] - box[1]) <= THIN:
            self._rule(box)
            return
        for part in self._subpaths(item, matrix):
            for (x0, y0), (x1, y1) in pairwise(part):
                if abs(y1 - y0) <= max(0.3, SLANT * abs(x1 - x0)):
                    self.found.horizontal.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
                elif abs(x1 - x0) <= max(0.3, SLANT * abs(y1 - y0)):
                    self.found.vertical.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))

    def _subpaths(self, item: pdfium.Handle, matrix: Matrix | None) -> Iterator[list[tuple[float, float]]]:
        """The straight runs of a path on the page; a curve ends one."""
        own = self._matrix(item)
        whole = compose(own, matrix) if matrix else own
        points: list[tuple[float, float]] = []
        origin = (0.0, 0.0)
        for index in range(min(pdfium.count_segments(item), MOST_OBJECTS)):
            segment = pdfium.get_segment(item, index)
            pdfium.segment_point(segment, self.at[0], self.at[1])
            point = moved(whole, self.floats[0], self.floats[1])
            kind = pdfium.segment_type(segment)
            if kind == raw.FPDF_SEGMENT_LINETO:
                points.append(point)
            else:
                if len(points) > 1:
                    yield points
                points = [point]
                if kind == raw.FPDF_SEGMENT_MOVETO:
                    origin = point
            if pdfium.segment_closes(segment):
                points.append(origin)
        if len(points) > 1:
            yield points

    def _bounds(self, item: pdfium.Handle, matrix: Matrix | None) -> Box:
        at = self.at
        if not pdfium.object_bounds(item, at[0], at[1], at[2], at[3]):
            return 0.0, 0.0, 0.0, 0.0
        box: Box = _FOUR_FLOATS(self.floats)
        return box if matrix is None else moved_box(matrix, box)

    def _matrix(self, item: pdfium.Handle) -> Matrix:
        pdfium.object_matrix(item, self.at[0])
        a, b, c, d, e, f = self.floats[:6]
        return a, b, c, d, e, f

    def _colour(self, getter: Callable[..., int], item: pdfium.Handle) -> Colour:
        """The colour of an object; a pattern counts as opaque and black."""
        at = self.colour_at
        if not getter(item, at[0], at[1], at[2], at[3]):
            return 0, 0, 0, 255
        colour: Colour = _FOUR_INTEGERS(self.integers)
        return colour

    def _clip(self, item: pdfium.Handle, matrix: Matrix | None, outer: Box | None) -> Box | None:
        """The box that an object is clipped to, or None."""
        clip = pdfium.clip_path(item)
        count = pdfium.count_clip_paths(clip) if clip else 0
        if count <= 0:
            return outer
        # Clips nest, so objects with as many of them and the same innermost one share all.
        innermost = self._clip_corners(clip, count - 1)
        key = count, innermost, matrix, outer
        if key not in self.clips:
            for path in range(count):
                corners = innermost if path == count - 1 else self._clip_corners(clip, path)
                if corners:
                    box = min(corners[::2]), min(corners[1::2]), max(corners[::2]), max(corners[1::2])
                    box = moved_box(matrix, box) if matrix else box
                    outer = meet(outer, box) if outer else box
            self.clips[key] = outer
        return self.clips[key]

    def _clip_corners(self, clip: pdfium.Handle, path: int) -> Numbers:
        """The points of a clip path as x, y, x, y …; of a rectangle two opposite ones are enough."""
        segments = pdfium.count_clip_segments(clip, path)
        at = self.at
        if segments in (4, 5):
            pdfium.segment_point(pdfium.get_clip_segment(clip, path, 0), at[0], at[1])
            pdfium.segment_point(pdfium.get_clip_segment(clip, path, 2), at[2], at[3])
            corners: Box = _FOUR_FLOATS(self.floats)
            return corners
        points: list[float] = []
        for index in range(min(segments, LONGEST_CLIP)):
            pdfium.segment_point(pdfium.get_clip_segment(clip, path, index), at[0], at[1])
            points += self.floats[:2]
        return tuple(points)


def _is_white(colour: Colour) -> bool:
    red, green, blue, _ = colour
    return red >= WHITE and green >= WHITE and blue >= WHITE
