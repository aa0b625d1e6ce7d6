"""The funds block of a form in a text dump."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from mingzhang.amount import parse_amount
from mingzhang.evaluation import labels
from mingzhang.evaluation.fragments import Fragment, compact, join
from mingzhang.evaluation.model import FUND_COLUMNS, FundRow, Mark

WEIGHT = "分值"
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?")
_GLUED = re.compile(r"(-?\d[\d,]*(?:\.\d+)?%?)(\D.+)")
_NOTHING = ("-", "—", "－", "/", "──", "────")


def fund_column(heading: str) -> str | None:
    """The column that a heading of the funds block names, or None."""
    for pattern, column in (
        ("执行率", "执行率"),
        ("申报", "年初目标申报数"),
        ("编制", "年初预算编制数"),
        ("执行", "全年执行数"),
        ("结余|结转|结[(（]转", "结转结余"),
        ("年初预算", "年初预算编制数"),
        ("全年预算|调整后预算|调整预算", "全年预算数"),
        ("得分", "得分"),
        ("分值|权重", WEIGHT),
    ):
        if re.search(pattern, heading):
            return column
    return None


def read_funds(pieces: Sequence[Fragment]) -> tuple[str | None, tuple[FundRow, ...], list[str]]:
    """Unit and rows of the funds block, and doubts about them."""
    text, owners = compact(pieces)
    unit = labels.UNIT_OF_FUNDS.search(text)
    total = labels.FUND_TOTAL.search(text)
    if total is None:
        return unit[1] if unit else None, (), ["资金栏没有找到“资金总额”。"]
    columns = _columns(text[: total.start()])
    rows, doubts = _rows(_unglued(pieces[owners[total.start()] :]), columns)
    return unit[1] if unit else None, rows, doubts


def _columns(heading: str) -> list[str]:
    """The columns that the heading names, in print order."""
    plain = re.sub(r"[（(]转[）)]", "", heading)
    tests: Mapping[str, str] = {
        "年初目标申报数": "目标申报",
        "年初预算编制数": "预算编制",
        "全年预算数": "全年预算",
        "全年执行数": "全年执行",
        "结转结余": "资金结余|结转|结余",
        WEIGHT: "分值|权重",
        "执行率": "执行率",
        "得分": "得分",
    }
    found = [column for column, pattern in tests.items() if re.search(pattern, plain)]
    if "年初目标申报数" not in found and "年初预算编制数" not in found and "年初预算" in plain:
        found.insert(0, "年初预算编制数")
    return found


def _unglued(pieces: Sequence[Fragment]) -> list[Fragment]:
    """The pieces, with the name of a source cut off where it hangs on a number."""
    result: list[Fragment] = []
    for piece in pieces:
        match = _GLUED.fullmatch(piece.text)
        if match and labels.FUND_SOURCE.match(match[2]):
            result += [
                Fragment(match[1], piece.place, piece.same_line, piece.blank_line, piece.gap),
                Fragment(match[2], piece.place),
            ]
        else:
            result.append(piece)
    return result


def _rows(pieces: Sequence[Fragment], columns: Sequence[str]) -> tuple[tuple[FundRow, ...], list[str]]:
    runs = _runs(pieces)
    doubts: list[str] = []
    rows: list[FundRow] = []
    before = 0
    for number, (start, end) in enumerate(runs):
        reason, item = _reason_and_item(pieces[before:start], first=number == 0)
        if reason and rows:
            rows[-1] = FundRow(rows[-1].item, rows[-1].cells, rows[-1].place, rows[-1].weight, reason)
        if number and not labels.FUND_SOURCE.fullmatch(item):
            doubts.append(f"资金来源“{item}”的名称不能确定。")
        values = _values(pieces[start:end])
        placed = _placed(values, columns)
        if placed is None:
            doubts.append(f"“{item}”一行的数字与栏目对不上。")
            placed = dict(zip(columns, values, strict=False))
        elif len(values) < len(columns):
            doubts.append(f"“{item}”一行有空白，各数所属的栏目是按勾稽关系推定的。")
        place = pieces[start].place
        weight = placed.pop(WEIGHT, None)
        cells = {column: Mark(placed.get(column), place) for column in FUND_COLUMNS if column in columns}
        rows.append(FundRow(item, cells, pieces[before].place if before < start else place, weight))
        before = end
    tail = join(pieces[before:])
    if tail and rows:
        rows[-1] = FundRow(rows[-1].item, rows[-1].cells, rows[-1].place, rows[-1].weight, tail)
    return tuple(rows), doubts


def _runs(pieces: Sequence[Fragment]) -> list[tuple[int, int]]:
    """The runs of at least two figures."""
    runs = []
    start = None
    for number in range(len(pieces) + 1):
        figure = number < len(pieces) and (_NUMBER.fullmatch(pieces[number].text) or pieces[number].text in _NOTHING)
        if figure and start is None:
            start = number
        elif not figure and start is not None:
            if number - start > 1:
                runs.append((start, number))
            start = None
    return runs


def _reason_and_item(pieces: Sequence[Fragment], *, first: bool) -> tuple[str, str]:
    """The reason that ends the row before and the name that begins this one."""
    if not first:
        for start in range(len(pieces)):
            if labels.FUND_SOURCE.fullmatch(join(pieces[start:])):
                return join(pieces[:start]), join(pieces[start:]).rstrip(":：")
    return "", join(pieces).rstrip(":：")


def _values(pieces: Sequence[Fragment]) -> list[str | None]:
    """The cells of a row; doubled spaces are blank cells."""
    result: list[str | None] = []
    for piece in pieces:
        result += [None] * piece.gap
        result.append(None if piece.text in _NOTHING else piece.text)
    return result


def _placed(values: Sequence[str | None], columns: Sequence[str]) -> dict[str, str | None] | None:
    """Values by column; where some are missing, as the row's own arithmetic wants them."""
    if len(values) == len(columns):
        return dict(zip(columns, values, strict=True))
    if len(values) > len(columns) or len(columns) > 10:
        return None
    options = []
    for spots in combinations(range(len(columns)), len(values)):
        placed: dict[str, str | None] = dict.fromkeys(columns)
        placed |= {columns[spot]: value for spot, value in zip(spots, values, strict=True)}
        options.append((_holds(placed), placed))
    best = max(score for score, _ in options)
    winners = [placed for score, placed in options if score == best]
    decided = all(winner[column] == winners[0][column] for winner in winners for column in columns[-5:])
    return winners[0] if best > 1 and decided else None


def _holds(placed: Mapping[str, str | None]) -> int:
    """How many relations of a row hold."""

    def number(column: str) -> Decimal | None:
        text = placed.get(column)
        amount = parse_amount(text) if text else None
        return amount.value if amount else None

    budget, spent, left = number("全年预算数"), number("全年执行数"), number("结转结余")
    rate, score = number("执行率"), number("得分")
    held = 0
    if budget is not None and spent is not None:
        held += left is not None and abs(budget - spent - left) < Decimal("0.01")
        if rate is not None and budget:
            held += abs(spent / budget * 100 - rate) < 1
    if rate is not None and score is not None:
        held += abs(rate / 10 - score) < Decimal("0.1")
    return held
