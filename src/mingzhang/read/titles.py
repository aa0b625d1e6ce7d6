"""Lines that belong to the head of a public table: its title, its number, the unit, the office and the year."""

from __future__ import annotations

import re

from mingzhang.forms import Form, forms_of
from mingzhang.forms.label import bare

UNIT = re.compile(r"单位[:：]?(?:人民币)?(百万元|亿元|万元|千元|元)")
NUMBER = re.compile(
    r"(?:公开)?表?\s*(?:公开)?[一二三四五六七八九十\d]{1,3}\s*表|公开表[一二三四五六七八九十\d]{1,3}|表[一二三四五六七八九十\d]{1,3}"
)
_PREFIX = re.compile(
    r"^(?:.*?(?:20\d\d年度?|部门|单位|局|院|中心|委员会|委|办公室|厅|所|校|会|政府|馆|队|站|社|集团|公司|机关|本级|[)）:]))?$"
)


def form_of(line: str, kind: str = "决算") -> Form | None:
    """The form of a kind of document whose title a line is, apart from ordinal, number, year and office before it."""
    if len(line) > 70:
        return None
    text = re.sub(r"[（(](?:公开)?表?\d+表?[)）]$", "", bare(line))
    text = re.sub(r"^(?:公开表?\d{1,2}表?|表[一二三四五六七八九十\d]{1,2})[:、.]?", "", text)
    best: tuple[int, Form] | None = None
    for form in forms_of(kind).values():
        if form.variant_of:
            continue
        for title in form.titles:
            if text.endswith(title) and (best is None or len(title) > best[0]):
                best = (len(title), form)
    if best is None or not _PREFIX.match(text[: -best[0]]):
        return None
    return best[1]


def is_head(text: str) -> bool:
    """Whether a text belongs to a table's head: number, office, year, unit."""
    return bool(
        UNIT.search(text)
        or NUMBER.fullmatch(text)
        or re.match(r"^(?:编制|公开|填报|填制|汇总)?(?:部门|单位)(?:名称)?[:：]", text)
        or re.fullmatch(r"20\d\d年度?", text)
    )
