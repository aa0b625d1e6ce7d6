"""The text of a Word paragraph as it is to be seen, and what else hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mingzhang.read.docx_package import W

_INLINE = frozenset(
    W + name for name in ("ins", "moveTo", "hyperlink", "fldSimple", "smartTag", "customXml", "sdtContent", "sdt",
                          "dir", "bdo", "ruby", "rubyBase")
)  # fmt: skip
"""What only wraps runs; what is deleted, moved away or set over a character is in none of them."""
_SIGNS = {
    W + "tab": " ",
    W + "ptab": " ",
    W + "cr": "\n",
    W + "br": "\n",
    W + "noBreakHyphen": "-",
}
_DRAWN = frozenset(W + name for name in ("drawing", "pict", "object"))
_OFF = ("0", "false", "off")
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PRIVATE = range(0xE000, 0xF900)


@dataclass(slots=True)
class Content:
    """What a paragraph holds: visible and hidden text, text boxes anchored in it, files embedded in it."""

    text: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    embedded: int = 0

    @property
    def lines(self) -> list[str]:
        """The visible text between line breaks, white space at the ends removed."""
        return [line for part in "".join(self.text).split("\n") if (line := part.strip())]


def content(paragraph: Any, hidden: frozenset[str]) -> Content:
    """The content of a paragraph; `hidden` are the styles whose text is hidden."""
    found = Content()
    look = paragraph.find(f"{W}pPr")
    style = look.find(f"{W}pStyle") if look is not None else None
    _walk(paragraph, found, hidden, style is not None and style.get(f"{W}val") in hidden)
    return found


def hidden_styles(styles: Any) -> frozenset[str]:
    """The names of the styles whose text is hidden, by themselves or by what they are based on."""
    heirs: dict[str, list[str]] = {}
    hidden: list[str] = []
    for style in styles.iterfind(f"{W}style") if styles is not None else ():
        name = style.get(f"{W}styleId", "")
        if (base := style.find(f"{W}basedOn")) is not None:
            heirs.setdefault(base.get(f"{W}val", ""), []).append(name)
        if _vanishes(style):
            hidden.append(name)
    found: set[str] = set()
    while hidden:
        if (name := hidden.pop()) not in found:
            found.add(name)
            hidden.extend(heirs.get(name, ()))
    return frozenset(found)


def mark_deleted(paragraph: Any) -> bool:
    """Whether the paragraph's end is deleted, so that the next one goes on in it."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def alternative(element: Any) -> Any:
    """The part of a compatibility choice that is shown: the first that holds anything."""
    options = [child for child in element if child.tag in (_MC + "Choice", _MC + "Fallback")]
    return next((child for child in options if len(child)), None)


def is_choice(element: Any) -> bool:
    """Whether an element offers the same thing in several forms."""
    return bool(element.tag == _MC + "AlternateContent")


def _walk(element: Any, found: Content, styles: frozenset[str], hidden: bool) -> None:
    for child in element:
        if child.tag == W + "r":
            _run(child, found, styles, hidden or _hides(child, styles))
        elif child.tag in _INLINE:
            _walk(child, found, styles, hidden)
        elif is_choice(child):
            if (shown := alternative(child)) is not None:
                _walk(shown, found, styles, hidden)
        elif isinstance(child.tag, str) and child.tag.startswith(_FORMULA):
            found.text.extend(part.text or "" for part in child.iter(_FORMULA + "t"))


def _run(run: Any, found: Content, styles: frozenset[str], hidden: bool) -> None:
    out = found.hidden if hidden else found.text
    for child in run:
        if child.tag == W + "t":
            out.append(child.text or "")
        elif child.tag in _SIGNS:
            out.append(_SIGNS[child.tag])
        elif child.tag == W + "sym":
            out.append(_symbol(child.get(f"{W}char")))
        elif child.tag in _DRAWN:
            found.boxes.extend(_outermost(child, W + "txbxContent"))
            found.embedded += child.tag == W + "object"
        elif is_choice(child) and (shown := alternative(child)) is not None:
            _run(shown, found, styles, hidden)
        elif child.tag == W + "ruby":
            _walk(child, found, styles, hidden)


def _outermost(element: Any, tag: str) -> Iterator[Any]:
    """Elements of a kind that lie in none of their kind: what is inside them is met when they are read."""
    for child in element:
        if child.tag == tag:
            yield child
        else:
            yield from _outermost(child, tag)


def _hides(run: Any, styles: frozenset[str]) -> bool:
    look = run.find(f"{W}rPr")
    if look is None:
        return False
    own = look.find(f"{W}vanish")
    if own is not None:
        return own.get(f"{W}val") not in _OFF
    style = look.find(f"{W}rStyle")
    return style is not None and style.get(f"{W}val") in styles


def _vanishes(style: Any) -> bool:
    mark = style.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(f"{W}val") not in _OFF


def _symbol(code: str | None) -> str:
    """A character given by its number; those of symbol fonts have no meaning outside their font."""
    try:
        number = int(code or "", 16)
    except ValueError:
        return ""
    return "" if number in _PRIVATE or number < 32 or number > 0xFFFF or 0xD800 <= number < 0xE000 else chr(number)
