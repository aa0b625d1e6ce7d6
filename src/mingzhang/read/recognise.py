"""Turn a layout into a disclosure: tables by their titles and labels, text by its headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mingzhang.forms import Form, editions, forms_of
from mingzhang.forms.label import bare, compact, fold
from mingzhang.model import Disclosure, Place, Table
from mingzhang.read import identity, prose
from mingzhang.read.layout import FormText, Grid, Layout, Paragraph
from mingzhang.read.table import recognise
from mingzhang.read.titles import NUMBER, UNIT, form_of, is_head
from mingzhang.read.unruled import with_aligned_grids

_NOTE = re.compile(r"^(?:注|说明|备注)[:：]")
_REACH = 8
_LONGEST_HEAD = 60
_REST = "其后紧接着一个没有表名的表格，可能是本表的后一部分，没有接上，请核对。"


def recognise_layout(layout: Layout) -> Disclosure:
    """The disclosure a layout holds; a grid that is no public table is left out.

    Where a grid follows a table and nothing stands between, it may be the rest of it: the table is in doubt.
    """
    kind = identity.kind_of(layout)
    layout = with_aligned_grids(layout, kind)
    disclosure = Disclosure(layout.source, layout.format, layout.pages, kind=kind, doubts=list(layout.doubts))
    disclosure.hidden = [(line.text, line.place) for line in layout.hidden]
    titled = any(form_of(compact(paragraph.text), kind) is not None for paragraph in layout.paragraphs())
    above: list[Paragraph] = []
    text: list[Paragraph | Grid] = []
    table: Table | None = None
    for block in layout.blocks:
        if isinstance(block, Paragraph):
            if table is not None and _NOTE.match(compact(block.text)):
                table.notes.append(compact(block.text))
                continue
            above.append(block)
            text.append(block)
            table = None if len(above) > 2 else table
        elif isinstance(block, FormText):
            from mingzhang.evaluation.text_form import read_text_form

            disclosure.evaluations.append(replace(read_text_form(block), seq=len(disclosure.evaluations) + 1))
            above, table = [], None
        else:
            before, table = table, _table(block, above, titled, kind)
            if before is not None and not above and not before.notes and _inner_title(block, kind)[0] is None:
                before.doubts.append(_REST)
            if table is None and not _evaluation(disclosure, block, above):
                text.append(block)
            elif table is not None:
                disclosure.tables.append(table)
                head = set(map(id, _head(above, kind)))
                text = [item for item in text if id(item) not in head]
            above = []
    identity.fill(disclosure, layout, [item for item in text if isinstance(item, Paragraph)])
    prose.fill(disclosure, text)
    disclosure.edition = _edition(disclosure) if kind == "决算" else ""
    return disclosure


def _evaluation(disclosure: Disclosure, grid: Grid, above: Sequence[Paragraph]) -> bool:
    """Whether the grid was read as a self-evaluation form."""
    if not any("指标" in cell.text for cell in grid.cells):
        return False
    from mingzhang.evaluation.grid_form import read_grid_form

    lines = [compact(paragraph.text) for paragraph in above[-_REACH:]]
    begin = max((at for at, line in enumerate(lines) if "自评" in line), default=len(lines))
    title = "".join(
        line for at, line in enumerate(lines) if at == begin or (at > begin and re.search(r"20\d\d年", line))
    )
    place = grid.cells[0].place if grid.cells else Place()
    form = read_grid_form(title, grid, place)
    if form is None:
        return False
    disclosure.evaluations.append(replace(form, seq=len(disclosure.evaluations) + 1))
    return True


def _table(grid: Grid, above: Sequence[Paragraph], titled: bool, kind: str) -> Table | None:
    """The table a grid is; by its heading alone only where the document names tables of final accounts at all."""
    head = [compact(paragraph.text) for paragraph in above[-_REACH:]]
    inside, skipped = _inner_title(grid, kind)
    form = inside or _titled(head, kind)
    lines = [*head, *skipped]
    own = [*(compact(paragraph.text) for paragraph in _head(above, kind)), *skipped]
    # A narrow head wraps between 单位 and what it is: the lines together say it too.
    unit = next((match[1] for line in [*reversed(lines), "".join(own)] if (match := UNIT.search(line))), "")
    body = _without_rows(grid, len(skipped))
    table = _recognised(form, body, unit) if form is not None else None
    if form is None and titled:
        table = _by_heading(body, unit, kind)
    if table is None:
        return None
    if not unit and any(item.amount for item in table.prints):
        table.doubts.append("表上没有印金额单位")
    table.title = next((title for line in own if (title := _printed_title(line, table.form, kind))), table.title)
    for line in own:
        if len(line) > _LONGEST_HEAD:
            continue
        if match := re.search(
            r"(?:部门|(?<!金额)单位)(?:名称)?[:：](?!(?:百万|亿|万|千)?元)(.+?)(?:20\d\d|金额|单位[:：]|$)", line
        ):
            table.organisation = table.organisation or re.sub(r"公开\d{1,2}表.*$", "", match[1])
        if match := re.search(r"(20\d\d)年度?", line):
            table.year = int(match[1])
        if (match := NUMBER.fullmatch(line.rstrip(":：").split("部门")[0])) or (
            match := re.search(r"公开\d{2}表", line)
        ):
            table.number = match[0]
    if head:
        table.place = replace(_head(above, kind)[0].place, table=table.form)
    return table


def _recognised(form: Form, grid: Grid, unit: str) -> Table | None:
    """The table a grid is under a title: by its form, else by one that shares the title."""
    found = (recognise(item, grid, unit) for item in (form, *_variants(form)))
    return next((table for table in found if table is not None), None)


def _variants(form: Form) -> list[Form]:
    return [other for other in forms_of(form.kind).values() if other.variant_of == form.id]


def _head(above: Sequence[Paragraph], kind: str) -> list[Paragraph]:
    """The paragraphs above a grid that are its title and head, from the title on."""
    near = list(above[-_REACH:])
    for at in range(len(near)):
        if form_of(compact(near[at].text), kind) is not None:
            return near[at:]
    return near[-1:]


def _titled(head: Sequence[str], kind: str) -> Form | None:
    for line in reversed(head):
        form = form_of(line, kind)
        if form is not None:
            return form
    return None


def _printed_title(line: str, form: str, kind: str) -> str:
    """The title as a line prints it, without what stands before it; "" where the line is no title of the form."""
    found = form_of(line, kind)
    if found is None or form not in (found.id, *(other.id for other in _variants(found))):
        return ""
    longest = max((title for title in found.titles if title in fold(line)), key=len, default="")
    start = fold(line).find(longest)
    return compact(line)[start : start + len(longest)] if longest else ""


def _inner_title(grid: Grid, kind: str) -> tuple[Form | None, list[str]]:
    """A title printed inside the grid's first rows, and the texts of the rows above the heading."""
    rows = grid.matrix()
    skipped: list[str] = []
    form: Form | None = None
    for row in rows[:5]:
        texts = list(dict.fromkeys(compact(cell.text) for cell in row if cell is not None and compact(cell.text)))
        found = next((found for text in texts if (found := form_of(text, kind)) is not None), None)
        if found is not None and form is None:
            form = found
        elif not (form is not None and all(is_head(text) for text in texts)):
            break
        skipped.append("　".join(texts))
    return form, skipped if form is not None else []


def _without_rows(grid: Grid, count: int) -> Grid:
    if not count:
        return grid
    cells = [replace(cell, row=cell.row - count) for cell in grid.cells if cell.row >= count]
    return replace(grid, rows=grid.rows - count, cells=cells)


def _by_heading(grid: Grid, unit: str, kind: str) -> Table | None:
    """A table without a title, if exactly one form knows all of its headings and at least three of them."""
    if grid.rows < 2 or not any(
        "收入" in cell.text or "支出" in cell.text or "决算数" in cell.text for cell in grid.cells[:40]
    ):
        return None
    fitting: list[tuple[int, Table]] = []
    for form in forms_of(kind).values():
        table = recognise(form, grid, unit)
        if table is not None and not table.doubts and len(table.prints) >= 3:
            fitting.append((len({item.column for item in table.prints}), table))
    best = max((size for size, _ in fitting), default=0)
    winners = [table for size, table in fitting if size == best]
    if len(winners) != 1:
        return None
    winners[0].doubts.append("没有找到表名，按表头认出")
    return winners[0]


def _edition(disclosure: Disclosure) -> str:
    """The edition whose tables, order and labels fit best."""
    printed = [table.form for table in disclosure.tables]
    labels = {(item.key.measure, bare(item.row_name), item.column) for item in disclosure.prints()}
    columns = {fold(column) for _, _, column in labels}
    names = {name for _, name, _ in labels}
    scores = []
    for edition in editions().values():
        shared = [name for name in edition.order if name in printed]
        score = 10 * (set(printed) == set(edition.order)) + 10 * (
            shared == [name for name in printed if name in edition.order]
        )
        own = {column.label for form in edition.forms.values() for column in form.columns}
        own |= {column.label for form in edition.forms.values() for panel in form.panels for column in panel.columns}
        score += len(columns & {fold(label) for label in own})
        score += sum(bare(row.label) in names for form in edition.forms.values() for row in form.rows)
        score -= sum(
            row.ordinal and bare(row.label) not in names for form in edition.forms.values() for row in form.rows
        )
        score += 3 * (disclosure.year in edition.years)
        scores.append((score, edition.name))
    return max(scores)[1] if disclosure.tables else ""
