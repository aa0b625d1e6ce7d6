"""Bad books: one fault each, at the place that is named, in an otherwise untouched copy."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from random import Random

import pytest

from benchmarks.books.make import make_book
from benchmarks.books.plant import FAULTS, NoPlaceError
from benchmarks.books.sheets import cents, records, sheets
from mingzhang.forms import editions

SEEDS = range(4)


@cache
def good(seed):
    return make_book(seed, editions()["山西2023"], 12)


@cache
def planted(name):
    """The fault in each of a few books that has a place for it, with the good book."""
    found = []
    for seed in SEEDS:
        try:
            before = {label: list(rows) for label, rows in good(seed).items()}
            found.append((before, FAULTS[name](good(seed), Random(seed))))
            assert good(seed) == before
        except NoPlaceError:
            continue
    return found


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_changes_what_it_names_and_leaves_the_good_book_alone(name):
    pairs = planted(name)
    assert pairs
    labels = {sheet.label for sheet in sheets().values()}
    for book, fault in pairs:
        assert fault.book != book
        assert fault.sheet in labels
        if name == "missing_sheet":
            assert not fault.rows
            assert fault.sheet not in fault.book
            continue
        # Without the rows that are named, a fault that stands alone leaves nothing but good rows.
        rest = [row for number, row in enumerate(fault.book[fault.sheet], 1) if number not in fault.rows]
        assert len(rest) < len(fault.book[fault.sheet])
        # A lost project is told by the project's own figure, in another sheet than the entry that lost it.
        if fault.alone and name not in ("unknown_account", "missing_project"):
            assert set(rest) <= set(book[fault.sheet])
            assert all(fault.book[label] == book[label] for label in labels - {fault.sheet})


def test_only_the_unbalanced_voucher_does_not_balance():
    for name in FAULTS:
        for _, fault in planted(name)[:1]:
            if fault.sheet not in fault.book or "明细账" not in fault.book:
                continue
            sums, rows = defaultdict(int), defaultdict(list)
            for number, row in enumerate(records(fault.book, "entries"), 2):
                sums[row["unit"], row["voucher"]] += cents(row["debit"]) - cents(row["credit"])
                rows[row["unit"], row["voucher"]].append(number)
            wrong = [tuple(rows[voucher]) for voucher, difference in sums.items() if difference]
            assert wrong == ([fault.rows] if name == "unbalanced_voucher" else []), name


def test_overspending_is_booked_consistently():
    for _, fault in planted("negative_fiscal"):
        rows = list(records(fault.book, "balances"))
        assert rows[fault.rows[0] - 2]["closing"] == "-1.00"
        others = [cents(row["closing"]) * (-1 if row["account"] == "8001" else 1) for row in rows]
        assert sum(others) == 0


def test_the_weights_of_a_project_no_longer_make_ninety():
    for _, fault in planted("weights_not_ninety"):
        rows = list(records(fault.book, "indicators"))
        assert {rows[number - 2]["project"] for number in fault.rows} == {rows[fault.rows[0] - 2]["project"]}
        assert sum(int(rows[number - 2]["weight"]) for number in fault.rows) == 95
