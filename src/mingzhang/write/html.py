"""A disclosure as one web page that anybody can read: with a screen reader, on a phone, on paper, without a network."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from mingzhang.amount import parse_amount
from mingzhang.write.fit import is_wide
from mingzhang.write.printable import printable
from mingzhang.write.printed import Cell, Document, PrintedTable, Text, placed

if TYPE_CHECKING:
    from jinja2 import Environment


@dataclass(frozen=True, slots=True)
class Item:
    """A heading, a paragraph or a table of the page; `kind` as in the template."""

    kind: str
    id: str = ""
    text: str = ""
    table: TableView | None = None


@dataclass(frozen=True, slots=True)
class TableView:
    """A table as the template prints it: rows of (tag, scope, class, indent, cell, number)."""

    printed: PrintedTable
    wide: bool
    heading: list[list[CellView]]
    body: list[list[CellView]]


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell; `number` is its figure as programs read it, empty where it holds none."""

    cell: Cell
    header: bool
    scope: str
    number: str


@dataclass(slots=True)
class Part:
    """What stands under a heading of the first level; the first part of a page may have none."""

    id: str
    title: str = ""
    items: list[Item] = field(default_factory=list)


def html_bytes(document: Document) -> bytes:
    """The document as one HTML file in UTF-8 that loads nothing and runs nothing; the same document, the same bytes."""
    style = (resources.files("mingzhang.write") / "templates" / "disclosure.css").read_text("utf-8").strip()
    page = environment().get_template("disclosure.html.j2").render(
        name=document.name, organisation=document.organisation,
        cover=[block.text for block in document.blocks if isinstance(block, Text) and block.kind == "cover"],
        parts=page_parts(document), policy=policy(style), style=inline_style(style),
    )  # fmt: skip
    return page.encode("utf-8")


def policy(style: str) -> str:
    """The content policy of a page that may use nothing but its own style, between newlines as in the page."""
    digest = base64.b64encode(hashlib.sha256(f"\n{style}\n".encode()).digest()).decode("ascii")
    return f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def page_parts(document: Document) -> list[Part]:
    """The document by its parts; its own list of contents is left out, the page has a better one."""
    parts = [Part("part-0")]
    tables = headings = 0
    for block in document.blocks:
        if isinstance(block, PrintedTable):
            tables += 1
            view = TableView(block, is_wide(block), _heading(block), _body(block))
            parts[-1].items.append(Item("table", f"table-{tables}", block.above or block.title, view))
        elif isinstance(block, Text) and block.kind == "part":
            parts.append(Part(f"part-{len(parts)}", block.text))
        elif isinstance(block, Text) and block.kind in ("heading", "subheading"):
            headings += 1
            parts[-1].items.append(Item(block.kind, f"section-{headings}", block.text))
        elif isinstance(block, Text) and block.kind == "body":
            parts[-1].items.append(Item("body", text=block.text))
    return [part for part in parts if part.title or part.items]


def _heading(table: PrintedTable) -> list[list[CellView]]:
    return [
        [CellView(cell, bool(cell.text), "colgroup" if cell.columns > 1 else "col", "") for cell in row]
        for row in table.heading
    ]


def _body(table: PrintedTable) -> list[list[CellView]]:
    rows: list[list[CellView]] = [[] for _ in table.body]
    for row, column, cell in placed(table.body, len(table.widths)):
        header = _is_name(cell) if table.heading else column == 0
        scope = "rowgroup" if cell.rows > 1 else "row"
        rows[row].append(CellView(cell, header and bool(cell.text), scope, "" if header else _number(cell.text)))
    return rows


def _is_name(cell: Cell) -> bool:
    """Whether a cell names its row: it is no figure, no code and no number of a line."""
    text = "".join(cell.text.split())
    return not cell.figure and not text.isdigit() and any(character.isalpha() for character in text)


def _number(text: str) -> str:
    amount = parse_amount(text)
    return f"{amount.value:f}" if amount and not amount.unit else ""


def _shown(value: Any) -> Any:
    return printable(value) if type(value) is str else value


def inline_style(style: str) -> str:
    """The style as it stands in the page."""
    from markupsafe import Markup

    return Markup(f"\n{style}\n")


def lines(text: str) -> Iterator[str]:
    """The lines of a text, for a template to part them by line breaks."""
    yield from printable(text).split("\n")


@cache
def environment() -> Environment:
    """The templates of what is written for the web; whatever they show is escaped and made printable."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("mingzhang.write", "templates"), autoescape=True, undefined=StrictUndefined,
        finalize=_shown, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["lines"] = lines
    return environment
