"""Find the totals that the explanation's sections state, as claims about the cube."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mingzhang.amount import Amount, parse_amount
from mingzhang.forms.label import bare
from mingzhang.model import Disclosure, FactKey, Passage, Place, Section

_AMOUNT = r"(?:决算)?(?:为|共|共计|[:：])?(?P<number>-?[\d,，]+(?:\.\d+)?)(?P<unit>亿元|万元|元)"
_TAIL = re.compile(r"(?:情况)?(?:说明)?$")


@dataclass(frozen=True, slots=True)
class Claim:
    """An amount that a sentence states of a fact: its name, the quote and where it stands.

    `amount` is None where the printed number is no well-formed number.
    """

    key: FactKey
    name: str
    amount: Amount | None
    quote: str
    place: Place
    section: str


@dataclass(frozen=True, slots=True)
class _Pattern:
    key: FactKey
    name: str
    phrase: re.Pattern[str]


@cache
def _sections() -> tuple[tuple[re.Pattern[str], tuple[_Pattern, ...]], ...]:
    data = tomllib.loads(files(__package__).joinpath("totals.toml").read_text(encoding="utf-8"))
    sections = []
    for section in data["section"]:
        patterns = []
        for claim in section["claims"]:
            at = {name: value for name, value in claim.items() if name not in ("phrase", "name", "measure")}
            key = FactKey.of(claim["measure"], at)
            patterns.append(_Pattern(key, claim["name"], re.compile(f"(?:{claim['phrase']}){_AMOUNT}")))
        sections.append((re.compile(section["heading"]), tuple(patterns)))
    return tuple(sections)


def totals(disclosure: Disclosure) -> Iterator[list[Claim]]:
    """The totals stated in the explanation: for each phrase every place in its section that speaks of it.

    Left out are places that speak of something else: another year, a budget, a change, another office, a narrower fund.
    """
    for patterns, section, passages in _relevant(disclosure):
        for pattern in patterns:
            claims = [
                Claim(
                    pattern.key,
                    pattern.name,
                    parse_amount(match["number"], match["unit"]),
                    match[0],
                    passage.place_of(*match.span()),
                    section,
                )
                for passage in passages
                for match in pattern.phrase.finditer(passage.text)
                if _speaks_of(disclosure, pattern.key, passage.text, match.start())
            ]
            if claims:
                yield claims


def _speaks_of(disclosure: Disclosure, key: FactKey, text: str, start: int) -> bool:
    """Whether a phrase stands alone as a name, and its sentence speaks of this year, this office and this fund."""
    before = text[:start]
    own = bool(disclosure.organisation) and before.endswith(disclosure.organisation)
    if before and not own and not _ALONE.search(before):
        return False
    sentence = re.split(r"[。；]", before)[-1]
    head, _, clause = sentence.rpartition("其中")
    scope = head + re.split(r"[，]", clause if head else sentence)[-1]
    years = re.findall(r"(20\d\d)年", scope)
    if years and disclosure.year is not None and int(years[-1]) != disclosure.year:
        return False
    narrower = key.get("fund") in (None, "fiscal") and _NARROWER[key.get("fund")].search(scope)
    return not _ELSEWHERE.search(scope) and not narrower


_ALONE = re.compile(
    r"(?:[，。；：、:（(\d)）]|其中|(?<![上去前本])年|(?<![上去前])年度|本部门|全部门|本单位|部门|单位)$"
)
_ELSEWHERE = re.compile(
    "上年|去年|上一年|前年|往年|年初预算|全年预算|调整预算|预算数|预算安排|预算收入|预算支出"
    "|增加|减少|增长|下降|同比|比"
)
_NARROWER = {
    None: re.compile(r"财政拨款|一般公共预算|政府性基金|国有资本经营"),
    "fiscal": re.compile(r"一般公共预算|政府性基金|国有资本经营"),
}


def _relevant(disclosure: Disclosure) -> Iterator[tuple[tuple[_Pattern, ...], str, list[Passage]]]:
    """Each section of the explanation that states totals, with the paragraphs of its first stretch of text."""
    sections = [s for s in disclosure.sections if s.heading is not None]
    for at, section in enumerate(sections):
        assert section.heading is not None
        if section.heading.level > 1:
            continue
        title = _TAIL.sub("", bare(section.heading.text))
        for heading, patterns in _sections():
            if heading.search(title) and title.find("表") < 0:
                passages = _with_subsections(section, sections[at + 1 :])
                if passages:
                    yield patterns, section.heading.text, passages
                break


def _with_subsections(section: Section, following: list[Section]) -> list[Passage]:
    passages = list(section.paragraphs)
    for other in following:
        if other.heading is None or other.heading.level <= 1:
            break
        passages.extend(other.paragraphs)
    return passages
