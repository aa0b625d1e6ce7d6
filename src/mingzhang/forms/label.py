"""Printed labels made comparable: no white space, ordinals or difference of bracket width."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_FOLD = str.maketrans(
    dict.fromkeys("\"”「」＂'‘’", "“") | {"(": "（", ")": "）", "[": "（", "]": "）", "：": ":", "，": ","}
)
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\(?\d{1,2}[.．、)](?!\d))")


@lru_cache(maxsize=20_000)
def compact(text: str) -> str:
    """The text without white space, CJK compatibility forms folded; punctuation stays as printed."""
    folded = "".join(
        unicodedata.normalize("NFKC", character) if "⺀" <= character <= "⿟" or "豈" <= character <= "﫿" else character
        for character in text
    )
    return "".join(folded.split())


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """A label for comparison: compact, brackets and quotes of one width."""
    return compact(text).translate(_FOLD)


@lru_cache(maxsize=20_000)
def bare(text: str) -> str:
    """A folded label without a leading ordinal (一、 （一） 1. 1、) and without a leading 其中：."""
    label = fold(text)
    label = re.sub(r"^其中:", "", label)
    return _ORDINAL.sub("", label)
