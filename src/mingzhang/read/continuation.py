"""Tables that go on over a page break, joined into one grid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mingzhang.amount import is_blank, parse_amount
from mingzhang.forms.label import compact
from mingzhang.read.layout import Block, Grid, GridCell, Paragraph

SAME_COLUMN = 1.5
"""Columns of one table stand this near to each other on its pages, in points."""
BLANK_PAGES = 1
"""So many pages without anything on them may stand inside a table."""
HEAD_LINES = 6
"""So many lines above a table may be its head: its title, number, office, year and unit."""
CONTINUED = re.compile(
    r"[（(〔\[]续表?[0-9一二三四五六七八九十]*[）)〕\]]$|^续表[0-9一二三四五六七八九十]*[:：]?|续表$"
)
"""How a head says that its table goes on from the page before."""
BLANK_PAGE = "表的中间有一页没有文字，前后两段已合并，请核对。"
NOT_JOINED = "表名上写有“续表”，但与前一页的表没有接上，请核对。"
BROKEN_ROW = "跨页处有一行被分成两段，已合并，请核对。"

Matrix = list[list[GridCell | None]]


def join_continued(blocks: Sequence[Block]) -> list[Block]:
    """All blocks in order; a grid that begins a page goes on from the one that ends the page before.

    The lines above the table may be printed again on each page.
    """
    joined: list[Block] = []
    last = -1
    for block in blocks:
        before = joined[last] if last >= 0 else None
        if isinstance(block, Grid) and isinstance(before, Grid):
            between = joined[last + 1 :]
            if _is_continued(joined[:last], before, between, block):
                del joined[last + 1 :]
                joined[last] = join_grids(before, block)
                continue
            if _says_continued(between[-HEAD_LINES:]):
                joined[last] = _with_doubt(before)
                joined.append(_with_doubt(block))
                last = len(joined) - 1
                continue
        joined.append(block)
        last = len(joined) - 1 if isinstance(block, Grid) else last
    return joined


def _is_continued(above: Sequence[Block], before: Grid, between: Sequence[Block], grid: Grid) -> bool:
    """Whether a grid goes on from the one before, with these blocks above and between them."""
    same = continues(before, grid)
    if not between:
        return same
    if not same and not (_adjoin(before, grid) and before.columns == grid.columns and repeated_header(before, grid)):
        return False
    if _marked_head(above, between):
        return True
    return same and _repeated_head(above, between) and _goes_on(before, grid)


def _says_continued(between: Sequence[Block]) -> bool:
    return any(isinstance(block, Paragraph) and CONTINUED.search(compact(block.text)) for block in between)


def _with_doubt(grid: Grid) -> Grid:
    return replace(grid, doubts=[*grid.doubts, NOT_JOINED]) if NOT_JOINED not in grid.doubts else grid


def _adjoin(before: Grid, grid: Grid) -> bool:
    """Whether two grids stand on adjoining pages, but for a page left blank."""
    return bool(before.pages and grid.pages) and 0 < grid.pages[0] - before.pages[-1] <= BLANK_PAGES + 1


def _repeated_head(above: Sequence[Block], between: Sequence[Block]) -> bool:
    """Whether the lines between two grids are those above the first one, printed again."""
    lines = [compact(block.text) for block in between if isinstance(block, Paragraph)]
    earlier = [compact(block.text) for block in above[-len(between) :] if isinstance(block, Paragraph)]
    return len(lines) == len(between) and lines == earlier


def _marked_head(above: Sequence[Block], between: Sequence[Block]) -> bool:
    """Whether the lines between two grids say that the table goes on, and repeat nothing but lines above the first."""
    if not all(isinstance(block, Paragraph) for block in between):
        return False
    lines = [compact(block.text) for block in between if isinstance(block, Paragraph)]
    earlier = {compact(block.text) for block in above[-HEAD_LINES:] if isinstance(block, Paragraph)}
    bare = [CONTINUED.sub("", line) for line in lines]
    return bare != lines and all(not line or line in earlier for line in bare)


def _goes_on(before: Grid, grid: Grid) -> bool:
    """Whether a grid under the same lines has the same header and then does not begin anew."""
    first = repeated_header(before, grid)
    if not 0 < first < min(before.rows, grid.rows):
        return False
    return _texts(before.matrix()[first])[:2] != _texts(grid.matrix()[first])[:2]


def continues(before: Grid, grid: Grid) -> bool:
    """Whether two grids on adjoining pages, but for a page left blank, have the same columns.

    Where one page shows merged cells only, its columns may be some of the other page's.
    """
    return _adjoin(before, grid) and bool(
        _places(before.column_edges, grid.column_edges) or _places(grid.column_edges, before.column_edges)
    )


def _places(edges: Sequence[float], among: Sequence[float]) -> list[int]:
    """Where each edge stands among others that begin and end alike; empty where one has no match."""
    places = []
    for edge in edges:
        nearest = min(range(len(among)), key=lambda index: abs(among[index] - edge), default=-1)
        if nearest < 0 or abs(among[nearest] - edge) >= SAME_COLUMN:
            return []
        places.append(nearest)
    spanning = places and places[0] == 0 and places[-1] == len(among) - 1 and len(set(places)) == len(places)
    return places if spanning else []


def _refined(grid: Grid, edges: tuple[float, ...]) -> Grid:
    """The same grid over finer columns."""
    places = _places(grid.column_edges, edges)
    if grid.columns == len(edges) - 1 or not places:
        return grid
    cells = [
        replace(
            cell,
            column=places[cell.column],
            column_span=places[cell.column + cell.column_span] - places[cell.column],
        )
        for cell in grid.cells
    ]
    return replace(grid, columns=len(edges) - 1, cells=cells, column_edges=edges)


def join_grids(before: Grid, grid: Grid) -> Grid:
    """One grid of two: without a repeated header, without rows left empty by the break, a broken row made whole.

    `row_edges` keeps the top of every row (on its own page) and the bottom of the last.
    """
    edges = max(before.column_edges, grid.column_edges, key=len)
    before, grid = _refined(before, edges), _refined(grid, edges)
    first = repeated_header(before, grid)
    head, tail = before.matrix(), grid.matrix()
    last = before.rows
    if first < grid.rows and _empty(tail[first]) and _lone(grid, first):
        first += 1
    if last and _empty(head[last - 1]) and _lone(before, last - 1):
        last -= 1
    cells = [cell for cell in before.cells if cell.row < last]
    doubts = list(before.doubts) + [doubt for doubt in grid.doubts if doubt not in before.doubts]
    if grid.pages and before.pages and grid.pages[0] - before.pages[-1] > 1 and BLANK_PAGE not in doubts:
        doubts.append(BLANK_PAGE)
    if last > 0 and first < grid.rows and _lone(grid, first) and (merged := _made_whole(head[last - 1], tail[first])):
        cells = [merged.get(cell, cell) for cell in cells]
        doubts.append(BROKEN_ROW)
        first += 1
    shift = last - first
    cells += [replace(cell, row=cell.row + shift) for cell in grid.cells if cell.row >= first]
    return Grid(
        rows=last + grid.rows - first,
        columns=before.columns,
        cells=cells,
        ruled=before.ruled,
        pages=before.pages + tuple(page for page in grid.pages if page not in before.pages),
        column_edges=before.column_edges,
        row_edges=before.row_edges[:last] + grid.row_edges[first:],
        doubts=doubts,
    )


def repeated_header(before: Grid, grid: Grid) -> int:
    """How many leading rows of a grid say again what the leading rows of the one before say."""
    if before.rows == 0:
        return 0
    head, tail = before.matrix(), grid.matrix()
    count = 0
    while count < min(len(head), len(tail)) and _texts(head[count]) == _texts(tail[count]):
        if not _header_row(_texts(head[count])):
            break
        count += 1
    if all(_empty(row) for row in tail[:count]):
        return 0
    # A header cell must not reach into the rows that are kept.
    while count and any(cell.row < count < cell.row + cell.row_span for cell in grid.cells):
        count -= 1
    return count


def _header_row(texts: list[str]) -> bool:
    """Whether a row holds headings only: no amounts, but for the numbers of a 栏次 row."""
    numbers = [text for text in texts if parse_amount(text) is not None]
    return not numbers or all(text.isdigit() and len(text) <= 2 for text in numbers)


def _made_whole(row: list[GridCell | None], fragment: list[GridCell | None]) -> dict[GridCell, GridCell]:
    """The cells of a row broken over the page, as they become; empty where the fragment may be a row of its own."""
    filled = [index for index, cell in enumerate(fragment) if cell is not None and not is_blank(cell.text)]
    if len(filled) != 1 or filled[0] == 0:
        return {}
    index = filled[0]
    piece, whole = fragment[index], row[index]
    if piece is None or whole is None or is_blank(whole.text) or _code_like(piece.text):
        return {}
    starts = [cell for cell in row if cell is not None and not is_blank(cell.text)]
    # The row above must be one with a code and more, or its name would be complete without a figure.
    if len(starts) < 3 or not _code_like(starts[0].text) or _code_like(whole.text) or _begins_anew(piece.text):
        return {}
    return {
        cell: replace(cell, text=cell.text + piece.text if cell == whole else cell.text, sure=False)
        for cell in row
        if cell is not None
    }


def _code_like(text: str) -> bool:
    return parse_amount(text) is not None


def _begins_anew(text: str) -> bool:
    return text[0] in "（(一二三四五六七八九十" or text.startswith(("其中", "合计", "小计", "总计", "注", "说明"))


def _texts(row: list[GridCell | None]) -> list[str]:
    return ["".join(cell.text.split()) if cell else "" for cell in row]


def _empty(row: list[GridCell | None]) -> bool:
    return all(cell is None or not cell.text for cell in row)


def _lone(grid: Grid, row: int) -> bool:
    """Whether no cell of a row reaches into another row."""
    return all(cell.row_span == 1 for cell in grid.cells if cell.row <= row < cell.row + cell.row_span)
