"""Lists of names in the text against the cells that are not zero: nothing listed is zero, nothing is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingzhang.check import describe
from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.finding import Finding, Outcome, Quote, Tally
from mingzhang.model import FactKey, Passage, Print
from mingzhang.narrative.bound import Bound, Topic, code_named, topic_of

ZERO, OMITTED = "text.listed-zero", "text.list-omits"
_LIST = re.compile(r"(?:包括|用于)[:：]?(?P<names>[^。；:：]{4,600})")
_OPEN = re.compile(r"等(?:方面|支出|费用|项)?(?:的)?(?:支出|费用)?$")
_AMOUNT = re.compile(r"\d")
_FEWEST = 4
"""A list of fewer known names is no list of a classification."""


_WRONG_TOTAL = "这一格所在的合计也不成立，先核对表中的数字是否填错了行。"
_WRONG_ROW = "文字列出的科目没有金额，没有列出的科目却有金额，先核对表中的数字是否填错了行。"


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in a list with its code and its characters in the paragraph."""

    code: str
    text: str
    start: int


def check(case: Case) -> list[Outcome]:
    """Lists of economic items by name, and of 类 and 项 with their amounts."""
    zero, omitted = Tally(), Tally()
    listed_zero: list[Finding] = []
    left_out: list[Finding] = []
    for topic, heading, passage, names, end in _lists(case):
        cells = _cells(case, topic)
        missing = [] if _OPEN.search(end) else _missing(cells, names)
        for name in names:
            cell = cells.get(name.code)
            if cell is None or not cell.sure:
                continue
            wrong = cell.amount is None or cell.amount.value == 0
            zero.passed += not wrong
            zero.failed += wrong
            listed_zero += [_zero(case, heading, passage, name, cell, slipped=bool(missing))] if wrong else []
        omitted.passed += not missing
        omitted.failed += bool(missing)
        left_out += [_omitted(case, heading, passage, names, missing)] if missing else []
    for topic, items in _amount_lists(case):
        cells = _cells(case, topic)
        codes = [item.key.get(topic.rows) or "" for item in items if item.key]
        missing = [
            cell
            for code, cell in cells.items()
            if len(code) in {len(c) for c in codes}
            and cell.amount is not None
            and cell.amount.value
            and code not in codes
        ]
        omitted.passed += not missing
        omitted.failed += bool(missing)
        left_out += [_unlisted(case, items, missing)] if missing else []
    reasons = ("文字没有列出科目名称",) if not zero.applied else ()
    return [Outcome(ZERO, tuple(listed_zero), zero, reasons), Outcome(OMITTED, tuple(left_out), omitted)]


def _cells(case: Case, topic: Topic) -> dict[str, Print]:
    """The cells of the topic's classification in the tables, by code; the first print of each."""
    found: dict[str, Print] = {}
    for key, prints in case.by_key.items():
        code = key.get(topic.rows)
        if code and code.isdigit() and key == FactKey.of(topic.row_measure, {**topic.at, topic.rows: code}):
            found.setdefault(code, prints[0])
    return found


def _lists(case: Case) -> Iterator[tuple[Topic, str, Passage, list[_Named], str]]:
    """Lists of names without amounts in sections about economic items."""
    for section in case.disclosure.sections:
        if section.heading is None or "名词解释" in section.part:
            continue
        topic = topic_of(section.heading.text)
        if topic is None or topic.rows != "economic":
            continue
        for passage in section.paragraphs:
            for match in _LIST.finditer(passage.text):
                names = match["names"]
                if _AMOUNT.search(names):
                    continue
                named = list(_named(case, topic, names, match.start("names")))
                if len(named) >= _FEWEST:
                    yield topic, section.heading.text, passage, named, names


def _named(case: Case, topic: Topic, names: str, offset: int) -> Iterator[_Named]:
    for match in re.finditer(r"[^、，]+", names):
        text = match[0]
        for piece in _pieces(case, topic, text):
            code = _code(case, topic, piece)
            if code is not None and len(code) == 5:
                yield _Named(code, piece, offset + match.start() + text.index(piece))


def _pieces(case: Case, topic: Topic, text: str) -> list[str]:
    """A name, or the two that 和 joins; names may hold that word themselves."""
    if _code(case, topic, text) is not None:
        return [text]
    for joint in re.finditer("以及|[和及]", text):
        both = [text[: joint.start()], text[joint.end() :]]
        if all(_code(case, topic, piece) is not None for piece in both):
            return both
    return re.split("[和及]", text)


def _code(case: Case, topic: Topic, name: str) -> str | None:
    return code_named(case.disclosure, topic.rows, _OPEN.sub("", name)) if name else None


def _missing(cells: dict[str, Print], names: Sequence[_Named]) -> list[Print]:
    """Cells that are not zero, under the heads that the list names, and are not in it."""
    heads = {name.code[:3] for name in names}
    listed = {name.code for name in names}
    return [
        cell
        for code, cell in cells.items()
        if len(code) == 5 and code[:3] in heads and code not in listed and cell.amount is not None and cell.amount.value
    ]


def _amount_lists(case: Case) -> Iterator[tuple[Topic, list[Bound]]]:
    """Lists of 类 with their amounts where the section lists them in full."""
    groups: dict[str, list[Bound]] = {}
    for item in case.bound:
        topic = item.topic
        full = topic is not None and topic.rows and topic.closed_in and topic.closed_in in item.statement.section
        if full and topic is not None and item.statement.measure == "决算数" and item.key and item.key.get(topic.rows):
            groups.setdefault(item.statement.section, []).append(item)
    for items in groups.values():
        if items[0].topic is not None and len(items) > 1:
            yield items[0].topic, items


def _zero(case: Case, heading: str, passage: Passage, name: _Named, cell: Print, *, slipped: bool) -> Finding:
    """A name without an amount; `slipped`: another cell has an amount that the list does not name."""
    place = passage.place_of(name.start, name.start + len(name.text))
    shown = describe.print_text(case.disclosure, cell)
    first = _WRONG_TOTAL if case.fails(cell) else _WRONG_ROW if slipped else ""
    quotes = (Quote(name.text, place), Quote(shown, cell.place))
    return Finding(
        ZERO,
        "列出了金额为零的科目",
        "warning",
        f"“{heading}”列有“{name.text}”，而{shown}，没有这项支出。",
        quotes[::-1] if first else quotes,
        expected="不列",
        actual=name.text,
        suggestion=first or f"删去“{name.text}”，或核对表中的数字。",
    )


def _omitted(case: Case, heading: str, passage: Passage, names: Sequence[_Named], missing: Sequence[Print]) -> Finding:
    first, last = names[0], names[-1]
    text = passage.text[first.start : last.start + len(last.text)]
    shown = "、".join(f"“{cell.row_name}”{describe.figure_quote(cell)}" for cell in missing)
    return Finding(
        OMITTED,
        "漏列科目",
        "notice",
        f"“{heading}”列出的科目中没有{shown}，而表中有金额。",
        (
            Quote(text[:60], passage.place_of(first.start, last.start + len(last.text))),
            *(Quote(describe.print_text(case.disclosure, cell), cell.place) for cell in missing[:6]),
        ),
        suggestion="补列这些科目，或在末尾写“等”。",
    )


def _unlisted(case: Case, items: Sequence[Bound], missing: Sequence[Print]) -> Finding:
    statement = items[0].statement
    shown = "、".join(f"“{cell.row_name}”{describe.figure_quote(cell)}" for cell in missing)
    sure = all(item.sure for item in items) and all(cell.sure for cell in missing)
    failing = any(case.fails(cell) for cell in missing)
    said = [Quote(statement.quote, statement.place)]
    cells = [Quote(describe.print_text(case.disclosure, cell), cell.place) for cell in missing[:6]]
    return Finding(
        OMITTED,
        "漏写科目",
        "warning",
        f"“{statement.section}”逐项写出的科目中没有{shown}，而表中有金额。",
        tuple([*cells, *said] if failing else [*said, *cells]),
        "certain" if sure else "to_confirm",
        suggestion=_WRONG_TOTAL if failing else "补写这些科目及其金额。",
    )


_BASIC = "六、一般公共预算财政拨款基本支出决算情况说明"
_CELLS = "\n".join(
    f"GK06 {code} 决算数 {text}"
    for code, text in (("30101", "9.00"), ("30102", "3.00"), ("30103", "2.00"), ("30107", "{bonus}"), ("30113", "1.00"))
)
_GENERAL = "五、一般公共预算财政拨款支出决算情况说明\n（二）一般公共预算财政拨款支出决算结构情况"
_CLASSES = "GK05 205 合计 60.00\nGK05 208 合计 40.00"

RULES = [
    Rule(
        ZERO,
        "列出的科目都有金额",
        "基本支出说明列出的经济科目应是表中有金额的科目。",
        "warning",
        "文字与表反映同一套账",
        "文字没有列出科目名称，或列出时写了金额（另有规则）时不适用。",
        Example(
            _CELLS.format(bonus="4.00"), f"{_BASIC}\n人员经费主要包括：基本工资、津贴补贴、奖金、绩效工资、住房公积金。"
        ),
        Example(
            _CELLS.format(bonus="0.00"), f"{_BASIC}\n人员经费主要包括：基本工资、津贴补贴、奖金、绩效工资、住房公积金。"
        ),
        check,
    ),
    Rule(
        OMITTED,
        "列出的科目没有遗漏",
        "逐项列出类、款或经济科目的，表中有金额的都应列出（写明“等”的除外）。",
        "warning",
        "文字与表反映同一套账",
        "文字没有逐项列出时不适用。",
        Example(_CLASSES, f"{_GENERAL}\n教育支出（类）60.00万元，占60%；社会保障和就业支出（类）40.00万元，占40%。"),
        Example(
            f"{_CLASSES}\nGK05 210 合计 20.00",
            f"{_GENERAL}\n教育支出（类）60.00万元，占60%；社会保障和就业支出（类）40.00万元，占40%。",
        ),
    ),
]
