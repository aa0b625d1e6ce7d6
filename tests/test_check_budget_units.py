from __future__ import annotations

from mingzhang.check import check
from mingzhang.check.example import Example
from mingzhang.finding import Outcome

OFFICE, PLATFORM, MOON = "云州市星图局（本级）", "云州市观星台", "云州市月球站"


def judged(own: tuple[str, ...], planned: tuple[str, ...]) -> Outcome:
    budget = Example(cells="YS07 合计 合计 1.00", organisations=planned).document()
    (outcome,) = check(Example(organisations=own).document(), ["budget.units"], budget=budget).outcomes
    return outcome


def test_the_office_itself_goes_by_several_names():
    assert judged((OFFICE, PLATFORM), ("云州市星图局机关", f"{PLATFORM}（下属事业单位）")).tally.passed == 1


def test_units_that_only_one_document_names_are_a_lead_that_names_them():
    (finding,) = judged((OFFICE, MOON), (OFFICE, PLATFORM)).findings
    assert finding.level == "lead"
    assert f"决算有而预算没有：{MOON}" in finding.message and f"预算有而决算没有：{PLATFORM}" in finding.message
    assert [quote.text for quote in finding.places] == [MOON]


def test_departments_inside_an_office_are_no_units():
    inner = ("办公室", "财务处", "观测科")
    assert judged((OFFICE, PLATFORM), inner).tally.applied == 0
    assert judged((OFFICE, PLATFORM, "财务处"), (OFFICE, PLATFORM)).tally.passed == 1


def test_lists_that_share_nothing_or_are_missing_are_not_compared():
    assert judged((OFFICE,), ()).reasons == ("公布的预算没有列出单位名单，或名单没有认出",)
    assert "没有相同的单位" in judged((OFFICE,), (PLATFORM,)).reasons[0]
