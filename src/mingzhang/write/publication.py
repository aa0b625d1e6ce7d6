"""A whole disclosure, ready to print: cover, contents, overview, tables, explanation, glossary, evaluation forms."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from mingzhang.compile.year import OfficeYear
from mingzhang.forms import Edition
from mingzhang.write.evaluation_form import evaluation_form
from mingzhang.write.explanation import explanation
from mingzhang.write.glossary import glossary
from mingzhang.write.overview import overview
from mingzhang.write.printed import Block, Document, PageEnd, PrintedTable, Text
from mingzhang.write.style import TableStyle
from mingzhang.write.tables import print_tables
from mingzhang.write.tails import with_tails

_PLAIN = TableStyle()


@cache
def _frame() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("publication.toml").read_text(encoding="utf-8"))


def publication(edition: Edition, year: OfficeYear, style: TableStyle = _PLAIN) -> Document:
    """The disclosure of a year in the manner of an edition.

    Amounts of the text are in 万元 with two decimals; the tables print in the style's unit. The part with evaluation
    forms is there only where there are projects.
    """
    cube = year.cube
    at = {"office": cube.organisation, "year": cube.year, "speaker": cube.speaker}
    frame = _frame()
    parts = {name: text.format(**at) for name, text in frame["parts"].items()}
    told = explanation(edition, year, thousands=style.thousands)
    tables = _noted(print_tables(edition, cube, style, year.adjusted))
    inside: dict[str, list[Block]] = {
        "overview": list(overview(year, frame["overview"])),
        "tables": list(_apart(tables)),
        "explanation": [*told],
        "glossary": [*glossary(edition, cube, told)],
        "attachments": list(_apart([evaluation_form(project.form) for project in year.projects])),
    }
    kept = {name: blocks for name, blocks in inside.items() if blocks}
    blocks: list[Block] = [*(Text(line.format(**at), "cover") for line in frame["cover"]), PageEnd()]
    blocks += [Text(frame["contents"], "title"), *_contents(parts, kept)]
    for name, content in kept.items():
        blocks += [PageEnd(), Text(parts[name], "part"), *content]
    return Document(frame["name"].format(**at), edition, cube.organisation, cube.year, blocks)


def _contents(parts: dict[str, str], inside: dict[str, list[Block]]) -> Iterator[Text]:
    """Each part with its headings and tables; the evaluation forms are not listed one by one."""
    for name, blocks in inside.items():
        yield Text(parts[name], "contents")
        for block in blocks:
            if isinstance(block, Text) and block.kind == "heading":
                yield Text(block.text, "contents")
            elif isinstance(block, PrintedTable) and block.above:
                yield Text(block.above, "contents")


def _noted(tables: list[PrintedTable]) -> list[PrintedTable]:
    """The tables, those with tails with a note that says so."""
    forms = with_tails(tables)
    for table in tables:
        if table.form in forms:
            table.notes.append(_frame()["notes"]["tails"].format(unit=table.unit))
    return tables


def _apart(tables: Sequence[PrintedTable]) -> Iterator[Block]:
    """The tables on pages of their own."""
    for number, table in enumerate(tables):
        if number:
            yield PageEnd()
        yield table
