"""Another document of the same office beside the one examined: whether they can be compared, and what it prints."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from mingzhang.amount import FACTORS, Amount, Interval, exact
from mingzhang.check.describe import figure_quote, table_name
from mingzhang.check.rule import Case
from mingzhang.finding import Certainty
from mingzhang.forms import forms
from mingzhang.forms.label import fold
from mingzhang.model import Disclosure, FactKey, Place, Print, Table

NOT_GIVEN = {"prior": "没有可核对的上年决算（用 --prior 给出）", "budget": "没有可核对的当年预算（用 --budget 给出）"}
_STATED = frozenset({"决算数", "数量"})


@dataclass(frozen=True, slots=True)
class Source:
    """One appearance of a fact in the other document; `amount` is None for a blank, `where` says where in words."""

    amount: Amount | None
    text: str
    where: str
    sure: bool
    absent: bool = False

    @property
    def interval(self) -> Interval:
        """The true values it allows; a blank and a row that is not there are zero."""
        return self.amount.interval if self.amount else exact(Decimal(0))


class Companion:
    """Last year's accounts or the year's budget, of the same office as the document examined.

    `same_scope` says that both surely speak of the same office and units.
    """

    def __init__(self, document: Disclosure, title: str, same_scope: bool) -> None:
        self.document = document
        self.title = title
        self.same_scope = same_scope
        self._case = Case(document)

    @cached_property
    def _prints(self) -> dict[FactKey, list[tuple[int, Print]]]:
        found: defaultdict[FactKey, list[tuple[int, Print]]] = defaultdict(list)
        for number, table in enumerate(self.document.tables):
            for item in table.prints:
                found[item.key].append((number, item))
        return found

    @cached_property
    def _said(self) -> dict[FactKey, list[Source]]:
        """What the explanation states, for facts that no table prints."""
        found: defaultdict[FactKey, list[Source]] = defaultdict(list)
        for item in self._case.bound:
            if item.key is not None and item.amount is not None and item.statement.measure in _STATED:
                where = f"{self.title}{_spot(item.statement.place)}“{item.statement.quote}”"
                found[item.key].append(Source(item.amount, f"{item.amount.text}{item.amount.unit}", where, True))
        return found

    def sources(self, key: FactKey) -> list[Source]:
        """Where the document prints a fact: in its tables, else in its text; a row left out of a full table is zero."""
        printed = [self._source(number, item) for number, item in self._prints.get(key, [])]
        if printed or key in self._said:
            return printed or self._said[key]
        return [
            Source(None, "未列示", f"{self.title}{table_name(table)}没有列示这一科目", self._sure(number), absent=True)
            for number, table in enumerate(self.document.tables)
            if _would_list(table, key)
        ]

    def keys(self, measure: str) -> Iterator[FactKey]:
        """Every fact of a measure that the tables print."""
        return (key for key in self._prints if key.measure == measure)

    def certainty(self, sources: list[Source]) -> Certainty:
        """Certain only where every figure was read with certainty."""
        return "certain" if all(source.sure for source in sources) else "to_confirm"

    def _sure(self, number: int) -> bool:
        return self.document.tables[number].sure and number not in self._case.shaky

    def _source(self, number: int, item: Print) -> Source:
        table = self.document.tables[number]
        where = f"{self.title}{_spot(item.place)}{table_name(table)}“{item.row_name or item.row_key}”的“{item.column}”"
        # without a printed unit nothing says what a figure amounts to
        sure = self._sure(number) and item.sure and bool(table.unit or item.amount is None)
        return Source(item.amount, figure_quote(item), where, sure)


def companion(case: Case, which: str) -> Companion | str:
    """The other document, or why it cannot be compared, in one sentence."""
    own, other = case.disclosure, case.prior if which == "prior" else case.budget
    kind, title = ("决算", "上年决算") if which == "prior" else ("预算", "公布的预算")
    if other is None:
        return NOT_GIVEN[which]
    if other.kind != kind:
        return f"给出的“{other.source}”是{other.kind or '别的文件'}，不是{title}"
    if own.year is None or other.year is None:
        return f"本文件或“{other.source}”没有写明年度，不能与{title}核对"
    wanted = own.year - 1 if which == "prior" else own.year
    if other.year != wanted:
        return f"“{other.source}”是 {other.year} 年度的，应为 {wanted} 年度，不能核对"
    if not _same_office(own.organisation, other.organisation):
        return f"“{other.source}”的编制单位是“{other.organisation}”，与本文件的“{own.organisation}”不同，不能核对"
    if own.speaker and other.speaker and own.speaker != other.speaker:
        return f"本文件按{own.speaker}编报，“{other.source}”按{other.speaker}编报，口径不同，不能核对"
    same = fold(own.organisation) == fold(other.organisation) and bool(own.organisation)
    units = ({_office(name) for name, _ in document.organisations} for document in (own, other))
    return Companion(other, title, same and _equal_and_known(*units))


def overlapping(one: Interval, other: Interval, step: Decimal) -> bool:
    """Whether two ranges have a common value, one further unit of the last digit allowed."""
    return one.widened(step).meet(other) is not None


def comparable(amount: Amount, source: Source) -> bool:
    """Whether both are money, or both are counts."""
    return source.amount is None or (amount.unit in FACTORS) == (source.amount.unit in FACTORS)


def shown(value: Decimal, like: Amount) -> str:
    """A value in 元 as it would be printed beside an amount."""
    scaled = value / FACTORS.get(like.unit, Decimal(1))
    return f"{scaled:,.{like.decimals}f}{like.unit}"


def _equal_and_known(own: set[str], other: set[str]) -> bool:
    return bool(own) and own == other


def _same_office(one: str, other: str) -> bool:
    """Whether two names can be the same office: one may leave out the place before it."""
    short, long = sorted((_office(one), _office(other)), key=len)
    return not short or long.endswith(short)


def _office(name: str) -> str:
    return re.sub(r"（[^）]*）$", "", fold(name))


def _spot(place: Place) -> str:
    if place.page is not None:
        return f"第 {place.page} 页"
    return f"第 {place.line} 行" if place.line is not None else ""


def _would_list(table: Table, key: FactKey) -> bool:
    """Whether a full list of codes has the column of a fact and rows of its depth, but not its row."""
    form = forms()[table.form]
    member = key.get(form.dimension) if form.shape == "codes" else None
    if member is None or form.dimension not in form.closed or table.empty:
        return False
    rest = key.at(form.dimension, None)
    beside = {item.key.get(form.dimension) for item in table.prints if item.key.at(form.dimension, None) == rest}
    return any(other is not None and len(other) == len(member) for other in beside)
