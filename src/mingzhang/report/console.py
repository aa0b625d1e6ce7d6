"""Running text for a terminal: recorded as a string, Chinese wrapped the way it is printed."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from rich.console import Console

_TOKEN = re.compile(r"[“（「《]*(?:[A-Za-z0-9.,%/+-]+|.)[，。；：、”）」》]*\s*")


def recorder(width: int, colour: bool) -> Console:
    """A console that keeps what is printed, the same everywhere."""
    from rich.console import Console

    return Console(
        file=io.StringIO(),
        width=max(width, 40),
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )


def recorded(console: Console) -> str:
    """What a recorder was given, without white space at the ends of lines."""
    return "\n".join(line.rstrip() for line in cast(io.StringIO, console.file).getvalue().splitlines()) + "\n"


def write(console: Console, text: str, *, indent: int = 0, style: str = "") -> None:
    """Print a paragraph."""
    from rich.padding import Padding
    from rich.text import Text

    wrapped = "\n".join(wrap(text, console.width - indent))
    console.print(Padding(Text(wrapped, style=style, overflow="fold"), (0, 0, 0, indent)))


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns: Chinese breaks anywhere but before a closing mark, a number stays whole."""
    from rich.cells import cell_len

    lines: list[str] = []
    for piece in text.split("\n"):
        line = ""
        for token in _TOKEN.findall(piece):
            if line and cell_len(line + token.rstrip()) > width:
                lines.append(line.rstrip())
                line = ""
            line += token if line else token.lstrip()
        lines.append(line)
    return lines
