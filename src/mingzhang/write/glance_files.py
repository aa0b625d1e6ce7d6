"""一图读懂 as files: a web page that also lists its figures, and a PDF of one page."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from mingzhang.write.fonts import Fonts
from mingzhang.write.glance import Glance
from mingzhang.write.glance_svg import alternative, glance_svg
from mingzhang.write.html import environment, inline_style, policy
from mingzhang.write.typeset import typeset

if TYPE_CHECKING:
    from jinja2 import Template


def glance_html(shown: Glance) -> bytes:
    """The page as one HTML file in UTF-8 that loads nothing and runs nothing."""
    from markupsafe import Markup

    style = (resources.files("mingzhang.write") / "templates" / "glance.css").read_text("utf-8").strip()
    page = _template().render(
        shown=shown, picture=Markup(glance_svg(shown)), style=inline_style(style), policy=policy(style)
    )
    return page.encode("utf-8")


def glance_pdf(shown: Glance, fonts: Fonts) -> bytes:
    """The page as PDF. Raises NoFont where no Chinese font is to be had."""
    words = alternative(shown)
    stack = fonts.stacks([words, glance_svg(shown)])["hei"]
    families = ", ".join(f"'{family}'" for family in stack.families)
    told = {
        "title": f"{shown.subtitle}{shown.title}", "picture": glance_svg(shown, families), "alternative": words,
    }  # fmt: skip
    return typeset("glance.typ", fonts, shown=told)


@cache
def _template() -> Template:
    return environment().get_template("glance.html.j2")
