"""An Excel workbook as a layout: the tables of its sheets as grids, what stands around them as paragraphs.

A place's page is the number of the sheet, its line the number of the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mingzhang.forms.label import compact
from mingzhang.model import Place
from mingzhang.read.layout import Block, Grid, Layout, Line, Paragraph
from mingzhang.read.problem import Unreadable
from mingzhang.read.titles import form_of
from mingzhang.read.xlsx_grid import make_grid
from mingzhang.read.xlsx_looks import read_looks
from mingzhang.read.xlsx_package import SheetPart, open_package
from mingzhang.read.xlsx_rows import runs
from mingzhang.read.xlsx_sheet import SheetCells, read_sheet
from mingzhang.read.xlsx_visible import Visible, visible

_NAMED = 5
_MOST_HIDDEN = 2000


def read_xlsx(data: bytes, source: str) -> Layout:
    """The layout of a workbook, texts as Excel shows them; macros, pictures and links are left alone.

    Raises Unreadable with one Chinese sentence where the file is broken, protected or out of proportion.
    """
    package = open_package(data, source)
    if not package.sheets:
        raise Unreadable(f"Excel 工作簿“{source}”里没有工作表；请确认文件。")
    looks = read_looks(package)
    layout = Layout(source, "xlsx", len(package.sheets), [])
    for number, part in enumerate(package.sheets, start=1):
        cells = read_sheet(package, part, looks)
        if part.hidden:
            texts = ((row, text) for row in sorted(cells.texts) for text in cells.texts[row].values())
            _hide(layout, number, texts)
            if cells.texts:
                layout.doubts.append(f"工作表“{part.name}”是隐藏的，其中的内容没有读入；请确认是否应当公开。")
            continue
        seen = visible(cells)
        _doubt(layout, part, cells, seen)
        _hide(layout, number, seen.hidden)
        layout.blocks.extend(_titled(list(_blocks(number, cells, seen)), part, number))
    return layout


def _blocks(number: int, cells: SheetCells, seen: Visible) -> Iterator[Block]:
    """The paragraphs and grids of a sheet, from the top down."""
    for rows, tabular in runs(cells, seen):
        if tabular:
            yield make_grid(number, rows, cells, seen)
            continue
        for row in rows:
            texts = [text for _, text in sorted(seen.texts.get(row, {}).items()) if text.strip()]
            # Several cells of a row are one line; a cell may hold several.
            lines = (
                texts[0].split("\n") if len(texts) == 1 else ["　".join(" ".join(text.split("\n")) for text in texts)]
            )
            for text in lines:
                if text.strip():
                    yield Paragraph(text.strip(), (_line(text.strip(), number, row),))


def _line(text: str, number: int, row: int) -> Line:
    return Line(text, Place(page=number, line=row))


def _titled(blocks: list[Block], part: SheetPart, number: int) -> list[Block]:
    """The blocks with the sheet's name above them where a table has no other title."""
    grid = any(isinstance(block, Grid) for block in blocks)
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    texts += [cell.text for block in blocks if isinstance(block, Grid) for cell in block.cells[:40]]
    if not grid or not _is_title(part.name) or any(_is_title(text) for text in texts):
        return blocks
    return [Paragraph(part.name, (_line(part.name, number, 1),)), *blocks]


def _is_title(text: str) -> bool:
    return any(form_of(compact(text), kind) is not None for kind in ("决算", "预算"))


def _hide(layout: Layout, number: int, texts: Iterable[tuple[int, str]]) -> None:
    for row, text in texts:
        if text.strip() and len(layout.hidden) < _MOST_HIDDEN:
            layout.hidden.append(_line(text, number, row))


def _doubt(layout: Layout, part: SheetPart, cells: SheetCells, seen: Visible) -> None:
    """Say what of a sheet could not be read as it is shown."""
    for spots, said in (
        (cells.unsaved, "是公式，但文件里没有保存计算结果；请用 Excel 或 WPS 打开并保存后再读。"),
        (cells.errors, "显示为错误值；请改正公式后再读。"),
    ):
        if spots:
            named = "、".join(f"{letters(column)}{row}" for row, column in sorted(spots)[:_NAMED])
            more = f" 等 {len(spots)} 格" if len(spots) > _NAMED else ""
            layout.doubts.append(f"工作表“{part.name}”的 {named}{more}{said}")
    if seen.hidden:
        layout.doubts.append(
            f"工作表“{part.name}”有 {len(seen.hidden)} 格内容在隐藏的行、列里或被合并单元格盖住，没有读入；请核对。"
        )
    if seen.broken:
        layout.doubts.append(f"工作表“{part.name}”的合并单元格互相重叠，可能没有读准；请重新保存后再读。")


def letters(column: int) -> str:
    """The letters of a column counted from 1."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
