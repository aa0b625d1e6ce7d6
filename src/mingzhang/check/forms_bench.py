"""A rule over a whole case, made from its words and a function that reports what it sees."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.evaluation.model import Evaluation
from mingzhang.finding import Certainty, Finding, Level, Outcome, Quote, Tally
from mingzhang.narrative.performance import Performance, Said


class Bench:
    """Collects what one rule says of one case."""

    def __init__(self, rule: str, title: str, level: Level) -> None:
        self.rule, self.title, self.level = rule, title, level
        self.findings: list[Finding] = []
        self.tally = Tally()
        self.reasons: list[str] = []

    def passed(self) -> None:
        """One more instance that holds."""
        self.tally.passed += 1

    def skip(self, reason: str) -> None:
        """One instance that cannot be judged."""
        self.tally.not_applicable += 1
        self.reasons.append(reason)

    def fail(
        self,
        message: str,
        places: Sequence[Quote],
        *,
        level: Level | None = None,
        sure: bool = True,
        expected: str = "",
        actual: str = "",
        difference: str = "",
        suggestion: str = "",
        arithmetic: Sequence[str] = (),
    ) -> None:
        """One more instance that does not hold."""
        certainty: Certainty = "certain" if sure else "to_confirm"
        self.tally.failed += 1
        self.findings.append(
            Finding(
                self.rule,
                self.title,
                level or self.level,
                message,
                tuple(places),
                certainty,
                expected,
                actual,
                difference,
                suggestion,
                tuple(arithmetic),
            )
        )


def case_rule(
    rule: str, title: str, sentence: str, level: Level, basis: str, not_applicable: str, *, good: Example, bad: Example
) -> Callable[[Callable[[Bench, Case], None]], Rule]:
    """Make a function a rule of the rule book; where it judges nothing, `not_applicable` is the reason."""

    def made(judge: Callable[[Bench, Case], None]) -> Rule:
        def check(case: Case) -> list[Outcome]:
            bench = Bench(rule, title, level)
            judge(bench, case)
            if not bench.tally.applied and not bench.tally.not_applicable:
                bench.skip(not_applicable)
            return [Outcome(rule, tuple(bench.findings), bench.tally, tuple(dict.fromkeys(bench.reasons)))]

        return Rule(rule, title, sentence, level, basis, not_applicable, good, bad, check)

    return made


def named_form(one: Evaluation) -> str:
    """What a message calls one of several forms."""
    return f"“{one.name}”（第 {one.seq} 张）" if one.seq else f"“{one.name}”"


def first_told(case: Case) -> Performance | None:
    """The first paragraph that counts self-evaluated projects, or None."""
    return next((told for told in case.performance if told.projects), None)


def quoted(said: Said) -> Quote:
    """What the explanation says, quoted."""
    return Quote(said.text, said.place)
