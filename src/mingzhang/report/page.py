"""What every page of the web has in common: its templates, its style and what it may load."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import TYPE_CHECKING

from mingzhang.report import wording

if TYPE_CHECKING:
    from jinja2 import Environment, Template


def policy(*inline: str) -> str:
    """The content policy of a page that may use nothing but its own style and, where it has one, its own script."""
    hashed = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii") for text in inline]
    allowed = [f"{kind} 'sha256-{value}'; " for kind, value in zip(("style-src", "script-src"), hashed, strict=False)]
    return f"default-src 'none'; img-src data:; {''.join(allowed)}base-uri 'none'; form-action 'none'"


def asset(name: str) -> str:
    """A style or script beside the templates, as it stands in the page."""
    from markupsafe import Markup

    source, _, _ = _environment().loader.get_source(_environment(), name)  # type: ignore[union-attr]
    return Markup("\n" + source.strip() + "\n")


def _shown(value: object) -> object:
    return wording.harmless(value) if type(value) is str else value


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("mingzhang.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def template(name: str) -> Template:
    """A template by its name."""
    return _environment().get_template(name)
