"""Units are summed in 元; what one unit of the department pays another is left out once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mingzhang.compile.book import read_book
from mingzhang.compile.consolidate import department_year, unit_year, units_of
from small_book import small_book, written


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return small_book(tmp_path_factory.mktemp("book"))


@pytest.fixture(scope="module")
def department(book):
    return department_year(book, "优良中差")


@pytest.mark.parametrize(
    ("measure", "at", "amount"),
    [
        ("income", {"fund": "general"}, "1500000"),
        ("income", {"fund": "government_fund", "function": "2120803"}, "200000"),
        ("income", {"fund": "business"}, "110000"),
        ("income", {"fund": "subsidiary"}, "0"),  # it came from the department itself
        ("income", {}, "1810000"),
        ("expenditure", {"kind": "basic"}, "1095000"),
        ("expenditure", {"fund": "general", "kind": "basic", "economic": "public"}, "105000"),
        ("expenditure", {"fund": "general", "function": "21505"}, "1455000"),
        ("expenditure", {"fund": "fiscal", "economic": "reception"}, "5000"),
        ("expenditure", {"fund": "fiscal", "economic": "reception", "stage": "full_year_budget"}, "8000"),
        ("expenditure", {"fund": "general", "stage": "initial_budget"}, "1500000"),
        ("distribution", {}, "5000"),
        ("opening", {"fund": "general", "function": "215"}, "20000"),
        ("opening", {}, "30000"),
        ("closing", {}, "90000"),
        ("total", {}, "1840000"),
        ("running_costs", {"unit_type": "administrative"}, "105000"),
        ("vehicles", {}, "3"),
        ("procurement", {}, "50000"),
    ],
)
def test_the_department(department, measure, at, amount):
    assert department.cube.get(measure, **at) == Decimal(amount)


def test_both_sides_of_the_total_agree(department):
    cube = department.cube
    went = cube.get("expenditure") + cube.get("distribution") + cube.get("closing")
    assert cube.get("total") == cube.get("income") + cube.get("opening") == went


def test_a_unit_shows_what_it_paid_its_sister(book):
    unit = next(unit for unit in units_of(book) if unit.code == "301002")
    year = unit_year(book, unit, "优良中差")
    assert year.cube.organisation == unit.name
    assert year.cube.get("expenditure", kind="to_superior") == 30_000
    assert year.cube.get("expenditure") == 290_000
    assert year.cube.get("running_costs") == 0
    assert year.statistics == {"other": 2}
    assert year.projects == ()


def test_counts_and_contracts_are_added(department):
    assert department.statistics["reception_batches"] == 5
    assert (department.small, department.micro) == (20_000, 5_000)


def test_a_project_takes_its_spending_from_the_ledger(department):
    (project,) = department.projects
    assert (project.planned, project.full, project.spent) == (500_000, 500_000, 450_000)
    assert project.form.fund_total.cells["执行率"].text == "90.00%"
    assert (project.form.total.text, project.form.grade.text) == ("99", "优")


def test_a_budget_of_one_economic_code_is_part_of_the_budget_of_its_item(tmp_path):
    old, new = "301001,全年预算,一般公共预算,,30217", "301001,年初预算,一般公共预算,2150501,30217"
    cube = department_year(small_book(tmp_path, {"预算": (old, new)}), "优良中差").cube
    assert cube.get("expenditure", fund="general", stage="initial_budget") == 1_500_000
    assert cube.get("expenditure", fund="general", stage="initial_budget", economic="reception") == 8_000
    assert cube.get("expenditure", fund="general", stage="initial_budget", function="215") == 1_500_000


def test_a_budget_of_an_item_may_be_given_by_economic_codes_alone(tmp_path):
    old = "301001,年初预算,一般公共预算,2150501,,1500000.00"
    new = "301001,年初预算,一般公共预算,2150501,30201,1500000.00"
    cube = department_year(small_book(tmp_path, {"预算": (old, new)}), "优良中差").cube
    assert cube.get("expenditure", fund="general", stage="initial_budget", function="2150501") == 1_500_000


def test_a_unit_gives_its_own_reasons(tmp_path):
    reasons = "事项,比较,说明,单位编码\n公务接待费,比预算,部门的原因,\n公务接待费,比预算,单位的原因,301001\n"
    folder = written(tmp_path)
    (folder / "原因.csv").write_text(reasons, encoding="utf-8")
    book, problems = read_book(folder)
    assert problems == []
    at = ("公务接待费", "budget")
    own, other = (unit_year(book, unit, "优良中差").reasons for unit in units_of(book)[:2])
    assert department_year(book, "优良中差").reasons[at] == "部门的原因"
    assert (own, other) == ({at: "单位的原因"}, {})
