"""Headings: repeated, misnumbered, a part that holds what its title does not say, topics that are missing."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.check.structure import outcome
from mingzhang.finding import Certainty, Finding, Outcome, Quote
from mingzhang.forms.label import bare
from mingzhang.model import Heading, Section
from mingzhang.read.headings import numbered_start

_TABLES = re.compile("决算表|公开表")
_NUMERALS = "零一二三四五六七八九十"


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("structure_headings.toml").read_text(encoding="utf-8"))


def _runs(case: Case) -> list[list[tuple[Section, Heading]]]:
    """Headings of the first two levels of each part, without the lists of tables; a run for each parent."""
    runs: dict[tuple[int, int, int], list[tuple[Section, Heading]]] = {}
    part = parent = 0
    for number, section in enumerate(case.disclosure.sections):
        heading = section.heading
        if heading is None:
            continue
        if heading.level == 0:
            part = parent = number
        elif heading.level == 1:
            parent = number
            runs.setdefault((part, 0, 1), []).append((section, heading))
        elif heading.level == 2:
            runs.setdefault((part, parent, 2), []).append((section, heading))
    return [run for run in runs.values() if _prose(run)]


def _prose(run: list[tuple[Section, Heading]]) -> bool:
    """Whether the headings open text; the rows of a table that was not recognised look like headings, too."""
    filled = sum(bool(section.paragraphs) for section, _ in run)
    return "附件" not in run[0][0].part and 2 * filled >= len(run)


def repeated(case: Case) -> list[Outcome]:
    """The same heading twice under one parent."""
    rule = "structure.repeated-headings"
    findings = []
    judged = 0
    for run in _runs(case):
        seen: dict[str, Heading] = {}
        for _, heading in run:
            judged += 1
            first = seen.setdefault(bare(heading.text), heading)
            if first is not heading:
                findings.append(
                    Finding(
                        rule,
                        "标题重复",
                        "warning",
                        f"同一部分里有两个“{bare(heading.text)}”：前面是“{first.text}”，这里是“{heading.text}”。",
                        (Quote(heading.text, heading.place), Quote(first.text, first.place)),
                        case.prose.certainty,
                        suggestion="删去多余的一节，或改正其中一个标题。",
                    )
                )
    return [outcome(rule, findings, judged)]


def numbering(case: Case) -> list[Outcome]:
    """The numbers of headings under one parent run on without gap or repetition."""
    rule = "structure.heading-numbers"
    findings = []
    judged = 0
    for run in _runs(case):
        texts = {paragraph.text[:6] for section, _ in run for paragraph in section.paragraphs}
        for (_, before), (_, heading) in pairwise(run):
            if before.ordinal is None or heading.ordinal is None or bare(before.text) == bare(heading.text):
                continue
            judged += 1
            step = heading.ordinal - before.ordinal
            between = _marks(before, before.ordinal + 1)
            if step == 1 or heading.ordinal == 1 or (step > 1 and any(text.startswith(between) for text in texts)):
                continue
            what = "序号重复" if step == 0 else "序号跳号" if step > 1 else "序号倒退"
            findings.append(
                Finding(
                    rule,
                    "标题序号",
                    "notice",
                    f"“{before.text}”之后是“{heading.text}”，{what}。",
                    (Quote(heading.text, heading.place), Quote(before.text, before.place)),
                    case.prose.certainty if step == 0 else "to_confirm",
                    expected=_NUMERALS[before.ordinal + 1] if before.ordinal < 10 else str(before.ordinal + 1),
                    actual=heading.text,
                    suggestion="按顺序重编序号，或补上漏掉的一节。",
                )
            )
    return [outcome(rule, findings, judged)]


def _marks(heading: Heading, ordinal: int) -> tuple[str, ...]:
    """How the heading with a number would begin at the level of another one."""
    tens, units = divmod(ordinal, 10)
    number = ("" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens]}十") + (_NUMERALS[units] if units else "")
    return (f"{number}、",) if heading.level == 1 else (f"（{number}）", f"({number})")


def part_titles(case: Case) -> list[Outcome]:
    """A part that is titled as tables and holds the explanation, while no part is titled as explanation."""
    rule = "structure.part-title"
    sections = case.disclosure.sections
    parts = [section for section in sections if section.heading is not None and section.heading.level == 0]
    if not parts:
        return [outcome(rule, [], 0, ("文件没有“第…部分”的编号",))]
    if any(re.search("说明", bare(part.part)) and "名词" not in part.part for part in parts):
        return [outcome(rule, [], len(parts))]
    findings = []
    for at, section in enumerate(sections):
        heading = section.heading
        if heading is None or heading.level != 0 or not _TABLES.search(heading.text):
            continue
        inside = []
        for other in sections[at + 1 :]:
            if other.heading is not None and other.heading.level == 0:
                break
            inside.append(other)
        explaining = [other.heading for other in inside if other.heading and other.heading.text.endswith("情况说明")]
        if len(explaining) >= 3:
            directly = inside[0].heading is explaining[0] and explaining[0].ordinal == 1
            certainty: Certainty = case.prose.certainty if directly else "to_confirm"
            findings.append(
                Finding(
                    rule,
                    "部分的标题与内容不符",
                    "warning",
                    f"“{heading.text}”之下是“{explaining[0].text}”等 {len(explaining)} 节情况说明，标题却是决算表。",
                    (Quote(heading.text, heading.place), Quote(explaining[0].text, explaining[0].place)),
                    certainty,
                    actual=heading.text,
                    suggestion="把这一部分的标题改为“部门决算情况说明”，并顺编序号。",
                )
            )
    return [outcome(rule, findings, len(parts))]


def topics(case: Case) -> list[Outcome]:
    """The topics an explanation must speak of, in whatever order and under whatever number."""
    rule = "structure.topics"
    explained = [piece for piece in case.prose.pieces if piece.role in ("explanation", "overview", "glossary")]
    words = sum(len(piece.text) for piece in explained if piece.role == "explanation")
    if words < 400 or case.disclosure.kind != "决算":
        return [outcome(rule, [], 0, ("没有读出决算情况说明的文字",))]
    text = "\n".join(piece.text for piece in explained)
    entries = _data()["topic"]
    year = case.disclosure.year or 0
    missing = [
        entry["name"] for entry in entries if year >= entry.get("since", 0) and not re.search(entry["pattern"], text)
    ]
    place = next((piece for piece in explained if piece.role == "explanation"), explained[0])
    findings = [
        Finding(
            rule,
            "缺少应说明的事项",
            "warning",
            f"全文没有提到{'、'.join(f'“{name}”' for name in missing)}。",
            (Quote(place.text[:40], place.passage.place),),
            "to_confirm",
            suggestion="补充说明；没有此项的，也应说明没有。",
        )
        for _ in missing[:1]
    ]
    return [outcome(rule, findings, len(entries))]


def list_style(case: Case) -> list[Outcome]:
    """The numbers of one list are written in one way: 1、 or 1. but not both."""
    rule = "structure.list-style"
    lists: defaultdict[int, list[tuple[str, Quote]]] = defaultdict(list)
    number = 0
    for piece in case.prose.in_role("overview", "explanation"):
        if piece.heading is not None and piece.heading.level <= 2:
            number += 1
        match = re.match(r"(\d{1,2})([、.．])(?!\d)", piece.text)
        if match and numbered_start(piece.text):
            if match[1] == "1":
                number += 1
            lists[number].append((match[2].replace("．", "."), Quote(piece.text[:16], piece.passage.place)))
    findings = []
    for items in lists.values():
        first = items[0][0]
        other = next((quote for mark, quote in items if mark != first), None)
        if other is not None:
            findings.append(
                Finding(
                    rule,
                    "编号样式不一",
                    "notice",
                    f"同一列举里有“{items[0][1].text}”，又有“{other.text}”，编号后的标点不一致。",
                    (other, items[0][1]),
                    case.prose.certainty,
                    suggestion="统一为一种编号样式。",
                )
            )
    return [outcome(rule, findings, len(lists))]


_BASIS = "公开文本的通行格式"
_DUTIES = "第一部分概况\n一、主要职责\n编制全市星图。\n二、机构设置情况\n星图局内设三个科室。\n"
_TEN = "".join(
    f"{numeral}、{title}情况说明\n本年度{title}为8.00万元，与上年相比没有变化。\n"
    for numeral, title in zip(
        "一二三四五",
        (
            "收入支出决算总体",
            "收入决算",
            "支出决算",
            "财政拨款收入支出决算总体",
            "一般公共预算财政拨款支出决算",
        ),
        strict=True,
    )
)
_ALL = (
    _DUTIES
    + "第三部分情况说明\n"
    + _TEN
    + "六、基本支出情况说明\n"
    + "人员经费和公用经费合计6.00万元，与预算相同。" * 10
    + "\n七、政府性基金、国有资本经营预算、“三公”经费、机关运行经费、政府采购、国有资产占用、预算绩效情况说明"
    + "\n各项均已列表说明。"
)
RULES = [
    Rule(
        "structure.repeated-headings",
        "标题不重复",
        "同一部分里不应有两个相同的标题。",
        "warning",
        _BASIS,
        "",
        Example(text=_DUTIES),
        Example(text=_DUTIES + "二、机构设置情况\n星图局下设一个中心。"),
        repeated,
    ),
    Rule(
        "structure.heading-numbers",
        "标题序号连续",
        "同一层标题的序号应连续，不重复、不跳号。",
        "notice",
        _BASIS,
        "附件不看。",
        Example(text=_DUTIES),
        Example(text=_DUTIES + "二、人员编制\n星图局编制三十名。"),
        numbering,
    ),
    Rule(
        "structure.part-title",
        "部分的标题与内容相符",
        "题为“决算表”的部分应是表，情况说明应在题为“情况说明”的部分。",
        "warning",
        _BASIS,
        "文件不用“第…部分”编号时不适用。",
        Example(text="第三部分2023年度部门决算情况说明\n" + _TEN),
        Example(text="第二部分2023年度部门决算表\n" + _TEN),
        part_titles,
    ),
    Rule(
        "structure.topics",
        "应说明的事项齐全",
        "应讲到职责、机构、总体、收入、支出、财政拨款、基本支出、政府性基金、国有资本经营、“三公”、机关运行、采购、资产和绩效。",
        "warning",
        _BASIS,
        "没有读出情况说明的文字时不适用。",
        Example(text=_ALL, caption="各事项都有说明"),
        Example(text=_ALL.replace("政府采购、", ""), caption="没有讲到政府采购"),
        topics,
    ),
    Rule(
        "structure.list-style",
        "编号样式一致",
        "同一列举的编号应是一种样式。",
        "notice",
        "公开文本应当规范",
        "",
        Example(text="第一部分概况\n二、机构设置情况\n1、星图局机关，负责编图。\n2、星图中心，负责观测。"),
        Example(text="第一部分概况\n二、机构设置情况\n1、星图局机关，负责编图。\n2.星图中心，负责观测。"),
        list_style,
    ),
]
