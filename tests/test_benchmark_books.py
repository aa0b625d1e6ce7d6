"""Generated books keep what a real book must keep: added up again here from the rows alone."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter, defaultdict
from importlib.resources import files

import pytest

from benchmarks.books.make import make_book
from benchmarks.books.sheets import cents, records, sheets, write_folder
from mingzhang import catalogue
from mingzhang.forms import editions

EDITIONS = tuple(editions().values())
FISCAL = ("一般公共预算", "政府性基金", "国有资本经营")
SEEDS = range(18)


def book_of(seed, units=None):
    return make_book(seed, EDITIONS[seed % 3], units)


@pytest.fixture(scope="module", params=SEEDS)
def book(request):
    return book_of(request.param, 40 if request.param == 17 else None)


def types(book):
    return {unit["code"]: unit["type"] for unit in records(book, "units")}


def balances(book, column):
    found = defaultdict(int)
    for row in records(book, "balances"):
        found[row["unit"], row["account"], row["fund"], row["function"]] += cents(row[column])
    return found


def adjustments(book):
    found = defaultdict(int)
    for row in records(book, "adjustments"):
        found[row["unit"], row["account"], row["fund"], row["function"]] += cents(row["amount"])
    return found


def net(row):
    return cents(row["debit"]) - cents(row["credit"])


def total(amounts, unit, *accounts):
    return sum(amount for key, amount in amounts.items() if key[0] == unit and key[1] in accounts)


def test_sheets_have_the_columns_and_values_of_the_format(book):
    assert list(book) == [sheet.label for sheet in sheets().values()]
    units = {row["code"] for row in records(book, "units")}
    projects = {row["code"] for row in records(book, "projects")}
    named = {row["code"] for row in records(book, "names")}
    accounts = tomllib.loads(files("mingzhang.compile").joinpath("accounts.toml").read_text(encoding="utf-8"))
    known = {
        "unit": units,
        "project": projects,
        "function": {code for code in {*catalogue.classification("function"), *named} if len(code) == 7},
        "economic": {code for code in catalogue.classification("economic") if len(code) == 5},
    }
    for sheet in sheets().values():
        rows = book[sheet.label]
        assert rows[0] == tuple(column.label for column in sheet.columns)
        for at, column in enumerate(sheet.columns):
            values = {row[at] for row in rows[1:]}
            assert not (column.required and "" in values), f"{sheet.label} {column.label}"
            values.discard("")
            if column.choices:
                assert values <= set(column.choices.values())
            elif column.type in known:
                assert values <= known[column.type], f"{sheet.label} {column.label}"
            elif column.type == "account":
                codes = {account["code"] for account in accounts["account"]}
                assert {value[:4] for value in values} <= codes
            elif column.type == "money":
                assert all(value.removeprefix("-").replace(".", "", 1).isdigit() for value in values)


def test_every_voucher_balances(book):
    vouchers = defaultdict(int)
    for row in records(book, "entries"):
        vouchers[row["unit"], row["voucher"]] += net(row)
    assert vouchers
    assert set(vouchers.values()) == {0}


def test_entries_carry_the_dimensions_that_their_account_needs(book):
    kinds = {"7101": ("基本支出", "项目支出"), "7201": ("基本支出", "项目支出"), "7901": ("基本支出", "项目支出")}
    only = {"7101": "行政单位", "7301": "事业单位", "7401": "事业单位", "7501": "事业单位"}
    unit_types = types(book)
    for row in records(book, "entries"):
        account = row["account"][:4]
        if account[0] in "67":
            assert row["function"]
            assert (row["fund"] in FISCAL) if account == "6001" else row["fund"]
        if account[0] == "7":
            assert row["economic"]
            assert (row["kind"] in kinds[account]) if account in kinds else not row["kind"]
            assert bool(row["project"]) == (row["kind"] == "项目支出")
        if account in ("7301", "7401", "7501", "8701"):
            assert row["fund"] == "非财政"
        if account in only:
            assert unit_types[row["unit"]] in (only[account], "参照公务员法管理事业单位")


def test_fiscal_money_closes_at_what_it_had_and_never_below_nothing(book):
    opening, closing, adjusted = balances(book, "opening"), balances(book, "closing"), adjustments(book)
    moved = defaultdict(int)
    for row in records(book, "entries"):
        if row["fund"] in FISCAL:
            moved[row["unit"], row["fund"], row["function"]] -= net(row)
    keys = {(unit, fund, function) for unit, _, fund, function in {*opening, *adjusted} if fund in FISCAL} | set(moved)
    for unit, fund, function in keys:
        both = [(unit, account, fund, function) for account in ("8101", "8102")]
        had = sum(opening[key] + adjusted[key] for key in both)
        assert had >= 0
        assert sum(closing[key] for key in both) == had + moved[unit, fund, function]
        assert min(closing[key] for key in both) >= 0


def test_own_funds_and_reserves_close_at_what_they_had(book):
    opening, closing, adjusted = balances(book, "opening"), balances(book, "closing"), adjustments(book)
    for unit, kind in types(book).items():
        moved, drawn, given, added = 0, 0, 0, defaultdict(int)
        for row in (row for row in records(book, "entries") if row["unit"] == unit):
            if row["fund"] == "非财政" and row["account"][0] in "67":
                moved -= net(row)
            elif row["account"] in ("8202", "8301"):
                drawn += cents(row["debit"])
                added[row["account"]] -= net(row)
            elif row["account"] == "8701":
                given += net(row)
        institution = kind == "事业单位"
        assert institution or not (drawn or given)
        own = ("8201", "8401") if institution else ("8201", "8401", "8202")
        had = total(opening, unit, *own) + total(adjusted, unit, *own)
        assert total(closing, unit, *own) == had + moved + drawn - given
        for reserve in ("8202", "8301") if institution else ("8301",):
            left = total(closing, unit, reserve)
            assert left == total(opening, unit, reserve) + total(adjusted, unit, reserve) + added[reserve] >= 0


def test_money_is_what_the_balances_stand_for(book):
    opening, closing, adjusted = balances(book, "opening"), balances(book, "closing"), adjustments(book)
    others = ("8101", "8102", "8201", "8202", "8301", "8401")
    moved = Counter()
    for row in records(book, "entries"):
        if row["account"] == "8001":
            moved[row["unit"]] += net(row)
    for unit in types(book):
        assert total(opening, unit, "8001") == total(opening, unit, *others)
        assert total(closing, unit, "8001") == total(closing, unit, *others)
        assert (
            total(closing, unit, "8001") == total(opening, unit, "8001") + total(adjusted, unit, "8001") + moved[unit]
        )


def test_only_own_funds_close_below_nothing(book):
    for (_, account, fund, _), amount in balances(book, "closing").items():
        assert amount >= 0 or (account in ("8201", "8401", "8001") and fund in ("非财政", ""))


def test_transfers_inside_the_department_meet(book):
    paid, received = Counter(), Counter()
    sides = {"7501": "6201", "7401": "6301"}
    for row in records(book, "entries"):
        if row["counterpart"]:
            if row["account"] in sides:
                paid[row["unit"], row["counterpart"], sides[row["account"]], row["function"]] += net(row)
            else:
                received[row["counterpart"], row["unit"], row["account"], row["function"]] -= net(row)
    assert paid == received


def test_units_act_as_their_status_says(book):
    entries = Counter(row["unit"] for row in records(book, "entries"))
    opening, closing = balances(book, "opening"), balances(book, "closing")
    units = {row["code"]: row for row in records(book, "units")}
    assert 3 <= len(units) <= 40
    for code, unit in units.items():
        if unit["status"] == "零申报":
            assert not entries[code]
        if unit["status"] in ("零申报", "并入"):
            assert not any(amount for key, amount in closing.items() if key[0] == code)
        if unit["status"] == "并入":
            assert units[unit["successor"]]["status"] == "正常"
        if unit["status"] == "新增":
            assert not any(amount for key, amount in opening.items() if key[0] == code)


def test_what_a_merged_unit_had_goes_to_the_unit_it_was_merged_into(book):
    units = {row["code"]: row for row in records(book, "units")}
    rows = [row for row in records(book, "adjustments") if row["account"] != "8001"]
    names = ("unit", "account", "fund", "function", "cause", "amount")
    taken = Counter(tuple(row[name] for name in names) for row in rows)
    given = Counter()
    for row in rows:
        if units[row["unit"]]["status"] == "并入":
            assert row["amount"].startswith("-")
            assert row["cause"] == "归集调出"
            place = (units[row["unit"]]["successor"], row["account"], row["fund"], row["function"])
            given[*place, "归集调入", row["amount"].removeprefix("-")] += 1
    assert given <= taken


def test_projects_stay_within_their_budget_and_carry_ninety_points(book):
    spent, weights = Counter(), Counter()
    for row in records(book, "entries"):
        if row["project"]:
            spent[row["project"]] += net(row)
    bands = {"达成预期指标": (80, 100), "部分达成预期指标并具有一定效果": (60, 80), "未达成预期指标且效果较差": (0, 60)}
    for row in records(book, "indicators"):
        weights[row["project"]] += int(row["weight"])
        if row["actual"] in bands:
            low, high = bands[row["actual"]]
            assert low * int(row["weight"]) <= float(row["score"]) * 100 <= high * int(row["weight"])
    for row in records(book, "projects"):
        assert weights[row["code"]] == 90
        assert 0 < spent[row["code"]] <= cents(row["full"])
        assert row["spent"] in ("", f"{spent[row['code']] // 100}.{spent[row['code']] % 100:02d}")


def test_counts_go_with_the_spending(book):
    spent = Counter()
    for row in records(book, "entries"):
        if row["fund"] in FISCAL and row["account"][0] == "7":
            spent[row["unit"], row["economic"]] += net(row)
    counts = {(row["unit"], row["item"]): int(row["count"]) for row in records(book, "statistics")}
    uses = [choice for choice in sheets()["statistics"].columns[1].choices.values() if choice.endswith("用车（辆）")]
    uses.remove("购置公务用车（辆）")
    needs = {"因公出国（境）团组（个）": "30212", "国内公务接待批次": "30217", "购置公务用车（辆）": "31013"}
    for unit in types(book):
        for item, economic in needs.items():
            assert bool(counts.get((unit, item))) == (spent[unit, economic] >= 5_000)  # less prints as 0.00
        held = counts.get((unit, "公务用车保有量（辆）"), 0)
        assert held == sum(counts.get((unit, use), 0) for use in uses)
        assert bool(held) == (spent[unit, "30231"] >= 5_000)


def test_last_year_balances_and_ends_where_this_year_begins(book):
    last = {
        (row["measure"], row["source"]): cents(row["amount"])
        for row in records(book, "last_year")
        if not (row["function"] or row["kind"] or row["economic"])
    }
    funds = {f"{fund}预算财政拨款".replace("预算预算", "预算"): fund for fund in FISCAL}
    for source in ("", "财政拨款", *funds):
        whole = last["收支总计", source]
        assert whole == last["本年收入", source] + last["年初结转和结余", source]
        assert whole == last["本年支出", source] + last["年末结转和结余", source]
    kinds = types(book)
    opening = balances(book, "opening")
    for source, fund in funds.items():
        assert last["年末结转和结余", source] == sum(amount for key, amount in opening.items() if key[2] == fund)
    own = sum(
        amount
        for key, amount in opening.items()
        if key[1] in ("8201", "8401") or (key[1] == "8202" and kinds[key[0]] != "事业单位")
    )
    assert last["年末结转和结余", ""] == last["年末结转和结余", "财政拨款"] + own


def test_every_item_off_its_budget_has_a_reason_and_no_other(book):
    spent, budget = Counter(), Counter()
    for row in records(book, "entries"):
        if row["fund"] == FISCAL[0] and row["account"][0] == "7":
            spent[row["function"]] += net(row)
    for row in records(book, "budgets"):
        if row["stage"] == "年初预算":
            budget[row["function"]] += cents(row["amount"])
    reasons = {
        row["subject"] for row in records(book, "reasons") if row["compared"] == "比预算" and row["subject"].isdigit()
    }
    assert reasons == {code for code in {*spent, *budget} if spent[code] != budget[code]}


def test_a_seed_gives_one_folder(tmp_path):
    for name in ("one", "other"):
        write_folder(book_of(4), tmp_path / name)
    one = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    assert one == {path.name: path.read_bytes() for path in (tmp_path / "other").iterdir()}
    assert book_of(4) != book_of(7)
    with (tmp_path / "one" / "明细账.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [tuple(row) for row in csv.reader(file)] == book_of(4)["明细账"]


def test_what_books_must_cover_occurs_among_the_seeds():
    books = [book_of(seed) for seed in range(24)]
    rows = {name: [row for book in books for row in records(book, name)] for name in sheets()}
    assert {row["type"] for row in rows["units"]} == set(sheets()["units"].columns[2].choices.values())
    assert {row["status"] for row in rows["units"]} == set(sheets()["units"].columns[3].choices.values())
    assert {row["cause"] for row in rows["adjustments"]} == set(sheets()["adjustments"].columns[4].choices.values())
    assert {row["fund"] for row in rows["entries"]} >= {*FISCAL, "非财政"}
    accounts = {row["account"] for row in rows["entries"]}
    spending = {"7101", "7201", "7301", "7401", "7501", "7901"}
    assert accounts >= {"6001", "6101", "6201", "6301", "6401", "6601", *spending, "8202", "8301", "8501", "8701"}
    assert any(row["counterpart"] for row in rows["entries"])
    assert any(row["closing"].startswith("-") for row in rows["balances"])
    assert any(row["debit"].startswith("-") for row in rows["entries"])
    assert rows["names"]
    merged = {row["code"] for row in rows["units"] if row["status"] == "并入"}
    assert merged & {row["unit"] for row in rows["entries"]}
    assert merged & {row["unit"] for row in rows["adjustments"]}
    amounts = [abs(net(row)) for row in rows["entries"]]
    assert min(amount for amount in amounts if amount) < 100
    assert max(amounts) > 10**12


@pytest.mark.parametrize("units", [2, 41])
def test_a_department_has_three_to_forty_units(units):
    with pytest.raises(ValueError, match="3 to 40"):
        book_of(0, units)
