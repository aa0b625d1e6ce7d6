"""The items of sections 五, 六 and of 三公 against the tables: amounts, and names of 类 and 项."""

from __future__ import annotations

from mingzhang.amount import Amount, parse_amount
from mingzhang.check import describe
from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.check.stated import gap
from mingzhang.finding import Certainty, Finding, Outcome, Quote, Tally
from mingzhang.forms import forms
from mingzhang.model import Print
from mingzhang.narrative.claims import Statement
from mingzhang.narrative.items import figures_of, named_figures, names_path

AMOUNTS = "text.items"
NAMES = "text.item-names"


def check(case: Case) -> list[Outcome]:
    """Every stated amount whose name one table of its section prints; every path whose 项 no table lists."""
    amounts, names = Tally(), Tally()
    differing: list[Finding] = []
    unknown: list[Finding] = []
    named = named_figures(case.disclosure)
    for item in case.statements:
        if item.measure != "决算数":
            continue
        stated = parse_amount(item.value, item.unit)
        figures = figures_of(named, item)
        if figures is None:
            continue
        path = names_path(item)
        if path is not None and _lists_items(case):
            names.passed += bool(figures)
            names.failed += not figures
            unknown += [] if figures else [_name_finding(case, item, path)]
        if stated is None or not figures or item.unit == "万":
            amounts.not_applicable += not figures
            continue
        finding = _compare(case, item, stated, figures)
        amounts.passed += finding is None or finding.level == "notice"
        amounts.failed += finding is not None and finding.level != "notice"
        differing += [finding] if finding is not None else []
    reason = ("这一名称在该节所说的表中没有",) if amounts.not_applicable else ()
    return [Outcome(AMOUNTS, tuple(differing), amounts, reason), Outcome(NAMES, tuple(unknown), names)]


def _lists_items(case: Case) -> bool:
    """Whether a table of the general fund lists 项, so that a name can be looked up."""
    return any(
        item.key.get("fund") == "general" and len(item.row_key) == 7 and item.row_key.isdigit()
        for item in case.disclosure.prints()
    )


def _compare(case: Case, item: Statement, stated: Amount, figures: list[Print]) -> Finding | None:
    """None where one of the figures can be the stated amount."""
    gaps = []
    for figure in figures:
        apart = gap(stated, figure.amount)
        if apart is None:
            return None
        gaps.append((*apart, figure))
    _, tail, figure = min(gaps, key=lambda found: found[0])
    shown = describe.figure_quote(figure)
    table = forms()[figure.place.table or ""].title if figure.place.table else ""
    return Finding(
        AMOUNTS,
        "文字与表的尾差" if tail else "文字与表不符",
        "notice" if tail else "error",
        f"“{item.section}”中“{item.quote}”，"
        f"而《{table}》“{figure.row_name}”的“{figure.column}”为 {shown}，两处应当一致。",
        (Quote(item.quote, item.place), Quote(shown, figure.place)),
        _certainty(case, figures),
        expected=shown,
        actual=f"{item.value}{item.unit}",
        suggestion="核对后改为一致；文字一般应以表为准。",
        arithmetic=(f"文字 {item.value}{item.unit}，表 {shown}",),
    )


def _certainty(case: Case, figures: list[Print]) -> Certainty:
    """Certain only where one figure alone carries the name and its table was read with certainty."""
    forms_used = {figure.place.table for figure in figures}
    tables = [at for at, table in enumerate(case.disclosure.tables) if table.form in forms_used]
    return case.certainty(tables, len(figures) == 1 and all(figure.sure for figure in figures))


def _name_finding(case: Case, item: Statement, path: tuple[str, str]) -> Finding:
    return Finding(
        NAMES,
        "文字中的科目与表不同",
        "warning",
        f"“{item.section}”写有“{item.subject}”，而一般公共预算支出决算表的“{path[0]}”之下没有“{path[1]}”这一项。",
        (Quote(item.subject, item.place),),
        "certain" if all(table.sure for table in case.disclosure.tables) else "to_confirm",
        actual=item.subject,
        suggestion="核对科目名称，与表中的名称保持一致。",
    )


RULES = [
    Rule(
        AMOUNTS,
        "文字中的分项与表一致",
        "情况说明逐项写出的类、款、项、经济科目和“三公”经费的决算数应与表中同名的数字一致。",
        "error",
        "文字与表反映同一套账",
        "名称在该节所说的表中没有时不适用。",
        Example(
            "GK06 30201 决算数 3.05", "六、一般公共预算财政拨款基本支出决算情况说明\n公用经费包括：办公费3.05万元。"
        ),
        Example(
            "GK06 30201 决算数 3.05", "六、一般公共预算财政拨款基本支出决算情况说明\n公用经费包括：办公费3.50万元。"
        ),
        check,
    ),
    Rule(
        NAMES,
        "文字中的科目名称与表一致",
        "情况说明写出的项级科目应是一般公共预算支出决算表中列示的科目。",
        "warning",
        "文字与表反映同一套账",
        "表中没有列到项级时不适用。",
        "文字与表都作“事业运行（项）”",
        "文字作“事业单位运行（项）”，表作“事业运行”",
    ),
]
