"""Plant slips in a compiled disclosure (its plain text), as people make them, and say where.

Run: python -m examples.plant_slips 部门决算.txt 写错的.txt
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

_AMOUNT = re.compile(r"\d[\d,]*\.\d\d")
_LARGE = 7
"""A figure of so many characters is large enough that a wrong digit is no matter of rounding."""


class Slip(NamedTuple):
    """What was planted: the line (from 1), what it says now, what it said."""

    kind: str
    line: int
    wrong: str
    right: str


def plant(lines: list[str]) -> tuple[list[str], list[Slip]]:
    """The lines with one slip of each kind, in different places, and what was planted."""
    changed = list(lines)
    slips: list[Slip] = []
    for kind, change in _KINDS:
        for at, line in enumerate(changed):
            found = change(line) if all(slip.line != at + 1 for slip in slips) else None
            if found is not None:
                changed[at] = line.replace(found[1], found[0], 1)
                slips.append(Slip(kind, at + 1, *found))
                break
    return changed, slips


def _digits_swapped(line: str) -> tuple[str, str] | None:
    """Two digits of an amount in the row of an item change places."""
    if not re.match(r"\|\d{7}\|", line):
        return None
    for amount in _AMOUNT.findall(line):
        first, second = amount[0], amount[2 if amount[1] == "," else 1]
        if len(amount) >= _LARGE and second not in (first, "0"):
            return (amount.replace(first, "\0", 1).replace(second, first, 1).replace("\0", second, 1), amount)
    return None


def _amount_mistyped(line: str) -> tuple[str, str] | None:
    """A digit of an amount in a sentence is another."""
    match = re.search(r"项目支出(\d[\d,]*\.\d\d)万元", line)
    if match is None or line.startswith("|"):
        return None
    right = match[1]
    return right[:-4] + str((int(right[-4]) + 5) % 10) + right[-3:], right


def _direction_turned(line: str) -> tuple[str, str] | None:
    """A change goes the other way."""
    match = re.search(r"比上年.{0,40}增加", line) or re.search(r"与.{0,12}相比.{0,40}增加", line)
    return (match[0][:-2] + "减少", match[0]) if match and not line.startswith("|") else None


def _share_mistyped(line: str) -> tuple[str, str] | None:
    """A share has two digits the wrong way round."""
    match = re.search(r"占\D{0,12}(\d)(\d)\.(\d\d)%", line)
    if match is None or line.startswith("|") or match[1] == match[2]:
        return None
    return match[0].replace(f"{match[1]}{match[2]}.", f"{match[2]}{match[1]}."), match[0]


_KINDS: Sequence[tuple[str, Callable[[str], tuple[str, str] | None]]] = (
    ("表中两位数字颠倒", _digits_swapped),
    ("文字中金额打错一位", _amount_mistyped),
    ("增减方向写反", _direction_turned),
    ("占比数字颠倒", _share_mistyped),
)


def main(arguments: Sequence[str]) -> int:
    """Write the copy and say what was planted."""
    source, target = map(Path, arguments)
    lines, slips = plant(source.read_text(encoding="utf-8-sig").split("\n"))
    target.write_text("\n".join(lines), encoding="utf-8")
    print(f"在 {target} 里故意写错 {len(slips)} 处：")
    for slip in slips:
        print(f"  第 {slip.line} 行  {slip.kind}：“{slip.wrong}”应为“{slip.right}”")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
