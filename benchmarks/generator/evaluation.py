"""Self-evaluation forms (项目支出绩效自评表) as ruled tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mingzhang.write.printed import Cell, PrintedTable

_WIDTHS = [4.0, 5.4, 7.0, 6.0, 6.0, 6.4, 5.0, 4.0, 6.0]
_INDICATOR_HEADS = (
    "一级指标", "二级指标", "三级指标", "年初指标值", "调整后指标值", "实际完成值", "分值", "得分",
    "偏差原因分析及改进措施",
)  # fmt: skip
_FUND_HEADS = ("目标申报数", "预算编制数", "全年预算数", "全年执行数", "资金结（转）余", "执行率", "得分")


@dataclass(frozen=True, slots=True)
class Item:
    """One indicator with its printed figures."""

    level1: str
    level2: str
    level3: str
    target: str
    actual: str
    weight: str
    score: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """A project's self-evaluation; `funds` are name and the seven printed figures of each row."""

    name: str
    department: str
    unit: str
    year: int
    funds: tuple[tuple[str, ...], ...]
    goal: str
    completion: str
    items: tuple[Item, ...]
    total: str
    grade: str
    analysis: tuple[tuple[str, str], ...]


def form_of(project: Project) -> PrintedTable:
    """The form as one ruled table."""
    body: list[list[Cell]] = [
        [Cell("项目名称", columns=2), Cell(project.name, "left", columns=7)],
        [
            Cell("主管部门及代码", columns=2), Cell(project.department, "left", columns=3),
            Cell("预算单位"), Cell(project.unit, "left", columns=3),
        ],
        [
            Cell("项目资金（万元）", rows=2 + len(project.funds)), Cell("", rows=2), Cell("年初预算数", columns=2),
            *(Cell(text, rows=2) for text in _FUND_HEADS[2:]),
        ],
        [Cell(text) for text in _FUND_HEADS[:2]],
        *(_fund_row(row) for row in project.funds),
        [Cell("年度绩效目标", columns=1, rows=2), Cell("年度目标", columns=4), Cell("实际完成情况", columns=4)],
        [Cell(project.goal, "left", columns=4), Cell(project.completion, "left", columns=4)],
        [Cell(text) for text in _INDICATOR_HEADS],
    ]  # fmt: skip
    body.extend(_indicators(project.items))
    total = [Cell(project.total, name=("总分", "总分")), Cell(project.grade, name=("等级", "等级"))]
    body.append([Cell("总分", columns=7), *total])
    body.extend([Cell(label, columns=2), Cell(text, "left", columns=7)] for label, text in project.analysis)
    return PrintedTable("", f"{project.name}项目支出绩效自评表", [], body, _WIDTHS, number=f"（{project.year}年度）")


def _fund_row(row: tuple[str, ...]) -> list[Cell]:
    figures = zip(_FUND_HEADS, row[1:], strict=True)
    return [Cell(row[0]), *(Cell(text, "right", name=(row[0], head)) for head, text in figures)]


def _indicators(items: Sequence[Item]) -> list[list[Cell]]:
    rows = []
    for at, item in enumerate(items):
        row = []
        if at == 0 or items[at - 1].level1 != item.level1:
            row.append(Cell(item.level1, rows=_run([other.level1 for other in items[at:]])))
        if at == 0 or (items[at - 1].level1, items[at - 1].level2) != (item.level1, item.level2):
            row.append(Cell(item.level2, rows=_run([(other.level1, other.level2) for other in items[at:]])))
        row.extend([Cell(item.level3, "left"), Cell(item.target), Cell(item.target), Cell(item.actual)])
        row.extend([Cell(item.weight), Cell(item.score, name=(item.level3, "得分")), Cell(item.reason, "left")])
        rows.append(row)
    return rows


def _run(values: Sequence[object]) -> int:
    return next((at for at, value in enumerate(values) if value != values[0]), len(values))
