"""What every report says in the same words: places, suggestions, the verdict; and what is safe to show."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping

from mingzhang.finding import LEVELS, Explanation, Finding, Report
from mingzhang.model import Disclosure, Place, Table

TO_CONFIRM = "to_confirm"
GROUPS: dict[str, str] = {**dict(LEVELS.items()), TO_CONFIRM: "待确认"}
"""The groups in which reports list findings: the levels, then what a person must confirm."""


_FORMATS = {"pdf": "PDF", "text": "文本", "docx": "Word", "xlsx": "Excel", "html": "网页", "compiled": "由账簿编成"}


def harmless(text: str) -> str:
    """Text from a document made safe to show: no control or direction characters, any white space a space."""
    if text.isprintable():
        return text
    kept = []
    for character in text:
        category = unicodedata.category(character)
        if character.isspace() or category in ("Zl", "Zp"):
            kept.append(" ")
        elif category not in ("Cc", "Cf", "Cs"):
            kept.append(character)
    return "".join(kept)


def clean(text: str) -> str:
    """Harmless text without white space at its ends."""
    return harmless(text).strip()


def shortened(text: str, length: int) -> str:
    """Clean text, cut after `length` characters with an ellipsis."""
    text = clean(text)
    return text if len(text) <= length else text[: length - 1].rstrip("，；、 ") + "…"


def group_of(finding: Finding) -> str:
    """The group a finding is listed under: its level, or `to_confirm`."""
    return finding.level if finding.certainty == "certain" else TO_CONFIRM


def grouped(report: Report) -> dict[str, dict[str, list[Finding]]]:
    """Findings by group, then by rule, in the order of weight and of the rule book."""
    groups: dict[str, dict[str, list[Finding]]] = {name: {} for name in GROUPS}
    for finding in report.findings:
        groups[group_of(finding)].setdefault(finding.rule, []).append(finding)
    return groups


def counts(report: Report) -> dict[str, int]:
    """How many findings each group has."""
    found = Counter(group_of(finding) for finding in report.findings)
    return {name: found[name] for name in GROUPS}


def rule_titles(report: Report, titles: Mapping[str, str] | None = None) -> dict[str, str]:
    """The name of every rule of a report: as given, else as its findings say, else its identifier."""
    named = {outcome.rule: outcome.rule for outcome in report.outcomes}
    named.update((finding.rule, finding.title) for finding in report.findings if finding.title)
    named.update((rule, title) for rule, title in (titles or {}).items() if rule in named)
    return named


def reasons(report: Report, titles: Mapping[str, str] | None = None) -> list[tuple[str, str, int]]:
    """Why rules could not be applied: (rule titles, reason, how often), in the order of the rule book."""
    named = rule_titles(report, titles)
    listed: Counter[tuple[str, str]] = Counter()
    for outcome in report.outcomes:
        listed.update((named[outcome.rule], reason) for reason in outcome.reasons)
    merged: dict[tuple[str, int], list[str]] = {}
    for (title, reason), number in listed.items():
        merged.setdefault((reason, number), []).append(title)
    return [
        (titles[0] if len(titles) == 1 else f"{titles[0]}等 {len(titles)} 条规则", reason, number)
        for (reason, number), titles in merged.items()
    ]


def document_name(disclosure: Disclosure) -> str:
    """What to call the document: its own name, else organisation, year and kind, else its file."""
    year = f"{disclosure.year}年度" if disclosure.year else ""
    made = f"{disclosure.organisation}{year}{disclosure.kind}" if disclosure.organisation else ""
    return clean(disclosure.name or made or disclosure.source) or "未命名文件"


def facts(disclosure: Disclosure) -> list[str]:
    """What identifies the document, piece by piece, leaving out what is not known."""
    named = [
        disclosure.organisation,
        f"{disclosure.year}年度{disclosure.kind}" if disclosure.year else disclosure.kind,
        f"{disclosure.pages} {'张工作表' if disclosure.format == 'xlsx' else '页'}"
        if disclosure.pages and disclosure.format != "text"
        else "",
        f"{len(disclosure.tables)} 张表" if disclosure.tables else "未认出公开表",
        f"版式 {disclosure.edition}" if disclosure.edition else "",
        _FORMATS.get(disclosure.format, disclosure.format),
    ]
    return [clean(item) for item in named if item]


def table_at(place: Place, disclosure: Disclosure) -> Table | None:
    """The table a place lies in; of several with one form the one on the place's page."""
    alike = [table for table in disclosure.tables if table.form == place.table]
    on_page = [table for table in alike if place.page is not None and place.page in table.pages]
    return next(iter(on_page or alike), None)


def table_words(table: Table) -> str:
    """A table by the number and title printed above it."""
    number = clean(table.number).replace(" ", "").rstrip("：:")
    if number.startswith("公开") and number.endswith("表"):
        number = number[:-1]
    return f"{number} {clean(table.title) or table.form}".strip()


def row_words(key: str, name: str) -> str:
    """A row by its code and name, or by the side of the table and its label."""
    if key.isdigit() and name and name != key:
        return f"{key} {clean(name)}"
    side, colon, label = key.partition(":")
    if colon and side in ("收入", "支出"):
        return f"{side} · {clean(label.replace(':', ' · '))}"
    return clean(name or key)


def cell_words(place: Place, disclosure: Disclosure) -> tuple[str, str, str]:
    """Table, row and column of a place in words, empty where it names none."""
    table = table_at(place, disclosure) if place.table else None
    row = ""
    if place.row:
        names = {item.key: item.name for item in table.rows} if table else {}
        if table and place.row not in names:
            names = {item.row_key: item.row_name for item in table.prints}
        row = row_words(place.row, names.get(place.row, ""))
    return table_words(table) if table else clean(place.table or ""), row, clean(place.column or "")


def place_words(place: Place, disclosure: Disclosure) -> str:
    """A place in words: page or line, then table, row and column."""
    where = []
    if place.page is not None:
        where.append(f"第 {place.page} {'张工作表' if disclosure.format == 'xlsx' else '页'}")
    # What was compiled has no lines before a writer breaks it into them, each its own way.
    if place.line is not None and disclosure.format != "compiled":
        last = place.last_line
        # A Word document has no lines that everybody sees alike: there paragraphs and rows of tables are counted.
        what = "段" if disclosure.format == "docx" else "行"
        where.append(f"第 {place.line}–{last} {what}" if last and last > place.line else f"第 {place.line} {what}")
    where.append(" · ".join(part for part in cell_words(place, disclosure) if part))
    return " ".join(part for part in where if part) or "位置不详"


def quoted(finding: Finding) -> list[tuple[str, Place, bool]]:
    """Every quote of a finding as (text, place, whether it is the one most likely wrong)."""
    listed = [(quote.text, quote.place) for quote in finding.places]
    wrong: set[Place] = set()
    if finding.explanations:
        changed = [quote for quote, _, _ in finding.explanations[0].changes]
        wrong = {quote.place for quote in changed}
        listed += [(quote.text, quote.place) for quote in changed]
    if not wrong and listed:
        wrong = {listed[0][1]}
    unique = dict.fromkeys((text, place, place in wrong) for text, place in listed)
    return list(unique)


def explanation_words(explanation: Explanation, disclosure: Disclosure) -> str:
    """One explanation in a sentence: its own words, else the figures it changes."""
    if explanation.text:
        return clean(explanation.text)
    changes = [
        f"{place_words(quote.place, disclosure)} {clean(quote.text)} 应为 {clean(proposed)}"
        + (f"（{clean(slip)}）" if slip else "")
        for quote, proposed, slip in explanation.changes
    ]
    return "；".join(changes)


def suggestions(finding: Finding, disclosure: Disclosure) -> list[tuple[str, str]]:
    """What to do about a finding: (label, sentence), the likeliest explanation first."""
    told = [explanation_words(item, disclosure) for item in finding.explanations]
    if len(told) == 1 and told[0] in clean(finding.message):
        told = []
    first = "最可能" if len(told) > 1 else "应当"
    lines = [(first if number == 0 else "也可能", text) for number, text in enumerate(told) if text]
    advice = clean(finding.suggestion)
    if advice and not any(advice in text or text in advice for _, text in lines):
        lines.append(("建议", advice))
    elif advice and lines and len(advice) > len(lines[0][1]) and lines[0][1] in advice:
        lines[0] = (lines[0][0], advice)
    return [(label, text.removeprefix(label + "：")) for label, text in lines]


def verdict(report: Report) -> str:
    """The whole report in one sentence; what was not judged is never called right."""
    tally, found = report.tally, counts(report)
    if tally.applied == 0 and not report.findings:
        return "没有可以判定的内容，不能作出结论。"
    open_ends = f"，{found[TO_CONFIRM]} 处待人工确认" if found[TO_CONFIRM] else ""
    explained = f"，{found['warning']} 处须作说明" if found["warning"] else ""
    dismissed = f"；另有 {len(report.dismissed)} 条已作说明，不计在内" if report.dismissed else ""
    if found["error"]:
        return f"发现 {found['error']} 处确定错误，应更正后再公开{explained}{open_ends}{dismissed}。"
    unjudged = f"；另有 {tally.not_applicable} 项无法判定" if tally.not_applicable else ""
    other = "其他" if any(group_of(finding) == "error" for finding, _ in report.dismissed) else ""
    return f"已判定的 {tally.applied} 项中未发现{other}确定错误{explained}{open_ends}{unjudged}{dismissed}。"
