"""Text that is printed twice: paragraphs in one section or in two, sentences within a paragraph, reasons."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from functools import cache
from importlib.resources import files

from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.check.wording_text import Piece, where
from mingzhang.finding import Certainty, Finding, Level, Outcome, Quote, Tally

_SHORTEST = 12
_SHORTEST_FIGURE = 8
_SHORTEST_ELSEWHERE = 40
_MANY = 6
_REASON = re.compile(r"(?:主要原因|原因)(?:是|为|在于)?[：:]?([^。；\n]{14,80})[。；]")
_PATH = re.compile(r"([一-鿿]{3,20})（类）")
_NUMBER = re.compile(r"^(?:\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、)")


@cache
def _stock(kind: str = "stock") -> re.Pattern[str]:
    data = tomllib.loads(files(__package__).joinpath("wording_copies.toml").read_text(encoding="utf-8"))
    return re.compile("|".join(f"(?:{pattern})" for pattern in data[kind]))


def doubled_paragraphs(case: Case) -> list[Outcome]:
    """The same paragraph twice; neighbouring copies make one finding."""
    rule = "wording.doubled-paragraph"
    pieces = [
        piece
        for piece in case.prose.in_role("overview", "explanation", "glossary")
        if len(piece.text) >= (_SHORTEST_FIGURE if re.search(r"\d\.\d", piece.text) else _SHORTEST)
    ]
    seen: dict[str, Piece] = {}
    copies: list[tuple[Piece, Piece]] = []
    for piece in pieces:
        key = _NUMBER.sub("", piece.text)
        if piece.heading is not None or _stock().search(key) or (len(key) < _SHORTEST_ELSEWHERE and _idle(key)):
            continue
        first = seen.setdefault(key, piece)
        near = first.section == piece.section
        if first is not piece and (near or (len(key) >= _SHORTEST_ELSEWHERE and not _stock("elsewhere").search(key))):
            copies.append((first, piece))
    sections = {copy.section for _, copy in copies}
    if len(sections) >= _MANY:
        findings = [_copies(case, rule, copies, "notice", "to_confirm")] if copies else []
    else:
        groups: defaultdict[int, list[tuple[Piece, Piece]]] = defaultdict(list)
        for pair in copies:
            groups[pair[1].section].append(pair)
        findings = [_copies(case, rule, group, _level(group), case.prose.certainty) for group in groups.values()]
    failed = min(len(findings), len(pieces))
    return [Outcome(rule, tuple(findings), Tally(len(pieces) - failed, failed))]


def _idle(text: str) -> bool:
    """Whether a short paragraph says nothing of its own, so that several items may share it."""
    return _stock("idle").match(text) is not None or ("占" not in text and _stock("sentence").search(text) is not None)


def _level(group: list[tuple[Piece, Piece]]) -> Level:
    """A copy in its own section, or of a list in the overview, is a slip; in two sections it may be meant."""
    close = any(first.section == copy.section for first, copy in group)
    listed = len(group) > 1 and group[0][1].role == "overview"
    return "warning" if close or listed else "notice"


def _copies(case: Case, rule: str, pairs: list[tuple[Piece, Piece]], level: Level, certainty: Certainty) -> Finding:
    first, copy = pairs[0]
    count = f"有 {len(pairs)} 段文字" if len(pairs) > 1 else "有一段文字"
    return Finding(
        rule,
        "段落重复",
        level,
        f"{where(copy)}{count}与{'同一节' if first.section == copy.section else where(first)}前面的文字完全相同："
        f"“{copy.text[:30]}……”。",
        tuple(Quote(piece.text[:60], piece.passage.place) for pair in pairs for piece in reversed(pair)),
        certainty,
        suggestion="删去重复的一段，或改为这一处应有的内容。",
    )


def doubled_sentences(case: Case) -> list[Outcome]:
    """The same sentence twice within one paragraph."""
    rule = "wording.doubled-sentence"
    pieces = case.prose.in_role("overview", "explanation", "glossary")
    findings = []
    for piece in pieces:
        if piece.text.count("。") < 2:
            continue
        seen: set[str] = set()
        at = piece.start
        for sentence in piece.text.split("。"):
            if sentence in seen and len(sentence) >= _SHORTEST and not _shared(sentence):
                quote = case.prose.quote(at, at + len(sentence))
                findings.append(
                    Finding(
                        rule,
                        "句子重复",
                        "warning" if re.search(r"[1-9]", sentence) else "notice",
                        f"{where(piece)}同一段里“{sentence[:40]}”写了两遍。",
                        (quote,),
                        case.prose.certainty,
                        suggestion="删去重复的一句。",
                    )
                )
            seen.add(sentence)
            at += len(sentence) + 1
    failed = min(len(findings), len(pieces))
    return [Outcome(rule, tuple(findings), Tally(len(pieces) - failed, failed))]


def _shared(sentence: str) -> bool:
    """Whether several items of one paragraph may say this sentence."""
    return any(_stock(kind).search(sentence) for kind in ("stock", "sentence"))


def copied_reasons(case: Case) -> list[Outcome]:
    """One and the same reason under items of different classes."""
    rule = "wording.copied-reason"
    reasons: defaultdict[str, list[tuple[str, Quote]]] = defaultdict(list)
    for match, piece in case.prose.matches(_REASON):
        paths = _PATH.findall(piece.text[: match.start() - piece.start].translate(str.maketrans("()", "（）")))
        if paths:
            reasons[match[1]].append((paths[-1], case.prose.quote(match.start(1), match.end(1))))
    findings = [
        Finding(
            rule,
            "原因雷同",
            "notice",
            f"“{'”“'.join(dict.fromkeys(name for name, _ in uses))}”写的是同一个原因“{reason[:40]}”。",
            tuple(quote for _, quote in uses),
            case.prose.certainty,
            suggestion="核对是否复制后没有修改；各项应分别说明各自的原因。",
        )
        for reason, uses in reasons.items()
        if len({name for name, _ in uses}) > 1
    ]
    failed = min(len(findings), len(reasons))
    return [Outcome(rule, tuple(findings), Tally(len(reasons) - failed, failed))]


_BASIS = "公开文本应当各说其事"
_FIRST = "二、收入决算情况说明\n附属单位上缴收入2.00万元，占比1.00%；\n"
RULES = [
    Rule(
        "wording.doubled-paragraph",
        "段落重复",
        "同一段文字不应在一节里或两节里各印一遍。",
        "warning",
        _BASIS,
        "“本年度没有此项支出”一类的短句不算。",
        Example(text=_FIRST + "其他收入1.00万元，占比0.50%。"),
        Example(text=_FIRST + "附属单位上缴收入2.00万元，占比1.00%；\n其他收入1.00万元，占比0.50%。"),
        doubled_paragraphs,
    ),
    Rule(
        "wording.doubled-sentence",
        "句子重复",
        "同一段里一句话不应写两遍。",
        "warning",
        _BASIS,
        "",
        Example(text="一、收入支出决算总体情况说明\n观星台维修项目今年完工。星图印制项目明年完工。"),
        Example(text="一、收入支出决算总体情况说明\n新增的观星台维修项目今年完工。新增的观星台维修项目今年完工。"),
        doubled_sentences,
    ),
    Rule(
        "wording.copied-reason",
        "原因雷同",
        "不同类别的支出写同一个原因，多半是复制后没有修改。",
        "notice",
        _BASIS,
        "只看按类、款、项逐项写的原因。",
        Example(
            text="五、支出情况\n1、卫生健康支出（类）。决算小于预算的主要原因是体检人数比计划减少了三人之多。\n"
            "2、住房保障支出（类）。决算小于预算的主要原因是年中有两名职工调离本单位工作岗位。"
        ),
        Example(
            text="五、支出情况\n1、卫生健康支出（类）。决算小于预算的主要原因是年中有两名职工调离本单位工作岗位。\n"
            "2、住房保障支出（类）。决算小于预算的主要原因是年中有两名职工调离本单位工作岗位。"
        ),
        copied_reasons,
    ),
]
