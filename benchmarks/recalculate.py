"""Let LibreOffice work out every formula of a workbook anew."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path

from benchmarks.generator.producers.program import find


def recalculated(data: bytes, folder: Path) -> bytes:
    """The workbook as LibreOffice saves it; the results that were saved with the formulas are taken away first.

    Raises Missing where LibreOffice is not installed.
    """
    program = find("soffice", "libreoffice")
    bare = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", old.read(name)))
    source, out = folder / "recalculate.xlsx", folder / "recalculated"
    source.write_bytes(bare.getvalue())
    command = [
        program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
        "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(source),
    ]  # fmt: skip
    subprocess.run(command, capture_output=True, timeout=300, check=True)
    return (out / source.name).read_bytes()


def formulas(data: bytes) -> int:
    """How many formulas a workbook has."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(archive.read(name).count(b"</f>") for name in archive.namelist())


def errors(data: bytes) -> list[str]:
    """The cells of a workbook that show an error."""
    from openpyxl import load_workbook

    cells = (
        cell for sheet in load_workbook(io.BytesIO(data), data_only=True) for row in sheet.iter_rows() for cell in row
    )
    return [f"{cell.parent.title} {cell.coordinate} {cell.value}" for cell in cells if cell.data_type == "e"]
