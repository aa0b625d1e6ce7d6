"""The units that the final accounts cover, against those of the published budget."""

from __future__ import annotations

import re

from mingzhang.check.companion import companion
from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.finding import Finding, Outcome, Quote, Tally
from mingzhang.forms.label import fold
from mingzhang.model import Disclosure, Place

RULE = "budget.units"
_INSIDE = re.compile(r"(?:处|科|室|庭|股|组|部|内设机构|直属机构|派出机构|下属单位)$")
"""Endings of departments inside an office, which are no units of their own."""
_SHOWN = 6


def check(case: Case) -> list[Outcome]:
    """Units of the one document that the other does not name; a lead, for units do change within a year."""
    budget = companion(case, "budget")
    if isinstance(budget, str):
        return [Outcome(RULE, (), Tally(not_applicable=case.budget is not None), (budget,))]
    own, planned = _units(case.disclosure), _units(budget.document)
    if not own or not planned:
        which = "公布的预算" if own else "本文件"
        return [Outcome(RULE, (), Tally(not_applicable=1), (f"{which}没有列出单位名单，或名单没有认出",))]
    if not own.keys() & planned.keys():
        return [Outcome(RULE, (), Tally(not_applicable=1), ("两份名单没有相同的单位，写法可能不同，不能核对",))]
    new = [name for name in own if name not in planned]
    gone = [name for name in planned if name not in own]
    if not new and not gone:
        return [Outcome(RULE, (), Tally(passed=1))]
    said = [f"决算有而预算没有：{_listed(new)}"] if new else []
    said += [f"预算有而决算没有：{_listed(gone)}"] if gone else []
    places = [Quote(name, own[name]) for name in (new or own)]
    finding = Finding(
        RULE,
        "决算单位与预算单位不一致",
        "lead",
        f"决算所含的单位与公布的预算所含的单位不一致，{'；'.join(said)}。",
        tuple(places[:_SHOWN]),
        "certain",
        expected=f"预算单位 {len(planned)} 家",
        actual=f"决算单位 {len(own)} 家",
        suggestion="核对单位名单；年内新设、划转或撤并单位的，请在机构设置中说明。",
    )
    return [Outcome(RULE, (finding,), Tally(failed=1))]


def _units(document: Disclosure) -> dict[str, Place]:
    """The listed units by name, the office itself under one name; none where the list is of inner departments."""
    found: dict[str, Place] = {}
    for printed, place in document.organisations:
        name = re.sub(r"（[^）]*）$", "", fold(printed))
        name = re.sub(r"(?:机关|本级|本部|机关本级)$", "", name) or name
        found.setdefault(name, place)
    inside = sum(_INSIDE.search(name) is not None for name in found)
    return {} if 2 * inside > len(found) else {n: p for n, p in found.items() if not _INSIDE.search(n)}


def _listed(names: list[str]) -> str:
    rest = f"等 {len(names)} 家" if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + rest


_BUDGET = Example(cells="YS07 合计 合计 90.00", organisations=("云州市星图局本级", "云州市观星台"))
RULES = [
    Rule(
        RULE,
        "决算单位与预算单位一致",
        "决算所含的单位应与当年公布的预算所含的单位一致；年内有增减的，应在机构设置中说明。",
        "lead",
        "预算与决算按同一部门的所属单位汇总编制",
        "没有给出当年公布的预算，或有一份文件没有列出单位名单时不适用。",
        Example(
            organisations=("云州市星图局机关", "云州市观星台"),
            budget=_BUDGET,
            caption="预算、决算都列：云州市星图局机关、云州市观星台",
        ),
        Example(
            organisations=("云州市星图局机关", "云州市月球站"),
            budget=_BUDGET,
            caption="预算列云州市观星台，决算列云州市月球站",
        ),
        check,
    )
]
