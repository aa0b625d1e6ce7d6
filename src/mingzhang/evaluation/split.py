"""Where the forms of a text dump begin and end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mingzhang.evaluation import labels
from mingzhang.evaluation.fragments import compact, fragments
from mingzhang.read.layout import FormText, Line

_LONGEST_TITLE = 6
_NEXT_PART = re.compile(r"第[一二三四五六七八九十]+部分")


def split_forms(lines: Sequence[Line]) -> list[FormText]:
    """The forms in a run of lines; lines before the first title are no form's."""
    begins = [begin for number in range(len(lines)) if (begin := _title_before_year(lines, number)) is not None]
    result = []
    for number, (start, title) in enumerate(begins):
        limit = begins[number + 1][0] if number + 1 < len(begins) else len(lines)
        end = next((i for i in range(start + 1, limit) if _NEXT_PART.match(lines[i].text.strip())), limit)
        result.append(FormText(title, tuple(lines[start:end])))
    return result


def _title_before_year(lines: Sequence[Line], number: int) -> tuple[int, str] | None:
    """Where the title that ends at a （…年度） line begins, and its text."""
    text = _joined(lines[number])
    match = labels.YEAR.search(text)
    if not match or match.end() != len(text):
        return None
    if text[: match.start()]:
        return (number, text[: match.start()]) if labels.TITLE.search(text[: match.start()]) else None
    name = _project_name(lines, number + 1)
    title = ""
    fallback: tuple[int, str] | None = None
    taken = 0
    for start in range(number - 1, -1, -1):
        if not lines[start].text.strip():
            continue
        if _NEXT_PART.match(lines[start].text.strip()):
            break  # the heading of the part is none of the form's title
        title = _joined(lines[start]) + title
        taken += 1
        if labels.TITLE.search(title):
            if name and title.startswith(name):
                return start, title
            whole = (
                title != "绩效自评表" and not title.startswith(("项目支出", "支出"))
            ) or title == "项目支出绩效自评表"
            if fallback is None and whole:
                fallback = (start, title)
            if lines[start].text.startswith(" "):
                return start, title
        if taken >= _LONGEST_TITLE:
            break
    return fallback


def _joined(line: Line) -> str:
    return "".join(line.text.split())


def _project_name(lines: Sequence[Line], start: int) -> str:
    """The project's name as the first rows of a form print it, or nothing."""
    text, _ = compact(fragments(lines[start : start + 16]))
    match = re.match(r"项目名称(.+?)主管部门", text)
    return match[1] if match else ""
