"""Chooses what `mingzhang check` does with the reports of the documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mingzhang.commands.reporter_base import Reporter

FORMATS = {
    "text": "文字（默认）",
    "json": "数据",
    "html": "网页",
    "xlsx": "发现一览表",
    "pdf": "原文加批注",
    "corrections": "更正建议清单（.docx）",
    "sheet": "公开情况检查表（.docx 或 .xlsx）",
}
"""The forms a report can take, with what they are."""


def reporter(form: str, out: str, paths: Sequence[Path], *, several: bool, ids: bool) -> Reporter:
    """The reporter for a format.

    Raises:
        UsageError: what the format makes cannot be written to `out`.
    """
    from mingzhang.commands import reporter_files, reporter_texts

    kinds: dict[str, type[Reporter]] = {
        "text": reporter_texts.Text,
        "json": reporter_texts.Json,
        "html": reporter_texts.Html,
        "xlsx": reporter_files.Workbook,
        "pdf": reporter_files.Annotated,
        "corrections": reporter_files.Corrections,
        "sheet": reporter_files.Inspection,
    }
    made = kinds[form](out, paths, several)
    made.ids = ids
    return made
