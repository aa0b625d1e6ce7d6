"""Leads for an auditor: what a form says of where the money came from and whom it paid."""

from __future__ import annotations

from mingzhang.evaluation.judge import Judge, form_rule, reason_quote, text_quote
from mingzhang.evaluation.words import pattern
from mingzhang.finding import Quote
from mingzhang.model import Place

_STOPS = "，。；"


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    begin = max(text.rfind(mark, 0, start) for mark in _STOPS) + 1
    stops = [at for mark in _STOPS if (at := text.find(mark, end)) >= 0]
    return begin, min(stops, default=len(text))


def _mentions(judge: Judge, name: str) -> list[tuple[str, Quote]]:
    """The words of a list in the reasons and texts of a form, each with the clause it stands in."""
    form, words = judge.form, pattern(name)
    found = [
        (match[0], reason_quote(form, item))
        for item in form.indicators
        if (match := words.search(item.deviation_reason or ""))
    ]
    for label, text in form.texts.items():
        match = words.search(text)
        if match:
            found.append((match[0], text_quote(form, label, *_clause(text, *match.span()))))
    return found


@form_rule(
    "evaluation.money-elsewhere",
    "资金来源或去向在别处",
    "自评表说由其他预算支付、由财政统一调度或者未经本单位支出的，可查实际的资金来源和去向。",
    "lead",
    "没有写出文字。",
)
def money_elsewhere(judge: Judge) -> None:
    """The form says that the money came from, or went, elsewhere."""
    found = _mentions(judge, "elsewhere")
    if not found:
        judge.tally.passed += bool(judge.form.texts)
        return
    words = list(dict.fromkeys(word for word, _ in found))
    judge.fail(
        f"文字提到“{'”“'.join(words[:3])}”",
        [quote for _, quote in found[:6]],
        suggestion="可核对预算指标、支付凭证，看资金由谁支付、列在哪个项目，是否按批准的预算执行。",
        texts=True,
    )


@form_rule(
    "evaluation.wages",
    "项目支出用于人员工资",
    "项目的名称或文字说用于人员工资的，可查是否应列基本支出、是否有编制外聘用的依据。",
    "lead",
    "没有写出项目名称和文字。",
)
def wages(judge: Judge) -> None:
    """The project pays wages."""
    form = judge.form
    found = _mentions(judge, "wages")
    name = pattern("wages").search(form.project_name or "")
    if name:
        place = form.place
        head = Place(place.page, place.box, place.line, table=form.title, row="项目名称")
        found.insert(0, (name[0], Quote(form.project_name or "", head)))
    if not found:
        judge.tally.passed += bool(form.texts or form.project_name)
        return
    judge.fail(
        f"项目资金用于“{found[0][0]}”",
        [quote for _, quote in found[:4]],
        suggestion="可核对聘用依据、工资表和支出科目，看是否应在基本支出中列支。",
        texts=True,
    )


RULES = (money_elsewhere, wages)
"""The rules of this module, in the order of the rule book."""
