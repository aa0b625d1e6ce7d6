"""What the sheets of a workbook share: its texts, and of its styles what a reader must know."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree.ElementTree import Element

from mingzhang.read.problem import Unreadable
from mingzhang.read.xlsx_number import BUILT_IN
from mingzhang.read.xlsx_package import Attributes, Package

_MOST_STRINGS = 2_000_000
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LONGEST = 40_000


class Style(NamedTuple):
    """What of a cell's style matters: its number format, and whether a line is drawn at its side."""

    look: str = ""
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Looks:
    """The shared texts and the styles of a workbook."""

    strings: Sequence[str]
    styles: Sequence[Style]


def read_looks(package: Package) -> Looks:
    """The shared texts and styles; a workbook may have none."""
    strings = _Strings(package.source)
    if package.strings_path:
        package.stream(package.strings_path, strings.start, strings.end, strings.text)
    styles = _styles(package.tree(package.styles_path)) if package.styles_path else []
    return Looks(strings.found, styles)


def _styles(root: Element) -> list[Style]:
    own = {item.get("numFmtId", ""): item.get("formatCode", "") for item in root.iter("numFmt")}
    borders = [
        any(_drawn(border, side) for side in ("left", "right", "start", "end")) for border in root.iter("border")
    ]
    cells = root.find("cellXfs")
    found = []
    for item in cells if cells is not None else ():
        number, border = item.get("numFmtId", "0"), item.get("borderId", "0")
        look = own.get(number) or (BUILT_IN.get(int(number), "") if number.isdecimal() and len(number) < 9 else "")
        at = int(border) if border.isdecimal() and len(border) < 9 else 0
        found.append(Style(look, at < len(borders) and borders[at]))
    return found


def _drawn(border: Element, side: str) -> bool:
    line = border.find(side)
    return line is not None and line.get("style", "none") != "none"


class _Strings:
    """Gathers the shared texts; how they are pronounced is left out."""

    def __init__(self, source: str) -> None:
        self.found: list[str] = []
        self._source = source
        self._pieces: list[str] = []
        self._inside = False
        self._sound = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._sound = True
        self._inside = name == "t" and not self._sound

    def end(self, name: str) -> None:
        self._inside = False
        if name == "rPh":
            self._sound = False
        elif name == "si":
            self.found.append(plain("".join(self._pieces)))
            if len(self.found) > _MOST_STRINGS:
                raise Unreadable(f"“{self._source}”里的文字太多，不像决算表；请删去无关内容后再读。")

    def text(self, data: str) -> None:
        if self._inside:
            self._pieces.append(data)


def plain(text: str) -> str:
    """A stored text as it is meant: characters that XML cannot hold are escaped in it."""
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "", text.replace("\r\n", "\n").replace("\r", "\n"))[
        :_LONGEST
    ]
