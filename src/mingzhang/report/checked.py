"""One document after its check: what every report for people to hand on is made from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mingzhang.finding import Finding, Report
from mingzhang.model import Disclosure, Place
from mingzhang.report import wording
from mingzhang.report.compare import Comparison, fingerprint
from mingzhang.report.parts import Part, Parts

NEW = "新出现"
REMAINING = "仍存在"
FIXED = "已改好"
ANSWERS = ("已改正", "已说明", "不属实")
"""What an office can answer to a finding."""

_FIGURE = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?\s?[%‰]?(?:[万亿]?元)?")
_QUOTES = 4
_QUOTE = 200


@dataclass(frozen=True, slots=True)
class Checked:
    """A document and what was found in it.

    `name` is the file as asked for, `titles` names the rules, `against` compares with an earlier draft.
    """

    name: str
    disclosure: Disclosure
    report: Report
    titles: Mapping[str, str] = field(default_factory=dict)
    against: Comparison | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding ready to be written down: its number in every report, where it is, its quotes and proposal in words.

    `state` says whether an earlier draft had it already; it is empty where there is none.
    """

    number: int
    finding: Finding
    group: str
    part: Part
    place: Place
    where: str
    quotes: tuple[tuple[str, str], ...]
    proposal: str
    mark: str
    state: str


def entries(checked: Checked) -> list[Entry]:
    """All findings in the order and with the numbers of the HTML report."""
    grouped = wording.grouped(checked.report)
    found = [finding for by_rule in grouped.values() for listed in by_rule.values() for finding in listed]
    parts = Parts(checked.disclosure)
    remaining = {id(finding) for finding in checked.against.remaining} if checked.against else set()
    made = []
    for number, finding in enumerate(found, 1):
        place = main_place(finding)
        state = (REMAINING if id(finding) in remaining else NEW) if checked.against else ""
        made.append(
            Entry(
                number,
                finding,
                wording.group_of(finding),
                parts.at(place),
                place,
                wording.place_words(place, checked.disclosure),
                _quotes(finding, checked.disclosure),
                proposal(finding, checked.disclosure),
                fingerprint(finding),
                state,
            )
        )
    return made


def main_place(finding: Finding) -> Place:
    """Where the correction is to be made, as far as the finding knows."""
    return next((place for _, place, main in wording.quoted(finding) if main), Place())


def proposal(finding: Finding, disclosure: Disclosure) -> str:
    """What to do, in one sentence: what to write in place of what, other explanations as likely, and the advice."""
    first, others = next(iter(finding.explanations), None), finding.explanations[1:]
    parts = [_change(quote.text, proposed) for quote, proposed, _ in first.changes] if first else []
    parts += [f"也可能：{_ended(wording.explanation_words(one, disclosure))}" for one in others]
    advice = _ended(wording.clean(finding.suggestion))
    if first is not None and not first.changes:
        parts.insert(0, _ended(wording.clean(first.text)))
    elif not parts and _FIGURE.fullmatch(finding.expected) and finding.expected not in advice:
        parts.append(_change(finding.actual, finding.expected))
    parts.append(advice)
    return "；".join(dict.fromkeys(part for part in parts if part)) + "。" if any(parts) else "请核对后更正或作出说明。"


def _change(printed: str, proposed: str) -> str:
    printed, proposed = wording.clean(printed), wording.clean(proposed)
    if _FIGURE.fullmatch(printed):
        return f"将“{printed}”改为“{proposed}”"
    return f"“{printed}”应为“{proposed}”" if printed else f"应为“{proposed}”"


def _ended(text: str) -> str:
    return text.rstrip("。；")


def _quotes(finding: Finding, disclosure: Disclosure) -> tuple[tuple[str, str], ...]:
    return tuple(
        (wording.shortened(text, _QUOTE), wording.place_words(place, disclosure))
        for text, place, _ in wording.quoted(finding)[:_QUOTES]
    )
