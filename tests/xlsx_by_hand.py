"""Small workbooks written by hand, so that tests can say exactly what a file holds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def text(at: str, value: str, style: int = 0) -> str:
    return f'<c r="{at}" s="{style}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def number(at: str, value: str, style: int = 0) -> str:
    return f'<c r="{at}" s="{style}"><v>{value}</v></c>'


def row(at: int, *cells: str, more: str = "") -> str:
    return f'<row r="{at}" {more}>{"".join(cells)}</row>'


def sheet(*rows: str, before: str = "", merged: Sequence[str] = ()) -> str:
    areas = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    after = f"<mergeCells>{areas}</mergeCells>" if areas else ""
    return f"<worksheet {MAIN}>{before}<sheetData>{''.join(rows)}</sheetData>{after}</worksheet>"


def styles(looks: Sequence[str]) -> str:
    """Style n + 1 shows numbers as looks[n], without lines; the last style has lines all round."""
    formats = "".join(
        f"<numFmt numFmtId={quoteattr(str(200 + at))} formatCode={quoteattr(look)}/>" for at, look in enumerate(looks)
    )
    lines = "".join(f'<{side} style="thin"/>' for side in ("left", "right", "top", "bottom"))
    cells = "".join(f'<xf numFmtId="{200 + at}" borderId="0"/>' for at in range(len(looks)))
    return (
        f"<styleSheet {MAIN}><numFmts>{formats}</numFmts><borders><border/><border>{lines}</border></borders>"
        f'<cellXfs><xf numFmtId="0" borderId="0"/>{cells}<xf numFmtId="0" borderId="1"/></cellXfs></styleSheet>'
    )


def workbook(sheets: Mapping[str, str], looks: Sequence[str] = (), states: Mapping[str, str] | None = None) -> bytes:
    """A workbook of these sheets, by name."""
    listed, related, parts = "", "", {}
    for at, (name, content) in enumerate(sheets.items(), 1):
        state = f'state="{states[name]}"' if states and name in states else ""
        listed += f'<sheet name={quoteattr(name)} sheetId="{at}" {state} r:id="rId{at}"/>'
        related += f'<Relationship Id="rId{at}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        parts[f"xl/worksheets/sheet{at}.xml"] = content
    related += f'<Relationship Id="rId0" Type="{RELATIONS}/styles" Target="styles.xml"/>'
    parts["xl/styles.xml"] = styles(looks)
    parts["xl/workbook.xml"] = f'<workbook {MAIN} xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>'
    parts["xl/_rels/workbook.xml.rels"] = f"<Relationships>{related}</Relationships>"
    return archive(parts)


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def replaced(data: bytes, name: str, content: str | bytes) -> bytes:
    """The workbook with one part of it exchanged or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts: dict[str, str | bytes] = {entry: old.read(entry) for entry in old.namelist()}
    return archive({**parts, name: content})
