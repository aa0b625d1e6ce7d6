"""Read the explanation clause by clause: every amount, change, rate, share and count with the name it speaks of."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any

from mingzhang.forms.label import bare, compact, fold
from mingzhang.model import Disclosure, Passage, Place, Section


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure that a sentence states.

    `value` is signed for changes, without thousands separators; `quote` is the clause, `subject` the name it speaks of.
    `passage` and `span` say where the clause stands in its paragraph, `sentence` where its sentence begins there;
    `carried` is whether the subject was named in an earlier sentence only.
    """

    section: str
    quote: str
    subject: str
    measure: str
    value: str
    unit: str
    place: Place
    passage: Passage = field(default_factory=lambda: Passage("", Place()))
    span: tuple[int, int] = (0, 0)
    sentence: int = 0
    carried: bool = False

    @property
    def before(self) -> str:
        """The sentence up to the clause."""
        return self.passage.text[self.sentence : self.span[0]]

    @property
    def rest(self) -> str:
        """The paragraph after the clause."""
        return self.passage.text[self.span[1] :]


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("claims.toml").read_text(encoding="utf-8"))


@cache
def _changes() -> str:
    """The words of a change, as alternatives of a pattern."""
    return "|".join([*_words()["up"], *_words()["down"]])


@cache
def _figure() -> re.Pattern[str]:
    units = "|".join(map(re.escape, _words()["units"]))
    number = r"-?\d[\d,]*(?:\.\d+)?"
    # a figure of a list may borrow the unit of the last one: 各增加3.20、4.10万元
    borrowed = rf"(?=(?:[、和]{number})+(?P<borrowed>{units}))"
    own = rf"(?:(?P<unit>{units})(?!（含）|以上|以下|年|月|日|元)|{borrowed})"
    # the unit may stand before the figure: 收入总计（万元）1,030.00
    money = "|".join(map(re.escape, _words()["money"]))
    led = rf"（(?P<led>{money})）(?:为|共)?(?P<after>{number})(?![\d.]*(?:{units}))"
    return re.compile(rf"{led}|(?P<number>{number}|∞){own}")


_CLAUSE = re.compile(r"(?<!\d),|,(?!\d{3})|[，。；：;:]|(?<![\d收入])、|(?<=\d)、(?!\d)|(?<=[收入])、(?!支)")
_SENTENCE_ENDS = "。；"
_BARE_RATE = re.compile(r"(?:增长|下降|上升|降低)(?P<number>\d+(?:\.\d+)?)$")
_PATH = re.compile(r"^(?:\d{1,3}[.、．])?(?P<path>.+（类）.*（款）.*（项）)")
_YEAR = re.compile(r"(?:截至)?20\d\d年(?:度|末|初)?(?:\d{1,2}月\d{1,2}日)?")
_DATED = re.compile(r"(?<![与比较同])(20\d\d)年(?!.*20\d\d年)(?!初预算|末)")
_LAST_YEAR = re.compile(r"(?<![与比较同])(?:上年度?|去年|上一年度?)(?!结转|结余|末|度?结转)")
_OFFICE = re.compile(r"^[^，。；]*(?:部|局|委|厅|办|院|会|所|站|馆|校|社|处|中心|单位|本级)(?=20\d\d年)")
_COMPARED = re.compile(r"(?:与|比|较|同)(?:20\d\d年度?|上年度?|去年)(?:相比)?各?$")
_NUMBERING = re.compile(r"^(?:（?[一二三四五六七八九十\d]{1,3}[）、.．]|[一二三四五六]是)")


def statements(disclosure: Disclosure) -> Iterator[Statement]:
    """Every figure the explanation states, in print order."""
    for name, section in explained_sections(disclosure):
        yield from _section(disclosure, section, name)


def explained_sections(disclosure: Disclosure) -> Iterator[tuple[str, Section]]:
    """The sections of the explanation, each with its heading and subheading as claims name it."""
    title = ""
    for section in disclosure.sections:
        if section.heading is None or "名词解释" in section.part or "概况" in section.part:
            continue
        if section.heading.level == 1:
            title = section.heading.text
        if title and _explains(title):
            yield title if section.heading.level <= 1 else f"{title}/{section.heading.text}", section


def _explains(title: str) -> bool:
    return re.search(r"说明|情况|事项", bare(title)) is not None and not re.search(r"职责|职能|机构|构成", title)


def _section(disclosure: Disclosure, section: Section, name: str) -> Iterator[Statement]:
    reader = _Reader(disclosure, name)
    for passage in section.paragraphs:
        yield from reader.passage(passage)


class _Reader:
    """Reads the clauses of one section in order and carries the subject on."""

    def __init__(self, disclosure: Disclosure, section: str) -> None:
        self.disclosure = disclosure
        self.section = section
        self.subject = ""
        self.reason = ""
        self.counted = ""
        self.group = ""
        self.scope: list[str] = []
        self.planned = False
        self.listed: list[str] = []
        self.last = ("", "")
        self.at: tuple[Passage, tuple[int, int], int] = (Passage("", Place()), (0, 0), 0)
        self.named: tuple[int, int] = (-1, -1)
        self.number = 0

    def passage(self, passage: Passage) -> Iterator[Statement]:
        """The statements of one paragraph."""
        start = sentence = 0
        self.number += 1
        self.planned = "年初预算安排" in passage.text or (self.planned and "绩效" in self.section)
        for end in [*(match.start() for match in _CLAUSE.finditer(passage.text)), len(passage.text)]:
            clause = passage.text[start:end].lstrip("，。；：、,;:")
            begin = end - len(clause)
            place = passage.place_of(begin, end) if clause else passage.place
            mark = passage.text[start : start + 1]
            if mark and mark in _SENTENCE_ENDS:
                self.reason, self.scope, sentence = "", [], begin
            if mark != "、":
                self.listed = []
            self.at = (passage, (begin, end), sentence)
            yield from self._clause(clause, place, mark)
            start = end

    def _clause(self, clause: str, place: Place, mark: str) -> Iterator[Statement]:
        path = _PATH.match(clause)
        if path:
            self._name_subject(path["path"])
        figures = list(_figure().finditer(clause))
        if not figures:
            self.listed.append(clause)
            rate = _BARE_RATE.search(clause)
            if rate:
                sign = "-" if re.search("下降|降低", clause) else ""
                yield self._statement(clause, place, self.subject, "增减率", sign + rate["number"], "")
            elif not path:
                self._remember(clause)
            return
        before = 0
        spread = self._spread(clause[: figures[0].start()])
        for number, figure in enumerate(figures):
            prefix = clause[before : figure.start()]
            inside = number > 0 and prefix.count("（") > prefix.count("）")
            follows = prefix in ("、", "和", "及") or (not prefix and mark == "、")
            found = self._stated(clause, prefix, figure, place, inside, follows and bool(self.last[0]))
            if spread:
                self.subject = ""
                found = replace(found, subject="")
            yield found
            before = figure.end()

    def _spread(self, head: str) -> bool:
        """Whether a clause gives several names their figures in turn (货物、工程分别为…): no name is sure then."""
        return "分别" in head and (bool(self.listed) or re.search("[和及与]", head) is not None)

    def _remember(self, clause: str) -> None:
        """A clause without a figure may name what the following ones speak of; an item's path stays until the next."""
        self.scope.append(clause)
        change = re.fullmatch(rf"(.*(?:支出|收入|经费|费))(?:{_changes()})", clause)
        if change:
            self.reason = _name(self.disclosure, change[1])
        if "（项）" in self.subject or change:
            return
        name = _name(self.disclosure, clause)
        if (
            re.search(r"(?:费|支出|收入|经费|项目)$", name)
            and len(name) < 30
            and not re.search("原因|用于|主要", clause)
        ):
            self._name_subject(name)

    def _name_subject(self, name: str) -> None:
        """Note what is spoken of from here on, and in which sentence it was named."""
        self.subject = name
        self.named = (self.number, self.at[2])

    def _stated(
        self, clause: str, prefix: str, figure: re.Match[str], place: Place, inside: bool, follows: bool
    ) -> Statement:
        number = (figure["number"] or figure["after"]).replace(",", "")
        unit = (figure["unit"] or figure["borrowed"] or figure["led"]).replace("％", "%")
        tail = clause[figure.end() :]
        if follows and (unit == "%" or unit in _words()["money"]):
            measure, sign = self.last
            return self._statement(clause, place, self.reason or self.subject, measure, sign + number, unit)
        if unit == "%":
            measure, sign = _rate(prefix)
            return self._statement(clause, place, self._carried(prefix, measure), measure, sign + number, unit)
        if unit not in _words()["money"]:
            return self._statement(clause, place, self._count(prefix, unit, tail), "数量", number, unit)
        measure, sign = _money(prefix, self.planned)
        if measure == "决算数" and self._of_last_year(prefix):
            measure = "上年数"
        subject = self._carried(prefix, measure)
        if not inside:
            self.subject = subject
            self.counted = ""
        return self._statement(clause, place, subject, measure, sign + number, unit)

    def _of_last_year(self, prefix: str) -> bool:
        """Whether the clause itself dates its amount to the year before, not by way of comparison."""
        year = self.disclosure.year
        dated = _DATED.search(prefix)
        return _LAST_YEAR.search(prefix) is not None or (
            dated is not None and year is not None and int(dated[1]) == year - 1
        )

    def _carried(self, prefix: str, measure: str) -> str:
        """The subject a prefix names, else the one before it."""
        name = prefix
        if measure in ("占比", "完成率"):
            name = re.split(r"占|较?年?初?完成", prefix)[0]
        elif measure in ("增减额", "增减率"):
            name = re.split(_changes(), prefix)[0] or ""
            if "新增" in prefix:
                name = prefix.rpartition("新增")[2]
        elif measure in ("年初预算数", "全年预算数"):
            name = re.sub(r"(?:年初预算|全年预算|调整预算)(?:数)?(?:为)?$", "", prefix)
        name = _name(self.disclosure, _COMPARED.sub("", name))
        if not name:
            return self.reason or self.subject
        if name in ("预算金额", "采购金额", "金额"):
            return self._amount_of(prefix, name)
        self.named = (self.number, self.at[2])
        if name == "支出总计" and self.subject.endswith("收入总计"):
            return self.subject.removesuffix("收入总计") + "支出总计"
        return name

    def _amount_of(self, prefix: str, name: str) -> str:
        """A bare 金额 belongs to the projects just counted, or to what the clauses before it say (在…中，由…的)."""
        if "涉及" in prefix and self.group:
            return f"{self.group}涉及{name}"
        place = next((found[1] for clause in self.scope if (found := re.fullmatch(r"在(.+中)", clause))), "")
        agent = next((clause for clause in self.scope if re.fullmatch(r"由.+的", clause)), "")
        return re.sub("预留的?政府采购项目", "预留项目", place) + agent + name

    def _count(self, prefix: str, unit: str, tail: str) -> str:
        """What a count counts: its own name, else the item of spending before it with the unit."""
        grade = re.search(r"等级为(“.”)|评级为(“.{1,3}”)", prefix + tail)
        if grade:
            kind = "自评等级" if grade[1] else "绩效评级"
            return f"{kind}为{grade[1] or grade[2]}的项目"
        own = _name(self.disclosure, prefix)
        own = re.sub(r"^(?:公务)?接待$", "", own)
        if unit in ("批次", "人次", "批", "批（次）", "次"):
            base = re.sub(r"(?:费|支出)$", "", self.subject)
            if "外宾" in own:
                self.counted = own
            elif not self.counted:
                self.counted = base
            return f"{self.counted}{unit}"
        if own == "平均得分":
            return self.group.removesuffix("的项目") + own
        if own.endswith("项目"):
            self.group = own
        return own or self.subject

    def _statement(self, clause: str, place: Place, subject: str, measure: str, value: str, unit: str) -> Statement:
        self.last = (measure, "-" if value.startswith("-") else "")
        passage, span, sentence = self.at
        here = self.named == (self.number, sentence)
        item = "（项）" in subject and self.named[0] == self.number
        carried = not here and not item and fold(subject) not in fold(clause)
        return Statement(self.section, clause, subject, measure, value, unit, place, passage, span, sentence, carried)


def _rate(prefix: str) -> tuple[str, str]:
    """(measure, sign) of a percentage."""
    words = _words()
    if "占" in prefix:
        return "占比", ""
    if "完成" in prefix:
        return "完成率", ""
    found = re.search(_changes(), prefix)
    return "增减率", "-" if found and found[0] in words["down"] else ""


def _money(prefix: str, planned: bool) -> tuple[str, str]:
    """(measure, sign) of an amount of money."""
    words = _words()
    change = re.search(rf"({_changes()})(?:了|额)?(?:.*项目(?:资金)?)?$", prefix)
    if change:
        return "增减额", "-" if change[1] in words["down"] else ""
    best = ("决算数", (0, 0))
    for item in words["money_measure"]:
        ends = max((prefix.rfind(word) + len(word), len(word)) if word in prefix else (0, 0) for word in item["words"])
        if ends > best[1]:
            best = (item["measure"], ends)
    if best[0] == "决算数" and planned and "项目支出" in prefix:
        return "年初预算数", ""
    return best[0], ""


def _name(disclosure: Disclosure, text: str) -> str:
    """A name without year, office, leading and trailing words, as claims call it."""
    words = _words()
    name = compact(_NUMBERING.sub("", _YEAR.sub("", _OFFICE.sub("", text))))
    offices = [disclosure.organisation, disclosure.organisation.replace("和", "与", 1)]
    for office in filter(None, offices):
        name = name.removeprefix(office)
    name = _YEAR.sub("", name)
    lead, tail = tuple(words["lead"]), tuple(words["tail"])
    changed = True
    while changed:
        changed = False
        for word in lead if name.startswith(lead) else ():
            if name.startswith(word):
                name, changed = name[len(word) :], True
        for word in tail if name.endswith(tail) else ():
            if name.endswith(word) and name != word:
                name, changed = name[: -len(word)], True
    if name in words["tail"] or name in ("支出", "收入"):
        return ""
    if "（项）" in name:
        name = name[: name.rindex("（项）") + 3]
    name = re.sub(r"（以[^）]*为准）$", "", re.sub(r"(费)支出$", r"\1", name)).replace("中共发现", "发现")
    return str(words["subjects"].get(name, name))
