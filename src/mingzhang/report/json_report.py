"""The report of a check as JSON, as other programs read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mingzhang.finding import Explanation, Finding, Quote, Report
from mingzhang.model import Disclosure
from mingzhang.report.compare import Comparison, fingerprint
from mingzhang.report.wording import counts, rule_titles, verdict

Json = dict[str, Any]


def to_json(
    disclosure: Disclosure,
    report: Report,
    *,
    titles: Mapping[str, str] | None = None,
    against: Comparison | None = None,
) -> Json:
    """One document's report; `titles` names the rules that have no findings, `against` is an earlier draft."""
    tally = report.tally
    named = rule_titles(report, titles)
    made: Json = {
        "document": {
            "name": disclosure.name,
            "organisation": disclosure.organisation,
            "year": disclosure.year,
            "kind": disclosure.kind,
            "source": disclosure.source,
            "format": disclosure.format,
            "pages": disclosure.pages,
            "edition": disclosure.edition,
        },
        "verdict": verdict(report),
        "summary": counts(report),
        "checks": {
            "applied": tally.applied,
            "passed": tally.passed,
            "failed": tally.failed,
            "not_applicable": tally.not_applicable,
            "blank": tally.blank,
        },
        "findings": [_finding(finding) for finding in report.findings],
        "rules": [
            {
                "rule": outcome.rule,
                "title": named[outcome.rule],
                "passed": outcome.tally.passed,
                "failed": outcome.tally.failed,
                "not_applicable": outcome.tally.not_applicable,
                "blank": outcome.tally.blank,
                "reasons": list(outcome.reasons),
            }
            for outcome in report.outcomes
        ],
    }
    if report.dismissed:
        made["dismissed"] = [{**_short(finding), "reason": reason} for finding, reason in report.dismissed]
    if against is not None:
        made["against"] = {
            "source": against.source,
            "fixed": [_short(finding) for finding in against.fixed],
            "remaining": [_short(finding) for finding in against.remaining],
            "new": [_short(finding) for finding in against.new],
        }
    return made


def _short(finding: Finding) -> Json:
    return {
        "id": fingerprint(finding),
        "rule": finding.rule,
        "title": finding.title,
        "level": finding.level,
        "certainty": finding.certainty,
        "message": finding.message,
    }


def _finding(finding: Finding) -> Json:
    return {
        "id": fingerprint(finding),
        "rule": finding.rule,
        "title": finding.title,
        "level": finding.level,
        "certainty": finding.certainty,
        "message": finding.message,
        "places": [_quote(quote) for quote in finding.places],
        "expected": finding.expected,
        "actual": finding.actual,
        "difference": finding.difference,
        "suggestion": finding.suggestion,
        "arithmetic": list(finding.arithmetic),
        "explanations": [_explanation(item) for item in finding.explanations],
    }


def _quote(quote: Quote) -> Json:
    place = quote.place
    return {
        "page": place.page,
        "box": None if place.box is None else list(place.box),
        "line": place.line,
        "last_line": place.last_line,
        "table": place.table,
        "row": place.row,
        "column": place.column,
        "quote": quote.text,
    }


def _explanation(item: Explanation) -> Json:
    return {
        "text": item.text,
        "changes": [
            {"place": _quote(quote), "printed": quote.text, "proposed": proposed, "slip": slip}
            for quote, proposed, slip in item.changes
        ],
    }
