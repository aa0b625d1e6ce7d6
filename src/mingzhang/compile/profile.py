"""The profile of a book: its items, each once unless it is a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mingzhang.compile.cells import Wrong, read_cell
from mingzhang.compile.problem import Problems
from mingzhang.compile.rows import Matched, Row
from mingzhang.compile.schema import Format, Item


@dataclass(frozen=True, slots=True)
class Profile:
    """What the office says of itself, by ids of the items; blank items are left out.

    `items` are texts (choices as ids), `counts` whole numbers such as the year, `lists` the items of several lines.
    """

    items: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def year(self) -> int:
        """The year of the accounts; 0 where it is missing."""
        return self.counts.get("year", 0)


def read_profile(matched: Matched, rows: Sequence[Row], format_: Format, problems: Problems) -> Profile:
    """The profile that the rows of its sheet give; what is wrong, doubled or missing is a problem."""
    sheet = matched.sheet
    content = sheet.column("content")
    items = {item.id: item for item in format_.items}
    texts: dict[str, str] = {}
    counts: dict[str, int] = {}
    lists: dict[str, list[str]] = {}
    given: set[str] = set()
    for row in rows:
        item, text = items.get(row.text("item")), row.text("content")
        if item is None or not text:
            continue
        complaint = ""
        given.add(item.id)
        if item.repeated:
            lists.setdefault(item.id, []).extend(line.strip() for line in text.split("\n") if line.strip())
        elif item.id in texts or item.id in counts:
            complaint = f"“{item.label}”重复。"
        else:
            try:
                value = read_cell(text, item, format_.choices)
                complaint = _out_of_bounds(value, item) if isinstance(value, int) else ""
                if isinstance(value, int):
                    counts[item.id] = value
                else:
                    texts[item.id] = str(value)
            except Wrong as wrong:
                complaint = f"{item.label}{wrong}"
        if complaint:
            problems.add(matched.table.label, matched.cell(row.spot.row, content), complaint, content.label)
    for item in format_.items:
        if item.required and item.id not in given:
            among = f"；可填：{'、'.join(format_.choices[item.of])}" if item.of else ""
            problems.add(sheet.label, "", f"没有填“{item.label}”{among}。")
    return Profile(texts, counts, {id_: tuple(lines) for id_, lines in lists.items()})


def _out_of_bounds(value: int, item: Item) -> str:
    if item.least <= value <= item.most:
        return ""
    if item.least == item.most:
        return f"“{item.label}”是 {value}，本程序只认 {item.most}；请用 mingzhang new 新建账簿，或更新程序。"
    return f"“{item.label}”是 {value}，应在 {item.least} 到 {item.most} 之间。"
