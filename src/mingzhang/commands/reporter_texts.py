"""Reports as text, data and pages of the web."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mingzhang.commands import output
from mingzhang.commands.arguments import UsageError
from mingzhang.commands.reporter_base import Reporter

if TYPE_CHECKING:
    from mingzhang.report.checked import Checked
    from mingzhang.report.index_page import Listed
    from mingzhang.report.overview import Line


class Text(Reporter):
    """Running text, at once where it goes to the screen; the overview of several documents last."""

    def prepare(self, paths: Sequence[Path]) -> None:
        """Nothing is known to be in the way of text."""
        self._pieces: list[str] = []
        self._lines: list[Line] = []

    def take(self, path: Path, checked: Checked) -> None:
        """Word one document's findings."""
        from mingzhang.report.overview import line
        from mingzhang.report.terminal import render

        text = render(
            checked.disclosure,
            checked.report,
            width=output.page_width(self.out),
            colour=output.coloured(self.out),
            titles=self.titles,
            against=checked.against,
            ids=self.ids,
        )
        self._show(text)
        self._lines.append(line(str(path), checked.disclosure, checked.report))

    def close(self, failed: Sequence[Path]) -> None:
        """Write the overview, and the file where there is one."""
        if self._lines and self.several:
            from mingzhang.report.overview import overview

            width, colour = output.page_width(self.out), output.coloured(self.out)
            self._show(overview(self._lines, [str(path) for path in failed], width=width, colour=colour))
        if self._pieces and self.out != output.STDOUT:
            output.write("\n".join(self._pieces), self.out)

    def _show(self, text: str) -> None:
        if self.out == output.STDOUT:
            # At once, so that a folder's first findings can be read while the rest is checked.
            output.write(text if not self._pieces else f"\n{text}", self.out)
        self._pieces.append(text)


class Json(Reporter):
    """One object, or a list of them."""

    def prepare(self, paths: Sequence[Path]) -> None:
        """Nothing is known to be in the way of data."""
        self._objects: list[object] = []

    def take(self, path: Path, checked: Checked) -> None:
        """Keep one document's report as data."""
        from mingzhang.report.json_report import to_json

        made = to_json(checked.disclosure, checked.report, titles=self.titles, against=checked.against)
        self._objects.append(made)

    def close(self, failed: Sequence[Path]) -> None:
        """Write the object or the list."""
        if self.several or self._objects:
            output.write(output.as_json(self._objects if self.several else self._objects[0]), self.out)


class Html(Reporter):
    """A page for each document; several have a folder, with an index that leads to each."""

    def prepare(self, paths: Sequence[Path]) -> None:
        """A page of its own in the folder for each of several documents."""
        self._pages: dict[Path, Path] = {}
        self._listed: list[Listed] = []
        if self.several:
            if self.out == output.STDOUT:
                raise UsageError("多份文件的网页要写进文件夹，请加 --out 文件夹。")
            self._pages = output.in_folder(self.out, paths, ".html", taken=["index"])

    def take(self, path: Path, checked: Checked) -> None:
        """Write one document's page."""
        from mingzhang.report.html import render_html

        # Text is quoted from what was read; pages of a PDF are drawn from the file.
        source = path.read_bytes() if path.suffix.lower() == ".pdf" else None
        against = checked.against
        page = render_html(checked.disclosure, checked.report, source, titles=self.titles, against=against)
        output.write(page, self._pages.get(path, self.out))
        if self.several:
            from mingzhang.report.index_page import listed

            self._listed.append(listed(checked, self._pages[path].name))

    def close(self, failed: Sequence[Path]) -> None:
        """Write the index."""
        if self._listed:
            from mingzhang.report.index_page import index_page

            names = [str(path) for path in failed]
            output.write(index_page(self._listed, names), Path(self.out) / "index.html")
