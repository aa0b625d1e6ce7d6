"""The generated explanation: two years that fit together, and every figure known with what the rest allows."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from benchmarks.generator.cube import make_cube
from benchmarks.generator.department import make_department
from benchmarks.generator.document import make_document
from benchmarks.generator.explanation.words import Words, wordings
from benchmarks.generator.last_year import last_year
from benchmarks.generator.producers.text_dump import text_dump
from benchmarks.generator.style import style_of
from mingzhang.check import check
from mingzhang.forms import editions
from mingzhang.narrative.sentences import sentences
from mingzhang.read import read_bytes
from mingzhang.write.printed import Text

EDITIONS = sorted(editions())


def paragraphs(edition, seed):
    document = make_document(editions()[edition], seed, style_of(seed))
    return [block for block in document.blocks if isinstance(block, Text) and block.spots]


@pytest.mark.parametrize("seed", range(8))
def test_last_year_balances_and_closes_with_what_this_year_opens_with(seed):
    cube = make_cube(seed)
    last = last_year(cube)
    assert last.year == cube.year - 1
    for fund in ("general", "government_fund", "state_capital", "business", "other"):
        assert last.get("closing", fund=fund) == cube.get("opening", fund=fund)
    left = sum(last.get(measure) for measure in ("income", "drawdown", "opening"))
    assert left == sum(last.get(measure) for measure in ("expenditure", "distribution", "closing"))


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("seed", range(3))
def test_every_spot_holds_the_figure_it_speaks_of_within_what_it_allows(edition, seed):
    for text in paragraphs(edition, seed):
        for spot in text.spots:
            printed = text.text[spot.start : spot.end]
            if spot.kind == "direction":
                assert printed in ("增加", "减少", "增长", "下降", "大于", "小于")
            elif spot.low is not None:
                assert spot.low <= Decimal(re.sub("[,%]", "", printed)) <= spot.high, (printed, text.text)


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_whole_document_is_clean(edition):
    style = style_of(1)
    data = text_dump(make_document(editions()[edition], 1, style), style)
    assert [
        finding.message for finding in check(read_bytes(data, "clean.txt")).findings if finding.level == "error"
    ] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_money_counts_and_projects_fit_together(edition):
    for seed in range(6):
        department = make_department(editions()[edition], seed)
        cube, counts = department.cube, department.counts
        assert bool(counts.held) == (cube.get("expenditure", fund="fiscal", economic="vehicle_running") > 0)
        assert bool(counts.guests) == (cube.get("expenditure", fund="fiscal", economic="reception") > 0)
        assert counts.micro <= counts.small <= cube.get("procurement")
        assert len(department.projects) <= 8
        for project in department.projects:
            form = project.form
            scores = [Decimal(form.funds[0][-1]), *(Decimal(item.score) for item in form.items)]
            assert sum(scores) == Decimal(form.total)
            assert all(item.reason for item in form.items if item.score != item.weight)
            assert form.grade in department.grades


def test_an_office_keeps_its_wording_and_offices_differ():
    assert Words(3, 2024, "某局").pick("change") == Words(3, 2024, "某局").pick("change")
    # what the library words in one way only is for the writer of whole disclosures
    single = {kind for kind, sentence in sentences().items() if len(sentence.wordings) == 1}
    kinds = [kind for kind, value in wordings().items() if isinstance(value, list) and kind not in single]
    assert all(len(wordings()[kind]) >= 3 for kind in kinds)
    for kind in kinds:
        assert len({Words(seed, 2024, "某局").pick(kind) for seed in range(30)}) >= 2


def test_the_change_of_nothing_has_no_rate():
    words = Words(1, 2024, "某局")
    same = words.text(words.change("支出", Decimal(50_000), Decimal(50_000))).text
    fresh = words.text(words.change("支出", Decimal(50_000), Decimal(0))).text
    assert "%" not in same + fresh
    assert "5.00万元" in fresh
