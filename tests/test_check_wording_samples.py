"""The slips of form in two really published files, as careful reading found them: line or page, and the rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingzhang.check import check
from mingzhang.finding import Report
from mingzhang.read import read_file

PREFIXES = ("structure", "names", "glossary", "wording")
BY_LINE = [
    (3, "wording.both-names"),
    *((line, "wording.budget-residue") for line in (114, 118)),
    (114, "wording.punctuation"),
    (118, "names.organisation"),
    (122, "wording.doubled-predicate"),
    (130, "structure.list-style"),
    *((line, "wording.typos") for line in (137, 163)),
    (139, "structure.repeated-headings"),
    (139, "structure.unit-lists"),
    *((line, "wording.doubled-paragraph") for line in (147, 155, 161)),
    (155, "structure.list-style"),
    (170, "names.suffix"),
    *((1324, rule) for rule in ("structure.parts", "structure.part-title")),
    *((line, "wording.punctuation") for line in (1334, 1374, 1384, 1435, 1443, 1453, 1472, 1484, 1488)),
    *((line, "wording.punctuation") for line in (1492, 1494, 1498, 1504, 1510, 1512, 1520, 1539)),
    *((line, "names.economic") for line in (1425, 1429, 1441)),
    *((line, "names.speaker") for line in (1472, 1474, 1486)),
    *((line, "wording.stray-line") for line in (1478, 1622)),
    *((line, "wording.purpose-none") for line in (1492, 1496, 1508, 1510, 1539)),
    (1496, "wording.foreign-purpose"),
    (1502, "wording.repeated-words"),
    *((line, "wording.typos") for line in (1520, 1551)),
    (1533, "wording.both-names"),
    (1549, "wording.blank-slot"),
    (1580, "glossary.row-names"),
]
BY_PAGE = [
    (3, "structure.contents-page"),
    (5, "wording.sentence-end"),
    (5, "wording.typos"),
    (7, "names.organisation"),
    (20, "structure.parts"),
    (20, "wording.typos"),
    (21, "wording.typos"),
    (21, "wording.missing-unit"),
    (22, "wording.punctuation"),
    (23, "wording.copied-reason"),
    (24, "names.second-level"),
    (24, "names.economic"),
    (25, "wording.alternatives"),
    (26, "names.organisation"),
    (26, "wording.missing-unit"),
    (26, "wording.instruction"),
    (27, "wording.brackets"),
    (28, "wording.both-names"),
]


@pytest.fixture(scope="module")
def datong(shared: Path) -> Report:
    return check(read_file(shared / "samples" / "datong-gxj-2023.txt"))


@pytest.fixture(scope="module")
def putuo(shared: Path) -> Report:
    return check(read_file(shared / "samples" / "putuo-guihua-2024.pdf"))


def _found(report: Report) -> set[tuple[int | None, str]]:
    return {
        (quote.place.line or quote.place.page, finding.rule) for finding in report.findings for quote in finding.places
    }


def test_every_slip_of_the_text_dump_is_found_on_its_line(datong: Report) -> None:
    assert [item for item in BY_LINE if item not in _found(datong)] == []


def test_every_slip_of_the_pdf_is_found_on_its_page(putuo: Report) -> None:
    assert [item for item in BY_PAGE if item not in _found(putuo)] == []


def test_nothing_but_what_was_read_weighs_more_than_a_notice(datong: Report, putuo: Report) -> None:
    for report, known in ((datong, BY_LINE), (putuo, BY_PAGE)):
        heavy = [f for f in report.findings if f.level in ("error", "warning") and f.rule.startswith(PREFIXES)]
        places = [{(quote.place.line or quote.place.page, f.rule) for quote in f.places} for f in heavy]
        assert [f.message for f, at in zip(heavy, places, strict=True) if not at & set(known)] == []
