"""The first part of a disclosure: what the office is there for, and which units report with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mingzhang.compile.year import OfficeYear, Unit
from mingzhang.narrative.sentences import sentences, write
from mingzhang.write.printed import Text
from mingzhang.write.printer import numeral

_KINDS = {"zero": "unit_without_money", "new": "new_unit"}
_MERGED = "merged"


def overview(year: OfficeYear, titles: Mapping[str, str]) -> Iterator[Text]:
    """Duties, then the units whose accounts are in the disclosure; those merged into others are told after the list.

    A unit of which no duties are known has no heading for them.
    """
    duties = [line.strip() for duty in year.duties for line in duty.splitlines() if line.strip()]
    headings = [titles["duties"], titles["institution"]] if duties else [titles["institution"]]
    if duties:
        yield _heading(headings, 1)
    for number, duty in enumerate(duties, start=1):
        yield Text(f"（{numeral(number)}）{duty}", "body")
    yield _heading(headings, len(headings))
    for line in filter(None, (line.strip() for line in year.profile.get("institution", "").splitlines())):
        yield Text(line, "body")
    if year.units:
        yield from _units(year)


def _heading(titles: list[str], number: int) -> Text:
    return Text(f"{numeral(number)}、{titles[number - 1]}", "heading")


def _units(year: OfficeYear) -> Iterator[Text]:
    reporting = [unit for unit in year.units if unit.status != _MERGED]
    yield _say(year, "units_in_scope", count=len(reporting))
    for number, unit in enumerate(reporting, start=1):
        yield _say(year, _KINDS.get(unit.status, "unit"), number=number, name=unit.name)
    names = {unit.code: unit.name for unit in year.units}
    for unit in year.units:
        if unit.status == _MERGED:
            yield _merged(year, unit, names.get(unit.successor, ""))


def _merged(year: OfficeYear, unit: Unit, successor: str) -> Text:
    if not successor:
        return _say(year, "merged_unit_elsewhere", name=unit.name)
    return _say(year, "merged_unit", name=unit.name, successor=successor)


def _say(year: OfficeYear, kind: str, **values: object) -> Text:
    cube = year.cube
    text = write(sentences()[kind].wordings[0], cube.year, cube.organisation, {"speaker": cube.speaker, **values})
    return Text(text, "body")
