"""Office files as tests see them."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree

_SPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


class Workbook:
    """What a workbook holds: by sheet name the rows of texts, and the XML of the sheet."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.dates = {entry.date_time for entry in package.infolist()}
            texts = [
                "".join(part.text or "" for part in item.iter(f"{{{_SPACE['m']}}}t"))
                for item in ElementTree.fromstring(package.read("xl/sharedStrings.xml"))
            ]
            names = re.findall(r'<sheet name="([^"]*)"', package.read("xl/workbook.xml").decode())
            self.xml = {
                name: package.read(f"xl/worksheets/sheet{number}.xml").decode() for number, name in enumerate(names, 1)
            }
        self.rows = {name: [self._row(row, texts) for row in self._parsed(name)] for name in names}

    def _parsed(self, name: str) -> list[ElementTree.Element]:
        return ElementTree.fromstring(self.xml[name]).findall(".//m:row", _SPACE)

    def _row(self, row: ElementTree.Element, texts: list[str]) -> list[str]:
        cells = []
        for cell in row.findall("m:c", _SPACE):
            value = cell.findtext("m:v", "", _SPACE)
            cells.append(texts[int(value)] if cell.get("t") == "s" else value)
        return cells
