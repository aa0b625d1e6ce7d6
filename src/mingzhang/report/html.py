"""The report of a check as one self-contained HTML file."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mingzhang.finding import Finding, Report
from mingzhang.model import Disclosure, Print
from mingzhang.report import bars, tiles, wording
from mingzhang.report.page_cut import PageCut, page_cuts, pages_wanted
from mingzhang.report.pages import PageImage, page_images
from mingzhang.report.table_cut import TableCut, table_cuts
from mingzhang.report.text_cut import TextLine, source_lines, text_cuts

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_STEP = re.compile(
    r"(?P<label>[^=＝×÷≠<]*[^=＝×÷≠<\s\d.,])(?:\s+|[:：]\s*)(?P<figure>[-+−＋]?\s?[\d,]+(?:\.\d+)?\s?\D{0,3})"
)
"""A line of arithmetic that is a label and a figure, not a formula."""

_QUOTE = 400
_OPEN_AT_MOST = {"error": 200, "warning": 60, "notice": 3, "lead": 10, "to_confirm": 20}


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
) -> str:
    """The report as an HTML page; `source` is the file that was read, for the cut-outs, `issued` a date to print."""
    by_group = wording.grouped(report)
    findings = [finding for by_rule in by_group.values() for found in by_rule.values() for finding in found]
    images, lines = _evidence(disclosure, source, findings)
    named = wording.rule_titles(report, titles)
    cards = [_card(number, finding, disclosure, images, lines) for number, finding in enumerate(findings, 1)]
    used = {cut.image.number: cut.image for card in cards for cut in card.pages}
    remaining = iter(cards)
    groups = {
        group: [
            RuleCards(rule, named[rule], tuple(next(remaining) for _ in found), _OPEN_AT_MOST[group])
            for rule, found in by_rule.items()
        ]
        for group, by_rule in by_group.items()
    }
    style, script = _asset("report.css"), _asset("report.js")
    return _template().render(
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
        style=style,
        script=script,
        policy=_policy(style, script),
    )


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


def _policy(style: str, script: str) -> str:
    hashed = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii") for text in (style, script)]
    return (
        f"default-src 'none'; img-src data:; style-src 'sha256-{hashed[0]}'; script-src 'sha256-{hashed[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _asset(name: str) -> str:
    from markupsafe import Markup

    source, _, _ = _environment().loader.get_source(_environment(), name)  # type: ignore[union-attr]
    return Markup("\n" + source.strip() + "\n")


def _shown(value: object) -> object:
    return wording.harmless(value) if type(value) is str else value


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("mingzhang.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _template() -> Template:
    return _environment().get_template("report.html.j2")
