"""Compare the cells a reader found with the truth, by the conventions of the public transcriptions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from mingzhang.amount import is_blank
from mingzhang.model import Disclosure
from mingzhang.write.printed import Document, PrintedTable

Key = tuple[str, str, str]
_FOLD = str.maketrans({"(": "（", ")": "）", ":": "：", ",": "，", '"': "“", "”": "“"})


@dataclass(frozen=True, slots=True)
class Truth:
    """A cell as a reader must find it."""

    table: str
    row_key: str
    row_name: str
    column: str
    value: str
    unit: str


def truth(document: Document) -> list[Truth]:
    """Every printed figure of every public table."""
    return [row for table in document.tables for row in table_truth(table)]


def table_truth(table: PrintedTable) -> list[Truth]:
    """Every printed figure of one table."""
    return [
        Truth(table.form, cell.name[0], cell.row_name, cell.name[1], cell.text.replace(",", ""), cell.unit)
        for row in table.body
        for cell in row
        if cell.key is not None and cell.text
    ]


@dataclass(slots=True)
class Score:
    """How a reading compares: counts, and the cells that differ in words."""

    right: int = 0
    expected: int = 0
    found: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of the true cells that were found."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        """The share of the found cells that are true."""
        return self.right / self.found if self.found else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right, self.expected + other.expected, self.found + other.found,
            [*self.differences, *other.differences],
        )  # fmt: skip


def cells(disclosure: Disclosure) -> list[Truth]:
    """Every cell a reader found that is not blank."""
    return [
        Truth(table.form, item.row_key, item.row_name, item.column, item.text, item.amount.unit if item.amount else "")
        for table in disclosure.tables
        for item in table.prints
        if not is_blank(item.text)
    ]


def score(truth: Iterable[Truth], found: Iterable[Truth]) -> Score:
    """Cells compared by table, row and column; value, unit and row name must agree."""
    result = Score()
    wanted = {_key(row): row for row in truth}
    seen: set[Key] = set()
    result.expected = len(wanted)
    for row in found:
        key = _key(row)
        result.found += 1
        right = wanted.get(key)
        if right is None or key in seen:
            result.differences.append(f"多出 {'／'.join(key)} = {row.value}")
        elif (
            _number(right.value) != _number(row.value)
            or right.unit != row.unit
            or _plain(right.row_name) != _plain(row.row_name)
        ):
            wrong, read = (f"{item.value} {item.unit} {item.row_name}" for item in (right, row))
            result.differences.append(f"不同 {'／'.join(key)}：应为 {wrong}，读作 {read}")
        else:
            result.right += 1
        seen.add(key)
    result.differences.extend(f"漏读 {'／'.join(key)} = {row.value}" for key, row in wanted.items() if key not in seen)
    return result


def _plain(text: str) -> str:
    return "".join(text.split()).translate(_FOLD)


def _key(row: Truth) -> Key:
    return row.table, _plain(row.row_key), _plain(row.column)


def _number(text: str) -> Decimal | str:
    try:
        return Decimal("".join(text.split()).replace(",", ""))
    except InvalidOperation:
        return text
