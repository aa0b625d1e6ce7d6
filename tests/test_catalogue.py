from __future__ import annotations

import pytest

from mingzhang import catalogue
from mingzhang.relations.partition import partitions


@pytest.mark.parametrize("dimension", ["function", "economic"])
def test_every_code_has_a_name_and_a_source(dimension: str):
    entries = catalogue.classification(dimension)
    assert len(entries) > 100
    for code, entry in entries.items():
        assert code == entry.code and code.isdigit() and entry.name and entry.source
        assert entry.name == entry.name.strip()


@pytest.mark.parametrize("dimension", ["function", "economic"])
def test_every_code_lies_under_one_of_the_catalogue(dimension: str):
    widths = partitions().trees[dimension].widths
    entries = catalogue.classification(dimension)
    for code in entries:
        assert len(code) in widths
        above = [code[:width] for width in widths if width < len(code)]
        assert all(parent in entries for parent in above), code


def test_names_are_looked_up_in_their_own_classification():
    assert catalogue.name_of("function", "208") == "社会保障和就业支出"
    assert catalogue.name_of("economic", "301") == "工资福利支出"
    assert catalogue.name_of("economic", "208") is None


def test_an_unknown_code_has_no_name():
    assert catalogue.name_of("function", "2089999999") is None
    assert catalogue.name_of("function", "") is None


def test_former_names_hold_up_to_the_year_in_which_they_ended():
    (name,) = catalogue.former_names("function", "20805")
    assert name != catalogue.name_of("function", "20805")
    assert catalogue.former_names("function", "20805", 2018) == (name,)
    assert catalogue.former_names("function", "20805", 2023) == ()
    assert catalogue.former_names("function", "208", 2018) == ()
