"""The explanation of a disclosure: sentences whose figures come from the books, in the wording of one office."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from benchmarks.generator.department import Department
from benchmarks.generator.explanation import general, other, overall
from benchmarks.generator.explanation.words import Words, wordings
from mingzhang.forms import Edition
from mingzhang.write.printed import Text
from mingzhang.write.printer import numeral

_FUNDS = {"GK07": ("政府性基金预算财政拨款", "government_fund"), "GK08": ("国有资本经营预算财政拨款", "state_capital")}
_TITLES = {
    "GK02": "收入决算情况说明",
    "GK03": "支出决算情况说明",
    "GK05": "一般公共预算财政拨款支出决算情况说明",
    "GK06": "一般公共预算财政拨款基本支出决算情况说明",
    "GK09": "财政拨款“三公”经费支出决算情况说明",
}


def explanation(edition: Edition, department: Department) -> Iterator[Text]:
    """The numbered sections in the edition's order; editions differ in what they tell."""
    cube = department.cube
    words = Words(cube.seed, cube.year, cube.organisation)
    number = 0
    for form in edition.order:
        section = _sections(words, department, edition).get(form)
        if section:
            number += 1
            yield Text(f"{numeral(number)}、{_title(edition, form, words)}", "heading")
            yield from section()
    apart = edition.province == "上海"
    if apart:
        number += 1
        yield Text(f"{numeral(number)}、预算绩效管理情况", "heading")
        yield from other.performance(words, department, averaged=True)
    yield Text(f"{numeral(number + 1)}、其他重要事项的情况说明", "heading")
    yield from other.information(words, department, edition)
    if not apart:
        yield Text("（四）预算绩效情况说明", "subheading")
        yield from other.performance(words, department, averaged=False)


def _title(edition: Edition, form: str, words: Words) -> str:
    if form in _FUNDS:
        both = "收入支出" if edition.forms[form].title.count("收入支出") else "支出"
        return f"{_FUNDS[form][0]}{both}决算情况说明"
    titles = wordings()["titles"].get(form)
    return titles[words.seed % len(titles)] if titles else _TITLES[form]


def _sections(words: Words, department: Department, edition: Edition) -> dict[str, Callable[[], Iterator[Text]]]:
    short = edition.province == "上海"
    stage = "全年预算" if edition.province == "山西" else "年初预算"

    def fund(form: str) -> Callable[[], Iterator[Text]]:
        only = form in edition.forms and "收入支出" not in edition.forms[form].title
        return lambda: overall.fund(words, department, *_FUNDS[form], spending_only=only)

    return {
        "GK01": lambda: overall.totals(words, department),
        "GK02": lambda: overall.shares(words, department, "income", "fund", overall.INCOME, not short),
        "GK03": lambda: overall.shares(words, department, "expenditure", "kind", overall.KINDS, not short),
        "GK04": lambda: overall.totals(words, department, "财政拨款", fund="fiscal"),
        "GK05": lambda: general.general(words, department, classes=not short),
        "GK06": lambda: general.basic(words, department, amounts=not short),
        "GK07": fund("GK07"),
        "GK08": fund("GK08"),
        "GK09": lambda: other.three_public(words, department, stage),
    }
