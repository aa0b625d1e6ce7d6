"""Codes and names of the classifications in tables with a row a code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from mingzhang import catalogue
from mingzhang.check.describe import table_name
from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.finding import Certainty, Finding, Outcome, Quote, Tally
from mingzhang.forms import forms
from mingzhang.forms.label import fold
from mingzhang.model import Table, TableRow

_SEVERAL = 2
_LISTED = ("codes", "code panels")


def _rows(case: Case) -> Iterator[tuple[Table, str, TableRow]]:
    """Rows with a code: table, dimension of the code, row."""
    for table in case.disclosure.tables:
        form = forms()[table.form]
        if form.shape in _LISTED:
            for row in table.rows:
                if row.key.isdigit():
                    yield table, form.dimension, row


def _certainty(rows: Iterable[tuple[Table, TableRow]]) -> Certainty:
    """Certain where the tables and the rows were read with certainty; a name with digits in it is a misreading."""
    for table, row in rows:
        cells = all(item.sure for item in table.prints if item.row_key == row.key)
        if not table.sure or not cells or any(character.isdigit() for character in row.name):
            return "to_confirm"
    return "certain"


def _former(case: Case, dimension: str, code: str) -> tuple[str, ...]:
    """The names that the classification of the document's year had for a code, where they have changed since."""
    year = case.disclosure.year
    return catalogue.former_names(dimension, code, year) if year else ()


def names(case: Case) -> list[Outcome]:
    """Names against the catalogue; an unknown code is not verifiable, never wrong."""
    rule = "codes.names"
    tally = Tally()
    findings: list[Finding] = []
    unknown: set[str] = set()
    for table, dimension, row in _rows(case):
        official = catalogue.name_of(dimension, row.key)
        if official is None:
            tally.not_applicable += 1
            unknown.add(row.key)
        elif not row.name or fold(row.name) in map(fold, (official, *_former(case, dimension, row.key))):
            tally.passed += 1
        else:
            tally.failed += 1
            entry = catalogue.classification(dimension)[row.key]
            findings.append(
                Finding(
                    rule,
                    "科目名称",
                    "notice",
                    f"{table_name(table)}中 {row.key} 印作“{row.name}”，科目名称应为“{official}”。",
                    (Quote(f"{row.key} {row.name}", row.place),),
                    _certainty([(table, row)]),
                    expected=official,
                    actual=row.name,
                    suggestion=f"改为“{official}”（依据：{entry.source}）；若当年科目另有名称，以当年科目为准。",
                )
            )
    reasons = (f"{len(unknown)} 个科目编码不在目录中，不可核实：{'、'.join(sorted(unknown)[:8])}",) if unknown else ()
    return [Outcome(rule, tuple(findings), tally, reasons)]


def same_name(case: Case) -> list[Outcome]:
    """One code has one name throughout the document."""
    rule = "codes.same-name"
    printed: defaultdict[str, dict[str, tuple[Table, TableRow]]] = defaultdict(dict)
    for table, _, row in _rows(case):
        if row.name:
            printed[row.key].setdefault(fold(row.name), (table, row))
    findings = []
    for code, variants in printed.items():
        if len(variants) > 1:
            places = tuple(Quote(f"{row.key} {row.name}", row.place) for _, row in variants.values())
            said = "，".join(f"{table_name(table)}作“{row.name}”" for table, row in variants.values())
            findings.append(
                Finding(
                    rule,
                    "同一科目名称不一",
                    "warning",
                    f"科目 {code} 的名称前后不一：{said}。",
                    places,
                    "to_confirm" if _cut_off(variants) else _certainty(variants.values()),
                    suggestion="统一为当年政府收支分类科目的名称。",
                )
            )
    return [Outcome(rule, tuple(findings), Tally(len(printed) - len(findings), len(findings)))]


def _cut_off(names: Collection[str]) -> bool:
    """Whether one name is only the beginning of another, as a name that runs over a page leaves it."""
    longest = max(names, key=len)
    return all(longest.startswith(name) for name in names)


def order(case: Case) -> list[Outcome]:
    """Codes run upwards without repetition, each under its own 类 and 款."""
    rule = "codes.order"
    findings: list[Finding] = []
    judged = 0
    for table in case.disclosure.tables:
        if forms()[table.form].shape != "codes":
            continue
        rows = [row for row in table.rows if row.key.isdigit()]
        judged += len(rows)
        certainty: Certainty = "certain" if table.sure else "to_confirm"
        listed = {row.key for row in rows}
        for before, row in pairwise(rows):
            if row.key <= before.key:
                what = "重复列示" if row.key == before.key else "不按编码顺序"
                message = f"{table_name(table)}中 {row.key} {row.name} 列在 {before.key} 之后，{what}。"
                findings.append(
                    Finding(
                        rule,
                        "科目顺序",
                        "notice",
                        message,
                        (Quote(f"{row.key} {row.name}", row.place), Quote(f"{before.key} {before.name}", before.place)),
                        certainty,
                    )
                )
        deep = {len(code) for code in listed}
        for row in rows:
            parent = row.key[:-2]
            if len(parent) >= 3 and len(parent) in deep and parent not in listed:
                message = f"{table_name(table)}列了 {row.key} {row.name}，却没有它的上级科目 {parent}。"
                findings.append(
                    Finding(
                        rule,
                        "缺上级科目",
                        "warning",
                        message,
                        (Quote(f"{row.key} {row.name}", row.place),),
                        certainty,
                        suggestion=f"补列 {parent}。",
                    )
                )
        for row in _childless(rows):
            findings.append(
                Finding(
                    rule,
                    "缺下级科目",
                    "warning",
                    f"{table_name(table)}的其他科目都列到下一级，{row.key} {row.name} 之下却一行也没有。",
                    (Quote(f"{row.key} {row.name}", row.place),),
                    certainty,
                    suggestion=f"补列 {row.key} 的下级科目。",
                )
            )
    return [Outcome(rule, tuple(findings), Tally(max(judged - len(findings), 0), len(findings)))]


def _childless(rows: Sequence[TableRow]) -> list[TableRow]:
    """The 类 and 款 without a row of the next level, where all but one of their level, and several, have one."""
    found: list[TableRow] = []
    for width in (3, 5):
        level = [row for row in rows if len(row.key) == width]
        parents = {row.key[:width] for row in rows if len(row.key) == width + 2}
        without = [row for row in level if row.key not in parents]
        if len(without) == 1 and len(level) > _SEVERAL:
            found += without
    return found


def blank_rows(case: Case) -> list[Outcome]:
    """A listed code has at least one figure."""
    rule = "codes.blank-rows"
    findings: list[Finding] = []
    judged = 0
    for table in case.disclosure.tables:
        if forms()[table.form].shape != "codes":
            continue
        filled = {item.row_key for item in table.prints if item.amount is not None}
        for row in table.rows:
            if row.key.isdigit() and not table.empty:
                judged += 1
                if row.key not in filled:
                    message = f"{table_name(table)}列了 {row.key} {row.name}，各栏都是空白。"
                    findings.append(
                        Finding(
                            rule,
                            "空行",
                            "notice",
                            message,
                            (Quote(f"{row.key} {row.name}", row.place),),
                            suggestion="没有数字的科目不必列示；若因年初结转等原因列示，请说明。",
                        )
                    )
    return [Outcome(rule, tuple(findings), Tally(judged - len(findings), len(findings)))]


_BASIS = "政府收支分类科目"
_SAME = "GK03 2080501 本年支出合计 1.00\nGK05 2080501 合计 1.00"
RULES = [
    Rule(
        "codes.names",
        "科目名称",
        "科目名称应与政府收支分类科目一致；目录中没有的编码不可核实，不算错。",
        "notice",
        _BASIS,
        "编码不在目录中时不适用。",
        Example("GK05 2080505 合计 1.00", caption="2080505 机关事业单位基本养老保险缴费支出"),
        Example("GK06 30901 决算数 .", names={"GK06 30901": "房屋建筑物构建"}, caption="30901 房屋建筑物构建"),
        names,
    ),
    Rule(
        "codes.same-name",
        "同一科目名称一致",
        "同一科目编码在各表中的名称应当相同。",
        "warning",
        _BASIS,
        "",
        Example(_SAME, caption="各表都用同一名称"),
        Example(
            _SAME, names={"GK05 2080501": "事业单位离退休"}, caption="一表作“行政单位离退休”，一表作“事业单位离退休”"
        ),
        same_name,
    ),
    Rule(
        "codes.order",
        "科目顺序",
        "科目编码应由小到大、不重复，项上有款，款上有类；列到项的表，每款之下有项。",
        "notice",
        "公开表样",
        "",
        Example(cells="GK05 208 小计 2.00\nGK05 20805 小计 2.00\nGK05 2080501 小计 2.00"),
        Example(cells="GK05 208 小计 2.00\nGK05 2080501 小计 2.00\nGK05 20805 小计 2.00"),
        order,
    ),
    Rule(
        "codes.blank-rows",
        "空行",
        "列示的科目至少有一栏数字。",
        "notice",
        "公开表样",
        "空表不适用。",
        Example(cells="GK05 208 小计 2.00\nGK05 2150801 小计 1.00"),
        Example(cells="GK05 208 小计 2.00\nGK05 2150801 小计 ."),
        blank_rows,
    ),
]
