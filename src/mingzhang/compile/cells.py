"""What stands in a cell of the book, as a value: text, exact money, counts, numbers, choices and codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

from mingzhang.compile.schema import Column, Item

Value = str | int | Decimal | None
"""Text, choices and codes are strings (blank: ""), money is 分, a blank number is None."""

_WIDE = str.maketrans("０１２３４５６７８９．，－−＋（）", "0123456789.,--+()")
_AMOUNT = re.compile(r"(?P<sign>[+-]?)(?P<whole>\d{1,3}(?:,\d{3})+|\d+|(?=\.\d))(?:\.(?P<part>\d*))?", re.ASCII)
_NOTHING = frozenset({"-", "—", "——", "–", "/"})
_DIGITS_OF_MONEY = 13
_MOST_COUNTED = 10**9
_LONGEST = {"text": 1000, "paragraph": 30_000}
# How many digits a code has, at least and at most.
_CODES = {"account": (4, 20), "function": (7, 7), "economic": (5, 5)}


class Wrong(ValueError):
    """A cell does not hold what it should; the message says so in Chinese."""


def money(text: str) -> int | None:
    """An amount in 元 as 分: `1,234.5`, `-3`, `(3.00)`; None for a blank.

    Raises:
        Wrong: it is not exactly one amount, has more than two decimals or too many digits.
    """
    plain = _plain(text)
    if not plain or plain in _NOTHING:
        return None
    bracketed = plain[0] == "(" and plain[-1] == ")"
    match = _AMOUNT.fullmatch(plain[1:-1] if bracketed else plain)
    if match is None or (bracketed and match["sign"]):
        raise Wrong(f"“{shown(text)}”不是金额；请只填以元为单位的数，如 1234.56。")
    whole, part = match["whole"].replace(",", "").lstrip("0"), (match["part"] or "").rstrip("0")
    if len(part) > 2:
        raise Wrong(f"“{shown(text)}”的小数超过两位；金额最多填到分。")
    if len(whole) > _DIGITS_OF_MONEY:
        raise Wrong(f"“{shown(text)}”太大；请核对金额。")
    amount = int(whole + part.ljust(2, "0"))
    return -amount if bracketed or match["sign"] == "-" else amount


def number(text: str) -> Decimal | None:
    """An exact number; None for a blank. Raises Wrong."""
    plain = _plain(text)
    if not plain or plain in _NOTHING:
        return None
    match = _AMOUNT.fullmatch(plain)
    if match is None or len(plain) > 2 * _DIGITS_OF_MONEY:
        raise Wrong(f"“{shown(text)}”不是数；请只填数字，如 12 或 7.5。")
    return Decimal(plain.replace(",", ""))


def count(text: str) -> int | None:
    """A whole number from 0; None for a blank. Raises Wrong."""
    value = number(text)
    if value is None:
        return None
    if value < 0 or value != int(value):
        raise Wrong(f"“{shown(text)}”不是个数；请填整数，没有填 0。")
    if value > _MOST_COUNTED:
        raise Wrong(f"“{shown(text)}”太大；请核对个数。")
    return int(value)


def read_cell(text: str, column: Column | Item, choices: Mapping[str, Mapping[str, str]]) -> Value:
    """The value of a cell. Raises Wrong; whether a blank may be is not looked at, nor whether a code is known."""
    kind = column.type
    if not text.isprintable():
        # Marks without a width come with text copied from pages; nobody can see or remove them.
        text = "".join(character for character in text if unicodedata.category(character) != "Cf")
    if kind == "money":
        return money(text)
    if kind == "count":
        return count(text)
    if kind == "number":
        return number(text)
    stripped = text.strip()
    if not stripped:
        return ""
    if kind in _LONGEST:
        return _text(stripped, kind)
    if kind == "choice":
        return _choice(stripped, choices[column.of])
    return _code(stripped, kind)


def shown(text: str) -> str:
    """A cell's text as a message may quote it: one line, no signs that cannot be seen, not too long."""
    line = "".join(" " if character.isspace() else character for character in text if _visible(character))
    return line if len(line) <= 30 else line[:29] + "…"


def _plain(text: str) -> str:
    return text.strip().translate(_WIDE)


def _visible(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Cn")


def _text(text: str, kind: str) -> str:
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    if not all(character.isprintable() or _visible(character) for character in whole):
        raise Wrong("含有看不见的控制字符；请重新输入这一格。")
    if len(whole) > _LONGEST[kind]:
        raise Wrong(f"文字太长（{len(whole)} 字，最多 {_LONGEST[kind]} 字）。")
    if kind == "text" and "\n" in whole:
        raise Wrong("这一格不能换行。")
    return whole


def _choice(text: str, choices: Mapping[str, str]) -> str:
    if text in choices:
        return choices[text]
    # Brackets and quotation marks are easily typed in the other width.
    wanted = _compared(text)
    for label, id_ in choices.items():
        if _compared(label) == wanted:
            return id_
    raise Wrong(f"“{shown(text)}”不在可选项里；请填：{'、'.join(choices)}。")


def _compared(label: str) -> str:
    return re.sub(r"[\s“”\"'‘’]", "", unicodedata.normalize("NFKC", label))


def _code(text: str, kind: str) -> str:
    if kind not in _CODES:
        return _text(text, "text")
    least, most = _CODES[kind]
    plain = text.translate(_WIDE)
    if not (plain.isascii() and plain.isdecimal() and least <= len(plain) <= most):
        wanted = f"{least} 位数字" if least == most else f"{least} 到 {most} 位数字"
        raise Wrong(f"“{shown(text)}”不是{_NAMES[kind]}编码；应为 {wanted}。")
    return plain


_NAMES = {"account": "会计科目", "function": "功能科目（项）", "economic": "经济科目（款）"}
