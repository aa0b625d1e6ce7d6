"""All findings of one or several documents as a workbook: one row each, to filter, sort and answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mingzhang.finding import LEVELS, Finding
from mingzhang.report.checked import ANSWERS, FIXED, NEW, REMAINING, Checked, Entry, entries
from mingzhang.report.compare import fingerprint
from mingzhang.report.overview import Line, line, ordered
from mingzhang.report.spreadsheet import Book
from mingzhang.report.wording import GROUPS, cell_words, group_of, rule_titles, verdict

CERTAINTIES = {"certain": "确定", "to_confirm": "待确认"}

_SPARE = 200
_STATE = "与上一稿相比"
# The columns and their widths.
_COLUMNS = {
    "序号": 6,
    "文件": 24,
    "单位": 20,
    "级别": 11,
    "把握": 8,
    "规则编号": 20,
    "规则": 20,
    "部分": 26,
    "页": 6,
    "行号": 8,
    "表": 24,
    "行": 22,
    "列": 18,
    "原文": 34,
    "应为": 15,
    "实为": 15,
    "相差": 12,
    "说明": 56,
    "算式": 44,
    "建议": 44,
    "编号": 30,
    "处理意见": 12,
    "处理说明": 26,
    _STATE: 12,
}
_OVERVIEW = {
    "文件": 34,
    "单位": 26,
    "年度": 8,
    "确定错误": 9,
    "须说明": 9,
    "规范性提示": 11,
    "审计线索": 9,
    "待确认": 9,
    "读表存疑": 9,
    "判定项数": 9,
    "通过": 8,
    "不符": 8,
    "不适用": 8,
    "空白": 8,
    "结论": 60,
}
_JUDGED = {"文件": 34, "规则编号": 24, "规则": 26, "通过": 8, "不符": 8, "不适用": 8, "空白": 8, "没能查的原因": 70}
_DISMISSED = {"文件": 34, "级别": 12, "规则": 24, "发现": 70, "已作的说明": 50, "编号": 30}
_AGAINST = {"文件": 34, _STATE: 12, "上一稿": 30, "级别": 12, "规则": 24, "发现": 80, "编号": 30}
_TONES: Mapping[str, Mapping[str, Any]] = {
    LEVELS["error"]: {"font_color": "#B42318", "bold": True},
    LEVELS["warning"]: {"font_color": "#B25E09", "bold": True},
    LEVELS["notice"]: {"font_color": "#2662A8"},
    LEVELS["lead"]: {"font_color": "#6B4AA5"},
}


class Findings:
    """The rows of the workbook, gathered document by document."""

    def __init__(self) -> None:
        self._findings: list[list[str | int]] = []
        self._documents: list[tuple[Line, list[str | int]]] = []
        self._judged: list[list[str | int]] = []
        self._against: list[list[str | int]] = []
        self._dismissed: list[list[str | int]] = []
        self._compared = False

    def add(self, checked: Checked) -> None:
        """Take in what was found in one document."""
        titles = rule_titles(checked.report, checked.titles)
        for entry in entries(checked):
            title = titles.get(entry.finding.rule, entry.finding.title)
            self._findings.append(_record(len(self._findings) + 1, checked, entry, title))
        item = line(checked.name, checked.disclosure, checked.report)
        self._documents.append((item, _glance(item, checked)))
        self._judged += _judged(checked, titles)
        self._against += _against(checked)
        self._dismissed += _dismissed(checked)
        self._compared |= checked.against is not None

    def workbook(self, failed: Sequence[str] = ()) -> bytes:
        """The workbook; `failed` names the files that could not be read."""
        book = Book("部门决算公开审核发现")
        columns = _COLUMNS if self._compared else {name: _COLUMNS[name] for name in _COLUMNS if name != _STATE}
        rows = self._findings if self._compared else [row[:-1] for row in self._findings]
        sheet = book.table("发现", columns, rows, {3: _TONES})
        _answers(sheet, list(columns).index("处理意见"), len(rows))
        by_line = dict(self._documents)
        unread = [[name, *[""] * (len(_OVERVIEW) - 2), "读不出，没有检查"] for name in failed]
        book.table("各份文件", _OVERVIEW, [*(by_line[item] for item in ordered(by_line)), *unread])
        book.table("查了什么", _JUDGED, self._judged)
        if self._compared:
            book.table(_STATE, _AGAINST, self._against)
        if self._dismissed:
            book.table("已作说明", _DISMISSED, self._dismissed)
        return book.done()


def _answers(sheet: Any, column: int, rows: int) -> None:
    """A drop-down in the column of the answer, beyond the last row too: reviewers add what they found by eye."""
    sheet.data_validation(
        1,
        column,
        rows + _SPARE,
        column,
        {
            "validate": "list",
            "source": list(ANSWERS),
            "error_title": "处理意见",
            "error_message": f"请从清单中选：{'、'.join(ANSWERS)}",
        },
    )


def _record(number: int, one: Checked, entry: Entry, title: str) -> list[str | int]:
    finding, place = entry.finding, entry.place
    lines = str(place.line or "") + (f"–{place.last_line}" if place.last_line else "")
    return [
        number,
        one.name,
        one.disclosure.organisation,
        LEVELS[finding.level],
        CERTAINTIES[finding.certainty],
        finding.rule,
        title,
        entry.part.title,
        place.page if place.page is not None else "",
        lines,
        *cell_words(place, one.disclosure),
        "\n".join(f"“{text}”（{where}）" for text, where in entry.quotes),
        finding.expected,
        finding.actual,
        finding.difference,
        finding.message,
        "\n".join(finding.arithmetic),
        entry.proposal,
        entry.mark,
        "",
        "",
        entry.state,
    ]


def _glance(item: Line, checked: Checked) -> list[str | int]:
    tally = checked.report.tally
    return [
        item.document,
        checked.disclosure.organisation,
        checked.disclosure.year or "",
        *(item.error, item.warning, item.notice, item.lead, item.to_confirm, item.doubts),
        *(tally.applied, tally.passed, tally.failed, tally.not_applicable, tally.blank),
        verdict(checked.report),
    ]


def _judged(checked: Checked, titles: Mapping[str, str]) -> Iterator[list[str | int]]:
    for outcome in checked.report.outcomes:
        tally, times = outcome.tally, Counter(outcome.reasons)
        why = "\n".join(reason + (f"（{number} 次）" if number > 1 else "") for reason, number in times.items())
        numbers = (tally.passed, tally.failed, tally.not_applicable, tally.blank)
        yield [checked.name, outcome.rule, titles[outcome.rule], *numbers, why]


def _against(checked: Checked) -> Iterator[list[str | int]]:
    against = checked.against
    if against is None:
        return
    for state, found in ((FIXED, against.fixed), (REMAINING, against.remaining), (NEW, against.new)):
        for finding in found:
            yield [checked.name, state, against.source, *_short(finding)]


def _dismissed(checked: Checked) -> Iterator[list[str | int]]:
    for finding, reason in checked.report.dismissed:
        level, title, message, mark = _short(finding)
        yield [checked.name, level, title, message, reason, mark]


def _short(finding: Finding) -> tuple[str, str, str, str]:
    return GROUPS[group_of(finding)], finding.title, finding.message, fingerprint(finding)
