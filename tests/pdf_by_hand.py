"""PDF files written by hand, for what no word processor would write the same way twice."""

from __future__ import annotations

from collections.abc import Sequence


def pdf(*pages: str | bytes, box: str = "0 0 595 842", page_keys: str = "", objects: Sequence[bytes] = ()) -> bytes:
    """A PDF with these content streams and Helvetica as /F1.

    `objects` become objects 10, 11 …; `page_keys` go into every page; the page's resources name /X10, /X11 … and /G0
    (wholly transparent).
    """
    parts: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    }
    for index, body in enumerate(objects):
        parts[10 + index] = body
    named = " ".join(f"/X{10 + index} {10 + index} 0 R" for index in range(len(objects)))
    resources = f"<< /Font << /F1 3 0 R >> /XObject << {named} >> /ExtGState << /G0 << /ca 0 /CA 0 >> >> >>"
    kids = []
    for index, page in enumerate(pages):
        content = page if isinstance(page, bytes) else page.encode("latin-1")
        number = 100 + 2 * index
        kids.append(f"{number} 0 R")
        parts[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] {page_keys} /Resources {resources} "
            f"/Contents {number + 1} 0 R >>"
        ).encode()
        parts[number + 1] = stream(content)
    parts[2] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in sorted(parts.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in sorted(places.items()):
        out += f"{number} 1\n{place:010d} 00000 n \n".encode()
    out += f"trailer\n<< /Size {max(places) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def stream(content: bytes, keys: str = "") -> bytes:
    """A stream object's body."""
    return f"<< /Length {len(content)} {keys} >>\nstream\n".encode() + content + b"\nendstream"


def picture(keys: str = "") -> bytes:
    """A picture of one grey dot."""
    return stream(
        b"\x80", f"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 {keys}"
    )


def text(words: str, x: float, y: float, size: float = 10, before: str = "") -> str:
    """Operators that print words at a place (from the bottom left)."""
    return f"BT {before} /F1 {size} Tf {x} {y} Td ({words}) Tj ET\n"


def lines(*segments: tuple[float, float, float, float], width: float = 0.5) -> str:
    """Operators that stroke straight lines."""
    return f"{width} w " + " ".join(f"{a} {b} m {c} {d} l S" for a, b, c, d in segments) + "\n"


def ruling(xs: Sequence[float], ys: Sequence[float]) -> str:
    """Operators that rule a full grid."""
    across = [(xs[0], y, xs[-1], y) for y in ys]
    return lines(*across, *[(x, min(ys), x, max(ys)) for x in xs])
