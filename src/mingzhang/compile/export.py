"""An export of accounting software, read through a mapping as if it were a sheet of the book."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice

from mingzhang.compile.cells import Wrong, money, shown
from mingzhang.compile.folder import csv_rows
from mingzhang.compile.mapping import Source, Take
from mingzhang.compile.package import LAST_ROW
from mingzhang.compile.pattern import LONGEST_TEXT
from mingzhang.compile.problem import BadBook, Problems
from mingzhang.compile.rows import Table
from mingzhang.compile.schema import Format
from mingzhang.compile.workbook import cell_text, look_through, opened_workbook

_SEARCHED = 30
_WIDEST = 200
_MOST_TO_COMPARE = 200_000

_Rows = Iterator[tuple[int, Sequence[str]]]


@contextlib.contextmanager
def exported(source: Source, format_: Format, problems: Problems) -> Iterator[Table | None]:
    """The table that an export stands for, while its file is open; None and a problem where it cannot be read.

    The rows are translated as they are read; they bear the numbers they have in the export.
    """
    sheet = format_.sheet(source.into)
    label = f"{sheet.label}（{source.path.name}）"
    with contextlib.ExitStack() as stack:
        rows: _Rows | None = None
        try:
            rows = stack.enter_context(_opened(source, label, problems))
        except BadBook as wrong:
            problems.add(label, "", str(wrong))
        found = _heading(rows, source, label, problems) if rows is not None else None
        yield _table(found, source, label, format_, problems) if found else None


@contextlib.contextmanager
def _opened(source: Source, label: str, problems: Problems) -> Iterator[_Rows | None]:
    """The rows of the file as text."""
    path = source.path
    if not path.is_file():
        raise BadBook(f"找不到文件“{path.name}”；请放在对照文件旁边。")
    try:
        with path.open("rb") as file:
            head = file.read(4)
    except OSError as error:
        raise BadBook(f"打不开“{path.name}”；请检查权限，或文件是否被占用。") from error
    if head not in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        yield csv_rows(path, label, problems, source.delimiter)
        return
    with opened_workbook(path) as (workbook, archive):
        visible = [page for page in workbook.worksheets if page.sheet_state == "visible"]
        pages = [page for page in visible if not source.sheet or page.title.strip() == source.sheet]
        if not pages:
            raise BadBook(f"“{path.name}”里没有工作表「{shown(source.sheet)}」。")
        raw = look_through(pages[0], archive)
        last = min(raw.last, LAST_ROW) if raw else 1
        yield _sheet_rows(pages[0].iter_rows(min_row=1, max_row=last, max_col=_WIDEST), label, problems)


def _sheet_rows(rows: Iterable[Sequence[object]], label: str, problems: Problems) -> _Rows:
    number = 0
    try:
        for number, cells in enumerate(rows, 1):
            yield number, [cell_text(cell)[0] for cell in cells]
    except Exception:  # whatever a broken file makes the library say
        problems.add(label, f"第{number + 1}行", "从这一行起读不下去，文件可能已损坏；请用表格软件打开后另存为 .xlsx。")


_Found = tuple[dict[str, int], int, _Rows]


def _heading(rows: _Rows, source: Source, label: str, problems: Problems) -> _Found | None:
    """Where each needed column stands, the last row of the heading, and the rows below it."""
    first = list(islice(rows, max(source.heading, default=_SEARCHED)))
    groups = [source.heading] if source.heading else [(number,) for number, _ in first]
    best: tuple[int, dict[str, list[int]], int] = (-1, {}, 0)
    for group in groups:
        places = _places([texts for number, texts in first if number in group])
        met = len(source.needed & set(places))
        if met > best[0]:
            best = (met, places, group[-1])
    _, places, last = best
    missing, doubled = (
        sorted(source.needed - set(places)),
        [n for n in sorted(source.needed) if len(places.get(n, ())) > 1],
    )
    if missing or not places:
        seen = "、".join(shown(name) for name in islice(places, 20))
        complaint = f"找不到列“{'”“'.join(shown(name) for name in missing)}”；列名行里有：{seen or '（空）'}。"
        problems.add(label, f"第{last}行" if last else "", complaint)
        return None
    if doubled:
        problems.add(
            label,
            f"第{last}行",
            f"列“{'”“'.join(map(shown, doubled))}”不止一列；列名分两行的，请写 heading = [行, 行]。",
        )
        return None
    below = chain(((number, texts) for number, texts in first if number > last), rows)
    return {name: places[name][0] for name in source.needed}, last, below


def _places(heading: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    """The positions of each name; of a heading in several rows, the names are joined: 期初余额/借方."""
    width = max((len(texts) for texts in heading), default=0)
    lines: list[list[str]] = []
    for at, texts in enumerate(heading):
        line = ["".join(text.split()) for text in texts] + [""] * (width - len(texts))
        if at < len(heading) - 1:
            # The upper rows are merged over several columns, of which only the first holds the text.
            for position in range(1, width):
                line[position] = line[position] or line[position - 1]
        lines.append(line)
    places: dict[str, list[int]] = {}
    for position in range(width):
        parts = list(dict.fromkeys(line[position] for line in lines if line[position]))
        if lines and (lines[-1][position] or len(parts) == 1):
            places.setdefault("/".join(parts), []).append(position)
    return places


def _table(found: _Found, source: Source, label: str, format_: Format, problems: Problems) -> Table:
    at, last, rows = found
    labels = [column.label for column in format_.sheet(source.into).columns]
    named = {*source.columns, *source.fixed, *(name for one in source.split for name in one.pattern.groupindex)}
    heading = [name for name in labels if name in named]
    origin = [at[source.columns[name].plus] if name in source.columns else None for name in heading]
    translated = _translated(rows, at, heading, source)
    if source.lowest:
        types = {column.label: column.type for column in format_.sheet(source.into).columns}
        places: dict[str, int] = {types[name]: position for position, name in enumerate(heading)}
        translated = _lowest(translated, places, label, problems)
    return Table(label, source.path.name, heading, translated, last, origin)


def _translated(rows: _Rows, at: Mapping[str, int], heading: Sequence[str], source: Source) -> _Rows:
    """The rows that are wanted, as rows of the book."""
    splits = [(at[one.column], _splitter(one.pattern.search)) for one in source.split]
    for number, texts in rows:
        if not any(text.strip() for text in texts):
            continue
        cells = [text.strip() for text in texts] + [""] * (1 + max(at.values(), default=0) - len(texts))
        if not _wanted(cells, at, source):
            continue
        row = dict(source.fixed)
        for position, search in splits:
            row |= search(cells[position][:LONGEST_TEXT])
        for name, take in source.columns.items():
            row[name] = _taken(cells, take, at) or row.get(name, "")
        yield number, [source.values.get(name, {}).get(row.get(name, ""), row.get(name, "")) for name in heading]


def _wanted(cells: Sequence[str], at: Mapping[str, int], source: Source) -> bool:
    return all(pattern.fullmatch(cells[at[name]][:LONGEST_TEXT]) for name, pattern in source.keep.items()) and not any(
        pattern.fullmatch(cells[at[name]][:LONGEST_TEXT]) for name, pattern in source.skip.items()
    )


def _splitter(search: Callable[[str], object]) -> Callable[[str], dict[str, str]]:
    """What a pattern finds in a text, remembered: auxiliary columns repeat few different texts."""
    import re

    @lru_cache(maxsize=50_000)
    def found(text: str) -> dict[str, str]:
        match = search(text)
        if not isinstance(match, re.Match):
            return {}
        return {name: value.strip() for name, value in match.groupdict().items() if value}

    return found


def _taken(cells: Sequence[str], take: Take, at: Mapping[str, int]) -> str:
    """A cell, or the difference of two amounts; what is no amount stays to be complained of."""
    plus = cells[at[take.plus]]
    if not take.minus:
        return plus
    minus = cells[at[take.minus]]
    try:
        difference = (money(plus) or 0) - (money(minus) or 0)
    except Wrong:
        return f"{plus} - {minus}"
    sign = "-" if difference < 0 else ""
    return f"{sign}{abs(difference) // 100}.{abs(difference) % 100:02d}"


def _lowest(rows: _Rows, places: Mapping[str, int], label: str, problems: Problems) -> _Rows:
    """The rows of accounts that have no account below them: a trial balance lists sums beside what they sum."""
    kept = list(islice(rows, _MOST_TO_COMPARE))
    if next(rows, None) is not None:
        problems.add(label, "", f"写了 lowest 的文件最多 {_MOST_TO_COMPARE} 行，以下没有读；请拆成几个文件。")
    account, unit = places.get("account"), places.get("unit")
    codes = [("" if unit is None else texts[unit], "" if account is None else texts[account]) for _, texts in kept]
    above = {(of, code[:length]) for of, code in codes for length in range(1, len(code))}
    yield from (row for row, code in zip(kept, codes, strict=True) if code not in above)
