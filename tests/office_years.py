"""The year of an invented office as its compiler would leave it, from the generator's department."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from benchmarks.generator.department import Department, make_department
from benchmarks.generator.evaluation import Project as PrintedProject
from benchmarks.generator.projects import Funded
from mingzhang.compile.cube import Cube
from mingzhang.compile.year import OfficeYear, Project, Unit
from mingzhang.evaluation.model import FUND_COLUMNS, Evaluation, FundRow, Indicator, Mark
from mingzhang.forms import Edition
from mingzhang.model import FactKey
from mingzhang.write.explanation import missing_reasons

WAN = Decimal(10_000)
_ALL_FUNDS = ("fiscal", "general", "government_fund", "state_capital")


def office_year(edition: Edition, seed: int, *, reasons: bool = True) -> OfficeYear:
    """A department with two years, budgets, counts and projects; with every reason that is due, or with none."""
    department = make_department(edition, seed)
    cube, counts = department.cube, department.counts
    for code, amount in department.budget.items():
        cube.add(amount, "expenditure", fund="general", function=code, stage="initial_budget")
    year = OfficeYear(
        cube,
        last=_last_year(department),
        statistics={
            "overseas_groups": counts.groups,
            "overseas_travellers": counts.travellers,
            "vehicles_bought": counts.bought,
            "vehicles_held": counts.held,
            "reception_batches": counts.batches,
            "reception_guests": counts.guests,
        },
        small=counts.small,
        micro=counts.micro,
        projects=tuple(_project(at, funded) for at, funded in enumerate(department.projects, start=1)),
        units=(
            Unit("1", f"{cube.organisation}本级", "administrative", "ordinary"),
            Unit("2", f"{cube.organisation}监测站", "institution", "zero"),
            Unit("3", f"{cube.organisation}培训中心", "institution", "merged", "1"),
        ),
        duties=("承担本行业日常监督管理和公共服务工作。", "完成上级交办的其他任务。"),
    )
    if not reasons:
        return year
    texts = {
        (missing.subject, missing.compared): f"本年第{at}项工作安排有调整"
        for at, missing in enumerate(missing_reasons(edition, year), start=1)
    }
    return replace(year, reasons=texts)


def _last_year(department: Department) -> dict[FactKey, Decimal]:
    """Last year's books, complete: what is not booked there was zero."""
    last, cube = department.last, department.cube
    totals = [FactKey.of("total", {}), *(FactKey.of("total", {"fund": fund}) for fund in _ALL_FUNDS)]
    return {key: last.value(key) for key in [*cube.known, *last.known, *totals]}


def empty_year(year: int = 2023) -> OfficeYear:
    """An office without any money, this year or last."""
    return OfficeYear(Cube("云州市星图局", year, "部门"), duties=("负责观测星空。",))


def evaluation(printed: PrintedProject) -> Evaluation:
    """The form of an invented project as the evaluation model has it."""
    department, unit = printed.department.split("-"), printed.unit.split("-")
    return Evaluation(
        title="项目支出绩效自评表",
        year=f"{printed.year}年度",
        project_name=printed.name,
        department_code=department[0],
        department_name=department[1],
        budget_unit_code=unit[0],
        budget_unit_name=unit[1],
        funds_unit="万元",
        funds=tuple(
            FundRow(name, dict(zip(FUND_COLUMNS, map(Mark, figures), strict=True))) for name, *figures in printed.funds
        ),
        annual_goal=printed.goal,
        actual_completion=printed.completion,
        indicators=tuple(
            Indicator(
                item.level1, item.level2, item.level3, item.target, item.target, item.actual, item.weight, item.score,
                item.reason or None,
            )
            for item in printed.items
        ),
        total=Mark(printed.total),
        grade=Mark(printed.grade),
        analysis=dict(printed.analysis),
    )  # fmt: skip


def _project(number: int, funded: Funded) -> Project:
    form = evaluation(funded.form)
    total = form.funds[0]
    full, spent = (total.amount(name) for name in ("全年预算数", "全年执行数"))
    assert full is not None
    assert spent is not None
    return Project(str(number), "1", funded.fund, funded.planned, full.value * WAN, spent.value * WAN, form)
