"""Self-evaluations: weights that add to a hundred, scores that can be given, money that the ledger confirms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from mingzhang.compile.book import Book
from mingzhang.compile.problem import Problem
from mingzhang.compile.project_forms import indicator_of, spending
from mingzhang.compile.projects import execution_weight, score_of
from mingzhang.compile.rows import Row
from mingzhang.compile.validation.place import at_row, yuan
from mingzhang.evaluation.reached import reached
from mingzhang.evaluation.scheme import share_of

_FULL = Decimal(100)


def check(book: Book) -> Iterator[Problem]:
    """Each project with its indicators."""
    indicators: defaultdict[str, list[Row]] = defaultdict(list)
    for row in book.rows["indicators"]:
        indicators[row.text("project")].append(row)
        yield from _indicator(row)
    booked = spending(book)
    coded = {entry.unit for entry in book.entries if entry.project}
    for row in book.rows["projects"]:
        code = row.text("code")
        own = indicators.get(code, [])
        weights = [row.number("weight") or Decimal(0) for row in own]
        wanted = _FULL - execution_weight()
        if not own:
            yield at_row("projects", row, "code", f"项目“{row.text('name')}”没有绩效指标；请在“绩效指标”表填写。")
        elif sum(weights) != wanted:
            yield at_row(
                "indicators", own[0], "weight",
                f"项目“{row.text('name')}”各指标分值合计 {sum(weights):f} 分，应为 {wanted:f} 分（预算执行率另占 "
                f"{execution_weight():f} 分）。",
            )  # fmt: skip
        stated, known = row.whole("spent"), booked.get(code)
        if stated is not None and known is not None and stated != known:
            yield at_row(
                "projects", row, "spent",
                f"全年执行数 {yuan(stated)} 与明细账中该项目的支出 {yuan(known)} 不一致，相差 {yuan(stated - known)}。",
            )  # fmt: skip
        if stated is None and known is None and row.whole("full"):
            yield at_row(
                "projects", row, "spent",
                f"没有填全年执行数，明细账里也没有项目“{row.text('name')}”的支出；"
                "请在分录上填项目编码，确实没有支出的填 0。",
            )  # fmt: skip
        if stated and known is None and row.text("unit") in coded:
            yield at_row(
                "projects", row, "spent",
                f"全年执行数填了 {yuan(stated)}，明细账里这个单位的分录有项目编码，"
                f"却没有一笔是“{code}”；请在分录上填项目编码。",
            )  # fmt: skip
        spent = (known or 0) if stated is None else stated
        if spent > (row.whole("full") or 0):
            yield at_row("projects", row, "full", f"全年执行数 {yuan(spent)} 大于全年预算数；请核对。")


def _indicator(row: Row) -> Iterator[Problem]:
    weight, score = row.number("weight"), row.number("score")
    if weight is None or weight <= 0:
        yield at_row("indicators", row, "weight", "分值应大于 0。")
        return
    if score is not None and not 0 <= score <= weight:
        yield at_row("indicators", row, "score", f"得分 {score:f} 应在 0 到 {weight:f} 之间。")
        return
    indicator = indicator_of(row)
    due = score_of(indicator)
    if score is None and due is None:
        yield at_row("indicators", row, "score", "这项指标的得分不能由目标值和实际值算出，请填得分。")
    share = share_of(row.text("actual"))
    if score is not None and share is not None and not share.low <= score / weight <= share.high:
        yield at_row(
            "indicators", row, "score",
            f"“{row.text('actual')}”的得分应在 {share.low * weight:.2f} 到 {share.high * weight:.2f} 之间，"
            f"填的是 {score:f}。",
        )  # fmt: skip
    if score is not None and share is None and due is not None and reached(indicator) and score != due:
        yield at_row("indicators", row, "score", f"按目标值和实际值应得 {due:f} 分，填的是 {score:f} 分；可以不填。")
    final = score if score is not None else due
    if final is not None and final < weight and not row.text("cause"):
        yield at_row("indicators", row, "cause", f"得分 {final:f} 低于分值 {weight:f}，没有填偏差原因。")
