"""The manner of an office: everything that may differ without changing what is disclosed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

from mingzhang.write.style import TableStyle


@dataclass(frozen=True, slots=True)
class Style(TableStyle):
    """How one office prints; `figure_height` is where a figure stands beside a name of several lines."""

    shifted_digits: float = 0.0
    white_fill: bool = False
    repeat_header: bool = True
    forced_breaks: bool = False
    blank_at_break: bool = False
    tables_after_text: bool = False
    landscape: bool = True
    title_inside: bool = False
    shared_pages: bool = False
    figure_height: Literal["top", "middle", "bottom"] = "middle"


def style_of(seed: int) -> Style:
    """A manner drawn from a seed."""
    random = Random(f"style {seed}")
    unit, decimals = random.choice((("万元", 2), ("万元", 2), ("万元", 2), ("元", 2), ("元", 0), ("万元", 6)))
    three = random.random() < 0.35
    repeat = random.random() < 0.6
    return Style(
        unit=unit,
        decimals=decimals,
        thousands=random.random() < 0.7,
        code_columns=3 if three else random.choice((0, 1)),
        own_digits=three and random.random() < 0.3,
        total_in_heading=three and random.random() < 0.5,
        total_flipped=random.random() < 0.15,
        optional_totals=random.random() < 0.3,
        numbered_titles=random.random() < 0.5,
        spaced=random.random() < 0.4,
        indent=random.random() < 0.7,
        name_width=random.choice((5, 7, 9, 12, 16)),
        empty_manner=random.randrange(3),
        shifted_digits=random.choice((0.0, 0.0, 0.8, 1.4)),
        white_fill=random.random() < 0.4,
        repeat_header=repeat,
        forced_breaks=random.random() < 0.4,
        blank_at_break=random.random() < 0.5,
        tables_after_text=random.random() < 0.3,
        landscape=random.random() < 0.6,
        title_inside=random.random() < 0.3,
        shared_pages=random.random() < 0.4,
        figure_height=random.choice(("middle", "middle", "top", "bottom")),
    )
