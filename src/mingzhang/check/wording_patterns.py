"""Rules of wording that are patterns: each with its patterns, words and examples in `wording_*.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any

from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.check.wording_text import Piece, Prose, Role, where
from mingzhang.finding import Finding, Level, Outcome, Tally

_SHOWN = 8
_UNFILLED = 30


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern of a rule.

    `what` says in Chinese what is wrong and `right` how it should read; `needs` are texts one of which must stand in
    the document for the pattern to be tried; `unless` is what the sentence around must not hold; with `gather` all
    places make one finding.
    """

    find: re.Pattern[str]
    what: str
    level: Level
    roles: tuple[Role, ...]
    needs: tuple[str, ...] = ()
    unless: re.Pattern[str] | None = None
    right: str = ""
    gather: bool = False


def load(name: str) -> list[Rule]:
    """The rules that a data file states."""
    data = tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
    return [_rule(entry) for entry in data["rule"]]


def _rule(entry: dict[str, Any]) -> Rule:
    words = entry.get("words", {})
    patterns = [_pattern(item, entry, words) for item in entry["find"]]
    year = entry.get("year", 2023)
    return Rule(
        entry["id"],
        entry["title"],
        entry["sentence"],
        entry["level"],
        entry["basis"],
        entry.get("not_applicable", ""),
        Example(text=entry["pass"], year=year),
        Example(text=entry["fail"], year=year),
        _checker(entry, patterns),
    )


def _pattern(item: dict[str, Any], entry: dict[str, Any], words: dict[str, str]) -> Pattern:
    unless = item.get("unless")
    return Pattern(
        re.compile(_filled(item["pattern"], words)),
        item["what"],
        item.get("level", entry["level"]),
        tuple(item.get("roles", entry.get("roles", ["explanation"]))),
        tuple(item.get("needs", ())),
        re.compile(_filled(unless, words)) if unless else None,
        item.get("right", ""),
        item.get("gather", entry.get("gather", False)),
    )


def _filled(pattern: str, words: dict[str, str]) -> str:
    """The pattern with <name> replaced by the alternatives of that name."""
    for name, alternatives in words.items():
        pattern = pattern.replace(f"<{name}>", f"(?:{alternatives})")
    return pattern


def _checker(entry: dict[str, Any], patterns: list[Pattern]) -> Callable[[Case], list[Outcome]]:
    rule, title, suggestion = entry["id"], entry["title"], entry.get("suggestion", "")
    kind = entry.get("kind")

    def check(case: Case) -> list[Outcome]:
        if kind and case.disclosure.kind != kind:
            return [Outcome(rule, (), Tally(not_applicable=1), (f"文件不是{kind}",))]
        prose = case.prose
        found = [finding for pattern in patterns for finding in _findings(rule, title, suggestion, pattern, prose)]
        roles = {role for pattern in patterns for role in pattern.roles}
        judged = len(prose.in_role(*roles))
        failed = min(judged, len(found))
        return [Outcome(rule, tuple(found), Tally(judged - failed, failed))]

    return check


def _findings(rule: str, title: str, suggestion: str, pattern: Pattern, prose: Prose) -> Iterator[Finding]:
    if pattern.needs and not any(text in prose.text for text in pattern.needs):
        return
    hits = [(match, piece) for match, piece in prose.matches(pattern.find, pattern.roles) if _holds(match, pattern)]
    if len(hits) > _UNFILLED:  # a form nobody filled in: one finding says so
        what = f"{pattern.what}；文件像是没有填写的模板"
        pattern = replace(pattern, what=what, level="notice" if pattern.level == "notice" else "warning", gather=True)
    shown = 0 if pattern.gather else _SHOWN if len(hits) > _SHOWN + 1 else len(hits)
    for match, piece in hits[:shown]:
        quote = prose.quote(match.start(), match.end(), 10)
        advice = _advice(match, pattern, suggestion)
        yield Finding(
            rule,
            title,
            pattern.level,
            f"{where(piece)}“{quote.text}”：{pattern.what}。",
            (quote,),
            prose.certainty,
            expected=match.expand(pattern.right) if pattern.right else "",
            actual=match[0],
            suggestion=advice,
        )
    if rest := hits[shown:]:
        yield _gathered(rule, title, suggestion, pattern, prose, rest, also=shown > 0)


def _gathered(
    rule: str,
    title: str,
    suggestion: str,
    pattern: Pattern,
    prose: Prose,
    hits: list[tuple[re.Match[str], Piece]],
    *,
    also: bool,
) -> Finding:
    """One finding for many places."""
    quotes = tuple(prose.quote(match.start(), match.end(), 8) for match, _ in hits)
    count = f"{'另有' if also else '共'} {len(hits)} 处" if also or len(hits) > 1 else where(hits[0][1])
    finding = Finding(
        rule,
        title,
        pattern.level,
        f"{count}{'，例如' if len(hits) > 1 else ''}“{quotes[0].text}”：{pattern.what}。",
        quotes,
        prose.certainty,
        actual=hits[0][0][0],
        suggestion=_advice(hits[0][0], pattern, suggestion),
    )
    return replace(finding, expected=hits[0][0].expand(pattern.right)) if pattern.right else finding


def _advice(match: re.Match[str], pattern: Pattern, suggestion: str) -> str:
    return f"改为“{match.expand(pattern.right)}”。" if pattern.right else suggestion


def _holds(match: re.Match[str], pattern: Pattern) -> bool:
    if pattern.unless is None:
        return True
    text = match.string
    begin = max(text.rfind(mark, 0, match.start()) for mark in "。；\n") + 1
    ends = [at for mark in "。；\n" if (at := text.find(mark, match.end())) >= 0]
    return pattern.unless.search(text, begin, min(ends, default=len(text))) is None
