"""Bars: where the money came from and went, and how the checks turned out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from mingzhang.amount import format_amount
from mingzhang.finding import Report
from mingzhang.model import Disclosure, Table
from mingzhang.report.wording import clean

_SLICES = 6
_ORDINALS = frozenset("一二三四五六七八九十")


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a bar: label, amount as words, share in percent, and where it lies, in percent of the scale."""

    label: str
    amount: str
    share: str
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class Bar:
    """Income by source, or expenditure by class; `total` is the printed total."""

    title: str
    total: str
    slices: tuple[Slice, ...]


def money(disclosure: Disclosure) -> list[Bar]:
    """Income by source and expenditure by class as the summary table prints them, on one scale."""
    table = disclosure.table("GK01")
    if table is None:
        return []
    sides = {side: _parts(table, side) for side in ("收入", "支出")}
    scale = max((sum((value for _, value, _ in parts), Decimal(0)) for parts in sides.values()), default=Decimal(0))
    if scale <= 0:
        return []
    titles = {"收入": "收入来自哪里", "支出": "支出用在哪里"}
    return [_bar(titles[side], _total(table, side), parts, scale) for side, parts in sides.items() if parts]


def _parts(table: Table, side: str) -> list[tuple[str, Decimal, str]]:
    found: dict[str, tuple[str, Decimal, str]] = {}
    for item in table.prints:
        where, _, label = item.row_key.partition(":")
        ordinal, mark, name = clean(label).partition("、")
        if where != side or not mark or not set(ordinal) <= _ORDINALS or item.amount is None or item.amount.value <= 0:
            continue
        if item.row_key not in found or "决算" in item.column:
            found[item.row_key] = (name, item.amount.value, item.amount.unit)
    return sorted(found.values(), key=lambda part: -part[1])


def _total(table: Table, side: str) -> str:
    for item in table.prints:
        if item.row_key == f"{side}:本年{side}合计" and item.amount is not None:
            return f"本年{side}合计 {clean(item.text)} {clean(item.amount.unit)}"
    return ""


def _bar(title: str, total: str, parts: list[tuple[str, Decimal, str]], scale: Decimal) -> Bar:
    shown = parts
    if len(parts) > _SLICES + 1:
        rest = sum((value for _, value, _ in parts[_SLICES:]), Decimal(0))
        shown = [*parts[:_SLICES], (f"其余 {len(parts) - _SLICES} 项", rest, parts[0][2])]
    whole = sum((value for _, value, _ in parts), Decimal(0))
    slices, start = [], Decimal(0)
    for name, value, unit in shown:
        slices.append(
            Slice(
                label=name,
                amount=f"{format_amount(value)} {clean(unit)}".strip(),
                share=_share(value, whole),
                start=format_amount(start / scale * 1000, 2, thousands=False),
                width=format_amount(value / scale * 1000, 2, thousands=False),
            )
        )
        start += value
    return Bar(title, total, tuple(slices))


def _share(value: Decimal, whole: Decimal) -> str:
    share = format_amount(value / whole * 100, 1)
    return "<0.1" if share == "0.0" else share


def judged(report: Report) -> list[tuple[str, str, int, str, str]]:
    """The instances by outcome: (class, name, number, start and width per thousand)."""
    tally = report.tally
    named = (
        ("passed", "通过", tally.passed),
        ("failed", "不符", tally.failed),
        ("unjudged", "不适用", tally.not_applicable),
        ("empty", "空白", tally.blank),
    )
    whole = sum(number for _, _, number in named)
    parts, start = [], Decimal(0)
    for kind, name, number in named:
        width = Decimal(number * 1000) / whole if whole else Decimal(0)
        # A single failure among thousands must still be seen.
        width = max(width, Decimal(4)) if number else width
        at, size = (format_amount(value, thousands=False) for value in (start, width))
        parts.append((kind, name, number, at, size))
        start += width
    return parts
