"""The rules of wording that are patterns, in the order of the report."""

from __future__ import annotations

from mingzhang.check.wording_patterns import load

RULES = [rule for name in ("wording_slots.toml", "wording_numbers.toml", "wording_marks.toml") for rule in load(name)]
