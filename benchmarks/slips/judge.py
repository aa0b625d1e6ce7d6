"""Whether a check finds a planted slip, names its place first, and whether a reader could have seen it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from benchmarks.generator.style import Style
from benchmarks.oracle import feasible
from benchmarks.slips.planted import InForm, InTable, InText, Original, Slip, number_of, paragraphs
from mingzhang.check import check
from mingzhang.finding import Finding, Level
from mingzhang.model import Disclosure, FactKey, Passage, Place
from mingzhang.read import read_bytes
from mingzhang.relations.generate import generate
from mingzhang.write.printed import Document

Writer = Callable[[Document, Style], bytes]
_LOUD: frozenset[Level] = frozenset(("error", "warning"))
_QUIET = frozenset((*_LOUD, "notice"))
_OF_FORM = ("doubled paragraph", "swapped names", "year", "blank slot")
"""Kinds that a notice reports well enough: they are matters of form."""
_END = "。；"
_WAN = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of one slip: `unseen` says why no reader could see it; `rule` is the first that speaks of it."""

    kind: str
    edition: str
    document: str
    printed: str
    right: str
    detected: bool
    first: bool
    unseen: str
    rule: str = ""
    certain: bool = False
    where: str = ""


def findings_of(disclosure: Disclosure) -> list[Finding]:
    """All findings in the order of the report."""
    return check(disclosure).findings


def judge(slip: Slip, original: Original, style: Style, write: Writer, name: str, known: set[str]) -> Judgement:
    """Print, read and check the document with its slip; `known` are the messages about the original."""
    disclosure = read_bytes(write(slip.document, style), name)
    levels = _QUIET if slip.kind in _OF_FORM else _LOUD
    new = [found for found in findings_of(disclosure) if found.message not in known and found.level in levels]
    near = [found for found in new if any(_touches(disclosure, place, found, True) for place in slip.places)]
    first = bool(near) and any(_first(disclosure, place, near[0]) for place in slip.places)
    unseen = slip.unseen
    if unseen is None:
        unseen = "" if near else _hidden(slip, original, disclosure)
    return Judgement(
        slip.kind, original.document.edition.name, name, slip.printed, slip.right, bool(near), first, unseen,
        near[0].rule if near else "", bool(near) and near[0].certainty == "certain", _where(slip),
    )  # fmt: skip


def _where(slip: Slip) -> str:
    place = slip.places[0]
    if isinstance(place, InText):
        start = max((place.paragraph.rfind(mark, 0, place.start) for mark in _END), default=-1) + 1
        return place.paragraph[start : place.end + 25]
    if isinstance(place, InTable):
        return f"{place.form} {'、'.join(sorted(place.rows))} {'、'.join(sorted(place.columns))}"
    return f"{place.title} {place.row}"


def _touches(disclosure: Disclosure, place: InTable | InText | InForm, finding: Finding, loosely: bool) -> bool:
    """Whether any place a finding quotes is the slip's; `loosely` takes the relation it breaks, too: its table."""
    quotes = [*finding.places, *(change[0] for said in finding.explanations for change in said.changes)]
    return any(_at(disclosure, place, quote.place, quote.text, loosely) for quote in quotes) or (
        isinstance(place, InTable) and place.title in finding.message
    )


def _first(disclosure: Disclosure, place: InTable | InText | InForm, finding: Finding) -> bool:
    """Whether the likeliest explanation, else the first place, is where the slip is."""
    said = finding.explanations[0] if finding.explanations else None
    if said is not None and not said.changes:
        return isinstance(place, InTable) and place.title in said.text
    quotes = [change[0] for change in said.changes] if said else list(finding.places[:1])
    # A row that is gone is named by its code, or by the code that lacks it.
    lost = (
        isinstance(place, InTable)
        and not said
        and any(row in finding.message or (place.gone and row[:-2] in finding.message) for row in place.rows)
    )
    return any(_at(disclosure, place, quote.place, quote.text, False) for quote in quotes) or lost


def _at(disclosure: Disclosure, slip: InTable | InText | InForm, place: Place, text: str, loosely: bool) -> bool:
    if isinstance(slip, InTable):
        if place.table != slip.form and slip.title not in text:
            return False
        rows = not slip.rows or place.row in slip.rows
        columns = not slip.columns or place.column in slip.columns
        return loosely or (rows and columns)
    if isinstance(slip, InForm):
        return place.table == slip.title and (loosely or not slip.row or place.row == slip.row)
    if place.table is not None:
        return False
    spans = list(_spans(disclosure, slip))
    return any(_overlap(place, span) for span in spans) if spans else _plain(text) in _plain(slip.paragraph)


def _spans(disclosure: Disclosure, slip: InText) -> Iterator[Place]:
    """Where the sentence with the slip is printed, in every paragraph that reads like it."""
    wanted = _plain(slip.paragraph)
    start = len(_plain(slip.paragraph[: slip.start]))
    end = len(_plain(slip.paragraph[: slip.end]))
    begin = max((wanted.rfind(mark, 0, start) for mark in _END), default=-1) + 1
    stop = min((at for mark in _END if (at := wanted.find(mark, end)) >= 0), default=len(wanted))
    for passage in _passages(disclosure):
        if _plain(passage.text) == wanted:
            yield passage.place if slip.twice else passage.place_of(begin, stop)


def _passages(disclosure: Disclosure) -> Iterator[Passage]:
    for section in disclosure.sections:
        yield from section.paragraphs


def _plain(text: str) -> str:
    return "".join(text.split())


def _overlap(one: Place, two: Place) -> bool:
    """Whether two places share a line, or on a page some height."""
    if one.line is not None and two.line is not None:
        return one.line <= (two.last_line or two.line) and two.line <= (one.last_line or one.line)
    if one.page != two.page or one.box is None or two.box is None:
        return False
    return one.box[1] < two.box[3] and two.box[1] < one.box[3]


def _hidden(slip: Slip, original: Original, disclosure: Disclosure) -> str:
    """Why nobody could see a slip in a table: some true values fit all tables, and no sentence says otherwise."""
    if not feasible(generate(disclosure.tables)) or (slip.kind == "lost row" and _bare(slip, disclosure)):
        return ""
    texts = list(_stated(original))
    for place in slip.places:
        for key, value in _changed(place, disclosure):
            if any(own == key and abs(stated - value) > Decimal("0.01") for own, stated in texts):
                return ""
    return "与其他表的数字仍能同时成立，文字中也没有这个数"


def _bare(slip: Slip, disclosure: Disclosure) -> bool:
    """Whether the lost row was the only one under its 类 or 款, or had rows under it: then the gap itself shows."""
    for place in slip.places:
        table = disclosure.table(place.form) if isinstance(place, InTable) else None
        for key in place.rows if table and isinstance(place, InTable) else ():
            others = [row.key for row in table.rows if row.key.isdigit()] if table else []
            siblings = [row for row in others if len(row) == len(key) and row[:-2] == key[:-2]]
            if any(row.startswith(key) for row in others) or (len(key) > 3 and not siblings):
                return True
    return False


def _stated(original: Original) -> Iterator[tuple[FactKey, Decimal]]:
    """What the explanation says of keys, in 万元."""
    for _, text in paragraphs(original.document):
        for spot in text.spots:
            if spot.key is not None:
                yield spot.key, number_of(text.text[spot.start : spot.end])


def _changed(place: InTable | InText | InForm, disclosure: Disclosure) -> Iterator[tuple[FactKey, Decimal]]:
    """The figures at the slip's place as they are printed now, in 万元."""
    if not isinstance(place, InTable):
        return
    table = disclosure.table(place.form)
    for item in table.prints if table else ():
        if item.row_key in place.rows and (not place.columns or item.column in place.columns):
            yield item.key, (item.amount.base if item.amount else Decimal(0)) / _WAN


def summary(judgements: Sequence[Judgement]) -> tuple[int, int, int, int]:
    """(planted, to be seen, of these detected, of these right place first)."""
    seen = [item for item in judgements if not item.unseen]
    return (
        len(judgements),
        len(seen),
        sum(item.detected for item in seen),
        sum(item.first for item in seen),
    )
