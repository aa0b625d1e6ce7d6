"""Chinese fonts on this machine: which of them print what, and whether they have every character."""

from __future__ import annotations

import os
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mingzhang.write.cmap import Characters, characters

if TYPE_CHECKING:
    import typst

FOLDERS = "MINGZHANG_FONTS"
"""The environment variable that names more folders with fonts, separated as in PATH."""

_CHINESE = "年度部门决算收入支出总表财政拨款"
"""A font that lacks one of these is no Chinese font, whatever its name."""
_ADVICE = (
    "请安装思源宋体和思源黑体（Noto Serif CJK SC、Noto Sans CJK SC）或系统自带的仿宋、宋体、黑体，"
    f"也可用环境变量 {FOLDERS} 指明放字体的文件夹；其他格式不受影响，照常写出。"
)
_SHOWN = 20


def _unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) == "Cf"


class NoFont(Exception):
    """No font can print the text; the message is one Chinese sentence with what to install."""


@dataclass(frozen=True, slots=True)
class Face:
    """One font as typst knows it, with the characters it has."""

    family: str
    weight: int
    characters: Characters


@dataclass(frozen=True, slots=True)
class Stack:
    """The families a role is set in, the first one wherever it has the character; `weight` as typst names it."""

    families: tuple[str, ...]
    weight: str


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts found: `library` for typst, `faces` by family, one each, the one nearest to regular."""

    library: typst.Fonts
    faces: Mapping[str, Face]

    def stacks(self, text: Iterable[str]) -> dict[str, Stack]:
        """For every role the families that together have every character of `text`.

        Raises NoFont where there is no Chinese font, or where a character is in no font at all.
        """
        wanted = {character for piece in text for character in piece if not _unseen(character)}
        found = {}
        for role, (chosen, weight) in self._chosen().items():
            missing = {character for character in wanted if character not in chosen.characters}
            families = [chosen.family, *self._for(missing)]
            found[role] = Stack(tuple(families), weight)
        return found

    def _chosen(self) -> dict[str, tuple[Face, str]]:
        chosen = {}
        for role, told in _told()["roles"].items():
            own = self._first(told["families"])
            face = own or self._first(_told()["instead"][told["instead"]])
            if face is None:
                raise NoFont(f"没有找到中文字体，PDF 未写出；{_ADVICE}")
            chosen[role] = (face, "regular" if own else told["weight"])
        return chosen

    def _first(self, names: Sequence[str]) -> Face | None:
        for name in names:
            face = self.faces.get(name.casefold())
            if face and all(character in face.characters for character in _CHINESE):
                return face
        return None

    def _for(self, missing: set[str]) -> list[str]:
        """More families, each for characters that those before it lack."""
        families = []
        for face in self._spare():
            had = {character for character in missing if character in face.characters}
            if had:
                families.append(face.family)
                missing = missing - had
            if not missing:
                return families
        if missing:
            shown = "、".join(f"“{c}”（U+{ord(c):04X}）" for c in sorted(missing)[:_SHOWN])
            raise NoFont(f"现有字体中没有{shown}等 {len(missing)} 个字，PDF 未写出；{_ADVICE}")
        return families

    def _spare(self) -> list[Face]:
        told = _told()["instead"]
        first = [name.casefold() for names in told.values() for name in names]
        order = {name: at for at, name in reversed(list(enumerate(first)))}
        return [
            face for _, face in sorted(self.faces.items(), key=lambda item: (order.get(item[0], len(first)), item[0]))
        ]


def find_fonts(folders: Sequence[Path] = (), *, system: bool = True) -> Fonts:
    """The fonts of the system, of `folders`, of the folders named in MINGZHANG_FONTS and of font packages.

    The same folders are looked through once. Never fails: without any Chinese font, `Fonts.stacks` says so.
    """
    named = [Path(name) for name in os.environ.get(FOLDERS, "").split(os.pathsep) if name]
    places = [*folders, *named, *(_packaged() if system else [])]
    return _find(tuple(str(place) for place in places if place.is_dir()), system)


@cache
def _find(folders: tuple[str, ...], system: bool) -> Fonts:
    import typst

    library = typst.Fonts(include_system_fonts=system, include_embedded_fonts=False, font_paths=list(folders))
    nearest: dict[str, Any] = {}
    for info in library.fonts():
        name = info.family.casefold()
        held = nearest.get(name)
        if info.path and info.style == "normal" and (held is None or _order(info) < _order(held)):
            nearest[name] = info
    return Fonts(library, _Faces(nearest))


def _order(info: Any) -> tuple[int, float, str, int]:
    return abs(info.weight - 400), abs(info.stretch - 1), info.path, info.index


class _Faces(Mapping[str, Face]):
    """Faces by family in lower case; a file is read when its face is first asked for."""

    def __init__(self, infos: Mapping[str, Any]) -> None:
        self._infos = infos
        self._read: dict[str, Face] = {}

    def __getitem__(self, name: str) -> Face:
        info = self._infos[name]
        if name not in self._read:
            self._read[name] = Face(info.family, info.weight, characters(Path(info.path), info.index))
        return self._read[name]

    def __iter__(self) -> Any:
        return iter(self._infos)

    def __len__(self) -> int:
        return len(self._infos)


def _packaged() -> list[Path]:
    found: list[Path] = []
    for name in _told()["packages"]["names"]:
        spec = find_spec(name)
        found.extend(Path(place) for place in (spec.submodule_search_locations or [] if spec else []))
    return found


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads((resources.files("mingzhang.write") / "fonts.toml").read_text("utf-8"))
