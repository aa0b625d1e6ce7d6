"""Re-adding a ledger: it agrees with tables printed from a cube of the same book, and sees a wrong or missing cell."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from benchmarks.books.make import make_book
from benchmarks.books.readd import compare, main, readd, rounded
from benchmarks.books.sheets import cents, records, sheets, write_folder
from mingzhang.compile.cube import Cube
from mingzhang.forms import editions
from mingzhang.write.style import TableStyle
from mingzhang.write.tables import print_tables

NAMES = sorted(editions())


@cache
def accounts():
    data = tomllib.loads(files("mingzhang.compile").joinpath("accounts.toml").read_text(encoding="utf-8"))
    return {account["code"]: account for account in data["account"]}


def meaning(sheet, column):
    """What the printed labels of a choice stand for."""
    found = next(one for one in sheets()[sheet].columns if one.id == column)
    return {label: id_ for id_, label in found.choices.items()}


def cube_of(book):
    """The whole department as accounts.toml says, transfers inside it left out."""
    funds, kinds = meaning("entries", "fund"), meaning("entries", "kind")
    unit_types = meaning("units", "type")
    types = {row["code"]: unit_types[row["type"]] for row in records(book, "units")}
    cube = Cube("某部门", 2023, "部门", {row["code"]: row["name"] for row in records(book, "names")})
    for row in records(book, "entries"):
        account = accounts()[row["account"][:4]]
        amount = Decimal(cents(row["debit"]) - cents(row["credit"])) / 100
        at = {"function": row["function"], "economic": row["economic"], "kind": kinds.get(row["kind"], "")}
        at |= {"fund": funds.get(row["fund"], "")} | account.get("at", {})
        if account.get("drawdown") and types[row["unit"]] not in account.get("balance_of", []):
            cube.add(Decimal(cents(row["debit"])) / 100, "drawdown", fund="own_funds")
        if row["counterpart"] or "measure" not in account:
            continue
        at = {name: member for name, member in at.items() if member}
        cube.add(-amount if account["side"] == "credit" else amount, account["measure"], **at)
        everyday = row["economic"][:3] not in ("301", "303")
        if (
            everyday
            and at.get("fund") == "general"
            and at.get("kind") == "basic"
            and types[row["unit"]] != "institution"
        ):
            cube.add(amount, "running_costs", unit_type=types[row["unit"]])
    for sheet, columns in (("balances", ("opening", "closing")), ("adjustments", ("amount",))):
        for row in records(book, sheet):
            account = accounts()[row["account"]]
            if account.get("balance") or types[row["unit"]] in account.get("balance_of", []):
                at = {"fund": funds[row["fund"]]} | ({"function": row["function"]} if row["function"] else {})
                for column in columns:
                    measure = "opening" if column == "amount" else column
                    cube.add(Decimal(cents(row[column])) / 100, measure, **at)
    for row in records(book, "budgets"):
        if row["economic"]:
            at = {"fund": funds[row["fund"]], "economic": row["economic"], "stage": "full_year_budget"}
            cube.add(Decimal(cents(row["amount"])) / 100, "expenditure", **at)
    categories = meaning("procurement", "category")
    for row in records(book, "procurement"):
        cube.add(Decimal(cents(row["amount"])) / 100, "procurement", category=categories[row["category"]])
    return cube


def cells_of(book, edition):
    tables = print_tables(edition, cube_of(book), TableStyle())
    return [
        {
            "table": table.form, "row_key": cell.name[0], "row_name": cell.row_name, "column": cell.name[1],
            "value": cell.text.replace(",", ""), "unit": cell.unit,
        }
        for table in tables
        for row in table.body
        for cell in row
        if cell.figure and cell.text and cell.key
    ]  # fmt: skip


@pytest.mark.parametrize("edition", NAMES)
@pytest.mark.parametrize("seed", range(5))
def test_it_agrees_with_tables_printed_from_the_same_book(seed, edition, tmp_path):
    book = make_book(seed, editions()[edition])
    write_folder(book, tmp_path)
    compared, differences = compare(readd(tmp_path), cells_of(book, editions()[edition]))
    assert differences == []
    assert compared > 150


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """A folder with its figures added up, and the cells printed of it."""
    folder = tmp_path_factory.mktemp("book")
    book = make_book(2, editions()["山西2023"])
    write_folder(book, folder)
    return folder, readd(folder), cells_of(book, editions()["山西2023"])


def test_every_wrong_cell_is_named(printed):
    _, figures, cells = printed
    for at in range(0, len(cells), 7):
        if cells[at]["unit"] != "万元":
            continue
        wrong = str(Decimal(cells[at]["value"]) + Decimal("0.01"))
        _, found = compare(figures, [*cells[:at], {**cells[at], "value": wrong}, *cells[at + 1 :]])
        assert len(found) == 1
        assert f"印为 {wrong}，按明细账应为 {cells[at]['value']}" in found[0]


def test_every_missing_cell_is_named(printed):
    _, figures, cells = printed
    for at in range(0, len(cells), 7):
        if cells[at]["unit"] == "万元" and Decimal(cells[at]["value"]):
            _, found = compare(figures, cells[:at] + cells[at + 1 :])
            assert len(found) == 1
            assert "没有印" in found[0]


def test_a_unit_alone_keeps_what_it_got_from_the_others(tmp_path):
    for seed in range(40):
        book = make_book(seed, editions()["山西2023"])
        inside = [row for row in records(book, "entries") if row["counterpart"] and row["account"] == "6201"]
        if inside:
            break
    write_folder(book, tmp_path)
    got = sum(cents(row["credit"]) for row in inside if row["unit"] == inside[0]["unit"])
    assert readd(tmp_path, inside[0]["unit"])["GK01", "收入:superior", "amount"] >= got
    entries = [row for row in records(book, "entries") if row["account"] == "6201" and not row["counterpart"]]
    outside = sum(cents(row["credit"]) for row in entries)
    assert readd(tmp_path).get(("GK01", "收入:superior", "amount"), 0) == outside


def test_halves_are_rounded_away_from_nothing():
    assert [rounded(amount, "万元", 2) for amount in (5_000, 4_999, -5_000, -4_999, 15_000)] == [1, 0, -1, 0, 2]
    assert rounded(123_456, "元", 2) == 123_456


def test_the_exit_status_says_whether_all_agrees(printed, tmp_path, capsys):
    folder, _, cells = printed
    path = tmp_path / "cells.csv"
    lines = [",".join(cells[0]), *(",".join(cell.values()) for cell in cells)]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert main([str(folder), str(path)]) == 0
    path.write_text("\n".join(lines[:-200]), encoding="utf-8")
    assert main([str(folder), str(path)]) == 1
    assert "没有印" in capsys.readouterr().out


def test_it_runs_without_the_product():
    code = "import sys, benchmarks.books.readd; sys.exit(any(name.startswith('mingzhang') for name in sys.modules))"
    root = Path(__file__).resolve().parents[1]
    assert subprocess.run([sys.executable, "-S", "-c", code], cwd=root, check=False).returncode == 0
