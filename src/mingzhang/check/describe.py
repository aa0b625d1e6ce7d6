"""Figures and relations in words, as a finance clerk names them."""

from __future__ import annotations

from decimal import Decimal

from mingzhang.amount import FACTORS, format_amount
from mingzhang.finding import Quote
from mingzhang.model import Disclosure, Place, Print, Table
from mingzhang.relations.partition import partitions
from mingzhang.relations.system import Figure, Relation, System, further_unit, total_range


def table_name(table: Table) -> str:
    """A table as 《支出决算表》, with its printed number where it has one; a section of text as 情况说明“…”."""
    if table.narrative:
        return f"情况说明“{table.title}”"
    return f"{table.number}《{table.title}》" if table.number else f"《{table.title}》"


def figure_name(disclosure: Disclosure, figure: Figure) -> str:
    """A figure by table, row and column."""
    table = disclosure.tables[figure.table]
    row = figure.print.row_name if figure.print else ""
    if table.narrative:
        what = "" if figure.column in ("决算数", "数量") else f"的{figure.column.removesuffix('数')}"
        return f"{table_name(table)}中“{row}”{what}"
    code = figure.row_key if figure.row_key.isdigit() else ""
    panel = figure.row_key.partition(":")[0] if ":" in figure.row_key else ""
    side = f"{panel}栏的" if panel and not row.endswith((panel, f"{panel}合计")) else ""
    label = " ".join(part for part in (code, row) if part) or figure.row_key
    return f"{table_name(table)}{side}“{label}”的“{figure.column}”"


def figure_text(figure: Figure) -> str:
    """What is printed, in words where nothing is."""
    if figure.print is None:
        return "（未列此行）"
    return figure.print.text.strip() or "（空白）"


def figure_quote(item: Print) -> str:
    """A print with its unit, in words where it is blank."""
    return f"{item.text.strip()}{item.amount.unit}" if item.amount else "空白"


def print_text(disclosure: Disclosure, item: Print) -> str:
    """A print of a table as a clause: 《支出决算表》“合计”的“基本支出”12.30万元."""
    table = next((t for t in disclosure.tables if t.form == item.place.table), None)
    name = table_name(table) if table else ""
    return f"{name}“{item.row_name or item.row_key}”的“{item.column}”{figure_quote(item)}"


def quote(disclosure: Disclosure, figure: Figure) -> Quote:
    """A figure with its place."""
    if figure.print is not None:
        return Quote(figure.print.quote or figure_text(figure), figure.place)
    place = disclosure.tables[figure.table].place
    return Quote(
        figure_text(figure),
        Place(place.page, place.box, place.line, place.last_line, figure.form, figure.row_key, figure.column),
    )


def amount_text(system: System, figure: Figure, quanta: int) -> str:
    """An amount in the unit, with the decimals and separators in which the figure or its table is printed."""
    beside = [f.print.amount for f in system.figures if f.table == figure.table and f.print and f.print.amount]
    own = figure.print.amount if figure.print else None
    amount = own or next(iter(beside), None)
    if amount is None:
        return format_amount(system.amount(quanta), 2)
    value = system.amount(quanta) / FACTORS.get(amount.unit, Decimal(1))
    unit = amount.unit if figure.print and figure.print.quote else ""
    return format_amount(value, amount.decimals, thousands=any("," in other.text for other in beside)) + unit


_BY_CODE = {"function", "economic"}


def relation_name(disclosure: Disclosure, system: System, relation: Relation) -> str:
    """What a relation demands, in one phrase."""
    whole = system.figures[relation.terms[0][1]]
    if relation.title:
        return relation.title
    name = figure_name(disclosure, whole)
    if relation.rule in ("agreement", "text.figures"):
        other = system.figures[relation.terms[1][1]]
        return f"{name}与{figure_name(disclosure, other)}是同一数字，应当相等"
    if relation.rule == "balance.total":
        return f"{name}应等于收、支各项之和" if len(relation.terms) > 2 else f"{name}应等于对应的一方"
    split = partitions().trees[relation.dimension].label if relation.dimension in partitions().trees else "各部分"
    if relation.sense == "<=":
        return f"{name}应不小于其中的部分（按{split}）"
    inside = "下级科目" if relation.dimension in _BY_CODE else split + "各项"
    where = "" if relation.inner else "另一张表中"
    return f"{name}应等于{where}{inside}之和"


def relation_lines(disclosure: Disclosure, system: System, relation: Relation) -> tuple[str, ...]:
    """The arithmetic of a relation that fails: what it demands, both sides, the gap and what rounding could explain."""
    figures = [system.figures[index] for _, index in relation.terms]
    whole = figures[0]
    rest = [(sign, system.figures[index]) for sign, index in relation.terms[1:] if not system.figures[index].blank]
    value = sum(sign * figure.value for sign, figure in rest)
    terms = (
        "".join((" + " if sign > 0 else " − ") + figure_text(figure) for sign, figure in rest[:12]).removeprefix(" + ")
        or "0"
    )
    more = f" …（共 {len(rest)} 项）" if len(rest) > 12 else ""
    gap = whole.value - value
    span = total_range(system.figures, relation.terms)
    allowed = (span.high - span.low) // 2 + further_unit(system.figures, relation.terms)
    sign = "≠" if relation.sense == "=" else "<"
    summed = f" = {amount_text(system, whole, value)}" if len(rest) > 1 else ""
    return (
        relation_name(disclosure, system, relation),
        f"{figure_text(whole)} {sign} {terms}{more}{summed}，"
        f"相差 {amount_text(system, whole, abs(gap))}"
        f"（四舍五入和尾数调整至多可差不到 {amount_text(system, whole, allowed)}）",
    )
