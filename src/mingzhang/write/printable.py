"""Text made safe for paper and screen: nothing in it that steers a program or a direction of writing."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def printable(text: str) -> str:
    """The text without control, direction and half characters; every kind of line end is one newline."""
    if text.isprintable():
        return text
    kept = []
    for character in _LINE_ENDS.sub("\n", text):
        category = unicodedata.category(character)
        if character == "\n" or category not in ("Cc", "Cf", "Cs", "Zs"):
            kept.append(character)
        elif character.isspace():
            kept.append("\u3000" if character == "\u3000" else " ")
    return "".join(kept)
