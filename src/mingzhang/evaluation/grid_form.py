"""Self-evaluation forms printed as ruled tables: every field is found by its label."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mingzhang.amount import is_blank
from mingzhang.evaluation import labels
from mingzhang.evaluation.funds import WEIGHT, fund_column
from mingzhang.evaluation.model import FUND_COLUMNS, Evaluation, FundRow, Indicator, Mark
from mingzhang.evaluation.values import NUMBER
from mingzhang.model import Passage, Place
from mingzhang.read.layout import Grid, GridCell

_INDICATOR_COLUMNS = (
    ("level1", r"一级指标"),
    ("level2", r"二级指标"),
    ("level3", r"三级指标|指标内容|指标名称"),
    ("nature", r"指标性质|指标方向"),
    ("unit", r"(度量|计量)单位"),
    ("adjusted", r"调整后?(的)?(指标|目标)?值?"),
    ("actual", r"(全年)?实际完成(指标)?(值|情况)?|完成(指标)?值|实际值"),
    ("weight", r"分值|权重|标准分"),
    ("score", r"(自评)?得分|自评分"),
    ("reason", r".*(原因|偏差|改进措施).*"),
    ("initial", r"(年初|年度|预期|计划)?(设定)?(的)?(指标|目标)(值)?"),
)
_GOALS = ("annual_goal", "actual_completion")
_NOTE = re.compile(r"[（(](?:[A-Za-z0-9/×*%÷]+|\d+分|盖章|公章)[）)]")
_FULL = 100
_TOTAL = re.compile(r"总分|合计|总计|自评总分|总得分")
_GRADE_LABEL = re.compile(r"(自评|评价|绩效)?等级|评级|自评结论")
_FUND_HEADING = re.compile(r"年初预算|全年预算|预算执行|全年执行|执行数|调整后预算")


@dataclass(frozen=True, slots=True)
class _Rows:
    """The grid as rows of cells, each merged cell once in every row it covers."""

    matrix: list[list[GridCell | None]]

    def cells(self, row: int) -> list[GridCell]:
        """The different cells of a row, left to right."""
        found = (cell for cell in self.matrix[row] if cell is not None)
        return list({id(cell): cell for cell in found}.values())

    def find(self, names: Sequence[str], start: int = 0) -> GridCell | None:
        """The first cell that holds one of the labels."""
        for row in range(start, len(self.matrix)):
            for cell in self.cells(row):
                if cell.row == row and _plain(cell) in names:
                    return cell
        return None

    def right_of(self, cell: GridCell) -> GridCell | None:
        """The cell that follows on the same row."""
        return next((other for other in self.cells(cell.row) if other.column >= cell.column + cell.column_span), None)


def read_grid_form(title: str, grid: Grid, place: Place) -> Evaluation | None:
    """The form that stands in a grid, or None where the grid is no self-evaluation form."""
    rows = _Rows(grid.matrix())
    project = rows.find(labels.PROJECT)
    header = _indicator_header(rows)
    if project is None or header is None:
        return None
    doubts = [*grid.doubts]
    doubts += [f"“{_text(cell)}”一格没有读准。" for cell in grid.cells if not cell.sure]
    everything = "".join(_text(cell) for cell in grid.cells if cell.row <= project.row)
    year = labels.YEAR.search("".join(title.split())) or labels.YEAR.search(everything)
    printed = next((_text(c) for c in grid.cells if c.row < project.row and labels.TITLE.search(_text(c))), "")
    department = labels.coded_name(_beside(rows, labels.DEPARTMENT))
    unit = labels.coded_name(_beside(rows, labels.UNIT))
    funds, funds_unit, weight, said = _funds(rows, header[0])
    doubts += said
    passages = _goals(rows, header[0])
    goal, completion = (passages[name].text if name in passages else None for name in _GOALS)
    indicators, after = _indicators(rows, *header, doubts)
    doubts += [
        f"指标“{item.name}”的得分印作“{item.score}”，可能与相邻一栏连在一起。"
        for item in indicators
        if item.score and (score := Mark(item.score).amount) is not None and score.value > _FULL
    ]
    total, grade, total_weight, last = _total(rows, after, header[1])
    if total.text is None:
        doubts.append("没有读到总分。")
    whole = "".join(title.split())
    analysis, found = _analysis(rows, last)
    return Evaluation(
        title=labels.YEAR.sub("", whole if labels.TITLE.search(labels.YEAR.sub("", whole)) or not printed else printed),
        year=year[1] if year else None,
        project_name=_beside(rows, labels.PROJECT),
        department_code=department[0],
        department_name=department[1],
        budget_unit_code=unit[0],
        budget_unit_name=unit[1],
        funds_unit=funds_unit,
        funds=funds,
        annual_goal=goal,
        actual_completion=completion,
        indicators=indicators,
        total=total,
        grade=grade,
        analysis=analysis,
        doubts=tuple(dict.fromkeys(doubts)),
        place=place,
        execution_weight=weight,
        total_weight=total_weight,
        has_reasons="reason" in header[1],
        passages={**passages, **found},
    )


def _text(cell: GridCell | None) -> str:
    return "".join(cell.text.split()) if cell else ""


def _plain(cell: GridCell | None) -> str:
    """A label without its colon, its notes of points and of letters."""
    return _NOTE.sub("", _text(cell)).rstrip(":：")


def _value(cell: GridCell | None) -> str | None:
    text = _text(cell)
    return None if is_blank(text) or text in ("/", "／") else text


def _passage(cell: GridCell | None) -> Passage | None:
    text = _value(cell)
    return Passage(text, cell.place) if cell and text else None


def _beside(rows: _Rows, names: Sequence[str]) -> str | None:
    cell = rows.find(names)
    value = rows.right_of(cell) if cell else None
    return None if value is None or _plain(value) in labels.HEADER_LABELS else _value(value)


def _column(text: str) -> str | None:
    return next((name for name, pattern in _INDICATOR_COLUMNS if re.fullmatch(pattern, text)), None)


def _indicator_header(rows: _Rows) -> tuple[int, dict[str, int]] | None:
    """The row of the indicator headings, and the column of each."""
    for number in range(len(rows.matrix)):
        found: dict[str, int] = {}
        for cell in rows.cells(number):
            name = _column(_plain(cell))
            if name and name not in found:
                found[name] = cell.column
        if {"level1", "level2", "weight", "score"} <= found.keys() and ("level3" in found or "initial" in found):
            return number, found
    return None


def _funds(rows: _Rows, limit: int) -> tuple[tuple[FundRow, ...], str | None, str | None, list[str]]:
    """The rows of the funds block, its unit, the weight of the execution rate, and doubts."""
    total = next(
        (n for n in range(limit) if any(labels.FUND_TOTAL.fullmatch(_plain(cell)) for cell in rows.cells(n))), None
    )
    if total is None:
        return (), None, None, ["没有找到“资金总额”一行。"]
    top = next((n for n in range(total) if any(_FUND_HEADING.search(_text(cell)) for cell in rows.cells(n))), total)
    columns = _fund_columns(rows, top, total)
    block = "".join(_text(cell) for row in range(top, total + 1) for cell in rows.cells(row))
    unit = labels.UNIT_OF_FUNDS.search(block)
    if not columns:
        return (), unit[1] if unit else None, None, ["资金栏的表头没有读懂。"]
    first = min(columns.values())
    reason_at = next(
        (cell.column for row in range(top, total) for cell in rows.cells(row) if "原因" in _text(cell)), None
    )
    found = []
    for number in range(total, limit):
        item = [cell for cell in rows.cells(number) if cell.column < first]
        name = _text(item[-1]).rstrip(":：") if item else ""
        if not name or not (number == total or labels.FUND_SOURCE.fullmatch(name)):
            break
        cells = {
            column: Mark(_value(cell), cell.place)
            for column, at in columns.items()
            if column != WEIGHT and (cell := rows.matrix[number][at]) is not None
        }
        ordered = {column: cells[column] for column in FUND_COLUMNS if column in cells}
        reason = _value(rows.matrix[number][reason_at]) if reason_at is not None else None
        weight = _value(rows.matrix[number][columns[WEIGHT]]) if WEIGHT in columns else None
        found.append(FundRow(name, ordered, item[-1].place, weight, reason))
    return tuple(found), unit[1] if unit else None, found[0].weight if found else None, []


def _fund_columns(rows: _Rows, top: int, total: int) -> dict[str, int]:
    """The grid column of each column of the funds block, from all heading rows above it."""
    found: dict[str, int] = {}
    for column in range(len(rows.matrix[top])):
        stack = {id(cell): cell for row in range(top, total) if (cell := rows.matrix[row][column]) is not None}
        if any(cell.row + cell.row_span > total for cell in stack.values()):
            continue
        heading = "".join(_NOTE.sub("", _text(cell)) for cell in stack.values())
        name = None if "原因" in heading else fund_column(heading)
        if name and name not in found:
            found[name] = column
    return found


def _goals(rows: _Rows, limit: int) -> dict[str, Passage]:
    """The annual goal and what was achieved: the cells under their headings."""
    right = rows.find(labels.COMPLETION)
    if right is None or right.row >= limit:
        return {}
    left = next((cell for cell in rows.cells(right.row) if _plain(cell) in labels.GOAL), None)
    below = right.row + right.row_span
    if below >= limit:
        return {}
    cells = (rows.matrix[below][left.column] if left else None, rows.matrix[below][right.column])
    return {name: found for name, cell in zip(_GOALS, cells, strict=True) if (found := _passage(cell))}


def _indicators(
    rows: _Rows, header: int, columns: Mapping[str, int], doubts: list[str]
) -> tuple[tuple[Indicator, ...], int]:
    """The indicator rows and the number of the row after them."""
    found: list[Indicator] = []
    level1: str | None = None
    level2: str | None = None
    number = header + 1
    while number < len(rows.matrix):
        line = rows.matrix[number]
        texts = {name: _value(line[at]) for name, at in columns.items()}
        if any(_TOTAL.fullmatch(_plain(cell)) for cell in rows.cells(number)):
            break
        number += 1
        if _column(_NOTE.sub("", texts.get("level1") or "")) == "level1":
            continue
        if texts["level1"] and texts["level1"] != level1:
            level1, level2 = texts["level1"], None
        level2 = texts["level2"] or level2
        own = {name: text for name, text in texts.items() if text and name not in ("level1", "level2")}
        if not own:
            continue
        if "weight" not in own and "score" not in own:
            doubts.append(f"指标表中“{'，'.join(own.values())}”一行没有分值，可能是上一行的续行。")
        initial = (texts.get("nature") or "") + (texts.get("initial") or "") + (texts.get("unit") or "")
        weight = line[columns["weight"]]
        first = next((cell for cell in rows.cells(number - 1) if cell.row == number - 1), None)
        found.append(
            Indicator(
                level1,
                level2,
                texts.get("level3"),
                initial or None,
                texts.get("adjusted"),
                texts.get("actual"),
                texts["weight"],
                texts["score"],
                texts.get("reason"),
                first.place if first else Place(),
                weight.place if weight else Place(),
            )
        )
    return tuple(found), number


def _total(rows: _Rows, number: int, columns: Mapping[str, int]) -> tuple[Mark, Mark, str | None, int]:
    """Total score, grade, the printed sum of the weights, and the number of the row after them."""
    blank = Mark(None)
    if number >= len(rows.matrix):
        return blank, blank, None, number
    cells = rows.cells(number)
    label = next(at for at, cell in enumerate(cells) if _TOTAL.fullmatch(_plain(cell)))
    values = [cell for cell in cells[label + 1 :] if _value(cell)]
    figures = [cell for cell in values if NUMBER.fullmatch(_text(cell).removesuffix("分"))]
    score = figures[-1] if figures else None
    scored = rows.matrix[number][columns["score"]]
    if len(figures) == 1 and figures[0].column == columns["weight"] and scored is not figures[0] and not _value(scored):
        score = None
    grade = next((cell for cell in values if _text(cell) in labels.GRADES), None)
    for cell in values:
        if grade is None and _GRADE_LABEL.fullmatch(_plain(cell)):
            grade = rows.right_of(cell)
    if grade is None and number + 1 < len(rows.matrix):
        named = next((cell for cell in rows.cells(number + 1) if _GRADE_LABEL.fullmatch(_plain(cell))), None)
        grade = rows.right_of(named) if named else None
    return (
        Mark(_text(score).removesuffix("分"), score.place) if score else blank,
        Mark(_value(grade), grade.place) if grade else blank,
        _text(figures[0]) if len(figures) > 1 else None,
        number + 1,
    )


def _analysis(rows: _Rows, start: int) -> tuple[dict[str, str | None], dict[str, Passage]]:
    """The texts below the total, each under the label to its left."""
    result: dict[str, str | None] = {}
    passages: dict[str, Passage] = {}
    for number in range(start, len(rows.matrix)):
        cells = [c for c in rows.cells(number) if c.row == number and _plain(c) not in labels.ANALYSIS_TITLES]
        if len(cells) < 2 or _GRADE_LABEL.fullmatch(_plain(cells[0])):
            continue
        label, text = cells[0], cells[1]
        if _text(label) and len(_text(label)) <= 24:
            result[_plain(label)] = _value(text)
            if found := _passage(text):
                passages[_plain(label)] = found
    return result, passages
