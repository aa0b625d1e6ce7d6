"""Damage the layout of documents and count the certain errors that appear: a misreading must accuse nobody.

Run: python -m benchmarks.damage [--seeds 3] [--variants 4] [FILE…]

Ruling lines are dropped, two columns merged, a page cut out, in clean generated PDFs and in the given files (the folder
of samples where there is one); of text dumps blanks and spaces between cells are lost and pages cut. Errors that the
undamaged file has as well are not counted.
"""

from __future__ import annotations

import argparse
import ctypes
import io
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pypdfium2 as pdfium
from pypdfium2 import raw
from rich.console import Console
from rich.progress import track
from rich.table import Table as Grid

from benchmarks.generator.document import make_document
from benchmarks.generator.producers.text_dump import text_dump
from benchmarks.generator.producers.typst_pdf import typst_pdf
from benchmarks.generator.style import style_of
from mingzhang.check import check
from mingzhang.finding import Finding
from mingzhang.forms import editions
from mingzhang.read import Unreadable, read_bytes

SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples"
FINAL_ACCOUNTS = ("datong-gxj-2023.txt", "putuo-guihua-2024.pdf")
_THIN = 2.0
"""A path at most so many points wide is a ruling line."""
_PAGE = 40
"""Printed lines on a page of a text dump."""
Damage = Callable[[bytes, Random], bytes]


def _rules(page: pdfium.PdfPage) -> list[tuple[pdfium.PdfObject, tuple[float, float, float, float]]]:
    """The ruling lines of a page with their bounds."""
    found = []
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,)):
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        raw.FPDFPageObj_GetBounds(item.raw, left, bottom, right, top)
        found.append((item, (left.value, bottom.value, right.value, top.value)))
    return found


def _edited(data: bytes, chosen: Callable[[pdfium.PdfPage], list[pdfium.PdfObject]]) -> bytes:
    """The file without the objects chosen on each page."""
    document = pdfium.PdfDocument(data)
    for page in document:
        objects = chosen(page)
        for item in objects:
            page.remove_obj(item)
        if objects:
            page.gen_content()
    return _saved(document)


def _saved(document: pdfium.PdfDocument) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def without_rules(data: bytes, chance: Random) -> bytes:
    """Each ruling line gone with some likelihood, the same for the whole file."""
    share = chance.choice((0.1, 0.3, 0.6, 1.0))
    return _edited(data, lambda page: [item for item, _ in _rules(page) if chance.random() < share])


def merged_columns(data: bytes, chance: Random) -> bytes:
    """On each page the vertical lines at one place gone, so that two columns have nothing between them."""

    def chosen(page: pdfium.PdfPage) -> list[pdfium.PdfObject]:
        upright = [(item, box) for item, box in _rules(page) if box[2] - box[0] < _THIN < box[3] - box[1]]
        places = sorted({round(box[0]) for _, box in upright})[1:-1]
        if not places:
            return []
        at = chance.choice(places)
        return [item for item, box in upright if abs(round(box[0]) - at) <= 1]

    return _edited(data, chosen)


def without_page(data: bytes, chance: Random) -> bytes:
    """One page gone."""
    document = pdfium.PdfDocument(data)
    if len(document) > 1:
        document.del_page(chance.randrange(len(document)))
    return _saved(document)


def text_without_page(data: bytes, chance: Random) -> bytes:
    """A page's worth of lines of a text dump gone, wherever the page may have begun."""
    lines = data.decode().split("\n")
    filled = [at for at, line in enumerate(lines) if line.strip()]
    first = chance.randrange(max(1, len(filled) - _PAGE))
    gone = range(filled[first], filled[min(first + _PAGE, len(filled)) - 1] + 1)
    return "\n".join(line for at, line in enumerate(lines) if at not in gone).encode()


def text_without_blanks(data: bytes, chance: Random) -> bytes:
    """Blank cells lost: several spaces become one, in some of the lines."""
    share = chance.choice((0.05, 0.3, 1.0))
    lines = data.decode().split("\n")
    return "\n".join(re.sub(r"(?<=\S) +", " ", line) if chance.random() < share else line for line in lines).encode()


def text_glued(data: bytes, chance: Random) -> bytes:
    """Neighbouring cells run together: the space before a figure is lost here and there."""
    share = chance.choice((0.02, 0.1))
    return re.sub(r"(?<=\S) (?=\d)", lambda _: "" if chance.random() < share else " ", data.decode()).encode()


DAMAGES: dict[str, dict[str, Damage]] = {
    "pdf": {"ruling lines dropped": without_rules, "columns merged": merged_columns, "page cut": without_page},
    "txt": {"page cut": text_without_page, "blanks lost": text_without_blanks, "cells glued": text_glued},
}


@dataclass(slots=True)
class Row:
    """What one kind of damage did to one kind of document."""

    damaged: int = 0
    unreadable: int = 0
    unchanged: int = 0
    errors: int = 0
    to_confirm: int = 0
    rules: Counter[str] = field(default_factory=Counter)


def errors(data: bytes, name: str) -> list[Finding]:
    """The findings of level error in a file."""
    return [finding for finding in check(read_bytes(data, name)).findings if finding.level == "error"]


def documents(seeds: int, files: Sequence[Path]) -> Iterator[tuple[str, str, bytes]]:
    """(group, name, bytes): generated ones of every edition as PDF and as text dump, then files."""
    for seed in range(seeds):
        style = style_of(seed)
        for name, edition in editions().items():
            document = make_document(edition, seed, style)
            yield "generated", f"{name}-{seed}.pdf", typst_pdf(document, style)
            yield "generated", f"{name}-{seed}.txt", text_dump(document, style)
    for path in files:
        yield path.name, path.name, path.read_bytes()


def measure(name: str, data: bytes, damage: str, variants: int, row: Row) -> list[str]:
    """Damage a document in several ways; the certain errors that the whole document does not have."""
    spoil = DAMAGES[name.rpartition(".")[2]][damage]
    own = {(finding.rule, finding.message) for finding in errors(data, name)}
    lines = []
    for variant in range(variants):
        damaged = spoil(data, Random(f"{name} {damage} {variant}"))
        row.damaged += 1
        row.unchanged += damaged == data
        try:
            found = errors(damaged, name)
        except Unreadable:
            row.unreadable += 1
            continue
        for finding in found:
            if (finding.rule, finding.message) in own:
                continue
            certain = finding.certainty == "certain"
            row.errors += certain
            row.to_confirm += not certain
            if certain:
                row.rules[finding.rule] += 1
                lines.append(f"{name} {damage} {variant}: {finding.rule} {finding.message}")
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table; the exit status says whether no certain error appeared."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.damage", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--seeds", type=int, default=2, help="generated documents of each edition")
    parser.add_argument("--variants", type=int, default=4, help="how often each document is damaged in each way")
    parser.add_argument("--list", action="store_true", help="list the certain errors that appeared")
    options = parser.parse_args(arguments)
    files = options.files or [SAMPLES / name for name in FINAL_ACCOUNTS if (SAMPLES / name).exists()]
    rows: dict[tuple[str, str], Row] = {}
    lines: list[str] = []
    console = Console(width=150)
    work = [
        (group, name, data, damage)
        for group, name, data in documents(options.seeds, files)
        for damage in DAMAGES[name.rpartition(".")[2]]
    ]
    for group, name, data, damage in track(work, description="damage", transient=True, console=Console(stderr=True)):
        kind = group if group != "generated" else f"generated {name.rpartition('.')[2]}"
        row = rows.setdefault((kind, damage), Row())
        lines += measure(name, data, damage, options.variants, row)
    grid = Grid("documents", "damage", "damaged", "not readable", "false errors, certain", "to confirm", "rules")
    for (kind, damage), row in rows.items():
        named = ", ".join(f"{rule} {count}" for rule, count in row.rules.most_common())
        figures = (row.damaged - row.unchanged, row.unreadable, row.errors, row.to_confirm)
        grid.add_row(kind, damage, *map(str, figures), named)
    console.print(grid)
    if options.list:
        for line in lines:
            console.print(line, highlight=False, soft_wrap=True, markup=False)
    return int(bool(lines))


if __name__ == "__main__":
    sys.exit(main())
