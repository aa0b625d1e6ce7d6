"""The ledger, which may have a million rows: read as a stream, only its sums are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from operator import itemgetter
from sys import intern
from typing import cast

from mingzhang.compile.cells import Wrong, money, read_cell
from mingzhang.compile.problem import Problems
from mingzhang.compile.rows import Matched, unknown
from mingzhang.compile.schema import Format


@dataclass(frozen=True, slots=True)
class Entry:
    """All entries of the ledger that say the same but for voucher, summary and amount; amounts in 分.

    `fund` and `kind` are ids of choices; what is blank is "". `first_row` is where the first of `count` rows stands, in
    the sheet labelled `sheet` (an export has its file's name in it).
    """

    unit: str
    account: str
    fund: str
    function: str
    economic: str
    kind: str
    project: str
    counterpart: str
    debit: int
    credit: int
    first_row: int
    count: int
    sheet: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Voucher:
    """A voucher that does not balance: debit less credit in 分, and the row from which on it does not.

    Entries without a number count as one voucher of their unit, named "".
    """

    difference: int
    first_row: int
    sheet: str = field(default="", compare=False)


KEY = tuple(column.name for column in fields(Entry))[:8]
"""The columns whose values tell entries apart."""

_Key = tuple[str, str, str, str, str, str, str, str]
Vouchers = dict[tuple[str, str], Voucher]


def read_entries(
    parts: Sequence[Matched], known: Mapping[str, set[str]], format_: Format, problems: Problems
) -> tuple[list[Entry], Vouchers]:
    """The entries in the order of their first rows, and the vouchers that do not balance.

    Codes and choices are looked at once for each text in a column; `known` are the codes of units and projects.
    """
    entries: dict[_Key, Entry] = {}
    vouchers: dict[tuple[str, str], list[int]] = {}
    for part, matched in enumerate(parts):
        sums = _add_up(part, matched, vouchers, problems)
        meanings = [_meanings(id_, _stands(sums, at), matched, known, format_, problems) for at, id_ in enumerate(KEY)]
        for raw, (debit, credit, row, count) in sums.items():
            key = cast(_Key, tuple(meaning[text] for meaning, text in zip(meanings, raw, strict=True)))
            entry = Entry(*key, debit, credit, row, count, matched.table.label)
            same = entries.get(key)
            entries[key] = _together(same, entry) if same else entry
    return list(entries.values()), _unbalanced(vouchers, [matched.table.label for matched in parts])


def _together(one: Entry, other: Entry) -> Entry:
    return replace(one, debit=one.debit + other.debit, credit=one.credit + other.credit, count=one.count + other.count)


def _add_up(
    part: int, matched: Matched, open_vouchers: dict[tuple[str, str], list[int]], problems: Problems
) -> dict[_Key, list[int]]:
    """Sums by what is written in the key columns; puts the balance of each voucher, unless zero, into a dict."""
    width = len(matched.table.heading)
    at = [matched.at.get(id_, width) for id_ in (*KEY, "voucher", "debit", "credit")]
    pick = cast(Callable[[Sequence[str]], _Key], itemgetter(*at[:8]))
    unit_at, (voucher_at, debit_at, credit_at) = at[0], at[8:]
    sums: dict[_Key, list[int]] = {}
    for number, row in _full_rows(matched, width, problems):
        debit_text, credit_text = row[debit_at], row[credit_at]
        try:
            debit = _fen(debit_text) if debit_text else 0
            credit = _fen(credit_text) if credit_text else 0
        except Wrong:
            debit, credit = (_complained(matched, number, row, id_, problems) for id_ in ("debit", "credit"))
        key = pick(row)
        total = sums.get(key)
        if total is None:
            if not any(text.strip() for text in row):
                continue
            # Cells are new strings in each row; combinations repeat few different ones.
            sums[cast(_Key, tuple(map(intern, key)))] = [debit, credit, number, 1]
        else:
            total[0] += debit
            total[1] += credit
            total[3] += 1
        # A voucher is forgotten as soon as it balances, so that few are held at a time.
        voucher = (row[unit_at], row[voucher_at])
        balance = open_vouchers.get(voucher)
        if balance is None:
            if debit != credit:
                open_vouchers[voucher] = [debit - credit, number, part]
        else:
            balance[0] += debit - credit
            if not balance[0]:
                del open_vouchers[voucher]
    return sums


def _full_rows(matched: Matched, width: int, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    """Rows as wide as the heading, with one blank more that stands for columns the file has not."""
    headed = all(text.strip() for text in matched.table.heading)
    for number, row in matched.table.rows:
        cells = list(row)
        if len(cells) != width or not headed:
            matched.look_beside(number, cells, problems)
            cells = cells[:width] + [""] * (width - len(cells))
        cells.append("")
        yield number, cells


def _fen(text: str) -> int:
    """An amount in 分, at once where it is written plainly; raises Wrong."""
    whole, _, part = text.partition(".")
    if len(part) == 2 and len(whole) <= 13 and text.isascii() and whole.isdecimal() and part.isdecimal():
        return int(whole + part)
    return money(text) or 0


def _complained(matched: Matched, row: int, cells: Sequence[str], id_: str, problems: Problems) -> int:
    """An amount, or 0 and a problem where there is none."""
    column = matched.sheet.column(id_)
    at = matched.at.get(id_)
    try:
        return money(cells[at]) or 0 if at is not None else 0
    except Wrong as wrong:
        problems.add(matched.table.label, matched.cell(row, column), str(wrong), column.label)
        return 0


def _stands(sums: Mapping[_Key, Sequence[int]], at: int) -> dict[str, tuple[int, int]]:
    """Each text of a key column with the first row it stands in and the number of rows."""
    found: dict[str, tuple[int, int]] = {}
    for key, (_, _, row, count) in sums.items():
        first, before = found.get(key[at], (row, 0))
        found[key[at]] = (first, before + count)
    return found


def _meanings(
    id_: str,
    texts: Mapping[str, tuple[int, int]],
    matched: Matched,
    known: Mapping[str, set[str]],
    format_: Format,
    problems: Problems,
) -> dict[str, str]:
    """The value of each text of a column; a problem is told for the first of its rows, with their number."""
    column = matched.sheet.column(id_)
    values: dict[str, str] = {}
    for text, (first, count) in texts.items():
        try:
            values[text] = str(read_cell(text, column, format_.choices))
            complaint = unknown(values[text], column, known, format_) if column.type in format_.homes else ""
        except Wrong as wrong:
            values[text] = "" if column.type == "choice" else text.strip()
            complaint = str(wrong)
        if column.required and not values[text] and id_ in matched.at:
            complaint = f"没有填“{column.label}”。"
        if complaint:
            told = complaint if count == 1 else f"{complaint}（这样的共 {count} 行）"
            problems.add(matched.table.label, matched.cell(first, column), told, column.label)
    return values


def _unbalanced(vouchers: Mapping[tuple[str, str], list[int]], labels: Sequence[str]) -> Vouchers:
    """What is left, with unit and number as they are meant."""
    found: dict[tuple[str, str], list[int]] = {}
    for (unit, number), (difference, row, part) in vouchers.items():
        same = found.setdefault((unit.strip(), number.strip()), [0, row, part])
        same[0] += difference
    return {key: Voucher(difference, row, labels[part]) for key, (difference, row, part) in found.items() if difference}
