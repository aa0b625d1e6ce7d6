"""A fixed typst layout filled with data: text is never markup, and the same data and fonts give the same bytes."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from mingzhang.write.fonts import Fonts


def typeset(layout: str, fonts: Fonts, **data: Any) -> bytes:
    """The PDF that a layout of this folder makes of data, which it finds as JSON under the names given."""
    import typst

    return bytes(
        typst.compile(
            (resources.files("mingzhang.write") / layout).read_bytes(),
            font_paths=fonts.library,
            ignore_system_fonts=True,
            timestamp=0,
            sys_inputs={name: json.dumps(told, ensure_ascii=False) for name, told in data.items()},
        )
    )
