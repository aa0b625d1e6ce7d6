"""Self-evaluation forms from the lines of a text dump."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from mingzhang.evaluation import labels
from mingzhang.evaluation.fragments import Fragment, cell_cost, compact, edge_cost, fragments, join, passage
from mingzhang.evaluation.funds import read_funds
from mingzhang.evaluation.model import Evaluation, Indicator, Mark
from mingzhang.evaluation.rows import Row, Table, read_rows
from mingzhang.evaluation.scheme import schemes
from mingzhang.evaluation.split import split_forms
from mingzhang.evaluation.stream import Stream
from mingzhang.evaluation.values import NUMBER, unbalanced
from mingzhang.model import Passage, Place
from mingzhang.read.layout import FormText

__all__ = ["read_text_form", "split_forms"]

_GOALS = ("annual_goal", "actual_completion")
_SENTENCE_END = "。；！？"
_HEADER = re.compile(r"一级指标.{0,6}?二级指标.{0,6}?三级指标.{0,60}?得分")
_FULL = 100
_ROW_WORDS = frozenset(labels.LEVEL2) - frozenset(labels.LEVEL1)
_GLUED_NUMBER = re.compile(r"[^\d.,，年月≥≤<>＝=]\d+(?:\.\d+)?$")
_TOTAL = re.compile(r"总分|合计")


def read_text_form(form: FormText) -> Evaluation:
    """The form that stands in these lines; what could not be decided is among its doubts."""
    stream = Stream(fragments(form.lines))
    place = form.lines[0].place if form.lines else Place()
    if not stream.text:
        return Evaluation(form.title, doubts=("表内没有文字。",), place=place)
    doubts: list[str] = []
    vague: list[str] = []
    year = labels.YEAR.search(stream.text)
    top = year.end() if year else 0
    funds_at = stream.label(labels.FUNDS_TITLES, top)
    goals_at = stream.label((*labels.GOAL_TITLES, *labels.GOAL), funds_at.end() if funds_at else top)
    header = _HEADER.search(stream.text, goals_at.end() if goals_at else top)
    total_at = _total_at(stream, header.end() if header else top)
    for found, what in (
        (funds_at, "资金"),
        (goals_at, "年度目标"),
        (header, "绩效指标"),
        (total_at, "总分"),
    ):
        if found is None:
            doubts.append(f"没有找到“{what}”一栏，该表可能没有读全。")
    total_start = total_at.start() if total_at else len(stream.text)
    header_start = header.start() if header else total_start
    result = Evaluation(title="".join(form.title.split()), year=year[1] if year else None, place=place)
    head_end = next((found.start() for found in (funds_at, goals_at, header, total_at) if found), len(stream.text))
    result = _with_head(result, stream, top, head_end)
    if funds_at:
        end = goals_at.start() if goals_at else header_start
        unit, rows, said = read_funds(stream.part(funds_at.start(), end))
        doubts += said
        result = replace(result, funds_unit=unit, funds=rows)
    if goals_at:
        passages, said = _goals(stream, goals_at.start(), header_start)
        vague += said
        goal, completion = (passages[name].text if name in passages else None for name in _GOALS)
        result = replace(result, annual_goal=goal, actual_completion=completion, passages=passages)
    if header:
        table, indicators = _indicators(stream, header, total_start, doubts, vague)
        result = replace(result, indicators=indicators, has_reasons=table.reasons)
        if not _complete(indicators):
            doubts.append("各指标的分值合计不是一张完整的表应有的，可能有指标没有读到。")
    if total_at:
        result = _with_total(result, stream, total_at.end(), doubts)
        notes: list[str] = []
        analysis, told = _analysis(stream, total_at.end(), notes)
        passages = {**result.passages, **told}
        if stream.label(labels.PROJECT, total_at.end()) and stream.label(labels.FUNDS_TITLES, total_at.end()):
            doubts.append("该表的文字里还有另一张表，两张表没有分开。")
        result = replace(result, analysis=analysis, passages=passages, source_notes=tuple(notes))
    return replace(result, doubts=tuple(dict.fromkeys(doubts)), text_doubts=tuple(dict.fromkeys(vague)))


def _complete(indicators: Sequence[Indicator]) -> bool:
    """Whether the weights read add up to what a whole form has; where one is not printed, that cannot be told."""
    weights = [Mark(item.weight).amount if item.weight else None for item in indicators]
    if not weights or None in weights:
        return True
    total = sum((weight.value for weight in weights if weight is not None), Decimal(0))
    return total == _FULL or any(total + scheme.execution == _FULL for scheme in schemes())


def _with_head(result: Evaluation, stream: Stream, start: int, end: int) -> Evaluation:
    """The form with the rows above the funds: project, department, unit."""
    spots = []
    position = start
    while match := stream.label(labels.HEADER_LABELS, position, end):
        spots.append(match)
        position = match.end()
    values: dict[str, str] = {}
    for number, match in enumerate(spots):
        stop = spots[number + 1].start() if number + 1 < len(spots) else end
        values.setdefault(match[0], stream.text[match.end() : stop].lstrip(":："))
    department = labels.coded_name(_value(values, labels.DEPARTMENT))
    unit = labels.coded_name(_value(values, labels.UNIT))
    return replace(
        result,
        project_name=_value(values, labels.PROJECT),
        department_code=department[0],
        department_name=department[1],
        budget_unit_code=unit[0],
        budget_unit_name=unit[1],
    )


def _value(values: Mapping[str, str], names: Sequence[str]) -> str | None:
    return next((values[name] for name in names if values.get(name)), None)


def _total_at(stream: Stream, start: int) -> re.Match[str] | None:
    """The label 总分 that is followed by a figure, or by nothing but headings."""
    blank = None
    for match in _TOTAL.finditer(stream.text, start):
        if match.start() not in stream.starts or match.end() not in (*stream.starts, len(stream.text)):
            continue
        after = stream.part(match.end(), match.end() + 8)
        if after and NUMBER.fullmatch(stream.pieces[stream.owners[match.end()]].text):
            return match
        if blank is None and match[0] == "总分":
            blank = match
    return blank


def _goals(stream: Stream, start: int, end: int) -> tuple[dict[str, Passage], list[str]]:
    """The annual goal and what was achieved; where one ends and the other begins is judged by how the lines wrap."""
    label = stream.label(labels.COMPLETION, start, end)
    if label is None:
        return {}, ["没有找到“实际完成情况”一栏。"]
    tail = re.compile(r"(绩效|指标|绩|效|指|标)+")
    pieces = stream.part(label.end(), end)
    for size in range(min(len(pieces), 6), 0, -1):
        if join(pieces[-size:]) == "绩效指标":
            pieces = pieces[:-size]
            break
    else:
        while pieces and tail.fullmatch(pieces[-1].text) and len(pieces[-1].text) < 3:
            pieces = pieces[:-1]
    if not pieces:
        return {}, []
    splits = sorted((_split_cost(pieces, at), at) for at in range(len(pieces) + 1))
    at = splits[0][1]
    doubts = []
    if len(splits) > 1 and splits[1][0] - splits[0][0] < 0.75:
        doubts.append("“年度目标”与“实际完成情况”两栏文字的分界不能确定。")
    parts = zip(_GOALS, (pieces[:at], pieces[at:]), strict=True)
    return {name: passage(part) for name, part in parts if part}, doubts


def _split_cost(pieces: Sequence[Fragment], at: int) -> float:
    """How unlikely it is that the left text ends before piece number `at`."""
    left, right = pieces[:at], pieces[at:]
    cost = sum(cell_cost(part, spaces=2, listed=True) for part in (left, right))
    if not left or not right:
        return cost + 6
    cost += edge_cost(right[0])
    cost += 0 if left[-1].text[-1] in _SENTENCE_END else 1.2
    cost += 1.5 * (unbalanced(join(left)) + unbalanced(join(right)))
    cost += 2 if right[0].text[0] in "，、。；：" else 0
    return cost + (1 if len(join(left)) < 2 or len(join(right)) < 2 else 0)


def _indicators(
    stream: Stream, header: re.Match[str], end: int, doubts: list[str], vague: list[str]
) -> tuple[Table, tuple[Indicator, ...]]:
    """The indicator table and its rows; a header repeated on a new page is left out."""
    pieces: list[Fragment] = []
    spans = [match.span() for match in _HEADER.finditer(stream.text, header.start(), end)]
    reasons = False
    for number, (_, stop) in enumerate(spans):
        tail = next((name for name in labels.REASONS if stream.text.startswith(name, stop)), "")
        reasons = reasons or bool(tail)
        limit = spans[number + 1][0] if number + 1 < len(spans) else end
        pieces += stream.part(stop + len(tail), limit)
    table = Table(_unglued(pieces), "调整" in header[0], reasons, {"reason": 12 if reasons else 0})
    best, rivals = read_rows(table)
    if best is None:
        doubts.append("绩效指标的各栏不能分开。")
        return table, ()
    found = _named(table, best.rows)
    for rival in rivals:
        other = _named(table, rival.rows)
        if [_figures(item) for item in other] != [_figures(item) for item in found]:
            doubts.append("绩效指标的行或者分值、得分不能确定。")
            continue
        vague += [
            f"指标“{one.name}”的各栏分界不能确定。"
            for one, two in zip(found, other, strict=True)
            if _texts(one) != _texts(two)
        ]
    named = sum(piece.text in _ROW_WORDS for piece in pieces)
    if named > len(found):
        doubts.append(f"印有 {named} 个二级指标，只读到 {len(found)} 行。")
    for item in found:
        if item.score is None and _GLUED_NUMBER.search(item.actual or ""):
            doubts.append(f"指标“{item.name}”的实际完成值与后面的数字连在一起，不能分开。")
        if item.level3 is None or item.initial_target is None or item.actual is None:
            doubts.append(f"指标“{item.name}”有空白的栏目，各栏的归属不能确定。")
        elif table.adjusted and item.adjusted_target is None:
            vague.append(f"指标“{item.name}”的年初、调整后指标值和实际完成值只印出两项，归属不能确定。")
    return table, found


def _figures(item: Indicator) -> tuple[str | None, ...]:
    return (item.weight, item.score)


def _texts(item: Indicator) -> tuple[str | None, ...]:
    return (item.level3, item.initial_target, item.adjusted_target, item.actual, item.deviation_reason)


def _unglued(pieces: Sequence[Fragment]) -> list[Fragment]:
    """The pieces, with a level label cut off where it hangs on the end of a sentence."""
    text, owners = compact(pieces)
    names = sorted({*labels.LEVEL1[:8], *labels.LEVEL2[:19]}, key=len, reverse=True)
    cuts = set()
    for match in re.finditer("|".join(names), text):
        start, end = match.span()
        inside = start and owners[start] == owners[start - 1]
        ends_piece = end == len(text) or owners[end] != owners[end - 1]
        if inside and ends_piece and text[start - 1] in _SENTENCE_END:
            cuts.add(start)
    result = []
    position = 0
    for piece in pieces:
        spots = [at - position for at in sorted(cuts) if position < at < position + len(piece.text)]
        edges = [0, *spots, len(piece.text)]
        for low, high in pairwise(edges):
            head = piece if low == 0 else Fragment("", piece.place)
            result.append(replace(head, text=piece.text[low:high]))
        position += len(piece.text)
    return result


def _named(table: Table, rows: Sequence[Row]) -> tuple[Indicator, ...]:
    """The indicators of the rows; a label printed once holds for the rows below it."""
    result = []
    level1: str | None = None
    level2: str | None = None
    for row in rows:
        if row.level1:
            level1, level2 = row.level1, None
        level2 = row.level2 or level2
        result.append(
            Indicator(
                level1,
                level2,
                table.text(row.name, row.initial) or None,
                table.text(row.initial, row.adjusted) or None,
                table.text(row.adjusted, row.actual) or None,
                table.text(row.actual, row.weight) or None,
                table.pieces[row.weight].text,
                table.pieces[row.score].text if row.score is not None else None,
                table.text(row.end, row.reason_end) or None,
                table.pieces[row.start].place,
                table.pieces[row.weight].place,
            )
        )
    return tuple(result)


def _with_total(result: Evaluation, stream: Stream, start: int, doubts: list[str]) -> Evaluation:
    """The form with its total score and grade."""
    pieces = stream.part(start, start + 24)
    numbers = 0
    while numbers < len(pieces) and numbers < 2 and NUMBER.fullmatch(pieces[numbers].text):
        numbers += 1
    score = pieces[numbers - 1] if numbers else None
    following = pieces[numbers] if numbers < len(pieces) else None
    grade = following if following and following.text in labels.GRADES else None
    if score is None:
        doubts.append("总分没有读到数字。")
    return replace(
        result,
        total=Mark(score.text if score else None, score.place if score else stream.place(start)),
        grade=Mark(grade.text if grade else None, grade.place if grade else stream.place(start)),
        total_weight=pieces[0].text if numbers == 2 else None,
    )


def _analysis(stream: Stream, start: int, notes: list[str]) -> tuple[dict[str, str | None], dict[str, Passage]]:
    """The texts of the analysis under their full labels; a clipped label is completed and noted."""
    spots: list[tuple[int, int, str]] = []
    position = start
    for label in labels.ANALYSIS:
        span = _analysis_label(stream, label, position)
        if span is None:
            continue
        spots.append((*span, label))
        if stream.text[slice(*span)] != label:
            notes.append(f"原件中标签“{label}”只印出“{stream.text[slice(*span)]}”")
        position = span[1]
    result: dict[str, str | None] = {}
    passages: dict[str, Passage] = {}
    for number, (_, end, label) in enumerate(spots):
        stop = spots[number + 1][0] if number + 1 < len(spots) else len(stream.text)
        result[label] = stream.text[end:stop] or None
        if result[label]:
            passages[label] = passage(stream.part(end, stop))
    return result, passages


def _analysis_label(stream: Stream, label: str, start: int) -> tuple[int, int] | None:
    """Where a label stands, whole or else clipped at the end of a line."""
    text = stream.text
    for size in range(len(label), max(len(label) // 2, 5) - 1, -1):
        clipped = label[:size]
        position = text.find(clipped, start)
        while position >= 0:
            end = position + size
            begins = position in stream.starts or text[position - 1] in _SENTENCE_END
            ends = end == len(text) or end in stream.starts
            if begins and (ends or size == len(label)):
                return position, end
            position = text.find(clipped, position + 1)
    return None
