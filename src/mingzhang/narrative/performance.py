"""What the explanation says of the self-evaluation of projects: how many, with which grades, of how much money."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any

from mingzhang.amount import Amount, parse_amount
from mingzhang.model import Disclosure, Passage, Place


@dataclass(frozen=True, slots=True)
class Said:
    """A figure or a phrase of the text, with its place."""

    text: str
    place: Place
    amount: Amount | None = None

    @property
    def count(self) -> int:
        """The figure as a whole number."""
        return int(self.amount.value) if self.amount else 0


@dataclass(frozen=True, slots=True)
class Performance:
    """One paragraph on self-evaluation; what it does not say is empty.

    `projects` are the counts of self-evaluated projects before the grades, `grades` the counts by grade (one name for
    each), `complete` whether the grades go down to the lowest; `money` is the whole sum, `budgets` its parts.
    """

    projects: tuple[Said, ...] = ()
    grades: Mapping[str, Said] = field(default_factory=dict)
    complete: bool = False
    money: Said | None = None
    budgets: Mapping[str, Said] = field(default_factory=dict)
    average: Said | None = None
    everything: Said | None = None


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("performance.toml").read_text(encoding="utf-8"))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = _words()
    grade = f"(?P<grade>{'|'.join(words['grades'])})"
    sum_of_money = rf"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>{'|'.join(words['money'])})"
    budgets = "|".join(words["budgets"])
    return {
        "counted": re.compile(
            rf"(?P<number>\d+)个(?:二级|一级)?项目[^，。；、]{{0,16}}?为?[“\"]?{grade}[”\"]?(?=[，。；、）]|$)"
        ),
        "graded": re.compile(
            rf"(?:[“\"为、，；：（]|^){grade}[”\"]?(?:等级|等次)?的?(?:二级|一级)?(?:项目)?(?:有|共|为)?(?P<number>\d+)个"
        ),
        "projects": re.compile(
            r"项目(?:共计|共|合计|总数|数量)?(?:为|有)?(?P<number>\d+)个|(?P<count>\d+)个(?:[\u4e00-\u9fff]{2})?项目(?![^，。；、]{0,16}(?:等级|评级))"
        ),
        "money": re.compile(rf"(?:资金|金额)(?:总额|总计|合计|共计|共|为|达)*{sum_of_money}"),
        "budget": re.compile(rf"(?P<name>{budgets})[^，。；、\d]{{0,12}}?{sum_of_money}"),
        "average": re.compile(r"平均(?:得分|分数?)(?:为|是)?(?P<number>\d+(?:\.\d+)?)分"),
        "everything": re.compile(words["everything"]),
        "left_out": re.compile(words["left_out"]),
    }


def grade_name(word: str | None) -> str | None:
    """One name for a grade that has several."""
    return str(_words()["same"].get(word, word)) if word else None


def passages(disclosure: Disclosure) -> Iterator[Passage]:
    """The paragraphs of the sections on performance, those of their subsections included."""
    active: int | None = None
    for section in disclosure.sections:
        heading = section.heading
        if heading is not None and (active is None or heading.level <= active):
            named = heading.level > 0 and _words()["heading"] in heading.text and "名词解释" not in section.part
            active = heading.level if named else None
        if active is not None:
            yield from section.paragraphs


def performance(disclosure: Disclosure) -> list[Performance]:
    """What each paragraph on self-evaluation says; paragraphs without a figure of it are left out.

    Grades that stand in the paragraph after the number of projects are told of those projects.
    """
    found: list[Performance] = []
    for passage in passages(disclosure):
        if _words()["scope"] not in passage.text:
            continue
        told = _read(passage)
        before = found[-1] if found else None
        if before is not None and before.projects and not before.grades and told.grades and not told.projects:
            found[-1] = replace(before, grades=told.grades, complete=told.complete)
        elif told != Performance():
            found.append(told)
    return [one if one.projects else replace(one, grades={}) for one in found]


def left_out(disclosure: Disclosure) -> Said | None:
    """Where a section on performance says that some projects were not evaluated."""
    for passage in passages(disclosure):
        match = _patterns()["left_out"].search(passage.text)
        if match and _words()["scope"] in passage.text:
            return _said(passage, *_clause(passage.text, match.start(), match.end()))
    return None


def misnamed(disclosure: Disclosure) -> Iterator[tuple[Said, str]]:
    """Wrong names of budgets in the sections on performance, with the right ones."""
    for passage in passages(disclosure):
        for wrong, right in _words()["names"].items():
            at = passage.text.find(wrong)
            if at >= 0:
                yield _said(passage, at, at + len(wrong)), right


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    begin = max(text.rfind(mark, 0, start) for mark in "，。；：") + 1
    stops = [at for mark in "，。；：" if (at := text.find(mark, end)) >= 0]
    return begin, min(stops, default=len(text))


def _said(passage: Passage, start: int, end: int, amount: Amount | None = None) -> Said:
    return Said(passage.text[start:end], passage.place_of(start, end), amount)


def _figure(passage: Passage, match: re.Match[str], unit: str = "") -> Said:
    groups = match.groupdict()
    amount = parse_amount(groups.get("number") or groups.get("count") or "", unit)
    begin, _ = _clause(passage.text, match.start("grade" if groups.get("grade") else 0), match.end())
    return _said(passage, min(begin, match.start()), match.end(), amount)


def _read(passage: Passage) -> Performance:
    text, patterns = passage.text, _patterns()
    grades: dict[str, Said] = {}
    lowest = False
    first = len(text)
    for name in ("counted", "graded"):
        for match in patterns[name].finditer(text):
            grades.setdefault(grade_name(match["grade"]) or "", _figure(passage, match))
            lowest = lowest or match["grade"] in _words()["lowest"]
            first = min(first, match.start())
    projects = tuple(
        _figure(passage, match) for match in patterns["projects"].finditer(text, 0, first) if _in_scope(text, match)
    )
    average = patterns["average"].search(text)
    everything = patterns["everything"].search(text)
    money, budgets = _money(passage, text, first)
    return Performance(
        projects,
        grades,
        lowest,
        money if projects else None,
        budgets if projects else {},
        _figure(passage, average) if average else None,
        _said(passage, *_clause(text, *everything.span())) if everything else None,
    )


def _in_scope(text: str, match: re.Match[str]) -> bool:
    """Whether the count is of self-evaluated projects: the word stands before it in the sentence, or in its clause."""
    begin = max(text.rfind(mark, 0, match.start()) for mark in "。；") + 1
    return _words()["scope"] in text[begin : _clause(text, *match.span())[1]]


def _money(passage: Passage, text: str, end: int) -> tuple[Said | None, dict[str, Said]]:
    """The sum of money and its parts by budget, in the sentence that counts the projects."""
    patterns = _patterns()
    at = next((m.start() for m in patterns["projects"].finditer(text, 0, end) if _in_scope(text, m)), None)
    if at is None:
        return None, {}
    stops = [stop for mark in "。；" if (stop := text.find(mark, at)) >= 0]
    stop = min(stops, default=len(text))
    budgets: dict[str, Said] = {}
    for match in patterns["budget"].finditer(text, at, stop):
        amount = parse_amount(match["number"], match["unit"])
        budgets.setdefault(match["name"], _said(passage, *match.span(), amount))
    whole = patterns["money"].search(text, at, stop)
    first = patterns["budget"].search(text, at, stop)
    if whole is None or (first is not None and whole.start() > first.start()):
        return None, budgets
    return _figure(passage, whole, whole["unit"]), budgets
