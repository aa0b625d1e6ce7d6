"""Sections 一 to 四, 七 and 八: totals, sources, kinds and the single funds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from benchmarks.generator.department import Department
from benchmarks.generator.explanation.words import Words, in_wan
from mingzhang.model import FactKey
from mingzhang.write.printed import Text

INCOME = (
    ("财政拨款收入", "fiscal"), ("上级补助收入", "superior"), ("事业收入", "business"), ("经营收入", "operating"),
    ("附属单位上缴收入", "subsidiary"), ("其他收入", "other"),
)  # fmt: skip
KINDS = (
    ("基本支出", "basic"), ("项目支出", "project"), ("上缴上级支出", "to_superior"), ("经营支出", "operating"),
    ("对附属单位补助支出", "to_subsidiary"),
)  # fmt: skip


def reason_of(words: Words, now: Decimal, before: Decimal) -> str:
    """A reason that fits the direction of a change."""
    apart = in_wan(now) - in_wan(before)
    return words.reason("up" if apart > 0 else "down" if apart < 0 else "flat")


def totals(words: Words, department: Department, scope: str = "", **at: str) -> Iterator[Text]:
    """The totals of income and expenditure against the year before, of everything or of one fund."""
    now, before = (books.get("total", **at) for books in (department.cube, department.last))
    key = FactKey.of("total", at)
    template = words.pick("totals")
    both = one = vector = ""
    if "{both}" in template:
        both = f"{words.change('收入总计', now, before)}，{words.change('支出总计', now, before)}"
    elif "{one}" in template:
        one = words.change("收入支出总计", now, before)
    elif in_wan(now) == in_wan(before) or not before:
        vector = words.change("收、支总计", now, before)
    else:
        up = now > before
        vector = words.pick("vector").format(
            last=words.before, word=words.direction("增加" if up else "减少"),
            rise=words.direction("增长" if up else "下降"),
            a=words.difference(now, before), b=words.difference(now, before),
            x=words.growth(now, before), y=words.growth(now, before),
        )  # fmt: skip
    yield words.text(
        template, scope=scope, income=words.money(now, key), spending=words.money(now, key),
        bare=words.bare(now, key), bare_again=words.bare(now, key),
        both=both, one=one, vector=vector, reason=reason_of(words, now, before),
    )  # fmt: skip


def shares(
    words: Words, department: Department, measure: str, dimension: str, names: Sequence[tuple[str, str]], whole: bool
) -> Iterator[Text]:
    """The parts of all income or expenditure with their shares; `whole` lists those without money too."""
    total = department.cube.get(measure)
    parts = []
    for name, member in names:
        value = department.cube.get(measure, **{dimension: member})
        if not value and not whole:
            continue
        key = FactKey.of(measure, {dimension: member})
        shown = words.pick("listed").format(
            name=name, amount=words.money(value, key), share=words.quotient("share", value, total)
        )
        parts.append(shown)
    yield words.text(words.pick(measure), whole=words.money(total, FactKey.of(measure, {})), list="；".join(parts))


def fund(words: Words, department: Department, name: str, fund: str, *, spending_only: bool) -> Iterator[Text]:
    """Income and expenditure of one fund, or the sentence that there is none."""
    cube, last = department.cube, department.last
    if not cube.get("total", fund=fund):
        yield words.text(words.pick("nothing"), name=name)
        return

    def money(measure: str, **at: str) -> str:
        key = FactKey.of(measure, {"fund": fund, **at})
        return words.money(cube.value(key), None if spending_only and measure != "expenditure" else key)

    template = words.pick("fund_spent" if spending_only else "fund")
    measure = "total" if "{total}" in template else "expenditure"
    now, before = cube.get(measure, fund=fund), last.get(measure, fund=fund)
    subject = f"{name}{'收入总计' if measure == 'total' else '支出'}"
    yield words.text(
        template, name=name, total=money("total"), total_again=money("total"), opening=money("opening"),
        income=money("income"), spent=money("expenditure"), closing=money("closing"),
        basic=money("expenditure", kind="basic"), project=money("expenditure", kind="project"),
        change=words.change(subject, now, before), reason=reason_of(words, now, before),
    )  # fmt: skip
