"""A small invented office: its disclosure as a text dump, tables written as text, and tables printed from entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mingzhang.amount import FACTORS, format_amount, parse_amount
from mingzhang.check import check
from mingzhang.finding import Finding
from mingzhang.forms import Column, Row, forms
from mingzhang.model import Disclosure, FactKey, Place, Print, Table, TableRow
from mingzhang.read import read_bytes
from mingzhang.relations.generate import generate
from mingzhang.relations.system import Relation, System

DUMP = """\
云岭市星图局2024年度部门决算

第一部分 星图局概况

一、主要职责

编制全市星图，养护观星台。

第二部分 2024年度部门决算表

一、收入支出决算总表

收入支出决算总表

公开01表

部门名称：云岭市星图局 2024年度

金额单位：万元

收入 支出

项目 行次 金额 项目 行次 金额

栏次  1 栏次  2

一、一般公共预算财政拨
款收入

1 940.00八、社会保障和就业支出 9 200.00

二、政府性基金预算财政拨款收入 2  九、卫生健康支出 10 50.00

八、其他收入 3 60.00 十四、资源勘探工业信息等支出 11 750.00

 4   12␠␠

本年收入合计 5 1,000.00 本年支出合计 13 1,000.00

使用非财政拨款结余 6  结余分配 14␠␠

年初结转和结余 7 30.00 年末结转和结余 15 30.00

总计 8 1,030.00 总计 16 1,030.00

注：本表反映部门本年度的总收支和年末结转结余情况。

二、支出决算表

支出决算表

公开03表

部门名称：云岭市星图局 2024年度 金额单位：万元

项目
本年支出合计 基本支出 项目支出
科目代码 科目名称

栏次 1 2 3

合计 1,000.00 600.00 400.00

208
社会保障和
就业支出

200.00 200.00␠␠

20805
行政事业单
位养老支出

200.00 200.00␠␠

2080501 行政单位离退休 120.00 120.00␠␠

2080505 机关事业单位基本养老保险缴费支出 80.00 80.00␠␠

210 卫生健康支出 50.00 50.00␠␠

21011 行政事业单位医疗 50.00 50.00␠␠

2101101 行政单位医疗 50.00 50.00␠␠

215 资源勘探工业信息等支出 750.00 350.00 400.00

21505 工业和信息产业监管 750.00 350.00 400.00

2150501 行政运行 350.00 350.00␠␠

2150502 一般行政管理事务 400.00  400.00

注：本表反映部门本年度各项支出情况。

三、财政拨款收入支出决算总表

财政拨款收入支出决算总表

公开04表

部门名称：云岭市星图局 2024年度

金额单位：万元

收入 支出

项目 行次 金额 项目 行次 合计 一般公共预算财政拨款 政府性基金预算财政拨款 国有资本经营预算财政拨款

栏次  1 栏次  2 3 4 5

一、一般公共预算财政拨款 1 940.00 八、社会保障和就业支出 6 200.00 200.00␠␠␠

二、政府性基金预算财政拨款 2  九、卫生健康支出 7 50.00 50.00␠␠␠

 3  十四、资源勘探工业信息等支出 8 700.00 700.00␠␠␠

本年收入合计 4 940.00 本年支出合计 9 950.00 950.00␠␠␠

年初财政拨款结转和结余 5 20.00 年末财政拨款结转和结余 10 10.00 10.00␠␠␠

总计 6 960.00 总计 11 960.00 960.00␠␠␠

注：本表反映部门本年度财政拨款的总收支和年末结转结余情况。

四、一般公共预算财政拨款支出决算表

一般公共预算财政拨款支出决算表

公开05表

部门名称：云岭市星图局 2024年度 金额单位：万元

项目 本年支出
科目代码 科目名称
小计 基本支出 项目支出

栏次 1 2 3

合计 950.00 600.00 350.00

208 社会保障和就业支出 200.00 200.00␠␠

20805 行政事业单位养老支出 200.00 200.00␠␠

2080501 行政单位离退休 120.00 120.00␠␠

2080505 机关事业单位基本养老保险缴费支出 80.00 80.00␠␠

210 卫生健康支出 50.00 50.00␠␠

21011 行政事业单位医疗 50.00 50.00␠␠

2101101 行政单位医疗 50.00 50.00␠␠

215 资源勘探工业信息等支出 700.00 350.00 350.00

21505 工业和信息产业监管 700.00 350.00 350.00

2150501 行政运行 350.00 350.00␠␠

2150502 一般行政管理事务 350.00  350.00

注：本表反映部门本年度一般公共预算财政拨款支出情况。

第三部分 2024年度部门决算情况说明

一、收入支出决算总体情况说明

2024年度收入总计1,030.00万元，支出总计1,030.00万元。与上年相比，收、支总计各增加5.00万元。

二、支出决算情况说明

本年支出合计1,000.00万元，其中：基本支出600.00万元，占60%；项目支出400.00万元，占40%。

三、一般公共预算财政拨款支出决算情况说明

2024年度一般公共预算财政拨款支出950.00万元，占本年支出合计的95%。

第四部分 名词解释

一、基本支出：指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。
""".replace("␠", " ")
"""A whole disclosure as a PDF-to-text tool leaves it: blanks are empty tokens, names and figures run together.

␠ stands for a space at the end of a line, where an editor would lose it.
"""


def dump(*edits: tuple[str, str]) -> str:
    """The dump with some texts replaced; each must stand in it exactly once, so that no test edits nothing."""
    text = DUMP
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the dump"
        text = text.replace(old, new)
    return text


def read_text_dump(text: str = DUMP) -> Disclosure:
    """The disclosure read from a text dump."""
    return read_bytes(text.encode(), "星图局.txt")


def findings(disclosure: Disclosure, *rules: str) -> list[Finding]:
    """The findings of some rules (all where none is named)."""
    return check(disclosure, rules).findings


def table(form_id: str, sheet: str, unit: str = "万元") -> Table:
    """A table written as text: one row a line, "." for a blank.

    A table of codes begins with the ids of its columns; in a table of panels a row begins with the row's id, or a class
    code, and holds the figures of its panel's columns; a table of economic codes has a code and a figure a line.
    """
    form = forms()[form_id]
    lines = [line.split() for line in sheet.strip().splitlines()]
    made = Table(form.id, form.title, [], [], Place(line=1), unit)
    if form.shape in ("codes", "single"):
        columns = [next(column for column in form.columns if column.id == name) for name in lines.pop(0)]
    for number, (name, *texts) in enumerate(lines, start=2):
        place = Place(line=number)
        if form.shape == "panels":
            panel, row = next((panel, row) for panel in form.panels for row in panel.rows if row.id == name)
            key = f"{panel.label}:{row.label}" if panel.label else row.label
            _add(made, TableRow(key, row.label, place, row.id), panel.columns, texts, row.at, row.unit)
        elif form.shape == "single":
            _add(made, TableRow(name, name, place), columns, texts, ())
        elif form.shape == "codes":
            at = () if name == form.total else ((form.dimension, name),)
            _add(made, TableRow(name, f"科目{name}", place, name), columns, texts, at)
        else:
            total = next((row for row in form.rows if row.id == name), None)
            at = total.at if total else ((form.dimension, name),)
            _add(made, TableRow(total.label if total else name, name, place, name), form.columns, texts, at)
    return made


def _add(
    made: Table,
    row: TableRow,
    columns: Sequence[Column],
    texts: Sequence[str],
    at: Iterable[tuple[str, str]],
    unit: str = "",
) -> None:
    """Print one row; `at` are the coordinates it adds, "." is a blank."""
    assert len(texts) == len(columns), f"{made.form} {row.key}: {len(texts)} figures for {len(columns)} columns"
    made.rows.append(row)
    for column, printed in zip(columns, texts, strict=True):
        text = "" if printed == "." else printed
        coordinates = {**dict(forms()[made.form].base), **dict(at), **dict(column.at)}
        measure = coordinates.pop("measure", "")
        place = Place(line=row.place.line, table=made.form, row=row.key, column=column.id)
        amount = parse_amount(text, unit or made.unit)
        made.prints.append(Print(FactKey.of(measure, coordinates), text, amount, place, row.key, row.name, column.id))


def cell(made: Table, row: str, column: str) -> int:
    """The number of a table's cell among its prints; `row` is the end of its key."""
    found = [at for at, item in enumerate(made.prints) if item.row_key.endswith(row) and item.column == column]
    assert len(found) == 1, f"{row}/{column}: {len(found)} cells"
    return found[0]


def reprinted(made: Table, at: int, text: str) -> Table:
    """The table with another text in one cell."""
    item = made.prints[at]
    unit = item.amount.unit if item.amount else made.unit
    prints = list(made.prints)
    prints[at] = replace(item, text=text, amount=parse_amount(text, unit))
    return replace(made, prints=prints)


def without_row(made: Table, key: str) -> Table:
    """The table as if one row had never been printed."""
    assert any(row.key == key for row in made.rows)
    rows = [row for row in made.rows if row.key != key]
    return replace(made, rows=rows, prints=[item for item in made.prints if item.row_key != key])


def system_of(*tables: Table) -> System:
    """Every relation of some tables."""
    return generate(tables)


def terms_of(system: System, relation: Relation) -> tuple[str, ...]:
    """A relation's figures as "GK03 208 basic", the whole first; (absent) marks a row that is not printed."""
    figures = [system.figures[index] for _, index in relation.terms]
    return tuple(f"{f.form} {f.row_key} {f.column}" + ("" if f.print else " (absent)") for f in figures)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the invented books: an exact amount in 元 with the coordinates it is booked under."""

    measure: str
    fund: str
    function: str
    amount: int
    kind: str = ""

    def lies_in(self, key: FactKey) -> bool:
        """Whether the entry is part of what a key measures."""
        if key.measure == "total":
            if self.measure not in ("income", "opening"):
                return False
        elif self.measure != key.measure:
            return False
        fund, function, kind = key.get("fund"), key.get("function"), key.get("kind")
        fiscal = ("general", "government_fund", "state_capital")
        inside = fund in (None, self.fund) or (fund == "fiscal" and self.fund in fiscal)
        return inside and self.function.startswith(function or "") and kind in (None, self.kind)


def balanced(spent: Mapping[tuple[str, str, str], int], opening: Mapping[tuple[str, str], int]) -> list[Entry]:
    """Books that balance: spending by (fund, item, kind), opening by (fund, item), the rest is income or closing."""
    entries = [Entry("expenditure", fund, item, amount, kind) for (fund, item, kind), amount in spent.items()]
    entries += [Entry("opening", fund, item, amount) for (fund, item), amount in opening.items()]
    for fund, item in dict.fromkeys([(fund, item) for fund, item, _ in spent] + list(opening)):
        used = sum(amount for (f, i, _), amount in spent.items() if (f, i) == (fund, item))
        had = opening.get((fund, item), 0)
        entries.append(Entry("income", fund, item, max(used - had, 0)))
        entries.append(Entry("closing", fund, item, max(had - used, 0)))
    return entries


def honest_tables(entries: Sequence[Entry], unit: str = "万元", only: Sequence[str] = ()) -> list[Table]:
    """The public tables that an office without slips prints from its books: half-up, exact zeros left blank."""
    printed = [_honest(form_id, entries, unit) for form_id in only or ("GK01", "GK02", "GK03", "GK04", "GK05", "GK07")]
    return [made for made in printed if any(item.amount for item in made.prints)]


def _honest(form_id: str, entries: Sequence[Entry], unit: str) -> Table:
    form = forms()[form_id]

    def line(name: str, columns: Sequence[Column], at: Iterable[tuple[str, str]]) -> str:
        texts = [name]
        for column in columns:
            coordinates = {**dict(form.base), **dict(at), **dict(column.at)}
            key = FactKey.of(coordinates.pop("measure", ""), coordinates)
            held = [entry.amount for entry in entries if entry.amount and entry.lies_in(key)]
            texts.append(format_amount(sum(held) / FACTORS[unit]) if held else ".")
        return " ".join(texts)

    if form.shape == "panels":
        rows = [(panel, row) for panel in form.panels for row in panel.rows if not row.optional and _used(row, entries)]
        return table(form_id, "\n".join(line(row.id, panel.columns, row.at) for panel, row in rows), unit)
    codes = sorted({entry.function[:width] for entry in entries for width in (3, 5, 7)})
    listed = [line(code, form.columns, [("function", code)]) for code in codes]
    filled = [text for text in listed if set(text.split()[1:]) != {"."}]
    head = " ".join(column.id for column in form.columns)
    return table(form_id, "\n".join([head, line(form.total, form.columns, ()), *filled]), unit)


def _used(row: Row, entries: Sequence[Entry]) -> bool:
    """Whether a row is printed: each, but of the classes only those with entries."""
    return not row.id.isdigit() or any(entry.function.startswith(row.id) for entry in entries)
