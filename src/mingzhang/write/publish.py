"""The whole set of files that one office publishes, by format."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mingzhang.compile.year import OfficeYear
from mingzhang.model import Disclosure
from mingzhang.write.printed import Document


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
    from mingzhang.write.pdf import pdf_bytes

    return {f"{publication.stem}.pdf": pdf_bytes(publication.document, find_fonts())}


def _docx(publication: Publication) -> Files:
    from mingzhang.write.docx import docx_bytes

    return {f"{publication.stem}.docx": docx_bytes(publication.document)}


def _xlsx(publication: Publication) -> Files:
    from mingzhang.write.xlsx import xlsx_bytes

    return {f"{publication.stem}.xlsx": xlsx_bytes(publication.document)}


def _html(publication: Publication) -> Files:
    from mingzhang.write.html import html_bytes

    return {f"{publication.stem}.html": html_bytes(publication.document)}


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


def files_of(publication: Publication, formats: tuple[str, ...]) -> dict[str, bytes]:
    """All files of an office in some formats, by path."""
    found: dict[str, bytes] = {}
    for name in formats:
        found |= FORMATS[name](publication)
    return found
