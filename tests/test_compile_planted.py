"""Each of the known faults, planted in generated books, is reported by the command at the place it was planted in."""

from __future__ import annotations

import re
from random import Random

import pytest

from benchmarks.books.make import make_book
from benchmarks.books.plant import FAULTS, NoPlaceError
from benchmarks.books.sheets import write_folder
from mingzhang.cli import main
from mingzhang.forms import editions

EDITIONS = tuple(editions().values())
SEEDS = (1, 2, 3, 5)
NOWHERE = {(2, "one_sided_transfer"), (3, "one_sided_transfer"), (3, "merged_nowhere")}
NOWHERE |= {(5, "one_sided_transfer"), (5, "merged_nowhere")}
"""Books with nothing that the fault could be planted in."""


@pytest.fixture(scope="module", params=SEEDS)
def book(request):
    return request.param, make_book(request.param, EDITIONS[request.param % len(EDITIONS)])


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_reported_where_it_is(book, name, tmp_path, capsys):
    seed, good = book
    try:
        fault = FAULTS[name](good, Random(seed))
    except NoPlaceError:
        assert (seed, name) in NOWHERE
        return
    write_folder(fault.book, tmp_path / "book")
    out = tmp_path / "out"
    assert main(["compile", str(tmp_path / "book"), "--out", str(out), "--formats", "txt"]) == 2
    assert not out.exists()
    _, *told = [line.strip() for line in capsys.readouterr().err.splitlines()]
    places = [re.match(r"「(.+?)」(?:第(\d+)行)?", line) for line in told]
    at_fault = [
        place is not None and place[1] == fault.sheet and (not fault.rows or int(place[2] or 0) in fault.rows)
        for place in places
    ]
    assert any(at_fault), told
    assert not fault.alone or all(at_fault), told
