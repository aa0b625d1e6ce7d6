"""Several documents at a glance: one line each, those that need attention first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingzhang.finding import Report
from mingzhang.model import Disclosure
from mingzhang.report.console import recorded, recorder, write
from mingzhang.report.wording import TO_CONFIRM, clean, counts


@dataclass(frozen=True, slots=True)
class Line:
    """One document: how many findings of each group, and how many tables and passages were read with doubt."""

    document: str
    error: int
    warning: int
    notice: int
    to_confirm: int
    doubts: int
    lead: int = 0

    @property
    def weight(self) -> tuple[int, ...]:
        """How much attention it needs, for sorting."""
        return self.error, self.warning, self.to_confirm, self.doubts, self.notice


def line(document: str, disclosure: Disclosure, report: Report) -> Line:
    """A document's line."""
    found = counts(report)
    doubts = sum(bool(table.doubts) for table in disclosure.tables) + len(set(disclosure.doubts))
    return Line(document, found["error"], found["warning"], found["notice"], found[TO_CONFIRM], doubts, found["lead"])


def ordered(lines: Iterable[Line]) -> list[Line]:
    """The documents that need attention first, those alike by name."""
    return sorted(lines, key=lambda one: (*(-part for part in one.weight), one.document))


def overview(lines: Sequence[Line], failed: Sequence[str] = (), *, width: int = 100, colour: bool = False) -> str:
    """The table of all documents, and those that could not be read."""
    from rich.table import Table
    from rich.text import Text

    console = recorder(width, colour)
    write(console, f"■ 各份文件（{len(lines)}）", style="bold")
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("文件", overflow="fold")
    for name in ("错误", "须说明", "提示", "待确认", "读表存疑"):
        table.add_column(name, justify="right", no_wrap=True)
    for item in ordered(lines):
        numbers = (item.error, item.warning, item.notice, item.to_confirm, item.doubts)
        style = "bold red" if item.error else ""
        table.add_row(Text(clean(item.document), style=style), *map(str, numbers))
    console.print(table)
    if failed:
        write(console, f"读不出 {len(failed)} 份：" + "、".join(map(clean, failed)))
    return recorded(console)
