"""Lists that must agree: the contents page with the headings, the lists of units, a list that is announced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.check.structure import outcome
from mingzhang.finding import Certainty, Finding, Outcome, Quote
from mingzhang.forms.label import bare, fold
from mingzhang.model import Heading, Passage, Place, Section
from mingzhang.read.headings import HeadingMark, heading_of

_LEADER = re.compile(r"[.…·．\-—\s]*\d*$")
_UNITS = re.compile("机构设置|单位构成|机构构成|单位名单")
_ITEM = re.compile(r"^(?:\d{1,3}[.、．]|[（(]\d{1,3}[)）])([^。；;，,：:]{3,60})")
_SIMILAR = 0.75


def contents_page(case: Case) -> list[Outcome]:
    """Each entry of the contents page is a heading of the body, word for word."""
    rule = "structure.contents-page"
    entries = _entries(case.disclosure.sections)
    if len(entries) < 4:
        return [outcome(rule, [], 0, ("没有读出目录",))]
    headings = list(_headings(case.disclosure.sections))
    texts = {bare(heading.text) for heading, _ in headings} | {fold(heading.text) for heading, _ in headings}
    findings = []
    judged = 0
    part: int | None = None
    for mark, passage in entries:
        printed = _LEADER.sub("", passage.text)
        part = mark.ordinal if mark.level == 0 else part
        candidates = [
            heading
            for heading, inside in headings
            if (heading.level, heading.ordinal) == (mark.level, mark.ordinal) and inside == part
        ]
        judged += 1
        if fold(printed) in texts or bare(printed) in texts or not candidates:
            continue
        nearest = max(candidates, key=lambda item: _likeness(printed, item.text))
        if _likeness(printed, nearest.text) >= _SIMILAR and not _wrapped(printed, nearest.text):
            findings.append(
                Finding(
                    rule,
                    "目录与正文标题不一致",
                    "notice",
                    f"目录写作“{printed}”，正文的标题是“{nearest.text}”。",
                    (Quote(printed, passage.place), Quote(nearest.text, nearest.place)),
                    case.prose.certainty,
                    expected=nearest.text,
                    actual=printed,
                    suggestion="统一目录与正文的标题。",
                )
            )
    return [outcome(rule, findings, judged)]


def _entries(sections: Sequence[Section]) -> list[tuple[HeadingMark, Passage]]:
    """The numbered lines of the contents page."""
    first = sections[0] if sections else None
    if first is None or first.heading is not None:
        return []
    start = next((at for at, item in enumerate(first.paragraphs) if fold(item.text) in ("目录", "目次")), None)
    if start is None:
        return []
    lines = first.paragraphs[start + 1 :]
    found = [(heading_of(_LEADER.sub("", line.text)), line) for line in lines]
    return [(mark, line) for mark, line in found if mark is not None and mark.level <= 1]


def _headings(sections: Sequence[Section]) -> Iterator[tuple[Heading, int | None]]:
    """The headings of the first two levels, each with the number of its part."""
    part: int | None = None
    for section in sections:
        if section.heading is not None and section.heading.level <= 1:
            part = section.heading.ordinal if section.heading.level == 0 else part
            yield section.heading, part


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, bare(one), bare(other), autojunk=False).ratio()


def _wrapped(entry: str, heading: str) -> bool:
    """Whether one of them is only the beginning of the other, as a line that was broken leaves it."""
    return fold(heading).startswith(fold(entry)) or fold(entry).startswith(fold(heading))


def unit_lists(case: Case) -> list[Outcome]:
    """Lists of units that are printed twice name the same units."""
    rule = "structure.unit-lists"
    lists = [(heading, names) for heading, names in _lists(case.disclosure.sections) if len(names) >= 2]
    findings = []
    for before, after in pairwise(lists):
        first = {fold(name) for name, _ in before[1]}
        second = {fold(name) for name, _ in after[1]}
        if not first & second:
            continue
        # a list of the organisation and a list of the units in the accounts may differ
        same = bare(before[0].text) == bare(after[0].text)
        only = [f"“{name}”只在前一处" for name, _ in before[1] if fold(name) not in second]
        only += [f"“{name}”只在后一处" for name, _ in after[1] if fold(name) not in first]
        what = f"不一致：{'，'.join(only[:6])}" if only else "重复，内容相同"
        findings.append(
            Finding(
                rule,
                "单位名单列了两遍",
                "warning" if only and same else "notice",
                f"单位名单列了两遍，前一处 {len(first)} 个、后一处 {len(second)} 个，{what}。",
                (Quote(after[0].text, after[0].place), Quote(before[0].text, before[0].place)),
                case.prose.certainty if same else "to_confirm",
                expected=f"{len(second)} 个",
                actual=f"{len(first)} 个",
                suggestion="只保留纳入部门决算编制范围的单位名单；与预算的单位不同的，说明增减原因。",
            )
        )
    return [outcome(rule, findings, len(lists))]


def _lists(sections: Sequence[Section]) -> list[tuple[Heading, list[tuple[str, Place]]]]:
    """The names listed under each heading on units, also where an item was read as a heading."""
    found: list[tuple[Heading, list[tuple[str, Place]]]] = []
    inside = False
    for section in sections:
        heading = section.heading
        if heading is None:
            continue
        if heading.level <= 2:
            inside = _UNITS.search(heading.text) is not None
            if inside:
                found.append((heading, []))
        lines = [(item.text, item.place) for item in section.paragraphs]
        if heading.level > 2:
            lines.insert(0, (heading.text, heading.place))
        if inside:
            found[-1][1].extend((match[1], place) for text, place in lines if (match := _ITEM.match(text)))
    return found


def announced(case: Case) -> list[Outcome]:
    """A list of units that is announced is not empty."""
    rule = "structure.empty-list"
    pieces = case.prose.in_role("overview")
    findings = []
    judged = 0
    for at, piece in enumerate(pieces):
        if not re.search(r"(?:单位|机构)[^。]{0,12}(?:包括|如下|有|为)[：:]$", piece.text):
            continue
        judged += 1
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        ends = following is None or (following.heading is not None and following.heading.level <= 1)
        if ends and not case.disclosure.organisations:
            certainty: Certainty = "to_confirm"
            findings.append(
                Finding(
                    rule,
                    "名单空缺",
                    "warning",
                    f"“{piece.text[-30:]}”之后没有单位名单。",
                    (Quote(piece.text[-40:], piece.passage.place),),
                    certainty,
                    suggestion="补列单位名单；若名单以图片公开，请改为文字。",
                )
            )
    return [outcome(rule, findings, judged)]


_BASIS = "公开文本应当前后一致"
_TITLE = "第一部分概况\n二、机构设置情况\n"
_LIST = "1、云州市星图局机关，负责编图。\n2、云州市星图中心，负责观测。\n"
RULES = [
    Rule(
        "structure.contents-page",
        "目录与正文一致",
        "目录的各条应与正文的标题逐字相同。",
        "notice",
        _BASIS,
        "没有目录时不适用。",
        "目录与正文都是“十、其他重要事项的情况说明”",
        "目录是“十、其他重要事项说明”，正文是“十、其他重要事项的情况说明”",
        contents_page,
    ),
    Rule(
        "structure.unit-lists",
        "单位名单一致",
        "单位名单列了两处的，应当相同。",
        "warning",
        _BASIS,
        "",
        Example(text=_TITLE + _LIST),
        Example(text=_TITLE + _LIST + "三、机构设置情况\n" + _LIST.replace("云州市星图中心", "云州市天文馆")),
        unit_lists,
    ),
    Rule(
        "structure.empty-list",
        "名单不空缺",
        "写明“单位包括：”的，其后应列出单位。",
        "warning",
        "公开文本应当完整",
        "",
        Example(text=_TITLE + "纳入决算编制范围的单位包括：\n1、云州市星图局机关，负责编图。"),
        Example(text=_TITLE + "纳入决算编制范围的单位包括："),
        announced,
    ),
]
