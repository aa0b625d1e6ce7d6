"""A rule of the rule book, and the case it judges."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from mingzhang.check.finding import Level, Outcome
from mingzhang.model import Disclosure
from mingzhang.relations.generate import generate
from mingzhang.relations.system import System


class Case:
    """One disclosure under examination; what several rules need is worked out once."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.disclosure = disclosure

    @cached_property
    def system(self) -> System:
        """Every relation the printed tables must satisfy."""
        return generate(self.disclosure.tables)


@dataclass(frozen=True, slots=True)
class Rule:
    """One unit of the rule book.

    `sentence` states the rule in one Chinese sentence, `basis` where it comes from, `not_applicable` when it is skipped;
    the examples show a case that passes and one that fails. `check` returns one outcome, or several where one
    examination serves a family of rules (then only the first of the family carries it).
    """

    id: str
    title: str
    sentence: str
    level: Level
    basis: str
    not_applicable: str
    example_pass: str
    example_fail: str
    check: Callable[[Case], list[Outcome]] | None = None
