"""A book as an .xlsx workbook."""

from __future__ import annotations

import contextlib
import datetime
import math
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from mingzhang.compile.cells import shown
from mingzhang.compile.package import LAST_ROW, Raw, opened, raw_sheet
from mingzhang.compile.problem import BadBook, Problems, cell_name
from mingzhang.compile.rows import Table
from mingzhang.compile.schema import Format

_WIDEST = 200
_BESIDE = 3
_DATES = (datetime.date, datetime.time, datetime.timedelta)
_CELL = re.compile(r"([A-Z]+)(\d+)")


@contextlib.contextmanager
def tables_of_workbook(path: Path, format_: Format, problems: Problems) -> Iterator[dict[str, Table]]:
    """The tables of a workbook by id of the sheet, while it is open; their rows can be read once each.

    Formulas, merged cells, hidden sheets of the book and unknown sheets are problems.

    Raises:
        BadBook: the workbook cannot be opened, or no sheet of it belongs to a book.
    """
    with opened_workbook(path) as (workbook, archive):
        yield _tables(workbook, archive, path, format_, problems)


@contextlib.contextmanager
def opened_workbook(path: Path) -> Iterator[tuple[Any, zipfile.ZipFile]]:
    """A workbook of openpyxl with its archive, while it is open. Raises BadBook."""
    with contextlib.ExitStack() as stack:
        try:
            file = stack.enter_context(path.open("rb"))
        except OSError as error:
            raise BadBook(f"打不开“{path.name}”；请检查权限，或文件是否正被表格软件占用。") from error
        archive = stack.enter_context(opened(file, path))
        # openpyxl warns in English of whatever it does not keep; nothing here is written back.
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        try:
            import openpyxl

            file.seek(0)
            workbook = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
            stack.callback(workbook.close)
        except Exception as error:  # whatever a broken file makes the library say
            raise BadBook(f"“{path.name}”已损坏，打不开；请用表格软件打开后另存为 .xlsx。") from error
        yield workbook, archive


def _tables(
    workbook: Any, archive: zipfile.ZipFile, path: Path, format_: Format, problems: Problems
) -> dict[str, Table]:
    sheets = {sheet.label: sheet for sheet in format_.sheets}
    found: dict[str, Table] = {}
    strange: list[str] = []
    for source in workbook.worksheets:
        title = source.title.strip()
        sheet = sheets.get(title)
        hidden = source.sheet_state != "visible"
        if sheet is None and (hidden or title in (format_.guide, format_.options)):
            continue
        raw = look_through(source, archive)
        if sheet is None:
            strange += [title] if raw is None or raw.last else []
        elif hidden and raw and raw.last:
            problems.add(sheet.label, "", "这张表被隐藏了，没有读；请取消隐藏，不要的请删去。")
        elif raw is None:
            problems.add(sheet.label, "", "这张表已损坏，读不出；请用表格软件打开后另存为 .xlsx。")
        elif raw.last:
            table = _table(source, raw, sheet.label, path.name, problems)
            found |= {sheet.id: table} if table else {}
    if not found and not problems.kept:
        wanted = "、".join(f"「{sheet.label}」" for sheet in format_.sheets if sheet.required)
        raise BadBook(f"“{path.name}”里没有账簿的表；应有{wanted}等表，请用 mingzhang new 新建账簿。")
    for title in strange:
        known = "、".join(sheets)
        problems.add("", f"工作表「{shown(title)}」", f"不认识，没有读；账簿的表只能是：{known}。", "工作表")
    return found


def look_through(source: Any, archive: zipfile.ZipFile) -> Raw | None:
    """What the text of a sheet says beside its values; None where it is broken."""
    try:
        return raw_sheet(archive, source._worksheet_path.lstrip("/"))
    except (KeyError, OSError, zipfile.BadZipFile, EOFError, ValueError):
        return None


def _table(source: Any, raw: Raw, label: str, file: str, problems: Problems) -> Table | None:
    heading: list[str] = []
    try:
        for cells in source.iter_rows(min_row=1, max_row=1, max_col=_WIDEST):
            heading = [cell_text(cell)[0] for cell in cells]
    except Exception:  # as above
        problems.add(label, "第1行", "第一行读不出，文件可能已损坏；请用表格软件打开后另存为 .xlsx。")
        return None
    while heading and not heading[-1].strip():
        heading.pop()
    if not heading:
        problems.add(label, "第1行", "第一行没有列名。")
        return None
    for range_ in sorted(raw.merged):
        problems.add(label, f"单元格 {range_}", "是合并的单元格；请取消合并，每一格都填上。", "合并")
    return Table(label, file, heading, _rows(source, raw, heading, label, problems))


def _rows(
    source: Any, raw: Raw, heading: Sequence[str], label: str, problems: Problems
) -> Iterator[tuple[int, list[str]]]:
    """The rows below the heading as text; what cannot be text is a problem, told here."""
    formulas = _by_row(raw.formulas)
    number = 1
    try:
        # Beyond the heading a little is read too: text that stands there has no heading.
        rows = source.iter_rows(min_row=2, max_row=min(raw.last, LAST_ROW), max_col=len(heading) + _BESIDE)
        for number, cells in enumerate(rows, 2):
            # Between two rows there may be a million that the file does not hold.
            if number not in formulas and all(cell.value is None for cell in cells):
                continue
            texts: list[str] = []
            for position, cell in enumerate(cells):
                text, complaint = ("", "") if cell.value is None else cell_text(cell)
                if number in formulas and position in formulas[number]:
                    complaint = "是公式；请改成数值（复制后“选择性粘贴”为“数值”）。"
                if complaint:
                    name = heading[position].strip() if position < len(heading) else ""
                    problems.add(label, cell_name(number, name, position), complaint, name or "列外")
                texts.append(text)
            yield number, texts
    except Exception:  # as above
        problems.add(label, f"第{number + 1}行", "从这一行起读不下去，文件可能已损坏；请用表格软件打开后另存为 .xlsx。")


def _by_row(cells: set[str]) -> Mapping[int, set[int]]:
    found: dict[int, set[int]] = {}
    for cell in cells:
        match = _CELL.fullmatch(cell)
        if match:
            position = 0
            for letter in match[1]:
                position = position * 26 + ord(letter) - ord("A") + 1
            found.setdefault(int(match[2]), set()).add(position - 1)
    return found


def cell_text(cell: Any) -> tuple[str, str]:
    """A cell as text, and the complaint where it is of a kind that the book does not know."""
    value = cell.value
    if value is None:
        return "", ""
    if cell.data_type == "e":
        return "", f"是错误值 {shown(str(value))}；请改正。"
    if isinstance(value, bool):
        return "", "是逻辑值（TRUE 或 FALSE）；请改成文字或数。"
    if isinstance(value, _DATES):
        return "", f"是日期或时间（{shown(str(value))}）；请把单元格格式改为“文本”后重新填写。"
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format))
    return str(value).replace("_x000D_", ""), ""


def _number(value: float, format_: str) -> tuple[str, str]:
    """A number as it is shown: spreadsheets keep 15 digits, and percentages as their hundredth."""
    if not math.isfinite(value):
        return "", "不是数；请改正。"
    if isinstance(value, int) and "%" not in format_:
        return str(value), ""
    exact = Decimal(format(value, ".15g"))
    return (f"{(exact * 100).normalize():f}%" if "%" in format_ else f"{exact.normalize():f}"), ""
