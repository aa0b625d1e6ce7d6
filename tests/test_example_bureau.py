"""The book of the fictitious bureau, added up again by hand: nothing of the package is used here."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
BOOK = EXAMPLES / "bureau"
FISCAL = {"一般公共预算", "政府性基金"}
GENERAL, GOVERNMENT, OWN = "一般公共预算", "政府性基金", "非财政"
PEOPLE = ("301", "303")
CLASSES = {
    "208": "八、社会保障和就业支出",
    "210": "九、卫生健康支出",
    "212": "十一、城乡社区支出",
    "214": "十三、交通运输支出",
    "215": "十四、资源勘探工业信息等支出",
    "221": "十九、住房保障支出",
}
SPENDING = (
    ("GK03", {GENERAL, GOVERNMENT, OWN}, "本年支出合计"),
    ("GK05", {GENERAL}, "小计"),
    ("GK07", {GOVERNMENT}, "小计"),
)
CARS = {"机要通信用车（辆）": "3.机要通信用车", "离退休干部服务用车（辆）": "7.离退休干部服务用车"}


def sheet(name):
    with (BOOK / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def money(text):
    return Decimal(text or "0")


def net(entry):
    return money(entry["借方"]) - money(entry["贷方"])


def ledger(digit):
    return [entry for entry in sheet("明细账") if entry["科目编码"].startswith(digit)]


def types():
    return {unit["单位编码"]: unit["单位类型"] for unit in sheet("单位")}


def spent(entries=None, **at):
    """Spending with some coordinates; a code stands for everything below it."""
    return sum((net(entry) for entry in entries or ledger("7") if _at(entry, at)), Decimal(0))


def _at(entry, at):
    return all(
        any(entry[name].startswith(one) for one in value) if isinstance(value, tuple) else entry[name] in value
        for name, value in at.items()
    )


def codes(entries):
    return sorted({entry["功能科目"][:width] for entry in entries for width in (3, 5, 7)})


def opening(funds):
    """年初结转和结余 after adjustments: reserves of 事业单位 are none of it, money neither."""
    kind = types()
    found = Decimal(0)
    for row, column in [(row, "年初数") for row in sheet("结转结余")] + [(row, "金额") for row in sheet("年初调整")]:
        reserve = row["科目编码"] in ("8202", "8301") and kind[row["单位编码"]] == "事业单位"
        if row["预算类别"] in funds and not reserve:
            found += money(row[column])
    return found


def closing(funds):
    kind = types()
    return sum(
        money(row["年末数"])
        for row in sheet("结转结余")
        if row["预算类别"] in funds
        and not (row["科目编码"] in ("8202", "8301") and kind[row["单位编码"]] == "事业单位")
    )


def figures():
    """Every figure of the ten tables in 元 (counts as they are) by table, row and column."""
    income, outgo, everything = ledger("6"), ledger("7"), {*FISCAL, OWN}
    used = sum(net(entry) for entry in ledger("8202") + ledger("8301") if money(entry["借方"]))
    put_by = sum(net(entry) for entry in ledger("8701"))
    earned = {fund: -sum(net(entry) for entry in income if entry["预算类别"] == fund) for fund in everything}
    found = {}

    def put(table, row, column, value):
        found[table, row, column] = value

    put("GK01", "收入:一、一般公共预算财政拨款收入", "金额", earned[GENERAL])
    put("GK01", "收入:二、政府性基金预算财政拨款收入", "金额", earned[GOVERNMENT])
    put("GK01", "收入:八、其他收入", "金额", earned[OWN])
    put("GK01", "收入:本年收入合计", "金额", sum(earned.values()))
    put("GK01", "收入:使用非财政拨款结余和专用结余", "金额", used)
    put("GK01", "收入:年初结转和结余", "金额", opening(everything))
    put("GK01", "收入:总计", "金额", sum(earned.values()) + used + opening(everything))
    put("GK01", "支出:本年支出合计", "金额", spent())
    put("GK01", "支出:结余分配", "金额", put_by)
    put("GK01", "支出:年末结转和结余", "金额", closing(everything))
    put("GK01", "支出:总计", "金额", spent() + put_by + closing(everything))
    granted = earned[GENERAL] + earned[GOVERNMENT]
    put("GK04", "收入:一、一般公共预算财政拨款", "金额", earned[GENERAL])
    put("GK04", "收入:二、政府性基金预算财政拨款", "金额", earned[GOVERNMENT])
    put("GK04", "收入:本年收入合计", "金额", granted)
    put("GK04", "收入:年初财政拨款结转和结余", "金额", opening(FISCAL))
    put("GK04", "收入:一般公共预算财政拨款", "金额", opening({GENERAL}))
    put("GK04", "收入:政府性基金预算财政拨款", "金额", opening({GOVERNMENT}))
    put("GK04", "收入:总计", "金额", granted + opening(FISCAL))
    columns = {"合计": FISCAL, "一般公共预算财政拨款": {GENERAL}, "政府性基金预算财政拨款": {GOVERNMENT}}
    for column, funds in columns.items():
        put("GK04", "支出:本年支出合计", column, spent(outgo, 预算类别=funds))
        put("GK04", "支出:年末财政拨款结转和结余", column, closing(funds))
        put("GK04", "支出:总计", column, spent(outgo, 预算类别=funds) + closing(funds))
    for code, label in CLASSES.items():
        put("GK01", f"支出:{label}", "金额", spent(outgo, 功能科目=(code,)))
        for column, funds in columns.items():
            put("GK04", f"支出:{label}", column, spent(outgo, 功能科目=(code,), 预算类别=funds))
    for code in ["合计", *codes(income + outgo)]:
        at = {"功能科目": ("" if code == "合计" else code,)}
        for column, funds in {"本年收入合计": everything, "财政拨款收入": FISCAL, "其他收入": {OWN}}.items():
            put("GK02", code, column, -spent(income, 预算类别=funds, **at))
        for table, funds, whole in SPENDING:
            for column, kinds in {whole: ("",), "基本支出": ("基本支出",), "项目支出": ("项目支出",)}.items():
                put(table, code, column, spent(outgo, 预算类别=funds, 支出性质=kinds, **at))
        put("GK07", code, "本年收入", -spent(income, 预算类别={GOVERNMENT}, **at))
    everyday = {"预算类别": {GENERAL}, "支出性质": {"基本支出"}}
    for entry in outgo:
        for code in (entry["经济科目"][:3], entry["经济科目"]):
            put("GK06", code, "决算数", spent(outgo, 经济科目=(code,), **everyday))
    public = [entry for entry in outgo if not entry["经济科目"].startswith(PEOPLE)]
    put("GK06", "人员经费合计", "决算数", spent(outgo, 经济科目=PEOPLE, **everyday))
    put("GK06", "公用经费合计", "决算数", spent(public, **everyday))
    planned = sum(money(row["金额"]) for row in sheet("预算") if row["阶段"] == "全年预算" and row["经济科目"])
    cars = spent(outgo, 预算类别=FISCAL, 经济科目=("30212", "30217", "30231", "31013", "30913"))
    for column in ("合计", "小计", "公务用车运行维护费"):
        put("GK09", "预算数", column, planned)
        put("GK09", "决算数", column, cars)
    for row in sheet("政府采购"):
        for label in (row["类别"], "合计"):
            found["GK10", label, "统计数"] = found.get(("GK10", label, "统计数"), Decimal(0)) + money(row["金额"])
    offices = {code for code, kind in types().items() if kind == "行政单位"}
    put("GK10", "（一）行政单位", "统计数", spent(public, 单位编码=offices, **everyday))
    return found


def counts():
    held = {row: sum(int(one["数量"]) for one in sheet("统计") if one["指标"] == item) for item, row in CARS.items()}
    return {"（一）车辆数合计（辆）": sum(held.values()), **held}


def printed(amount):
    return str((amount / 10000).quantize(Decimal("0.01"), ROUND_HALF_UP))


def wanted():
    with (EXAMPLES / "bureau_printed" / "cells.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_entries_add_up_to_every_printed_figure_and_to_no_other():
    amounts = {(row["table"], row["row_key"], row["column"]): row["value"] for row in wanted() if row["unit"] == "万元"}
    assert {name: printed(amount) for name, amount in figures().items() if amount} == amounts


def test_the_counts_are_those_printed():
    assert counts() == {row["row_key"]: int(row["value"]) for row in wanted() if row["unit"] == "辆"}


def test_what_must_be_printed_is_what_was_given(shared):
    with (shared / "gold" / "datong-gxj-2023.cells.csv").open(encoding="utf-8", newline="") as file:
        assert wanted() == list(csv.DictReader(file))


def test_vouchers_balance():
    vouchers = defaultdict(Decimal)
    for entry in sheet("明细账"):
        vouchers[entry["单位编码"], entry["凭证号"]] += net(entry)
    assert len(vouchers) > 300
    assert not any(vouchers.values())


def test_fiscal_balances_follow_from_income_and_spending_by_unit_fund_and_function():
    moved = defaultdict(Decimal)
    for entry in ledger("6") + ledger("7"):
        if entry["预算类别"] in FISCAL:
            moved[entry["单位编码"], entry["预算类别"], entry["功能科目"]] -= net(entry)
    for row in sheet("年初调整"):
        if row["预算类别"] in FISCAL:
            moved[row["单位编码"], row["预算类别"], row["功能科目"]] += money(row["金额"])
    for row in sheet("结转结余"):
        if row["预算类别"] in FISCAL:
            moved[row["单位编码"], row["预算类别"], row["功能科目"]] += money(row["年初数"]) - money(row["年末数"])
    assert not any(moved.values())


@pytest.mark.parametrize("unit", ["261001", "261002", "261003", "261004"])
def test_own_balances_and_reserves_follow_from_the_entries_of_a_unit(unit):
    mine = [entry for entry in sheet("明细账") if entry["单位编码"] == unit and entry["预算类别"] == OWN]
    reserves = [entry for entry in mine if entry["科目编码"] in ("8202", "8301")]
    moved = -sum(net(entry) for entry in mine if entry["科目编码"][0] in "67" or entry["科目编码"] == "8701")
    moved += sum(money(entry["借方"]) for entry in reserves)
    rows = [row for row in sheet("结转结余") if row["单位编码"] == unit and row["预算类别"] == OWN]
    if types()[unit] == "事业单位":
        for row in rows:
            at = -sum(net(entry) for entry in reserves if entry["科目编码"] == row["科目编码"])
            assert money(row["年末数"]) == money(row["年初数"]) + at
        assert moved == 0
    else:
        assert not reserves
        assert sum(money(row["年末数"]) - money(row["年初数"]) for row in rows) == moved


@pytest.mark.parametrize("unit", ["261001", "261002", "261003", "261004"])
def test_money_equals_the_balances_and_never_runs_out(unit):
    rows = [row for row in sheet("结转结余") if row["单位编码"] == unit]
    for column in ("年初数", "年末数"):
        assert all(money(row[column]) >= 0 for row in rows)
        signs = ((1 if row["科目编码"] == "8001" else -1) * money(row[column]) for row in rows)
        assert sum(signs) == 0
    money_now = sum(money(row["年初数"]) for row in rows if row["科目编码"] == "8001")
    money_now += sum(
        money(row["金额"]) for row in sheet("年初调整") if (row["单位编码"], row["科目编码"]) == (unit, "8001")
    )
    for entry in sheet("明细账"):
        if (entry["单位编码"], entry["科目编码"]) == (unit, "8001"):
            money_now += net(entry)
            assert money_now >= 0, entry
    assert money_now == sum(money(row["年末数"]) for row in rows if row["科目编码"] == "8001")


def test_accounts_fit_the_type_of_the_unit():
    for entry in sheet("明细账"):
        kind, account = types()[entry["单位编码"]], entry["科目编码"]
        assert account != "7201" or kind == "事业单位"
        assert account != "7101" or kind == "行政单位"
        assert account not in ("8701", "8202", "8301") or kind == "事业单位"
    assert {unit["状态"] for unit in sheet("单位")} == {"正常", "零申报"}
    assert "261004" not in {entry["单位编码"] for entry in sheet("明细账")}


def test_projects_spend_at_most_their_budget_and_weights_add_up_to_90():
    cost = defaultdict(Decimal)
    for entry in ledger("7"):
        cost[entry["项目编码"]] += net(entry)
    weights = defaultdict(int)
    for row in sheet("绩效指标"):
        weights[row["项目编码"]] += int(row["分值"])
    for project in sheet("项目"):
        assert cost[project["项目编码"]] <= money(project["全年预算数"])
        assert weights[project["项目编码"]] == 90


def test_a_reason_is_given_for_each_item_that_differs_from_its_budget():
    given = {row["事项"] for row in sheet("原因") if row["比较"] == "比预算"}
    planned = defaultdict(Decimal)
    for row in sheet("预算"):
        if row["阶段"] == "年初预算":
            planned[row["功能科目"]] += money(row["金额"])
    outgo = ledger("7")
    for code in codes(outgo):
        now = spent(outgo, 功能科目=(code,), 预算类别={GENERAL})
        if len(code) == 7 and printed(now) != printed(planned[code]):
            assert code in given
