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
    """An amount that a sentence states of a fact: its name, the quote and where it stands."""

    key: FactKey
    name: str
    amount: Amount
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


def totals(disclosure: Disclosure) -> Iterator[Claim]:
    """The totals stated in the explanation: for each phrase its first occurrence in its section.

    A phrase inside a longer word (基本支出 in 财政拨款基本支出) counts only where no letter of a name stands before it.
    """
    for patterns, section, passages in _relevant(disclosure):
        for pattern in patterns:
            found = next(
                (
                    (match, passage)
                    for passage in passages
                    for match in pattern.phrase.finditer(passage.text)
                    if _stands_alone(passage.text, match)
                ),
                None,
            )
            if found is None:
                continue
            match, passage = found
            amount = parse_amount(match["number"], match["unit"])
            if amount is not None:
                yield Claim(pattern.key, pattern.name, amount, match[0], passage.place_of(*match.span()), section)


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    before = text[max(match.start() - 6, 0) : match.start()]
    return (
        not before
        or re.search(r"(?:[，。；：、:（(\d]|其中|(?<![上去前])年度?|局|委|中心|部门|单位|本年|（本级）|[)）])$", before) is not None
    )


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
