"""Typing slips that are typical of these documents, bound to the words around them."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.check.wording_text import Role, where
from mingzhang.finding import Finding, Outcome, Quote, Tally

_ROLES: tuple[Role, ...] = ("overview", "explanation", "glossary")


@dataclass(frozen=True, slots=True)
class _Typo:
    """A slip: its pattern, plain texts one of which it holds, and what should stand there."""

    find: re.Pattern[str]
    core: tuple[str, ...]
    right: str


@cache
def _typos() -> tuple[_Typo, ...]:
    data = tomllib.loads(files(__package__).joinpath("wording_typos.toml").read_text(encoding="utf-8"))
    return tuple(
        _Typo(re.compile(item["find"]), tuple(item.get("core", item["find"].split("|"))), item["right"])
        for item in data["typo"]
    )


def check(case: Case) -> list[Outcome]:
    """Every slip once, with all its places."""
    rule = "wording.typos"
    found: defaultdict[str, list[tuple[Quote, str, str]]] = defaultdict(list)
    for typo in _typos():
        if any(core in case.prose.text for core in typo.core):
            for match, piece in case.prose.matches(typo.find, _ROLES):
                quote = case.prose.quote(match.start(), match.end(), 8)
                found[match[0]].append((quote, typo.right, where(piece)))
    findings = []
    for wrong, hits in found.items():
        quote, right, place = hits[0]
        times = f"（共 {len(hits)} 处）" if len(hits) > 1 else ""
        findings.append(
            Finding(
                rule,
                "疑似错别字",
                "notice",
                f"{place}“{quote.text}”{times}：“{wrong}”疑为“{right.partition('（')[0]}”之误。",
                tuple(hit[0] for hit in hits),
                case.prose.certainty,
                expected=right,
                actual=wrong,
                suggestion=f"改为“{right}”。",
            )
        )
    judged = len(case.prose.in_role(*_ROLES))
    failed = min(len(findings), judged)
    return [Outcome(rule, tuple(findings), Tally(judged - failed, failed))]


RULES = [
    Rule(
        "wording.typos",
        "错别字",
        "形近、音近而误的字应更正。",
        "notice",
        "公开文本应当规范",
        "只认词语连着上下文必错的写法。",
        Example(text="一、收入支出决算总体情况说明\n财政拨款收入比上年增加2.00万元，职能转变后项目增多。"),
        Example(text="一、收入支出决算总体情况说明\n财政拔款收入比上年增加2.00万元，只能转变后项目增多。"),
        check,
    )
]
