"""Text as an office file may hold it."""

from __future__ import annotations

import re

from mingzhang.report.wording import harmless

_LIMIT = 32_000
_ILLEGAL = re.compile(r"[\ufffe\uffff]")


def office_text(text: str) -> str:
    """The text with its lines kept and without anything that cannot be shown; a spreadsheet's cell can hold it."""
    lines = [_ILLEGAL.sub("", harmless(line)).rstrip() for line in text.split("\n")]
    whole = "\n".join(lines).strip()
    return whole if len(whole) <= _LIMIT else whole[: _LIMIT - 1] + "…"
