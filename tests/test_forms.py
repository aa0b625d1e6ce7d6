"""The public tables as data: editions load, labels are told apart, and what the data says decides what is checked."""

from __future__ import annotations

import copy
import tomllib
from importlib import resources

import pytest

from benchmarks.generator.cube import make_cube
from benchmarks.generator.document import make_document
from benchmarks.generator.producers.text_dump import text_dump
from benchmarks.generator.style import Style
from mingzhang.forms import editions, forms
from mingzhang.forms.form import load_edition
from mingzhang.forms.label import bare
from mingzhang.model import FactKey
from mingzhang.read import read_bytes
from mingzhang.relations.generate import generate
from mingzhang.relations.partition import load_partitions, partitions

BASE = tomllib.loads((resources.files("mingzhang.forms") / "base.toml").read_text(encoding="utf-8"))
PARTITIONS = tomllib.loads((resources.files("mingzhang.relations") / "partitions.toml").read_text(encoding="utf-8"))
EDITION_FILES = [
    entry for entry in (resources.files("mingzhang.forms") / "editions").iterdir() if entry.name.endswith(".toml")
]


@pytest.fixture(scope="module")
def printed():
    """The tables of a clean disclosure."""
    document = make_document(editions()["山西2023"], 1, Style(), make_cube(1))
    return read_bytes(text_dump(document, Style()), "clean.txt").tables


def book_of(base):
    changes = tomllib.loads(next(e for e in EDITION_FILES if e.name == "shanxi-2023.toml").read_text(encoding="utf-8"))
    return load_edition(changes, base).forms


def relations(tables, book=None, parts=None):
    return generate(tables, book, parts).relations


def test_no_title_belongs_to_two_forms():
    """Within one kind of document, apart from variants that are tried after the form of that title."""
    seen: dict[tuple[str, str], str] = {}
    for form in forms().values():
        for title in form.titles:
            assert seen.setdefault((form.kind, title), form.variant_of or form.id) == (form.variant_of or form.id)


@pytest.mark.parametrize("entry", EDITION_FILES, ids=lambda entry: entry.name)
def test_every_edition_loads_and_prints_known_titles(entry):
    changes = tomllib.loads(entry.read_text(encoding="utf-8"))
    edition = load_edition(changes)
    assert set(edition.order) == set(edition.forms) <= set(forms())
    assert len(edition.order) == len(set(edition.order))
    assert edition.source
    for name, form in edition.forms.items():
        assert bare(form.title) in {bare(title) for title in forms()[name].titles}
        assert not set(changes.get(name, {})) & {"base", "shape", "dimension"}, "an edition states labels, not meanings"


@pytest.mark.parametrize("name", sorted(editions()))
def test_every_printed_label_of_an_edition_is_known_to_the_reader(name):
    for form in editions()[name].forms.values():
        known = forms()[form.id]
        columns = {label for column in known.columns for label in column.labels}
        columns |= {label for panel in known.panels for column in panel.columns for label in column.labels}
        rows = {label for row in known.rows for label in row.labels}
        for column in (*form.columns, *(column for panel in form.panels for column in panel.columns)):
            assert bare(column.label) in columns, f"{name} {form.id} {column.label}"
        for row in form.rows:
            assert bare(row.label) in rows or row.heading, f"{name} {form.id} {row.label}"


def test_every_coordinate_is_a_member_of_its_tree():
    trees = partitions().trees
    for form in forms().values():
        for row in (*form.rows, *form.columns):
            for dimension, member in row.at:
                tree = trees.get(dimension)
                if tree is None or member.isdigit():
                    continue
                assert any(member in children for children in tree.members.values()) or member in tree.members, (
                    form.id,
                    row.id,
                )


def test_without_closed_flag_the_sum_is_only_a_bound(printed):
    """公开02 is closed along function: a class equals its items; open, it is only at least their sum."""
    base = copy.deepcopy(BASE)
    base["GK02"]["closed"] = []
    number = next(at for at, table in enumerate(printed) if table.form == "GK02")

    def senses(book):
        return {r.sense for r in relations(printed, book) if r.rule == "sum.function" and r.tables == (number,)}

    assert senses(book_of(BASE)) == {"="}
    assert senses(book_of(base)) == {"<="}


@pytest.mark.parametrize(
    ("dimension", "rule"),
    [("fund", "sum.fund"), ("kind", "sum.kind"), ("category", "sum.information"), ("economic", "sum.economic")],
)
def test_without_a_partition_its_relations_are_gone(printed, dimension, rule):
    """What splits a key is data: without the tree nothing says that the parts make the whole."""
    data = copy.deepcopy(PARTITIONS)
    data["dimensions"][dimension] |= {"members": {}, "codes": []}

    def count(parts):
        return sum(
            relation.rule == rule and relation.dimension == dimension for relation in relations(printed, parts=parts)
        )

    assert count(load_partitions(PARTITIONS)) > 0
    assert count(load_partitions(data)) == 0


def test_without_the_balance_no_table_must_balance(printed):
    data = copy.deepcopy(PARTITIONS)
    data["balance"]["sides"] = {}
    assert any(relation.rule == "balance.total" for relation in relations(printed))
    assert not any(relation.rule == "balance.total" for relation in relations(printed, parts=load_partitions(data)))


def test_without_a_tie_nothing_ties_running_costs_to_basic_spending(printed):
    data = {name: value for name, value in PARTITIONS.items() if name != "tie"}
    assert any(relation.rule == "bound.running-costs" for relation in relations(printed))
    assert not any(
        relation.rule == "bound.running-costs" for relation in relations(printed, parts=load_partitions(data))
    )


def test_a_row_of_one_table_and_a_row_of_another_are_the_same_key(printed):
    by_form = {table.form: table for table in printed}
    key = FactKey.of("expenditure", {"function": "208"})
    assert any(item.key == key for item in by_form["GK01"].prints)
    assert any(item.key == key for item in by_form["GK03"].prints)
