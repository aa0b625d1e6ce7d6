"""Years of the explanation, where only the year of the accounts or the one before can stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.check.wording_text import Piece, Prose, where
from mingzhang.finding import Certainty, Finding, Level, Outcome, Quote, Tally

_YEAR = r"(?<!\d)(20\d\d)年"
_SUBJECT = (
    r"(?:财政拨款|一般公共预算|政府性基金|国有资本|“?三公”?经费|机关运行经费|政府采购|收入|支出|收、?支"
    r"|部门决算|单位决算)"
)
# the value of the year at the beginning of a sentence: (局)2023年度收入总计…万元
_VALUE = re.compile(
    r"(?:(?<=[。；\n])|^)(?:\d{1,2}[.、．]|（[一二三四五六七八九十]+）)?[一-鿿（）]{0,30}?"
    rf"{_YEAR}度?(?:[我本全][局委院部门单位年]{{1,2}})?{_SUBJECT}[^，。；：\n]{{0,40}}?(?:\d[\d,.]*(?:万元|元)|（万?元）\d)"
)
_COMPARED = re.compile(
    rf"(?:与|比|较|同){_YEAR}度?(?P<what>[^，。；\n\d]{{0,16}}?)(?:相比|相较|对比|增加|减少|增长|下降|上升|持平)"
)
_HEADING = re.compile(rf"{_YEAR}度?(?:部门|单位)?决算(?:情况|公开|报表|表|说明|$)")
_DATED = re.compile(rf"截[至止]{_YEAR}(?:12月31日|年?末|底)")
_OWN = re.compile(
    rf"(?:[局委院办厅会部心所校队站]|本部门|本单位|（本级）){_YEAR}度?(?:无|没有|部门决算|单位决算|政府采购|机关运行|预算绩效管理)"
)
_SAID = re.compile(
    rf"(?:(?<=[。；\n])|^){_YEAR}度(?:本部门|本单位|我[局单部]|“?三公”?经费[^。，\d]{{0,20}}(?:决算数|支出))"
)
_VEHICLES = re.compile(rf"(?:(?<=[。；\n])|^){_YEAR}度?[^。；\n]{{0,50}}?保有量")
_EVALUATED = re.compile(
    rf"(?:绩效目标|跟踪评价|绩效自评|绩效监控)的{_YEAR}度?项目|对{_YEAR}度?(?:初|年初|部门|单位)?预算安排"
)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A year where another must stand."""

    match: re.Match[str]
    piece: Piece
    expected: int
    level: Level
    what: str


def check(case: Case) -> list[Outcome]:
    """Years of values, comparisons, headings, closing dates and evaluated projects."""
    rule = "wording.years"
    year = case.disclosure.year
    if year is None:
        return [Outcome(rule, (), Tally(not_applicable=1), ("没有认出决算年度",))]
    judged = 0
    hits: list[_Hit] = []
    for hit in _candidates(case.prose, year):
        judged += 1
        hits += [hit] if hit is not None else []
    other = sum(1 for hit in hits if hit.expected == year and hit.level == "error")
    doubtful = other >= 4 and 2 * other > judged  # then the year of the document itself is in question
    certainty: Certainty = "to_confirm" if doubtful else case.prose.certainty
    findings = [_finding(case.prose, hit, certainty) for hit in hits]
    return [Outcome(rule, tuple(findings), Tally(judged - len(findings), len(findings)))]


def _candidates(prose: Prose, year: int) -> Iterator[_Hit | None]:
    """For each year in a position that is looked at: None where it is right."""
    yield from _values(prose, year)
    yield from _comparisons(prose, year)
    yield from _titles(prose, year)
    yield from _states(prose, year)


def _values(prose: Prose, year: int) -> Iterator[_Hit | None]:
    for match, piece in prose.matches(_VALUE):
        found = int(match[1])
        wrong = found != year and not _names(prose, piece, year, match.end()) and found in range(year - 9, year + 3)
        level: Level = "warning" if f"{year}年" in piece.text else "error"
        yield _Hit(match, piece, year, level, "这里说的是本年度的数字") if wrong else None
    for match, piece in prose.matches(_OWN, ("overview", "explanation")):
        wrong = int(match[1]) != year and not _VALUE.match(match.string, piece.start)
        clause = re.split("[，。；]", match.string[piece.start : match.start()])[-1]
        if re.search("[与比较同对据见按照]", clause[:3]):  # further on it is part of the name
            continue
        level = "warning" if f"{year}年" in piece.text else "error"
        yield _Hit(match, piece, year, level, "这里说的是本年度的决算") if wrong else None
    for match, piece in prose.matches(_SAID):
        wrong = int(match[1]) != year and not _VALUE.match(match.string, match.start())
        wrong = wrong and not _names(prose, piece, year, match.end())
        yield _Hit(match, piece, year, "warning", "这里说的像是本年度的情况") if wrong else None


def _comparisons(prose: Prose, year: int) -> Iterator[_Hit | None]:
    for match, piece in prose.matches(_COMPARED):
        found = int(match[1])
        planned = re.search("预算|^[初末底]|上半年|季度", match["what"]) is not None
        before = match.string[max(match.start() - 40, piece.start) : match.start()]
        about = re.search(r"(20\d\d)年", before.rpartition("。")[2])
        base = int(about[1]) if about else year
        if planned or base != year or found == year - 1:
            yield None
        elif found == year:
            yield _Hit(match, piece, year - 1, "error", "本年度的数字应与上一年度相比")
        elif found > year or (found == year - 2 and re.match(r"[^。\n]{0,24}\d", match.string[match.end() :])):
            yield _Hit(match, piece, year - 1, "warning", "通常与上一年度相比")
        else:
            yield None


def _titles(prose: Prose, year: int) -> Iterator[_Hit | None]:
    for match, piece in prose.matches(_HEADING, ("overview", "explanation", "glossary", "tables", "cover")):
        titled = piece.heading is not None or (len(piece.text) <= 40 and piece.role in ("cover", "tables", "overview"))
        if titled and "。" not in piece.text:
            wrong = int(match[1]) != year
            yield _Hit(match, piece, year, "error", "标题应写本决算的年度") if wrong else None


def _states(prose: Prose, year: int) -> Iterator[_Hit | None]:
    """What stands at the end of the year, and the projects that were evaluated."""
    for match, piece in prose.matches(_DATED):
        if re.search("车辆|用车|设备|资产", match.string[match.end() : match.end() + 60]):
            wrong = int(match[1]) != year
            yield _Hit(match, piece, year, "error", "国有资产应截至本年末") if wrong else None
    for match, piece in prose.matches(_VEHICLES):
        wrong = int(match[1]) != year and not _names(prose, piece, year, match.start(1) + 4)
        yield _Hit(match, piece, year, "error", "车辆保有量应是本年末的") if wrong else None
    for match, piece in prose.matches(_EVALUATED):
        wrong = int(match[1] or match[2]) != year
        yield _Hit(match, piece, year, "warning", "应是本年度项目的绩效工作") if wrong else None


def _names(prose: Prose, piece: Piece, year: int, after: int) -> bool:
    """Whether the sentence goes on to the year of the accounts, so that the other one may be meant."""
    end = prose.text.find("。", after, piece.end)
    return f"{year}年" in prose.text[after : end if end >= 0 else piece.end]


def _finding(prose: Prose, hit: _Hit, certainty: Certainty) -> Finding:
    start, end = hit.match.span(1 if hit.match[1] else 2)
    quote: Quote = prose.quote(start, end + 1, 16)
    return Finding(
        "wording.years",
        "年度写错",
        hit.level,
        f"{where(hit.piece)}“{quote.text}”：{hit.what}，应为 {hit.expected} 年，写作 {prose.text[start:end]} 年。",
        (quote,),
        certainty,
        expected=f"{hit.expected}年",
        actual=f"{prose.text[start:end]}年",
        suggestion=f"改为“{hit.expected}年”，或核对所引的数字是哪一年的。",
    )


_TITLE = "一、收入支出决算总体情况说明\n"
RULES = [
    Rule(
        "wording.years",
        "年度用对",
        "说明本年度数字的句子、标题和截止日期应写本决算的年度，比较应与上一年度相比。",
        "error",
        "文字与表是同一年度",
        "政策、法律、规划和历史事实中的年份不看。",
        Example(text=_TITLE + "2023年度收入总计8.00万元，与2022年度相比，增加1.00万元。", year=2023),
        Example(text=_TITLE + "2022年度收入总计8.00万元，与2022年度相比，增加1.00万元。", year=2023),
        check,
    )
]
