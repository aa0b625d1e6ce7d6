"""Let LibreOffice recalculate a workbook and hold every formula against the value it was written with."""

from __future__ import annotations

import io
import subprocess
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from benchmarks.generator.producers.program import find

_STEP = Decimal("0.01")


def recalculated(data: bytes, folder: Path) -> bytes:
    """The workbook as LibreOffice saves it, its formulas calculated anew."""
    source, out = folder / "recalculate.xlsx", folder / "recalculated"
    source.write_bytes(data)
    out.mkdir(exist_ok=True)
    command = [
        find("soffice", "libreoffice"), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
        "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(source),
    ]  # fmt: skip
    subprocess.run(command, capture_output=True, timeout=300, check=True)
    return (out / source.name).read_bytes()


def wrong_formulas(data: bytes, folder: Path) -> tuple[int, list[str]]:
    """How many formulas there are, and those that come out as another printed figure or as an error."""
    from openpyxl import load_workbook

    formulas = load_workbook(io.BytesIO(data))
    written = load_workbook(io.BytesIO(data), data_only=True)
    fresh = load_workbook(io.BytesIO(recalculated(data, folder)), data_only=True)
    count, wrong = 0, []
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                value = fresh[sheet.title][cell.coordinate].value
                if isinstance(value, str) and value.startswith("#"):
                    wrong.append(f"{sheet.title} {cell.coordinate}: {value}")
                if cell.data_type != "f":
                    continue
                count += 1
                cached = written[sheet.title][cell.coordinate].value
                if not isinstance(value, (int, float)) or _printed(value) != _printed(cached):
                    wrong.append(f"{sheet.title} {cell.coordinate} {cell.value}: {value} for {cached}")
    return count, wrong


def _printed(value: object) -> Decimal:
    return Decimal(repr(value)).quantize(_STEP, ROUND_HALF_UP)
