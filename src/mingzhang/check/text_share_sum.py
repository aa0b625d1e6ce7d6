"""Shares that are listed in full add up to the whole."""

from __future__ import annotations

from itertools import groupby

from mingzhang.amount import exact
from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.finding import Finding, Outcome, Quote, Tally
from mingzhang.model import FactKey
from mingzhang.narrative.bound import Bound
from mingzhang.relations.partition import partitions

RULE = "text.share-sum"


def check(case: Case) -> list[Outcome]:
    """Each list of shares along a dimension that the section lists in full."""
    tally = Tally()
    findings: list[Finding] = []
    for _, group in groupby(case.bound, key=lambda item: item.statement.section):
        for shares in _full_lists(case, list(group)):
            total = exact(0 * shares[0].amount.value) if shares[0].amount else None
            for item in shares:
                if item.amount is not None and total is not None:
                    total += item.amount.interval
            if total is None or all(not item.amount.value for item in shares if item.amount):
                continue
            holds = total.low <= 100 <= total.high
            tally.passed += holds
            tally.failed += not holds
            findings += [] if holds else [_finding(shares)]
    reason = ("文字没有逐项写出全部占比",) if not tally.applied else ()
    return [Outcome(RULE, tuple(findings), tally, reason)]


def _full_lists(case: Case, items: list[Bound]) -> list[list[Bound]]:
    """Shares of the members of one closed dimension, each once, where the members' own whole is what they split.

    A list that leaves out a member which a table prints, or holds a share that is not understood, is not judged.
    """
    topic = items[0].topic
    if any(item.key is None for item in items if item.statement.measure in ("占比", "决算数")):
        return []
    if topic is None or topic.closed_in not in items[0].statement.section or topic.whole is None:
        return []
    found = []
    for dimension in topic.closed:
        name, _, root = dimension.partition("/")
        tree = partitions().trees[name]
        shares: dict[str, Bound] = {}
        for item in items:
            member = item.key.get(name) if item.key is not None else None
            inside = (
                item.key is not None and member is not None and item.key.at(name, topic.whole.get(name)) == topic.whole
            )
            if item.statement.measure == "占比" and inside and member is not None and member != topic.whole.get(name):
                shares.setdefault(member, item)
        frontier, _ = tree.frontier(root or "all", set(shares))
        listed = {item.key.get(name) for item in items if item.key and item.statement.measure == "决算数"}
        if len(frontier) < 2 or set(frontier) != set(shares) or not listed - {root or None} <= set(shares) | {None}:
            continue
        if _printed(case, topic.whole, name) <= set(shares):
            found.append([shares[member] for member in frontier])
    return found


def _printed(case: Case, whole: FactKey, dimension: str) -> set[str]:
    """The members directly under a whole that the tables print with an amount."""
    tree = partitions().trees[dimension]
    node = whole.get(dimension) or "all"
    return {
        member
        for key, prints in case.by_key.items()
        if key.measure == whole.measure
        and (member := key.get(dimension))
        and key.at(dimension, whole.get(dimension)) == whole
        and member != node
        and node in tree.parents(member)
        and prints[0].amount is not None
        and prints[0].amount.value
    }


def _finding(shares: list[Bound]) -> Finding:
    total = sum(item.amount.value for item in shares if item.amount is not None)
    terms = " + ".join(f"{item.statement.value}" for item in shares)
    return Finding(
        RULE,
        "占比合计不是100%",
        "error",
        f"“{shares[0].statement.section}”逐项写出的占比合计为 {total}%，不是 100%。",
        tuple(Quote(item.statement.quote, item.statement.place) for item in shares),
        "certain" if all(item.sure for item in shares) else "to_confirm",
        expected="100%",
        actual=f"{total}%",
        difference=f"{abs(total - 100)} 个百分点",
        suggestion="按金额重算各项占比，并核对有没有漏项。",
        arithmetic=(f"{terms} = {total}",),
    )


_HEAD = "三、支出决算情况说明\n支出合计100.00万元，其中：基本支出60.00万元，占60.00%；"

RULES = [
    Rule(
        RULE,
        "占比合计为100%",
        "逐项写出全部组成部分的占比时，合计应为100%，差额只能来自四舍五入。",
        "error",
        "文字自身的算术",
        "没有逐项写出全部占比时不适用。",
        Example(text=f"{_HEAD}项目支出40.00万元，占40.00%。"),
        Example(text=f"{_HEAD}项目支出40.00万元，占30.00%。"),
        check,
    )
]
