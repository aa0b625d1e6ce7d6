from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mingzhang.check import check
from mingzhang.disclosure_json import to_json
from mingzhang.model import Disclosure
from mingzhang.read import Unreadable, read_bytes, read_file
from small_disclosure import DUMP, dump, read_text_dump


def refusal(data: bytes, name: str = "决算.pdf") -> str:
    """What the user is told: one clear sentence, never another exception."""
    with pytest.raises(Unreadable) as caught:
        read_bytes(data, name)
    return sentence(caught.value)


def sentence(problem: Unreadable) -> str:
    text = str(problem)
    assert text.endswith("。") and text.count("。") == 1 and "\n" not in text, text
    assert any("一" <= character <= "鿿" for character in text)
    return text


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空文件"),
        (b" \r\n\t  ", "空文件"),
        (archive("[Content_Types].xml", "word/document.xml"), "Word"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "Excel"),
        (archive("a.txt"), "压缩包"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "旧式"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "图片"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "图片"),
        (b"II*\x00" + bytes(100), "图片"),
        (b"GIF89a" + bytes(100), "图片"),
        (bytes(range(256)) * 20, "不是文本"),
        (b"\x00" * 1000, "不是文本"),
        ("今天天气很好，星星很多。".encode(), "看起来不是部门决算"),
        ("云岭市星图局2024年度部门决算\n\n决算见附图。".encode(), "没有认出任何一张决算表"),
        (
            "云岭市星图局2024年度部门预算\n\n一、部门预算编制说明\n\n2024年部门预算收入5万元，部门预算支出5万元。".encode(),
            "预算",
        ),
        (b"%PDF-1.7\n%not a pdf at all", ""),
    ],
)
def test_what_is_no_disclosure_is_refused_in_one_sentence_that_says_why(data: bytes, said: str):
    told = refusal(data)
    assert said in told and "决算.pdf" in told


def test_a_binary_that_is_no_text_in_any_encoding_is_refused():
    assert "不是文本" in refusal(b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + bytes(range(32)) * 40, "a.txt")


ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16"]


def cells(disclosure: Disclosure) -> list[tuple[str, str, str, str]]:
    return [(item.place.table or "", item.row_key, item.column, item.text) for item in disclosure.prints()]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_encoding_and_the_line_ends_of_a_text_make_no_difference(encoding: str, newline: str):
    found = read_bytes(DUMP.replace("\n", newline).encode(encoding), "星图局.txt")
    assert cells(found) == cells(read_text_dump())
    assert found.organisation == "云岭市星图局"


def test_big_endian_text_with_a_mark_is_read_too():
    assert cells(read_bytes(b"\xfe\xff" + DUMP.encode("utf-16-be"), "星图局.txt")) == cells(read_text_dump())


def test_the_content_counts_and_not_the_name(tmp_path: Path):
    path = tmp_path / "决算.pdf"
    path.write_bytes(DUMP.encode())
    assert read_file(path).format == "text"
    assert read_file(path).source == "决算.pdf"


def test_files_that_cannot_be_opened_are_refused_by_name(tmp_path: Path):
    for path, said in (
        (tmp_path / "没有.txt", "找不到文件"),
        (tmp_path, "文件夹"),
        (tmp_path / ("长" * 300), "无法打开"),
    ):
        with pytest.raises(Unreadable) as caught:
            read_file(path)
        assert said in sentence(caught.value)
        assert path.name in str(caught.value)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path):
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(600_000_000)
    with pytest.raises(Unreadable, match="MB"):
        read_file(path)


def test_one_table_is_enough_for_a_disclosure():
    text = dump()
    start, end = text.index("二、支出决算表"), text.index("三、财政拨款收入支出决算总表")
    found = read_bytes(text[start:end].encode(), "一张表.txt")
    assert [table.form for table in found.tables] == ["GK03"]


def test_reading_is_repeatable():
    assert read_text_dump() == read_text_dump()


relaxed = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
STARTS = (
    b"",
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    "收入支出决算总表\n公开01表\n".encode(),
)


@relaxed
@given(start=st.sampled_from(STARTS), data=st.binary(max_size=400))
@example(start=b"\xff\xfe", data=b"\xd8")
@example(start=b"", data="支出决算表\n项目\n合计 1".encode())
def test_no_bytes_whatever_raise_anything_but_a_refusal(start: bytes, data: bytes):
    try:
        read_bytes(start + data, "x.bin")
    except Unreadable as problem:
        sentence(problem)


WORDS = """
收入支出决算总表 支出决算表 公开03表 金额单位：万元 项目 行次 栏次 合计 基本支出 总计 决算数 预算数 人员经费合计
208 20805 2080501 30101 社会保障和就业支出 1,000.00 600.00 -5 1 2 3 注： 第二部分 一、
"""
words = st.sampled_from(["", " ", *WORDS.split()])


@relaxed
@given(st.lists(st.lists(words, max_size=6).map(" ".join), max_size=30).map("\n".join))
def test_no_shuffled_table_raises_anything_but_a_refusal(text: str):
    try:
        found = read_bytes(text.encode(), "x.txt")
    except Unreadable as problem:
        sentence(problem)
    else:
        check(found)


@relaxed
@given(at=st.integers(0, len(DUMP) - 1), length=st.integers(0, 400), put=st.text("0123456789.,- \n合计表", max_size=8))
def test_no_damage_to_a_dump_raises_anything_but_a_refusal(at: int, length: int, put: str):
    try:
        read_text_dump(DUMP[:at] + put + DUMP[at + length :])
    except Unreadable as problem:
        sentence(problem)


def test_the_json_that_read_writes_is_read_again():
    first = read_text_dump()
    again = read_bytes(json.dumps(to_json(first), ensure_ascii=False).encode(), "x.json")
    assert again == first


@pytest.mark.parametrize("text", ["{", '{"schema": "another/1"}', '{"a": [1, 2', "{}"])
def test_other_json_is_refused_in_one_sentence(text: str):
    with pytest.raises(Unreadable, match=r"^[^\n]+。$"):
        read_bytes(text.encode(), "x.json")


@pytest.mark.parametrize("head", ["<!DOCTYPE html>", "\ufeff\n<html lang='zh'>", "<HTML>"])
def test_a_web_page_is_called_one(head: str):
    with pytest.raises(Unreadable, match="是网页，本版本还不能读"):
        read_bytes(f"{head}<body>部门决算</body></html>".encode(), "x.html")
