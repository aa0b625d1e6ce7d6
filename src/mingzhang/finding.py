"""What a check says: findings, and the count of what was checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from mingzhang.model import Place

Level = Literal["error", "warning", "notice", "lead"]
Certainty = Literal["certain", "to_confirm"]

LEVELS: dict[Level, str] = {"error": "确定错误", "warning": "须说明", "notice": "规范性提示", "lead": "审计线索"}
"""Levels in falling weight, with their Chinese names."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of the document a finding leans on, with its place."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Explanation:
    """One smallest way to explain a failure: the figures to change, and to what.

    `changes` holds (quote of the printed figure, what it should be, name of the slip or ""); `text` says it in Chinese.
    """

    text: str
    changes: tuple[tuple[Quote, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; `places` quotes every side it compares, most important first.

    `arithmetic` shows the sum line by line in Chinese; `explanations` lists all smallest explanations, likeliest first.
    """

    rule: str
    title: str
    level: Level
    message: str
    places: tuple[Quote, ...]
    certainty: Certainty = "certain"
    expected: str = ""
    actual: str = ""
    difference: str = ""
    suggestion: str = ""
    arithmetic: tuple[str, ...] = ()
    explanations: tuple[Explanation, ...] = ()


@dataclass(slots=True)
class Tally:
    """How many instances were judged, by outcome; `blank` ones had nothing printed to judge."""

    passed: int = 0
    failed: int = 0
    not_applicable: int = 0
    blank: int = 0

    @property
    def applied(self) -> int:
        """Instances that were judged: passed and failed."""
        return self.passed + self.failed

    def add(self, other: Tally) -> None:
        """Count another tally in."""
        self.passed += other.passed
        self.failed += other.failed
        self.not_applicable += other.not_applicable
        self.blank += other.blank


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule says of one document: its findings, its tally, and why it could not be applied."""

    rule: str
    findings: tuple[Finding, ...] = ()
    tally: Tally = field(default_factory=Tally)
    reasons: tuple[str, ...] = ()


@dataclass(slots=True)
class Report:
    """All outcomes for one document, in the order of the rule book.

    `dismissed` holds findings that a reviewer has explained away, with the reason; the outcomes are without them.
    """

    outcomes: list[Outcome]
    dismissed: list[tuple[Finding, str]] = field(default_factory=list)

    @property
    def findings(self) -> list[Finding]:
        """All findings, heaviest level first, certain ones before those to confirm."""
        order = list(LEVELS)
        found = [finding for outcome in self.outcomes for finding in outcome.findings]
        return sorted(found, key=lambda f: (f.certainty != "certain", order.index(f.level)))

    @property
    def tally(self) -> Tally:
        """Counts over all rules."""
        total = Tally()
        for outcome in self.outcomes:
            total.add(outcome.tally)
        return total

    def count(self, level: Level, certainty: Certainty | None = "certain") -> int:
        """Findings of a level (certain ones unless told otherwise)."""
        return sum(f.level == level and certainty in (None, f.certainty) for f in self.findings)
