"""The reviewer's inspection sheet (公开情况检查表), filled in as far as the check judged anything."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from mingzhang.finding import Finding
from mingzhang.model import Disclosure, Table
from mingzhang.relations.generate import generate
from mingzhang.relations.system import judge
from mingzhang.report import wording
from mingzhang.report.checked import Checked, Entry, entries, main_place
from mingzhang.report.parts import Part, Parts
from mingzhang.report.wording import clean, shortened

MEETS, FAILS, OPEN = "是", "否", "须人工核对"
"""What a row can say."""

_NAMED = re.compile(r"[“《]([^”》]*)[”》]")
_SENTENCE = 140
_PROPOSAL = 80
_WARNS = ("error", "warning")
_TONES = {"notice": "（提示）", wording.TO_CONFIRM: "（待确认）"}


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the sheet as data; inspection.toml says what each part means."""

    title: str
    rules: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    judged: tuple[str, ...] = ()
    basis: str = "已核对 {} 项。"
    manual: str = ""
    tables: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row filled in: the item, whether it meets the requirements, the problems as short numbered sentences."""

    title: str
    answer: str
    problems: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet of one organisation."""

    organisation: str
    document: str
    source: str
    rows: tuple[Row, ...]


@cache
def items() -> tuple[Item, ...]:
    """The rows of the sheet in their order."""
    made = []
    for entry in _data()["item"]:
        fields: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()
        }
        made.append(Item(**fields))
    return tuple(made)


def inspected(checked: Checked) -> Sheet:
    """The sheet for one document. Leads are the auditor's own and do not stand in it."""
    found: defaultdict[str | int, list[Entry]] = defaultdict(list)
    for entry in entries(checked):
        if entry.group != "lead":
            found[row_of(entry.finding, entry.part)].append(entry)
    parts = Parts(checked.disclosure)
    explained: defaultdict[str | int, list[str]] = defaultdict(list)
    for finding, reason in checked.report.dismissed:
        told = f"（已作说明）{shortened(finding.message, _SENTENCE)}说明：{clean(reason)}"
        explained[row_of(finding, parts.at(main_place(finding)))].append(told)
    rows: list[Row] = []
    for item in items():
        if item.tables:
            rows += _table_rows(checked, parts, found, explained)
        else:
            rows.append(_item_row(item, found[item.title], explained[item.title], checked))
    disclosure = checked.disclosure
    return Sheet(clean(disclosure.organisation), wording.document_name(disclosure), clean(checked.name), tuple(rows))


def row_of(finding: Finding, part: Part) -> str | int:
    """The row a finding in a part of the document belongs to: an item's title, or the rank of the table."""
    rule = finding.rule
    if rule in _data()["missing"]:
        names = set(_NAMED.findall(finding.message))
        for item in items():
            if names & set(item.named):
                return item.title
    for item in items():
        if _any_under(rule, item.rules):
            return item.title
    if part.kind == "table":
        return part.rank
    for item in items():
        if part.kind in item.parts or any(word in part.title for word in item.headings):
            return item.title
    above = next((item for item in items() if any(word in part.above for word in item.above)), items()[-1])
    return above.title


def _item_row(item: Item, found: Sequence[Entry], explained: Sequence[str], checked: Checked) -> Row:
    if item.manual:
        return Row(item.title, OPEN, "\n".join([item.manual, *_sentences(found), *explained]))
    applied = sum(one.tally.applied for one in checked.report.outcomes if _any_under(one.rule, item.judged))
    basis = item.basis.format(applied) if applied else _present(item, checked.disclosure)
    return _row(item.title, found, explained, bool(applied), basis)


def _table_rows(
    checked: Checked,
    parts: Parts,
    found: Mapping[str | int, list[Entry]],
    explained: Mapping[str | int, list[str]],
) -> list[Row]:
    tables = checked.disclosure.tables
    counted = _judged(tables, {one.rule for one in checked.report.outcomes})
    noted = any(one.rule == _data()["empty"] and one.tally.applied for one in checked.report.outcomes)
    rows = []
    for at, table in enumerate(tables):
        basis, judged = f"已核对 {counted[at]} 项勾稽。", counted[at] > 0
        if table.doubts:
            basis, judged = f"读表没有把握（{shortened('；'.join(table.doubts), _PROPOSAL)}），请对照原文。", False
        elif table.empty:
            basis, judged = "空表。", noted
        elif not judged:
            basis = "没有核对这张表的勾稽关系。"
        part = parts.of_table(at)
        rows.append(_row(part.title, found.get(part.rank, ()), explained.get(part.rank, ()), judged, basis))
    return rows


def _row(title: str, found: Sequence[Entry], explained: Sequence[str], judged: bool, basis: str) -> Row:
    if any(entry.group in _WARNS for entry in found):
        answer = FAILS
    elif judged and all(entry.group == "notice" for entry in found):
        answer = MEETS
    else:
        answer = OPEN
    return Row(title, answer, "\n".join([*([] if answer == FAILS else [basis]), *_sentences(found), *explained]))


def _sentences(found: Sequence[Entry]) -> list[str]:
    return [f"{number}．{_sentence(entry)}" for number, entry in enumerate(found, 1)]


def _sentence(entry: Entry) -> str:
    message = shortened(entry.finding.message, _SENTENCE)
    text, where = entry.quotes[0] if entry.quotes else ("", "")
    page = re.match(r"第 \S+ [页行]", where)
    quote = f"“{shortened(text, 40)}”：" if text and text not in entry.finding.message else ""
    told = f"{page[0] + '，' if page else ''}{quote}{message}"
    return f"{_TONES.get(entry.group, '')}{told.rstrip('。')}。建议：{shortened(entry.proposal, _PROPOSAL)}"


def _present(item: Item, disclosure: Disclosure) -> str:
    """What can be said of a row that no rule judged."""
    words = item.headings
    there = any(word in clean(heading.text) for heading in disclosure.headings for word in words)
    if item.headings and not there:
        return "没有找到这一部分，程序没有核对内容。"
    return "有这一部分，程序没有核对内容。" if there else "程序没有核对这一项。"


def _judged(tables: Sequence[Table], rules: Container[str]) -> Counter[int]:
    """How many relations of each table these rules could judge."""
    system = generate(list(tables))
    counted: Counter[int] = Counter()
    for relation in system.relations:
        if relation.rule in rules and judge(system.figures, relation) != "blank":
            counted.update(set(relation.tables))
    return counted


def _any_under(rule: str, names: Sequence[str]) -> bool:
    return any(rule == name or rule.startswith(f"{name}.") for name in names)


@cache
def _data() -> dict[str, Any]:
    text = (resources.files("mingzhang.report") / "inspection.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
