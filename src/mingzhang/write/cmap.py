"""Which characters a font file has: its character map, read without unpacking anything else."""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

_COLLECTION = b"ttcf"
_MOST_TABLES = 200
_MOST_RANGES = 200_000
_FULL_FIRST = ((3, 10), (0, 6), (0, 4), (0, 3), (3, 1), (0, 2), (0, 1), (0, 0))
"""Platform and encoding of the maps that speak Unicode, the fullest first."""


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of a font as sorted ranges, `ends` included."""

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    def __contains__(self, character: str) -> bool:
        at = bisect_right(self.starts, ord(character)) - 1
        return at >= 0 and ord(character) <= self.ends[at]


def characters(path: Path, index: int = 0) -> Characters:
    """The characters of font `index` in the file; none where the file is no font or is damaged."""
    try:
        with path.open("rb") as file:
            start = file.read(12)
            offset = 0
            if start[:4] == _COLLECTION:
                file.seek(12 + 4 * index)
                (offset,) = struct.unpack(">I", file.read(4))
            file.seek(offset + 4)
            (count,) = struct.unpack(">H", file.read(2))
            file.seek(offset + 12)
            for _ in range(min(count, _MOST_TABLES)):
                tag, _, at, length = struct.unpack(">4sIII", file.read(16))
                if tag == b"cmap":
                    file.seek(at)
                    return _ranges(file.read(length))
    except (OSError, struct.error, ValueError, OverflowError):
        pass
    return Characters()


def _ranges(cmap: bytes) -> Characters:
    (count,) = struct.unpack_from(">H", cmap, 2)
    maps = {}
    for at in range(min(count, _MOST_TABLES)):
        platform, encoding, offset = struct.unpack_from(">HHI", cmap, 4 + 8 * at)
        maps[platform, encoding] = offset
    found: set[tuple[int, int]] = set()
    for kind in _FULL_FIRST:
        if kind in maps:
            found = _read(cmap, maps[kind])
            if found:
                break
    ordered = sorted(found)
    return Characters(tuple(start for start, _ in ordered), tuple(end for _, end in ordered))


def _read(cmap: bytes, at: int) -> set[tuple[int, int]]:
    (form,) = struct.unpack_from(">H", cmap, at)
    if form in (12, 13):
        (groups,) = struct.unpack_from(">I", cmap, at + 12)
        triples = (struct.unpack_from(">III", cmap, at + 16 + 12 * n) for n in range(min(groups, _MOST_RANGES)))
        return {(start, end) for start, end, _ in triples if start <= end}
    if form == 4:
        return _segments(cmap, at)
    return set()


def _segments(cmap: bytes, at: int) -> set[tuple[int, int]]:
    """Format 4. A character of a segment may still stand for no glyph where the segment points into a list."""
    (twice,) = struct.unpack_from(">H", cmap, at + 6)
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", cmap, at + 14)
    starts = struct.unpack_from(f">{count}H", cmap, at + 16 + twice)
    deltas = struct.unpack_from(f">{count}H", cmap, at + 16 + 2 * twice)
    lists = at + 16 + 3 * twice
    found: set[tuple[int, int]] = set()
    for n, (start, end, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        if start > end or start == 0xFFFF:
            continue
        (offset,) = struct.unpack_from(">H", cmap, lists + 2 * n)
        if not offset:
            hole = -delta % 0x10000
            found |= {(a, b) for a, b in ((start, min(end, hole - 1)), (max(start, hole + 1), end)) if a <= b}
            continue
        glyphs = struct.unpack_from(f">{end - start + 1}H", cmap, lists + 2 * n + offset)
        found |= {(start + step, start + step) for step, glyph in enumerate(glyphs) if glyph}
    return found
