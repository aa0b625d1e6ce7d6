"""Sentences of the library filled with the figures of a year."""

from __future__ import annotations

from dataclasses import dataclass

from mingzhang.forms import Edition
from mingzhang.forms.label import fold
from mingzhang.model import FactKey
from mingzhang.narrative.sentences import sentences, write
from mingzhang.write.explanation.data import data, directed
from mingzhang.write.explanation.figures import Figures
from mingzhang.write.printed import Text

LEVELS = (3, 5, 7)


def joined(*clauses: str) -> str:
    """Clauses as one sentence; empty ones are left out, and without any there is no sentence."""
    said = [clause for clause in clauses if clause]
    return f"{'，'.join(said)}。" if said else ""


def one_line(text: str) -> str:
    """What an office typed on several lines, as one, without its final mark."""
    return "".join(line.strip() for line in text.splitlines()).rstrip("。；，")


def body(*sentences: str) -> Text:
    """A paragraph."""
    return Text("".join(sentences), "body")


def subheading(name: str) -> Text:
    """A heading of the second level, by its name in the data."""
    return Text(data()["headings"][name], "subheading")


@dataclass(frozen=True, slots=True)
class Voice:
    """Says what an edition's sections have to say, of one year."""

    edition: Edition
    figures: Figures

    def say(self, kind: str, **values: object) -> str:
        """A sentence or clause of the library."""
        cube = self.figures.year.cube
        wording = sentences()[kind].wordings[data()["wording"].get(kind, 0)]
        return write(wording, cube.year, cube.organisation, {"speaker": cube.speaker, **values})

    def reason(self, subject: str, compared: str) -> str:
        """What the office says of a subject, without a final mark; empty where it says nothing."""
        wanted = fold(subject), compared
        found = (text for (name, kind), text in self.figures.year.reasons.items() if (fold(name), kind) == wanted)
        return one_line(next(found, ""))

    def because(self, subject: str) -> str:
        """The clause that gives the reason of a change on last year; empty without one."""
        text = self.reason(subject, "last_year")
        return self.say("because", text=text) if text else ""

    def change(self, key: FactKey, name: str = "", *, both: bool = False) -> str:
        """The clause on the change since last year; empty where last year is not known, or nothing in both years.

        `both` is for a name that stands for income and expenditure in one.
        """
        figures = self.figures
        now, before = figures.now(key), figures.last(key)
        if before is None or (not now and not before):
            return ""
        apart = now - before
        if not apart:
            return self.say("same_as_last_year", name=name)
        each = name + data()["words"]["both"] if both else name
        word, amount = directed("changed", apart), figures.amount(abs(apart))
        if not before:
            return self.say("first_time", name=each, amount=amount) if apart > 0 else self._plain(each, word, amount)
        if before < 0:
            return self._plain(each, word, amount)
        rise, rate = directed("grown", apart), figures.rate(abs(apart), before)
        return self.say("change", name=each, word=word, amount=amount, rise=rise, rate=rate)

    def _plain(self, name: str, word: str, amount: str) -> str:
        return self.say("changed_without_rate", name=name, word=word, amount=amount)

    def moved(self, key: FactKey, subject: str, name: str = "", *, both: bool = False) -> str:
        """The sentence on the change since last year with its reason; empty where there is none to tell."""
        clause = self.change(key, name, both=both)
        changed = clause and self.figures.now(key) != self.figures.last(key)
        return joined(clause, self.because(subject) if changed else "")

    def against(self, key: FactKey, stage: str, subject: str) -> str:
        """The sentence that holds a final figure against its budget, with the reason where one is given.

        Where there was no budget, which the sentence before says, it is left out without a reason.
        """
        apart = self.figures.now(key) - self.figures.planned(key, stage)
        name = data()["stages"][stage]
        if not apart:
            return joined(self.say("as_planned", stage=name))
        compare, text = directed("compared", apart), self.reason(subject, "budget")
        if text:
            return joined(self.say("apart_because", compare=compare, stage=name, text=text))
        planned = self.figures.planned(key, stage)
        return joined(self.say("apart", compare=compare, stage=name) if planned else "")

    def path(self, code: str) -> str:
        """The names of a 项 and of what it is part of."""
        first, second, third = (self.figures.year.cube.name_of("function", code[:width]) for width in LEVELS)
        return self.say("path", first=first, second=second, third=third)

    def codes(self, level: int) -> list[str]:
        """The codes of the functional classification of one level (0 to 2) that the year has."""
        return sorted(code for code in self.figures.year.cube.members("function") if len(code) == LEVELS[level])
