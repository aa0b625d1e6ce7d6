"""Run a program that prints, in a folder of its own."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path


class Missing(RuntimeError):
    """The program is not on this machine."""


def find(*names: str) -> str:
    """The first of the programs that is installed."""
    for name in names:
        if found := shutil.which(name):
            return found
    raise Missing(f"none of {', '.join(names)} is installed")


def printed(source: bytes, name: str, command: Callable[[Path, Path], list[str]]) -> bytes:
    """Write the source into a new folder, run the command for it there, and give the PDF it left."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(source)
        result = subprocess.run(command(path, Path(folder)), capture_output=True, timeout=300, check=False)
        pdf = path.with_suffix(".pdf")
        if not pdf.exists():
            raise RuntimeError(f"{name} was not printed: {result.stderr.decode(errors='replace')[-500:]}")
        return pdf.read_bytes()


def libreoffice(source: bytes, name: str) -> bytes:
    """An office file printed by LibreOffice."""
    program = find("soffice", "libreoffice")
    return printed(
        source, name,
        lambda path, folder: [
            program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
            "--convert-to", "pdf", "--outdir", str(folder), str(path),
        ],
    )  # fmt: skip
