"""A rule of the rule book, and the case it judges."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from mingzhang.check.example import Example
from mingzhang.check.wording_text import Prose
from mingzhang.finding import Certainty, Level, Outcome
from mingzhang.forms import editions, forms
from mingzhang.model import Disclosure, FactKey, Print
from mingzhang.narrative.bound import Bound, bound
from mingzhang.narrative.claims import Statement, statements
from mingzhang.narrative.performance import Performance, performance
from mingzhang.narrative.prints import TextTables, text_tables
from mingzhang.relations.generate import generate, runs
from mingzhang.relations.system import System, Verdict

SEVERAL = 3
"""So many missing rows, or places where rows seem to be missing, are no slip of one row."""


class Case:
    """One disclosure under examination; what several rules need is worked out once.

    `prior` is last year's disclosure and `budget` the published budget of the year, where they are at hand.
    """

    def __init__(
        self, disclosure: Disclosure, prior: Disclosure | None = None, budget: Disclosure | None = None
    ) -> None:
        self.disclosure = disclosure
        self.prior = prior
        self.budget = budget

    @cached_property
    def text(self) -> TextTables:
        """The figures of the explanation as tables; none in a budget, or where a table prints no unit."""
        unknown = any(not table.unit and not table.empty for table in self.disclosure.tables)
        if self.disclosure.kind == "预算" or unknown:
            return TextTables()
        return text_tables(self.bound)

    @cached_property
    def printed(self) -> Disclosure:
        """The disclosure with the figures of its text as further tables."""
        return replace(self.disclosure, tables=[*self.disclosure.tables, *self.text.tables])

    @cached_property
    def system(self) -> System:
        """Every relation that the figures of tables and text must satisfy."""
        return generate(self.printed.tables, {**forms(), **self.text.forms})

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Every figure that the explanation states."""
        return tuple(statements(self.disclosure))

    @cached_property
    def prose(self) -> Prose:
        """The text outside the tables as one string."""
        return Prose(self.disclosure)

    @cached_property
    def bound(self) -> list[Bound]:
        """Every statement with the fact it is about."""
        return bound(self.disclosure, self.statements)

    @cached_property
    def by_key(self) -> dict[FactKey, list[Print]]:
        """The prints of the public tables by the fact they print, those of the first table of each form only."""
        found: dict[FactKey, list[Print]] = {}
        for number in runs(self.disclosure.tables)[0] if self.disclosure.tables else ():
            for item in self.disclosure.tables[number].prints:
                found.setdefault(item.key, []).append(item)
        return found

    @cached_property
    def performance(self) -> tuple[Performance, ...]:
        """What the explanation says of the self-evaluation of projects, by paragraph."""
        return tuple(performance(self.disclosure))

    @property
    def grade_set(self) -> str:
        """The set of grades that self-evaluations use where the document comes from, "" where that is not known."""
        edition = editions().get(self.disclosure.edition)
        return edition.grades if edition is not None else ""

    @cached_property
    def sure_forms(self) -> frozenset[str]:
        """The forms whose first table was read with certainty."""
        first = runs(self.disclosure.tables)[0] if self.disclosure.tables else []
        return frozenset(self.disclosure.tables[at].form for at in first if self.certainty([at]) == "certain")

    @property
    def verdicts(self) -> list[Verdict]:
        """The verdict on each relation, in their order."""
        return self.system.verdicts()

    @cached_property
    def _failing(self) -> frozenset[int]:
        """The prints, by identity, of figures that stand in a relation which fails."""
        figures = self.system.figures
        failed = (r for r, verdict in zip(self.system.relations, self.verdicts, strict=True) if verdict == "fail")
        return frozenset(id(figures[index].print) for relation in failed for _, index in relation.terms)

    def fails(self, item: Print) -> bool:
        """Whether a print stands in a relation that fails, so that it may be the wrong one."""
        return id(item) in self._failing

    @cached_property
    def shaky(self) -> frozenset[int]:
        """Tables most of whose own sums fail: there a misreading is likelier than so many mistakes of the office."""
        failed: Counter[int] = Counter()
        judged: Counter[int] = Counter()
        for relation, verdict in zip(self.system.relations, self.verdicts, strict=True):
            if relation.inner and verdict != "blank":
                judged[relation.tables[0]] += 1
                failed[relation.tables[0]] += verdict == "fail"
        return frozenset(table for table in judged if failed[table] >= 4 and 2 * failed[table] > judged[table])

    @cached_property
    def cut(self) -> frozenset[int]:
        """Tables that lack several rows which others list: likelier a page is missing than so many rows forgotten."""
        absent: defaultdict[int, set[str]] = defaultdict(set)
        for relation, verdict in zip(self.system.relations, self.verdicts, strict=True):
            for _, index in relation.terms if verdict == "fail" else ():
                figure = self.system.figures[index]
                if figure.print is None:
                    absent[figure.table].add(figure.row_key)
        return frozenset(table for table, rows in absent.items() if len(rows) >= SEVERAL)

    @cached_property
    def other_units(self) -> frozenset[int]:
        """Tables whose printed unit is not the usual one: their figures may be right and the unit wrong."""
        units = [table.unit for table in self.disclosure.tables]
        usual = Counter(filter(None, units)).most_common(1)
        return frozenset(at for at, unit in enumerate(units) if usual and unit and unit != usual[0][0])

    def certainty(self, tables: Iterable[int], cells_sure: bool = True) -> Certainty:
        """Certain only where every table and every cell involved was read with certainty."""
        doubtful = self.shaky | self.other_units | self.cut
        sure = all(self.printed.tables[table].sure and table not in doubtful for table in tables)
        return "certain" if sure and cells_sure else "to_confirm"


@dataclass(frozen=True, slots=True)
class Rule:
    """One unit of the rule book.

    `sentence` states it in one Chinese sentence, `basis` where it comes from, `not_applicable` when it is skipped;
    the examples are a document that passes and one that fails; tests run them. `check` returns one outcome, or several
    where one examination serves a family of rules (then only the first of the family carries it).
    """

    id: str
    title: str
    sentence: str
    level: Level
    basis: str
    not_applicable: str
    example_pass: str | Example
    example_fail: str | Example
    check: Callable[[Case], list[Outcome]] | None = None
