"""Fonts for print: the right one for each role, another one for what it lacks, a clear sentence where there is none."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.write.cmap import Characters, characters
from mingzhang.write.fonts import FOLDERS, Face, Fonts, NoFont, find_fonts
from tests.printed_sample import fonts

CHINESE = Characters((0x21, 0x4E00), (0x7E, 0x9FA5))


def having(*families: str, **more: Characters) -> Fonts:
    """Fonts of these families that have the common characters, and others with what `more` says."""
    faces = {name.casefold(): Face(name, 400, CHINESE) for name in families}
    faces |= {name.casefold(): Face(name, 400, has) for name, has in more.items()}
    return Fonts(None, faces)  # type: ignore[arg-type]


def test_the_official_fonts_are_taken_where_they_are():
    stacks = having("FZXiaoBiaoSong-B05S", "FangSong_GB2312", "KaiTi", "SimHei", "SimSun", "Noto Serif SC").stacks(
        ["决算"]
    )
    assert {role: stack.families for role, stack in stacks.items()} == {
        "title": ("FZXiaoBiaoSong-B05S",), "body": ("FangSong_GB2312",), "kai": ("KaiTi",), "hei": ("SimHei",),
        "song": ("SimSun",),
    }  # fmt: skip
    assert {stack.weight for stack in stacks.values()} == {"regular"}


def test_a_stand_in_shows_the_role_by_its_weight():
    stacks = having("Noto Serif CJK SC", "Noto Sans CJK SC").stacks(["决算"])
    assert (stacks["title"].families, stacks["title"].weight) == (("Noto Serif CJK SC",), "bold")
    assert (stacks["body"].families, stacks["body"].weight) == (("Noto Serif CJK SC",), "regular")
    assert (stacks["hei"].families, stacks["hei"].weight) == (("Noto Sans CJK SC",), "bold")


def test_one_chinese_font_of_any_kind_is_enough():
    assert {stack.families for stack in having("LXGW WenKai").stacks(["决算"]).values()} == {("LXGW WenKai",)}


def test_a_rare_character_comes_from_another_font():
    rare = having("FangSong", "SimSun", Rare=Characters((0x9FA6, 0x20000), (0x9FFF, 0x2FFFF)))
    assert rare.stacks(["龥\U00020000"])["body"].families == ("FangSong", "Rare")
    assert rare.stacks(["龥"])["body"].families == ("FangSong",)


def test_a_character_that_no_font_has_is_named():
    with pytest.raises(NoFont, match=r"没有“\U0002A6D6”（U\+2A6D6）等 1 个字，PDF 未写出；请安装.*其他格式不受影响"):
        having("SimSun").stacks(["决算\U0002a6d6"])


def test_a_font_with_the_name_but_not_the_characters_is_passed_over():
    broken = having("SimSun", FangSong=Characters((0x41,), (0x5A,)))
    assert broken.stacks(["决算"])["body"].families == ("SimSun",)


def test_white_space_and_marks_that_print_nothing_need_no_font():
    assert having("SimSun").stacks(["决 算\n\u3000\u200b"])["body"].families == ("SimSun",)


def test_without_a_chinese_font_one_sentence_says_what_to_do(tmp_path, monkeypatch):
    pytest.importorskip("typst", reason="the typst wheel is not installed")
    monkeypatch.setenv(FOLDERS, str(tmp_path / "absent"))
    (tmp_path / "broken.ttf").write_bytes(b"\0\1\0\0 this is no font")
    with pytest.raises(NoFont, match=rf"^没有找到中文字体，PDF 未写出；请安装思源宋体.*{FOLDERS}.*照常写出。$"):
        find_fonts([tmp_path], system=False).stacks(["决算"])


def test_a_folder_named_in_the_environment_is_looked_through(monkeypatch):
    chosen = next(info for info in fonts().library.fonts() if info.family == fonts().stacks([])["body"].families[0])
    monkeypatch.setenv(FOLDERS, str(Path(chosen.path).parent))
    assert chosen.family in find_fonts(system=False).stacks(["镕喆堃"])["body"].families


def test_the_fonts_of_this_machine_have_the_characters_they_say():
    face = fonts().faces[fonts().stacks([])["body"].families[0].casefold()]
    assert all(character in face.characters for character in "决算（）0")
    assert "\U0010fffd" not in face.characters


def font(*tables: tuple[int, int, bytes]) -> bytes:
    """A font file with nothing but a character map."""
    heads, bodies, at = b"", b"", 4 + 8 * len(tables)
    for platform, encoding, body in tables:
        heads += struct.pack(">HHI", platform, encoding, at + len(bodies))
        bodies += body
    cmap = struct.pack(">HH", 0, len(tables)) + heads + bodies
    return b"\0\1\0\0" + struct.pack(">HHHH4sIII", 1, 0, 0, 0, b"cmap", 0, 28, len(cmap)) + cmap


def segments(*runs: tuple[int, int, int]) -> bytes:
    """A map of format 4 from (first, last, delta)."""
    count = len(runs)
    ends, starts, deltas = (struct.pack(f">{count}H", *(run[at] for run in runs)) for at in (1, 0, 2))
    return struct.pack(">HHHHHHH", 4, 0, 0, 2 * count, 0, 0, 0) + ends + b"\0\0" + starts + deltas + bytes(2 * count)


def test_the_fuller_map_is_read(tmp_path):
    full = struct.pack(">HHIII", 12, 0, 0, 0, 2) + struct.pack(">IIIIII", 0x4E00, 0x4E10, 1, 0x20000, 0x20001, 40)
    (tmp_path / "a.ttf").write_bytes(font((3, 1, segments((0x41, 0x42, 0))), (3, 10, full)))
    has = characters(tmp_path / "a.ttf")
    assert "\u4e10" in has and "\U00020001" in has
    assert "\u4e11" not in has and "A" not in has


def test_a_character_mapped_to_no_glyph_is_missing(tmp_path):
    # 0x43 plus the delta is glyph 0, the empty box.
    (tmp_path / "a.ttf").write_bytes(font((3, 1, segments((0x41, 0x45, 0x10000 - 0x43), (0xFFFF, 0xFFFF, 1)))))
    assert [letter for letter in "ABCDE" if letter in characters(tmp_path / "a.ttf")] == ["A", "B", "D", "E"]


@given(st.binary(max_size=200), st.integers(0, 3))
def test_a_damaged_font_has_no_characters_and_does_no_harm(tmp_path_factory, data, index):
    path = tmp_path_factory.mktemp("fonts") / "a.ttf"
    for start in (b"", b"ttcf", font((3, 1, b""))[:12]):
        path.write_bytes(start + data)
        assert "决" not in characters(path, index)
