"""Bind what the explanation states to facts of the cube: which quantity a sentence's figure is a statement about."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from mingzhang import catalogue
from mingzhang.amount import FACTORS, Amount, parse_amount
from mingzhang.forms.label import bare, fold
from mingzhang.model import Disclosure, FactKey
from mingzhang.narrative.claims import Statement, statements

_PATH = re.compile(r"(.+?)（类）(?:(.+?)（款）)?(?:(.+?)（项）)?$")
_LEVEL = re.compile(r"（[类款项]）")
_TAIL = re.compile(r"(?:情况)?(?:说明)?$")
_STAGES = {"年初预算数": "initial_budget", "全年预算数": "full_year_budget"}
_MONEY = ("income", "expenditure", "opening", "closing", "total")
_FUNDED = "财政拨款|一般公共预算|政府性基金|国有资本经营"
_UNITS = {"万": "万元"}
_CODE = re.compile(r"(?<!\d)(\d{7}|\d{5}|\d{3})(?!\d)")


@dataclass(frozen=True, slots=True)
class Topic:
    """What a section speaks of; see topics.toml."""

    id: str
    heading: re.Pattern[str]
    at: Mapping[str, str]
    rows: str
    row_measure: str
    closed: tuple[str, ...]
    closed_in: str
    stage: str
    whole: FactKey | None
    names: Mapping[str, FactKey]


@dataclass(frozen=True, slots=True)
class Bound:
    """A statement with the fact it is about.

    `key` is the fact of this year's final accounts for changes, rates, shares and completion rates; for an amount it
    has the stage (initial_budget, full_year_budget) or period (last) that the sentence says. None where the subject is
    not understood. `amount` is the stated figure, None for ∞ and the like. `sure` is whether the sentence leaves no
    doubt that the figure is about this fact.
    """

    statement: Statement
    key: FactKey | None
    amount: Amount | None
    topic: Topic | None
    sure: bool = True


@dataclass(slots=True)
class _Names:
    """The names by which the tables of a document print codes, and the codes they stand for."""

    codes: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    filled: set[tuple[str, str]] = field(default_factory=set)

    def find(self, dimension: str, name: str) -> list[str]:
        """The codes of a name; of several those for which the tables print an amount, where there are such."""
        found = self.codes.get((dimension, _plain(name)), [])
        filled = [code for code in found if (dimension, code) in self.filled]
        return filled if len(found) > 1 and len(filled) == 1 else found


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("topics.toml").read_text(encoding="utf-8"))


@cache
def topics() -> tuple[Topic, ...]:
    """All topics, in the order in which headings are matched."""
    return tuple(
        Topic(
            item["id"],
            re.compile(item["heading"]),
            item.get("at", {}),
            item.get("rows", ""),
            item.get("row_measure", ""),
            tuple(item.get("closed", ())),
            item.get("closed_in", ""),
            item.get("stage", ""),
            _key(item["whole"], item.get("at", {})) if "whole" in item else None,
            {fold(name): _key(at, item.get("at", {})) for name, at in item.get("names", {}).items()},
        )
        for item in _data()["topic"]
    )


@cache
def _everywhere() -> dict[str, FactKey]:
    return {fold(name): _key(at, {}) for name, at in _data()["names"].items()}


def _key(at: Mapping[str, str], base: Mapping[str, str]) -> FactKey:
    own_measure = at["measure"]
    merged = {**base, **{name: member for name, member in at.items() if name != "measure"}}
    if own_measure not in (*_MONEY, "drawdown", "distribution"):
        merged = {name: member for name, member in at.items() if name != "measure"}
    return FactKey.of(own_measure, merged)


def topic_of(section: str) -> Topic | None:
    """The topic of a section, from its heading (and its subheading where that says more), None where none is known."""
    heading, _, sub = section.partition("/")
    for text in (heading, sub):
        title = _TAIL.sub("", bare(text))
        found = next((topic for topic in topics() if title and topic.heading.search(title)), None)
        if found is not None:
            return found
    return None


def bound(disclosure: Disclosure, found: Sequence[Statement] | None = None) -> list[Bound]:
    """Every statement of the explanation, bound; `found` are the statements where they are at hand."""
    names = _names_of(disclosure)
    known: dict[str, Topic | None] = {}
    result = []
    for item in statements(disclosure) if found is None else found:
        if item.section not in known:
            known[item.section] = topic_of(item.section)
        topic = known[item.section]
        key = _bind(names, topic, item)
        key = None if key is not None and _speaks_of_another(item, key) else key
        sure = not item.carried and not _after_change(item)
        result.append(Bound(item, _staged(key, topic, item), _amount(item), topic, sure))
    return result


def _speaks_of_another(item: Statement, key: FactKey) -> bool:
    """Whether what stands before 其中 narrows an amount to a budget or to a fund that the fact does not have."""
    head, of_which, _ = item.before.rpartition("其中")
    if not of_which or item.measure not in ("决算数", "占比"):
        return False
    planned = re.search("预算(?:数|安排|为|支出|收入)", head) and "决算" not in head and "完成" not in head
    funded = key.get("fund") is None and key.measure in _MONEY and re.search(_FUNDED, head)
    return bool(planned or funded)


def _after_change(item: Statement) -> bool:
    """Whether an amount follows a change in one sentence: 比上年增加9万元，其中：基本支出6万元 may be changes too."""
    head, of_which, _ = item.before.rpartition("其中")
    return bool(of_which) and item.measure == "决算数" and re.search(r"(?:增加|减少)[\d,.]+\S{0,12}$", head) is not None


def _staged(key: FactKey | None, topic: Topic | None, item: Statement) -> FactKey | None:
    if key is None:
        return None
    stage = _STAGES.get(item.measure)
    if stage is not None:
        return key.at("stage", topic.stage if topic and topic.stage else stage)
    return key.at("period", "last") if item.measure == "上年数" else key


def _amount(item: Statement) -> Amount | None:
    amount = parse_amount(item.value, _UNITS.get(item.unit, item.unit))
    if amount is not None and amount.value == 0 and amount.unit in FACTORS:
        # 0万元 says as much as 0.00万元
        return Amount(amount.text, amount.value, max(amount.decimals, 2), amount.unit)
    return amount


_latest: list[tuple[Disclosure, _Names]] = []


def _names_of(disclosure: Disclosure) -> _Names:
    """The names of a document, those of the latest one remembered."""
    if not _latest or _latest[0][0] is not disclosure:
        _latest[:] = [(disclosure, _printed_names(disclosure))]
    return _latest[0][1]


def _printed_names(disclosure: Disclosure) -> _Names:
    names = _Names()
    for dimension in ("function", "economic"):
        for code, entry in catalogue.classification(dimension).items():
            _note(names, dimension, entry.name, code)
    for name, code in _data()["economic"].items():
        _note(names, "economic", name, code)
    for item in disclosure.prints():
        for dimension, member in item.key.coordinates:
            if dimension in ("function", "economic") and member.isdigit() and item.row_name:
                _note(names, dimension, item.row_name, member)
                if item.amount is not None and item.amount.value:
                    names.filled.add((dimension, member))
    return names


def code_named(disclosure: Disclosure, dimension: str, name: str) -> str | None:
    """The code that a name stands for along a classification, None where it is none or not one only."""
    return _code_of(_names_of(disclosure), dimension, fold(name))


def _note(names: _Names, dimension: str, name: str, code: str) -> None:
    codes = names.codes.setdefault((dimension, _plain(name)), [])
    if code not in codes:
        codes.append(code)


def _plain(name: str) -> str:
    """A name of an item without level, ordinal and the word 支出 that offices add or leave out."""
    return re.sub(r"(?:支出)+$", "", _LEVEL.sub("", bare(name))).replace("支出（", "（")


def name_key(topic: Topic | None, name: str) -> FactKey | None:
    """The fact that a folded name stands for in a section (None: anywhere); items of classifications are not names."""
    if topic is not None and name in topic.names:
        return topic.names[name]
    return _everywhere().get(name)


def _bind(names: _Names, topic: Topic | None, item: Statement) -> FactKey | None:
    subject = fold(item.subject)
    if not subject:
        return None
    if topic is not None and subject in topic.names:
        return topic.names[subject]
    if topic is not None and topic.rows:
        code = _code_of(names, topic.rows, subject)
        if code is not None:
            return FactKey.of(topic.row_measure, {**topic.at, topic.rows: code})
    return _everywhere().get(subject)


def _code_of(names: _Names, dimension: str, subject: str) -> str | None:
    """The code that a name, a path 类款项 or a printed code stands for; None where it is none or not one only."""
    printed = _CODE.match(subject)
    if printed and dimension == "function":
        return printed[1]
    path = _PATH.search(subject)
    if path is None or dimension != "function":
        found = names.find(dimension, subject)
        return _only(found)
    classes = [code for code in names.find("function", path[1]) if len(code) == 3]
    if not path[2] and not path[3]:
        return _only(classes)
    if not path[3]:
        return _only([code for code in names.find("function", path[2]) if len(code) == 5 and code[:3] in classes])
    groups = [code for code in names.find("function", path[2] or "") if len(code) == 5]
    items = [code for code in names.find("function", path[3]) if len(code) == 7]
    inside = [code for code in items if code[:5] in groups and code[:3] in classes]
    return _only(inside or [code for code in items if code[:3] in classes])


def _only(codes: Sequence[str]) -> str | None:
    return codes[0] if len(codes) == 1 else None
