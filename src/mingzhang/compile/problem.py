"""What is wrong with a book: every problem with its sheet and cell, and books that cannot be read at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

SHOWN = 200
"""So many problems are listed; the rest is counted."""
_OF_ONE_COLUMN = 20
_LETTERS = 26


class BadBook(Exception):
    """Nothing can be read; the message is one clear Chinese sentence for the user."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem in words: the label of the sheet, the cell as in 第12行“借方”(K12), and what is wrong.

    Sheet and cell are blank where the problem is the whole book's or the whole sheet's.
    """

    sheet: str
    cell: str
    message: str

    def __str__(self) -> str:
        where = (f"「{self.sheet}」" if self.sheet else "") + self.cell
        return f"{where}：{self.message}" if where else self.message


def letters(position: int) -> str:
    """The letters of a column counted from 0, as spreadsheets name it."""
    name, left = "", position + 1
    while left:
        left, rest = divmod(left - 1, _LETTERS)
        name = chr(ord("A") + rest) + name
    return name


def cell_name(row: int, label: str, position: int | None) -> str:
    """A cell as a message names it; `position` counts columns from 0, None where the file has no such column."""
    return f"第{row}行“{label}”" + (f"({letters(position)}{row})" if position is not None else "")


@dataclass(slots=True)
class Problems:
    """Problems being gathered: at most some of one column and `SHOWN` in all are kept, the others counted."""

    kept: list[Problem] = field(default_factory=list)
    _of_column: Counter[tuple[str, str]] = field(default_factory=Counter)
    _cells: set[tuple[str, str]] = field(default_factory=set)
    _left_out: int = 0

    def add(self, sheet: str, cell: str, message: str, column: str = "") -> None:
        """Note a problem, unless there is one of this cell; `column` is the label of the column it is in."""
        if column and (sheet, cell) in self._cells:
            return
        self._of_column[sheet, column] += 1
        if (column and self._of_column[sheet, column] > _OF_ONE_COLUMN) or len(self.kept) >= SHOWN:
            self._left_out += 1
        else:
            self.kept.append(Problem(sheet, cell, message))
            self._cells.add((sheet, cell))

    def all(self, sheets: Sequence[str] = ()) -> list[Problem]:
        """What was found, in the order of these sheets' labels, and last how many are not listed."""
        order = {label: at for at, label in enumerate(sheets, 1)}
        listed = sorted(self.kept, key=lambda problem: order.get(problem.sheet.partition("（")[0], 0))
        if self._left_out:
            listed.append(Problem("", "", f"另有 {self._left_out} 处问题没有列出，请先改正以上各处再试。"))
        return listed
