"""The page that lists the reports of several documents, those that need attention first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from mingzhang.report import wording
from mingzhang.report.checked import Checked
from mingzhang.report.overview import Line, line, ordered
from mingzhang.report.page import asset, policy, template


@dataclass(frozen=True, slots=True)
class Listed:
    """One document in the list: its numbers, its own page as a link, its name, how much was judged, the verdict."""

    line: Line
    page: str
    name: str
    applied: int
    verdict: str


def listed(checked: Checked, page: str) -> Listed:
    """A document's row; `page` is the name of its page in the same folder."""
    report = checked.report
    counted = line(checked.name, checked.disclosure, report)
    name = wording.document_name(checked.disclosure)
    return Listed(counted, quote(page), name, report.tally.applied, wording.verdict(report))


def index_page(documents: Sequence[Listed], failed: Sequence[str] = ()) -> str:
    """The list as an HTML page; `failed` names the files that could not be read."""
    by_line = {one.line: one for one in documents}
    lines = ordered(by_line)
    style = asset("report.css")
    return template("index.html.j2").render(
        documents=[by_line[item] for item in lines],
        failed=failed,
        errors=sum(item.error for item in lines),
        wrong=sum(item.error > 0 for item in lines),
        style=style,
        policy=policy(style),
    )
