"""Matrices and boxes of a PDF page."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.read.ruled_grid import Box

Matrix = tuple[float, float, float, float, float, float]


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point under a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def moved_box(matrix: Matrix, box: Box) -> Box:
    """The box around a box under a matrix."""
    corners = [moved(matrix, x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    return bounding(corners) or box


def bounding(points: Sequence[tuple[float, float]]) -> Box | None:
    """The box around points; None where there are none."""
    if not points:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def compose(inner: Matrix, outer: Matrix) -> Matrix:
    """First `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def scale(matrix: Matrix) -> float:
    """How much a matrix enlarges lengths."""
    return float(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5)


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes touch."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def contains(outer: Box, inner: Box) -> bool:
    """Whether a box holds another but for a point."""
    return (
        outer[0] <= inner[0] + 1 and outer[1] <= inner[1] + 1 and outer[2] >= inner[2] - 1 and outer[3] >= inner[3] - 1
    )


def meet(one: Box, other: Box) -> Box:
    """The common part of two boxes; turned inside out where they have none."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def within(box: Box, clip: Box | None) -> Box | None:
    """The part of a box inside a clip, or None where nothing is left."""
    if clip is None:
        return box
    met = meet(box, clip)
    return met if met[0] <= met[2] and met[1] <= met[3] else None
