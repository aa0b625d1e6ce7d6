"""What Excel shows for a number under a number format, worked out exactly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne
from typing import NamedTuple

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0;-#,##0", 6: "#,##0;-#,##0", 7: "#,##0.00;-#,##0.00",
    8: "#,##0.00;-#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "d-m-yy", 17: "m-yy", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0;(#,##0)",
    38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)", 41: '#,##0;-#,##0;"-";@',
    42: '#,##0;-#,##0;"-";@', 43: '#,##0.00;-#,##0.00;"-";@', 44: '#,##0.00;-#,##0.00;"-";@', 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: 'yyyy"年"m"月"', 56: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""The formats that workbooks name by number only, as Excel in Chinese shows them."""

_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)
"""Excel keeps fifteen digits of a number; what a binary fraction has beyond is never shown."""
_WIDE = Context(prec=2000)
_GENERAL_WIDTH = 11
_LARGEST = 300
_LONGEST = 255
"""Excel allows no longer format; a longer one is taken as General."""
_PIECES = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>[Gg]eneral|G/通用格式)|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)"
    r"|(?P<power>[Ee][+-]0+)|(?P<date>[Yy]+|[Mm]+|[Dd]+|[Hh]+|[Ss]+|AM/PM|上午/下午)|(?P<text>@)|(?P<other>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_COMPARISONS = {"<=": le, ">=": ge, "<>": ne, "<": lt, ">": gt, "=": eq}
_MONEY_SIGNS = str.maketrans("", "", "¥￥")


class _Piece(NamedTuple):
    kind: str
    text: str


def shown(raw: str, look: str, *, since_1904: bool = False) -> str:
    """The text of a cell whose stored number is `raw` under the format `look` (General: "").

    Money signs are left out: they say nothing of the figure. A number that is none is given as it is stored.
    """
    try:
        value = Decimal(repr(float(raw)))
    except (InvalidOperation, ValueError, OverflowError):
        return raw
    if not value.is_finite() or (value and abs(value.adjusted()) > _LARGEST):
        return raw
    value = _DIGITS.plus(value)
    pieces, negative = _section(value, _sections(look))
    kinds = {piece.kind for piece in pieces}
    if "date" in kinds and "digit" not in kinds:
        return _date(value, pieces, since_1904)
    if "general" in kinds or "text" in kinds or "power" in kinds:
        return _general(abs(value) if negative else value)
    if "digit" not in kinds:
        return "".join(piece.text for piece in pieces if piece.kind == "literal").translate(_MONEY_SIGNS).strip()
    text = _digits(abs(value), pieces).translate(_MONEY_SIGNS).strip()
    return f"-{text}" if value < 0 and not negative else text


@lru_cache(maxsize=1000)
def _sections(look: str) -> tuple[tuple[_Piece, ...], ...]:
    """The sections of a format, for positive numbers, negative ones, zero and text."""
    sections: list[list[_Piece]] = [[]]
    for match in _PIECES.finditer(look if 0 < len(look) <= _LONGEST else "General"):
        kind, text = match.lastgroup, match[0]
        if kind == "other" and text == ";":
            sections.append([])
        elif kind == "bracket":
            if re.fullmatch(r"[hms]+", text[1:-1], re.IGNORECASE):
                sections[-1].append(_Piece("date", text[1:-1]))
            elif _CONDITION.fullmatch(text[1:-1]):
                sections[-1].append(_Piece("condition", text[1:-1]))
        elif kind in ("quoted", "escaped", "other"):
            sections[-1].append(_Piece("literal", match[kind]))
        elif kind is not None:
            sections[-1].append(_Piece(kind, text))
    return tuple(tuple(section) for section in sections)


def _section(value: Decimal, sections: Sequence[tuple[_Piece, ...]]) -> tuple[tuple[_Piece, ...], bool]:
    """The section for a value, and whether it shows a negative number's sign by itself."""
    if any(piece.kind == "condition" for section in sections for piece in section):
        return next((section for section in sections if _applies(value, section)), sections[-1]), False
    numeric = sections[:3]
    if value < 0 and len(numeric) > 1:
        return numeric[1], True
    if value == 0 and len(numeric) > 2:
        return numeric[2], False
    return numeric[0], False


def _applies(value: Decimal, section: Sequence[_Piece]) -> bool:
    """Whether the conditions of a section hold for a value; one without any is for all that is left."""
    conditions = (_CONDITION.fullmatch(piece.text) for piece in section if piece.kind == "condition")
    return all(_COMPARISONS[found[1]](value, Decimal(found[2])) for found in conditions if found)


def _general(value: Decimal) -> str:
    """At most eleven characters with the point, as in a cell that is wide enough."""
    whole = len(f"{abs(value):f}".partition(".")[0])
    rounded = value.quantize(
        Decimal(1).scaleb(-max(_GENERAL_WIDTH - 1 - whole, 0)), rounding=ROUND_HALF_UP, context=_WIDE
    )
    text = f"{rounded:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-0", "0", 1 if not rounded else 0)


def _digits(value: Decimal, pieces: Sequence[_Piece]) -> str:
    """A value that is not negative in the digits of a section."""
    point = next((at for at, piece in enumerate(pieces) if piece.kind == "point"), len(pieces))
    places = [at for at, piece in enumerate(pieces) if piece.kind == "digit"]
    before, after = [at for at in places if at < point], [at for at in places if at > point]
    last = before[-1] if before else (places[0] if places else 0)
    commas = [at for at, piece in enumerate(pieces) if piece.kind == "comma"]
    grouped = any(before and before[0] < at < last for at in commas)
    thousands = sum(at > max(places) or (last < at < point) for at in commas)
    value = value.scaleb(2 * sum(piece.kind == "percent" for piece in pieces) - 3 * thousands)
    rounded = value.quantize(Decimal(1).scaleb(-len(after)), rounding=ROUND_HALF_UP, context=_WIDE)
    whole, _, fraction = f"{rounded:f}".partition(".")
    needed = sum(pieces[at].text == "0" for at in before)
    whole = whole.lstrip("0").rjust(needed, "0") if needed else whole.lstrip("0")
    optional = len(fraction) - max((n for n, at in enumerate(after, 1) if pieces[at].text == "0"), default=0)
    while optional and fraction.endswith("0"):
        fraction, optional = fraction[:-1], optional - 1
    return _filled(pieces, before, after, point, (_grouped(whole) if grouped else whole, fraction))


def _grouped(whole: str) -> str:
    return re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", whole)


def _filled(
    pieces: Sequence[_Piece], before: Sequence[int], after: Sequence[int], point: int, digits: tuple[str, str]
) -> str:
    """The literals of a section with the digits between them; the first place takes all that is left over."""
    whole, fraction = digits
    at_place: dict[int, str] = {}
    for number, at in enumerate(reversed(before)):
        cut = len(whole) if number == len(before) - 1 else 1
        # Separators go with the digit before them.
        while cut < len(whole) and whole[-cut] == ",":
            cut += 1
        at_place[at], whole = (whole[-cut:], whole[:-cut]) if whole else ("", "")
    at_place.update(zip(after, fraction, strict=False))
    text = ""
    for at, piece in enumerate(pieces):
        if piece.kind == "digit":
            text += at_place.get(at, "")
        elif piece.kind in ("literal", "percent") or at == point:
            text += piece.text
    return text


def _date(value: Decimal, pieces: Sequence[_Piece], since_1904: bool) -> str:
    """A day and time counted in days, in the order of the format."""
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)
    try:
        moment = start + timedelta(seconds=int((value * 86_400).to_integral_value(ROUND_HALF_UP)))
    except (OverflowError, ValueError):
        return _general(value)
    text, hours = "", False
    for piece in pieces:
        if piece.kind != "date":
            text += piece.text if piece.kind in ("literal", "point") else ""
            continue
        letter, width = piece.text[0].lower(), len(piece.text)
        text += _part(moment, "min" if letter == "m" and hours else letter, width)
        hours = letter == "h" or (hours and letter not in "yd")
    return text.strip()


def _part(moment: datetime, letter: str, width: int) -> str:
    if letter == "y":
        return f"{moment.year:04d}" if width > 2 else f"{moment.year % 100:02d}"
    if letter == "m" and width > 2:
        return f"{moment.month}月"
    if letter == "d" and width > 2:
        return "星期" + "一二三四五六日"[date.weekday(moment)]
    number = {"m": moment.month, "d": moment.day, "h": moment.hour, "min": moment.minute, "s": moment.second}
    return str(number.get(letter, "")).rjust(min(width, 2), "0") if letter in number else ""
