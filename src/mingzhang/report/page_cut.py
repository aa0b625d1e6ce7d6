"""The parts of pages a finding quotes, with its figures outlined."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mingzhang.finding import Finding
from mingzhang.model import Place
from mingzhang.report.pages import PageImage
from mingzhang.report.wording import quoted

_ABOVE = 60.0
_BESIDE = 14.0
_GAP = 150.0
_CUTS = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """An outlined box; `main` is the figure most likely wrong."""

    left: float
    top: float
    width: float
    height: float
    main: bool


@dataclass(frozen=True, slots=True)
class PageCut:
    """A part of a page with marks, as the view box of its picture (left, top, width, height)."""

    image: PageImage
    view: tuple[float, float, float, float]
    marks: tuple[Mark, ...]

    @property
    def box(self) -> str:
        """The view box as SVG writes it."""
        return " ".join(f"{value:g}" for value in self.view)


def pages_wanted(findings: Sequence[Finding]) -> list[int]:
    """The pages whose pictures the findings need, in the order of the findings."""
    places = [place for finding in findings for _, place, _ in quoted(finding)]
    return list(dict.fromkeys(place.page for place in places if place.page is not None and place.box is not None))


def page_cuts(finding: Finding, images: Mapping[int, PageImage]) -> list[PageCut]:
    """The parts of pages a finding quotes, each as wide as its print, with every quoted box marked."""
    found: dict[int, list[tuple[Place, bool]]] = {}
    for _, place, main in quoted(finding):
        if place.page is not None and place.page in images and _sound(place):
            found.setdefault(place.page, []).append((place, main))
    cuts = []
    for number, places in found.items():
        for cluster in _clusters(places):
            cuts.append(_cut(images[number], cluster))
    cuts.sort(key=lambda cut: not any(mark.main for mark in cut.marks))
    return cuts[:_CUTS]


def _sound(place: Place) -> bool:
    return place.box is not None and all(math.isfinite(value) for value in place.box)


def _edges(place: Place) -> tuple[float, float, float, float]:
    left, top, right, bottom = place.box or (0.0, 0.0, 0.0, 0.0)
    return min(left, right), min(top, bottom), max(left, right), max(top, bottom)


def _clusters(places: list[tuple[Place, bool]]) -> list[list[tuple[Place, bool]]]:
    clusters: list[list[tuple[Place, bool]]] = []
    reach = -math.inf
    for place, main in sorted(places, key=lambda item: _edges(item[0])[1]):
        _, top, _, bottom = _edges(place)
        if top > reach + _GAP:
            clusters.append([])
        clusters[-1].append((place, main))
        reach = max(reach, bottom)
    return clusters


def _cut(image: PageImage, places: list[tuple[Place, bool]]) -> PageCut:
    boxes = [_edges(place) for place, _ in places]
    left = max(min([image.left, *(box[0] for box in boxes)]) - _BESIDE, 0.0)
    right = min(max([image.right, *(box[2] for box in boxes)]) + _BESIDE, image.width)
    top = max(min(box[1] for box in boxes) - _ABOVE, 0.0)
    bottom = min(max(box[3] for box in boxes) + _ABOVE, image.height)
    if right - left < 40 or bottom - top < 20:
        left, top, right, bottom = 0.0, 0.0, image.width, image.height
    marks = tuple(
        Mark(round(x0 - 1, 1), round(y0 - 1, 1), round(x1 - x0 + 2, 1), round(y1 - y0 + 2, 1), main)
        for (x0, y0, x1, y1), (_, main) in zip(boxes, places, strict=True)
    )
    return PageCut(image, (round(left, 1), round(top, 1), round(right - left, 1), round(bottom - top, 1)), marks)
