"""What the readers of office files agree on before they believe an archive or its XML."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib

BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
    EOFError, OSError, NotImplementedError, ValueError, LookupError, RuntimeError, OverflowError, MemoryError,
)  # fmt: skip
"""What opening or unpacking a broken archive may raise."""
_ENTRY = b"PK\x01\x02"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def count_entries(data: bytes) -> int:
    """About how many parts an archive lists, counted without building the list."""
    return data.count(_ENTRY)


def is_usual(entry: zipfile.ZipInfo) -> bool:
    """Whether a part is packed as office programs pack; other ways may claim gigabytes of memory to unpack."""
    return entry.compress_type in _METHODS


def count_marks(xml: bytes) -> int:
    """About how many nodes a parser makes of XML: each tag and each attribute takes memory, however short it is."""
    return xml.count(b"<") + xml.count(b"=")
