"""The whole set of files that one office publishes, by format."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mingzhang.compile.year import OfficeYear
from mingzhang.model import Disclosure
from mingzhang.write.printed import Document

if TYPE_CHECKING:
    from mingzhang.write.glance import Glance


@dataclass(frozen=True, slots=True)
class Publication:
    """What is published of one office: its year, the printed document, and the document understood as data."""

    year: OfficeYear
    document: Document
    disclosure: Disclosure

    @property
    def stem(self) -> str:
        """The name of its files, without ending: what kind of disclosure it is."""
        return f"{self.year.cube.speaker}决算"


Files = Mapping[str, bytes]
_GLANCE = "一图读懂"


def _text(publication: Publication) -> Files:
    from mingzhang.write.text import text_bytes

    return {f"{publication.stem}.txt": text_bytes(publication.document)}


def _json(publication: Publication) -> Files:
    from mingzhang.disclosure_json import to_json

    text = json.dumps(to_json(publication.disclosure), ensure_ascii=False, indent=2) + "\n"
    return {f"{publication.stem}.json": text.encode()}


def _csv(publication: Publication) -> Files:
    from mingzhang.write.package import package_files

    return {f"数据/{name}": data for name, data in package_files(publication.disclosure).items()}


def _pdf(publication: Publication) -> Files:
    from mingzhang.write.fonts import find_fonts
    from mingzhang.write.glance_files import glance_pdf
    from mingzhang.write.pdf import pdf_bytes

    fonts = find_fonts()
    pages = pdf_bytes(publication.document, fonts)
    return {f"{publication.stem}.pdf": pages, f"{_GLANCE}.pdf": glance_pdf(_glance(publication), fonts)}


def _docx(publication: Publication) -> Files:
    from mingzhang.write.docx import docx_bytes

    return {f"{publication.stem}.docx": docx_bytes(publication.document)}


def _xlsx(publication: Publication) -> Files:
    from mingzhang.write.xlsx import xlsx_bytes

    return {f"{publication.stem}.xlsx": xlsx_bytes(publication.document)}


def _html(publication: Publication) -> Files:
    from mingzhang.write.glance_files import glance_html
    from mingzhang.write.html import html_bytes

    page = html_bytes(publication.document)
    return {f"{publication.stem}.html": page, f"{_GLANCE}.html": glance_html(_glance(publication))}


def _glance(publication: Publication) -> Glance:
    """The one page of charts, 三公 compared with the budget that the edition's own table prints."""
    from mingzhang.write.explanation.three_public import stage_of
    from mingzhang.write.glance import glance

    stages = map(stage_of, publication.document.edition.forms.values())
    return glance(publication.year, next(filter(None, stages), ""))


FORMATS: Mapping[str, Callable[[Publication], Files]] = {
    "pdf": _pdf,
    "docx": _docx,
    "xlsx": _xlsx,
    "html": _html,
    "json": _json,
    "csv": _csv,
    "txt": _text,
}
"""How each format is made; every one gives files by their path below the office's folder."""


def files_of(publication: Publication, formats: Sequence[str]) -> tuple[dict[str, bytes], list[str]]:
    """All files of an office in some formats, by path, and in words what could not be made here."""
    from mingzhang.write.fonts import NoFont

    found: dict[str, bytes] = {}
    missing: list[str] = []
    for name in formats:
        try:
            found |= FORMATS[name](publication)
        except NoFont as problem:
            missing.append(str(problem))
    return found, missing
