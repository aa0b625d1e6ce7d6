"""The report of a check on a terminal: short, grouped, in words a clerk uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mingzhang.finding import Finding, Quote, Report
from mingzhang.model import Disclosure
from mingzhang.report.compare import Comparison, fingerprint
from mingzhang.report.console import recorded, recorder, write
from mingzhang.report.wording import (
    GROUPS,
    clean,
    counts,
    document_name,
    facts,
    group_of,
    grouped,
    place_words,
    reasons,
    rule_titles,
    shortened,
    suggestions,
    table_words,
    verdict,
)

if TYPE_CHECKING:
    from rich.console import Console

_STYLES = {"error": "bold red", "warning": "bold yellow", "notice": "cyan", "lead": "magenta", "to_confirm": "bold"}
_SHOWN = {"error": 8, "warning": 5, "notice": 3, "lead": 5, "to_confirm": 3}
_BRIEF = {"error": 100, "warning": 30, "notice": 0, "lead": 0, "to_confirm": 10}
_LINE = 90
_QUOTES = 4
_REASONS = 8
_COMPARED = 30


def render(
    disclosure: Disclosure,
    report: Report,
    *,
    width: int = 100,
    colour: bool = False,
    titles: Mapping[str, str] | None = None,
    against: Comparison | None = None,
    ids: bool = False,
) -> str:
    """The whole report as text for a terminal of `width` columns; `ids` shows the fingerprint of every finding."""
    console = recorder(width, colour)
    _headline(console, disclosure, report)
    named = rule_titles(report, titles)
    for group, by_rule in grouped(report).items():
        if by_rule:
            _group(console, group, by_rule, named, disclosure, ids)
    _dismissed(console, report, ids)
    if against is not None:
        _against(console, against)
    _checked(console, disclosure, report, titles)
    console.print()
    write(console, "结论：" + verdict(report), style="bold red" if report.count("error") else "bold")
    return recorded(console)


def _headline(console: Console, disclosure: Disclosure, report: Report) -> None:
    from rich.text import Text

    write(console, document_name(disclosure), style="bold")
    write(console, "，".join(facts(disclosure)), style="dim")
    line = Text()
    for group, number in counts(report).items():
        line.append(f"{GROUPS[group]} {number}", style=_STYLES[group] if number else "dim")
        line.append("   ")
    line.rstrip()
    console.print(line)


def _group(
    console: Console,
    group: str,
    by_rule: Mapping[str, list[Finding]],
    named: Mapping[str, str],
    disclosure: Disclosure,
    ids: bool,
) -> None:
    console.print()
    number = sum(len(found) for found in by_rule.values())
    write(console, f"■ {GROUPS[group]}（{number}）", style=_STYLES[group])
    for rule, found in by_rule.items():
        write(console, f"{clean(named[rule])}  {clean(rule)}", indent=2, style="bold")
        shown, brief = _SHOWN[group], _BRIEF[group]
        for finding in found[:shown]:
            _finding(console, finding, disclosure, ids)
        # A rule that fails everywhere would bury the others: the rest of it in a line each.
        for finding in found[shown : shown + brief]:
            write(console, "· " + shortened(finding.message, _LINE), indent=4)
            if ids:
                write(console, f"编号：{fingerprint(finding)}", indent=6, style="dim")
        if len(found) > shown + brief:
            left = len(found) - shown - brief
            write(console, f"…… 同类还有 {left} 条，用 --format html 或 xlsx 看全部", indent=4, style="dim")


def _finding(console: Console, finding: Finding, disclosure: Disclosure, ids: bool) -> None:
    write(console, "· " + clean(finding.message), indent=4)
    if ids:
        write(console, f"编号：{fingerprint(finding)}", indent=6, style="dim")
    for quote in finding.places[:_QUOTES]:
        write(console, _quoted(quote, disclosure), indent=6, style="dim")
    if len(finding.places) > _QUOTES:
        write(console, f"…… 共引 {len(finding.places)} 处", indent=6, style="dim")
    if finding.arithmetic:
        write(console, "算式：" + shortened("；".join(map(clean, finding.arithmetic)), 150), indent=6)
    compared = [("应为", finding.expected), ("实为", finding.actual), ("相差", finding.difference)]
    told = [f"{label} {clean(text)}" for label, text in compared if text]
    if told:
        write(console, "，".join(told), indent=6)
    for number, (label, text) in enumerate(suggestions(finding, disclosure)):
        write(console, f"{label}：{text}", indent=6, style="green" if number == 0 else "")


def _quoted(quote: Quote, disclosure: Disclosure) -> str:
    return f"{place_words(quote.place, disclosure)}：「{shortened(quote.text, 80)}」"


def _dismissed(console: Console, report: Report, ids: bool) -> None:
    if not report.dismissed:
        return
    console.print()
    write(console, f"■ 已作说明（{len(report.dismissed)}）", style="bold")
    for finding, reason in report.dismissed:
        write(console, f"· {GROUPS[group_of(finding)]}：{clean(finding.message)}", indent=2)
        write(console, f"说明：{clean(reason)}", indent=4)
        if ids:
            write(console, f"编号：{fingerprint(finding)}", indent=4, style="dim")


def _against(console: Console, against: Comparison) -> None:
    console.print()
    write(console, f"■ 与上一稿相比（{clean(against.source)}）", style="bold")
    for name, found in (("已改好", against.fixed), ("仍存在", against.remaining), ("新出现", against.new)):
        write(console, f"{name}（{len(found)}）", indent=2, style="bold" if found else "dim")
        for finding in found[:_COMPARED]:
            write(console, f"· {GROUPS[group_of(finding)]}：{shortened(finding.message, 120)}", indent=4)
        if len(found) > _COMPARED:
            write(console, f"…… 还有 {len(found) - _COMPARED} 条，用 --format json 看全部", indent=4, style="dim")


def _checked(console: Console, disclosure: Disclosure, report: Report, titles: Mapping[str, str] | None) -> None:
    tally = report.tally
    console.print()
    write(console, "■ 查了什么", style="bold")
    write(
        console,
        f"判定 {tally.applied} 项：通过 {tally.passed}，不符 {tally.failed}；"
        f"不适用 {tally.not_applicable}；空白 {tally.blank}",
        indent=2,
    )
    listed = reasons(report, titles)
    for title, reason, number in listed[:_REASONS]:
        times = f"（{number} 次）" if number > 1 else ""
        write(console, f"未查 {clean(title)}：{shortened(reason, 60)}{times}", indent=4, style="dim")
    if len(listed) > _REASONS:
        write(console, f"…… 另有 {len(listed) - _REASONS} 条原因，用 --format html 看全部", indent=4, style="dim")
    for table in disclosure.tables:
        if table.doubts:
            why = shortened("；".join(table.doubts), 60)
            write(console, f"读得没有把握：{table_words(table)}（{why}）", indent=2, style="yellow")
    for doubt, number in Counter(disclosure.doubts).items():
        write(console, f"读得没有把握：{shortened(doubt, 80)}" + (f"（{number} 处）" if number > 1 else ""), indent=2)
    if disclosure.hidden:
        told = f"文件里有 {len(disclosure.hidden)} 处页面上看不见的文字，公开前应删除"
        write(console, told, indent=2, style="yellow")
