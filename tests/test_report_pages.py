from __future__ import annotations

import base64
import struct
import zlib

import report_sample as sample
from mingzhang.report.pages import SCALE, page_images


def unpacked(uri: str) -> tuple[int, int, list[bytes]]:
    data = base64.b64decode(uri.removeprefix("data:image/png;base64,"))
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    length = struct.unpack(">I", data[33:37])[0]
    rows = zlib.decompress(data[41 : 41 + length])
    return width, height, [rows[at + 1 : at + 1 + width] for at in range(0, len(rows), width + 1)]


def test_a_page_becomes_a_picture_with_its_print_in_place():
    image = page_images(sample.pdf(), [1])[1]
    assert (image.width, image.height) == (200, 100)
    width, height, rows = unpacked(image.uri)
    assert (width, height) == (round(200 * SCALE), round(100 * SCALE))
    assert rows[round(20 * SCALE)][round(60 * SCALE)] == 0
    assert rows[round(80 * SCALE)][round(60 * SCALE)] == 255
    assert abs(image.left - 50) < 1
    assert abs(image.right - 90) < 1


def test_pages_that_do_not_exist_are_left_out_and_the_limit_holds():
    assert list(page_images(sample.pdf(), [2, 9, 0, -1, 2, 1])) == [2, 1]
    assert list(page_images(sample.pdf(), [2, 1], limit=1)) == [2]


def test_a_file_that_is_no_pdf_gives_no_pictures():
    assert page_images(b"%PDF-1.7 broken", [1]) == {}
    assert page_images(b"", [1]) == {}


def test_the_same_page_is_the_same_picture_every_time():
    assert page_images(sample.pdf(), [1]) == page_images(sample.pdf(), [1])
