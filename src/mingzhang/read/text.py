"""A text dump (what a PDF-to-text tool leaves) as a layout."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from mingzhang.forms import Form, forms_of
from mingzhang.forms.label import fold
from mingzhang.model import Place
from mingzhang.read.barred import is_barred, read_barred
from mingzhang.read.headings import heading_of, numbered_start
from mingzhang.read.layout import Block, FormText, Layout, Line, Paragraph
from mingzhang.read.problem import Unreadable
from mingzhang.read.text_heads import goes_on, sunk_head
from mingzhang.read.text_tables import shape_table

MAX_BYTES = 50_000_000
_TITLE_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d{1,2}[.、])")
_NOTE = re.compile(r"^\s*(?:注|说明|备注)[:：]")
_NARRATIVE = re.compile(r"情况说明$|说明$|名词解释$")
_HEAD_WORDS = ("项目", "栏次", "单位:", "公开", "科目", "收入", "预算数")


def decode(data: bytes, source: str) -> str:
    """The text of a file in UTF-8, UTF-16 with a mark, or GB18030; raises Unreadable for anything else."""
    if not data.strip():
        raise Unreadable(f"“{source}”是空文件，里面没有任何内容；请检查是否保存或下载完整。")
    if len(data) > MAX_BYTES:
        raise Unreadable(f"“{source}”超过 {MAX_BYTES // 1_000_000} MB，不像一份决算公开的文本；请确认文件。")
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        controls = sum(character < " " and character not in "\t\n\r\f\v" for character in text[:20_000])
        if controls > 20:
            break
        return text.replace("\x00", "")
    raise Unreadable(f"“{source}”不是文本文件，或编码无法识别；请另存为 UTF-8 文本，或直接提供 PDF 原件。")


def read_text(data: bytes, source: str, progress: Callable[[int, int], None] | None = None) -> Layout:
    """The layout of a text dump; raises Unreadable where the file is no text."""
    text = decode(data, source).replace("\r\n", "\n").replace("\r", "\n")
    if is_barred(text):
        return read_barred(text, source)
    pages = text.count("\f") + 1
    lines = [Line(line, Place(line=number)) for number, line in enumerate(text.replace("\f", "").split("\n"), start=1)]
    lines = _with_heads_raised(lines)
    blocks: list[Block] = []
    at = 0
    starts = _table_starts(lines)
    for start, form in starts:
        if start < at:
            continue
        end, body = _table_lines(lines, start, form, starts)
        grid = shape_table(form, body)
        if grid is None:
            continue
        blocks.extend(_text_blocks(lines[at:start]))
        blocks.extend(_floating(lines[start + 1 : end]))
        blocks.extend(_head_paragraphs(lines[start:end]))
        blocks.append(grid)
        blocks.extend(_notes(body))
        at = end
    blocks.extend(_text_blocks(lines[at:]))
    return Layout(source, "text", pages, blocks)


def _table_lines(
    lines: Sequence[Line], start: int, form: Form, starts: Sequence[tuple[int, Form]]
) -> tuple[int, list[Line]]:
    """Behind a table, and its lines, with those of further pages under the same title."""
    numbers = [number for number, _ in starts]
    end = _table_end(lines, start, numbers)
    body = list(lines[start:end])
    while True:
        following = next(((number, other) for number, other in starts if number >= end), None)
        if following is None or following[1].id != form.id or _has_content(lines[end : following[0]]):
            return end, body
        following_end = _table_end(lines, following[0], numbers)
        more = lines[following[0] : following_end]
        if not goes_on(form, body, more):
            return end, body
        note = next((at for at, line in enumerate(body) if _NOTE.match(line.text)), len(body))
        body, end = [*body[:note], *more], following_end


def _with_heads_raised(lines: list[Line]) -> list[Line]:
    """The lines with each head that sank into the table before moved behind that table, to its own rows."""
    starts = _table_starts(lines)
    for (before, outer), (at, _) in reversed(list(pairwise(starts))):
        below = sunk_head(lines, at) if outer.shape == "codes" else None
        if below is None or at >= _table_end(lines, before, [at]) + 1:
            continue
        head = lines[at:below]
        end = _table_end(lines, below, [number for number, _ in starts])
        lines = [*lines[:at], *lines[below:end], *head, *lines[end:]]
    return lines


def title_of(text: str) -> str:
    """A possible table title, folded and without its ordinal."""
    return _TITLE_ORDINAL.sub("", fold(text))


def _table_starts(lines: Sequence[Line]) -> list[tuple[int, Form]]:
    """Where a table begins: its title, with the words of a table's head close behind."""
    by_title = {title: form for form in forms_of("决算").values() for title in form.titles}
    titled = [(at, by_title[title_of(line.text)]) for at, line in enumerate(lines) if title_of(line.text) in by_title]
    starts: list[tuple[int, Form]] = []
    for at, form in titled:
        if starts and starts[-1][1].id == form.id and not _has_content(lines[starts[-1][0] + 1 : at]):
            continue  # 一、收入支出决算总表 and the title again below it
        ahead = [fold(line.text) for line in lines[at + 1 : at + 40] if line.text.strip()]
        head = []
        for text in ahead:
            if title_of(text) in by_title and by_title[title_of(text)].id != form.id:
                break
            head.append(text)
        if sum(any(word in text for text in head) for word in _HEAD_WORDS) >= 2:
            starts.append((at, form))
    return starts


def _has_content(lines: Sequence[Line]) -> bool:
    return sum(bool(line.text.strip()) for line in lines) > 1


def _table_end(lines: Sequence[Line], start: int, starts: Sequence[int]) -> int:
    """Behind the table's notes, else before the next table or the next part of the text."""
    limit = min([number for number in starts if number > start], default=len(lines))
    at = start + 1
    while at < limit:
        text = lines[at].text
        if _NOTE.match(text):
            return _note_end(lines, at, limit)
        heading = heading_of(text)
        if heading and heading.level <= 1 and _NARRATIVE.search(fold(text)):
            return at
        at += 1
    return limit


def _note_end(lines: Sequence[Line], at: int, limit: int) -> int:
    """Behind a note, its wrapped lines and the further notes that follow it."""
    end = at + 1
    while end < limit:
        text = lines[end].text.strip()
        if _NOTE.match(text):
            end += 1
        elif not text:
            following = next((number for number in range(end, limit) if lines[number].text.strip()), limit)
            if following < limit and _NOTE.match(lines[following].text):
                end = following
            else:
                break
        elif lines[end].text.startswith(" ") or heading_of(text):
            break
        else:
            end += 1
    return end


def _floating(lines: Sequence[Line]) -> list[Paragraph]:
    """Headings of a part that the dump moved into the middle of a table."""
    marks = [(line, heading_of(line.text)) for line in lines]
    return [Paragraph(line.text.strip(), (line,)) for line, mark in marks if mark is not None and mark.level == 0]


def _head_paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """The lines between a table's title and its heading row, one paragraph each."""
    head: list[Paragraph] = []
    for line in lines[:24]:
        text = line.text.strip()
        if text.startswith(("项目", "收入 支出", "一、政府采购", "人员经费", "预算数", "科目")):
            break
        if text:
            head.append(Paragraph(text, (line,)))
    return head


def _notes(lines: Sequence[Line]) -> list[Paragraph]:
    first = next((at for at, line in enumerate(lines) if _NOTE.match(line.text)), None)
    if first is None:
        return []
    groups: list[list[Line]] = []
    for line in lines[first:]:
        if _NOTE.match(line.text):
            groups.append([line])
        elif line.text.strip():
            groups[-1].append(line)
    return [Paragraph("".join(line.text.strip() for line in group), tuple(group)) for group in groups]


def _text_blocks(lines: Sequence[Line]) -> list[Block]:
    from mingzhang.evaluation.text_form import split_forms

    form_texts: list[FormText] = split_forms(lines)
    blocks: list[Block] = []
    begin = min((form.lines[0].place.line or 0 for form in form_texts), default=0)
    end = max((form.lines[-1].place.line or 0 for form in form_texts), default=0)
    before = [line for line in lines if not begin or (line.place.line or 0) < begin]
    after = [line for line in lines if begin and (line.place.line or 0) > end]
    blocks.extend(join_lines(before))
    blocks.extend(form_texts)
    blocks.extend(join_lines(after))
    return blocks


def join_lines(lines: Sequence[Line]) -> list[Paragraph]:
    """Paragraphs from lines that break anywhere.

    A paragraph ends where a heading or a numbered item begins, or behind a line that is clearly shorter than the
    text's full width.
    """
    filled = [line for line in lines if line.text.strip()]
    if not filled:
        return []
    widths = sorted(len(line.text.strip()) for line in filled)
    full = widths[int(len(widths) * 0.9)]
    paragraphs: list[list[Line]] = []
    previous: Line | None = None
    for line in filled:
        text = line.text.strip()
        short = previous is not None and len(previous.text.strip()) < full - 6
        ended = previous is not None and short and previous.text.rstrip().endswith(("。", "；", "：", ":", "！", ";"))
        heading = heading_of(text) is not None or numbered_start(text)
        lone = (
            previous is not None and short and heading_of(previous.text) is not None and len(previous.text.strip()) < 30
        )
        contents = fold(text) in ("目录", "目次")
        if previous is None or ended or heading or lone or contents or _NOTE.match(text):
            paragraphs.append([])
        paragraphs[-1].append(line)
        previous = line
    return [Paragraph("".join(line.text.strip() for line in group), tuple(group)) for group in paragraphs]
