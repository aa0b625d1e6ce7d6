"""Reasons for changes: given where the change is large, of its direction, and not contradicting one another."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.check.said import Said, said_by_section
from mingzhang.finding import Finding, Outcome, Quote, Tally
from mingzhang.model import Place
from mingzhang.narrative.bound import Bound

MISSING, POLARITY, BOTH_WAYS = "text.reason-missing", "text.reason-direction", "text.reasons-contradict"
_LARGE = Decimal(10)
"""A change of at least this many per cent, or a completion rate as far from 100, needs a reason."""
_REASON = re.compile(r"(?:原因(?:是|为)?|主要是|主要系|由于)[:：]?(?P<text>[^。；]{3,60})")


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("text_reasons.toml").read_text(encoding="utf-8"))


@cache
def _any(name: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _words()[name])))


def check(case: Case) -> list[Outcome]:
    """One outcome for each of the three rules."""
    missing, polarity = Tally(), Tally()
    unexplained: list[Finding] = []
    turned: list[Finding] = []
    for said in said_by_section(case):
        for at, item in enumerate(said.items):
            if item.statement.measure in ("增减率", "完成率") and item.amount is not None and item.key is not None:
                finding = _missing(said, at, item)
                if finding is not None:
                    missing.passed += finding == ()
                    missing.failed += len(finding)
                    unexplained += finding
            if item.statement.measure == "增减额" and item.amount is not None and item.amount.value:
                for wrong in _turned(said, at, item):
                    polarity.passed += wrong is None
                    polarity.failed += wrong is not None
                    turned += [wrong] if wrong is not None else []
    return [
        Outcome(MISSING, tuple(unexplained), missing),
        Outcome(POLARITY, tuple(turned), polarity),
        _both_ways(case),
    ]


def _window(said: Said, at: int, item: Bound) -> str:
    """The words from a figure to the next statement of another subject in its paragraph, or to the paragraph's end."""
    passage = item.statement.passage
    for other in said.items[at + 1 :]:
        if other.statement.passage is not passage:
            break
        if other.statement.subject != item.statement.subject and other.key is not None and other.key != item.key:
            return passage.text[item.statement.span[1] : other.statement.span[0]]
    return passage.text[item.statement.span[1] :]


def _missing(said: Said, at: int, item: Bound) -> tuple[Finding, ...] | None:
    """None where no reason is due; empty where one is given."""
    assert item.amount is not None
    rate = item.amount.value
    planned = item.statement.measure == "完成率"
    off = abs(rate - 100) if planned else abs(rate)
    if off < _LARGE or (planned and rate == 0) or item.statement.carried:
        return None
    if not planned and _same_change_before(said, item):
        return None
    section = "".join(passage.text for passage in _passages(said))
    window = _window(said, at, item)
    # the reason for a total may be given with its parts
    given = _any("given").search(window if planned else item.statement.passage.text) is not None
    elsewhere = planned and re.search(_words()["budget"] + r"[^。]{0,16}(?:原因|主要)", section) is not None
    if given or elsewhere:
        return ()
    what = f"完成率为 {rate}%" if planned else f"{'增长' if rate > 0 else '下降'} {abs(rate)}%"
    return (
        Finding(
            MISSING,
            "变动较大未说明原因",
            "warning",
            f"“{item.statement.section}”中“{item.statement.subject}”{what}，没有说明原因。",
            (said.quote(item),),
            "certain" if item.sure else "to_confirm",
            actual=item.statement.quote,
            suggestion="补充说明与" + ("预算" if planned else "上年") + "相差较大的原因。",
        ),
    )


def _same_change_before(said: Said, item: Bound) -> bool:
    """Whether the change was told before, so that its reason was due there."""
    return any(
        other.key == item.key
        and other.statement.measure == "增减率"
        and other.statement.value == item.statement.value
        and _before(other, item)
        for other in said.case.bound
    )


def _before(first: Bound, second: Bound) -> bool:
    one, two = first.statement.place, second.statement.place
    return (one.page or 0, one.line or 0) < (two.page or 0, two.line or 0)


def _passages(said: Said) -> Iterator[Any]:
    seen: list[int] = []
    for item in said.items:
        if id(item.statement.passage) not in seen:
            seen.append(id(item.statement.passage))
            yield item.statement.passage


def _turned(said: Said, at: int, change: Bound) -> Iterator[Finding | None]:
    """The reason that follows a change speaks of its direction, if of any."""
    assert change.amount is not None
    passage = change.statement.passage
    following = [i for i in said.items[at + 1 :] if i.statement.passage is passage and i.statement.measure == "增减额"]
    end = following[0].statement.span[0] if following else len(passage.text)
    match = _REASON.search(passage.text, change.statement.span[1], end)
    if match is None or match.start() - change.statement.span[1] > 40:
        return
    if "预算" in passage.text[change.statement.span[1] : match.end("text")]:
        return  # the reason is one for being over or under the budget
    text = match["text"]
    rises = change.amount.value > 0
    own, other = (_any("up"), _any("down")) if rises else (_any("down"), _any("up"))
    if _any("neutral").search(text) or own.search(text) or not other.search(text):
        yield None
        return
    word = "增加" if rises else "减少"
    place = passage.place_of(match.start("text"), match.end("text"))
    yield Finding(
        POLARITY,
        "原因与增减方向相反",
        "warning",
        f"“{change.statement.section}”中“{change.statement.quote}”是{word}，所写的原因“{text}”说的却相反。",
        (Quote(text, place), said.quote(change)),
        "certain" if change.sure else "to_confirm",
        actual=text,
        suggestion="核对增减方向，或改写原因。",
    )


def _both_ways(case: Case) -> Outcome:
    """One thing said to have grown here and to have shrunk there."""
    seen: dict[str, dict[str, tuple[str, Place]]] = {}
    for section in case.disclosure.sections:
        for passage in section.paragraphs if "名词解释" not in section.part else ():
            for subject in _words()["subjects"]:
                pattern = rf"(?<![离退]){subject}(?:和退休人员)?(?P<word>增加|减少)"
                for match in re.finditer(pattern, passage.text):
                    place = passage.place_of(*match.span())
                    seen.setdefault(subject, {}).setdefault(match["word"], (match[0], place))
    tally = Tally()
    findings: list[Finding] = []
    for subject, said in seen.items():
        both = len(said) > 1
        tally.passed += not both
        tally.failed += both
        if both:
            quotes = tuple(Quote(text, place) for text, place in said.values())
            findings.append(
                Finding(
                    BOTH_WAYS,
                    "原因前后矛盾",
                    "warning",
                    f"一处的原因是“{quotes[0].text}”，另一处的原因是“{quotes[1].text}”，说法相反。",
                    quotes,
                    suggestion=f"核实本年{subject}的增减；若分属不同单位或时点，请在文中写明。",
                )
            )
    return Outcome(BOTH_WAYS, tuple(findings), tally)


_HEAD = "十、其他重要事项情况说明\n（一）机关运行经费支出情况说明\n2023年机关运行经费支出90.00万元，比2022年"

RULES = [
    Rule(
        MISSING,
        "变动较大应说明原因",
        "比上年增减或与预算相差 10% 以上的，应说明原因。",
        "warning",
        "增减变化须作说明的通行要求",
        "变动不大，或没有写出增减率、完成率时不适用。",
        Example(text=f"{_HEAD}增加30.00万元，增长50.00%，主要原因是物业费上涨。"),
        Example(text=f"{_HEAD}增加30.00万元，增长50.00%。"),
        check,
    ),
    Rule(
        POLARITY,
        "原因与增减方向一致",
        "说明增加的原因不应只讲减少的事，说明减少的原因不应只讲增加的事。",
        "warning",
        "文字自身的逻辑",
        "原因中没有表示增减的词，或讲的是上年、其他时期时不适用。",
        Example(text=f"{_HEAD}增加30.00万元，增长50.00%，主要原因是在职人员增加。"),
        Example(text=f"{_HEAD}增加30.00万元，增长50.00%，主要原因是在职人员减少。"),
    ),
    Rule(
        BOTH_WAYS,
        "各处原因不矛盾",
        "同一事项不应在一处说增加、在另一处说减少。",
        "warning",
        "文字自身的逻辑",
        "原因中没有提到人员增减时不适用。",
        Example(text=f"{_HEAD}增加30.00万元，增长50.00%，主要原因是在职人员增加。"),
        Example(
            text=f"{_HEAD}增加30.00万元，增长50.00%，主要原因是在职人员增加。\n差旅费减少，主要原因是在职人员减少。"
        ),
    ),
]
