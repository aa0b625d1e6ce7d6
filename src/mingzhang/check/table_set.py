"""The tables as a set: all there, once each, numbered, of one year and unit, empty ones explained."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise

from mingzhang.check.describe import table_name
from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.check.structure import outcome, table_quote
from mingzhang.finding import Certainty, Finding, Level, Outcome, Quote
from mingzhang.forms import editions
from mingzhang.model import Place, Table
from mingzhang.narrative.bound import topic_of
from mingzhang.narrative.claims import explained_sections
from mingzhang.relations.generate import runs

_NO_DATA = re.compile(
    r"无数据|没有数据|无此项|没有.{0,30}(?:收入|支出|收支)|无.{0,20}(?:收入|支出|收支)|不涉及|为空表|空表"
)

_NO_MONEY = re.compile(r"(?:没有|无)[^。；，\d]{0,8}收入、?[^。；，\d]{0,8}支出")


def table_set(case: Case) -> list[Outcome]:
    """Every table of the edition is there, each once."""
    rule = "structure.table-set"
    edition = editions().get(case.disclosure.edition)
    if edition is None:
        return [outcome(rule, [], 0, ("没有认出任何一张决算表",))]
    counted: defaultdict[str, list[Table]] = defaultdict(list)
    for table in case.disclosure.tables:
        counted[table.form].append(table)
    findings = []
    for form in edition.order:
        found = counted.get(form, [])
        if not found:
            message = f"没有认出《{edition.forms[form].title}》；按“{edition.name}”的表样应有此表。"
            findings.append(
                Finding(
                    rule,
                    "缺表",
                    "warning",
                    message,
                    (table_quote(case.disclosure.tables[0], case.disclosure.name),),
                    "to_confirm",
                    suggestion="没有数据的表也应列出空表并说明；若表以图片或附件公开，请另行核对。",
                )
            )
        elif len(found) > 1:
            places = tuple(table_quote(table) for table in found)
            findings.append(
                Finding(
                    rule,
                    "重表",
                    "warning",
                    f"《{found[0].title}》出现了 {len(found)} 次。",
                    places,
                    "to_confirm",
                    suggestion="确认是否重复粘贴。",
                )
            )
    return [outcome(rule, findings, len(edition.order))]


def numbering(case: Case) -> list[Outcome]:
    """Printed table numbers run upwards without gap."""
    rule = "structure.table-numbers"
    numbered = [
        (int(match[0]), table) for table in case.disclosure.tables if (match := re.search(r"\d+", table.number))
    ]
    if len(numbered) < 2:
        return [outcome(rule, [], 0, ("表上没有印表号",))]
    # a table that was not recognised leaves a gap in the numbers, too
    edition = editions().get(case.disclosure.edition)
    complete = edition is not None and set(edition.order) <= {table.form for table in case.disclosure.tables}
    findings = [
        Finding(
            rule,
            "表号不连续",
            "notice",
            f"{table_name(before)}之后是{table_name(table)}，表号不连续。",
            (table_quote(table, table.number), table_quote(before, before.number)),
            "certain" if complete else "to_confirm",
            expected=str(number + 1),
            actual=table.number,
        )
        for (number, before), (following, table) in pairwise(numbered)
        if following not in (number, number + 1)
    ]
    findings += [
        Finding(
            rule,
            "表号重复",
            "notice",
            f"{table_name(before)}与{table_name(table)}是两张表，表号相同。",
            (table_quote(table, table.number), table_quote(before, before.number)),
            "certain" if table.sure and before.sure else "to_confirm",
            expected=str(number + 1),
            actual=table.number,
        )
        for (number, before), (following, table) in pairwise(numbered)
        if following == number and table.form != before.form
    ]
    return [outcome(rule, findings, len(numbered) - 1)]


def years(case: Case) -> list[Outcome]:
    """Every table names the year of the document."""
    rule = "structure.years"
    dated = [table for table in case.disclosure.tables if table.year is not None]
    first = runs(case.disclosure.tables)[0] if dated else []
    if not dated or case.disclosure.year is None:
        return [outcome(rule, [], 0, ("表上没有印年度",))]
    findings = [
        Finding(
            rule,
            "年度不一致",
            "error",
            f"{table_name(table)}印作 {table.year} 年度，全文是 {case.disclosure.year} 年度。",
            (table_quote(table, f"{table.year}年度"),),
            "certain" if table.sure and number in first else "to_confirm",
            expected=f"{case.disclosure.year}年度",
            actual=f"{table.year}年度",
            suggestion="更正表上的年度。",
        )
        for number, table in enumerate(case.disclosure.tables)
        if table.year is not None and table.year != case.disclosure.year
    ]
    named = re.search(r"20\d\d", case.disclosure.name)
    if named and int(named[0]) != case.disclosure.year:
        message = f"文件名称写作“{case.disclosure.name}”，各表是 {case.disclosure.year} 年度。"
        quote = Quote(case.disclosure.name, Place(page=1 if case.disclosure.format == "pdf" else None))
        findings.append(Finding(rule, "年度不一致", "warning", message, (quote,), suggestion="核对封面或标题的年度。"))
    return [outcome(rule, findings, len(dated))]


def units(case: Case) -> list[Outcome]:
    """Every table with figures names its unit, the same throughout."""
    rule = "structure.units"
    filled = [table for table in case.disclosure.tables if not table.empty]
    usual = Counter(table.unit for table in filled if table.unit).most_common(1)
    findings: list[Finding] = []
    for table in filled:
        if not table.unit:
            findings.append(
                _unit_finding(rule, table, "notice", f"{table_name(table)}没有印金额单位。", "在表头注明金额单位。")
            )
        elif usual and table.unit != usual[0][0]:
            message = f"{table_name(table)}的金额单位是{table.unit}，其他表是{usual[0][0]}。"
            findings.append(
                _unit_finding(rule, table, "warning", message, "统一金额单位，或确认此表的数字确以该单位列示。")
            )
    return [outcome(rule, findings, len(filled))]


def _unit_finding(rule: str, table: Table, level: Level, message: str, suggestion: str) -> Finding:
    return Finding(rule, "金额单位", level, message, (table_quote(table, table.unit),), suggestion=suggestion)


def empty_tables(case: Case) -> list[Outcome]:
    """An empty table says so; a table that says so is empty."""
    rule = "structure.empty-tables"
    findings: list[Finding] = []
    if case.disclosure.tables and all(table.empty for table in case.disclosure.tables):
        return [outcome(rule, [] if _tells_of_nothing(case) else [_blank_form(rule, case)], 1)]
    for table in case.disclosure.tables:
        note = next((note for note in table.notes if _NO_DATA.search(note) and "本表反映" not in note), "")
        certainty: Certainty = "certain" if table.sure else "to_confirm"
        if table.empty and not note:
            message = f"{table_name(table)}没有数据，也没有说明本表无数据。"
            findings.append(
                Finding(
                    rule,
                    "空表未说明",
                    "warning",
                    message,
                    (table_quote(table),),
                    "certain" if table.sure else "to_confirm",
                    suggestion="在表下注明“本表无数据”及原因。",
                )
            )
        elif (
            not table.empty
            and note
            and re.search("本表无数据|空表", note)
            and not re.search("如|若|没有.{0,20}的", note)
        ):
            filled = next(item for item in table.prints if item.amount is not None and item.amount.value)
            message = f"{table_name(table)}注明“{note[:40]}”，表中却有数字。"
            findings.append(
                Finding(
                    rule,
                    "有数据却注明无数据",
                    "error",
                    message,
                    (Quote(note, table.place), Quote(filled.text, filled.place)),
                    certainty,
                    suggestion="删去说明，或核对表中数字。",
                )
            )
    return [outcome(rule, findings, len(case.disclosure.tables))]


def _tells_of_nothing(case: Case) -> bool:
    """Whether the section on the totals says that there was no money at all (零申报)."""
    return any(
        (topic := topic_of(name)) is not None and topic.id == "totals" and _NO_MONEY.search(passage.text)
        for name, section in explained_sections(case.disclosure)
        for passage in section.paragraphs
    )


def _blank_form(rule: str, case: Case) -> Finding:
    unread = any(table.unread for table in case.disclosure.tables)
    return Finding(
        rule,
        "各表都没有数字",
        "warning",
        "全部决算表都没有数字，像是没有填写的空白表样。",
        tuple(table_quote(table) for table in case.disclosure.tables[:3]),
        certainty="to_confirm" if unread else "certain",
        suggestion="确认公开的是不是正式的决算文件。",
    )


_BASIS = "政府信息公开的通行要求；公开表样"
_CELLS = "GK03 2150501 基本支出 2.00"
_TWO = "GK01 收入:其他收入 金额 1.00\nGK02 合计 本年收入合计 1.00"
_EIGHT = f"""{_TWO}
GK03 合计 本年支出合计 1.00
GK04 收入:总计 决算数 1.00
GK05 合计 合计 1.00
GK06 人员经费合计 决算数 1.00
GK07 合计 本年收入 1.00
GK09 决算数 公务接待费 1.00"""
_NINE = f"{_EIGHT}\nGK08 合计 本年收入 1.00"
_OF_NINE = next(
    edition.name
    for edition in editions().values()
    if set(edition.order) == {cell.split()[0] for cell in _NINE.splitlines()}
)


def _numbered(first: str, second: str) -> dict[str, dict[str, str]]:
    return {"GK01": {"number": first}, "GK02": {"number": second}}


RULES = [
    Rule(
        "structure.table-set",
        "表齐全",
        "所在地区当年表样的每张表都应列出，各一次；没有数据也应列空表。",
        "warning",
        _BASIS,
        "",
        Example(_NINE, edition=_OF_NINE, caption="九张表各出现一次"),
        Example(_EIGHT, edition=_OF_NINE, caption="没有《国有资本经营预算财政拨款收入支出决算表》"),
        table_set,
    ),
    Rule(
        "structure.table-numbers",
        "表号连续",
        "表上印的表号应依次连续。",
        "notice",
        "公开表样",
        "表上没有印表号时不适用。",
        Example(_TWO, heads=_numbered("公开01表", "公开02表"), caption="公开01表、公开02表"),
        Example(_TWO, heads=_numbered("公开01表", "公开03表"), caption="公开01表、公开03表"),
        numbering,
    ),
    Rule(
        "structure.years",
        "年度一致",
        "各表印的年度应与全文的决算年度一致。",
        "error",
        "同一年度的决算",
        "表上没有印年度时不适用。",
        Example(_TWO, caption="全文与各表都是2023年度"),
        Example(_TWO, heads={"GK02": {"year": 2022}}, caption="全文2023年度，某表2022年度"),
        years,
    ),
    Rule(
        "structure.units",
        "金额单位",
        "有数字的表都应注明金额单位，且全文一致。",
        "warning",
        "公开表样",
        "",
        Example(_TWO, caption="各表都是万元"),
        Example(_TWO, heads={"GK02": {"unit": ""}}, caption="某表没有注明单位"),
        units,
    ),
    Rule(
        "structure.empty-tables",
        "空表应说明",
        "没有数据的表应说明无数据；说明无数据的表不应有数字。",
        "warning",
        _BASIS,
        "",
        Example(cells=_CELLS, notes={"GK07": "说明：本部门没有政府性基金收支，故本表无数据。"}),
        Example(cells=_CELLS, notes={"GK07": "注：本表反映政府性基金预算财政拨款收支情况。"}),
        empty_tables,
    ),
]
