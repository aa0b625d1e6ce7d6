"""Sections 五 and 六: general public budget spending by class and item, basic spending by economic code."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from benchmarks.generator.department import Department
from benchmarks.generator.explanation.overall import reason_of
from benchmarks.generator.explanation.words import Words, in_wan, wordings
from mingzhang.model import FactKey
from mingzhang.write.printed import Text

_LEVELS = ((3, "类"), (5, "款"), (7, "项"))


def _key(**at: str) -> FactKey:
    return FactKey.of("expenditure", {"fund": "general", **at})


def general(words: Words, department: Department, *, classes: bool) -> Iterator[Text]:
    """All of section 五; `classes` adds the change of each class on the year before."""
    cube, last = department.cube, department.last
    spent, before = (books.get("expenditure", fund="general") for books in (cube, last))
    yield Text("（一）一般公共预算财政拨款支出决算总体情况", "subheading")
    yield words.text(
        words.pick("general"), spent=words.money(spent, _key()),
        share=words.quotient("share", spent, cube.get("expenditure")),
        change=words.change("一般公共预算财政拨款支出", spent, before), reason=reason_of(words, spent, before),
    )  # fmt: skip
    yield Text("（二）一般公共预算财政拨款支出决算结构情况", "subheading")
    codes = [code for code in sorted(cube.members("function")) if cube.value(_key(function=code))]
    listed = [_class(words, department, code, spent) for code in codes if len(code) == 3]
    yield words.text(words.pick("structure"), spent=words.money(spent, _key()), list="；".join(listed))
    yield Text("（三）一般公共预算财政拨款支出决算具体情况", "subheading")
    budget = sum(department.budget.values(), Decimal(0))
    yield words.text(
        words.pick("planned"), budget=words.money(budget, None, words.inverse(spent, budget)),
        spent=words.money(spent, _key()), rate=words.quotient("completion", spent, budget),
        why=_why(words, spent, budget),
    )  # fmt: skip
    for number, code in enumerate((code for code in codes if len(code) == 7), start=1):
        yield _item(words, department, number, code)
    if classes:
        parts = [_class_change(words, department, code) for code in codes if len(code) == 3]
        yield words.text(f"按功能分类：{'；'.join(parts)}。")


def _class(words: Words, department: Department, code: str, whole: Decimal) -> str:
    value = department.cube.value(_key(function=code))
    return words.pick("class").format(
        name=department.cube.name_of("function", code), amount=words.money(value, _key(function=code)),
        share=words.quotient("share", value, whole),
    )  # fmt: skip


def _class_change(words: Words, department: Department, code: str) -> str:
    now, before = (books.value(_key(function=code)) for books in (department.cube, department.last))
    text = words.pick("class_change").format(
        name=department.cube.name_of("function", code), amount=words.money(now, _key(function=code)),
        change=words.change("", now, before), reason=reason_of(words, now, before).rstrip("。"),
    )  # fmt: skip
    return text.rstrip("，")


def _item(words: Words, department: Department, number: int, code: str) -> Text:
    """One 项 with its path, budget, amount and reason."""
    spent, budget = department.cube.value(_key(function=code)), department.budget.get(code, Decimal(0))
    path = "".join(f"{department.cube.name_of('function', code[:width])}（{level}）" for width, level in _LEVELS)
    purposes = wordings()["reasons"]["purposes"]
    if not budget:
        return words.text(
            words.pick("unplanned"), number=number, path=path, purpose=purposes[number % len(purposes)],
            budget=f"{words.mark('amount', words.zero, (Decimal(0), Decimal(0)))}万元",
            spent=words.money(spent, _key(function=code)), why=words.reason("none"),
        )  # fmt: skip
    return words.text(
        words.pick("item"), number=number, path=path, purpose=purposes[number % len(purposes)],
        budget=words.money(budget, None, words.inverse(spent, budget)),
        spent=words.money(spent, _key(function=code)), rate=words.quotient("completion", spent, budget),
        why=_why(words, spent, budget),
    )  # fmt: skip


def _why(words: Words, spent: Decimal, budget: Decimal) -> str:
    apart = in_wan(spent) - in_wan(budget)
    if not apart:
        return words.pick("even")
    compare = words.direction("大于" if apart > 0 else "小于")
    return words.pick("deviation").format(compare=compare, cause=words.reason("over" if apart > 0 else "under"))


def basic(words: Words, department: Department, *, amounts: bool) -> Iterator[Text]:
    """Basic spending; `amounts` names each economic item with its amount, else only its name."""
    cube = department.cube

    def spent(**at: str) -> str:
        key = _key(kind="basic", **at)
        return words.money(cube.value(key), key)

    def items(side: str) -> str:
        heads = ("301", "303") if side == "personnel" else ("302", "310")
        codes = [code for code in sorted(cube.members("economic")) if code[:3] in heads and len(code) == 5]
        codes = [code for code in codes if cube.value(_key(kind="basic", economic=code))]
        named = [
            department.cube.name_of("economic", code) + (spent(economic=code) if amounts else "") for code in codes
        ]
        return "、".join(named)

    yield words.text(
        words.pick("basic"), whole=spent(), staff=spent(economic="personnel"), public=spent(economic="public"),
        people=items("personnel"), things=items("public"),
    )  # fmt: skip
