"""Words of direction and comparison against the figures beside them, and rates that cannot exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.check.said import Known, Said, said_by_section
from mingzhang.finding import Finding, Outcome, Quote, Tally
from mingzhang.narrative.bound import Bound

DIRECTION, COMPARISON, ZERO_BASE, ZERO_BUDGET = (
    "text.direction",
    "text.comparison",
    "text.zero-base",
    "text.zero-budget",
)
_COMPARED = re.compile(
    r"(?:支出)?决算数?(?:和|与|同)?(?P<word>大于|高于|小于|低于|等于|持平|基本持平|一致|相同)?(?:和|与|同|于)?"
    r"(?:年初|全年|调整)?预算数?(?P<tail>持平|基本持平|一致|相同|相等)?"
)
_WORDS = {"大于": 1, "高于": 1, "小于": -1, "低于": -1, "等于": 0, "持平": 0, "一致": 0, "相同": 0, "相等": 0}
_PLANS = ("年初预算数", "全年预算数")


def check(case: Case) -> list[Outcome]:
    """One outcome for each of the four rules."""
    found: dict[str, tuple[Tally, list[Finding]]] = {
        rule: (Tally(), []) for rule in (DIRECTION, COMPARISON, ZERO_BASE, ZERO_BUDGET)
    }
    for said in said_by_section(case):
        for at, item in enumerate(said.items):
            for rule, finding in _judged(said, at, item):
                tally, findings = found[rule]
                tally.passed += finding is None
                tally.failed += finding is not None
                findings += [finding] if finding is not None else []
    return [Outcome(rule, tuple(findings), tally) for rule, (tally, findings) in found.items()]


def _judged(said: Said, at: int, item: Bound) -> Iterator[tuple[str, Finding | None]]:
    measure = item.statement.measure
    if measure == "增减率":
        change = said.last(at, ("增减额",), reach=2)
        if change is not None and change.amount is not None and change.amount.value:
            yield DIRECTION, _direction(said, change, item)
            base = _last_year(said, at, change)
            if base is not None:
                yield ZERO_BASE, _zero_base(said, change, item) if base == 0 else None
    elif measure == "完成率":
        plans = [plan for plan in said.amounts(at, _PLANS, reach=5) if plan.sure]
        if plans:
            zero = all(plan.middle == 0 for plan in plans)
            yield ZERO_BUDGET, _zero_budget(said, item, plans[0]) if zero else None
    if measure in ("完成率", *_PLANS, "决算数"):
        yield from _comparisons(said, at, item)


def _last_year(said: Said, at: int, change: Bound) -> Decimal | None:
    """Last year's amount, this year's less the change, None where this year's is not known."""
    values = said.amounts(at, ("决算数",), reach=8)
    assert change.amount is not None
    return values[0].middle - change.amount.base if values else None


def _direction(said: Said, change: Bound, rate: Bound) -> Finding | None:
    """None where the change and its rate go the same way."""
    assert change.amount is not None
    falls = rate.statement.value.startswith("-")
    if rate.amount is None or not rate.amount.value or falls == (change.amount.value < 0):
        return None
    return Finding(
        DIRECTION,
        "增减的方向自相矛盾",
        "error",
        f"“{rate.statement.section}”中“{change.statement.quote}”与“{rate.statement.quote}”方向相反。",
        (said.quote(change), said.quote(rate)),
        suggestion="按金额改正表示增减的词。",
        arithmetic=(f"{change.statement.quote}；{rate.statement.quote}",),
    )


def _zero_base(said: Said, change: Bound, rate: Bound) -> Finding:
    """A rate on nothing: last year was zero."""
    return Finding(
        ZERO_BASE,
        "上年为零，增减率无意义",
        "warning",
        f"“{rate.statement.section}”中“{rate.statement.subject}”上年为 0，“{rate.statement.quote}”没有意义。",
        (said.quote(rate), said.quote(change)),
        "certain" if rate.sure else "to_confirm",
        actual=rate.statement.quote,
        suggestion="改为“上年无此项，增减率无可比性”。",
        arithmetic=(f"本年数与增减额相等：{change.statement.quote}",),
    )


def _zero_budget(said: Said, rate: Bound, plan: Known) -> Finding:
    return Finding(
        ZERO_BUDGET,
        "预算为零，完成率无意义",
        "notice",
        f"“{rate.statement.section}”中“{rate.statement.subject}”的预算为 0，没有完成率，却写“{rate.statement.quote}”。",
        (said.quote(rate), *plan.quotes),
        actual=rate.statement.quote,
        suggestion="删去完成率，写明没有安排预算。",
    )


def _comparisons(said: Said, at: int, item: Bound) -> Iterator[tuple[str, Finding | None]]:
    """Words such as 决算数大于预算数 that follow an item's last figure, against its two amounts."""
    following = said.items[at + 1 : at + 2]
    same = following and following[0].statement.passage is item.statement.passage
    end = following[0].statement.span[0] if same else len(item.statement.passage.text)
    words = item.statement.passage.text[item.statement.span[1] : end]
    match = _COMPARED.search(words)
    word = match and (match["word"] or match["tail"])
    if not match or not word or "基本" in word or len(words) > 600:
        return
    values, plans = said.around(at, ("决算数",)), said.around(at, _PLANS)
    if not values or not plans or item.statement.carried:
        return
    yield COMPARISON, _comparison(said, item, match[0], _WORDS[word], values[0], plans[0])


def _comparison(said: Said, item: Bound, words: str, sign: int, value: Known, plan: Known) -> Finding | None:
    """None where the amounts compare as the words say; equal ones within rounding also count as either."""
    apart = value.middle - plan.middle
    if value.interval.meet(plan.interval) is not None:
        holds = sign == 0 or apart == 0 or (apart > 0) == (sign > 0)
    else:
        holds = sign != 0 and (apart > 0) == (sign > 0)
    if holds:
        return None
    right = "大于" if apart > 0 else "小于"
    start = item.statement.passage.text.find(words, item.statement.span[1])
    place = item.statement.passage.place_of(start, start + len(words))
    return Finding(
        COMPARISON,
        "决算与预算的大小写反",
        "error",
        f"“{item.statement.section}”中“{item.statement.subject}”写作“{words}”，而决算数{right}预算数。",
        (Quote(words, place), *value.quotes, *plan.quotes),
        "certain" if item.sure and value.sure and plan.sure else "to_confirm",
        expected=f"决算数{right}预算数",
        actual=words,
        suggestion="按金额改正，并核对所写的原因。",
        arithmetic=("；".join(quote.text for quote in (*value.quotes, *plan.quotes)),),
    )


_HEAD = "一、收入支出决算总体情况说明"
_GENERAL = "五、一般公共预算财政拨款支出决算情况说明"
_FUND = "七、政府性基金预算财政拨款收入支出决算情况说明"

RULES = [
    Rule(
        DIRECTION,
        "增减额与增减率方向一致",
        "同一句中的增减额与增减率应同为增加或同为减少。",
        "error",
        "文字自身的算术",
        "没有同时写出增减额和增减率时不适用。",
        Example(text=f"{_HEAD}\n收入总计100.00万元。与上年相比，收入总计减少25.00万元，下降20.00%。"),
        Example(text=f"{_HEAD}\n收入总计100.00万元。与上年相比，收入总计减少25.00万元，增长20.00%。"),
        check,
    ),
    Rule(
        COMPARISON,
        "决算与预算的大小与所写的词一致",
        "写明决算数大于、小于或等于预算数的，应与两个数的大小一致。",
        "error",
        "文字自身的算术",
        "没有写出决算数和预算数时不适用；写“基本持平”的不判断。",
        Example(
            text=f"{_GENERAL}\n1.教育支出（类）普通教育（款）小学教育（项）。年初预算为80.00万元，支出决算为60.00万元，"
            "完成年初预算的75.00%，决算数小于年初预算数的主要原因是压减支出。"
        ),
        Example(
            text=f"{_GENERAL}\n1.教育支出（类）普通教育（款）小学教育（项）。年初预算为80.00万元，支出决算为60.00万元，"
            "完成年初预算的75.00%，决算数大于年初预算数的主要原因是压减支出。"
        ),
    ),
    Rule(
        ZERO_BASE,
        "上年为零时不应有增减率",
        "本年数与增加额相等时，上年为零，增减率没有意义。",
        "warning",
        "除数为零",
        "没有写出本年数和增减额时不适用；上年不为零时不出现。",
        Example(text=f"{_FUND}\n政府性基金预算财政拨款支出40.00万元，比上年增加30.00万元，增长300.00%。"),
        Example(text=f"{_FUND}\n政府性基金预算财政拨款支出30.00万元，比上年增加30.00万元，增长100.00%。"),
    ),
    Rule(
        ZERO_BUDGET,
        "预算为零时不应有完成率",
        "没有安排预算的项目不存在完成率。",
        "notice",
        "除数为零",
        "没有写出或印出预算数时不适用。",
        Example(
            text=f"{_GENERAL}\n一般公共预算财政拨款支出年初预算80.00万元，支出决算60.00万元，完成年初预算的75.00%。"
        ),
        Example(
            text=f"{_GENERAL}\n一般公共预算财政拨款支出年初预算0.00万元，支出决算60.00万元，完成年初预算的100.00%。"
        ),
    ),
]
