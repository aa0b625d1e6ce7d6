"""Lines and sentences as wholes: stray lines, brackets without their partner, sentences without an end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.check.wording_text import Piece, where
from mingzhang.finding import Finding, Outcome, Quote, Tally

_PAIRS = {"（": "）", "《": "》", "“": "”", "【": "】", "〔": "〕"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_ITEM = re.compile(r"(?<![（\d])(?:\d{1,2}|[①-⑳])）|（(?=\d{1,2}[、.．])")
_STRAY = re.compile(r"[；。，、：;,:.]{1,3}|无[。；]?")
_NUMBERED = re.compile(r"(?:\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、)")


def stray_lines(case: Case) -> list[Outcome]:
    """A line that holds a mark alone, or a lone 无 after other paragraphs of its section."""
    rule = "wording.stray-line"
    pieces = case.prose.in_role("overview", "explanation", "glossary")
    findings = [
        Finding(
            rule,
            "孤立的残行",
            "notice",
            f"{where(piece)}“{piece.text}”独占一行，不成句子。",
            (Quote(piece.text, piece.passage.place),),
            case.prose.certainty,
            actual=piece.text,
            suggestion="删去这一行，或补全内容。",
        )
        for before, piece in pairwise(pieces)
        if _STRAY.fullmatch(piece.text) and not (piece.text.startswith("无") and _opens(before, piece))
    ]
    return [_outcome(rule, findings, len(pieces))]


def _opens(before: Piece, piece: Piece) -> bool:
    """Whether a piece is the first of its section, or answers a line that ends in a colon."""
    return before.section != piece.section or before.heading is not None or before.text.endswith(("：", ":"))


def brackets(case: Case) -> list[Outcome]:
    """Brackets and quotation marks in pairs within a paragraph."""
    rule = "wording.brackets"
    pieces = case.prose.in_role("overview", "explanation", "glossary")
    findings = []
    for at, piece in enumerate(pieces):
        alone = _alone(case.prose.text[piece.start : piece.end])
        if alone is None or not piece.text.endswith(("。", "；")) or piece.text.count('"') % 2:
            continue
        neighbours = pieces[max(at - 1, 0) : at] + pieces[at + 1 : at + 2]
        if any(_alone(case.prose.text[other.start : other.end]) is not None for other in neighbours):
            continue  # the reader may have split one paragraph in two
        mark = piece.text[alone]
        wide = case.prose.text[piece.start + alone]
        missing = _PAIRS.get(wide) or _CLOSING[wide]
        quote = case.prose.quote(piece.start + alone, piece.start + alone + 1, 14)
        findings.append(
            Finding(
                rule,
                "括号或引号不成对",
                "notice",
                f"{where(piece)}“{quote.text}”的“{mark}”没有配对的“{missing}”。",
                (quote,),
                case.prose.certainty,
                suggestion=f"补上“{missing}”，或删去“{mark}”。",
            )
        )
    return [_outcome(rule, findings, len(pieces))]


def _alone(wide: str) -> int | None:
    """Where a bracket without partner stands in a text with wide brackets; numbering such as 1） is no bracket."""
    if all(wide.count(opening) == wide.count(closing) for opening, closing in _PAIRS.items()):
        return None
    wide = _ITEM.sub(lambda match: "　" * len(match[0]), wide)
    open_marks: list[int] = []
    for at, character in enumerate(wide):
        if character in _PAIRS:
            open_marks.append(at)
        elif character in _CLOSING:
            if not open_marks or wide[open_marks[-1]] != _CLOSING[character]:
                return at
            open_marks.pop()
    return open_marks[0] if open_marks else None


def sentence_end(case: Case) -> list[Outcome]:
    """A numbered paragraph of sentences ends in a full stop where its neighbours of the same list do."""
    rule = "wording.sentence-end"
    pieces = [piece for piece in case.prose.in_role("overview", "explanation", "glossary") if piece.heading is None]
    findings = []
    judged = 0
    for at, piece in enumerate(pieces):
        if not _NUMBERED.match(piece.text):
            continue
        judged += 1
        if piece.text[-1] in "。；：:;！？…”）)" or len(piece.text) < 15 or "，" not in piece.text:
            continue
        if not (_full(pieces[at - 1 : at], piece) and _full(pieces[at + 1 : at + 2], piece)):
            continue
        quote = case.prose.quote(max(piece.end - 12, piece.start), piece.end)
        findings.append(
            Finding(
                rule,
                "句末缺标点",
                "notice",
                f"{where(piece)}“{quote.text}”之后没有句号。",
                (quote,),
                case.prose.certainty,
                suggestion="补上句号，或核对这一句是否完整。",
            )
        )
    return [_outcome(rule, findings, judged)]


def _full(neighbours: Sequence[Piece], piece: Piece) -> bool:
    """Whether the neighbour in the list is a numbered sentence with its full stop."""
    return any(
        other.section == piece.section and _NUMBERED.match(other.text) and other.text.endswith(("。", "；"))
        for other in neighbours
    )


_OPEN = re.compile(r"(?:[，、]|主要原因是?|主要是|主要用于|其中|以及|和)$")


def broken(case: Case) -> list[Outcome]:
    """A paragraph that breaks off before a heading."""
    rule = "wording.broken-sentence"
    pieces = case.prose.in_role("overview", "explanation", "glossary")
    findings = []
    judged = 0
    for piece, following in pairwise(pieces):
        if piece.heading is not None or following.heading is None or following.heading.level > 2:
            continue
        judged += 1
        if _OPEN.search(piece.text) and len(piece.text) >= 8:
            quote = case.prose.quote(max(piece.end - 20, piece.start), piece.end)
            findings.append(
                Finding(
                    rule,
                    "句子没有写完",
                    "warning",
                    f"{where(piece)}“{quote.text}”之后就是标题“{following.text[:20]}”，句子没有写完。",
                    (quote,),
                    "to_confirm" if piece.passage.place.page != following.passage.place.page else case.prose.certainty,
                    suggestion="补完这一句。",
                )
            )
    return [_outcome(rule, findings, judged)]


def _outcome(rule: str, findings: list[Finding], judged: int) -> Outcome:
    failed = min(len(findings), judged)
    return Outcome(rule, tuple(findings), Tally(judged - failed, failed))


_BASIS = "公开文本应当规范"
_DUTIES = "第一部分概况\n一、主要职责\n1.编制全市星图，组织星图的印发和更新工作。\n"
RULES = [
    Rule(
        "wording.stray-line",
        "孤立的残行",
        "标点或“无”字不应独占一行。",
        "notice",
        _BASIS,
        "整节只写“无”的不算。",
        Example(text="八、国有资本经营预算财政拨款支出决算情况说明\n无"),
        Example(text="九、财政拨款“三公”经费支出决算情况说明\n公务接待费支出0万元。\n；"),
        stray_lines,
    ),
    Rule(
        "wording.brackets",
        "括号和引号成对",
        "一段之内括号、书名号和引号应当成对。",
        "notice",
        _BASIS,
        "",
        Example(text="十、其他重要事项情况说明\n设备（不含车辆）共2台。"),
        Example(text="十、其他重要事项情况说明\n设备（不含车辆共2台。"),
        brackets,
    ),
    Rule(
        "wording.broken-sentence",
        "句子写完",
        "一节最后一句应当写完。",
        "warning",
        "公开文本应当完整",
        "",
        Example(text="一、收入情况说明\n收入增加，主要原因是项目增多。\n二、支出情况说明\n支出没有变化。"),
        Example(text="一、收入情况说明\n收入增加，主要原因是\n二、支出情况说明\n支出没有变化。"),
        broken,
    ),
    Rule(
        "wording.sentence-end",
        "句末标点",
        "同一列举中各条都以句号结尾的，不应有一条没有。",
        "notice",
        _BASIS,
        "只看有编号的成句段落。",
        Example(text=_DUTIES + "2.负责观星台的养护，指导各县观星工作。\n3.承担星图出版审核，完成上级交办的其他任务。"),
        Example(
            text=_DUTIES
            + "2.负责观星台的养护，指导各县观星工作，编写观星手册\n3.承担星图出版审核，完成上级交办的其他任务。"
        ),
        sentence_end,
    ),
]
