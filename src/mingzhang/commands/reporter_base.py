"""What every reporter of `mingzhang check` has in common."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mingzhang.commands import output
from mingzhang.commands.status import say

if TYPE_CHECKING:
    from mingzhang.finding import Report
    from mingzhang.model import Disclosure
    from mingzhang.report.checked import Checked
    from mingzhang.report.compare import Comparison


class Reporter:
    """Gathers what was found in each document and writes it where it was asked for."""

    def __init__(self, out: str, paths: Sequence[Path], several: bool) -> None:
        from mingzhang.check import rules

        self.ids = False
        self.out, self.several = out, several
        self.titles = {rule.id: rule.title for rule in rules()}
        self.prepare(paths)

    def add(self, path: Path, disclosure: Disclosure, report: Report, against: Comparison | None) -> None:
        """Take in one document's report; what is a file of its own is written at once."""
        from mingzhang.report.checked import Checked
        from mingzhang.report.wording import verdict

        self.take(path, Checked(str(path), disclosure, report, self.titles, against))
        if self.out != output.STDOUT:
            say(f"{path}：{verdict(report)}{_compared(against) if against else ''}")

    def prepare(self, paths: Sequence[Path]) -> None:
        """Before the work: see that what is to be written has somewhere to go."""

    def take(self, path: Path, checked: Checked) -> None:
        """Take in one document."""
        raise NotImplementedError

    def close(self, failed: Sequence[Path]) -> None:
        """Write what is one piece for all documents."""


def _compared(against: Comparison) -> str:
    numbers = f"已改好 {len(against.fixed)}，仍存在 {len(against.remaining)}，新出现 {len(against.new)}"
    return f"与上一稿相比：{numbers}。"
