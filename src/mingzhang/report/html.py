"""The report of a check as one self-contained HTML file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from mingzhang.finding import Finding, Report
from mingzhang.model import Disclosure, Print
from mingzhang.report import bars, tiles, wording
from mingzhang.report.compare import Comparison
from mingzhang.report.page import asset, policy, template
from mingzhang.report.page_cut import PageCut, page_cuts, pages_wanted
from mingzhang.report.pages import PageImage, page_images
from mingzhang.report.table_cut import TableCut, table_cuts
from mingzhang.report.text_cut import TextLine, source_lines, text_cuts

_STEP = re.compile(
    r"(?P<label>[^=＝×÷≠<]*[^=＝×÷≠<\s\d.,])(?:\s+|[:：]\s*)(?P<figure>[-+−＋]?\s?[\d,]+(?:\.\d+)?\s?\D{0,3})"
)
"""A line of arithmetic that is a label and a figure, not a formula."""

_QUOTE = 400
_OPEN_AT_MOST = {"error": 20, "warning": 10, "notice": 3, "lead": 5, "to_confirm": 5}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the arithmetic; `figure` is empty where the line cannot be split."""

    label: str
    figure: str


@dataclass(frozen=True, slots=True)
class Fix:
    """One explanation: its label and sentence, and the figures it changes as (place, printed, proposed, slip)."""

    label: str
    text: str
    changes: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A finding ready to be shown."""

    number: int
    group: str
    finding: Finding
    quotes: tuple[tuple[str, str, bool], ...]
    steps: tuple[Step, ...]
    fixes: tuple[Fix, ...]
    pages: tuple[PageCut, ...]
    texts: tuple[tuple[TextLine, ...], ...]
    tables: tuple[TableCut, ...]
    missing: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class RuleCards:
    """The cards of one rule in a group; those after `open_at_most` are folded."""

    rule: str
    title: str
    cards: tuple[Card, ...]
    open_at_most: int


def render_html(
    disclosure: Disclosure,
    report: Report,
    source: bytes | None = None,
    *,
    titles: Mapping[str, str] | None = None,
    issued: str = "",
    against: Comparison | None = None,
) -> str:
    """The report as an HTML page.

    `source` is the file that was read, for the cut-outs, `issued` a date to print, `against` an earlier draft.
    """
    by_group = wording.grouped(report)
    findings = [finding for by_rule in by_group.values() for found in by_rule.values() for finding in found]
    images, lines = _evidence(disclosure, source, findings)
    named = wording.rule_titles(report, titles)
    states = _states(against)
    cards = [
        replace(_card(number, finding, disclosure, images, lines), state=states.get(id(finding), ""))
        for number, finding in enumerate(findings, 1)
    ]
    used = {cut.image.number: cut.image for card in cards for cut in card.pages}
    remaining = iter(cards)
    groups = {
        group: [
            RuleCards(rule, named[rule], tuple(next(remaining) for _ in found), _OPEN_AT_MOST[group])
            for rule, found in by_rule.items()
        ]
        for group, by_rule in by_group.items()
    }
    style, script = asset("report.css"), asset("report.js")
    return template("report.html.j2").render(
        name=wording.document_name(disclosure),
        facts=wording.facts(disclosure),
        source=disclosure.source,
        issued=issued,
        verdict=wording.verdict(report),
        groups=groups,
        group_names=wording.GROUPS,
        counts=wording.counts(report),
        tally=report.tally,
        judged=bars.judged(report),
        tiles=tiles.tiles(disclosure, findings),
        tile_size=tiles.TILE,
        bars=bars.money(disclosure),
        images=used,
        reasons=wording.reasons(report, titles),
        rules=[(outcome.rule, named[outcome.rule], outcome.tally) for outcome in report.outcomes],
        tables=[
            (wording.table_words(table), table.pages, _figures(table.prints), table.doubts, len(table.unread))
            for table in disclosure.tables
        ],
        doubts=disclosure.doubts,
        hidden=[
            (wording.shortened(text, _QUOTE), wording.place_words(place, disclosure))
            for text, place in disclosure.hidden
        ],
        dismissed=[(*_line(finding), reason) for finding, reason in report.dismissed],
        against=_against(against, findings) if against else None,
        style=style,
        script=script,
        policy=policy(style, script),
    )


def _line(finding: Finding) -> tuple[str, str, str]:
    group = wording.group_of(finding)
    return group, wording.GROUPS[group], finding.message


def _against(against: Comparison, findings: list[Finding]) -> dict[str, object]:
    numbers = {id(finding): number for number, finding in enumerate(findings, 1)}
    listed = (("已改好", against.fixed), ("仍存在", against.remaining), ("新出现", against.new))
    return {
        "source": against.source,
        "lists": [
            (name, [(*_line(finding), numbers.get(id(finding), 0)) for finding in found]) for name, found in listed
        ],
    }


def _states(against: Comparison | None) -> dict[int, str]:
    if against is None:
        return {}
    named = {id(finding): "仍存在" for finding in against.remaining}
    return named | {id(finding): "新出现" for finding in against.new}


def _figures(prints: list[Print]) -> int:
    return sum(item.amount is not None for item in prints)


def _evidence(
    disclosure: Disclosure, source: bytes | None, findings: list[Finding]
) -> tuple[dict[int, PageImage], list[str]]:
    if source is not None and disclosure.format == "pdf":
        return page_images(source, pages_wanted(findings)), []
    if source is not None and disclosure.format == "text":
        return {}, source_lines(source)
    return {}, []


def _card(
    number: int, finding: Finding, disclosure: Disclosure, images: Mapping[int, PageImage], lines: list[str]
) -> Card:
    places = wording.quoted(finding)
    pages = page_cuts(finding, images)
    texts = text_cuts(finding, disclosure, lines)
    tables = [] if pages or texts else table_cuts(finding, disclosure)
    wanted = any(place.page is not None and place.box is not None for _, place, _ in places)
    return Card(
        number=number,
        group=wording.group_of(finding),
        finding=finding,
        quotes=tuple(
            (wording.shortened(text, _QUOTE), wording.place_words(place, disclosure), main)
            for text, place, main in places
        ),
        steps=tuple(_step(line) for line in finding.arithmetic),
        fixes=tuple(_fixes(finding, disclosure)),
        pages=tuple(pages),
        texts=tuple(tuple(piece) for piece in texts),
        tables=tuple(tables),
        missing="此处未附原页截图，请按所注位置核对原文。" if wanted and not pages else "",
    )


def _step(line: str) -> Step:
    line = wording.clean(line)
    match = _STEP.fullmatch(line)
    return Step(match["label"].rstrip("：: "), match["figure"]) if match else Step(line, "")


def _fixes(finding: Finding, disclosure: Disclosure) -> list[Fix]:
    told = wording.suggestions(finding, disclosure)
    explained = [item for item in finding.explanations if wording.explanation_words(item, disclosure)]
    fixes = []
    for number, (label, text) in enumerate(told):
        changes = explained[number].changes if number < len(explained) else ()
        worded = number >= len(explained) or bool(explained[number].text)
        fixes.append(
            Fix(
                label,
                text if worded else "",
                tuple(
                    (wording.place_words(quote.place, disclosure), quote.text, proposed, slip)
                    for quote, proposed, slip in changes
                ),
            )
        )
    return fixes
