"""Units and their states: a zero report has no money, an ordinary unit has, a merged one has nothing left."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingzhang.compile.book import Book
from mingzhang.compile.problem import Problem
from mingzhang.compile.rows import Row
from mingzhang.compile.validation.place import at_row

_SAFE = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,29}")
# Names of devices, which no folder can have on Windows.
_DEVICES = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d", re.IGNORECASE)


def check(book: Book) -> Iterator[Problem]:
    """Each unit by its state."""
    alike: dict[str, Row] = {}
    for row in book.rows["units"]:
        code = row.text("code")
        if code and not _SAFE.fullmatch(code):
            yield at_row("units", row, "code", "单位编码只能用字母、数字和短横线，最多 30 位；它也是文件夹的名字。")
        elif _DEVICES.fullmatch(code):
            yield at_row("units", row, "code", f"单位编码也是文件夹的名字，Windows 不许用“{code}”；请换一个。")
        other = alike.setdefault(code.lower(), row)
        if code and other.text("code") != code:
            yield at_row("units", row, "code", f"与第{other.spot.row}行的单位编码只差大小写；请换一个。")
    for row in book.rows["units"]:
        merged = row.text("status") == "merged"
        if merged and not row.text("successor"):
            yield at_row("units", row, "successor", "状态是“并入”，没有填并入了哪个单位。")
        if row.text("successor") == row.text("code") and row.text("code"):
            yield at_row("units", row, "successor", "单位不能并入自己。")
        if row.text("successor") and not merged:
            yield at_row("units", row, "status", "填了并入的单位，状态却不是“并入”。")
    booked: dict[str, list[int]] = {}
    for entry in book.entries:
        booked.setdefault(entry.unit, []).append(entry.count)
    kept = {row.text("unit") for row in book.rows["balances"]}
    first = {entry.unit: entry.first_row for entry in reversed(book.entries)}
    for row in book.rows["units"]:
        code = row.text("code")
        if row.text("status") == "zero" and code in booked:
            yield at_row(
                "units", row, "status",
                f"状态是“零申报”，明细账里却有这个单位的 {sum(booked[code])} 笔分录（第一笔在第{first[code]}行）；"
                "请改状态，或删去分录。",
            )  # fmt: skip
        if row.text("status") == "ordinary" and code and code not in booked and code not in kept:
            yield at_row(
                "units", row, "status",
                "状态是“正常”，明细账和结转结余里却没有这个单位；没有收支的请改为“零申报”，有收支的请补上分录。",
            )  # fmt: skip
    yield from _balances(book)


def _balances(book: Book) -> Iterator[Problem]:
    """What a unit without money, or one that went into another, may not have left."""
    states = {row.text("code"): row.text("status") for row in book.rows["units"]}
    for row in book.rows["balances"]:
        unit = row.text("unit")
        if states.get(unit) == "zero" and (row.whole("opening") or row.whole("closing")):
            yield at_row("balances", row, "unit", f"单位“{unit}”是零申报，却有结转结余；请改状态，或删去这一行。")
        if states.get(unit) == "merged" and row.whole("closing"):
            yield at_row(
                "balances", row, "closing",
                f"单位“{unit}”已并入其他单位，年末数应为 0；在“年初调整”表写归集调出，接收单位写归集调入。",
            )  # fmt: skip
