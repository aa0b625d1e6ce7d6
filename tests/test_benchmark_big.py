"""A big ledger tells the same figures as the small book it is made of."""

from __future__ import annotations

import csv
from collections import defaultdict

import pytest

from benchmarks.books.big import main
from benchmarks.books.make import make_book
from benchmarks.books.readd import readd
from benchmarks.books.sheets import cents, write_folder
from mingzhang.forms import editions


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """The small book and the big one of the same seed."""
    small, big = tmp_path_factory.mktemp("small"), tmp_path_factory.mktemp("big")
    write_folder(make_book(5, editions()["山西2023"], 6), small)
    assert main([str(big), "--units", "6", "--entries", "40000", "--seed", "5"]) == 0
    return small, big


def entries(folder):
    with (folder / "明细账.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_all_figures_and_all_other_sheets_are_the_same(folders):
    small, big = folders
    assert readd(big) == readd(small)
    others = {path.name: path.read_bytes() for path in small.iterdir() if path.stem != "明细账"}
    assert others == {path.name: path.read_bytes() for path in big.iterdir() if path.stem != "明细账"}


def test_it_is_about_as_long_as_asked_and_every_voucher_balances(folders):
    rows = entries(folders[1])
    assert 38_000 < len(rows) < 42_000
    vouchers = defaultdict(int)
    for row in rows:
        vouchers[row["单位编码"], row["凭证号"]] += cents(row["借方"]) - cents(row["贷方"])
    assert set(vouchers.values()) == {0}
    assert len(vouchers) > 10_000


def test_each_unit_has_the_same_money_on_each_account(folders):
    sums = []
    for folder in folders:
        found = defaultdict(int)
        for row in entries(folder):
            key = (row["单位编码"], row["科目编码"], row["预算类别"], row["功能科目"], row["经济科目"], row["项目编码"])
            found[key] += cents(row["借方"]) - cents(row["贷方"])
        sums.append({key: amount for key, amount in found.items() if amount})
    assert sums[0] == sums[1]
