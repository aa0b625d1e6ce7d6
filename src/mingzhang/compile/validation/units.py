"""Units and their states: a zero report has no money, a merged unit says where it went and has nothing left."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingzhang.compile.book import Book
from mingzhang.compile.problem import Problem
from mingzhang.compile.validation.place import at_entry, at_row

_SAFE = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,29}")


def check(book: Book) -> Iterator[Problem]:
    """Each unit by its state."""
    for row in book.rows["units"]:
        if row.text("code") and not _SAFE.fullmatch(row.text("code")):
            yield at_row("units", row, "code", "单位编码只能用字母、数字和短横线，最多 30 位；它也是文件夹的名字。")
    states = {row.text("code"): row.text("status") for row in book.rows["units"]}
    for row in book.rows["units"]:
        merged = row.text("status") == "merged"
        if merged and not row.text("successor"):
            yield at_row("units", row, "successor", "状态是“并入”，没有填并入了哪个单位。")
        if row.text("successor") == row.text("code") and row.text("code"):
            yield at_row("units", row, "successor", "单位不能并入自己。")
        if row.text("successor") and not merged:
            yield at_row("units", row, "status", "填了并入的单位，状态却不是“并入”。")
    seen: set[str] = set()
    for entry in book.entries:
        if states.get(entry.unit) == "zero" and entry.unit not in seen:
            seen.add(entry.unit)
            yield at_entry(entry, "unit", f"单位“{entry.unit}”是零申报，却有分录；请改状态，或删去分录。")
    for row in book.rows["balances"]:
        unit = row.text("unit")
        if states.get(unit) == "zero" and (row.whole("opening") or row.whole("closing")):
            yield at_row("balances", row, "unit", f"单位“{unit}”是零申报，却有结转结余；请改状态，或删去这一行。")
        if states.get(unit) == "merged" and row.whole("closing"):
            yield at_row(
                "balances", row, "closing",
                f"单位“{unit}”已并入其他单位，年末数应为 0；在“年初调整”表写归集调出，接收单位写归集调入。",
            )  # fmt: skip
