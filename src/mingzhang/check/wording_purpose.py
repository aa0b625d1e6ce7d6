"""The purpose of a 三公 item that speaks of another item."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.check.wording_text import where
from mingzhang.finding import Finding, Outcome, Tally

_PURPOSE = re.compile(r"(?:主要用于|主要是|用于|主要原因(?:是|为)?)[：:]?(?P<said>[^。；\n]{4,120})")


@dataclass(frozen=True, slots=True)
class _Words:
    names: Mapping[str, str]
    own: Mapping[str, tuple[str, ...]]
    foreign: Mapping[str, tuple[str, ...]]
    any_name: re.Pattern[str]


@cache
def _words() -> _Words:
    data = tomllib.loads(files(__package__).joinpath("wording_purpose.toml").read_text(encoding="utf-8"))
    names = {name: item["label"] for item in data["item"] for name in item["names"]}
    longest = sorted(names, key=len, reverse=True)
    return _Words(
        names,
        {item["label"]: tuple(item["own"]) for item in data["item"]},
        {label: tuple(words) for label, words in data["foreign"].items()},
        re.compile("|".join(map(re.escape, longest))),
    )


def check(case: Case) -> list[Outcome]:
    """Each purpose or reason of an item of 三公: it must not name another item and none of its own words."""
    rule = "wording.foreign-purpose"
    words = _words()
    findings = []
    judged = 0
    for match, piece in case.prose.matches(_PURPOSE):
        before = list(words.any_name.finditer(match.string, piece.start, match.start()))
        item = words.names[before[-1][0]] if before else ""
        if not item:
            continue
        judged += 1
        other = next(
            (
                label
                for label, texts in words.foreign.items()
                if label != item and any(text in match["said"] for text in texts)
            ),
            None,
        )
        if other is None or any(text in match["said"] for text in words.own[item]):
            continue
        quote = case.prose.quote(match.start(), match.end())
        findings.append(
            Finding(
                rule,
                "用途张冠李戴",
                "warning",
                f"{where(piece)}“{item}”的用途写作“{quote.text[:50]}”，说的是“{other}”。",
                (quote, case.prose.quote(before[-1].start(), before[-1].end(), 12)),
                case.prose.certainty,
                expected=f"{item}的用途",
                actual=quote.text,
                suggestion=f"改为{item}自己的用途；没有支出的，直接说明没有支出。",
            )
        )
    return [Outcome(rule, tuple(findings), Tally(judged - len(findings), len(findings)))]


_TITLE = "九、财政拨款“三公”经费支出决算情况说明\n"
RULES = [
    Rule(
        "wording.foreign-purpose",
        "用途与项目对应",
        "“三公”各项的用途和原因应说本项，不应说另一项。",
        "warning",
        "文字与所说的项目应当一致",
        "",
        Example(text=_TITLE + "2、公务用车购置费支出5.00万元，主要用于更新老旧车辆一辆。"),
        Example(text=_TITLE + "2、公务用车购置费支出5.00万元，主要用于因公出国（境）培训。"),
        check,
    )
]
