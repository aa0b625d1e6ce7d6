"""What a reviewer has explained away: the file that lists it, and a report without it."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from mingzhang.finding import Finding, Report
from mingzhang.report.compare import fingerprint

_KEYS = ("fingerprint", "reason")
_FINGERPRINT = re.compile(r"[A-Za-z0-9.-]+:[0-9a-f]{10}")


class Malformed(ValueError):
    """The list cannot be used; the message is a Chinese sentence."""


def parse(data: bytes, toml: bool) -> dict[str, str]:
    """The reasons by fingerprint, from CSV with the columns `fingerprint,reason` or TOML with `[[dismissed]]` tables.

    Raises:
        Malformed: an entry is unknown, incomplete or repeated.
    """
    text = _decoded(data)
    reasons: dict[str, str] = {}
    for where, mark, reason in _toml_entries(text) if toml else _csv_entries(text):
        if not _FINGERPRINT.fullmatch(mark):
            raise Malformed(f"{where}的“{mark}”不是发现的编号（编号见 check --verbose 或 JSON 的 id）。")
        if not reason:
            raise Malformed(f"{where}没有写说明。")
        if mark in reasons:
            raise Malformed(f"{where}的编号“{mark}”重复。")
        reasons[mark] = reason
    return reasons


def set_aside(report: Report, reasons: Mapping[str, str]) -> Report:
    """The report with the listed findings apart, each with its reason; what was judged stays counted."""
    dismissed: list[tuple[Finding, str]] = []
    for finding in report.findings:
        reason = reasons.get(fingerprint(finding))
        if reason is not None:
            dismissed.append((finding, reason))
    outcomes = [
        replace(outcome, findings=tuple(f for f in outcome.findings if fingerprint(f) not in reasons))
        for outcome in report.outcomes
    ]
    return Report(outcomes, [*report.dismissed, *dismissed])


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):  # Chinese spreadsheets save CSV in the latter
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Malformed("文字编码认不出，请存为 UTF-8。")


def _csv_entries(text: str) -> Iterable[tuple[str, str, str]]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [cell.strip() for cell in next(rows, [])]
        if header != list(_KEYS):
            raise Malformed(f"第一行应为“{','.join(_KEYS)}”。")
        for row in rows:
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if len(cells) != len(_KEYS):
                raise Malformed(
                    f"第 {rows.line_num} 行应有两格（编号、说明），实有 {len(cells)} 格；说明里有逗号要加引号。"
                )
            yield f"第 {rows.line_num} 行", cells[0], cells[1]
    except csv.Error as error:
        raise Malformed(f"第 {rows.line_num} 行的引号不成对。") from error


def _toml_entries(text: str) -> Iterable[tuple[str, str, str]]:
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise Malformed(f"不是正确的 TOML{f'，见第 {line[1]} 行' if line else ''}。") from error
    entries = read.pop("dismissed", [])
    if read or not isinstance(entries, list):
        raise Malformed(f"只应有 [[dismissed]] 各条，多了“{'、'.join(read) or 'dismissed'}”。")
    for number, entry in enumerate(entries, 1):
        if (
            not isinstance(entry, dict)
            or set(entry) != set(_KEYS)
            or not all(isinstance(v, str) for v in entry.values())
        ):
            raise Malformed(f"第 {number} 条应恰有 {' 和 '.join(_KEYS)} 两项文字。")
        yield f"第 {number} 条", entry["fingerprint"].strip(), entry["reason"].strip()
