from __future__ import annotations

from mingzhang.check import check
from mingzhang.model import Disclosure, Table
from small_disclosure import findings, read_text_dump, table

TORN = """
         all   basic project
合计     11.99 6.04 5.97
201       1.98 1.00 1.00
203       1.98 1.00 1.00
204       2.00 1.00 1.00
205       2.00 1.00 1.00
206       2.00 1.00 1.00
207       2.00 1.00 1.00
"""
"""Tails that each could be, but not together; why, test_relations_joint says."""


def document(*tables: Table) -> Disclosure:
    return Disclosure("x.txt", "text", 1, "云岭市星图局", year=2024, kind="决算", edition="上海2024", tables=[*tables])


def test_tails_that_contradict_each_other_are_one_warning_with_all_sides():
    (finding,) = findings(document(table("GK03", TORN)), "joint.infeasible")
    assert (finding.level, finding.certainty) == ("warning", "certain")
    assert {quote.place.row for quote in finding.places} >= {"合计", "201", "203"}
    assert finding.arithmetic


def test_a_doubtful_table_makes_the_conflict_uncertain():
    torn = table("GK03", TORN)
    torn.doubts.append("表头有一栏不认识")
    (finding,) = findings(document(torn), "joint.infeasible")
    assert finding.certainty == "to_confirm"


def test_a_document_that_adds_up_passes():
    (outcome,) = check(read_text_dump(), ["joint.infeasible"]).outcomes
    assert (outcome.findings, outcome.tally.passed) == ((), 1)


def test_a_relation_that_fails_alone_is_left_to_its_own_rule():
    assert findings(document(table("GK03", "all basic project\n合计 9.00 1.00 1.00")), "joint.infeasible") == []


def test_without_relations_there_is_nothing_to_judge():
    (outcome,) = check(document(table("GK03", "all\n合计 9.00")), ["joint.infeasible"]).outcomes
    assert (outcome.tally.applied, outcome.tally.not_applicable) == (0, 1)
    assert outcome.reasons
