"""Findings of two drafts of one document held against each other."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from mingzhang.finding import Finding, Quote, Report

_PLACES = 2
_AMOUNT = re.compile(r"[-−]?\d[\d,]*\.\d+|[-−]?\d{1,3}(?:,\d+)+|[-−]?\d+(?=[万亿]?元|[%‰个人辆批次台套分])")
_COPY = re.compile(r"（第\s*\d+\s*张）")
_NAMED = re.compile(r"“([^”]*)”|《([^》]*)》")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of a draft's findings: gone from the later one, still there (as it says them), only there.

    `source` is the file of the earlier draft.
    """

    fixed: list[Finding]
    remaining: list[Finding]
    new: list[Finding]
    source: str = ""


def fingerprint(finding: Finding) -> str:
    """The identity of a finding across drafts: rule, weight and cells or words, not pages, lines or amounts."""
    first = finding.places[:_PLACES]
    parts = [finding.rule, finding.level, *(_spot(quote) for quote in first)]
    # Evaluation forms may share their title; each is a form of its own.
    parts += _COPY.findall(finding.message)
    if not first or not first[0].place.row:
        # A finding on the whole document quotes only its name; what is missing stands in the message.
        parts += [_words(whole or title) for whole, title in _NAMED.findall(finding.message)]
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return f"{finding.rule}:{digest[:10]}"


def compare(old: Report, new: Report, source: str = "") -> Comparison:
    """Which findings of the old report are fixed, which remain, and which are new."""
    before = Counter(map(fingerprint, old.findings))
    remaining: list[Finding] = []
    appeared: list[Finding] = []
    for finding in new.findings:
        mark = fingerprint(finding)
        (remaining if before[mark] else appeared).append(finding)
        before[mark] -= before[mark] > 0
    fixed: list[Finding] = []
    # Of findings with one fingerprint the last are taken as fixed: the first have found their match.
    for finding in reversed(old.findings):
        mark = fingerprint(finding)
        if before[mark]:
            before[mark] -= 1
            fixed.append(finding)
    return Comparison(fixed[::-1], remaining, appeared, source)


def _spot(quote: Quote) -> str:
    place = quote.place
    if place.row:
        return "\t".join(_words(part or "") for part in (place.table, place.row, place.column))
    return _words(place.table or "") + "\t" + _words(quote.text)


def _words(text: str) -> str:
    joined = "".join(unicodedata.normalize("NFKC", text).split())
    return _AMOUNT.sub("#", joined)
