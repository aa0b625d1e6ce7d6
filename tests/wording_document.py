"""Findings of one rule on a small text, for the tests of the rules of wording."""

from __future__ import annotations

from mingzhang.check import check
from mingzhang.check.example import Example
from mingzhang.finding import Finding


def found(rule: str, text: str, year: int = 2023, **pieces: object) -> list[Finding]:
    """What a rule finds in a text with headings and paragraphs; a text without heading stands in the explanation."""
    lines = (
        text if "、" in text.split("\n", maxsplit=1)[0][:3] or text.startswith("第") else f"一、总体情况说明\n{text}"
    )
    return check(Example(text=lines, year=year, **pieces).document(), [rule]).findings  # type: ignore[arg-type]
