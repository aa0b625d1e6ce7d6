"""A reason for every subject that differs from last year or from its budget."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from benchmarks.books.figures import ITEMS, Figures
from benchmarks.books.ledger import FISCAL
from benchmarks.books.sheets import Filling

_NAMES = {
    "three_public": "“三公”经费",
    "overseas": "因公出国（境）费",
    "vehicle_purchase": "公务用车购置费",
    "vehicle_running": "公务用车运行维护费",
    "reception": "公务接待费",
}
_MORE = ("本年新增任务，相应支出增加", "人员增加和正常调资，相应支出增加", "上年推迟的事项在本年完成")
_AS_PLANNED = "按工作安排据实收支"
_LESS = ("落实过紧日子要求，压减一般性支出", "部分任务已在上年完成", "合并实施同类事项，节约了支出")


def write_reasons(
    figures: Figures, last: Figures, initial: Mapping[str, int], full: Mapping[str, int], random: Random, book: Filling
) -> None:
    """Fill in 原因. `initial` are budgets by item of the general fund, `full` those by 三公 item."""
    compared = {
        "收支总计": (figures.total(), last.total()),
        "财政拨款收支总计": (figures.total(*FISCAL), last.total(*FISCAL)),
        "一般公共预算支出": (figures.spending("general"), last.spending("general")),
        **{name: (figures.item(item), last.item(item)) for item, name in _NAMES.items()},
        "机关运行经费": (figures.running, last.running),
    }
    for subject, (now, before) in compared.items():
        _reason(book, random, subject, "last_year", now - before)
    for name, fund in (("政府性基金预算", "government_fund"), ("国有资本经营预算", "state_capital")):
        # Where the form prints no income the text compares the spending, which may go the other way than the total.
        ways = [figures.total(fund) - last.total(fund), figures.spending(fund) - last.spending(fund)]
        if any(ways):
            text = random.choice(_MORE if min(ways) > 0 else _LESS) if min(ways) > 0 or max(ways) < 0 else _AS_PLANNED
            book.add("reasons", subject=name, compared="last_year", text=text)
    budgets = {**full, "three_public": sum(full.get(item, 0) for item in ITEMS)}
    for item, name in _NAMES.items():
        _reason(book, random, name, "budget", figures.item(item) - budgets.get(item, 0))
    spent: dict[str, int] = dict.fromkeys(initial, 0)
    for at, amount in figures.spent.items():
        if at.fund == "general":
            spent[at.function] = spent.get(at.function, 0) + amount
    _reason(book, random, "一般公共预算支出", "budget", sum(spent.values()) - sum(initial.values()))
    for code in sorted(spent):
        _reason(book, random, code, "budget", spent[code] - initial.get(code, 0))


def _reason(book: Filling, random: Random, subject: str, compared: str, change: int) -> None:
    if change:
        book.add("reasons", subject=subject, compared=compared, text=random.choice(_MORE if change > 0 else _LESS))
