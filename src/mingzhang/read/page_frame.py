"""Between a PDF page's own coordinates and the page as displayed, from its top left, whichever way it is turned."""

from __future__ import annotations

from typing import Any, NamedTuple

from mingzhang.read.ruled_grid import Box, Rule

Numbers = Any
"""A number, or a numpy array of them."""


class PageFrame(NamedTuple):
    """A page as displayed or read: its box in the file's coordinates and how far it is turned clockwise (quarters)."""

    box: Box
    turned: int

    @property
    def width(self) -> float:
        """Width as displayed."""
        return self.box[3] - self.box[1] if self.turned % 2 else self.box[2] - self.box[0]

    @property
    def height(self) -> float:
        """Height as displayed."""
        return self.box[2] - self.box[0] if self.turned % 2 else self.box[3] - self.box[1]

    def point(self, x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
        """A point of the file (or arrays of them) as displayed, from the top left."""
        (x_sign, x_shift), (y_sign, y_shift) = self._axes()
        x, y = x_sign * x + x_shift, y_sign * y + y_shift
        return (y, x) if self.turned % 2 else (x, y)

    def file_box(self, box: Box) -> Box:
        """A box of the turned page in the file's coordinates."""
        x_axis, y_axis = self._axes()
        x0, y0, x1, y1 = (box[1], box[0], box[3], box[2]) if self.turned % 2 else box
        xs = sorted((x - x_axis[1]) * x_axis[0] for x in (x0, x1))
        ys = sorted((y - y_axis[1]) * y_axis[0] for y in (y0, y1))
        return xs[0], ys[0], xs[1], ys[1]

    def shown_box(self, box: Box) -> Box:
        """A box of the file on the turned page."""
        (x0, y0), (x1, y1) = self.point(box[0], box[1]), self.point(box[2], box[3])
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def rules(self, horizontal: list[Rule], vertical: list[Rule]) -> tuple[list[Rule], list[Rule]]:
        """The file's horizontal and vertical lines as (horizontal, vertical) ones of the displayed page."""
        x_axis, y_axis = self._axes()
        level, upright = _moved(horizontal, y_axis, x_axis), _moved(vertical, x_axis, y_axis)
        return (upright, level) if self.turned % 2 else (level, upright)

    def _axes(self) -> tuple[tuple[int, float], tuple[int, float]]:
        """Sign and shift of x and y from the file to the display, before they change places."""
        left, bottom, right, top = self.box
        return ((1, -left), (-1, right))[self.turned in (2, 3)], ((1, -bottom), (-1, top))[self.turned in (0, 3)]


def _moved(rules: list[Rule], at_axis: tuple[int, float], run_axis: tuple[int, float]) -> list[Rule]:
    (at_sign, at_shift), (sign, shift) = at_axis, run_axis
    if sign > 0:
        return [Rule(at_sign * at + at_shift, start + shift, end + shift) for at, start, end in rules]
    return [Rule(at_sign * at + at_shift, shift - end, shift - start) for at, start, end in rules]
