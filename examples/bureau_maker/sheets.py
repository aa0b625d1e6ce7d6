"""The sheets of the book, as rows of text under the labels that book.toml gives them."""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

from examples.bureau_maker.balances import Balance, balances_of
from examples.bureau_maker.ledger import Voucher
from examples.bureau_maker.plan import BUREAU, CENTRE, HERE, Line

Row = Mapping[str, str]
Sheets = dict[str, list[Row]]
"""Rows by the id of the sheet, each by the ids of its columns; choices by what they stand for."""

_CARS = {BUREAU: "confidential", CENTRE: "retired_officers"}
_NONE = (
    "overseas_groups", "overseas_travellers", "vehicles_bought", "reception_batches", "reception_guests",
    "foreign_batches", "foreign_guests", "abroad_batches", "abroad_guests", "equipment",
)  # fmt: skip


def yuan(amount: int) -> str:
    """分 as 元 with two decimals."""
    sign, rest = ("-", -amount) if amount < 0 else ("", amount)
    return f"{sign}{rest // 100}.{rest % 100:02d}"


def sheets_of(lines: Sequence[Line], vouchers: Iterable[Voucher], surrendered: int, last_year: Iterable[Row]) -> Sheets:
    """Every sheet; `surrendered` is what of last year's balance went back to the treasury, in 分."""
    texts = tomllib.loads((HERE / "texts.toml").read_text(encoding="utf-8"))
    projects = tomllib.loads((HERE / "projects.toml").read_text(encoding="utf-8"))
    balances = balances_of(lines, surrendered)
    return {
        "profile": texts["profile"],
        "units": texts["unit"],
        "entries": _entries(vouchers),
        "balances": [_balance(one) for one in balances],
        "adjustments": [
            {"unit": one.unit, "account": one.account, "fund": one.fund, "function": one.function,
             "cause": cause, "amount": yuan(amount)}
            for one in balances for cause, amount in one.adjusted.items()
        ],
        "budgets": _budgets(lines),
        "last_year": list(last_year),
        "statistics": _statistics(),
        "procurement": [
            {"unit": line.unit, "category": line.category,
             **dict.fromkeys(("amount", "small", "micro"), yuan(line.amount))}
            for line in lines if line.measure == "procurement"
        ],
        "projects": [_project(project) for project in projects["project"]],
        "indicators": [
            _indicator(project["code"], projects["level1"], row)
            for project in projects["project"] for row in project["indicators"]
        ],
        "reasons": texts["reason"],
        "names": [],
    }  # fmt: skip


def write_book(sheets: Sheets, folder: Path) -> None:
    """Write each sheet as a CSV file named by its label."""
    data = tomllib.loads(files("mingzhang.compile").joinpath("book.toml").read_text(encoding="utf-8"))
    labels = {name: {means: label for label, means in choices.items()} for name, choices in data["choices"].items()}
    folder.mkdir(exist_ok=True)
    for sheet in data["sheet"]:
        columns = sheet["column"]
        with (folder / f"{sheet['label']}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([column["label"] for column in columns])
            for row in sheets[sheet["id"]]:
                cells = ((row.get(column["id"], ""), labels.get(column.get("of", ""))) for column in columns)
                writer.writerow([_cell(text, choices) for text, choices in cells])


def _cell(text: str, labels: Mapping[str, str] | None) -> str:
    """A choice by its label; texts that are labels already stay."""
    return text if labels is None or not text else labels.get(text, text)


def _entries(vouchers: Iterable[Voucher]) -> list[Row]:
    rows: list[Row] = []
    numbers: defaultdict[tuple[str, int], int] = defaultdict(int)
    for voucher in vouchers:
        numbers[voucher.unit, voucher.month] += 1
        number = f"{voucher.month:02d}-{numbers[voucher.unit, voucher.month]:04d}"
        for entry in voucher.entries:
            rows.append(
                {
                    "unit": voucher.unit, "voucher": number, "summary": voucher.summary, "account": entry.account,
                    "fund": entry.fund, "function": entry.function, "economic": entry.economic, "kind": entry.kind,
                    "project": entry.project, "debit": yuan(entry.debit) if entry.debit else "",
                    "credit": yuan(entry.credit) if entry.credit else "",
                }
            )  # fmt: skip
    return rows


def _balance(one: Balance) -> Row:
    return {
        "unit": one.unit, "account": one.account, "fund": one.fund, "function": one.function,
        "opening": yuan(one.opening), "closing": yuan(one.closing),
    }  # fmt: skip


def _budgets(lines: Sequence[Line]) -> list[Row]:
    """Initial budgets by 项; for 三公, full-year budgets as they were spent."""
    with (HERE / "budgets.csv").open(encoding="utf-8", newline="") as file:
        rows: list[Row] = [
            {"unit": row["unit"], "stage": "initial_budget", "fund": "general", "function": row["function"],
             "amount": f"{Decimal(row['amount']) * 10000:.2f}"}
            for row in csv.DictReader(file)
        ]  # fmt: skip
    rows.extend(
        {"unit": line.unit, "stage": "full_year_budget", "fund": "general", "function": line.function,
         "economic": line.economic, "amount": yuan(line.amount)}
        for line in lines if line.economic == "30231"
    )  # fmt: skip
    return rows


def _statistics() -> list[Row]:
    """One car each for the bureau and the centre, nothing else."""
    rows: list[Row] = [{"unit": BUREAU, "item": item, "count": "0"} for item in _NONE]
    for unit, use in _CARS.items():
        rows.extend({"unit": unit, "item": item, "count": "1"} for item in (use, "vehicles_held"))
    return rows


def _project(project: Mapping[str, Any]) -> Row:
    same = {"unit": BUREAU, "fund": "general", "source": "市县区财政资金", "declared": project["planned"]}
    return {**{key: value for key, value in project.items() if key != "indicators"}, **same}


def _indicator(project: str, level1: Mapping[str, str], row: Sequence[str]) -> Row:
    level2, level3, target, actual, weight, cause, *score = row
    full = [weight] if actual == "达成预期指标" else []
    return {
        "project": project, "level1": level1[level2], "level2": level2, "level3": level3, "target": target,
        "adjusted": target, "actual": actual, "weight": weight, "score": "".join(score or full), "cause": cause,
    }  # fmt: skip
