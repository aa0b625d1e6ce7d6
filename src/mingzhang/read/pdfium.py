"""The few pdfium functions the PDF reader calls many thousand times a page, bound for speed."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

from pypdfium2 import raw

Handle = int
"""The address of a pdfium object."""

_POINTER = ctypes.c_void_p
_INT = ctypes.c_int


def address(pointer: Any) -> Handle:
    """The address behind a handle that pypdfium2 gave."""
    return ctypes.cast(pointer, _POINTER).value or 0


def _bind(name: str, *arguments: Any, result: Any = _INT) -> Callable[..., Any]:
    """A pdfium function that takes addresses as integers: half the cost of the generated binding."""
    # PYFUNCTYPE keeps the interpreter lock: pdfium is not thread-safe.
    return ctypes.PYFUNCTYPE(result, *arguments)(address(getattr(raw, name)))


count_objects = _bind("FPDFPage_CountObjects", _POINTER)
get_object = _bind("FPDFPage_GetObject", _POINTER, _INT, result=_POINTER)
count_form_objects = _bind("FPDFFormObj_CountObjects", _POINTER)
get_form_object = _bind("FPDFFormObj_GetObject", _POINTER, ctypes.c_ulong, result=_POINTER)

object_type = _bind("FPDFPageObj_GetType", _POINTER)
object_bounds = _bind("FPDFPageObj_GetBounds", _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)
object_matrix = _bind("FPDFPageObj_GetMatrix", _POINTER, _POINTER)
fill_colour = _bind("FPDFPageObj_GetFillColor", _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)
stroke_colour = _bind("FPDFPageObj_GetStrokeColor", _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)
stroke_width = _bind("FPDFPageObj_GetStrokeWidth", _POINTER, _POINTER)
draw_mode = _bind("FPDFPath_GetDrawMode", _POINTER, _POINTER, _POINTER)
render_mode = _bind("FPDFTextObj_GetTextRenderMode", _POINTER)

count_segments = _bind("FPDFPath_CountSegments", _POINTER)
get_segment = _bind("FPDFPath_GetPathSegment", _POINTER, _INT, result=_POINTER)
segment_type = _bind("FPDFPathSegment_GetType", _POINTER)
segment_point = _bind("FPDFPathSegment_GetPoint", _POINTER, _POINTER, _POINTER)
segment_closes = _bind("FPDFPathSegment_GetClose", _POINTER)

clip_path = _bind("FPDFPageObj_GetClipPath", _POINTER, result=_POINTER)
count_clip_paths = _bind("FPDFClipPath_CountPaths", _POINTER)
count_clip_segments = _bind("FPDFClipPath_CountPathSegments", _POINTER, _INT)
get_clip_segment = _bind("FPDFClipPath_GetPathSegment", _POINTER, _INT, _INT, result=_POINTER)

character_origin = _bind("FPDFText_GetCharOrigin", _POINTER, _INT, _POINTER, _POINTER)
character_box = _bind("FPDFText_GetLooseCharBox", _POINTER, _INT, _POINTER)
character_object = _bind("FPDFText_GetTextObject", _POINTER, _INT, result=_POINTER)
character_code = _bind("FPDFText_GetUnicode", _POINTER, _INT, result=ctypes.c_uint)
character_angle = _bind("FPDFText_GetCharAngle", _POINTER, _INT, result=ctypes.c_float)
