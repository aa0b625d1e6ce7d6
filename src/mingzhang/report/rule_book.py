"""The rule book as a page: every rule with its sentence, basis, exceptions and examples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from mingzhang.finding import LEVELS

if TYPE_CHECKING:
    from mingzhang.check import Rule

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def rule_book(rules: Sequence[Rule]) -> str:
    """The page in Markdown: a table of all rules, then each one, family by family."""
    lines = [
        "# 规则",
        "",
        "本页由 `mingzhang rules --format markdown` 生成（`make rules`），请勿手改。",
        "级别是这条规则一般给出的级别；没有把握读对的地方一律列为“待确认”，不算错误。",
        "",
        f"共 {len(rules)} 条：" + "，".join(_counted(rules)) + "。",
        "",
        "| 编号 | 规则 | 级别 |",
        "|---|---|---|",
        *(f"| [{rule.id}](#{_anchor(rule)}) | {_plain(rule.title)} | {LEVELS[rule.level]} |" for rule in rules),
    ]
    for rule in rules:
        lines += [
            "",
            f"## {rule.id}",
            "",
            f"**{_plain(rule.title)}**（{LEVELS[rule.level]}）：{_plain(rule.sentence)}",
            "",
        ]
        told = (
            ("依据", rule.basis),
            ("不适用", rule.not_applicable),
            ("通过的例子", str(rule.example_pass)),
            ("不通过的例子", str(rule.example_fail)),
        )
        lines += [f"- {name}：{_plain(text)}" for name, text in told if text]
    return "\n".join(lines) + "\n"


def _counted(rules: Iterable[Rule]) -> list[str]:
    order = list(LEVELS)
    found = sorted((rule.level for rule in rules), key=order.index)
    return [f"{LEVELS[level]} {len(list(same))}" for level, same in groupby(found)]


def _anchor(rule: Rule) -> str:
    # As GitHub makes it from the heading.
    return rule.id.lower().replace(".", "")


def _plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
