"""What is told of the self-evaluation of projects, counted from the projects themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from mingzhang.amount import FACTORS
from mingzhang.compile.year import Project
from mingzhang.narrative.performance import grade_name
from mingzhang.write.explanation.data import data
from mingzhang.write.explanation.figures import UNIT, rounded
from mingzhang.write.explanation.voice import Voice, body, joined
from mingzhang.write.printed import Text


def performance(voice: Voice) -> Iterator[Text]:
    """How many projects were evaluated, of how much money, with which grades and score; then the office's own words.

    Without projects there is nothing of which the office could say how it evaluated them.
    """
    projects = voice.figures.year.projects
    if projects:
        yield body(_money(voice, projects), _grades(voice, projects))
    else:
        yield body(joined(voice.say("no_projects")))
        return
    own = voice.figures.year.profile.get("performance", "")
    for line in filter(None, (line.strip() for line in own.splitlines())):
        yield body(line)


def _money(voice: Voice, projects: Sequence[Project]) -> str:
    def planned(chosen: Sequence[Project]) -> str:
        return voice.figures.amount(rounded(sum((one.planned for one in chosen), Decimal(0)) / FACTORS[UNIT]))

    parts = []
    for fund, name in data()["projects"].items():
        chosen = [project for project in projects if project.fund == fund]
        if chosen:
            parts.append(voice.say("evaluated_fund", name=name, amount=planned(chosen)))
    said = voice.say("evaluated", count=len(projects), money=planned(projects))
    return joined(said, voice.say("evaluated_funds", list="、".join(parts)) if len(parts) > 1 else "")


def _grades(voice: Voice, projects: Sequence[Project]) -> str:
    """The grades from the best down, and the average of the scores where every project has one."""
    counted = Counter(project.form.grade.text for project in projects if project.form.grade.text)
    ranked = sorted(counted, key=lambda grade: (_rank(grade), grade))
    listed = "，".join(voice.say("projects_of_grade", count=counted[grade], grade=grade) for grade in ranked)
    scores = [amount.value for project in projects if (amount := project.form.total.amount) is not None]
    average = ""
    if len(scores) == len(projects):
        average = voice.say("average_of_projects", score=f"{rounded(sum(scores, Decimal(0)) / len(scores)):f}")
    return joined(voice.say("grades_of_projects", list=listed) if listed else "", average)


def _rank(grade: str) -> int:
    order = data()["words"]["grades"]
    name = grade_name(grade)
    return order.index(name) if name in order else len(order)
