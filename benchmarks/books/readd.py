"""Re-add a book's ledger to the public tables, apart from the product, and compare with the cells of a disclosure.

Run: python -m benchmarks.books.readd FOLDER CELLS.csv [--unit CODE]

FOLDER holds the CSV files of a book, CELLS.csv is what `mingzhang read --cells` writes. Standard library only: what is
known here of accounts and tables is written down a second time on purpose. Exit status 0 where everything agrees.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

Cell = tuple[str, str, str]
"""Table, row and column: rows and columns by code or by the names used in this file."""
Figures = dict[Cell, int]
"""Amounts in 分."""

FISCAL = {"一般公共预算": "general", "政府性基金": "government_fund", "国有资本经营": "state_capital"}
SOURCES = {"6101": "business", "6201": "superior", "6301": "subsidiary", "6401": "operating", "6601": "other",
           "6602": "other", "6609": "other"}  # fmt: skip
KINDS = {"7301": "operating", "7401": "to_superior", "7501": "to_subsidiary"}
NAMED_KINDS = {"基本支出": "basic", "项目支出": "project"}
INSTITUTION = "事业单位"
RUNNING = {"行政单位": "administrative", "参照公务员法管理事业单位": "civil_service"}
THREE_PUBLIC = {"30212": "overseas", "30217": "reception", "30231": "running", "30913": "purchase", "31013": "purchase"}
CATEGORIES = {"货物": "goods", "工程": "works", "服务": "services"}
CLASSES = {
    "201": "一般公共服务支出", "202": "外交支出", "203": "国防支出", "204": "公共安全支出", "205": "教育支出",
    "206": "科学技术支出", "207": "文化旅游体育与传媒支出", "208": "社会保障和就业支出", "210": "卫生健康支出",
    "211": "节能环保支出", "212": "城乡社区支出", "213": "农林水支出", "214": "交通运输支出",
    "215": "资源勘探工业信息等支出", "216": "商业服务业等支出", "217": "金融支出", "219": "援助其他地区支出",
    "220": "自然资源海洋气象等支出", "221": "住房保障支出", "222": "粮油物资储备支出",
    "223": "国有资本经营预算支出", "224": "灾害防治及应急管理支出", "229": "其他支出", "231": "债务还本支出",
    "232": "债务付息支出", "234": "抗疫特别国债安排的支出",
}  # fmt: skip

# How a printed label, without spaces and ordinals, is told: the first pattern that fits its beginning.
FUNDS = (("一般公共预算", "general"), ("政府性基金", "government_fund"), ("国有资本经营", "state_capital"))
INCOME_ROWS = (
    *FUNDS, ("财政拨款收入", "fiscal"), ("上级补助", "superior"), ("事业收入", "business"), ("经营收入", "operating"),
    ("附属单位", "subsidiary"), ("其他收入", "other"), ("本年收入", "income"), ("使用|用事业基金", "drawdown"),
    ("年初|上年", "opening"), ("收入总计|总计", "total"),
)  # fmt: skip
SPENDING_ROWS = (
    ("本年支出", "expenditure"), ("结余分配", "distribution"), ("年末|结转下年", "closing"), ("支出总计|总计", "total"),
    *((f"{name}$", code) for code, name in CLASSES.items()),
)  # fmt: skip
ALL = (("合计|小计|本年支出|支出合计|本年收入合计|收入合计", "all"),)
BOTH_KINDS = (("基本支出", "basic"), ("项目支出", "project"))
BALANCED = (("年初|上年", "opening"), ("年末", "closing"), ("本年收入", "income"), *BOTH_KINDS, *ALL)
COLUMNS = {
    "GK01": ((".", "amount"),),
    "GK02": (("财政拨款", "fiscal"), *INCOME_ROWS[4:9], *ALL),
    "GK03": (*BOTH_KINDS, ("上缴上级", "to_superior"), ("经营支出", "operating"), ("对附属", "to_subsidiary"), *ALL),
    "GK04": (*FUNDS, (".", "fiscal")),
    "GK05": (*BOTH_KINDS, *ALL),
    "GK06": ((".", "amount"),),
    "GK07": BALANCED,
    "GK08": BALANCED,
    "GK09": (
        ("因公出国", "overseas"), ("公务用车购置及运行|小计", "vehicles"), ("公务用车购置|购置", "purchase"),
        ("公务用车运行|运行", "running"), ("公务接待", "reception"), ("合计", "all"),
    ),
    "GK10": ((".", "amount"),),
}  # fmt: skip
INFORMATION_ROWS = (
    ("合计", "procurement"), ("货物|政府采购货物", "goods"), ("工程|政府采购工程", "works"),
    ("服务|政府采购服务", "services"), ("行政单位", "administrative"), ("参照公务员法", "civil_service"),
)  # fmt: skip
STAGES = (("决算数", "final"), ("预算数|全年预算数", "budget"))
FACTORS = {"元": 100, "千元": 100_000, "万元": 1_000_000}
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、])")


def read_sheet(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """The rows of a sheet; none where the file is missing."""
    path = folder / f"{name}.csv"
    if path.is_file():
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)


def fen(text: str) -> int:
    """An amount in 元 as 分."""
    text = text.replace(",", "").strip()
    sign, whole, part = -1 if text.startswith("-") else 1, *text.lstrip("-").partition(".")[::2]
    return sign * (int(whole or 0) * 100 + int(f"{part:0<2}"[:2]))


class Sums:
    """Figures while they are added."""

    def __init__(self) -> None:
        self.figures: defaultdict[Cell, int] = defaultdict(int)

    def add(self, table: str, rows: Iterable[str], columns: Iterable[str], amount: int) -> None:
        """Add an amount in every one of some rows and columns."""
        columns = tuple(columns)
        for row in rows:
            for column in columns:
                self.figures[table, row, column] += amount

    def income(self, fund: str, source: str, function: str, amount: int) -> None:
        """Income of a source, `fund` being empty for own funds."""
        self.add("GK01", ("收入:income", f"收入:{source}", "收入:total"), ("amount",), amount)
        if fund:
            self.add("GK01", ("收入:fiscal",), ("amount",), amount)
            self.add("GK04", ("收入:income", f"收入:{fund}", "收入:total"), ("fiscal",), amount)
        self.add("GK02", codes(function), ("all", "fiscal" if fund else source), amount)
        self._fund_table(fund, function, ("income",), amount)

    def spending(self, fund: str, kind: str, function: str, economic: str, running: str, amount: int) -> None:
        """Spending; `running` is the type of unit if it is one whose everyday costs are 机关运行经费."""
        rows = (f"支出:{function[:3]}", "支出:expenditure", "支出:total")
        self.add("GK01", rows, ("amount",), amount)
        self.add("GK03", codes(function), ("all", kind), amount)
        if not fund:
            return
        self.add("GK04", rows, ("fiscal", fund), amount)
        self._fund_table(fund, function, ("all", kind), amount)
        if economic in THREE_PUBLIC:
            self.three_public("final", economic, amount)
        if fund == "general":
            self.add("GK05", codes(function), ("all", kind), amount)
        if fund == "general" and kind == "basic":
            persons = economic.startswith(("301", "303"))
            self.add("GK06", (economic[:3], economic, "personnel" if persons else "public", "all"), ("amount",), amount)
            if running and not persons:
                self.add("GK10", (running,), ("amount",), amount)

    def three_public(self, stage: str, economic: str, amount: int) -> None:
        """An amount of a 三公 item."""
        item = THREE_PUBLIC[economic]
        self.add("GK09", (stage,), ("all", item, *(("vehicles",) if item in ("purchase", "running") else ())), amount)

    def balance(self, measure: str, fund: str, function: str, amount: int) -> None:
        """An opening or closing balance."""
        side = "收入" if measure == "opening" else "支出"
        self.add("GK01", (f"{side}:{measure}", f"{side}:total"), ("amount",), amount)
        if fund and measure == "opening":
            self.add("GK04", ("收入:opening", f"收入:opening:{fund}", "收入:total"), ("fiscal",), amount)
        elif fund:
            self.add("GK04", ("支出:closing", "支出:total"), ("fiscal", fund), amount)
        self._fund_table(fund, function, (measure,), amount)

    def _fund_table(self, fund: str, function: str, columns: Iterable[str], amount: int) -> None:
        table = {"government_fund": "GK07", "state_capital": "GK08"}.get(fund)
        if table:
            self.add(table, codes(function), columns, amount)


def codes(function: str) -> tuple[str, ...]:
    """The rows of a table by code that an item counts in."""
    return ("all", function[:3], function[:5], function)


def readd(folder: Path, unit: str = "") -> Figures:
    """The figures of the department, or of one unit with what it got from others and gave to them."""
    types = {row["单位编码"]: row["单位类型"] for row in read_sheet(folder, "单位")}
    sums = Sums()
    for (owner, account, fund_name, function, economic, kind, inside), (debit, credit) in _ledger(folder).items():
        if (unit and owner != unit) or (inside and not unit):
            continue
        fund = FISCAL.get(fund_name, "")
        if account[0] == "6" and (fund or account in SOURCES):
            sums.income(fund, fund or SOURCES[account], function, credit - debit)
        elif account[0] == "7":
            running = RUNNING.get(types[owner], "")
            sums.spending(fund, KINDS.get(account) or NAMED_KINDS[kind], function, economic, running, debit - credit)
        elif account == "8701":
            sums.add("GK01", ("支出:distribution", "支出:total"), ("amount",), debit - credit)
        elif account in ("8202", "8301") and types[owner] == INSTITUTION:
            sums.add("GK01", ("收入:drawdown", "收入:total"), ("amount",), debit)
    _add_balances(folder, unit, types, sums)
    _add_others(folder, unit, sums)
    return {cell: amount for cell, amount in sums.figures.items() if amount}


def _ledger(folder: Path) -> dict[tuple[str, str, str, str, str, str, bool], tuple[int, int]]:
    """Debit and credit by unit, account, fund, function, economic code, kind, and whether it is between units."""
    names = ("单位编码", "科目编码", "预算类别", "功能科目", "经济科目", "支出性质", "对方单位", "借方", "贷方")
    found: dict[tuple[str, str, str, str, str, str, bool], tuple[int, int]] = {}
    with (folder / "明细账.csv").open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        heading = next(reader)
        at = [heading.index(name) for name in names]
        for row in reader:
            unit, account, fund, function, economic, kind, other, debit, credit = [row[column] for column in at]
            key = (unit, account[:4], fund, function, economic, kind, bool(other))
            before = found.get(key, (0, 0))
            found[key] = (before[0] + fen(debit), before[1] + fen(credit))
    return found


def _add_balances(folder: Path, unit: str, types: dict[str, str], sums: Sums) -> None:
    def disclosed(row: dict[str, str]) -> bool:
        reserve = row["科目编码"] == "8202" and types[row["单位编码"]] == INSTITUTION
        balance = row["科目编码"][:4] in ("8101", "8102", "8201", "8202", "8401")
        return balance and not reserve and unit in ("", row["单位编码"])

    for row in filter(disclosed, read_sheet(folder, "结转结余")):
        at = FISCAL.get(row["预算类别"], ""), row["功能科目"]
        sums.balance("opening", *at, fen(row["年初数"]))
        sums.balance("closing", *at, fen(row["年末数"]))
    for row in filter(disclosed, read_sheet(folder, "年初调整")):
        sums.balance("opening", FISCAL.get(row["预算类别"], ""), row["功能科目"], fen(row["金额"]))


def _add_others(folder: Path, unit: str, sums: Sums) -> None:
    for row in read_sheet(folder, "预算"):
        if row["阶段"] == "全年预算" and row["经济科目"] in THREE_PUBLIC and unit in ("", row["单位编码"]):
            sums.three_public("budget", row["经济科目"], fen(row["金额"]))
    for row in read_sheet(folder, "政府采购"):
        if unit in ("", row["单位编码"]):
            sums.add("GK10", ("procurement", CATEGORIES[row["类别"]]), ("amount",), fen(row["金额"]))


def told(label: str, patterns: Iterable[tuple[str, str]]) -> str:
    """What a label stands for, or ""."""
    plain = _ORDINAL.sub("", "".join(label.split()))
    return next((name for pattern, name in patterns if re.match(pattern, plain)), "")


def place(table: str, row: str, column: str) -> Cell | None:
    """The place of a printed cell; None where it is not known here."""
    key = ""
    side, _, label = row.partition(":")
    if table in ("GK01", "GK04"):
        key = told(label, INCOME_ROWS if side == "收入" else SPENDING_ROWS)
        parent, _, part = label.rpartition(":")
        if table == "GK04" and side == "收入" and (parent or (told(label, FUNDS) and not _ORDINAL.match(label))):
            key = f"opening:{told(part, FUNDS)}"
        key = f"{side}:{key}" if key else ""
    elif table == "GK06":
        key = row if row.isdigit() else told(row, (("人员", "personnel"), ("公用", "public"), (".*[合总]计", "all")))
    elif table == "GK09":
        key = told(row, STAGES)
    elif table == "GK10":
        key = told(row, INFORMATION_ROWS)
    else:
        key = row if row.isdigit() else told(row, (("合计", "all"),))
    name = told(column, COLUMNS.get(table, ()))
    return (table, key, name) if key and name else None


def rounded(amount: int, unit: str, decimals: int) -> int:
    """An amount in units of the last printed digit, halves away from zero."""
    step, shift = FACTORS[unit], int("1" + "0" * decimals)
    whole = (2 * abs(amount) * shift + step) // (2 * step)
    return -whole if amount < 0 else whole


def compare(figures: Figures, cells: Iterable[dict[str, str]]) -> tuple[int, list[str]]:
    """How many cells were compared, and a line for each difference. Counts and the like (no money) are left out."""
    seen: set[Cell] = set()
    columns: set[tuple[str, str]] = set()
    tables: set[str] = set()
    found: list[str] = []
    for cell in cells:
        if cell["unit"] not in FACTORS:
            continue
        at = place(cell["table"], cell["row_key"], cell["column"])
        where = f"{cell['table']} {cell['row_key']} {cell['column']}"
        if at is None:
            found.append(f"{where}：不认识这一格（{cell['value']}）。")
            continue
        seen.add(at)
        columns.add((at[0], at[2]))
        tables.add(at[0])
        decimals = len(cell["value"].partition(".")[2])
        due = rounded(figures.get(at, 0), cell["unit"], decimals)
        if due != int(cell["value"].replace(".", "").lstrip("+")):
            found.append(f"{where}：印为 {cell['value']}，按明细账应为 {_decimal(due, decimals)}。")
    for at, amount in sorted(figures.items()):
        optional = at[0] == "GK10" and "GK10" not in tables
        optional |= at[0] == "GK08" and (at[0], at[2]) not in columns
        optional |= at[0] in ("GK01", "GK06") and at[1] in ("收入:fiscal", "all")
        due = rounded(amount, "万元", 2)
        if at not in seen and due and not optional:
            found.append(f"{' '.join(at)}：没有印，按明细账应为 {_decimal(due, 2)} 万元。")
    return len(seen), found


def _decimal(whole: int, decimals: int) -> str:
    sign, digits = "-" if whole < 0 else "", f"{abs(whole):0{decimals + 1}d}"
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}" if decimals else f"{sign}{digits}"


def main(arguments: list[str] | None = None) -> int:
    """Compare a book with a disclosure; 0 where everything agrees, 1 where not."""
    parser = argparse.ArgumentParser(description="由明细账重新加出公开表，与印出的各格比较。")
    parser.add_argument("folder", type=Path, help="账簿的文件夹")
    parser.add_argument("cells", type=Path, help="mingzhang read --cells 写出的文件")
    parser.add_argument("--unit", default="", help="只看这一个单位")
    given = parser.parse_args(arguments)
    with given.cells.open(encoding="utf-8-sig", newline="") as file:
        compared, found = compare(readd(given.folder, given.unit), csv.DictReader(file))
    for line in found:
        print(line)
    print(f"比较了 {compared} 格，{len(found)} 处不同。")
    return 1 if found or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
