"""The documents that others are held against: last year's accounts and the published budgets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mingzhang.commands import documents
from mingzhang.commands.arguments import UsageError
from mingzhang.commands.status import say

if TYPE_CHECKING:
    import argparse

    from mingzhang.model import Disclosure


def add(parser: argparse.ArgumentParser) -> None:
    """The options that name them."""
    parser.add_argument(
        "--prior", metavar="上年决算", help="与上年公开的决算核对（年初数、上年数）；写文件夹则按单位名称在其中找"
    )
    parser.add_argument(
        "--budget", metavar="预算", help="与当年公布的部门预算核对（年初预算数）；写文件夹则按单位名称在其中找"
    )


class Companions:
    """Reads the files once and finds for each document those of its office.

    Raises:
        UsageError: a named file cannot be read, or a folder holds nothing that can be.
    """

    def __init__(self, prior: str | None, budget: str | None, max_pages: int) -> None:
        self._folders = {"prior": prior, "budget": budget}
        self._read = {which: _read(name, max_pages) for which, name in self._folders.items() if name is not None}

    def of(self, path: Path, disclosure: Disclosure) -> dict[str, Disclosure]:
        """The documents to hold one against, by option; what cannot be compared is said in one line."""
        found: dict[str, Disclosure] = {}
        for which, given in self._read.items():
            reasons = [_why_not(which, disclosure, document) for document in given]
            chosen = next((document for document, reason in zip(given, reasons, strict=True) if not reason), None)
            if chosen is not None:
                found[which] = chosen
            elif Path(self._folders[which] or "").is_dir():
                what = "上年决算" if which == "prior" else "当年预算"
                say(f"{path}：在“{self._folders[which]}”里没有找到“{disclosure.organisation}”的{what}")
            else:
                # the rules say in the report why it is not compared
                found[which] = given[0]
                say(f"{path}：{reasons[0]}")
        return found


def _why_not(which: str, disclosure: Disclosure, other: Disclosure) -> str:
    """Why one document cannot be held against another; "" where it can."""
    from mingzhang.check.companion import companion
    from mingzhang.check.rule import Case

    case = Case(disclosure, prior=other) if which == "prior" else Case(disclosure, budget=other)
    found = companion(case, which)
    return found if isinstance(found, str) else ""


def _read(name: str, max_pages: int) -> list[Disclosure]:
    """The document in a file; those in a folder that can be read, the others said in one line each."""
    from mingzhang.read import Unreadable, read_file

    if not Path(name).is_dir():
        try:
            return [read_file(Path(name), max_pages=max_pages)]
        except Unreadable as problem:
            raise UsageError(str(problem)) from problem
    failed: list[Path] = []
    found = [document for _, document in documents.read_all(documents.find([name]), max_pages, failed)]
    if not found:
        raise UsageError(f"文件夹“{name}”里没有一份能读的文件。")
    return found
