"""What one section says, clause by clause, with the amounts that a rate or a change refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from mingzhang.amount import Interval, exact
from mingzhang.check import describe
from mingzhang.check.rule import Case
from mingzhang.finding import Quote
from mingzhang.forms.label import fold
from mingzhang.model import FactKey, Print
from mingzhang.narrative.bound import Bound, name_key

_NAMED_WHOLE = re.compile(r"占(.+?)(?:的|比重|比例)")
_TOTALS = ("合计", "总计", "总额", "总支出", "总收入")


@dataclass(frozen=True, slots=True)
class Known:
    """An amount that is said or printed: its range, its middle, and where it stands."""

    interval: Interval
    middle: Decimal
    quotes: tuple[Quote, ...]
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """The statements of one section in order."""

    case: Case
    items: tuple[Bound, ...]

    def quote(self, item: Bound) -> Quote:
        """A statement, quoted."""
        return Quote(item.statement.quote, item.statement.place)

    def known(self, item: Bound) -> Known:
        """The amount of a statement that has one."""
        assert item.amount is not None
        return Known(item.amount.interval, item.amount.base, (self.quote(item),))

    def last(self, at: int, measures: Sequence[str], reach: int) -> Bound | None:
        """The nearest statement before `at` of the same subject; further back it may speak of something else."""
        own = self.items[at]
        for item in reversed(self.items[max(at - reach, 0) : at]):
            same = item.key is not None and own.key is not None and _same_fact(item.key, own.key)
            if item.statement.measure in measures and (same or item.statement.subject == own.statement.subject):
                return item
        return None

    def amounts(self, at: int, measures: Sequence[str], reach: int) -> list[Known]:
        """What the text says of the subject's amount, and what the tables print of it."""
        own = self.items[at]
        found: list[Known] = []
        said = self.last(at, measures, reach)
        if said is not None and said.amount is not None:
            found.append(self.known(said))
        key = said.key if said is not None else own.key if "决算数" in measures else None
        if key is None and own.key is not None and own.topic is not None and own.topic.stage:
            key = own.key.at("stage", own.topic.stage)
        if key is not None:
            found += printed(self.case, key)
        return found

    def around(self, at: int, measures: Sequence[str]) -> list[Known]:
        """What is said of the subject's amount by a statement itself or shortly before it, and what tables print."""
        own = self.items[at]
        if own.statement.measure in measures and own.amount is not None:
            return [self.known(own)]
        return self.amounts(at, measures, reach=5)

    def wholes(self, at: int) -> list[Known]:
        """What a share can be a share of."""
        own = self.items[at]
        named = _NAMED_WHOLE.search(own.statement.quote)
        subject = fold(named[1]) if named else ""
        keys: list[FactKey] = []
        if subject:
            key = name_key(own.topic, subject) or name_key(None, subject)
            keys += [key] if key is not None else []
        elif own.topic is not None and own.topic.whole is not None:
            keys.append(own.topic.whole)
        before = self.items[:at]
        if subject:
            totals = [item for item in before if _means(subject, item)]
        else:
            totals = [item for item in before if item.statement.subject.endswith(_TOTALS) or item.key in keys]
        found = [
            self.known(item)
            for item in reversed(totals)
            if item.statement.measure == "决算数" and item.amount is not None
        ]
        for key in keys:
            found += printed(self.case, key)
        return found


def _same_fact(left: FactKey, right: FactKey) -> bool:
    """Whether two keys are one fact apart from its stage and period."""
    return left.at("stage", None).at("period", None) == right.at("stage", None).at("period", None)


def _means(subject: str, item: Bound) -> bool:
    """Whether words that name a total (政府采购支出总额) mean a statement's subject."""
    name = fold(item.statement.subject)
    return bool(name) and (name == subject or name in subject or subject in name)


def printed(case: Case, key: FactKey) -> list[Known]:
    """What the tables print of a fact, a blank being zero; the prints that differ each count."""
    return [_known(case, item) for item in case.by_key.get(key, ())]


def _known(case: Case, item: Print) -> Known:
    quotes = (Quote(describe.print_text(case.disclosure, item), item.place),)
    sure = item.sure and item.place.table in case.sure_forms
    if item.amount is None:
        return Known(exact(Decimal(0)), Decimal(0), quotes, sure)
    return Known(item.amount.interval, item.amount.base, quotes, sure)


def said_by_section(case: Case) -> Iterator[Said]:
    """The sections of the explanation with what they state."""
    for _, group in groupby(case.bound, key=lambda item: item.statement.section):
        yield Said(case, tuple(group))
