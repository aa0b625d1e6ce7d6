"""Section 九 (三公), section 十 (running costs, procurement, assets), and the performance of projects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from benchmarks.generator.department import Department
from benchmarks.generator.explanation.overall import reason_of
from benchmarks.generator.explanation.words import Words, in_wan
from mingzhang.forms import Edition
from mingzhang.model import FactKey
from mingzhang.write.printed import Text

_ITEMS = (
    ("因公出国（境）费", "overseas"), ("公务用车购置费", "vehicle_purchase"),
    ("公务用车运行维护费", "vehicle_running"), ("公务接待费", "reception"),
)  # fmt: skip
_USES = (
    ("副部（省）级及以上领导用车", "provincial_leaders"), ("主要负责人用车", "principal_officers"),
    ("机要通信用车", "confidential"), ("应急保障用车", "emergency"), ("执法执勤用车", "law_enforcement"),
    ("特种专业技术用车", "technical"), ("离退休干部服务用车", "retired_officers"), ("其他用车", "other"),
)  # fmt: skip


def _key(economic: str, stage: str = "") -> FactKey:
    return FactKey.of("expenditure", {"fund": "fiscal", "economic": economic} | ({"stage": stage} if stage else {}))


def three_public(words: Words, department: Department, stage: str) -> Iterator[Text]:
    """三公 as a whole, its items, and the counts behind them; `stage` is what the edition calls the budget."""
    cube, last = department.cube, department.last

    def stated(kind: str, name: str, economic: str, **more: str) -> str:
        key, planned = _key(economic), _key(economic, "full_year_budget")
        now, budget = cube.value(key), cube.value(planned)
        cause = f"决算数小于预算数的主要原因是{words.reason('sparing')}" if in_wan(now) < in_wan(budget) else ""
        if "reason" in more:
            more["reason"] = more["reason"] or (f"{cause}。" if cause else "")
        return words.pick(kind if budget else f"{kind}_unplanned").format(
            name=name, stage=stage, year=words.this, office=words.office,
            budget=words.money(budget, planned), spent=words.money(now, key),
            rate=words.quotient("completion", now, budget), change=words.change("", now, last.value(key)),
            cause=f"，{cause}" if cause else "", **more,
        )  # fmt: skip

    yield Text("（一）“三公”经费财政拨款支出决算总体情况说明", "subheading")
    listed = "；".join(stated("three_public_item", name, economic) for name, economic in _ITEMS)
    whole, before = (books.value(_key("three_public")) for books in (cube, last))
    reason = reason_of(words, whole, before)
    yield words.text(stated("three_public", "", "three_public", reason=reason, list=listed))
    yield Text("（二）“三公”经费财政拨款支出决算具体情况说明", "subheading")
    counts = department.counts
    known: dict[str, dict[str, str]] = {
        "overseas": {
            "groups": words.count(counts.groups, not counts.groups),
            "people": words.count(counts.travellers, not counts.groups),
        },
        "purchase": {"bought": words.count(counts.bought, not counts.bought)},
        "running": {"held": words.count(counts.held, not counts.held)},
        "reception": {
            "batches": words.count(counts.batches, not counts.batches),
            "guests": words.count(counts.guests, not counts.batches),
        },
    }
    for (kind, values), (_, economic) in zip(known.items(), _ITEMS, strict=True):
        yield words.text(words.pick(kind), spent=words.money(cube.value(_key(economic)), _key(economic)), **values)


def information(words: Words, department: Department, edition: Edition) -> Iterator[Text]:
    """Running costs, procurement, vehicles and equipment."""
    cube, last = department.cube, department.last
    printed = "GK10" in edition.order
    running, before = cube.get("running_costs"), last.get("running_costs")
    yield Text("（一）机关运行经费支出情况", "subheading")
    yield words.text(
        words.pick("running_costs"), spent=words.money(running, *_running(department, printed)),
        change=words.change("", running, before), reason=reason_of(words, running, before),
    )  # fmt: skip
    yield Text("（二）政府采购支出情况", "subheading")
    yield _procurement(words, department, printed)
    yield Text("（三）国有资产占用情况", "subheading")
    listed = "、".join(f"{name}{words.count(cube.get('vehicles', use=use))}辆" for name, use in _USES)
    yield words.text(
        words.pick("assets"), speaker=cube.speaker, vehicles=words.count(cube.get("vehicles")), list=listed,
        equipment=words.count(cube.get("equipment"), printed),
    )  # fmt: skip


def _running(department: Department, printed: bool) -> tuple[FactKey | None]:
    """The table prints running costs by type of unit: with one type only, its row is the whole."""
    types = [
        kind for kind in ("administrative", "civil_service") if department.cube.get("running_costs", unit_type=kind)
    ]
    return (FactKey.of("running_costs", {"unit_type": types[0]}) if printed and len(types) == 1 else None,)


def _procurement(words: Words, department: Department, printed: bool) -> Text:
    cube, counts = department.cube, department.counts
    whole = cube.get("procurement")

    def money(**at: str) -> str:
        key = FactKey.of("procurement", at)
        value = cube.value(key)
        return words.money(value, key if printed else None, None if printed else _exact(value))

    def _exact(value: Decimal) -> tuple[Decimal, Decimal]:
        shown = (value / 10_000).quantize(Decimal("0.01"), ROUND_HALF_UP)
        return shown - Decimal("0.03"), shown + Decimal("0.03")

    def bound(value: Decimal) -> tuple[Decimal, Decimal] | None:
        rate = Decimal(words.rate(value, whole))
        half = Decimal(1).scaleb(-words.digits) / 2
        size = whole / 10_000
        return (rate - half) * size / 100 - Decimal("0.02"), (rate + half) * size / 100 + Decimal("0.02")

    return words.text(
        words.pick("procurement"), whole=money(), goods=money(category="goods"), works=money(category="works"),
        services=money(category="services"),
        small=words.money(counts.small, None, bound(counts.small)), share=words.quotient("share", counts.small, whole),
        micro=words.money(counts.micro, None, bound(counts.micro)), own=words.quotient("share", counts.micro, whole),
    )  # fmt: skip


def performance(words: Words, department: Department, *, averaged: bool) -> Iterator[Text]:
    """How many projects were evaluated, with how much money and which grades."""
    projects = department.projects
    sums = {fund: sum((p.planned for p in projects if p.fund == fund), Decimal(0)) for fund in
            ("general", "government_fund", "state_capital", "insurance")}  # fmt: skip
    whole = sum(sums.values(), Decimal(0))

    def money(value: Decimal) -> str:
        shown = value / 10_000
        return words.money(value, None, (shown, shown))

    yield words.text(
        words.pick("performance"), count=words.count(len(projects)), money=money(whole),
        general=money(sums["general"]), government=money(sums["government_fund"]),
        capital=money(sums["state_capital"]), insurance=money(sums["insurance"]),
    )  # fmt: skip
    found = Counter(project.form.grade for project in projects)
    listed = [words.pick("grade").format(count=words.count(found[grade]), grade=grade) for grade in department.grades]
    yield words.text(words.pick("grades"), list="，".join(listed))
    if averaged:
        total = sum((Decimal(project.form.total) for project in projects), Decimal(0))
        mean = (total / len(projects)).quantize(Decimal("0.01"), ROUND_HALF_UP)
        yield words.text(words.pick("average"), score=words.mark("amount", str(mean), (mean, mean)))
