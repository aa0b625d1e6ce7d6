"""Where on the pages of a PDF each finding is marked, and what its note says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mingzhang.finding import LEVELS
from mingzhang.model import Place
from mingzhang.read.page_frame import PageFrame
from mingzhang.report import wording
from mingzhang.report.checked import Entry
from mingzhang.report.office_text import office_text

_PLACES = 8
_DIGIT = 4.45
_TAG = 10.0
_PAD = 2.0
_EDGE = 4.0


@dataclass(frozen=True, slots=True)
class Sign:
    """What is drawn at one place: the finding's number on a tag and, where its box is known, an outline.

    `box` and `tag` are in points from the top left of the page as displayed; `page` counts from 1.
    """

    entry: Entry
    page: int
    box: tuple[float, float, float, float] | None
    tag: tuple[float, float, float, float]
    main: bool
    note: str

    @property
    def whole(self) -> tuple[float, float, float, float]:
        """The box around outline and tag."""
        if self.box is None:
            return self.tag
        (a, b, c, d), (e, f, g, h) = self.box, self.tag
        return min(a, e), min(b, f), max(c, g), max(d, h)


def signs_of(listed: Sequence[Entry], frames: Sequence[PageFrame]) -> list[Sign]:
    """Where each finding is marked; one that names no page stands at the top of the first."""
    made: list[Sign] = []
    taken: Counter[tuple[int, int, int]] = Counter()
    for entry in listed:
        places = [item for item in _places(entry) if item[0].page is not None and 1 <= item[0].page <= len(frames)]
        places = places or [(Place(page=1), True)]
        for at, (place, main) in enumerate(places, 1):
            page = place.page or 1
            frame = frames[page - 1]
            box = _within(place, frame)
            corner = (box[0], box[1]) if box else (_EDGE, _EDGE)
            key = (page, round(corner[0] / 3), round(corner[1] / 3))
            tag = _tag(entry.number, corner, frame, taken[key], above=box is not None)
            taken[key] += 1
            made.append(Sign(entry, page, box, tag, main, _note(entry, at, len(places))))
    return made


def _places(entry: Entry) -> list[tuple[Place, bool]]:
    quoted = [(place, main) for _, place, main in wording.quoted(entry.finding)]
    quoted.sort(key=lambda item: not item[1])
    unique: dict[tuple[object, object], tuple[Place, bool]] = {}
    for place, main in quoted:
        unique.setdefault((place.page, place.box), (place, main))
    boxed = [item for item in unique.values() if item[0].box is not None]
    return (boxed or list(unique.values()))[:_PLACES]


def _within(place: Place, frame: PageFrame) -> tuple[float, float, float, float] | None:
    if place.box is None:
        return None
    left, right = sorted((place.box[0], place.box[2]))
    top, bottom = sorted((place.box[1], place.box[3]))
    left, right = max(left - _PAD, 1.0), min(right + _PAD, frame.width - 1.0)
    top, bottom = max(top - _PAD, 1.0), min(bottom + _PAD, frame.height - 1.0)
    return (left, top, right, bottom) if right - left > 2 and bottom - top > 2 else None


def _tag(
    number: int, corner: tuple[float, float], frame: PageFrame, others: int, *, above: bool
) -> tuple[float, float, float, float]:
    width = len(str(number)) * _DIGIT + 5
    left = corner[0] + others * (width + 1.5)
    row, left = divmod(left, max(frame.width - width - 1, width))
    top = corner[1] - (_TAG if above else 0) + row * (_TAG + 1)
    top = min(max(top, 1.0), max(frame.height - _TAG - 1, 1.0))
    return left, top, left + width, top + _TAG


def _note(entry: Entry, at: int, of: int) -> str:
    finding = entry.finding
    level = wording.GROUPS[entry.group]
    if entry.group == wording.TO_CONFIRM:
        level += f"（{LEVELS[finding.level]}）"
    compared = (("应为", finding.expected), ("实为", finding.actual), ("相差", finding.difference))
    lines = [
        f"{entry.number}. {level}：{finding.title}",
        finding.message,
        "，".join(f"{name} {text}" for name, text in compared if text),
        "算式：" + "；".join(finding.arithmetic) if finding.arithmetic else "",
        f"建议：{entry.proposal}",
        f"规则：{finding.rule}" + (f"　{entry.state}" if entry.state else ""),
        f"（本条共标出 {of} 处，这是第 {at} 处）" if of > 1 else "",
    ]
    return office_text("\n".join(text for text in lines if text))
