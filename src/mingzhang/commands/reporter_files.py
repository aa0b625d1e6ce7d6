"""Reports as files of the office: workbooks, annotated copies, Word documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mingzhang.commands import output
from mingzhang.commands.arguments import UsageError
from mingzhang.commands.reporter_base import Reporter

if TYPE_CHECKING:
    from mingzhang.report.checked import Checked
    from mingzhang.report.inspection import Sheet


class Workbook(Reporter):
    """All findings of all documents in one workbook."""

    def prepare(self, paths: Sequence[Path]) -> None:
        """One file, whatever the number of documents."""
        from mingzhang.report.findings_xlsx import Findings

        self._target = output.file_named(self.out, (".xlsx",), "发现.xlsx")
        self._findings = Findings()
        self._any = False

    def take(self, path: Path, checked: Checked) -> None:
        """Add one document's findings."""
        self._findings.add(checked)
        self._any = True

    def close(self, failed: Sequence[Path]) -> None:
        """Write the workbook."""
        if self._any:
            output.write_bytes(self._findings.workbook([str(path) for path in failed]), self._target)


class _Single(Reporter):
    """A file for each document; several have a folder."""

    ending = ""
    example = ""

    def prepare(self, paths: Sequence[Path]) -> None:
        """The file for each document."""
        if self.several:
            self.targets = output.in_folder(self.out, paths, self.ending)
        else:
            self.targets = {path: output.file_or_folder(self.out, path, self.ending, self.example) for path in paths}

    def take(self, path: Path, checked: Checked) -> None:
        """Write one document's file."""
        output.write_bytes(self.made(path, checked), self.targets[path])

    def made(self, path: Path, checked: Checked) -> bytes:
        """The file's content."""
        raise NotImplementedError


class Annotated(_Single):
    """A copy of each PDF with boxes and notes."""

    ending, example = "-批注.pdf", "某局-批注.pdf"

    def prepare(self, paths: Sequence[Path]) -> None:
        """The copy for each document, never the document itself."""
        super().prepare(paths)
        sources = {path.resolve() for path in paths}
        for target in self.targets.values():
            if target.resolve() in sources:
                raise UsageError(f"批注不能写进原文件“{target}”，请另取一个名字。")

    def made(self, path: Path, checked: Checked) -> bytes:
        """The annotated copy."""
        from mingzhang.report.annotate import annotated

        return annotated(path.read_bytes(), checked)


class Corrections(_Single):
    """The list of proposed corrections of each organisation."""

    ending, example = "-更正建议.docx", "某局-更正建议.docx"

    def made(self, path: Path, checked: Checked) -> bytes:
        """The list as a Word document."""
        from mingzhang.report.corrections import corrections_docx

        return corrections_docx(checked)


class Inspection(_Single):
    """The inspection sheet of each organisation; all in one workbook where one is named."""

    ending, example = "-检查表.docx", "某局-检查表.docx"

    def prepare(self, paths: Sequence[Path]) -> None:
        """One workbook for all, or a Word document for each."""
        self._sheets: list[Sheet] = []
        self._book = Path(self.out) if Path(self.out).suffix.lower() == ".xlsx" else None
        if self._book is None:
            super().prepare(paths)

    def take(self, path: Path, checked: Checked) -> None:
        """Fill in one organisation's sheet."""
        from mingzhang.report.inspection import inspected
        from mingzhang.report.inspection_files import sheet_docx

        sheet = inspected(checked)
        self._sheets.append(sheet)
        if self._book is None:
            output.write_bytes(sheet_docx(sheet), self.targets[path])

    def close(self, failed: Sequence[Path]) -> None:
        """Write the workbook, where one is named."""
        if self._book is not None and self._sheets:
            from mingzhang.report.inspection_files import sheets_xlsx

            output.write_bytes(sheets_xlsx(self._sheets), self._book)
